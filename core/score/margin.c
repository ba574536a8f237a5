/* The margin recommendation: base, awards, limits, amount. Exact throughout; rounds only where the program says. */
#include "score/steps.h"

static void order_by_name(const struct program *program, size_t *by_name)
{
    for (size_t i = 0; i < program->incentive_count; i++) {
        size_t at = i;
        for (; at > 0 && strcmp(program->incentives[by_name[at - 1]].name, program->incentives[i].name) > 0; at--)
            by_name[at] = by_name[at - 1];
        by_name[at] = i;
    }
}

bool margin_init(struct margin *margin, const struct program *program, struct arena *arena)
{
    size_t most = program->incentive_count > program->payout_count ? program->incentive_count : program->payout_count;
    *margin = (struct margin){0};
    margin->steps = arena_array(arena, program->incentive_count, sizeof *margin->steps);
    margin->payouts = arena_array(arena, program->payout_count, sizeof *margin->payouts);
    margin->by_name = arena_array(arena, program->incentive_count, sizeof *margin->by_name);
    margin->shares = arena_array(arena, most, sizeof *margin->shares);
    if (!margin->steps || !margin->payouts || !margin->by_name || !margin->shares) return false;
    order_by_name(program, margin->by_name);
    return true;
}

/* pooled: of the pools or of the others. A pool gives money alone, so that one that cannot be shared leaves the margin as it is. */
static bool awards_sound(const struct program *program, const struct award *awards, bool pooled)
{
    for (size_t i = 0; i < program->incentive_count; i++) {
        const struct incentive *incentive = &program->incentives[i];
        if (awards[i].kind == AWARD_FAILED && !incentive->trial && incentive->pool.given == pooled) return false;
    }
    return true;
}

static struct decimal tier_margin(const struct program *program, const struct card *card, const struct value *attributes)
{
    const struct scorecard *scorecard = &program->scorecards[program->margin.scorecard];
    int tier = card->scorecards[program->margin.scorecard].tier;
    struct decimal rate;
    return tier >= 0 && setting_decimal(&scorecard->tiers[tier].margin, attributes, &rate) ? rate : (struct decimal){0};
}

/* Rounding first: a limit is what the program promises, and rounding must not overstep it. */
static void recommend(struct margin *margin, const struct margin_rule *rule, const struct subject *subject)
{
    struct decimal limit;
    margin->waiver = waiver_find(subject, WAIVE_MARGIN, 0);
    if (margin->waiver) {
        margin->recommended = margin->waiver->exact;
        return;
    }
    margin->recommended = margin->stacked;
    if (rule->rate_places >= 0) margin->recommended = decimal_round(margin->stacked, rule->rate_places + 2, rule->rounding);
    if (setting_decimal(&rule->floor, subject->attributes, &limit) && decimal_compare(margin->recommended, limit) < 0) {
        margin->recommended = limit;
        margin->floored = true;
    }
    if (setting_decimal(&rule->cap, subject->attributes, &limit) && decimal_compare(margin->recommended, limit) > 0) {
        margin->recommended = limit;
        margin->capped = true;
    }
}

static bool pay(struct margin *margin, const struct program *program, const struct card *card)
{
    const struct margin_rule *rule = &program->margin;
    const struct card_scorecard *own = &card->scorecards[rule->scorecard];
    if (!rule->on || !own->on_track) return true;
    int on = program_metric(program, rule->scorecard, own->track, text_of(rule->on));
    if (on < 0 || card->metrics[on].state != MEASURE_VALUE) return true;
    struct decimal exact;
    if (!decimal_from_double(card->metrics[on].value, &margin->on) || !decimal_multiply(margin->on, margin->recommended, &exact))
        return false;
    margin->amount = decimal_round(exact, rule->places, rule->rounding);
    margin->has_amount = true;
    return true;
}

/* A tier is asked for only where there are tiers; a waived margin needs none. */
static bool has_ground(const struct margin *margin, const struct program *program, const struct card *card)
{
    size_t scorecard = program->margin.scorecard;
    return margin->waiver || card->scorecards[scorecard].tier >= 0 || program->scorecards[scorecard].tier_count == 0;
}

/* Back to nothing, but for the room. */
static void clear(struct margin *margin, const struct program *program)
{
    *margin = (struct margin){.steps = margin->steps, .payouts = margin->payouts, .by_name = margin->by_name, .shares = margin->shares};
    for (size_t i = 0; i < program->incentive_count; i++) margin->steps[i] = (struct margin_step){0};
    for (size_t k = 0; k < program->payout_count; k++) margin->payouts[k] = (struct payout_sum){0};
}

static bool work_out(const struct stack *stack)
{
    struct margin *margin = stack->margin;
    const struct program *program = stack->program;
    const struct margin_rule *rule = &program->margin;
    if (!award_count(stack)) return false;
    if (rule->given) {
        margin->base = tier_margin(program, stack->card, stack->attributes);
        if (!award_stack(stack, margin->base, &margin->stacked)) return false;
        recommend(margin, rule, stack->subject);
    }
    bool known = stack->card->complete && awards_sound(program, stack->awards, false);
    margin->given = known && rule->given && has_ground(margin, program, stack->card);
    margin->has_rebates = known && awards_sound(program, stack->awards, true);
    if (margin->given && !pay(margin, program, stack->card)) return false;
    if (margin->has_rebates) return amount_make(stack) && payout_make(stack);
    payout_none(stack);
    return true;
}

bool margin_make(struct margin *margin, const struct program *program, const struct card *card, const struct subject *subject,
                 const struct award *awards)
{
    struct stack stack = {program, card, subject, subject->attributes, awards, margin, margin->steps};
    clear(margin, program);
    if (work_out(&stack)) return true;
    clear(margin, program);
    payout_none(&stack);
    return false;
}
