#include "base/number.h"
#include "program/load.h"

/* ---- curves ascend */

void points_check_curve(struct load *load, const struct points_rule *points)
{
    struct scenarios cases = {0};
    if (points->count == 1)
        load_warning(load, points->curve[0].points.at, "add a second point", "a curve of one point gives every value the same points");
    for (size_t i = 0; i < points->count; i++) scenarios_add(load, &cases, &points->curve[i].at);
    for (size_t c = 0; c < cases.count; c++) {
        for (size_t i = 1; i < points->count; i++) {
            double before, here;
            if (!scenario_number(&cases.items[c], &points->curve[i - 1].at, &before)) continue;
            if (!scenario_number(&cases.items[c], &points->curve[i].at, &here) || here > before) continue;
            load_error(load, points->curve[i].at.at, "write the values in ascending order, each once",
                       "the curve's values do not ascend here%s", scenario_said(load, &cases.items[c]));
            return;
        }
    }
}

/* ---- bands meet */

struct edge {
    bool given;
    double number;
    bool open; /* the number itself is outside */
};

static struct edge edge_of(const struct scenario *scenario, const struct setting *setting, bool open)
{
    struct edge edge = {.open = open};
    edge.given = scenario_number(scenario, setting, &edge.number);
    return edge;
}

static void report_hole(struct load *load, struct place at, const struct edge *end, const struct edge *begin, const char *where)
{
    char low[NUMBER_TEXT_MAX], high[NUMBER_TEXT_MAX], middle[NUMBER_TEXT_MAX];
    number_format(end->number, low);
    number_format(begin->number, high);
    number_format((end->number + begin->number) / 2, middle);
    struct problem *problem;
    if (end->number == begin->number)
        problem = load_error(load, at, NULL, "the value %s is in no band%s", high, where);
    else
        problem = load_error(load, at, NULL, "values between %s and %s, such as %s, are in no band%s", low, high, middle, where);
    if (begin->open)
        load_cure(load, problem, "let this band begin where the one before it ends: %s: %s", end->open ? "from" : "above", low);
    else
        load_cure(load, problem, "let the band before end where this one begins: below: %s", high);
}

static void report_overlap(struct load *load, struct place at, const struct edge *end, const struct edge *begin, const char *where)
{
    char low[NUMBER_TEXT_MAX], high[NUMBER_TEXT_MAX];
    number_format(begin->number, low);
    number_format(end->number, high);
    struct problem *problem;
    if (end->number == begin->number)
        problem = load_error(load, at, NULL, "the value %s is in two bands%s", low, where);
    else
        problem = load_error(load, at, NULL, "values between %s and %s are in two bands%s", low, high, where);
    load_cure(load, problem, "let the band before end where this one begins: %s: %s", begin->open ? "to" : "below", low);
}

/* Does a band follow the one before it without a hole or an overlap? */
static bool check_meeting(struct load *load, const struct scenario *scenario, const struct band *before, const struct band *band)
{
    struct edge end = edge_of(scenario, &before->high, before->high_open), begin = edge_of(scenario, &band->low, band->low_open);
    const char *where = scenario_said(load, scenario);
    if (!end.given || !begin.given) {
        load_error(load, (end.given ? band->points : before->points).at, "only the first band may lack a beginning, only the last an end",
                   end.given ? "this band has no beginning" : "this band has no end, but another one follows");
        return false;
    }
    if (end.number < begin.number || (end.number == begin.number && end.open && begin.open)) {
        report_hole(load, band->low.at, &end, &begin, where);
        return false;
    }
    if (end.number > begin.number || (!end.open && !begin.open)) {
        report_overlap(load, band->low.at, &end, &begin, where);
        return false;
    }
    return true;
}

static bool check_size(struct load *load, const struct scenario *scenario, const struct band *band)
{
    double low, high;
    if (!scenario_number(scenario, &band->low, &low) || !scenario_number(scenario, &band->high, &high)) return true;
    if (low < high || (low == high && !band->low_open && !band->high_open)) return true;
    load_error(load, band->low.at, "write the bands from low to high, each with its lower edge first",
               "this band is empty%s: its end is not above its beginning", scenario_said(load, scenario));
    return false;
}

static bool check_bands_in(struct load *load, const struct scenario *scenario, const struct points_rule *points)
{
    for (size_t i = 0; i < points->count; i++) {
        if (!check_size(load, scenario, &points->bands[i])) return false;
        if (i > 0 && !check_meeting(load, scenario, &points->bands[i - 1], &points->bands[i])) return false;
    }
    return true;
}

void points_check_bands(struct load *load, const struct points_rule *points)
{
    struct scenarios cases = {0};
    for (size_t i = 0; i < points->count; i++) {
        if (!points->bands[i].points.given) return; /* a mistake in it is reported already */
        scenarios_add(load, &cases, &points->bands[i].low);
        scenarios_add(load, &cases, &points->bands[i].high);
    }
    for (size_t c = 0; c < cases.count; c++)
        if (!check_bands_in(load, &cases.items[c], points)) return;
}
