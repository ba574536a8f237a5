/* What awards come to in money, before anything is paid: rates on their bases, sequences, groups and caps of amounts. */
#include "score/steps.h"

static const struct decimal zero = {0};

static bool is_amount(const struct stack *stack, size_t incentive)
{
    return award_added(stack, incentive) == AWARD_AMOUNT;
}

struct decimal amount_held(const struct stack *stack, struct decimal amount, const struct setting *most)
{
    struct decimal limit;
    if (!setting_decimal(most, stack->attributes, &limit)) return amount;
    limit = decimal_round(limit, stack->program->margin.places, ROUND_DOWN);
    return decimal_compare(amount, limit) > 0 ? limit : amount;
}

/* ---- single amounts */

/* The value that a rate is paid on; false: there is none. */
static bool base_value(const struct stack *stack, const struct incentive *incentive, struct decimal *base, bool *fits)
{
    const struct card_scorecard *card = &stack->card->scorecards[incentive->scorecard];
    int on = card->on_track ? program_metric(stack->program, incentive->scorecard, card->track, text_of(incentive->on)) : -1;
    if (on < 0 || stack->card->metrics[on].state != MEASURE_VALUE) return false;
    *fits = decimal_from_double(stack->card->metrics[on].value, base);
    return *fits;
}

/* Less the recommended margin, where there is one. */
static bool take_margin_off(const struct stack *stack, struct decimal *base)
{
    struct decimal rest;
    if (!stack->margin->given) return true;
    return decimal_subtract(decimal_of(1, 0), stack->margin->recommended, &rest) && decimal_multiply(*base, rest, base);
}

/* Less the amounts of those that come before it; nothing is left rather than less than nothing. They take returns off a base below 0 as
 * they were paid on sales, but a bonus does not add to what is taken back. */
static bool take_earlier_off(const struct stack *stack, const struct incentive *incentive, struct decimal *base)
{
    const struct decimal whole = *base;
    int side = decimal_compare(whole, zero);
    for (size_t i = 0; incentive->reduced_by && i < stack->program->incentive_count; i++)
        if (incentive->reduced_by[i] && is_amount(stack, i) && !decimal_subtract(*base, stack->steps[i].amount, base)) return false;
    if (decimal_compare(*base, zero) != side) *base = zero;
    if (side < 0 && decimal_compare(*base, whole) < 0) *base = whole;
    return true;
}

static bool paid_on_base(const struct stack *stack, size_t index, struct decimal *exact)
{
    const struct incentive *incentive = &stack->program->incentives[index];
    struct margin_step *step = &stack->steps[index];
    bool fits = true;
    *exact = zero;
    step->has_base = base_value(stack, incentive, &step->base, &fits);
    if (!step->has_base) return fits;
    if (incentive->net_of_margin && !take_margin_off(stack, &step->base)) return false;
    return take_earlier_off(stack, incentive, &step->base) && decimal_multiply(step->base, step->counted, exact);
}

/* An amount is paid, so it is rounded once, by itself: what a statement lists adds up to what it says at the bottom. */
static bool single_amount(const struct stack *stack, size_t index)
{
    const struct margin_rule *rule = &stack->program->margin;
    struct margin_step *step = &stack->steps[index];
    struct decimal exact = step->counted;
    if (!is_amount(stack, index)) return true;
    step->pays = true;
    if (stack->awards[index].kind == AWARD_MARGIN && !paid_on_base(stack, index, &exact)) return false;
    step->amount = amount_held(stack, decimal_round(exact, rule->places, rule->rounding), &stack->program->incentives[index].maximum);
    return true;
}

static bool sequence_amounts(const struct stack *stack, const struct stack_group *group)
{
    for (size_t i = 0; i < group->member_count; i++) {
        stack->steps[group->members[i]].order = i + 1;
        if (!single_amount(stack, group->members[i])) return false;
    }
    return true;
}

static bool all_amounts(const struct stack *stack)
{
    const struct program *program = stack->program;
    for (size_t i = 0; i < program->incentive_count; i++)
        if (!program->incentives[i].reduced_by && !single_amount(stack, i)) return false;
    for (size_t g = 0; g < program->margin.group_count; g++)
        if (!sequence_amounts(stack, &program->margin.groups[g])) return false;
    return true;
}

/* ---- amounts together */

/* group -1: all amounts */
static bool is_part(const struct stack *stack, size_t incentive, int group)
{
    return is_amount(stack, incentive) && (group < 0 || stack->program->incentives[incentive].group == group);
}

static bool is_cut(const struct stack *stack, size_t incentive, int group)
{
    return is_part(stack, incentive, group) && decimal_compare(stack->steps[incentive].amount, zero) > 0;
}

/* Shares `left` out in proportion to the positive amounts, in the order of names: who gets the last cent must not hang on the file. */
static bool cut_to(const struct stack *stack, int group, struct decimal left)
{
    struct share *shares = stack->margin->shares;
    size_t incentives = stack->program->incentive_count, count = 0;
    const size_t *by_name = stack->margin->by_name;
    for (size_t i = 0; i < incentives; i++)
        if (is_cut(stack, by_name[i], group)) shares[count++].weight = stack->steps[by_name[i]].amount;
    if (!share_out(left, stack->program->margin.places, shares, count)) return false;
    for (size_t i = incentives; i-- > 0;)
        if (is_cut(stack, by_name[i], group)) stack->steps[by_name[i]].amount = shares[--count].part;
    return true;
}

/* The amounts of a group, or all of them, held to a cap. What is taken back counts against the cap. */
static bool hold_together(const struct stack *stack, int group, const struct setting *cap)
{
    struct decimal total = zero, gained = zero, held;
    if (!cap->given) return true;
    for (size_t i = 0; i < stack->program->incentive_count; i++) {
        if (is_part(stack, i, group) && !decimal_add(total, stack->steps[i].amount, &total)) return false;
        if (is_cut(stack, i, group) && !decimal_add(gained, stack->steps[i].amount, &gained)) return false;
    }
    held = amount_held(stack, total, cap);
    if (decimal_compare(held, total) == 0) return true;
    return decimal_subtract(held, total, &held) && decimal_add(gained, held, &held) && cut_to(stack, group, held);
}

bool amount_make(const struct stack *stack)
{
    const struct margin_rule *rule = &stack->program->margin;
    if (!all_amounts(stack)) return false;
    for (size_t g = 0; g < rule->group_count; g++) {
        if (rule->groups[g].take == STACK_BEST) award_take_best(stack, g, AWARD_AMOUNT);
        if (!hold_together(stack, (int)g, &rule->groups[g].amount_cap)) return false;
    }
    if (!hold_together(stack, -1, &rule->amount_cap)) return false;
    for (size_t i = 0; i < stack->program->incentive_count; i++)
        if (stack->awards[i].kind == AWARD_AMOUNT) stack->steps[i].counted = stack->steps[i].amount;
    return true;
}
