#include "program/load.h"

#include <math.h>

#include "program/numeral.h"

const char *const cohort_method_names[COHORT_METHOD_COUNT] = {"percent rank", "rank"};

static const struct choices cohort_methods = {cohort_method_names, COHORT_METHOD_COUNT};
static const struct range weights = {0, INFINITY, "of 0 or more"}, places = {0, 12, "from 0 to 12"};

/* ---- cohort */

static void read_of(struct load *load, const struct node *node, const struct row *row, void *to)
{
    const struct metric *metric = &load->program->metrics[load->metric];
    const struct track *track = &load->program->scorecards[metric->scorecard].tracks[metric->track];
    if (!load_scalar(load, node, row)) return;
    int found = load_find(load, node, "metric", load->program->metrics + track->first_metric, track->metric_count, sizeof *metric);
    if (found >= 0) *(size_t *)to = track->first_metric + (size_t)found;
}

static const struct row_type type_of = {"metric", "revenue", read_of};

static const struct row cohort_rows[] = {
    {"method", &type_choice, offsetof(struct cohort, method), false, "percent rank", &cohort_methods,
     "percent rank: 0 for the lowest to 1 for the highest of a group; rank: 1 is the best"},
    {"of", &type_of, offsetof(struct cohort, of), true, NULL, NULL, "the metric whose values are compared"},
    {"within", &type_column, offsetof(struct cohort, within), false, NULL, NULL,
     "the partner column that makes the groups; all partners where not given"},
    {"lower_is_better", &type_yesno, offsetof(struct cohort, lower_is_better), false, "no", NULL, "the lowest value is the best"},
};
const struct form cohort_form = {"cohort", cohort_rows, sizeof cohort_rows / sizeof *cohort_rows,
                                 "A metric that compares a partner with the others instead of measuring by a plugin.",
                                 "revenue_standing:\n  cohort: {method: percent rank, of: revenue, within: type}\n  block: culture\n"
                                 "  points: {curve: {0: 0, 1: 100}}\n"};

static void read_cohort(struct load *load, const struct node *node, const struct row *row, void *to)
{
    (void)row;
    form_read(load, &cohort_form, node, node->at, to);
}

static const struct row_type type_cohort = {"mapping", "{of: revenue}", read_cohort};

/* ---- missing */

static const struct row missing_rows[] = {
    {"points", &type_fraction, offsetof(struct metric, missing_points), true, NULL, NULL, "the points of a partner without data"},
};
const struct form missing_form = {"missing", missing_rows, 1, "Instead of zero or leave out: the points themselves.",
                                  "missing: {points: 50}\n"};

static void read_missing(struct load *load, const struct node *node, const struct row *row, void *to)
{
    static const char *const names[] = {"zero", "leave out"};
    struct metric *metric = to;
    struct setting_case number;
    if (node->kind == NODE_MAP) {
        metric->missing = MISSING_POINTS;
        form_read(load, &missing_form, node, node->at, metric);
        return;
    }
    if (!load_scalar(load, node, row)) return;
    if (numeral_parse(node->scalar, true, &number)) {
        struct problem *problem = load_error(load, node->at, NULL, "missing: \"%.*s\" is a number alone", TEXT_ARG(node->scalar));
        load_cure(load, problem, "write missing: {points: %.*s}", TEXT_ARG(node->scalar));
        return;
    }
    int index = load_value(load, node, row->key, names, 2);
    if (index >= 0) metric->missing = index == 0 ? MISSING_ZERO : MISSING_LEAVE_OUT;
}

static const struct row_type type_missing = {"zero, leave out or {points: number}", "zero", read_missing};

/* ---- the metric */

static void read_plugin(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct metric *metric = to;
    if (!load_scalar(load, node, row)) return;
    metric->plugin = node->scalar.ptr;
    metric->plugin_at = node->at;
}

static const struct row_type type_plugin = {"plugin", "metrics/sum", read_plugin};

#define TO(member) offsetof(struct metric, member)
static const struct row metric_rows[] = {
    {"title", &type_text, TO(title), false, NULL, NULL, "what people read; the metric's name where not given"},
    {"plugin", &type_plugin, 0, false, NULL, NULL, "the rule that measures it; either this or cohort"},
    {"params", &type_mapping, TO(params), false, NULL, NULL, "what the plugin asks for"},
    {"cohort", &type_cohort, TO(cohort), false, NULL, NULL, "compares partners by another metric; either this or plugin"},
    {"block", &type_block, TO(block), true, NULL, NULL,
     "building block: people_organization, tools_technology, processes, governance, metrics_motivators or culture"},
    {"objective", &type_objective, TO(objective), false, NULL, NULL, "the objective it serves"},
    {"weight", &type_fraction, TO(weight), false, "1", &weights, "its share of the score"},
    {"points", &type_points, TO(points), true, NULL, NULL, "what a value earns"},
    {"missing", &type_missing, 0, false, "zero", NULL, "a partner without data: zero points, left out of the score, or given points"},
    {"applies", &type_condition, TO(applies), false, NULL, &scope_partner, "the partners it is for; names: partner.<column>"},
    {"trial", &type_yesno, TO(trial), false, "no", NULL, "shown, but not counted"},
    {"round", &type_count, TO(round), false, NULL, &places,
     "decimal places the value is rounded to before it earns points; not rounded where not given"},
    {"unit", &type_text, TO(unit), false, NULL, NULL, "shown beside the value; the plugin's where not given"},
};
const struct form metric_form = {
    "a metric", metric_rows, sizeof metric_rows / sizeof *metric_rows, NULL,
    "metrics:\n  revenue:\n    plugin: metrics/sum\n    params: {table: deals, column: amount, window: period}\n"
    "    block: metrics_motivators\n    weight: 15\n    points: {curve: {0: 0, 50000: 40, 1000000: 100}}\n"};

static void check_measure(struct load *load, const struct node *node, const struct metric *metric)
{
    const struct node *plugin = node_get(node, "plugin"), *cohort = node_get(node, "cohort"), *params = node_get(node, "params");
    if (plugin && cohort)
        load_error(load, plugin->at, "keep one of them", "metric %s has both a plugin and a cohort", metric->name);
    else if (!plugin && !cohort)
        load_error(load, metric->at, "add plugin: metrics/<name>, or cohort: {of: <metric>}", "metric %s does not say how it is measured",
                   metric->name);
    else if (cohort && params)
        load_error(load, params->at, "take params away", "a cohort metric has no params");
}

void metric_read(struct load *load, size_t index)
{
    struct metric *metric = &load->program->metrics[index];
    const struct node *node = load->metric_nodes[index];
    load->metric = index;
    load->scorecard = metric->scorecard;
    load->track = metric->track;
    metric->block = metric->objective = metric->round = -1;
    metric->cohort = (struct cohort){.of = SIZE_MAX, .within = -1}; /* SIZE_MAX: none, or a mistake reported already */
    if (form_read(load, &metric_form, node, metric->at, metric)) check_measure(load, node, metric);
}
