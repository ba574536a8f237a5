#include "run/failures.h"

#include <stdio.h>

/* "metrics/x.lua:12: what went wrong" has its line after the first colon. */
static uint32_t line_of(struct text failure, const char *path)
{
    size_t n = strlen(path);
    if (failure.len < n + 2 || memcmp(failure.ptr, path, n) != 0 || failure.ptr[n] != ':') return 0;
    uint32_t line = 0;
    for (size_t i = n + 1; i < failure.len && failure.ptr[i] >= '0' && failure.ptr[i] <= '9'; i++) line = line * 10 + (uint32_t)(failure.ptr[i] - '0');
    return line;
}

/* What stands behind "path:line: ". */
static struct text without_place(struct text failure, uint32_t line)
{
    if (line == 0) return failure;
    const char *space = memchr(failure.ptr, ' ', failure.len);
    if (!space) return failure;
    size_t skip = (size_t)(space + 1 - failure.ptr);
    return (struct text){failure.ptr + skip, failure.len - skip};
}

static void report(const struct run *run, const struct plugin *plugin, size_t partner, const char *scorecard, const char *rule, struct text failure,
                   struct problems *problems)
{
    const char *newline = failure.len ? memchr(failure.ptr, '\n', failure.len) : NULL;
    struct text first = {failure.ptr, newline ? (size_t)(newline - failure.ptr) : failure.len};
    struct text stack = newline ? (struct text){newline + 1, failure.len - first.len - 1} : text_of("");
    uint32_t line = line_of(first, plugin->source.path);
    struct text what = without_place(first, line);
    struct problem *problem = problem_add(problems, SEVERITY_ERROR, STAGE_MEASURE, (struct place){.file = plugin->source.path, .line = line}, NULL, "%.*s",
                                          TEXT_ARG(what));
    char subject[200];
    snprintf(subject, sizeof subject, "%s.%s", scorecard, rule);
    problem_about(problems, problem, run_partner_key(run, partner), text_of(subject));
    if (line) problem_line(problems, problem, source_line(&plugin->source, line));
    if (stack.len) problem_detail(problems, problem, stack);
}

static void report_measures(const struct run *run, size_t partner, struct problems *problems)
{
    const struct program *program = run->program;
    for (size_t m = 0; m < program->metric_count; m++) {
        const struct measure *measure = &run_measures(run, partner)[m];
        if (measure->state != MEASURE_FAILED || !run->rules.metrics[m].plugin) continue;
        report(run, run->rules.metrics[m].plugin, partner, program->scorecards[program->metrics[m].scorecard].name, program->metrics[m].name,
               results_text(&run->results, measure->reason), problems);
    }
}

static void report_awards(const struct run *run, size_t partner, struct problems *problems)
{
    const struct program *program = run->program;
    for (size_t i = 0; i < program->incentive_count; i++) {
        const struct award *award = &run_awards(run, partner)[i];
        if (award->kind != AWARD_FAILED) continue;
        report(run, run->rules.incentives[i].plugin, partner, program->scorecards[program->incentives[i].scorecard].name, program->incentives[i].name,
               results_text(&run->results, award->reason), problems);
    }
}

void failures_report(const struct run *run, enum run_part part, struct problems *problems)
{
    for (size_t p = 0; p < run->data.partners; p++) {
        if (part == PART_MEASURE) report_measures(run, p, problems);
        else report_awards(run, p, problems);
    }
}
