#include "review/factors.h"

/* ---- which there are */

static bool weighs(const struct metric *metric)
{
    bool any = false;
    for (size_t i = 0; i < metric->weight.count; i++) any = any || metric->weight.cases[i].value.number > 0;
    return any && !metric->trial;
}

static bool has_thresholds(const struct points_rule *points)
{
    switch (points->kind) {
    case POINTS_CURVE:
    case POINTS_BANDS:
    case POINTS_PER_UNIT:
    case POINTS_LOG:
    case POINTS_LOG_NORMAL: return true;
    default: return false;
    }
}

/* Tracks share the factors of metrics with one name. */
static int factor_named(struct factors *factors, const char *metric, bool thresholds)
{
    for (size_t i = 0; i < factors->count; i++)
        if (factors->items[i].thresholds == thresholds && strcmp(factors->items[i].metric, metric) == 0) return (int)i;
    factors->items[factors->count] = (struct factor){metric, thresholds};
    return (int)factors->count++;
}

bool factors_find(struct factors *factors, const struct program *program, size_t scorecard, struct arena *arena)
{
    size_t count = program->metric_count;
    *factors = (struct factors){.items = arena_array(arena, 2 * count + 1, sizeof *factors->items)};
    factors->weight_of = arena_array(arena, count + 1, sizeof *factors->weight_of);
    factors->thresholds_of = arena_array(arena, count + 1, sizeof *factors->thresholds_of);
    if (!factors->items || !factors->weight_of || !factors->thresholds_of) return false;
    for (size_t m = 0; m < count; m++) {
        const struct metric *metric = &program->metrics[m];
        bool ours = metric->scorecard == scorecard && weighs(metric);
        factors->weight_of[m] = ours ? factor_named(factors, metric->name, false) : -1;
        factors->thresholds_of[m] = ours && has_thresholds(&metric->points) ? factor_named(factors, metric->name, true) : -1;
    }
    return true;
}

/* ---- rules of one's own */

static bool own_setting(struct setting *setting, struct arena *arena)
{
    struct setting_case *cases = arena_array(arena, setting->count + 1, sizeof *cases);
    if (!cases) return false;
    if (setting->count > 0) memcpy(cases, setting->cases, setting->count * sizeof *cases);
    setting->cases = cases;
    return true;
}

static bool own_points(struct points_rule *points, struct arena *arena)
{
    bool curve = points->kind == POINTS_CURVE, bands = points->kind == POINTS_BANDS;
    struct curve_point *line = curve ? arena_array(arena, points->count + 1, sizeof *line) : NULL;
    struct band *steps = bands ? arena_array(arena, points->count + 1, sizeof *steps) : NULL;
    if ((curve && !line) || (bands && !steps)) return false;
    bool good = own_setting(&points->per, arena) && own_setting(&points->each, arena) && own_setting(&points->begin, arena) &&
                own_setting(&points->end, arena);
    for (size_t i = 0; good && curve && i < points->count; i++) {
        line[i] = points->curve[i];
        good = own_setting(&line[i].at, arena);
    }
    for (size_t i = 0; good && bands && i < points->count; i++) {
        steps[i] = points->bands[i];
        good = own_setting(&steps[i].low, arena) && own_setting(&steps[i].high, arena);
    }
    if (curve) points->curve = line;
    if (bands) points->bands = steps;
    return good;
}

bool rig_init(struct rig *rig, const struct run *run, const struct factors *factors, struct arena *arena)
{
    size_t count = run->program->metric_count;
    *rig = (struct rig){.run = run, .factors = factors, .program = *run->program};
    rig->program.metrics = arena_array(arena, count + 1, sizeof *rig->program.metrics);
    if (!rig->program.metrics || !card_reader_init(&rig->reader, run, arena)) return false;
    for (size_t m = 0; m < count; m++) {
        struct metric *metric = &rig->program.metrics[m];
        *metric = run->program->metrics[m];
        if (factors->weight_of[m] >= 0 && !own_setting(&metric->weight, arena)) return false;
        if (factors->thresholds_of[m] >= 0 && !own_points(&metric->points, arena)) return false;
    }
    return true;
}

/* ---- turning */

static void scale(struct setting *own, const struct setting *as_it_is, double by)
{
    for (size_t i = 0; i < own->count; i++) own->cases[i].value.number = as_it_is->cases[i].value.number * by;
}

/* What an edge of some partners is measured from: the first edge of the same ones, or what it is for all others. */
static double origin_of(const struct setting *first, struct text when)
{
    if (!first || !first->given) return 0;
    for (size_t i = 0; i < first->count; i++)
        if (text_equal(first->cases[i].when, when)) return first->cases[i].value.number;
    return first->cases[first->count - 1].value.number;
}

static void stretch(struct setting *own, const struct setting *as_it_is, const struct setting *first, double by)
{
    for (size_t i = 0; i < own->count; i++) {
        double origin = origin_of(first, as_it_is->cases[i].when);
        own->cases[i].value.number = origin + (as_it_is->cases[i].value.number - origin) * by;
    }
}

/* A single edge, with nothing below it that has one, is measured from 0. */
static void stretch_bands(struct points_rule *own, const struct points_rule *as_it_is, double by)
{
    const struct setting *first = own->count > 1 && as_it_is->bands[0].low.given ? &as_it_is->bands[0].low : NULL;
    for (size_t i = 0; i < own->count; i++) {
        stretch(&own->bands[i].low, &as_it_is->bands[i].low, first, by);
        stretch(&own->bands[i].high, &as_it_is->bands[i].high, first, by);
    }
}

static void turn_points(struct points_rule *own, const struct points_rule *as_it_is, double by)
{
    switch (own->kind) {
    case POINTS_CURVE:
        for (size_t i = 0; i < own->count; i++) stretch(&own->curve[i].at, &as_it_is->curve[i].at, &as_it_is->curve[0].at, by);
        break;
    case POINTS_BANDS: stretch_bands(own, as_it_is, by); break;
    case POINTS_PER_UNIT:
        if (own->per.given)
            scale(&own->per, &as_it_is->per, by);
        else
            scale(&own->each, &as_it_is->each, 1 / by);
        break;
    case POINTS_LOG_NORMAL: scale(&own->begin, &as_it_is->begin, by); /* fall through */
    case POINTS_LOG: scale(&own->end, &as_it_is->end, by); break;
    default: break;
    }
}

static double turned(const double *units, int factor, double spread)
{
    return 1 + spread * (2 * units[factor] - 1);
}

void rig_turn(struct rig *rig, const double *units, double spread)
{
    const struct factors *factors = rig->factors;
    for (size_t m = 0; m < rig->program.metric_count; m++) {
        struct metric *own = &rig->program.metrics[m];
        const struct metric *as_it_is = &rig->run->program->metrics[m];
        int weight = factors->weight_of[m], thresholds = factors->thresholds_of[m];
        if (weight >= 0) scale(&own->weight, &as_it_is->weight, turned(units, weight, spread));
        if (thresholds >= 0) turn_points(&own->points, &as_it_is->points, turned(units, thresholds, spread));
    }
}

const struct card *rig_card(struct rig *rig, size_t partner)
{
    card_reader_subject(&rig->reader, partner);
    card_make(&rig->reader.card, &rig->program, &rig->reader.subject);
    return &rig->reader.card;
}
