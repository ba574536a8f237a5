#include "program/load.h"

static const char *const below[] = {"forfeit", "carry"};
static const struct choices below_choices = {below, 2};

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

/* Resolved when all incentives are known. */
static void read_reduced(struct load *load, const struct node *node, const struct row *row, void *to)
{
    (void)load, (void)row;
    *(const struct node **)to = node;
}

static const struct row_type type_reduced = {"all, none or list of incentives", "all", read_reduced, "'all' | 'none' | [text]"};
static const struct row_type type_group = {"group of margin", "growth", read_group, "text"};
static const struct row_type type_plugin = {"plugin", "incentives/threshold_margin", read_plugin, "incentive plugin"};

#define TO(member) offsetof(struct incentive, member)
static const struct row incentive_rows[] = {
    {"title", &type_text, TO(title), false, NULL, NULL, "what people read; the incentive's name where not given"},
    {"plugin", &type_plugin, 0, false, NULL, NULL, "the rule that awards it; either this or pool"},
    {"params", &type_mapping, TO(params), false, NULL, NULL, "what the plugin asks for"},
    {"scorecard", &type_own_scorecard, TO(scorecard), false, NULL, NULL,
     "the card that the rule sees; the first scorecard where not given"},
    {"pool", &type_pool, TO(pool), false, NULL, NULL, "an amount that partners share; either this or plugin"},
    {"block", &type_block, TO(block), false, NULL, NULL, "the building block it rewards"},
    {"objective", &type_objective, TO(objective), false, NULL, NULL, "the objective it serves"},
    {"applies", &type_condition, TO(applies), false, NULL, &scope_card, "the partners it is for; names as in require of tiers"},
    {"group", &type_group, TO(group), false, NULL, NULL, "a group of margin"},
    {"cap", &type_rate, TO(cap), false, NULL, "maximum", "the most that its margin award gives"},
    {"on", &type_track_metric, TO(on), false, NULL, NULL,
     "a metric of the scorecard: a margin award is not added to the margin but paid as an amount, the rate of this metric's value"},
    {"net_of_margin", &type_yesno, TO(net_of_margin), false, "no", NULL, "with on: paid on the value less the recommended margin"},
    {"maximum", &type_money, TO(maximum), false, NULL, NULL, "the most that is paid in a run"},
    {"maximum_per_year", &type_money, TO(year_most), false, NULL, NULL,
     "the most that is paid in a fiscal year; what earlier runs of the year paid counts"},
    {"minimum", &type_money, TO(minimum), false, NULL, NULL, "the least that is paid: a smaller amount above 0 is not"},
    {"below_minimum", &type_choice, TO(below_minimum), false, "forfeit", &below_choices,
     "a smaller amount is lost (forfeit), or kept and added to the next period's (carry)"},
    {"reduces", &type_yesno, TO(reduces), false, "yes", NULL, "in a sequence: lowers the base of those that come later"},
    {"reduced_by", &type_reduced, TO(reduced), false, NULL, NULL,
     "in a sequence: all, none or a list of incentives that lower its base when they come earlier; all where not given, if all are paid on "
     "the same metric"},
    {"kind", &type_kind, 0, false, NULL, NULL, "the kind of pay-out; rebate where neither kind nor split is given"},
    {"split", &type_split, 0, false, NULL, NULL, "shares of several kinds of pay-out, which add up to 100%"},
    {"trial", &type_yesno, TO(trial), false, "no", NULL, "shown, but not added"},
};
const struct form incentive_form = {
    "an incentive", incentive_rows, sizeof incentive_rows / sizeof *incentive_rows, NULL,
    "incentives:\n  deal_registration: {plugin: incentives/threshold_margin, params: {...}, group: growth, cap: 5%}\n"
    "  booster: {plugin: incentives/threshold_margin, params: {...}, on: revenue, minimum: 200, maximum: 12000}\n"};

/* Is there anything between the least and the most that is paid? */
static void check_limits(struct load *load, const struct incentive *incentive)
{
    const struct setting *most[] = {&incentive->maximum, &incentive->year_most};
    for (size_t m = 0; m < 2; m++) {
        struct scenarios cases = {0};
        scenarios_add(load, &cases, &incentive->minimum);
        scenarios_add(load, &cases, most[m]);
        for (size_t c = 0; c < cases.count; c++) {
            double low, high;
            if (!scenario_number(&cases.items[c], &incentive->minimum, &low) || !scenario_number(&cases.items[c], most[m], &high) ||
                low <= high)
                continue;
            load_error(load, incentive->minimum.at, "exchange the two", "%s pays nothing: its minimum is above its %s%s", incentive->name,
                       m == 0 ? "maximum" : "maximum_per_year", scenario_said(load, &cases.items[c]));
            return;
        }
    }
}

static void report_useless(struct load *load, const struct node *entry, const char *key, const char *lacking,
                           const struct incentive *incentive)
{
    const struct node *node = node_get(entry, key);
    struct problem *problem = load_error(load, node->at, NULL, "%s of %s has no effect without %s", key, incentive->name, lacking);
    load_cure(load, problem, "add %s, or take %s away", lacking, key);
}

static void check_money(struct load *load, const struct incentive *incentive, const struct node *entry)
{
    if (node_get(entry, "below_minimum") && !node_get(entry, "minimum")) report_useless(load, entry, "below_minimum", "minimum", incentive);
    if (incentive->net_of_margin && !node_get(entry, "on")) report_useless(load, entry, "net_of_margin", "on", incentive);
    if (incentive->net_of_margin && !load->program->margin.given) report_useless(load, entry, "net_of_margin", "margin", incentive);
    check_limits(load, incentive);
}

static void incentive_check(struct load *load, struct incentive *incentive, const struct node *entry)
{
    pool_check(load, incentive, entry);
    payouts_check_incentive(load, incentive, entry);
    check_money(load, incentive, entry);
}

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
        if (form_read(load, &incentive_form, node->items[i], node->key_at[i], incentive)) incentive_check(load, incentive, node->items[i]);
    }
    load_sequences(load, node);
}

const struct row_type type_incentives = {"mapping of incentives", "{...}", read_incentives, "{an incentive}"};
