#include "run/cohorts.h"

#include <math.h>

#include "base/mem.h"
#include "score/cohort.h"

/* One comparison: the values of all partners, their groups, and what comes of it. */
struct comparison {
    double *values, *ranks;
    uint32_t *groups;
};

static void gather(const struct run *run, const struct cohort *cohort, struct comparison *comparison)
{
    const struct column *column = cohort->within < 0 ? NULL : &run->data.tables[0].columns[cohort->within];
    for (size_t p = 0; p < run->data.partners; p++) {
        const struct measure *measure = &run_measures(run, p)[cohort->of];
        comparison->values[p] = measure->state == MEASURE_VALUE ? measure->value : NAN;
        comparison->groups[p] = column ? (uint32_t)column_stored(column, p) : 0;
    }
}

/* Codes of a text column count from base + 1, stored ones from 1; 0 is the group of partners whose cell is empty. */
static size_t group_count(const struct run *run, const struct cohort *cohort)
{
    return cohort->within < 0 ? 1 : run->data.tables[0].columns[cohort->within].words.count + 1;
}

static bool compare(const struct run *run, const struct cohort *cohort, struct comparison *comparison)
{
    gather(run, cohort, comparison);
    return cohort_rank(cohort->method, cohort->lower_is_better, comparison->values, comparison->groups, group_count(run, cohort),
                       run->data.partners, comparison->ranks);
}

static void keep_value(struct run *run, size_t metric, const double *ranks)
{
    for (size_t p = 0; p < run->data.partners; p++) {
        struct measure *measure = &run->results.measures[p * run->results.metrics + metric];
        const struct measure *of = &run_measures(run, p)[run->program->metrics[metric].cohort.of];
        if (of->state == MEASURE_VALUE)
            *measure = (struct measure){.value = ranks[p], .state = MEASURE_VALUE};
        else
            *measure = (struct measure){.state = of->state == MEASURE_PENDING ? MEASURE_NO_DATA : of->state, .reason = of->reason};
    }
}

static void keep_percentile(struct run *run, size_t metric, const double *ranks)
{
    for (size_t p = 0; p < run->data.partners; p++) run->results.percentiles[p * run->results.metrics + metric] = ranks[p];
}

/* Formulas are worked out when a card is made; a comparison needs their values before. Waivers do not move other partners. */
static void keep_formula(struct run *run, size_t metric, struct card_reader *reader)
{
    for (size_t p = 0; p < run->data.partners; p++) {
        card_reader_subject(reader, p);
        reader->subject.waiver_count = 0;
        card_measure(&reader->card, run->program, &reader->subject);
        const struct card_metric *made = &reader->card.metrics[metric];
        run->results.measures[p * run->results.metrics + metric] = (struct measure){.value = made->value, .state = (uint8_t)made->state};
    }
}

static bool make_step(struct run *run, const struct metric_step *step, struct card_reader *reader, struct comparison *comparison)
{
    const struct metric *metric = &run->program->metrics[step->metric];
    if (step->points && metric->points.kind == POINTS_PERCENTILE) {
        if (!compare(run, &metric->points.percentile, comparison)) return false;
        keep_percentile(run, step->metric, comparison->ranks);
    } else if (!step->points && metric->formula) {
        keep_formula(run, step->metric, reader);
    } else if (!step->points && metric_compares(metric)) {
        if (!compare(run, &metric->cohort, comparison)) return false;
        keep_value(run, step->metric, comparison->ranks);
    }
    return true;
}

static bool make_all(struct run *run, struct comparison *comparison)
{
    struct arena arena = {0};
    struct card_reader reader;
    bool good = card_reader_init(&reader, run, &arena);
    for (size_t i = 0; good && i < 2 * run->program->metric_count; i++)
        good = make_step(run, &run->program->metric_steps[i], &reader, comparison);
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
        .ranks = mem_zero(run->data.partners, sizeof(double)),
        .groups = mem_zero(run->data.partners, sizeof(uint32_t)),
    };
    bool good = comparison.values && comparison.ranks && comparison.groups && make_all(run, &comparison);
    if (!good) problems->out_of_memory = true;
    mem_free(comparison.values);
    mem_free(comparison.ranks);
    mem_free(comparison.groups);
    return good;
}
