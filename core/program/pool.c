#include "program/load.h"

#define TO(member) offsetof(struct pool, member)
static const struct row pool_rows[] = {
    {"amount", &type_money, TO(amount), true, NULL, NULL, "the money that is shared; of each group, where within is given"},
    {"by", &type_track_metric, TO(by), true, NULL, NULL, "the metric by whose values it is shared; a value below 0 counts as 0"},
    {"within", &type_group_column, TO(within), false, NULL, NULL,
     "the partner column that makes groups, each with a pool of its own; one pool for all where not given"},
};
const struct form pool_form = {
    "a pool", pool_rows, sizeof pool_rows / sizeof *pool_rows,
    "Instead of a plugin: an amount that the partners to whom the incentive applies share in proportion to a metric. The parts add up to "
    "the "
    "amount: what rounding leaves goes, a cent each, to those from whom it took most (the largest remainder; of equals, to the first in "
    "the table of partners). While a metric of one of them failed, nobody gets a part.",
    "growth_fund: {pool: {amount: {by: region, emea: 50000, default: 20000}, by: new_revenue, within: region}, applies: score >= 50}\n"};

/* The amount of a group must be the same for all of it. */
static void check_amount(struct load *load, const struct pool *pool, const struct node *node)
{
    if (!pool->amount.given || pool->amount.attribute < 0 || pool->amount.attribute == pool->within) return;
    const char *column = load->program->tables[0].columns[pool->amount.attribute].name;
    struct problem *problem = load_error(load, pool->amount.at, NULL, "the amount of the pool differs by %s, but partners of %s share it",
                                         column, node_get(node, "within") ? "other groups" : "all kinds");
    load_cure(load, problem, "write within: %s", column);
}

static void read_pool(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct pool *pool = to;
    (void)row;
    *pool = (struct pool){.given = true, .within = -1};
    if (form_read(load, &pool_form, node, node->at, pool)) check_amount(load, pool, node);
}

const struct row_type type_pool = {"mapping", "{amount: 100000, by: revenue}", read_pool, "a pool"};

void pool_check(struct load *load, const struct incentive *incentive, const struct node *node)
{
    static const char *const of_plugins[] = {"params", "cap", "on", "net_of_margin"};
    const struct node *plugin = node_get(node, "plugin"), *pool = node_get(node, "pool");
    if (plugin && pool) load_error(load, plugin->at, "keep one of them", "incentive %s has both a plugin and a pool", incentive->name);
    if (!plugin && !pool)
        load_error(load, incentive->at, "add plugin: incentives/<name>, or pool: {amount: 100000, by: <metric>}",
                   "incentive %s does not say what it awards", incentive->name);
    for (size_t i = 0; pool && !plugin && i < sizeof of_plugins / sizeof *of_plugins; i++) {
        const struct node *key = node_get(node, of_plugins[i]);
        if (key) load_error(load, key->at, "take it away", "%s goes with a plugin, not with a pool", of_plugins[i]);
    }
}
