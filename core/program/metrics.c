#include "program/load.h"

#include <math.h>
#include <string.h>

#include "base/suggest.h"
#include "program/numeral.h"

static const struct range weights = {0, INFINITY, "of 0 or more"}, places = {0, 12, "from 0 to 12"};

/* ---- missing, otherwise */

static const struct row instead_rows[] = {
    {"points", &type_fraction, offsetof(struct instead, points), true, NULL, NULL, "the points themselves"},
};
const struct form instead_form = {"points instead", instead_rows, 1, "Instead of zero or leave out: the points themselves.",
                                  "missing: {points: 50}\n"};

static void read_instead(struct load *load, const struct node *node, const struct row *row, void *to)
{
    static const char *const names[] = {"zero", "leave out"};
    struct instead *instead = to;
    struct setting_case number;
    if (node->kind == NODE_MAP) {
        struct form form = instead_form;
        form.name = row->key;
        instead->kind = INSTEAD_POINTS;
        form_read(load, &form, node, node->at, instead);
        return;
    }
    if (!load_scalar(load, node, row)) return;
    if (numeral_parse(node->scalar, true, &number)) {
        struct problem *problem = load_error(load, node->at, NULL, "%s: \"%.*s\" is a number alone", row->key, TEXT_ARG(node->scalar));
        load_cure(load, problem, "write %s: {points: %.*s}", row->key, TEXT_ARG(node->scalar));
        return;
    }
    for (int i = 0; i < 2; i++) {
        if (!text_is(node->scalar, names[i])) continue;
        instead->kind = i == 0 ? INSTEAD_ZERO : INSTEAD_LEAVE_OUT;
        return;
    }
    const char *near = suggest(node->scalar, names, 2);
    struct problem *problem = load_error(load, node->at, NULL, "\"%.*s\" is no value of %s", TEXT_ARG(node->scalar), row->key);
    load_cure(load, problem, near ? "did you mean %s?" : "write zero, leave out or {points: 50}", near);
}

static const struct row_type type_instead = {"zero, leave out or {points: number}", "zero", read_instead,
                                             "'zero' | 'leave out' | points instead"};

/* ---- the metric */

static void read_plugin(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct metric *metric = to;
    if (!load_scalar(load, node, row)) return;
    metric->plugin = node->scalar.ptr;
    metric->plugin_at = node->at;
}

static const struct row_type type_plugin = {"plugin", "metrics/sum", read_plugin, "metric plugin"};

static void read_formula(struct load *load, const struct node *node, const struct row *row, void *to)
{
    if (load_scalar(load, node, row)) *(const struct expr **)to = load_expression(load, node, SCOPE_METRIC, VALUE_NUMBER);
}

static const struct row_type type_formula = {"formula", "\"attrition * renewals\"", read_formula, "text"};

#define TO(member) offsetof(struct metric, member)
static const struct row metric_rows[] = {
    {"title", &type_text, TO(title), false, NULL, NULL, "what people read; the metric's name where not given"},
    {"plugin", &type_plugin, 0, false, NULL, NULL, "the rule that measures it; either this, cohort or formula"},
    {"params", &type_mapping, TO(params), false, NULL, NULL, "what the plugin asks for"},
    {"cohort", &type_cohort, TO(cohort), false, NULL, NULL, "compares partners by another metric"},
    {"formula", &type_formula, TO(formula), false, NULL, NULL,
     "works it out from other metrics; names: a metric of the same scorecard (its value), points.<metric>, partner.<column>"},
    {"block", &type_block, TO(block), true, NULL, NULL,
     "building block: people_organization, tools_technology, processes, governance, metrics_motivators or culture"},
    {"objective", &type_objective, TO(objective), false, NULL, NULL, "the objective it serves"},
    {"category", &type_category, TO(category), false, NULL, NULL, "the category of the scorecard that it belongs to"},
    {"weight", &type_fraction, TO(weight), false, "1", &weights, "its share of the score"},
    {"points", &type_points, TO(points), false, NULL, NULL, "what a value earns; may be left away where weight is 0"},
    {"missing", &type_instead, TO(missing), false, "zero", NULL,
     "a partner without data: zero points, left out of the score, or given points"},
    {"when", &type_condition, TO(when), false, NULL, &scope_metric,
     "what must hold for the value to earn its points, as a least number of reviews; names as in formula"},
    {"otherwise", &type_instead, TO(otherwise), false, "zero", NULL,
     "where when does not hold: zero points, left out of the score, or given points"},
    {"applies", &type_condition, TO(applies), false, NULL, &scope_partner, "the partners it is for; names: partner.<column>"},
    {"bonus", &type_yesno, TO(bonus), false, "no", NULL,
     "its weight x points are added to the score as they are, behind all means and caps"},
    {"trial", &type_yesno, TO(trial), false, "no", NULL, "shown, but not counted"},
    {"round", &type_count, TO(round), false, NULL, &places,
     "decimal places the value is rounded to before it earns points; not rounded where not given"},
    {"unit", &type_text, TO(unit), false, NULL, NULL, "shown beside the value; the plugin's where not given"},
};
const struct form metric_form = {
    "a metric", metric_rows, sizeof metric_rows / sizeof *metric_rows, NULL,
    "metrics:\n  revenue:\n    plugin: metrics/sum\n    params: {table: deals, column: amount, where: {stage: won, closed_on: period}}\n"
    "    block: metrics_motivators\n    weight: 15\n    points: {curve: {0: 0, 50000: 40, 1000000: 100}}\n"};

static void check_measure(struct load *load, const struct node *node, const struct metric *metric)
{
    static const char *const ways[] = {"plugin", "cohort", "formula"};
    const struct node *params = node_get(node, "params"), *way = NULL;
    const char *first = NULL;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        const struct node *other = node_get(node, ways[i]);
        if (way && other)
            load_error(load, way->at, "keep one of them", "metric %s has both a %s and a %s", metric->name, first, ways[i]);
        else if (other)
            way = other, first = ways[i];
    }
    if (!way)
        load_error(load, metric->at, "add plugin: metrics/<name>, cohort: {of: <metric>} or formula: <calculation>",
                   "metric %s does not say how it is measured", metric->name);
    else if (params && strcmp(first, "plugin") != 0)
        load_error(load, params->at, "take params away", "a %s metric has no params", first);
}

/* A metric that only conditions ask for weighs nothing, and need not say what it earns. */
static void check_points(struct load *load, const struct node *node, const struct metric *metric)
{
    const struct setting *weight = &metric->weight;
    bool weightless = weight->given && weight->attribute < 0 && weight->cases[0].value.number == 0;
    if (!node_get(node, "points") && !weightless)
        load_error(load, metric->at, "add points: {curve: {0: 0, 100: 100}}, or weight: 0 when only conditions ask for it",
                   "a metric needs the key points");
}

static void check_otherwise(struct load *load, const struct node *node)
{
    const struct node *otherwise = node_get(node, "otherwise");
    if (otherwise && !node_get(node, "when"))
        load_error(load, otherwise->at, "add when: <condition>, or take otherwise away", "otherwise goes with when only");
}

void metric_read(struct load *load, size_t index)
{
    struct metric *metric = &load->program->metrics[index];
    const struct node *node = load->metric_nodes[index];
    load->metric = index;
    load->scorecard = metric->scorecard;
    load->track = metric->track;
    metric->block = metric->objective = metric->category = metric->round = -1;
    metric->cohort = (struct cohort){.method = COHORT_METHOD_COUNT, .of = SIZE_MAX, .within = -1}; /* none, or a mistake reported already */
    if (!form_read(load, &metric_form, node, metric->at, metric)) return;
    check_measure(load, node, metric);
    check_points(load, node, metric);
    check_otherwise(load, node);
}
