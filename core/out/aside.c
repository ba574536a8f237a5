#include "out/aside.h"

#include <string.h>

#include "base/wrap.h"
#include "lua/words.h"

enum { ROWS_SHOWN = 10, WIDTH = 100 };

/* The table that a problem is about, whose subject is "deals.amount" or "deals"; 0: none of those with rows of partners. */
static size_t table_of(const struct program *program, const char *subject)
{
    for (size_t t = 1; t < program->table_count; t++) {
        size_t len = strlen(program->tables[t].name);
        if (strncmp(program->tables[t].name, subject, len) == 0 && (subject[len] == '.' || !subject[len])) return t;
    }
    return 0;
}

static size_t table_told(const struct run *run, struct text partner, const struct problem *problem)
{
    bool of_row = problem->stage == STAGE_DATA && problem->severity == SEVERITY_ERROR && problem->place.line && problem->subject;
    if (!of_row || !problem->partner || !text_is(partner, problem->partner)) return 0;
    return table_of(run->program, problem->subject);
}

static bool comes_before(const struct aside_row *a, const struct aside_row *b)
{
    if (a->table != b->table) return a->table < b->table;
    if (a->place.line != b->place.line) return a->place.line < b->place.line;
    return a->place.column < b->place.column;
}

/* A row with several bad cells is one. */
static size_t join(struct aside_row *rows, size_t count, struct arena *arena)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        struct aside_row *last = kept ? &rows[kept - 1] : NULL;
        if (last && last->table == rows[i].table && last->place.line == rows[i].place.line)
            last->why = arena_printf(arena, "%s; %s", last->why, rows[i].why);
        else
            rows[kept++] = rows[i];
    }
    return kept;
}

bool aside_find(struct aside *aside, const struct run *run, size_t partner, const struct problems *problems, struct arena *arena)
{
    struct aside_row *rows = arena_array(arena, problems->count + 1, sizeof *rows);
    struct text key = run_partner_key(run, partner);
    *aside = (struct aside){.rows = rows, .all = run->data.troubles[partner]};
    for (size_t i = 0, at; rows && i < problems->count; i++) {
        const struct problem *problem = &problems->items[i];
        struct aside_row row = {table_told(run, key, problem), problem->place, problem->what};
        if (!row.table) continue;
        for (at = aside->count++; at > 0 && comes_before(&row, &rows[at - 1]); at--) rows[at] = rows[at - 1];
        rows[at] = row;
    }
    if (rows) aside->count = join(rows, aside->count, arena);
    if (aside->all < aside->count) aside->all = aside->count;
    return !arena->failed;
}

void aside_text(const struct aside *aside, struct buf *out)
{
    size_t shown = aside->count < ROWS_SHOWN ? aside->count : ROWS_SHOWN;
    if (aside->all == 0) return;
    buf_char(out, '\n');
    words_number((double)aside->all, out);
    buf_printf(out, " %s of this partner %s set aside and count%s nowhere%s\n", aside->all == 1 ? "row" : "rows",
               aside->all == 1 ? "was" : "were", aside->all == 1 ? "s" : "", shown ? ":" : ": rung check says which");
    for (size_t i = 0; i < shown; i++) {
        struct buf line = {0};
        buf_printf(&line, "%s:%u: %s", aside->rows[i].place.file, aside->rows[i].place.line, aside->rows[i].why);
        buf_puts(out, "  ");
        wrap_words(out, buf_view(&line), 4, WIDTH);
        out->failed |= line.failed;
        buf_release(&line);
    }
    if (!shown || shown == aside->all) return;
    buf_puts(out, "  and ");
    words_number((double)(aside->all - shown), out);
    buf_puts(out, " more: rung check says which\n");
}
