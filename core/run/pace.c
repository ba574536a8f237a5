#include "run/pace.h"

#include <string.h>

#include "base/number.h"
#include "run/traits.h"

static bool refuse_day(const struct run *run, struct problems *problems)
{
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
    date_format(run->program->period.from, from);
    date_format(run->program->period.to, to);
    struct problem *problem =
        problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){0}, NULL, "--as-of: \"%s\" is no day of the period %s, %s to %s",
                    run->options.as_of, run->program->period_text, from, to);
    problem_cure(problems, problem, "write a day from %s to %s, or give the period that holds it with --period", from, to);
    return false;
}

bool pace_begin(struct run *run, struct problems *problems)
{
    const struct span *period = &run->program->period;
    int32_t day;
    if (!run->options.as_of) return true;
    if (!date_parse(text_of(run->options.as_of), &day) || day < period->from || day > period->to) return refuse_day(run, problems);
    run->so_far = day - period->from + 1;
    if (run->program->warnings.projected) return true;
    problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){.file = run->program->source.path},
                "add the metrics that grow with the days of a period, as in warnings: {project: [revenue]}, or run without --as-of",
                "--as-of: the program does not say which metrics to project to the period's end");
    return false;
}

bool pace_fits(const struct run *run, struct problems *problems)
{
    const struct program *program = run->program;
    size_t errors = problems->errors;
    for (size_t m = 0; program->warnings.projected && m < program->metric_count; m++) {
        const char *unit = metric_unit(run, m), *scorecard = program->scorecards[program->metrics[m].scorecard].name;
        if (!program->warnings.projected[m] || (strcmp(unit, "ratio") != 0 && strcmp(unit, "percent") != 0)) continue;
        problem_add(problems, SEVERITY_ERROR, STAGE_PROGRAM, (struct place){.file = program->source.path},
                    "take it out of project, and leave what counts or adds up", "project: %s.%s is a %s, and does not grow with the days",
                    scorecard, program->metrics[m].name, unit);
    }
    return problems->errors == errors;
}

int pace_days(const struct run *run)
{
    return run->program->period.to - run->program->period.from + 1;
}

int32_t pace_as_of(const struct run *run)
{
    return run->program->period.from + run->so_far - 1;
}

double pace_value(double value, int days, int so_far, bool whole)
{
    double then = number_tidy(value * days / so_far);
    return whole ? number_round(then, 0) : then;
}
