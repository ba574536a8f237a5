/* What a value earns: one function per form of rule. A setting that has nothing for the partner is NaN, and makes the points NaN. */
#include "score/points.h"

#include <math.h>

#include "base/number.h"
#include "program/expr.h"

static double curve_points(const struct points_rule *rule, double value, const struct value *attributes)
{
    double left = NAN, low = NAN;
    for (size_t i = 0; i < rule->count; i++) {
        double right = setting_number(&rule->curve[i].at, attributes, NAN);
        double high = setting_number(&rule->curve[i].points, attributes, NAN);
        if (isnan(right)) return NAN;
        if (value <= right) return i == 0 ? high : low + (high - low) * ((value - left) / (right - left));
        left = right;
        low = high;
    }
    return low;
}

/* At a shared edge exactly one of two bands holds the value: each test here is the other's negation. */
static bool above_low(const struct band *band, double value, double low)
{
    return band->low_open ? !number_reaches(low, value) : number_reaches(value, low);
}

static bool below_high(const struct band *band, double value, double high)
{
    return band->high_open ? !number_reaches(value, high) : number_reaches(high, value);
}

const struct band *points_band(const struct points_rule *rule, double value, const struct value *attributes)
{
    for (size_t i = rule->count; i-- > 0;) {
        const struct band *band = &rule->bands[i];
        double low = band->low.given ? setting_number(&band->low, attributes, NAN) : -INFINITY;
        double high = band->high.given ? setting_number(&band->high, attributes, NAN) : INFINITY;
        bool above = !band->low.given || above_low(band, value, low);
        bool below = !band->high.given || below_high(band, value, high);
        if (isnan(low) || isnan(high) || (above && below)) return band;
    }
    return NULL;
}

static double band_points(const struct points_rule *rule, double value, const struct value *attributes)
{
    const struct band *band = points_band(rule, value, attributes);
    if (!band) return 0;
    bool known = !band->low.given || !isnan(setting_number(&band->low, attributes, NAN));
    known = known && (!band->high.given || !isnan(setting_number(&band->high, attributes, NAN)));
    return known ? setting_number(&band->points, attributes, NAN) : NAN;
}

static double unit_points(const struct points_rule *rule, double value, const struct value *attributes)
{
    double per = rule->per.given ? setting_number(&rule->per, attributes, NAN) : 1;
    double units = value / per;
    if (rule->whole) units = floor(units + 1e-9);
    if (units < 0 && !rule->min.given) units = 0;
    return setting_number(&rule->each, attributes, NAN) * units;
}

/* How far the value is on the way from begin to end, by logarithms; not above 0: as 0, at an infinite distance. */
static double log_way(const struct points_rule *rule, double value, const struct value *attributes)
{
    double begin = log(setting_number(&rule->begin, attributes, NAN)), end = log(setting_number(&rule->end, attributes, NAN));
    return (log(fmax(value, 0)) - begin) / (end - begin);
}

static double log_points(const struct points_rule *rule, double value, const struct value *attributes)
{
    double way = log_way(rule, value, attributes);
    double part = way < 0 ? 0 : way > 1 ? 1 : way;
    return setting_number(&rule->full, attributes, NAN) * part;
}

static double log_normal_points(const struct points_rule *rule, double value, const struct value *attributes)
{
    static const double nine_tenths = 0.9061938024368232; /* erfc(-this) / 2 */
    return setting_number(&rule->full, attributes, NAN) * erfc(-nine_tenths * log_way(rule, value, attributes)) / 2;
}

struct formula {
    double value;
    const struct value *attributes;
};

static struct value formula_read(void *context, int slot)
{
    const struct formula *formula = context;
    if (slot == SLOT_VALUE) return (struct value){.kind = VALUE_NUMBER, .number = formula->value};
    return formula->attributes[slot - SLOT_ATTRIBUTE];
}

static double formula_points(const struct points_rule *rule, double value, const struct value *attributes)
{
    struct formula formula = {value, attributes};
    struct value result = expr_eval(rule->expression, formula_read, &formula);
    return result.kind == VALUE_NUMBER && isfinite(result.number) ? result.number : NAN;
}

static double rule_points(const struct points_rule *rule, double value, const struct value *attributes, double percentile)
{
    switch (rule->kind) {
    case POINTS_VALUE: return value;
    case POINTS_CURVE: return curve_points(rule, value, attributes);
    case POINTS_BANDS: return band_points(rule, value, attributes);
    case POINTS_PER_UNIT: return unit_points(rule, value, attributes);
    case POINTS_LOG: return log_points(rule, value, attributes);
    case POINTS_LOG_NORMAL: return log_normal_points(rule, value, attributes);
    case POINTS_PERCENTILE: return 100 * percentile;
    case POINTS_EXPRESSION: return formula_points(rule, value, attributes);
    }
    return NAN;
}

double points_of(const struct points_rule *rule, double value, const struct value *attributes, double percentile)
{
    double points = rule_points(rule, value, attributes, percentile);
    double min = setting_number(&rule->min, attributes, NAN);
    double max = setting_number(&rule->max, attributes, NAN);
    if (points < min) points = min;
    if (points > max) points = max;
    return isfinite(points) ? points : NAN;
}

/* ---- the most */

static double curve_most(const struct points_rule *rule, const struct value *attributes)
{
    double most = -INFINITY;
    for (size_t i = 0; i < rule->count; i++) most = fmax(most, setting_number(&rule->curve[i].points, attributes, -INFINITY));
    return most;
}

static double bands_most(const struct points_rule *rule, const struct value *attributes)
{
    double most = 0;
    for (size_t i = 0; i < rule->count; i++) most = fmax(most, setting_number(&rule->bands[i].points, attributes, 0));
    return most;
}

static double rule_most(const struct points_rule *rule, const struct value *attributes)
{
    switch (rule->kind) {
    case POINTS_CURVE: return curve_most(rule, attributes);
    case POINTS_BANDS: return bands_most(rule, attributes);
    case POINTS_LOG:
    case POINTS_LOG_NORMAL: return setting_number(&rule->full, attributes, INFINITY);
    case POINTS_PERCENTILE: return 100;
    default: return INFINITY;
    }
}

double points_most(const struct points_rule *rule, const struct value *attributes)
{
    double most = fmin(rule_most(rule, attributes), setting_number(&rule->max, attributes, INFINITY));
    double least = setting_number(&rule->min, attributes, -INFINITY);
    return isfinite(most) ? fmax(most, least) : INFINITY;
}
