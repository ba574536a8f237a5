#include <string.h>

#include "program/load.h"
#include "program/numeral.h"

/* ---- curve */

static const struct row curve_point_rows[] = {
    {"at", &type_number, offsetof(struct curve_point, at), true, NULL, NULL, "the value"},
    {"points", &type_fraction, offsetof(struct curve_point, points), true, NULL, NULL, "the points at this value"},
};
const struct form curve_point_form = {"a curve point", curve_point_rows, 2,
                                      "A curve as a list; a mapping of values to points says the same shorter.",
                                      "points: {curve: [{at: 0, points: 0}, {at: 50000, points: 40}]}\n"};

/* A key of a mapping as a node, so that it can be read like a value. */
static struct node key_node(const struct node *map, size_t index)
{
    return (struct node){.kind = NODE_SCALAR, .at = map->key_at[index], .scalar = map->keys[index]};
}

/* [0: 0, 5: 100], which YAML takes for a list of mappings of one pair each. */
static bool is_bracketed(struct load *load, const struct node *node, const struct row *row)
{
    struct setting_case number;
    const struct node *first = node->kind == NODE_LIST ? node->items[0] : NULL;
    if (!first || first->kind != NODE_MAP || first->count != 1 || !numeral_parse(first->keys[0], false, &number)) return false;
    struct problem *problem =
        load_error(load, node->at, NULL, "%s: pairs of value and points stand in braces { }, not in brackets", row->key);
    load_cure(load, problem, "write %s: %s", row->key, row->type->example);
    return true;
}

static bool is_collection(struct load *load, const struct node *node, const struct row *row)
{
    if (node->kind == NODE_SCALAR) {
        struct problem *problem =
            load_error(load, node->at, NULL, "%s needs pairs of value and points, not \"%.*s\"", row->key, TEXT_ARG(node->scalar));
        load_cure(load, problem, "write %s: %s", row->key, row->type->example);
    } else if (node->count == 0) {
        load_error(load, node->at, "add pairs of value and points, as in 0: 0", "%s is empty", row->key);
    }
    return node->kind != NODE_SCALAR && node->count > 0 && !is_bracketed(load, node, row);
}

/* Reports amounts such as 100,000 in braces, of which the comma makes two keys. */
static bool has_cut_number(struct load *load, const struct node *map)
{
    bool found = false;
    for (size_t i = 1; map->kind == NODE_MAP && i < map->count; i++)
        if (load_cut_number(load, map, i)) found = true;
    return found;
}

static void read_curve(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct points_rule *points = to;
    points->kind = POINTS_CURVE;
    if (!is_collection(load, node, row) || has_cut_number(load, node)) return;
    points->curve = load_array(load, node->count, sizeof *points->curve);
    if (!points->curve) return;
    points->count = node->count;
    for (size_t i = 0; i < node->count; i++) {
        if (node->kind == NODE_LIST) {
            form_read(load, &curve_point_form, node->items[i], node->items[i]->at, &points->curve[i]);
            continue;
        }
        struct node key = key_node(node, i);
        setting_parse(load, &key, &curve_point_rows[0], &points->curve[i].at);
        setting_parse(load, node->items[i], &curve_point_rows[1], &points->curve[i].points);
    }
    points_check_curve(load, points);
}

/* ---- bands */

struct band_draft {
    struct setting from, above, to, below, points;
};

static const struct row band_rows[] = {
    {"from", &type_number, offsetof(struct band_draft, from), false, NULL, NULL, "the band begins with this value"},
    {"above", &type_number, offsetof(struct band_draft, above), false, NULL, NULL, "the band begins behind this value"},
    {"to", &type_number, offsetof(struct band_draft, to), false, NULL, NULL, "the band ends with this value"},
    {"below", &type_number, offsetof(struct band_draft, below), false, NULL, NULL, "the band ends before this value"},
    {"points", &type_fraction, offsetof(struct band_draft, points), true, NULL, NULL, "the points inside the band"},
};
const struct form band_form = {
    "a band", band_rows, sizeof band_rows / sizeof *band_rows,
    "A band with its edges. Bands must follow each other without holes, also between whole numbers, and without overlaps. "
    "Below the first and above the last band there are no points; a band without a beginning or an end has no limit there.",
    "points: {bands: [{below: 10, points: 0}, {from: 10, to: 50, points: 40}, {above: 50, points: 100}]}\n"};

static void read_band(struct load *load, const struct node *node, struct band *band)
{
    struct band_draft draft = {0};
    if (!form_read(load, &band_form, node, node->at, &draft)) return;
    if (draft.from.given && draft.above.given)
        load_error(load, draft.above.at, "keep one of them", "a band begins either from or above a value");
    if (draft.to.given && draft.below.given)
        load_error(load, draft.below.at, "keep one of them", "a band ends either with (to) or below a value");
    *band = (struct band){.low = draft.from.given ? draft.from : draft.above,
                          .high = draft.to.given ? draft.to : draft.below,
                          .low_open = !draft.from.given,
                          .high_open = !draft.to.given,
                          .points = draft.points};
}

/* {0: 0, 2: 50}: each step reaches up to the next. */
static void read_steps(struct load *load, const struct node *map, struct band *bands)
{
    for (size_t i = 0; i < map->count; i++) {
        struct node key = key_node(map, i);
        setting_parse(load, &key, &band_rows[0], &bands[i].low);
        setting_parse(load, map->items[i], &band_rows[4], &bands[i].points);
        bands[i].high_open = true;
        if (i > 0) bands[i - 1].high = bands[i].low;
    }
}

static void read_bands(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct points_rule *points = to;
    points->kind = POINTS_BANDS;
    if (!is_collection(load, node, row) || has_cut_number(load, node)) return;
    points->bands = load_array(load, node->count, sizeof *points->bands);
    if (!points->bands) return;
    points->count = node->count;
    if (node->kind == NODE_MAP) read_steps(load, node, points->bands);
    for (size_t i = 0; node->kind == NODE_LIST && i < node->count; i++) read_band(load, node->items[i], &points->bands[i]);
    points_check_bands(load, points);
}

/* ---- the other forms */

static void read_per_unit(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct points_rule *points = to;
    struct row each = *row;
    each.type = &type_fraction;
    points->kind = POINTS_PER_UNIT;
    setting_parse(load, node, &each, &points->each);
}

static const struct row percentile_rows[] = {
    {"within", &type_group_column, offsetof(struct cohort, within), false, NULL, NULL,
     "the partner column that makes the groups, an empty cell being one, too; all partners where not given"},
    {"lower_is_better", &type_yesno, offsetof(struct cohort, lower_is_better), false, "no", NULL, "the lowest value earns 100"},
};
const struct form percentile_form = {"percentile", percentile_rows, 2,
                                     "100 points for the best of a group, 0 for the last, by percent rank; 0 also for the only one.",
                                     "points: {percentile: {within: type}}\n"};

static void read_percentile(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct points_rule *points = to;
    (void)row;
    points->kind = POINTS_PERCENTILE;
    points->percentile = (struct cohort){.method = COHORT_PERCENT_RANK, .of = load->metric, .within = -1};
    form_read(load, &percentile_form, node, node->at, &points->percentile);
}

static void read_formula(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct points_rule *points = to;
    points->kind = POINTS_EXPRESSION;
    if (load_scalar(load, node, row)) points->expression = load_expression(load, node, SCOPE_VALUE, VALUE_NUMBER);
}

static const struct row_type type_curve = {"mapping or list", "{0: 0, 100: 100}", read_curve, "{number: fraction} | [a curve point]"};
static const struct row_type type_bands = {"mapping or list", "{0: 0, 10: 100}", read_bands, "{number: fraction} | [a band]"};
static const struct row_type type_per_unit = {"number or fraction", "10", read_per_unit, "fraction"};
static const struct row_type type_percentile = {"mapping", "{within: type}", read_percentile, "percentile"};
static const struct row_type type_formula = {"formula", "\"min(100, value * 2)\"", read_formula, "text"};

static const struct range per_range = {1e-9, 1e300, "above 0"};

#define TO(member) offsetof(struct points_rule, member)
static const struct row points_rows[] = {
    {"curve", &type_curve, 0, false, NULL, NULL, "straight lines between values, flat outside: {value: points, ...}"},
    {"bands", &type_bands, 0, false, NULL, NULL, "steps, each from its value on: {value: points, ...}; or a list of bands with edges"},
    {"per_unit", &type_per_unit, 0, false, NULL, NULL,
     "so many points for each unit of the value; none for a value below 0, unless min says how far down it may go"},
    {"per", &type_number, TO(per), false, "1", &per_range, "with per_unit: how large a unit is"},
    {"whole", &type_yesno, TO(whole), false, "no", NULL, "with per_unit: only whole units count"},
    {"log", &type_log, 0, false, NULL, NULL, "by the logarithm: as much for each doubling of the value"},
    {"log_normal", &type_log_normal, 0, false, NULL, NULL, "by a curve shaped like an S, through two values"},
    {"percentile", &type_percentile, 0, false, NULL, NULL, "by standing among the partners"},
    {"expression", &type_formula, 0, false, NULL, NULL, "a formula; names: value and partner.<column>"},
    {"min", &type_fraction, TO(min), false, NULL, NULL, "the points are never below this"},
    {"max", &type_fraction, TO(max), false, NULL, NULL, "the points are never above this"},
};
const struct form points_form = {"points", points_rows, sizeof points_rows / sizeof *points_rows,
                                 "Either the word value (the value is the points) or a mapping with exactly one of curve, bands, per_unit, "
                                 "log, log_normal, percentile and expression.",
                                 "points: {per_unit: 10, per: 1000, whole: yes, max: 100}\n"};

static const char *const rules[] = {"curve", "bands", "per_unit", "log", "log_normal", "percentile", "expression"};
enum { RULE_COUNT = 7 };

static void check_one_rule(struct load *load, const struct node *node)
{
    const char *first = NULL;
    for (size_t i = 0; i < RULE_COUNT; i++) {
        const struct node *rule = node_get(node, rules[i]);
        if (rule && first) load_error(load, rule->at, "keep one of them", "points has both %s and %s", first, rules[i]);
        if (rule && !first) first = rules[i];
    }
    if (!first)
        load_error(load, node->at, "add curve, bands, per_unit, log, log_normal, percentile or expression, or write points: value",
                   "points does not say what a value earns");
    const struct node *per = node_get(node, "per"), *whole = node_get(node, "whole");
    if ((per || whole) && !node_get(node, "per_unit"))
        load_error(load, (per ? per : whole)->at, "add per_unit: <points for each>", "%s goes with per_unit only", per ? "per" : "whole");
}

static void check_limits(struct load *load, const struct points_rule *points)
{
    struct scenarios cases = {0};
    scenarios_add(load, &cases, &points->min);
    scenarios_add(load, &cases, &points->max);
    for (size_t i = 0; i < cases.count; i++) {
        double least, most;
        if (!scenario_number(&cases.items[i], &points->min, &least) || !scenario_number(&cases.items[i], &points->max, &most) ||
            least <= most)
            continue;
        load_error(load, points->min.at, "exchange the two", "min is above max%s", scenario_said(load, &cases.items[i]));
        return;
    }
}

static void read_points(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct points_rule *points = to;
    points->kind = POINTS_VALUE;
    if (node->kind == NODE_MAP) {
        check_one_rule(load, node);
        form_read(load, &points_form, node, node->at, points);
        check_limits(load, points);
    } else if (load_scalar(load, node, row) && !text_is(node->scalar, "value")) {
        load_error(load, node->at, "write points: value, or a rule such as points: {curve: {0: 0, 50000: 100}}",
                   "points: \"%.*s\" is no rule", TEXT_ARG(node->scalar));
    }
}

const struct row_type type_points = {"value or mapping", "{curve: {0: 0, 100: 100}}", read_points, "'value' | points"};
