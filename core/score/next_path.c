/* How far a metric can go: to the value where its points are most. What lies beyond brings nothing more. */
#include <float.h>
#include <math.h>

#include "base/number.h"
#include "score/next_parts.h"
#include "score/points.h"

double next_path_points(const struct next_search *search, size_t index, double value)
{
    const struct metric *metric = &search->program->metrics[index];
    double rounded = metric->round < 0 ? value : number_round(value, metric->round);
    return points_of(&metric->points, rounded, search->subject->attributes, NAN);
}

/* ---- round values */

static double power_of_ten(int places)
{
    static const double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    return places >= 0 && places <= 9 ? powers[places] : pow(10, places);
}

double next_units(const struct next_search *search, size_t metric, double range)
{
    enum { DIGITS = 2, FINEST = 12 }; /* a way has 100 to 1000 round values */
    double digits = range > 0 ? DIGITS - floor(log10(fmin(range, DBL_MAX))) : FINEST;
    double units = power_of_ten(digits > FINEST ? FINEST : (int)digits);
    int parts = search->traits[metric].parts;
    return parts && units > 1 ? parts : units;
}

double next_round(double value, double units, bool up)
{
    static const double slack = 1e-9;
    double scaled = value * units;
    scaled = up ? ceil(scaled - slack) : floor(scaled + slack);
    return units < 1 ? number_round(scaled / units, 0) : scaled / units;
}

double next_step_past(const struct next_search *search, size_t metric, double edge, bool up)
{
    double units = next_units(search, metric, edge == 0 ? 1 : fabs(edge)), past = next_round(edge, units, up);
    return number_same(past, edge) ? next_round(up ? edge + 1 / units : edge - 1 / units, units, up) : past;
}

/* ---- where the points are most */

struct peak {
    const struct next_search *search;
    const struct points_rule *rule;
    const struct value *attributes;
    size_t metric;
    double from, at, points;
    bool endless;
};

static double setting_of(const struct peak *peak, const struct setting *setting)
{
    return setting_number(setting, peak->attributes, NAN);
}

static const double least_gain = 1e-9;

/* More points win; of as many, the nearer value. */
static void consider(struct peak *peak, double at)
{
    if (!isfinite(at)) return;
    int parts = peak->search->traits[peak->metric].parts;
    if (parts) at = next_round(at, parts, at > peak->from);
    double points = next_path_points(peak->search, peak->metric, at);
    bool more = points > peak->points + least_gain;
    bool nearer = peak->at != peak->from && points > peak->points - least_gain && fabs(at - peak->from) < fabs(peak->at - peak->from);
    if (!more && !nearer) return;
    peak->at = at;
    peak->points = points;
}

static void consider_curve(struct peak *peak)
{
    for (size_t i = 0; i < peak->rule->count; i++) consider(peak, setting_of(peak, &peak->rule->curve[i].at));
}

/* The edge of a band that is reached first. */
static void consider_bands(struct peak *peak)
{
    for (size_t i = 0; i < peak->rule->count; i++) {
        const struct band *band = &peak->rule->bands[i];
        double low = setting_of(peak, &band->low), high = setting_of(peak, &band->high);
        if (low >= peak->from) consider(peak, band->low_open ? next_step_past(peak->search, peak->metric, low, true) : low);
        if (high <= peak->from) consider(peak, band->high_open ? next_step_past(peak->search, peak->metric, high, false) : high);
    }
}

/* So much for each unit, without end unless the points have a most. A share ends at 1. */
static void consider_units(struct peak *peak, double each, double per)
{
    double max = setting_of(peak, &peak->rule->max);
    if (each < 0) {
        consider(peak, 0);
    } else if (!isnan(max)) {
        consider(peak, max / each * per);
    } else if (peak->search->traits[peak->metric].share) {
        consider(peak, 1);
    } else {
        peak->endless = true;
    }
}

/* Its bell never ends; as far again behind the value of nine tenths there is next to nothing left to gain. */
static void consider_log_normal(struct peak *peak)
{
    double begin = setting_of(peak, &peak->rule->begin), end = setting_of(peak, &peak->rule->end);
    consider(peak, end * (end / begin));
}

/* Nobody knows its shape: it is asked at the numbers that it names, and at some more. */
static void consider_numbers(struct peak *peak, const struct expr *expr)
{
    if (expr->op == EXPR_NUMBER) {
        consider(peak, expr->literal.number);
        consider(peak, next_step_past(peak->search, peak->metric, expr->literal.number, true));
        consider(peak, next_step_past(peak->search, peak->metric, expr->literal.number, false));
    }
    for (size_t i = 0; i < expr->arg_count; i++) consider_numbers(peak, expr->args[i]);
}

static void consider_expression(struct peak *peak)
{
    static const double more[] = {0, 1, 10, 100};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) consider(peak, more[i]);
    for (double times = 0.25; times <= 16; times *= 2) consider(peak, peak->from * times);
    consider_numbers(peak, peak->rule->expression);
}

static void consider_all(struct peak *peak)
{
    const struct points_rule *rule = peak->rule;
    switch (rule->kind) {
    case POINTS_VALUE: consider_units(peak, 1, 1); break;
    case POINTS_CURVE: consider_curve(peak); break;
    case POINTS_BANDS: consider_bands(peak); break;
    case POINTS_PER_UNIT: consider_units(peak, setting_of(peak, &rule->each), rule->per.given ? setting_of(peak, &rule->per) : 1); break;
    case POINTS_LOG: consider(peak, setting_of(peak, &rule->end)); break;
    case POINTS_LOG_NORMAL: consider_log_normal(peak); break;
    case POINTS_EXPRESSION: consider_expression(peak); break;
    case POINTS_PERCENTILE: break;
    }
}

/* Of a metric without data something stands for its points. */
static bool stands_in(const struct next_search *search, size_t metric)
{
    return search->card->metrics[metric].state == MEASURE_NO_DATA && isnan(search->wanted[metric]);
}

void next_path_end(const struct next_search *search, struct next_path *path, double best)
{
    path->best = best;
    path->units = next_units(search, path->metric, fabs(best - path->from));
}

bool next_path_find(const struct next_search *search, struct next_path *path, size_t metric, double from)
{
    const struct points_rule *rule = &search->program->metrics[metric].points;
    double begin = next_path_points(search, metric, from), points = begin;
    if (stands_in(search, metric)) points = search->card->metrics[metric].points;
    struct peak peak = {search, rule, search->subject->attributes, metric, from, from, points, false};
    if (!isnan(points)) consider_all(&peak);
    *path = (struct next_path){.metric = metric, .from = from, .endless = peak.endless, .points = points, .most = peak.points};
    path->straight = number_same(points, begin) && (rule->kind <= POINTS_BANDS || (rule->kind == POINTS_PER_UNIT && !rule->whole));
    path->per_point = NAN;
    next_path_end(search, path, peak.at);
    return peak.endless || peak.at != from;
}

/* ---- on the way */

double next_path_reach(const struct next_search *search, size_t metric, double to)
{
    struct next_path path;
    double from = next_value(search, metric);
    bool ahead = next_path_find(search, &path, metric, from) && path.best != from && (path.best > from) == (to > from);
    return ahead ? fabs(path.best - from) : 0;
}

double next_path_length(const struct next_search *search, size_t metric, double to)
{
    double way = fabs(to - next_value(search, metric)), reach = fmax(way, next_path_reach(search, metric, to));
    return reach > 0 ? way / reach : 0;
}

/* Where a curve first has these points. */
static double curve_value(const struct next_search *search, const struct next_path *path, double points)
{
    const struct points_rule *rule = &search->program->metrics[path->metric].points;
    const struct value *attributes = search->subject->attributes;
    bool up = path->best > path->from;
    double value = path->from, low = path->points;
    for (size_t i = 0; i < rule->count; i++) {
        const struct curve_point *corner = &rule->curve[up ? i : rule->count - 1 - i];
        double at = setting_number(&corner->at, attributes, NAN), high = setting_number(&corner->points, attributes, NAN);
        if (up ? at <= value : at >= value) continue;
        if (high >= points) return high > low ? value + (at - value) * fmax(0, (points - low) / (high - low)) : at;
        value = at;
        low = high;
    }
    return path->best;
}

/* The near edge of the nearest band with these points. */
static double band_value(const struct next_search *search, const struct next_path *path, double points)
{
    const struct points_rule *rule = &search->program->metrics[path->metric].points;
    bool up = path->best > path->from;
    double value = path->best;
    for (size_t i = 0; i < rule->count; i++) {
        const struct band *band = &rule->bands[i];
        double edge = setting_number(up ? &band->low : &band->high, search->subject->attributes, NAN);
        if (up ? band->low_open : band->high_open) edge = next_step_past(search, path->metric, edge, up);
        bool between = up ? path->from < edge && edge < value : value < edge && edge < path->from;
        if (between && next_path_points(search, path->metric, edge) >= points) value = edge;
    }
    return value;
}

/* A curve may bend: there, as a part of the way counts what it brings, and not how far it is. */
double next_path_value(const struct next_search *search, const struct next_path *path, double part)
{
    enum points_kind kind = search->program->metrics[path->metric].points.kind;
    bool up = path->best > path->from;
    double points = path->points + part * (path->most - path->points), value;
    if (part >= 1) return path->best;
    if (path->endless || (kind != POINTS_CURVE && kind != POINTS_BANDS))
        value = path->from + part * (path->best - path->from);
    else
        value = kind == POINTS_CURVE ? curve_value(search, path, points) : band_value(search, path, points);
    if (kind != POINTS_BANDS)
        value = next_round(value, path->units, up);
    else if (search->traits[path->metric].parts)
        value = next_round(value, search->traits[path->metric].parts, up);
    return (up ? value > path->best : value < path->best) ? path->best : value;
}
