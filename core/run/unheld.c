#include "run/unheld.h"

static bool awards_any(const struct run *run, size_t incentive, enum award_kind kind)
{
    for (size_t p = 0; p < run->data.partners; p++)
        if (run_awards(run, p)[incentive].kind == kind) return true;
    return false;
}

static void warn(const struct run *run, const struct setting *limit, const char *cure, const char *what, const char *key,
                 struct problems *problems)
{
    const struct source *source = source_holding(&run->program->source, limit->at);
    struct problem *problem = problem_add(problems, SEVERITY_WARNING, STAGE_PROGRAM, limit->at, cure, what, key);
    problem_line(problems, problem, source_line(source, limit->at.line));
}

static void warn_no_margin(const struct run *run, const struct incentive *incentive, struct problems *problems)
{
    const struct source *source = source_holding(&run->program->source, incentive->at);
    struct problem *problem = problem_add(problems, SEVERITY_WARNING, STAGE_PROGRAM, incentive->at,
                                          "add margin: {}, or on: <metric> to pay the rate on its value",
                                          "%s awards margin points, but the program has no margin", incentive->name);
    problem_line(problems, problem, source_line(source, incentive->at.line));
}

static void look_at(const struct run *run, size_t index, struct problems *problems)
{
    const struct incentive *incentive = &run->program->incentives[index];
    const struct {
        const char *key;
        const struct setting *limit;
    } amounts[] = {{"maximum", &incentive->maximum}, {"maximum_per_year", &incentive->year_most}, {"minimum", &incentive->minimum}};
    if (incentive->cap.given && awards_any(run, index, AWARD_AMOUNT))
        warn(run, &incentive->cap, "write maximum: and an amount", "%s holds margin points, but this rule awards amounts", "cap", problems);
    if (incentive->on) return;
    if (!run->program->margin.given && !incentive->trial && awards_any(run, index, AWARD_MARGIN)) warn_no_margin(run, incentive, problems);
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++)
        if (amounts[i].limit->given && awards_any(run, index, AWARD_MARGIN))
            warn(run, amounts[i].limit, "write cap: and a rate, or on: <metric> to pay the rate on its value",
                 "%s holds amounts, but this rule awards margin points", amounts[i].key, problems);
}

void unheld_report(const struct run *run, struct problems *problems)
{
    for (size_t i = 0; i < run->program->incentive_count; i++) look_at(run, i, problems);
}
