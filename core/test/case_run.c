#include "test/case_run.h"

#include <math.h>

#include "base/clock.h"
#include "run/trace_rule.h"
#include "test/case_program.h"
#include "test/listing.h"

struct bench {
    const char *folder;
    const struct case_file *file;
    const struct plugin_case *one;
    struct case_outcome *outcome;
    struct case_lines *lines;
    struct arena *arena;
};

/* Of the metric under test, beside those that give values to a case. */
static size_t metric_index(const struct run *run)
{
    size_t m = 0;
    while (strcmp(run->program->metrics[m].name, CASE_RULE) != 0) m++;
    return m;
}

static void take_measure(const struct bench *bench, const struct run *run)
{
    const struct measure *measure = &run_measures(run, 0)[metric_index(run)];
    bench->outcome->kind = measure->state == MEASURE_VALUE ? WISH_VALUE : WISH_NO_DATA;
    bench->outcome->number = measure->value;
    bench->outcome->said = arena_text(bench->arena, results_text(&run->results, measure->reason));
}

static void take_award(const struct bench *bench, const struct run *run)
{
    const struct award *award = run_awards(run, 0);
    bench->outcome->kind = award->kind == AWARD_MARGIN ? WISH_MARGIN : award->kind == AWARD_AMOUNT ? WISH_AMOUNT : WISH_NOTHING;
    bench->outcome->exact = decimal_of(award->units, award->scale);
    bench->outcome->said = arena_text(bench->arena, results_text(&run->results, award->reason));
}

/* Places in the folder made for a case mean the plugin, or else the cases: which one is said elsewhere. */
static struct problem as_of_case(const struct bench *bench, const struct problem *problem)
{
    struct problem shown = *problem;
    const char *path = problem->place.file;
    shown.partner = NULL;
    if (shown.subject && path_ends(shown.subject, CASE_RULE)) shown.subject = NULL;
    if (!path || strncmp(path, bench->folder, strlen(bench->folder)) != 0) return shown;
    if (path_ends(path, ".lua")) {
        shown.place.file = bench->file->plugin.path;
    } else {
        shown.place = (struct place){.file = bench->file->source.path};
        shown.line = NULL;
    }
    return shown;
}

static bool same_problem(const struct problem *a, const struct problem *b)
{
    return strcmp(a->what, b->what) == 0 && a->place.file == b->place.file && a->place.line == b->place.line;
}

/* The same of many rows is told once. */
static size_t put_problem(struct buf *said, const struct bench *bench, const struct problems *problems, size_t first)
{
    struct problem shown = as_of_case(bench, &problems->items[first]);
    size_t same = 1;
    problem_format(&shown, false, said);
    for (; first + same < problems->count; same++) {
        struct problem next = as_of_case(bench, &problems->items[first + same]);
        if (next.severity != SEVERITY_ERROR || !same_problem(&shown, &next)) break;
    }
    if (same > 1) buf_printf(said, "   the same for %zu more\n", same - 1);
    return same;
}

static void take_problems(const struct bench *bench, struct problems *problems)
{
    struct buf said = {0};
    struct case_outcome *outcome = bench->outcome;
    outcome->kind = WISH_ERROR;
    outcome->called = outcome->loaded;
    for (size_t i = 0, same = 1; i < problems->count; i += same, same = 1) {
        const struct problem *problem = &problems->items[i];
        if (problem->severity != SEVERITY_ERROR) continue;
        if (!outcome->what.ptr) outcome->what = arena_text(bench->arena, text_of(problem->what));
        outcome->called = outcome->called && problem->stage == STAGE_MEASURE;
        same = put_problem(&said, bench, problems, i);
    }
    outcome->said = arena_text(bench->arena, buf_view(&said));
    if (said.failed) problems->out_of_memory = true;
    buf_release(&said);
}

/* A case has one partner, so its rows are all of a table, in their order. */
static void take_row(const struct bench *bench, const struct run *run, const struct trace *trace, const struct trace_row *row,
                     struct case_row *taken)
{
    struct buf said = {0};
    buf_puts(&said, row->condition == TRACE_KEPT ? "yes" : "no: ");
    if (row->condition != TRACE_KEPT) buf_text(&said, trace->events[row->event].conditions[row->condition].words);
    *taken = (struct case_row){arena_string(bench->arena, text_of(run->program->tables[row->table].name)), row->row,
                               arena_text(bench->arena, buf_view(&said))};
    buf_release(&said);
}

/* Calls the rule once more, and notes which rows it counted. False after a problem of the machine. */
static bool take_rows(const struct bench *bench, const struct run *run, struct problems *problems)
{
    struct trace trace = {0};
    bool good = bench->file->incentive ? trace_incentive(run, 0, 0, &trace, bench->arena, problems)
                                       : trace_metric(run, metric_index(run), 0, &trace, bench->arena, problems);
    struct case_row *rows = good ? arena_array(bench->arena, trace.row_count, sizeof *rows) : NULL;
    for (size_t i = 0; rows && i < trace.row_count; i++) take_row(bench, run, &trace, &trace.rows[i], &rows[i]);
    bench->outcome->rows = rows;
    bench->outcome->row_count = rows ? trace.row_count : 0;
    return good;
}

static void add_lines(const struct bench *bench, const struct lines *lines)
{
    struct case_lines *all = bench->lines;
    if (!all->can) {
        all->can = arena_array(bench->arena, lines->count, 1);
        all->ran = arena_array(bench->arena, lines->count, 1);
        all->count = all->can && all->ran ? lines->count : 0;
    }
    for (size_t line = 1; line <= lines->count && line <= all->count; line++) {
        all->can[line - 1] |= lines_can_run(lines, line);
        all->ran[line - 1] |= lines_did_run(lines, line);
    }
}

/* Of the plugin under test; the one that gives values to a case is not asked for. */
static void take_lines(const struct bench *bench, const struct run *run)
{
    for (size_t i = 0; i < run->coverage.count; i++)
        if (strcmp(run->rules.plugins[i]->name, bench->file->name) == 0) add_lines(bench, &run->coverage.plugins[i]);
}

static bool run_program(const struct bench *bench, const struct run_options *options, struct problems *problems)
{
    struct run run = {0};
    struct problems found = {0};
    bool loaded = bench->outcome->loaded = run_load(&run, bench->folder, options, &found), good = loaded && run_measure(&run, &found);
    bool gave_out = loaded && !good;
    if (gave_out) problems_merge(problems, &found);
    if (!good || found.errors > 0)
        take_problems(bench, &found);
    else if (bench->file->incentive)
        take_award(bench, &run);
    else
        take_measure(bench, &run);
    if (loaded) take_lines(bench, &run);
    bool called = good && (bench->outcome->kind != WISH_ERROR || bench->outcome->called);
    if (called && !case_as_expected(bench->one, bench->outcome)) gave_out = !take_rows(bench, &run, problems);
    if (run_starved(&run, good, &found) || bench->arena->failed) problems->out_of_memory = gave_out = true;
    problems_release(&found);
    run_release(&run);
    return !gave_out;
}

bool case_run(const char *folder, const struct case_file *file, const struct plugin_case *one, const struct run_options *options,
              struct case_outcome *outcome, struct case_lines *lines, struct arena *arena, struct problems *problems)
{
    struct run_options alone = {.library = options->library, .jobs = 1, .coverage = options->coverage};
    struct bench bench = {folder, file, one, outcome, lines, arena};
    double begin = clock_seconds();
    *outcome = (struct case_outcome){0};
    bool good = case_program_write(folder, file, one, problems) && run_program(&bench, &alone, problems);
    outcome->seconds = clock_seconds() - begin;
    return good;
}

/* ---- expected and got */

static bool holds(struct text all, struct text part)
{
    return part.len == 0 || (all.len >= part.len && memmem(all.ptr, all.len, part.ptr, part.len));
}

struct decimal case_wanted_exactly(const struct plugin_case *one)
{
    struct decimal exact = one->number.exact;
    if (!one->number.has_exact && !decimal_from_double(one->number.value.number, &exact)) exact = (struct decimal){0};
    return exact;
}

bool case_as_expected(const struct plugin_case *one, const struct case_outcome *outcome)
{
    double wanted = one->number.value.number;
    if (outcome->kind != one->wish) return false;
    if (one->wish == WISH_ERROR) return holds(outcome->said, one->part);
    if (one->has_reason && !text_equal(one->reason, outcome->said)) return false;
    if (one->wish == WISH_VALUE) return fabs(outcome->number - wanted) <= 1e-9 * fmax(1, fabs(wanted));
    return (one->wish != WISH_MARGIN && one->wish != WISH_AMOUNT) || decimal_compare(outcome->exact, case_wanted_exactly(one)) == 0;
}
