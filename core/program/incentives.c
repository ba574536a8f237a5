#include <math.h>

#include "program/load.h"

static const struct range cap_range = {0, INFINITY, "of 0 or more"};

static void read_group(struct load *load, const struct node *node, const struct row *row, void *to)
{
    const struct margin_rule *margin = &load->program->margin;
    if (load_scalar(load, node, row))
        *(int *)to = load_find(load, node, "group", margin->groups, margin->group_count, sizeof *margin->groups);
}

static void read_plugin(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct incentive *incentive = to;
    if (!load_scalar(load, node, row)) return;
    incentive->plugin = node->scalar.ptr;
    incentive->plugin_at = node->at;
}

/* Names in conditions are those of the incentive's scorecard. */
static void read_own_scorecard(struct load *load, const struct node *node, const struct row *row, void *to)
{
    type_scorecard.read(load, node, row, to);
    load->scorecard = *(size_t *)to;
}

static const struct row_type type_group = {"group of margin", "growth", read_group};
static const struct row_type type_plugin = {"plugin", "incentives/threshold_margin", read_plugin};
static const struct row_type type_own_scorecard = {"scorecard", "main", read_own_scorecard};

#define TO(member) offsetof(struct incentive, member)
static const struct row incentive_rows[] = {
    {"title", &type_text, TO(title), false, NULL, NULL, "what people read; the incentive's name where not given"},
    {"plugin", &type_plugin, 0, true, NULL, NULL, "the rule that awards it"},
    {"params", &type_mapping, TO(params), false, NULL, NULL, "what the plugin asks for"},
    {"scorecard", &type_own_scorecard, TO(scorecard), false, NULL, NULL,
     "the card that the rule sees; the first scorecard where not given"},
    {"block", &type_block, TO(block), false, NULL, NULL, "the building block it rewards"},
    {"objective", &type_objective, TO(objective), false, NULL, NULL, "the objective it serves"},
    {"applies", &type_condition, TO(applies), false, NULL, &scope_card, "the partners it is for; names as in require of tiers"},
    {"group", &type_group, TO(group), false, NULL, NULL, "a group of margin"},
    {"cap", &type_number, TO(cap), false, NULL, &cap_range,
     "the most it gives: a rate (5%) of a margin award, an amount (500) of an amount"},
    {"trial", &type_yesno, TO(trial), false, "no", NULL, "shown, but not added"},
};
const struct form incentive_form = {
    "an incentive", incentive_rows, sizeof incentive_rows / sizeof *incentive_rows, NULL,
    "incentives:\n  deal_registration: {plugin: incentives/threshold_margin, params: {...}, group: growth, cap: 5%}\n"};

static void read_incentives(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct program *program = to;
    if (!load_is_map(load, node, row->key)) return;
    program->incentives = load_array(load, node->count, sizeof *program->incentives);
    for (size_t i = 0; program->incentives && i < node->count; i++) {
        struct incentive *incentive = &program->incentives[program->incentive_count++];
        *incentive = (struct incentive){
            .name = node->keys[i].ptr, .title = node->keys[i].ptr, .block = -1, .objective = -1, .group = -1, .at = node->key_at[i]};
        load->scorecard = 0;
        load_name(load, node->keys[i], node->key_at[i], "an incentive");
        form_read(load, &incentive_form, node->items[i], node->key_at[i], incentive);
    }
}

const struct row_type type_incentives = {"mapping of incentives", "{...}", read_incentives};
