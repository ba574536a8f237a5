#include "review/whatif.h"

#include <string.h>

#include "program/edit.h"
#include "review/said.h"

static const char *title_of(const struct whatif *whatif, const struct run *run, const char *how)
{
    const struct program *program = run->program;
    char said[SAID_MAX];
    return arena_printf(whatif->arena, "%s%s: %s%s%s, %s, %s", program->folder, whatif->rules->against ? "" : how, program->name,
                        *program->version ? " " : "", program->version, program->period_text, said_partners(run->data.partners, said));
}

/* Runs, and keeps of the run what `keep` takes. */
static bool run_once(struct whatif *whatif, const char *folder,
                     bool (*keep)(struct whatif *whatif, const struct run *run, struct problems *problems), struct problems *problems)
{
    struct run run = {0};
    bool good = run_load(&run, folder, &whatif->options, problems) && run_measure(&run, problems) && keep(whatif, &run, problems);
    problems->out_of_memory |= whatif->arena->failed || run_starved(&run, good, problems);
    run_release(&run);
    return good;
}

/* ---- as it is */

/* The changed run has the same data, period and history, whatever another program says of them. */
static bool keep_before(struct whatif *whatif, const struct run *run, struct problems *problems)
{
    const char *history = run->earlier.path;
    (void)problems;
    whatif->review.before = title_of(whatif, run, ", as it is");
    whatif->options.period = arena_string(whatif->arena, text_of(run->program->period_text));
    whatif->days = run->program->period;
    if (whatif->rules->against && !whatif->options.data) whatif->options.data = whatif->rules->program;
    if (whatif->rules->against && !whatif->options.history && history)
        whatif->options.history = arena_string(whatif->arena, text_of(history));
    whatif->rules_before = rules_keep(run->program->tree, whatif->arena);
    return whatif->rules_before && ledger_of_run(&whatif->before, run, whatif->arena);
}

bool whatif_begin(struct whatif *whatif, const struct whatif_rules *rules, const char *period, struct arena *arena,
                  struct problems *problems)
{
    *whatif = (struct whatif){.rules = rules, .arena = arena, .options = *rules->options};
    whatif->options.attributes = true;
    if (period) whatif->options.period = period;
    if (run_once(whatif, rules->program, keep_before, &whatif->known)) return true;
    problems_merge(problems, &whatif->known);
    problems->out_of_memory |= whatif->known.out_of_memory;
    return false;
}

/* ---- changed */

/* 2026-Q3 means other days where the fiscal year starts in another month. */
static bool same_days(const struct whatif *whatif, const struct program *program, struct problems *problems)
{
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
    if (program->period.from == whatif->days.from && program->period.to == whatif->days.to) return true;
    date_format(whatif->days.from, from);
    date_format(whatif->days.to, to);
    struct problem *problem = problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){.file = program->folder}, NULL,
                                          "%s means other days here, as fiscal_year_start is another one", program->period_text);
    problem_cure(problems, problem, "give both programs the same fiscal_year_start, or name days: --period %s..%s", from, to);
    return false;
}

static bool keep_after(struct whatif *whatif, const struct run *run, struct problems *problems)
{
    if (!same_days(whatif, run->program, problems)) return false;
    whatif->review.after = title_of(whatif, run, ", changed");
    return ledger_of_run(&whatif->after, run, whatif->arena) &&
           rules_compare(&whatif->changes, whatif->rules_before, run->program->tree, whatif->arena) &&
           groupings_of_run(&whatif->groupings, &whatif->grouping_count, whatif->rules->by, run, whatif->arena, problems);
}

/* Problems that the program as it is has too are no news. */
static void report_new(const struct whatif *whatif, const struct problems *found, struct problems *problems)
{
    struct problems all = {0};
    problems_merge(&all, &whatif->known);
    size_t known = all.count;
    problems_merge(&all, found);
    struct problems fresh = {.items = all.items + known, .count = all.count - known};
    for (size_t i = 0; i < fresh.count; i++) {
        fresh.errors += fresh.items[i].severity == SEVERITY_ERROR;
        fresh.warnings += fresh.items[i].severity == SEVERITY_WARNING;
    }
    problems_merge(problems, &fresh);
    problems->out_of_memory |= all.out_of_memory || found->out_of_memory;
    problems_release(&all);
}

static bool refuse(const struct whatif *whatif, struct problems *problems, const char *cure, const char *what)
{
    problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){.file = whatif->rules->against}, cure, "%s", what);
    return false;
}

static bool comparable(const struct whatif *whatif, struct problems *problems)
{
    if (strcmp(whatif->before.currency, whatif->after.currency) != 0)
        return refuse(whatif, problems, "compare programs of one currency",
                      "amounts cannot be compared: the two have different currencies");
    if (whatif->comparison.scorecard_count > 0) return true;
    return refuse(whatif, problems, "give a scorecard the same name in both programs", "the two programs share no scorecard");
}

/* Is there a mistake that is told at a line of program.yaml, or at none? */
static bool told_elsewhere(const struct problems *found)
{
    for (size_t i = 0; i < found->count; i++) {
        const char *file = found->items[i].place.file;
        if (found->items[i].severity == SEVERITY_ERROR && (!file || strcmp(file, edit_place) != 0)) return true;
    }
    return false;
}

/* A line of program.yaml that is quoted says what stood there before. */
static void tell_edits(const struct whatif *whatif, struct problems *problems)
{
    struct buf edits = {.ceiling = 500};
    for (size_t i = 0; i < whatif->options.edit_count; i++) buf_printf(&edits, "%s%s", i ? ", " : "", whatif->options.edits[i]);
    if (edits.len)
        problem_add(problems, SEVERITY_NOTE, STAGE_USAGE, (struct place){0}, "try what the program can have",
                    "this is how the program would be with %.*s", TEXT_ARG(buf_view(&edits)));
    buf_release(&edits);
}

bool whatif_change(struct whatif *whatif, const char *const *edits, size_t edit_count, struct problems *problems)
{
    const struct whatif_rules *rules = whatif->rules;
    struct problems found = {0};
    whatif->options.edits = edits;
    whatif->options.edit_count = edit_count;
    bool good = run_once(whatif, rules->against ? rules->against : rules->program, keep_after, &found);
    report_new(whatif, &found, problems);
    if (!good && told_elsewhere(&found)) tell_edits(whatif, problems);
    problems_release(&found);
    good = good && compare(&whatif->comparison, &whatif->before, &whatif->after, whatif->arena) && comparable(whatif, problems) &&
           groups_make(&whatif->groups, &whatif->comparison, whatif->groupings, whatif->grouping_count, whatif->arena);
    whatif->review.comparison = &whatif->comparison;
    whatif->review.groups = &whatif->groups;
    whatif->review.rules = &whatif->changes;
    return good;
}

void whatif_end(struct whatif *whatif)
{
    problems_release(&whatif->known);
}
