#include "out/summary.h"

bool summary_init(struct summary *summary, const struct program *program, struct arena *arena)
{
    *summary = (struct summary){0};
    summary->first = arena_array(arena, program->scorecard_count, sizeof *summary->first);
    summary->moves = arena_array(arena, program->scorecard_count, sizeof *summary->moves);
    if (!summary->first || !summary->moves) return false;
    for (size_t s = 0; s < program->scorecard_count; s++) {
        summary->first[s] = summary->counts;
        summary->counts += program->scorecards[s].tier_count + 1;
    }
    summary->tiers = arena_array(arena, summary->counts, sizeof *summary->tiers);
    return summary->tiers != NULL;
}

static bool any_waiver(const struct card_reader *reader)
{
    const struct program *program = reader->run->program;
    bool any = reader->margin.waiver != NULL;
    for (size_t s = 0; s < program->scorecard_count; s++) any = any || reader->card.scorecards[s].waiver;
    for (size_t m = 0; m < program->metric_count; m++) any = any || reader->card.metrics[m].waiver;
    return any;
}

static void add_money(struct decimal *sum, struct decimal amount)
{
    struct decimal total;
    if (decimal_add(*sum, amount, &total)) *sum = total;
}

void summary_add(struct summary *summary, const struct card_reader *reader, bool fits)
{
    const struct program *program = reader->run->program;
    for (size_t s = 0; s < program->scorecard_count; s++) {
        const struct card_scorecard *card = &reader->card.scorecards[s];
        size_t tier = card->tier < 0 ? program->scorecards[s].tier_count : (size_t)card->tier;
        summary->tiers[summary->first[s] + tier]++;
        summary->moves[s][card->movement]++;
    }
    if (!reader->card.complete) summary->incomplete++;
    if (any_waiver(reader)) summary->waived++;
    if (!fits) summary->overflows++;
    if (reader->margin.given && reader->margin.has_amount) add_money(&summary->margin_cost, reader->margin.amount);
    if (reader->margin.has_rebates) add_money(&summary->rebates, reader->margin.rebates);
}

void summary_merge(struct summary *into, const struct summary *from, const struct program *program)
{
    for (size_t i = 0; i < into->counts; i++) into->tiers[i] += from->tiers[i];
    for (size_t s = 0; s < program->scorecard_count; s++)
        for (size_t k = 0; k < MOVED_KIND_COUNT; k++) into->moves[s][k] += from->moves[s][k];
    into->incomplete += from->incomplete;
    into->waived += from->waived;
    into->warnings += from->warnings;
    into->overflows += from->overflows;
    add_money(&into->margin_cost, from->margin_cost);
    add_money(&into->rebates, from->rebates);
}
