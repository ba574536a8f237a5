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

/* The parts of what a worker wrote (task.c); whatever it wrote, they are parts of it. */
struct report {
    struct text what, cure, way;
    uint32_t line, column, width;
};

static struct text take_until_newline(struct text *text)
{
    const char *newline = text->len ? memchr(text->ptr, '\n', text->len) : NULL;
    struct text first = {text->ptr, newline ? (size_t)(newline - text->ptr) : text->len};
    text->ptr += first.len + (newline != NULL);
    text->len -= first.len + (newline != NULL);
    return first;
}

static uint32_t take_number(struct text *text)
{
    uint32_t number = 0;
    for (; text->len > 0 && *text->ptr >= '0' && *text->ptr <= '9' && number < 100000; text->ptr++, text->len--)
        number = number * 10 + (uint32_t)(*text->ptr - '0');
    if (text->len > 0) *text = (struct text){text->ptr + 1, text->len - 1};
    return number;
}

static struct report read_report(const struct plugin *plugin, struct text text)
{
    struct report report = {.what = take_until_newline(&text)};
    struct text numbers = take_until_newline(&text);
    report.way = text;
    report.line = take_line(plugin, &report.what);
    report.column = take_number(&numbers);
    report.width = take_number(&numbers);
    size_t cure = take_number(&numbers);
    if (cure < 4 || cure >= report.what.len) return report;
    report.what.len -= cure;
    report.cure = (struct text){report.what.ptr + report.what.len + 2, cure - 3};
    return report;
}

static void report_failure(const struct run *run, const struct plugin *plugin, size_t partner, const char *scorecard, const char *rule,
                           struct text failure, struct problems *problems)
{
    struct report report = read_report(plugin, failure);
    if (report.line == 0 && is_consequence(report.what)) return;
    struct place place = {.file = plugin->source.path, .line = report.line, .column = report.column, .width = report.width};
    struct problem *problem = problem_add(problems, SEVERITY_ERROR, STAGE_MEASURE, place, NULL, "%.*s", TEXT_ARG(report.what));
    char subject[200];
    snprintf(subject, sizeof subject, "%s.%s", scorecard, rule);
    if (report.cure.len) problem_cure(problems, problem, "%.*s", TEXT_ARG(report.cure));
    problem_about(problems, problem, run_partner_key(run, partner), text_of(subject));
    if (report.line) problem_line(problems, problem, source_line(&plugin->source, report.line));
    if (report.way.len) problem_detail(problems, problem, report.way);
}

static void report_measures(const struct run *run, size_t partner, struct problems *problems)
{
    const struct program *program = run->program;
    for (size_t m = 0; m < program->metric_count; m++) {
        const struct measure *measure = &run_measures(run, partner)[m];
        if (measure->state != MEASURE_FAILED || !run->rules.metrics[m].plugin) continue;
        report_failure(run, run->rules.metrics[m].plugin, partner, program->scorecards[program->metrics[m].scorecard].name,
                       program->metrics[m].name, results_text(&run->results, measure->reason), problems);
    }
}

static void report_awards(const struct run *run, size_t partner, struct problems *problems)
{
    const struct program *program = run->program;
    for (size_t i = 0; i < program->incentive_count; i++) {
        const struct award *award = &run_awards(run, partner)[i];
        if (award->kind != AWARD_FAILED) continue;
        report_failure(run, run->rules.incentives[i].plugin, partner, program->scorecards[program->incentives[i].scorecard].name,
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
