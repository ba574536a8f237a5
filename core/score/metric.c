/* From what was measured to the points of each metric. */
#include <math.h>

#include "base/number.h"
#include "score/points.h"
#include "score/steps.h"

static bool undone(enum measure_state state)
{
    return state == MEASURE_FAILED || state == MEASURE_PENDING;
}

/* What a formula makes may be paid on, so it goes without the noise of binary arithmetic. */
static void formula_make(struct view *view, struct card_metric *own, const struct expr *formula)
{
    struct value result = view_eval(view, formula);
    if (result.kind == VALUE_NUMBER) {
        own->state = MEASURE_VALUE;
        own->value = number_tidy(result.number);
    } else {
        own->state = view->unsure ? MEASURE_FAILED : MEASURE_NO_DATA;
        own->unknown = view->unknown;
    }
}

static void value_make(struct view *view, struct card_metric *own, size_t index)
{
    const struct metric *metric = &view->program->metrics[index];
    const struct measure *measure = &view->subject->measures[index];
    const struct waiver *waiver = waiver_find(view->subject, WAIVE_VALUE, index);
    *own = (struct card_metric){0};
    if (waiver) {
        own->state = MEASURE_VALUE;
        own->value = waiver->number;
        own->waiver = waiver;
    } else if (!card_applies(metric->applies, view->program, view->subject->attributes)) {
        own->state = MEASURE_NOT_APPLICABLE;
    } else if (metric->formula) {
        formula_make(view, own, metric->formula);
    } else {
        own->state = measure->state;
        own->value = measure->value;
    }
}

static double instead_points(const struct instead *instead, const struct value *attributes)
{
    switch (instead->kind) {
    case INSTEAD_ZERO: return 0;
    case INSTEAD_LEAVE_OUT: return NAN;
    case INSTEAD_POINTS: return setting_number(&instead->points, attributes, NAN);
    }
    return NAN;
}

static double value_points(const struct card_metric *own, const struct metric *metric, const struct subject *subject, size_t index)
{
    if (own->state != MEASURE_VALUE) return NAN;
    double value = metric->round < 0 ? own->value : number_round(own->value, metric->round);
    double percentile = subject->percentiles ? subject->percentiles[index] : NAN;
    return points_of(&metric->points, value, subject->attributes, percentile);
}

/* A condition that hangs on a failure leaves the points open: the metric counts as failed itself. */
static bool switched_on(struct view *view, struct card_metric *own, const struct expr *when)
{
    struct value held = view_eval(view, when);
    own->switched_off = !value_holds(held);
    if (held.kind == VALUE_NONE && view->unsure) own->state = MEASURE_FAILED;
    return !own->switched_off;
}

/* NaN leaves the metric out. */
static double earned_points(struct view *view, struct card_metric *own, size_t index)
{
    const struct metric *metric = &view->program->metrics[index];
    if (undone(own->state) || own->state == MEASURE_NOT_APPLICABLE) return NAN;
    if (metric->when && !switched_on(view, own, metric->when))
        return undone(own->state) ? NAN : instead_points(&metric->otherwise, view->subject->attributes);
    double points = value_points(own, metric, view->subject, index);
    own->unearned = isnan(points) && own->state == MEASURE_VALUE && metric->points.kind == POINTS_EXPRESSION;
    return isnan(points) ? instead_points(&metric->missing, view->subject->attributes) : points;
}

static void points_make(struct view *view, struct card_metric *own, size_t index)
{
    const struct metric *metric = &view->program->metrics[index];
    const struct waiver *waiver = waiver_find(view->subject, WAIVE_POINTS, index);
    double points = earned_points(view, own, index);
    if (waiver) {
        points = waiver->number;
        own->waiver = waiver;
    }
    own->has_points = !isnan(points);
    own->points = own->has_points ? points : 0;
    own->weight = metric->weight.given ? setting_number(&metric->weight, view->subject->attributes, 0) : 1;
    own->counts = own->has_points && !metric->trial && own->weight > 0;
}

void metric_make(struct card *card, const struct program *program, const struct subject *subject, const struct metric_step *step)
{
    struct view view = {.program = program, .subject = subject, .card = card, .measuring = true};
    struct card_metric *own = &card->metrics[step->metric];
    if (step->points)
        points_make(&view, own, step->metric);
    else
        value_make(&view, own, step->metric);
}

void card_measure(struct card *card, const struct program *program, const struct subject *subject)
{
    for (size_t i = 0; i < 2 * program->metric_count; i++) metric_make(card, program, subject, &program->metric_steps[i]);
}
