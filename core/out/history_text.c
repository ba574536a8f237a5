#include "out/history_text.h"

#include "history/history.h"

enum { ID_SHOWN = 12, ID_LEAST = 4 };

struct shelf { /* an open store */
    const char *path;
    struct history *history;
    struct history_run *runs;
    size_t count;
};

static bool shelf_open(struct shelf *shelf, const char *path, struct arena *arena, struct problems *problems)
{
    *shelf = (struct shelf){.path = path};
    if (!history_open(path, HISTORY_OPEN, &shelf->history, problems)) return false;
    if (shelf->history) return history_runs(shelf->history, arena, &shelf->runs, &shelf->count, problems);
    problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){.file = path}, "rung run PROGRAM --record begins one",
                "there is no history here yet");
    return false;
}

static bool is_meant(const struct history_run *run, const char *which)
{
    size_t len = strlen(which);
    return strcmp(run->period, which) == 0 || (len >= ID_LEAST && strncmp(run->id, which, len) == 0);
}

/* The one run that is meant; NULL after a problem. */
static const struct history_run *shelf_find(const struct shelf *shelf, const char *which, struct problems *problems)
{
    const struct history_run *found = NULL;
    size_t count = 0;
    for (size_t i = 0; i < shelf->count; i++) {
        if (!is_meant(&shelf->runs[i], which)) continue;
        found = &shelf->runs[i];
        count++;
    }
    if (count == 1) return found;
    problem_cure(problems,
                 problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){.file = shelf->path}, NULL,
                             "the history holds %s \"%s\"", count ? "several runs" : "no run", which),
                 "rung history list %s shows them; name one by its %s", shelf->path, count ? "id" : "period or id");
    return NULL;
}

/* ---- list */

static void widen(size_t *width, const char *text)
{
    size_t columns = text_columns(text_of(text));
    if (columns > *width) *width = columns;
}

static void put_padded(struct buf *out, const char *text, size_t width)
{
    size_t columns = text_columns(text_of(text));
    buf_visible(out, text_of(text), "");
    for (size_t i = columns; i < width + 2; i++) buf_char(out, ' ');
}

static void put_visible(struct buf *out, const char *before, struct text text)
{
    buf_puts(out, before);
    buf_visible(out, text, "");
}

static struct text short_id(const struct history_run *run)
{
    return (struct text){run->id, strnlen(run->id, ID_SHOWN)};
}

static void put_end(const struct history_run *run, struct buf *out)
{
    buf_printf(out, "%8zu", run->partners);
    put_visible(out, "  ", short_id(run));
    put_visible(out, "  ", text_of(run->recorded));
    buf_char(out, '\n');
}

bool history_text_list(const char *path, struct arena *arena, struct buf *out, struct problems *problems)
{
    struct shelf shelf;
    bool good = shelf_open(&shelf, path, arena, problems);
    size_t program = strlen("program"), version = strlen("version"), period = strlen("period");
    for (size_t i = 0; i < shelf.count; i++) {
        widen(&program, shelf.runs[i].program);
        widen(&version, shelf.runs[i].version);
        widen(&period, shelf.runs[i].period);
    }
    for (size_t i = 0; good && i <= shelf.count; i++) {
        const struct history_run *run = i > 0 ? &shelf.runs[i - 1] : NULL;
        put_padded(out, run ? run->program : "program", program);
        put_padded(out, run ? run->version : "version", version);
        put_padded(out, run ? run->period : "period", period);
        if (run)
            put_end(run, out);
        else
            buf_puts(out, "partners  id            recorded\n");
    }
    history_close(shelf.history);
    return good;
}

/* ---- show */

enum { TALLIES_MOST = 2000 };

struct tally {
    const char *scorecard, *tier;
    size_t partners;
    double best; /* score: tiers are shown from the highest */
};

struct totals {
    struct arena *arena;
    struct tally tallies[TALLIES_MOST];
    size_t count;
    struct decimal margins, rebates;
    bool good;
};

static struct tally *tally_of(struct totals *totals, struct text scorecard, struct text tier)
{
    for (size_t i = 0; i < totals->count; i++)
        if (text_is(scorecard, totals->tallies[i].scorecard) && text_is(tier, totals->tallies[i].tier)) return &totals->tallies[i];
    if (totals->count == TALLIES_MOST) return NULL;
    struct tally *tally = &totals->tallies[totals->count];
    *tally = (struct tally){arena_string(totals->arena, scorecard), arena_string(totals->arena, tier), 0, -1e300};
    if (!tally->scorecard || !tally->tier) return NULL;
    totals->count++;
    return tally;
}

static bool add_scorecard(void *context, const struct value *cells)
{
    struct totals *totals = context;
    struct tally *tally = tally_of(totals, cells[SCORECARDS_SCORECARD].text, cells[SCORECARDS_TIER].text);
    totals->good = tally != NULL;
    if (!tally) return false;
    tally->partners++;
    if (cells[SCORECARDS_SCORE].number > tally->best) tally->best = cells[SCORECARDS_SCORE].number;
    return true;
}

static bool add_amount(struct decimal *sum, const struct value *cell)
{
    struct decimal amount;
    if (cell->kind != VALUE_TEXT) return true;
    return decimal_parse(cell->text, &amount) && decimal_add(*sum, amount, sum);
}

static bool add_margin(void *context, const struct value *cells)
{
    struct totals *totals = context;
    totals->good = add_amount(&totals->margins, &cells[MARGINS_AMOUNT]) && add_amount(&totals->rebates, &cells[MARGINS_REBATES]);
    return totals->good;
}

/* Scorecards as they come (by name), within one the tier of the best score first, no tier last. */
static bool comes_before(const struct tally *a, const struct tally *b)
{
    int order = strcmp(a->scorecard, b->scorecard);
    if (order != 0) return order < 0;
    if ((*a->tier == '\0') != (*b->tier == '\0')) return *a->tier != '\0';
    return a->best > b->best;
}

static void sort_tallies(struct totals *totals)
{
    for (size_t i = 1; i < totals->count; i++)
        for (size_t j = i; j > 0 && comes_before(&totals->tallies[j], &totals->tallies[j - 1]); j--) {
            struct tally swap = totals->tallies[j];
            totals->tallies[j] = totals->tallies[j - 1];
            totals->tallies[j - 1] = swap;
        }
}

static void put_totals(struct totals *totals, struct buf *out)
{
    char margins[DECIMAL_TEXT_MAX], rebates[DECIMAL_TEXT_MAX];
    sort_tallies(totals);
    for (size_t i = 0; i < totals->count; i++) {
        const struct tally *tally = &totals->tallies[i];
        if (i == 0 || strcmp(tally->scorecard, tally[-1].scorecard) != 0) {
            put_visible(out, "\n", text_of(tally->scorecard));
            buf_char(out, '\n');
        }
        buf_puts(out, "  ");
        put_padded(out, *tally->tier ? tally->tier : "no tier", 20);
        buf_printf(out, "%8zu\n", tally->partners);
    }
    decimal_format(totals->margins, margins);
    decimal_format(totals->rebates, rebates);
    buf_printf(out, "\nmargin %s, rebates %s\n", margins, rebates);
}

static bool show(const struct shelf *shelf, const struct history_run *run, struct arena *arena, struct buf *out, struct problems *problems)
{
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
    struct totals *totals = arena_alloc(arena, sizeof *totals);
    if (!totals) return false;
    totals->arena = arena;
    totals->good = true;
    date_format(run->span.from, from);
    date_format(run->span.to, to);
    put_visible(out, "", text_of(run->program));
    put_visible(out, ", ", text_of(run->period));
    buf_printf(out, " (%s to %s): %zu partners\nrecorded ", from, to, run->partners);
    put_visible(out, "", text_of(run->recorded));
    put_visible(out, ", id ", text_of(run->id));
    buf_char(out, '\n');
    bool good = history_rows(shelf->history, run, HISTORY_SCORECARDS, add_scorecard, totals, problems) &&
                history_rows(shelf->history, run, HISTORY_MARGINS, add_margin, totals, problems);
    if (good) put_totals(totals, out);
    if (!totals->good && !arena->failed)
        problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){.file = shelf->path}, "put a copy of the file back",
                    "the history holds rows that Rung did not write");
    return good;
}

bool history_text_show(const char *path, const char *which, struct arena *arena, struct buf *out, struct problems *problems)
{
    struct shelf shelf;
    bool good = shelf_open(&shelf, path, arena, problems);
    if (good && !which && shelf.count > 0) which = shelf.runs[shelf.count - 1].id;
    const struct history_run *run = good ? shelf_find(&shelf, which ? which : "", problems) : NULL;
    good = run && show(&shelf, run, arena, out, problems);
    history_close(shelf.history);
    return good;
}

bool history_text_remove(const char *path, const char *which, struct arena *arena, struct buf *out, struct problems *problems)
{
    struct shelf shelf;
    const struct history_run *run = shelf_open(&shelf, path, arena, problems) ? shelf_find(&shelf, which, problems) : NULL;
    bool good = run && history_remove(shelf.history, run, problems);
    if (good) {
        put_visible(out, "removed ", text_of(run->period));
        put_visible(out, " of ", text_of(run->program));
        put_visible(out, " (", short_id(run));
        buf_puts(out, ")\n");
    }
    history_close(shelf.history);
    return good;
}

/* ---- export */

struct page {
    struct csv_row row;
    enum history_sheet sheet;
};

/* Numbers that must stay exact are kept as texts. */
static void put_cell(struct csv_row *row, const struct value *cell, bool number)
{
    struct decimal exact;
    if (cell->kind == VALUE_NUMBER)
        csv_number(row, cell->number);
    else if (cell->kind == VALUE_TEXT && number && decimal_parse(cell->text, &exact))
        csv_decimal(row, exact);
    else if (cell->kind == VALUE_TEXT)
        csv_text(row, cell->text);
    else
        csv_empty(row);
}

static bool put_row(void *context, const struct value *cells)
{
    struct page *page = context;
    const struct history_shape *shape = &history_shapes[page->sheet];
    for (size_t c = 0; c < shape->count; c++) {
        const char *type = shape->columns[c].type;
        put_cell(&page->row, &cells[c], strcmp(type, "number") == 0 || strcmp(type, "money") == 0);
    }
    csv_end(&page->row);
    return !page->row.out->failed;
}

static bool find_sheet(const char *name, enum history_sheet *sheet, struct problems *problems)
{
    *sheet = history_sheet_named(name);
    if (*sheet < HISTORY_SHEET_COUNT) return true;
    problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){0}, "name scorecards, metrics, awards, margins or payouts",
                "the history has no table \"%s\"", name);
    return false;
}

bool history_text_export(const char *path, const char *sheet, const struct csv_style *style, struct arena *arena, struct buf *out,
                         struct problems *problems)
{
    struct shelf shelf = {0};
    struct page page = {.row = {.out = out, .style = style}};
    bool good = find_sheet(sheet, &page.sheet, problems) && shelf_open(&shelf, path, arena, problems);
    csv_begin(&page.row);
    for (size_t c = 0; good && c < history_shapes[page.sheet].count; c++) csv_string(&page.row, history_shapes[page.sheet].columns[c].name);
    if (good) csv_end(&page.row);
    for (size_t i = 0; good && i < shelf.count; i++)
        good = history_rows(shelf.history, &shelf.runs[i], page.sheet, put_row, &page, problems);
    history_close(shelf.history);
    return good;
}
