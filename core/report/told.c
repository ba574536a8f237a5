#include "report/told.h"

#include <math.h>

#include "report/past.h"

static bool take_away(struct text *path, const char *folder)
{
    size_t len = strlen(folder);
    while (len > 0 && folder[len - 1] == '/') len--;
    if (len == 0 || path->len <= len + 1 || memcmp(path->ptr, folder, len) != 0 || path->ptr[len] != '/') return false;
    *path = (struct text){path->ptr + len + 1, path->len - len - 1};
    return true;
}

struct text told_path(const struct told *told, struct text path)
{
    const struct node *program = recorded_in(told->record, "program");
    if (take_away(&path, recorded_word(program, "folder")) || take_away(&path, recorded_word(program, "data"))) return path;
    if (path.len && *path.ptr == '/')
        for (const char *slash; (slash = memchr(path.ptr, '/', path.len));)
            path = (struct text){slash + 1, path.len - (size_t)(slash + 1 - path.ptr)};
    return path;
}

static void shorten_paths(struct told *told)
{
    size_t file = finished_column(&told->problems, "file");
    for (size_t r = 0; r < told->problems.count; r++)
        if (file < told->problems.rows[r].count) told->problems.rows[r].cells[file] = told_path(told, told->problems.rows[r].cells[file]);
}

bool told_open(struct told *told, const char *folder, struct arena *arena, struct problems *problems)
{
    *told = (struct told){0};
    if (!finished_open(&told->finished, folder, arena, problems)) return false;
    told->record = told->finished.record;
    for (size_t s = 0; s < SHEET_COUNT; s++) {
        bool needed = s == SHEET_SCORECARDS || finished_has(&told->finished, s);
        if (needed && !finished_table(&told->finished, s, problems)) return false;
    }
    if (!finished_problems(&told->finished, &told->problems, problems)) return false;
    shorten_paths(told);
    return past_read(told, &told->history, problems);
}

/* ---- cells */

struct text told_cell(const struct grid *grid, size_t row, const char *column)
{
    return finished_text(&grid->rows[row], finished_column(grid, column));
}

double told_number(const struct told *told, const struct grid *grid, size_t row, const char *column)
{
    double number;
    return finished_number(&told->finished, &grid->rows[row], finished_column(grid, column), &number) ? number : NAN;
}

struct text told_digits(const struct told *told, const struct grid *grid, size_t row, const char *column)
{
    struct decimal number;
    char digits[DECIMAL_TEXT_MAX];
    if (!finished_decimal(&told->finished, &grid->rows[row], finished_column(grid, column), &number)) return (struct text){"", 0};
    decimal_format(number, digits);
    return arena_text(told->finished.arena, text_of(digits));
}

/* ---- the record */

const struct node *told_scorecard(const struct told *told, const char *name)
{
    return recorded_in(recorded_in(told->record, "scorecards"), name);
}

size_t told_tier_rank(const struct node *scorecard, struct text tier)
{
    const struct node *tiers = recorded_in(scorecard, "tiers");
    size_t rank = 0;
    while (rank < tiers->count && !text_equal(tiers->keys[rank], tier)) rank++;
    return rank;
}

const struct node *told_tier_rule(const struct node *scorecard, struct text tier)
{
    const struct node *rules = recorded_in(scorecard, "tier_rules");
    size_t rank = told_tier_rank(scorecard, tier);
    return rank < rules->count ? rules->items[rank] : recorded_in(rules, "");
}

const char *told_tier_title(const struct node *scorecard, struct text tier)
{
    const struct node *tiers = recorded_in(scorecard, "tiers");
    size_t rank = told_tier_rank(scorecard, tier);
    const char *title = recorded_word(told_tier_rule(scorecard, tier), "title");
    if (rank >= tiers->count) return "no tier";
    return *title ? title : tiers->keys[rank].ptr;
}

const char *told_tier_class(const struct node *scorecard, struct text tier)
{
    static const char *const classes[] = {"t0", "t1", "t2", "t3", "t4", "t5"};
    enum { LAST = sizeof classes / sizeof *classes - 1 };
    size_t rank = told_tier_rank(scorecard, tier);
    if (rank >= recorded_in(scorecard, "tiers")->count) return "none";
    return classes[rank < LAST ? rank : LAST];
}

const char *told_title(const struct told *told, const struct node *entry, const char *name)
{
    const char *title = recorded_word(entry, "title");
    if (*title && strcmp(title, name) != 0) return title;
    char *words = arena_string(told->finished.arena, text_of(name));
    if (!words) return name;
    for (char *c = words; *c; c++)
        if (*c == '_') *c = ' ';
    if (*words >= 'a' && *words <= 'z') *words = (char)(*words - 'a' + 'A');
    return words;
}

bool told_compares(const struct node *entry)
{
    static const char rank[] = "percent rank";
    const char *compares = recorded_word(entry, "compares");
    return *compares && strncmp(compares, rank, sizeof rank - 1) != 0;
}

const char *told_number_word(const struct node *map, const char *key)
{
    const struct node *node = recorded_in(map, key);
    bool given = node->kind == NODE_SCALAR && (node->quoted || !text_is(node->scalar, "null"));
    return given ? node->scalar.ptr : "";
}

const char *told_currency(const struct told *told)
{
    return recorded_word(recorded_in(told->record, "program"), "currency");
}
