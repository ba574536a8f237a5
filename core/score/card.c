/* One partner's card: metrics first, then scores of all scorecards, then tiers in the order in which they name each other. */
#include <math.h>

#include "base/number.h"
#include "score/points.h"
#include "score/steps.h"

const char *const measure_state_names[MEASURE_STATE_COUNT] = {"pending", "value", "no data", "failed", "not applicable"};

const struct waiver *waiver_find(const struct subject *subject, enum waiver_kind kind, size_t target)
{
    for (size_t i = 0; i < subject->waiver_count; i++) {
        const struct waiver *waiver = &subject->waivers[i];
        size_t its = kind == WAIVE_TIER ? waiver->scorecard : kind == WAIVE_MARGIN ? 0 : waiver->index;
        if (waiver->kind == kind && its == target) return waiver;
    }
    return NULL;
}

bool card_init(struct card *card, const struct program *program, struct arena *arena)
{
    *card = (struct card){0};
    card->metrics = arena_array(arena, program->metric_count, sizeof *card->metrics);
    card->scorecards = arena_array(arena, program->scorecard_count, sizeof *card->scorecards);
    return card->metrics && card->scorecards;
}

static void state_make(struct card_metric *own, const struct program *program, const struct subject *subject, size_t index)
{
    const struct measure *measure = &subject->measures[index];
    const struct waiver *waiver = waiver_find(subject, WAIVE_VALUE, index);
    if (waiver) {
        own->state = MEASURE_VALUE;
        own->value = waiver->number;
        own->waiver = waiver;
    } else if (!card_applies(program->metrics[index].applies, program, subject->attributes)) {
        own->state = MEASURE_NOT_APPLICABLE;
    } else {
        own->state = measure->state;
        own->value = measure->value;
    }
}

static double earned_points(const struct card_metric *own, const struct metric *metric, const struct subject *subject, size_t index)
{
    if (own->state != MEASURE_VALUE) return NAN;
    double value = metric->round < 0 ? own->value : number_round(own->value, metric->round);
    double percentile = subject->percentiles ? subject->percentiles[index] : NAN;
    return points_of(&metric->points, value, subject->attributes, percentile);
}

/* What stands for points that there are none of: NaN leaves the metric out. */
static double missing_points(const struct metric *metric, const struct value *attributes)
{
    switch (metric->missing) {
    case MISSING_ZERO: return 0;
    case MISSING_LEAVE_OUT: return NAN;
    case MISSING_POINTS: return setting_number(&metric->missing_points, attributes, NAN);
    }
    return NAN;
}

static void points_make(struct card_metric *own, const struct program *program, const struct subject *subject, size_t index)
{
    const struct metric *metric = &program->metrics[index];
    const struct waiver *waiver = waiver_find(subject, WAIVE_POINTS, index);
    double points = earned_points(own, metric, subject, index);
    if (waiver) {
        points = waiver->number;
        own->waiver = waiver;
    } else if (isnan(points) && (own->state == MEASURE_NO_DATA || own->state == MEASURE_VALUE)) {
        points = missing_points(metric, subject->attributes);
    }
    own->has_points = !isnan(points);
    own->points = own->has_points ? points : 0;
}

static void metric_make(struct card_metric *own, const struct program *program, const struct subject *subject, size_t index)
{
    const struct metric *metric = &program->metrics[index];
    *own = (struct card_metric){0};
    state_make(own, program, subject, index);
    points_make(own, program, subject, index);
    own->weight = metric->weight.given ? setting_number(&metric->weight, subject->attributes, 0) : 1;
    own->counts = own->has_points && !metric->trial && own->weight > 0;
}

void card_make(struct card *card, const struct program *program, const struct subject *subject)
{
    for (size_t i = 0; i < program->metric_count; i++) metric_make(&card->metrics[i], program, subject, i);
    for (size_t i = 0; i < program->scorecard_count; i++) score_make(card, program, subject, i);
    card->complete = true;
    for (size_t i = 0; i < program->scorecard_count; i++) {
        size_t index = program->tier_order[i];
        struct card_scorecard *own = &card->scorecards[index];
        tier_make(card, program, subject, index);
        movement_make(own, program, subject, index);
        card->complete = card->complete && own->complete;
    }
}
