/* Tiers that name tiers: which comes first, and circles. */
#include "program/load.h"

enum mark { UNSEEN, OPEN, DONE };

struct tier_walk {
    struct load *load;
    enum mark *marks;
    size_t count; /* of tier_order so far */
};

static void visit_scorecard(struct tier_walk *walk, size_t scorecard);

static void report_circle(struct tier_walk *walk, const struct tier *tier, size_t from, size_t to)
{
    const struct scorecard *cards = walk->load->program->scorecards;
    if (from == to)
        load_error(walk->load, tier->at, "name the score, points or metrics instead",
                   "tier %s requires %s.tier, which is decided by this very list", tier->name, cards[to].name);
    else
        load_error(walk->load, tier->at, "take one of the two requirements away", "the tiers of %s and %s depend on each other",
                   cards[from].name, cards[to].name);
}

static void visit_names(struct tier_walk *walk, const struct expr *expr, const struct tier *tier, size_t scorecard)
{
    if (!expr) return;
    if (expr->op == EXPR_NAME) {
        const struct name *name = &walk->load->program->names[expr->slot];
        if (name->kind == NAME_TIER && walk->marks[name->scorecard] == OPEN)
            report_circle(walk, tier, scorecard, name->scorecard);
        else if (name->kind == NAME_TIER)
            visit_scorecard(walk, name->scorecard);
    }
    for (size_t i = 0; i < expr->arg_count; i++) visit_names(walk, expr->args[i], tier, scorecard);
}

static void visit_scorecard(struct tier_walk *walk, size_t scorecard)
{
    const struct scorecard *card = &walk->load->program->scorecards[scorecard];
    if (walk->marks[scorecard] != UNSEEN) return;
    walk->marks[scorecard] = OPEN;
    for (size_t t = 0; t < card->tier_count; t++) visit_names(walk, card->tiers[t].require, &card->tiers[t], scorecard);
    walk->marks[scorecard] = DONE;
    walk->load->program->tier_order[walk->count++] = scorecard;
}

void load_order_tiers(struct load *load)
{
    struct program *program = load->program;
    struct tier_walk walk = {.load = load, .marks = load_array(load, program->scorecard_count, sizeof *walk.marks)};
    program->tier_order = load_array(load, program->scorecard_count, sizeof *program->tier_order);
    for (size_t s = 0; walk.marks && program->tier_order && s < program->scorecard_count; s++) visit_scorecard(&walk, s);
}
