#include "base/band_edges.h"
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

/* ---- bands follow each other */

static struct band_edge edge_of(const struct scenario *scenario, const struct setting *setting, bool open)
{
    struct band_edge edge = {.open = open};
    edge.given = scenario_decimal(scenario, setting, &edge.at);
    return edge;
}

static struct place place_of(const struct band *band)
{
    return band->low.given ? band->low.at : band->points.at;
}

static void spans_of(const struct scenario *scenario, const struct points_rule *points, struct band_span *spans)
{
    for (size_t i = 0; i < points->count; i++) {
        const struct band *band = &points->bands[i];
        spans[i] = (struct band_span){edge_of(scenario, &band->low, band->low_open), edge_of(scenario, &band->high, band->high_open)};
    }
}

static bool tell_faults(struct load *load, const struct scenario *scenario, const struct points_rule *points, const struct band_span *spans)
{
    bool told = false;
    struct band_fault fault;
    for (size_t next = 0; bands_fault(spans, points->count, scenario_said(load, scenario), &next, &fault); told = true)
        load_error(load, place_of(&points->bands[fault.band]), fault.cure, "%s", fault.what);
    return told;
}

static void check_spans(struct load *load, const struct scenarios *cases, const struct points_rule *points, struct band_span *spans)
{
    struct band_fault fault;
    for (size_t c = 0; c < cases->count; c++) {
        spans_of(&cases->items[c], points, spans);
        if (tell_faults(load, &cases->items[c], points, spans)) return;
    }
    if (bands_end(spans, points->count, "nothing is earned there", "points: 0", &fault))
        load_warning(load, points->bands[fault.band].high.at, fault.cure, "%s", fault.what);
}

void points_check_bands(struct load *load, const struct points_rule *points)
{
    struct scenarios cases = {0};
    struct band_span *spans = load_array(load, points->count, sizeof *spans);
    for (size_t i = 0; i < points->count; i++) {
        if (!points->bands[i].points.given) return; /* a mistake in it is reported already */
        scenarios_add(load, &cases, &points->bands[i].low);
        scenarios_add(load, &cases, &points->bands[i].high);
    }
    if (spans) check_spans(load, &cases, points, spans);
}
