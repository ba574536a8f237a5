#include <string.h>

#include "program/load.h"
#include "program/numeral.h"

static const char usual[] = "rebate";

void payouts_default(struct load *load)
{
    struct program *program = load->program;
    program->payouts = load_array(load, 1, sizeof *program->payouts);
    if (!program->payouts) return;
    program->payouts[0] = (struct payout){.name = usual, .title = usual, .otherwise = -1};
    program->payout_count = 1;
}

/* ---- payouts.NAME */

static void read_length(struct load *load, const struct node *node, const struct row *row, void *to)
{
    if (load_scalar(load, node, row) && !length_parse(node->scalar, to))
        load_error(load, node->at, "write a number and y, q, m or d, as in 6m or 45d", "%s: \"%.*s\" is no length of time", row->key,
                   TEXT_ARG(node->scalar));
}

static int find_kind(struct load *load, const struct node *node)
{
    const struct program *program = load->program;
    return load_find(load, node, "kind of pay-out", program->payouts, program->payout_count, sizeof *program->payouts);
}

static void read_otherwise(struct load *load, const struct node *node, const struct row *row, void *to)
{
    if (load_scalar(load, node, row)) *(int *)to = find_kind(load, node);
}

const struct row_type type_length = {"length of time", "6m", read_length, "length"};
static const struct row_type type_otherwise = {"kind of pay-out", usual, read_otherwise, "text"};

#define TO(member) offsetof(struct payout, member)
static const struct row payout_rows[] = {
    {"title", &type_text, TO(title), false, NULL, NULL, "what people read; its name where not given"},
    {"minimum", &type_money, TO(minimum), false, NULL, NULL, "the least that a partner is paid of this kind"},
    {"otherwise", &type_otherwise, TO(otherwise), false, NULL, NULL,
     "the kind, itself without a minimum, as which less than the minimum is paid; it is forfeited where not given"},
    {"usable", &type_length, TO(usable), false, NULL, NULL, "how long it can be used, from the day after the period"},
    {"claim", &type_length, TO(claim), false, NULL, NULL, "how long it can be claimed after that"},
};
const struct form payout_form = {
    "a kind of pay-out", payout_rows, sizeof payout_rows / sizeof *payout_rows,
    "Amounts are paid as one kind (kind of an incentive) or shared among several (split). A program that has no payouts pays rebate.",
    "payouts:\n  rebate: {title: Rebate}\n  co_op: {title: Co-op funds, minimum: 10000, otherwise: rebate, usable: 6m, claim: 45d}\n"};

static void check_otherwise(struct load *load, const struct node *entry, const struct payout *payout)
{
    const struct node *node = node_get(entry, "otherwise");
    if (!node || payout->otherwise < 0) return;
    const struct payout *target = &load->program->payouts[payout->otherwise];
    if (!payout->minimum.given && !node_get(entry, "minimum"))
        load_error(load, node->at, "add minimum: 10000, or take it away", "otherwise has no effect: %s has no minimum", payout->name);
    else if (target == payout || target->minimum.given)
        load_error(load, node->at, "name a kind without a minimum", "what is too little for %s cannot go to %s, which has a minimum",
                   payout->name, target->name);
}

static void read_payouts(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct program *program = to;
    if (!load_is_map(load, node, row->key)) return;
    program->payouts = load_array(load, node->count, sizeof *program->payouts);
    program->payout_count = 0;
    for (size_t i = 0; program->payouts && i < node->count; i++) {
        load_name(load, node->keys[i], node->key_at[i], "a kind of pay-out");
        program->payouts[program->payout_count++] =
            (struct payout){.name = node->keys[i].ptr, .title = node->keys[i].ptr, .otherwise = -1, .at = node->key_at[i]};
    }
    for (size_t i = 0; i < program->payout_count; i++) form_read(load, &payout_form, node->items[i], node->key_at[i], &program->payouts[i]);
    for (size_t i = 0; i < program->payout_count; i++) check_otherwise(load, node->items[i], &program->payouts[i]);
}

const struct row_type type_payouts = {"mapping of kinds of pay-out", "{...}", read_payouts, "{a kind of pay-out}"};

/* ---- kind and split of an incentive */

static void pay_as(struct load *load, struct incentive *incentive, int kind)
{
    if (kind < 0) return;
    incentive->parts = load_array(load, 1, sizeof *incentive->parts);
    if (!incentive->parts) return;
    incentive->parts[0] = (struct payout_part){(size_t)kind, decimal_of(1, 0)};
    incentive->part_count = 1;
}

static void read_kind(struct load *load, const struct node *node, const struct row *row, void *to)
{
    if (load_scalar(load, node, row)) pay_as(load, to, find_kind(load, node));
}

/* One pair of kind and share. */
static void read_part(struct load *load, const struct node *map, size_t index, struct incentive *incentive)
{
    struct node name = {.kind = NODE_SCALAR, .scalar = map->keys[index], .at = map->key_at[index]};
    const struct node *share = map->items[index];
    struct setting_case rate;
    int kind = find_kind(load, &name);
    bool good = share->kind == NODE_SCALAR && numeral_parse(share->scalar, false, &rate) && rate.has_exact && rate.value.number > 0 &&
                rate.value.number <= 1;
    if (!good)
        load_error(load, share->at, "write a rate above 0%, as in 60%", "split: the share of %.*s is no rate up to 100%%",
                   TEXT_ARG(map->keys[index]));
    else if (kind >= 0)
        incentive->parts[incentive->part_count++] = (struct payout_part){(size_t)kind, rate.exact};
}

static void check_whole(struct load *load, const struct node *split, const struct incentive *incentive)
{
    struct decimal sum = {0};
    char text[DECIMAL_TEXT_MAX];
    if (incentive->part_count < split->count) return; /* reported */
    for (size_t i = 0; i < incentive->part_count; i++)
        if (!decimal_add(sum, incentive->parts[i].share, &sum)) return;
    if (decimal_compare(sum, decimal_of(1, 0)) == 0) return;
    if (!decimal_multiply(sum, decimal_of(100, 0), &sum)) return;
    decimal_format(decimal_trim(sum), text);
    load_error(load, split->at, "let the shares add up to 100%", "the shares of split add up to %s%%", text);
}

static void read_split(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct incentive *incentive = to;
    if (!load_is_map(load, node, row->key)) return;
    incentive->parts = load_array(load, node->count, sizeof *incentive->parts);
    incentive->part_count = 0;
    for (size_t i = 0; incentive->parts && i < node->count; i++) read_part(load, node, i, incentive);
    if (incentive->parts) check_whole(load, node, incentive);
}

const struct row_type type_kind = {"kind of pay-out", usual, read_kind, "text"};
const struct row_type type_split = {"mapping of kinds to rates", "{rebate: 60%, co_op: 40%}", read_split, "{rate alone}"};

static void report_no_kind(struct load *load, const struct incentive *incentive)
{
    load_error(load, incentive->at, "add kind: or split: to the incentive, or rebate: {} to payouts",
               "%s says no kind of pay-out, and payouts has no rebate", incentive->name);
}

void payouts_check_incentive(struct load *load, struct incentive *incentive, const struct node *entry)
{
    const struct program *program = load->program;
    const struct node *kind = node_get(entry, "kind"), *split = node_get(entry, "split");
    if (kind && split) load_error(load, split->at, "keep one of the two", "%s has both kind and split", incentive->name);
    for (size_t i = 0; !kind && !split && i < program->payout_count; i++)
        if (strcmp(program->payouts[i].name, usual) == 0) pay_as(load, incentive, (int)i);
    if (!kind && !split && incentive->part_count == 0) report_no_kind(load, incentive);
}
