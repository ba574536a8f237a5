#include "program/load.h"

static const char *const stackings[] = {"add", "best", "multiply"};
static const struct choices stacking_choices = {stackings, 3}, rounding_choices = {rounding_names, ROUNDING_COUNT};
static const struct range places = {0, 12, "from 0 to 12"};

static const struct row group_rows[] = {
    {"take", &type_choice, offsetof(struct stack_group, take), false, "best", &stacking_choices, "what counts of the awards in the group"},
    {"cap", &type_rate, offsetof(struct stack_group, cap), false, NULL, NULL, "the most that the margin awards of the group give together"},
};
const struct form group_form = {"a group", group_rows, 2, "Incentives that name the group compete (best) or share a cap.",
                                "groups: {growth: {take: best, cap: 4%}}\n"};

static void read_groups(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct margin_rule *margin = to;
    if (!load_is_map(load, node, row->key)) return;
    margin->groups = load_array(load, node->count, sizeof *margin->groups);
    for (size_t i = 0; margin->groups && i < node->count; i++) {
        margin->groups[i].name = node->keys[i].ptr;
        margin->group_count++;
        load_name(load, node->keys[i], node->key_at[i], "a group");
        form_read(load, &group_form, node->items[i], node->key_at[i], &margin->groups[i]);
    }
}

/* A metric of the margin's scorecard, in any of its tracks. */
static void read_on(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct margin_rule *margin = to;
    const struct program *program = load->program;
    if (!load_scalar(load, node, row) || !load->has_scorecards) return;
    const struct scorecard *scorecard = &program->scorecards[margin->scorecard];
    const struct track *last = &scorecard->tracks[scorecard->track_count - 1];
    size_t first = scorecard->tracks[0].first_metric, count = last->first_metric + last->metric_count - first;
    int index = load_find(load, node, "metric", program->metrics + first, count, sizeof *program->metrics);
    if (index >= 0) margin->on = program->metrics[first + (size_t)index].name;
}

static const struct row_type type_groups = {"mapping of groups", "{growth: {take: best}}", read_groups};
static const struct row_type type_on = {"metric", "revenue", read_on};

#define MARGIN(member) offsetof(struct margin_rule, member)
static const struct row margin_rows[] = {
    {"scorecard", &type_scorecard, MARGIN(scorecard), false, NULL, NULL, "whose tier gives the base; the first scorecard where not given"},
    {"on", &type_on, 0, false, NULL, NULL, "the metric whose value the margin is paid on; no amount where not given"},
    {"stacking", &type_choice, MARGIN(stacking), false, "add", &stacking_choices,
     "how margin awards come together: add, best, or multiply: 1 - (1 - a)(1 - b)"},
    {"groups", &type_groups, 0, false, NULL, NULL, "groups of incentives, by name"},
    {"floor", &type_rate, MARGIN(floor), false, NULL, NULL, "the recommendation is never below this"},
    {"cap", &type_rate, MARGIN(cap), false, NULL, NULL, "the recommendation is never above this"},
    {"rounding", &type_choice, MARGIN(rounding), false, "half up", &rounding_choices, "how money is rounded, once, at the end"},
    {"places", &type_count, MARGIN(places), false, "2", &places, "decimal places of money"},
    {"rate_places", &type_count, MARGIN(rate_places), false, NULL, &places,
     "decimal places of the recommendation in percentage points; not rounded where not given"},
};
const struct form margin_form = {"margin", margin_rows, sizeof margin_rows / sizeof *margin_rows, NULL,
                                 "margin: {on: revenue, floor: 3%, cap: 18%, rounding: half up}\n"};

static void read_margin(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct margin_rule *margin = to;
    (void)row;
    margin->given = form_read(load, &margin_form, node, node->at, margin);
}

const struct row_type type_margin = {"mapping", "{floor: 3%}", read_margin};
