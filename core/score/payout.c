/* What is paid of the amounts, and as which kind. */
#include "score/steps.h"

static const struct decimal zero = {0};

static const struct past_award *past_of(const struct stack *stack, size_t incentive)
{
    const struct past *past = stack->subject->past;
    return past && past->awards ? &past->awards[incentive] : NULL;
}

static bool too_little(struct decimal amount, const struct setting *minimum, const struct value *attributes)
{
    struct decimal least;
    return decimal_compare(amount, zero) > 0 && setting_decimal(minimum, attributes, &least) && decimal_compare(amount, least) < 0;
}

/* What is left of the year's maximum holds the amount. */
static bool hold_to_year(const struct stack *stack, size_t index, struct decimal *amount)
{
    const struct past_award *past = past_of(stack, index);
    struct decimal before = past ? past->paid : zero, year;
    if (decimal_compare(*amount, zero) <= 0) return true;
    if (!decimal_add(before, *amount, &year)) return false;
    struct decimal held = amount_held(stack, year, &stack->program->incentives[index].year_most);
    if (decimal_compare(held, year) < 0 && !decimal_subtract(held, before, amount)) return false;
    if (decimal_compare(*amount, zero) < 0) *amount = zero;
    return true;
}

/* What is neither paid nor kept is lost: to a maximum, to the year's, or below the minimum. */
static bool forfeit_rest(struct margin_step *step, struct decimal total)
{
    return decimal_subtract(total, step->paid, &step->forfeited) && decimal_subtract(step->forfeited, step->carried, &step->forfeited);
}

static void keep_brought(const struct stack *stack, size_t index)
{
    const struct past_award *past = past_of(stack, index);
    if (past) stack->steps[index].brought = stack->steps[index].carried = past->carried;
}

static bool pay_award(const struct stack *stack, size_t index)
{
    const struct incentive *incentive = &stack->program->incentives[index];
    const struct past_award *past = past_of(stack, index);
    struct margin_step *step = &stack->steps[index];
    struct decimal total;
    step->brought = past ? past->carried : zero;
    if (!step->pays && step->brought.units == 0) return true;
    if (!decimal_add(step->amount, step->brought, &total)) return false;
    struct decimal due = amount_held(stack, total, &incentive->maximum);
    if (!hold_to_year(stack, index, &due)) return false;
    if (!too_little(due, &incentive->minimum, stack->attributes))
        step->paid = due;
    else if (incentive->below_minimum == BELOW_CARRY)
        step->carried = due;
    return forfeit_rest(step, total);
}

/* ---- kinds */

enum which { PAID, CARRIED };

static bool share_kinds(const struct stack *stack, const struct incentive *incentive, struct decimal amount, enum which which)
{
    struct share *shares = stack->margin->shares;
    if (amount.units == 0) return true;
    for (size_t p = 0; p < incentive->part_count; p++) shares[p].weight = incentive->parts[p].share;
    if (!share_out(amount, stack->program->margin.places, shares, incentive->part_count)) return false;
    for (size_t p = 0; p < incentive->part_count; p++) {
        struct payout_sum *sum = &stack->margin->payouts[incentive->parts[p].kind];
        struct decimal *into = which == PAID ? &sum->earned : &sum->carried;
        if (!decimal_add(*into, shares[p].part, into)) return false;
    }
    return true;
}

static bool move_on(const struct stack *stack, size_t kind)
{
    const struct payout *payout = &stack->program->payouts[kind];
    struct payout_sum *sums = stack->margin->payouts;
    if (!too_little(sums[kind].earned, &payout->minimum, stack->attributes)) return true;
    if (payout->otherwise < 0) {
        sums[kind].forfeited = sums[kind].earned;
        return true;
    }
    struct payout_sum *other = &sums[payout->otherwise];
    return decimal_subtract(zero, sums[kind].earned, &sums[kind].moved) && decimal_add(other->moved, sums[kind].earned, &other->moved);
}

static bool add_up(const struct stack *stack, struct payout_sum *sum)
{
    struct decimal *rebates = &stack->margin->rebates;
    return decimal_add(sum->earned, sum->moved, &sum->paid) && decimal_subtract(sum->paid, sum->forfeited, &sum->paid) &&
           decimal_add(*rebates, sum->paid, rebates);
}

bool payout_make(const struct stack *stack)
{
    const struct program *program = stack->program;
    for (size_t i = 0; i < program->incentive_count; i++) {
        const struct incentive *incentive = &program->incentives[i];
        const struct margin_step *step = &stack->steps[i];
        if (incentive->trial)
            keep_brought(stack, i);
        else if (!pay_award(stack, i))
            return false;
        if (!share_kinds(stack, incentive, step->paid, PAID) || !share_kinds(stack, incentive, step->carried, CARRIED)) return false;
    }
    for (size_t k = 0; k < program->payout_count; k++)
        if (!move_on(stack, k)) return false;
    for (size_t k = 0; k < program->payout_count; k++)
        if (!add_up(stack, &stack->margin->payouts[k])) return false;
    return true;
}

void payout_none(const struct stack *stack)
{
    for (size_t i = 0; i < stack->program->incentive_count; i++) keep_brought(stack, i);
}
