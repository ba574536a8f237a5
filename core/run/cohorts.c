#include "run/cohorts.h"

#include <math.h>
#include <stdio.h>

#include "base/mem.h"
#include "run/groups.h"
#include "score/cohort.h"

/* One comparison: the values of all partners, their groups, and what comes of it. */
struct comparison {
    double *values, *results;
    uint32_t *groups;
    size_t compared, failed, first_failed; /* partners */
};

static struct measure compared_measure(const struct run *run, const struct cohort *cohort, size_t partner)
{
    const struct waiver *waiver = waivers_value(&run->waivers, partner, cohort->of);
    return waiver ? (struct measure){.value = waiver->number, .state = MEASURE_VALUE} : run_measures(run, partner)[cohort->of];
}

static void gather(const struct run *run, const struct cohort *cohort, struct comparison *comparison)
{
    comparison->compared = comparison->failed = 0;
    for (size_t p = 0; p < run->data.partners; p++) {
        struct measure measure = compared_measure(run, cohort, p);
        bool zero = measure.state == MEASURE_NO_DATA && cohort->missing_is_zero, takes_part = measure.state == MEASURE_VALUE || zero;
        comparison->values[p] = takes_part ? measure.value : NAN;
        comparison->groups[p] = groups_of(run, cohort->within, p);
        comparison->compared += takes_part;
        if (measure.state == MEASURE_FAILED && comparison->failed++ == 0) comparison->first_failed = p;
    }
}

static void warn_of_failed(const struct run *run, const struct metric_step *step, size_t of, const struct comparison *comparison,
                           struct problems *problems)
{
    const struct metric *metric = &run->program->metrics[step->metric];
    char others[40] = "";
    if (comparison->failed == 0) return;
    if (comparison->failed > 1) snprintf(others, sizeof others, " and %zu more", comparison->failed - 1);
    struct problem *problem = problem_add(problems, SEVERITY_WARNING, STAGE_MEASURE, metric->at,
                                          "find out why it failed, and run again: all others may then stand elsewhere",
                                          "%s%s compares %zu partner%s without %.*s%s, whose %s failed", step->points ? "points." : "",
                                          metric->name, comparison->compared, comparison->compared == 1 ? "" : "s",
                                          TEXT_ARG(run_partner_key(run, comparison->first_failed)), others, run->program->metrics[of].name);
    const struct source *source = source_holding(&run->program->source, metric->at);
    problem_line(problems, problem, source_line(source, metric->at.line));
}

static bool compare(const struct run *run, const struct cohort *cohort, struct comparison *comparison)
{
    struct cohort_values in = {comparison->values, comparison->groups, groups_count(run, cohort->within), run->data.partners};
    gather(run, cohort, comparison);
    return cohort_make(cohort, &in, comparison->results);
}

static uint32_t why_nothing(struct run *run, const struct cohort *cohort)
{
    struct text_writer texts = {.results = &run->results};
    char why[100], few[60] = "";
    if (cohort->least > 0) snprintf(few, sizeof few, "fewer than %d values in the group", cohort->least);
    if (cohort->method == COHORT_SHARE)
        snprintf(why, sizeof why, "the sum of the group is not above 0%s%s", *few ? ", or " : "", few);
    else
        snprintf(why, sizeof why, "%s", *few ? few : "the group has too few values to compare");
    return results_text_put(&texts, text_of(why));
}

/* Without a value of its own a partner has a result where that is one for the whole group, or where nothing is taken for 0. */
static struct measure result_of(const struct cohort *cohort, struct measure of, double result, uint32_t why)
{
    bool missing = of.state == MEASURE_NO_DATA || of.state == MEASURE_PENDING;
    bool takes_part = of.state == MEASURE_VALUE || (missing && (cohort->missing_is_zero || cohort_is_total(cohort->method)));
    if (takes_part && !isnan(result)) return (struct measure){.value = result, .state = MEASURE_VALUE};
    if (takes_part) return (struct measure){.state = MEASURE_NO_DATA, .reason = why};
    return (struct measure){.state = missing ? MEASURE_NO_DATA : of.state, .reason = of.reason};
}

static void keep_value(struct run *run, size_t metric, const double *results)
{
    const struct cohort *cohort = &run->program->metrics[metric].cohort;
    uint32_t why = why_nothing(run, cohort);
    for (size_t p = 0; p < run->data.partners; p++)
        run->results.measures[p * run->results.metrics + metric] = result_of(cohort, compared_measure(run, cohort, p), results[p], why);
}

static void keep_percentile(struct run *run, size_t metric, const double *results)
{
    for (size_t p = 0; p < run->data.partners; p++) run->results.percentiles[p * run->results.metrics + metric] = results[p];
}

/* Formulas are worked out when a card is made; a comparison needs their values before. */
static void keep_formula(struct run *run, size_t metric, struct card_reader *reader)
{
    for (size_t p = 0; p < run->data.partners; p++) {
        card_reader_subject(reader, p);
        card_measure(&reader->card, run->program, &reader->subject);
        const struct card_metric *made = &reader->card.metrics[metric];
        run->results.measures[p * run->results.metrics + metric] = (struct measure){.value = made->value, .state = (uint8_t)made->state};
    }
}

/* Does any comparison look at the metric? */
static bool is_compared(const struct program *program, size_t metric)
{
    if (program->metrics[metric].points.kind == POINTS_PERCENTILE) return true;
    for (size_t m = 0; m < program->metric_count; m++)
        if (metric_compares(&program->metrics[m]) && program->metrics[m].cohort.of == metric) return true;
    return false;
}

static bool make_step(struct run *run, const struct metric_step *step, struct card_reader *reader, struct comparison *comparison,
                      struct problems *problems)
{
    const struct metric *metric = &run->program->metrics[step->metric];
    if (step->points && metric->points.kind == POINTS_PERCENTILE) {
        if (!compare(run, &metric->points.percentile, comparison)) return false;
        warn_of_failed(run, step, step->metric, comparison, problems);
        keep_percentile(run, step->metric, comparison->results);
    } else if (!step->points && metric->formula && is_compared(run->program, step->metric)) {
        keep_formula(run, step->metric, reader);
    } else if (!step->points && metric_compares(metric)) {
        if (!compare(run, &metric->cohort, comparison)) return false;
        warn_of_failed(run, step, metric->cohort.of, comparison, problems);
        keep_value(run, step->metric, comparison->results);
    }
    return true;
}

static bool make_all(struct run *run, struct comparison *comparison, struct problems *problems)
{
    struct arena arena = {0};
    struct card_reader reader;
    bool good = card_reader_init(&reader, run, &arena);
    for (size_t i = 0; good && i < 2 * run->program->metric_count; i++)
        good = make_step(run, &run->program->metric_steps[i], &reader, comparison, problems);
    arena_release(&arena);
    return good;
}

static bool needed(const struct program *program)
{
    for (size_t m = 0; m < program->metric_count; m++)
        if (metric_compares(&program->metrics[m]) || program->metrics[m].points.kind == POINTS_PERCENTILE) return true;
    return false;
}

bool cohorts_make(struct run *run, struct problems *problems)
{
    if (!needed(run->program)) return true;
    struct comparison comparison = {
        .values = mem_zero(run->data.partners, sizeof(double)),
        .results = mem_zero(run->data.partners, sizeof(double)),
        .groups = mem_zero(run->data.partners, sizeof(uint32_t)),
    };
    bool good = comparison.values && comparison.results && comparison.groups && make_all(run, &comparison, problems);
    if (!good) problems->out_of_memory = true;
    mem_free(comparison.values);
    mem_free(comparison.results);
    mem_free(comparison.groups);
    return good;
}
