#include "run/run.h"

#include <unistd.h>

#include "base/clock.h"
#include "run/cohorts.h"
#include "run/doubts.h"
#include "run/failures.h"
#include "run/lapsed.h"
#include "run/pace.h"
#include "run/pools.h"
#include "run/unheld.h"
#include "run/workers.h"

const char *const run_part_names[PART_COUNT] = {"load", "measure", "cohort", "award", "write"};

static int cores(void)
{
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online < 1 ? 1 : online > 256 ? 256 : (int)online;
}

/* Mistakes of the program do not hide those of its plugins' params; but without a table of partners there is nothing to bind them to. */
static void check_plugins(void *context, struct program *program, struct problems *problems)
{
    const struct run_options *options = context;
    struct ruleset rules = {0};
    if (program->table_count > 0) ruleset_bind(&rules, program, options->library, program->arena, problems);
}

/* Reports everything but what only the tables tell. */
static bool check_rules(const char *folder, const struct run_options *options, struct problems *problems)
{
    struct arena arena = {0};
    struct run_options own = *options;
    struct program_options wanted = {.period = options->period, .data = options->data};
    bool good = program_check(folder, &wanted, &(struct program_look){check_plugins, &own}, &arena, problems);
    problems->out_of_memory |= arena.failed;
    arena_release(&arena);
    return good && !problems_fatal(problems);
}

static void tell_load(void *context, uint64_t done, uint64_t total)
{
    const struct run *run = context;
    run->options.progress(run->options.progress_context, PART_LOAD, done, total);
}

static bool load_tables(struct run *run, struct problems *problems)
{
    struct load_watch watch = {.tell = tell_load, .context = run};
    struct load_watch *wanted = run->options.progress ? &watch : NULL;
    return dataset_load(&run->data, run->program->tables, run->program->table_count, run->jobs, problems, wanted);
}

/* A few bad rows are set aside and told; when most of a table is bad, the file is not what the program takes it for. Of waivers there are
 * few: one bad row may be most of them, and concerns its partner alone. */
static bool tables_usable(const struct run *run, struct problems *problems)
{
    bool good = true;
    for (size_t i = 0; i < run->data.table_count; i++) {
        const struct table *table = &run->data.tables[i];
        if (table->set_aside <= table->rows || (int)i == run->program->waivers) continue;
        problem_add(problems, SEVERITY_ERROR, STAGE_DATA, (struct place){.file = table->spec->path},
                    "look at the first problems of this table: they often have one cause, such as decimal or format in program.yaml",
                    "only %zu of %zu rows can be used: this is too little to go on", table->rows, table->rows + table->set_aside);
        good = false;
    }
    return good;
}

static void check_tier_column(const struct run *run, const struct scorecard *scorecard, int index, const char *effect,
                              struct problems *problems)
{
    const struct column *column = &run->data.tables[0].columns[index];
    for (size_t w = 0; w < column->words.count; w++)
        if (tier_named(scorecard, column->words.words[w]) < 0)
            problem_add(problems, SEVERITY_WARNING, STAGE_DATA, (struct place){.file = run->program->tables[0].path},
                        "correct the cells, or give a tier this title", "\"%.*s\" in column \"%s\" is no tier of scorecard %s: %s",
                        TEXT_ARG(column->words.words[w]), column->spec->name, scorecard->name, effect);
}

/* A text that no tier is called like is no tier. */
static void check_tier_columns(const struct run *run, struct problems *problems)
{
    for (size_t s = 0; s < run->program->scorecard_count; s++) {
        const struct scorecard *scorecard = &run->program->scorecards[s];
        const struct movement *movement = scorecard->movement;
        if (scorecard->prior >= 0) check_tier_column(run, scorecard, scorecard->prior, "its partners count as new", problems);
        for (size_t i = 0; i < movement->at_least_count; i++)
            check_tier_column(run, scorecard, movement->at_least[i], "its partners keep no tier by it", problems);
    }
}

static void want_columns(struct table_spec *table)
{
    for (size_t c = 0; c < table->column_count; c++) table->columns[c].wanted = true;
}

/* What somebody will be shown of the tables, besides what is read. */
static void want_more(const struct run *run)
{
    struct program *program = run->program;
    program->tables[0].lined = true;
    if (run->options.attributes) want_columns(&program->tables[0]);
    for (size_t t = 0; run->options.lines && t < program->table_count; t++) program->tables[t].lined = true;
    for (size_t t = 0; run->options.cells && t < program->table_count; t++) want_columns(&program->tables[t]);
}

static bool load_all(struct run *run, const char *folder, struct problems *problems)
{
    const struct run_options *options = &run->options;
    struct program_options wanted = {options->period, options->data, options->edits, options->edit_count};
    run->program = program_load(folder, &wanted, &run->arena, problems);
    if (!run->program || !pace_begin(run, problems)) return false;
    want_more(run);
    bool bound = ruleset_bind(&run->rules, run->program, options->library, &run->arena, problems);
    if (!bound || !pace_fits(run, problems) || problems_fatal(problems)) return false;
    const char *history = options->history ? options->history : run->program->history;
    if (!earlier_open(&run->earlier, history, run->program, &run->arena, problems)) return false;
    if (!load_tables(run, problems) || !tables_usable(run, problems)) return false;
    if (!earlier_read(&run->earlier, run->program, &run->data, &run->arena, problems)) return false;
    check_tier_columns(run, problems);
    doubts_report(run, problems);
    return waivers_resolve(&run->waivers, run->program, &run->data, &run->arena, problems);
}

bool run_check(struct run *run, const char *folder, const struct run_options *options, struct problems *problems)
{
    return check_rules(folder, options, problems) && run_load(run, folder, options, problems);
}

bool run_load(struct run *run, const char *folder, const struct run_options *options, struct problems *problems)
{
    double begin = clock_seconds();
    run->options = *options;
    run->jobs = options->jobs > 0 ? options->jobs : cores();
    bool good = load_all(run, folder, problems);
    earlier_close(&run->earlier);
    run->seconds[PART_LOAD] = clock_seconds() - begin;
    return good && !problems->out_of_memory;
}

static bool percentiles_needed(const struct program *program)
{
    for (size_t m = 0; m < program->metric_count; m++)
        if (program->metrics[m].points.kind == POINTS_PERCENTILE) return true;
    return false;
}

static bool do_part(struct run *run, struct workers *workers, enum run_part part, struct problems *problems)
{
    double begin = clock_seconds();
    bool good = workers_do(workers, part, problems);
    if (good) failures_report(run, part, problems);
    run->seconds[part] = clock_seconds() - begin;
    return good;
}

static bool do_cohorts(struct run *run, struct problems *problems)
{
    double begin = clock_seconds();
    bool good = cohorts_make(run, problems);
    run->seconds[PART_COHORT] = clock_seconds() - begin;
    return good;
}

/* After the workers: a part of a pool hangs on all cards. */
static bool do_pools(struct run *run, struct problems *problems)
{
    double begin = clock_seconds();
    bool good = pools_make(run, problems);
    run->seconds[PART_AWARD] += clock_seconds() - begin;
    return good;
}

static bool results_for(struct run *run)
{
    const struct program *program = run->program;
    return results_open(&run->results, run->data.partners, program->metric_count, program->incentive_count, percentiles_needed(program));
}

/* What workers note besides the results, when somebody asks. */
static bool open_notes(struct run *run)
{
    size_t rules = run->program->metric_count + run->program->incentive_count;
    if (run->options.coverage && !coverage_open(&run->coverage, &run->rules, &run->arena)) return false;
    return !run->options.profile || profile_open(&run->profile, (size_t)run->jobs, rules, run->data.partners);
}

bool run_measure(struct run *run, struct problems *problems)
{
    if (!results_for(run) || !open_notes(run)) {
        problems->out_of_memory = true;
        return false;
    }
    struct workers *workers = workers_start(run, problems);
    if (!workers) return false;
    bool good = do_part(run, workers, PART_MEASURE, problems) && do_cohorts(run, problems) && do_part(run, workers, PART_AWARD, problems);
    workers_stop(workers);
    if (good && results_check(&run->results) > 0)
        problem_add(problems, SEVERITY_ERROR, STAGE_MEASURE, (struct place){0},
                    "do not use these plugins: one of them broke out of its state",
                    "a plugin's process left results that Rung does not write");
    if (good) unheld_report(run, problems);
    return good && do_pools(run, problems);
}

bool run_starved(const struct run *run, bool good, const struct problems *problems)
{
    bool unexplained = !good && problems->errors == 0;
    return problems->out_of_memory || run->arena.failed || unexplained;
}

void run_release(struct run *run)
{
    lapsed_release(run);
    results_close(&run->results);
    coverage_close(&run->coverage);
    profile_close(&run->profile);
    dataset_release(&run->data);
    arena_release(&run->arena);
    *run = (struct run){0};
}
