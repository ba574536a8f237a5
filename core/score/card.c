/* One partner's card: metrics first (metric.c), then scores of all scorecards, then tiers in the order in which they name each other. */
#include "score/steps.h"

const char *const measure_state_names[MEASURE_STATE_COUNT] = {"pending", "value", "no data", "failed", "not applicable"};

const struct waiver *waiver_find(const struct subject *subject, enum waiver_kind kind, size_t target)
{
    for (size_t i = 0; i < subject->waiver_count; i++) {
        const struct waiver *waiver = &subject->waivers[i];
        size_t its = kind == WAIVE_TIER ? waiver->scorecard : kind == WAIVE_MARGIN ? 0 : waiver->index;
        if (waiver->kind == kind && its == target) return waiver;
    }
    return NULL;
}

bool card_init(struct card *card, const struct program *program, struct arena *arena)
{
    *card = (struct card){0};
    card->metrics = arena_array(arena, program->metric_count, sizeof *card->metrics);
    card->scorecards = arena_array(arena, program->scorecard_count, sizeof *card->scorecards);
    bool good = card->metrics && card->scorecards;
    for (size_t s = 0; good && s < program->scorecard_count; s++) {
        struct card_scorecard *own = &card->scorecards[s];
        own->categories = arena_array(arena, program->scorecards[s].category_count + 1, sizeof *own->categories);
        good = own->categories != NULL;
    }
    return good;
}

void card_make(struct card *card, const struct program *program, const struct subject *subject)
{
    card_measure(card, program, subject);
    for (size_t i = 0; i < program->scorecard_count; i++) score_make(card, program, subject, i);
    card->complete = true;
    for (size_t i = 0; i < program->scorecard_count; i++) {
        size_t index = program->tier_order[i];
        struct card_scorecard *own = &card->scorecards[index];
        tier_make(card, program, subject, index);
        movement_make(own, program, subject, index);
        card->complete = card->complete && own->complete;
    }
}
