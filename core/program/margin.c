#include "program/load.h"

static const char *const stackings[] = {"add", "best", "multiply", "sequence"};
static const struct choices take_choices = {stackings, 4}, stacking_choices = {stackings, 3},
                            rounding_choices = {rounding_names, ROUNDING_COUNT};
static const struct range places = {0, 12, "from 0 to 12"};

static void read_order(struct load *load, const struct node *node, const struct row *row, void *to)
{
    if (node->kind == NODE_LIST)
        *(const struct node **)to = node;
    else
        load_error(load, node->at, "write the names in brackets, as in [volume, growth]", "%s needs a list of incentives", row->key);
}

static const struct row_type type_order = {"list of incentives", "[volume, growth]", read_order, "[text]"};

#define GROUP(member) offsetof(struct stack_group, member)
static const struct row group_rows[] = {
    {"take", &type_choice, GROUP(take), false, "best", &take_choices,
     "what counts of the awards in the group: best of its rates and best of its amounts; add; multiply: rates come together as "
     "1 - (1 - a)(1 - b), amounts are added; sequence: each is paid on what those before it leave of the base"},
    {"cap", &type_rate, GROUP(cap), false, NULL, "amount_cap", "the most that the margin awards of the group give together"},
    {"amount_cap", &type_money, GROUP(amount_cap), false, NULL, NULL,
     "the most that the amounts of the group come to together; all are cut in proportion"},
    {"order", &type_order, GROUP(order), false, NULL, NULL,
     "of a sequence: its incentives, first to last; those that are not named follow as they stand in the file"},
};
const struct form group_form = {"a group", group_rows, sizeof group_rows / sizeof *group_rows,
                                "Incentives that name the group compete (best), share a cap, or are worked out one after the other.",
                                "groups:\n  growth: {take: best, cap: 4%}\n  deals: {take: sequence, order: [list, volume, growth]}\n"};

static void read_groups(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct margin_rule *margin = to;
    if (!load_is_map(load, node, row->key)) return;
    margin->groups = load_array(load, node->count, sizeof *margin->groups);
    for (size_t i = 0; margin->groups && i < node->count; i++) {
        margin->groups[i].name = node->keys[i].ptr;
        margin->groups[i].at = node->key_at[i];
        margin->group_count++;
        load_name(load, node->keys[i], node->key_at[i], "a group");
        form_read(load, &group_form, node->items[i], node->key_at[i], &margin->groups[i]);
    }
}

static const struct row_type type_groups = {"mapping of groups", "{growth: {take: best}}", read_groups, "{a group}"};

#define MARGIN(member) offsetof(struct margin_rule, member)
static const struct row margin_rows[] = {
    {"scorecard", &type_own_scorecard, MARGIN(scorecard), false, NULL, NULL,
     "whose tier gives the base; the first scorecard where not given"},
    {"on", &type_track_metric, MARGIN(on), false, NULL, NULL, "the metric whose value the margin is paid on; no amount where not given"},
    {"stacking", &type_choice, MARGIN(stacking), false, "add", &stacking_choices,
     "how margin awards come together: add, best, or multiply: 1 - (1 - a)(1 - b)"},
    {"groups", &type_groups, 0, false, NULL, NULL, "groups of incentives, by name"},
    {"floor", &type_rate, MARGIN(floor), false, NULL, NULL, "the recommendation is never below this"},
    {"cap", &type_rate, MARGIN(cap), false, NULL, "amount_cap", "the recommendation is never above this"},
    {"amount_cap", &type_money, MARGIN(amount_cap), false, NULL, NULL,
     "the most that all amounts of a partner come to together; all are cut in proportion"},
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
    load->scorecard = 0;
    margin->given = form_read(load, &margin_form, node, node->at, margin);
}

const struct row_type type_margin = {"mapping", "{floor: 3%}", read_margin, "margin"};
