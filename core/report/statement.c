#include "report/statement.h"

#include <stdio.h>

#include "base/digest.h"
#include "base/mem.h"
#include "base/suggest.h"
#include "report/assets.h"
#include "report/html.h"
#include "report/output.h"

/* ---- which partner */

/* The partner's rows, looked for behind those of the partner before. */
static struct statement_rows rows_behind(const struct grid *grid, size_t from, struct text key)
{
    size_t column = finished_column(grid, "partner");
    while (from < grid->count && !text_equal(finished_text(&grid->rows[from], column), key)) from++;
    size_t to = from;
    while (to < grid->count && text_equal(finished_text(&grid->rows[to], column), key)) to++;
    return (struct statement_rows){from, to};
}

static void take_partner(struct statement *statement, const size_t from[SHEET_COUNT])
{
    const struct grid *cards = &statement->told->finished.tables[SHEET_SCORECARDS];
    statement->key = told_cell(cards, from[SHEET_SCORECARDS], "partner");
    statement->name = told_cell(cards, from[SHEET_SCORECARDS], "name");
    if (statement->name.len == 0) statement->name = statement->key;
    for (size_t s = 0; s < SHEET_COUNT; s++) {
        struct statement_rows rows = rows_behind(&statement->told->finished.tables[s], from[s], statement->key);
        bool none = rows.from == rows.to; /* the next one's search begins where this one's did */
        statement->rows[s] = none ? (struct statement_rows){from[s], from[s]} : rows;
    }
}

bool statement_next(struct statement *statement)
{
    size_t from[SHEET_COUNT];
    for (size_t s = 0; s < SHEET_COUNT; s++) from[s] = statement->rows[s].to;
    if (from[SHEET_SCORECARDS] >= statement->told->finished.tables[SHEET_SCORECARDS].count) return false;
    take_partner(statement, from);
    return true;
}

/* The nearest key, or the key of the partner whose name it is. NULL: none is near. */
static const char *near_partner(const struct told *told, const char *word)
{
    const struct grid *grid = &told->finished.tables[SHEET_SCORECARDS];
    struct arena *arena = told->finished.arena;
    const char **keys = arena_array(arena, grid->count + 1, sizeof *keys);
    size_t count = 0;
    for (size_t r = 0; keys && r < grid->count; r++) {
        const char *key = arena_string(arena, told_cell(grid, r, "partner"));
        if (!key) return NULL;
        if (text_is(told_cell(grid, r, "name"), word)) return key;
        keys[count++] = key;
    }
    return keys ? suggest(text_of(word), keys, count) : NULL;
}

bool statement_of(struct statement *statement, const struct told *told, const char *partner, struct problems *problems)
{
    const struct grid *grid = &told->finished.tables[SHEET_SCORECARDS];
    size_t from[SHEET_COUNT] = {0};
    *statement = (struct statement){.told = told};
    from[SHEET_SCORECARDS] = rows_behind(grid, 0, text_of(partner)).from;
    if (from[SHEET_SCORECARDS] < grid->count) {
        take_partner(statement, from);
        return true;
    }
    const char *near = near_partner(told, partner);
    struct problem *problem =
        problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){.file = told->finished.folder},
                    "take the key from the column partner of its scorecards", "these results have no partner \"%s\"", partner);
    if (near) problem_cure(problems, problem, "did you mean %s?", near);
    return false;
}

void statement_file_name(const struct statement *statement, char name[STATEMENT_NAME_MAX])
{
    enum { KEY_SHOWN = 40, DIGITS_SHOWN = 8 };
    char shown[KEY_SHOWN], digest[DIGEST_TEXT_SIZE];
    int len = 0;
    _Static_assert(sizeof "statement--.html" + KEY_SHOWN + DIGITS_SHOWN <= STATEMENT_NAME_MAX, "the longest name fits");
    bool plain = statement->key.len <= KEY_SHOWN && statement->key.len > 0;
    for (size_t i = 0; i < statement->key.len && len < KEY_SHOWN; i++) {
        char c = statement->key.ptr[i];
        bool capital = c >= 'A' && c <= 'Z';
        bool good = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
        shown[len++] = good || capital ? c : '_';
        plain = plain && good;
    }
    digest_of(statement->key, digest);
    snprintf(name, STATEMENT_NAME_MAX, "statement-%.*s%s%.*s.html", len, shown, plain ? "" : "-", plain ? 0 : DIGITS_SHOWN, digest);
}

/* ---- the page */

static const char *about(const void *context, const char *map, const char *key)
{
    const struct statement *statement = context;
    return recorded_word(recorded_in(statement->told->record, map), key);
}

static void put_generator(const void *context, struct buf *out)
{
    (void)context;
    buf_puts(out, output_generator);
}

static void put_policy(const void *context, struct buf *out)
{
    (void)context;
    html_policy(out, assets().statement_style, (struct text){NULL, 0});
}

static void put_style(const void *context, struct buf *out)
{
    (void)context;
    buf_text(out, assets().statement_style);
}

static void put_program(const void *context, struct buf *out)
{
    html_put(out, "%s", about(context, "program", "name"));
}

static void put_version(const void *context, struct buf *out)
{
    const char *version = about(context, "program", "version");
    if (*version) html_put(out, "version %s, ", version);
}

static void put_period(const void *context, struct buf *out)
{
    html_put(out, "%s", about(context, "period", "name"));
}

static void put_days(const void *context, struct buf *out)
{
    told_days(((const struct statement *)context)->told, out);
}

static void put_partner(const void *context, struct buf *out)
{
    html_text(out, ((const struct statement *)context)->name);
}

static void put_partner_plain(const void *context, struct buf *out)
{
    html_plain(out, ((const struct statement *)context)->name);
}

static void put_key(const void *context, struct buf *out)
{
    html_text(out, ((const struct statement *)context)->key);
}

static void put_cards(const void *context, struct buf *out)
{
    statement_cards(context, out);
}

static void put_money(const void *context, struct buf *out)
{
    statement_money(context, out);
}

static void put_notes(const void *context, struct buf *out)
{
    statement_notes(context, out);
}

static const struct html_part parts[] = {{"generator", put_generator},
                                         {"policy", put_policy},
                                         {"style", put_style},
                                         {"program", put_program},
                                         {"version", put_version},
                                         {"period", put_period},
                                         {"days", put_days},
                                         {"partner", put_partner},
                                         {"partner_plain", put_partner_plain},
                                         {"key", put_key},
                                         {"cards", put_cards},
                                         {"money", put_money},
                                         {"notes", put_notes}};

void statement_put(const struct statement *statement, struct buf *out)
{
    html_fill(out, assets().statement, parts, sizeof parts / sizeof *parts, statement);
}
