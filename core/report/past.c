#include "report/past.h"

#include "base/mem.h"
#include "base/number.h"
#include "history/history.h"

static const char *const columns[] = {"partner", "scorecard", "period", "score", "tier"};
enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

struct reading {
    const struct told *told;
    const char *period; /* of the run that is read */
    struct grid_row *rows;
    size_t count, cap;
    bool failed; /* no memory */
};

static struct text kept(struct reading *reading, struct value value)
{
    char digits[NUMBER_TEXT_MAX];
    struct text text = value.text;
    if (value.kind == VALUE_NUMBER) text = (struct text){digits, number_format(value.number, digits)};
    if (value.kind == VALUE_NONE) return (struct text){"", 0};
    return arena_text(reading->told->finished.arena, text);
}

static bool visit(void *context, const struct value *cells)
{
    struct reading *reading = context;
    struct text *row = arena_array(reading->told->finished.arena, COLUMN_COUNT, sizeof *row);
    if (!row || !mem_grow((void **)&reading->rows, &reading->cap, reading->count + 1, sizeof *reading->rows)) {
        reading->failed = true;
        return false;
    }
    row[0] = kept(reading, cells[HISTORY_PARTNER]);
    row[1] = kept(reading, cells[SCORECARDS_SCORECARD]);
    row[2] = text_of(reading->period);
    row[3] = kept(reading, cells[SCORECARDS_SCORE]);
    row[4] = kept(reading, cells[SCORECARDS_TIER]);
    reading->rows[reading->count++] = (struct grid_row){.cells = row, .count = COLUMN_COUNT};
    return true;
}

/* Of the same program, and over before the period of these results began. */
static bool is_earlier(const struct told *told, const struct history_run *run)
{
    int32_t from;
    return strcmp(run->program, recorded_word(recorded_in(told->record, "program"), "name")) == 0 &&
           date_parse(text_of(recorded_word(recorded_in(told->record, "period"), "from")), &from) && run->span.to < from;
}

static bool read_runs(struct reading *reading, struct history *history, struct problems *problems)
{
    struct history_run *runs;
    size_t count;
    if (!history_runs(history, reading->told->finished.arena, &runs, &count, problems)) return false;
    for (size_t i = 0; i < count; i++) {
        if (!is_earlier(reading->told, &runs[i])) continue;
        reading->period = runs[i].period;
        if (!history_rows(history, &runs[i], HISTORY_SCORECARDS, visit, reading, problems)) return false;
    }
    return true;
}

static bool take_rows(const struct reading *reading, struct grid *past)
{
    struct arena *arena = reading->told->finished.arena;
    past->head.cells = arena_array(arena, COLUMN_COUNT, sizeof *past->head.cells);
    past->rows = arena_array(arena, reading->count + 1, sizeof *past->rows);
    if (!past->head.cells || !past->rows) return false;
    past->head.count = COLUMN_COUNT;
    for (size_t i = 0; i < COLUMN_COUNT; i++) past->head.cells[i] = text_of(columns[i]);
    past->count = reading->count;
    if (reading->count) memcpy(past->rows, reading->rows, reading->count * sizeof *past->rows);
    return true;
}

bool past_read(const struct told *told, struct grid *past, struct problems *problems)
{
    const struct node *source = recorded_in(told->record, "history");
    struct reading reading = {.told = told};
    struct history *history = NULL;
    bool good = true;
    if (recorded_in(source, "read")->count > 0) {
        const char *path = recorded_word(source, "file");
        good = history_open(path, HISTORY_OPEN, &history, problems) && (!history || read_runs(&reading, history, problems));
        if (good && !history)
            problem_add(problems, SEVERITY_NOTE, STAGE_USAGE, (struct place){.file = path},
                        "start from the folder in which the run was started",
                        "the history that the run read is not here, so earlier periods are not shown");
    }
    good = good && !reading.failed && take_rows(&reading, past);
    history_close(history);
    mem_free(reading.rows);
    return good;
}
