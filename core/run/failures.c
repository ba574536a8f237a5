#include "run/failures.h"

#include <stdio.h>
#include <string.h>

/* "metrics/x.lua:12: what went wrong": takes the place off the front and returns its line; 0 when there is none. */
static uint32_t take_line(const struct plugin *plugin, struct text *failure)
{
    size_t name = strlen(plugin->name) + strlen(".lua: ");
    if (failure->len > name && memcmp(failure->ptr, plugin->name, strlen(plugin->name)) == 0 && failure->ptr[name - 1] == ' ') {
        *failure = (struct text){failure->ptr + name, failure->len - name};
        return 0;
    }
    const char *colon = failure->len ? memchr(failure->ptr, ':', failure->len) : NULL;
    const char *end = failure->ptr + failure->len;
    uint32_t line = 0;
    const char *at = colon ? colon + 1 : end;
    for (; at < end && *at >= '0' && *at <= '9' && line < 10000000; at++) line = line * 10 + (uint32_t)(*at - '0');
    if (line == 0 || end - at < 2 || at[0] != ':' || at[1] != ' ') return 0;
    *failure = (struct text){at + 2, (size_t)(end - at) - 2};
    return line;
}

/* The host's words for a rule that was not asked because a metric that it needs has failed. */
static bool is_consequence(struct text failure)
{
    static const char begin[] = "needs ", end[] = ", which failed";
    size_t b = strlen(begin), e = strlen(end);
    return failure.len > b + e && memcmp(failure.ptr, begin, b) == 0 && memcmp(failure.ptr + failure.len - e, end, e) == 0;
}

static void report(const struct run *run, const struct plugin *plugin, size_t partner, const char *scorecard, const char *rule,
                   struct text failure, struct problems *problems)
{
    const char *newline = failure.len ? memchr(failure.ptr, '\n', failure.len) : NULL;
    struct text first = {failure.ptr, newline ? (size_t)(newline - failure.ptr) : failure.len};
    struct text stack = newline ? (struct text){newline + 1, failure.len - first.len - 1} : text_of("");
    uint32_t line = take_line(plugin, &first);
    if (line == 0 && is_consequence(first)) return;
    struct problem *problem = problem_add(problems, SEVERITY_ERROR, STAGE_MEASURE,
                                          (struct place){.file = plugin->source.path, .line = line}, NULL, "%.*s", TEXT_ARG(first));
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
        report(run, run->rules.metrics[m].plugin, partner, program->scorecards[program->metrics[m].scorecard].name,
               program->metrics[m].name, results_text(&run->results, measure->reason), problems);
    }
}

static void report_awards(const struct run *run, size_t partner, struct problems *problems)
{
    const struct program *program = run->program;
    for (size_t i = 0; i < program->incentive_count; i++) {
        const struct award *award = &run_awards(run, partner)[i];
        if (award->kind != AWARD_FAILED) continue;
        report(run, run->rules.incentives[i].plugin, partner, program->scorecards[program->incentives[i].scorecard].name,
               program->incentives[i].name, results_text(&run->results, award->reason), problems);
    }
}

void failures_report(const struct run *run, enum run_part part, struct problems *problems)
{
    for (size_t p = 0; p < run->data.partners; p++) {
        if (part == PART_MEASURE)
            report_measures(run, p, problems);
        else
            report_awards(run, p, problems);
    }
}
