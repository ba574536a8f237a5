/* What each margin award counts for, and how they stack. Sums come before limits, so the order of incentives never changes what a
 * partner gets. */
#include "score/steps.h"

const char *const award_kind_names[AWARD_KIND_COUNT] = {"none", "margin", "amount", "failed"};

enum award_kind award_added(const struct stack *stack, size_t incentive)
{
    const struct incentive *rule = &stack->program->incentives[incentive];
    enum award_kind kind = (enum award_kind)stack->awards[incentive].kind;
    if (rule->trial || kind == AWARD_FAILED) return AWARD_NONE;
    return kind == AWARD_MARGIN && rule->on ? AWARD_AMOUNT : kind;
}

static bool in_group(const struct stack *stack, size_t incentive, size_t group, enum award_kind kind)
{
    return stack->program->incentives[incentive].group == (int)group && award_added(stack, incentive) == kind;
}

static void single_awards(const struct stack *stack)
{
    for (size_t i = 0; i < stack->program->incentive_count; i++) {
        const struct award *award = &stack->awards[i];
        struct margin_step *step = &stack->steps[i];
        struct decimal cap;
        if (award->kind != AWARD_MARGIN && award->kind != AWARD_AMOUNT) continue;
        step->awarded = decimal_of(award->units, award->scale);
        if (stack->program->incentives[i].trial) continue;
        step->counted = step->awarded;
        bool capped = award->kind == AWARD_MARGIN && setting_decimal(&stack->program->incentives[i].cap, stack->attributes, &cap);
        if (capped && decimal_compare(cap, step->counted) < 0) step->counted = cap;
    }
}

static struct decimal worth(const struct margin_step *step, enum award_kind kind)
{
    return kind == AWARD_AMOUNT ? step->amount : step->counted;
}

void award_take_best(const struct stack *stack, size_t group, enum award_kind kind)
{
    struct margin_step *best = NULL;
    for (size_t i = 0; i < stack->program->incentive_count; i++) {
        if (!in_group(stack, i, group, kind)) continue;
        struct margin_step *step = &stack->steps[i];
        struct margin_step *worse = step;
        if (!best || decimal_compare(worth(step, kind), worth(best, kind)) > 0) {
            worse = best;
            best = step;
        }
        if (worse) worse->counted = worse->amount = (struct decimal){0};
    }
}

/* What is left after one more rate: left * (1 - rate), without the zeros that would use up the scale. */
static bool leave(struct decimal rate, struct decimal *left)
{
    struct decimal rest;
    if (!decimal_subtract(decimal_of(1, 0), rate, &rest) || !decimal_multiply(*left, decimal_trim(rest), left)) return false;
    *left = decimal_trim(*left);
    return true;
}

/* Each rate counts on what those before it leave, so that they add up to 1 - (1 - a)(1 - b)... */
static bool take_multiplied(const struct stack *stack, size_t group)
{
    struct decimal left = decimal_of(1, 0);
    for (size_t i = 0; i < stack->program->incentive_count; i++) {
        struct decimal rate = stack->steps[i].counted;
        if (!in_group(stack, i, group, AWARD_MARGIN)) continue;
        if (!decimal_multiply(left, decimal_trim(rate), &stack->steps[i].counted) || !leave(rate, &left)) return false;
    }
    return true;
}

static bool group_total(const struct stack *stack, size_t group, struct decimal *total)
{
    *total = (struct decimal){0};
    for (size_t i = 0; i < stack->program->incentive_count; i++)
        if (in_group(stack, i, group, AWARD_MARGIN) && !decimal_add(*total, stack->steps[i].counted, total)) return false;
    return true;
}

/* Takes what the group has above its cap off its last positive awards. */
static bool hold_to_cap(const struct stack *stack, size_t group)
{
    const struct decimal zero = {0};
    struct decimal cap, excess;
    if (!setting_decimal(&stack->program->margin.groups[group].cap, stack->attributes, &cap)) return true;
    if (!group_total(stack, group, &excess) || !decimal_subtract(excess, cap, &excess)) return false;
    for (size_t i = stack->program->incentive_count; i-- > 0 && decimal_compare(excess, zero) > 0;) {
        struct decimal *counted = &stack->steps[i].counted;
        if (!in_group(stack, i, group, AWARD_MARGIN) || decimal_compare(*counted, zero) <= 0) continue;
        struct decimal cut = decimal_compare(*counted, excess) < 0 ? *counted : excess;
        if (!decimal_subtract(*counted, cut, counted) || !decimal_subtract(excess, cut, &excess)) return false;
    }
    return true;
}

bool award_count(const struct stack *stack)
{
    const struct margin_rule *rule = &stack->program->margin;
    single_awards(stack);
    for (size_t g = 0; g < rule->group_count; g++) {
        if (rule->groups[g].take == STACK_BEST) award_take_best(stack, g, AWARD_MARGIN);
        if (rule->groups[g].take == STACK_MULTIPLY && !take_multiplied(stack, g)) return false;
        if (!hold_to_cap(stack, g)) return false;
    }
    return true;
}

/* Groups and single awards stack alike: the part of an award is its group, or itself. */
static size_t part_of(const struct stack *stack, size_t incentive)
{
    int group = stack->program->incentives[incentive].group;
    return group >= 0 ? (size_t)group : stack->program->margin.group_count + incentive;
}

/* The sum of a part's margin awards. `any`: it has one. */
static bool part_total(const struct stack *stack, size_t part, bool *any, struct decimal *total)
{
    *any = false;
    *total = (struct decimal){0};
    for (size_t i = 0; i < stack->program->incentive_count; i++) {
        if (part_of(stack, i) != part || award_added(stack, i) != AWARD_MARGIN) continue;
        *any = true;
        if (!decimal_add(*total, stack->steps[i].counted, total)) return false;
    }
    return true;
}

static bool best_part(const struct stack *stack, size_t *best)
{
    size_t parts = stack->program->margin.group_count + stack->program->incentive_count;
    struct decimal highest = {0};
    *best = parts;
    for (size_t p = 0; p < parts; p++) {
        struct decimal total;
        bool any;
        if (!part_total(stack, p, &any, &total)) return false;
        if (!any || (*best < parts && decimal_compare(total, highest) <= 0)) continue;
        *best = p;
        highest = total;
    }
    return true;
}

static bool stack_add(const struct stack *stack, struct decimal *sum)
{
    for (size_t i = 0; i < stack->program->incentive_count; i++)
        if (award_added(stack, i) == AWARD_MARGIN && !decimal_add(*sum, stack->steps[i].counted, sum)) return false;
    return true;
}

static bool stack_best(const struct stack *stack, struct decimal *sum)
{
    size_t best;
    if (!best_part(stack, &best)) return false;
    for (size_t i = 0; i < stack->program->incentive_count; i++)
        if (award_added(stack, i) == AWARD_MARGIN && part_of(stack, i) != best) stack->steps[i].counted = (struct decimal){0};
    return stack_add(stack, sum);
}

static bool stack_multiply(const struct stack *stack, struct decimal *sum)
{
    struct decimal left = decimal_of(1, 0);
    if (!leave(*sum, &left)) return false;
    for (size_t p = 0; p < stack->program->margin.group_count + stack->program->incentive_count; p++) {
        struct decimal total;
        bool any;
        if (!part_total(stack, p, &any, &total) || !leave(total, &left)) return false;
    }
    return decimal_subtract(decimal_of(1, 0), left, sum);
}

bool award_stack(const struct stack *stack, struct decimal base, struct decimal *stacked)
{
    *stacked = base;
    switch (stack->program->margin.stacking) {
    case STACK_ADD: return stack_add(stack, stacked);
    case STACK_BEST: return stack_best(stack, stacked);
    case STACK_MULTIPLY: return stack_multiply(stack, stacked);
    case STACK_SEQUENCE: break;
    }
    return false;
}
