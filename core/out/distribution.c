#include "out/distribution.h"

#include <math.h>

static bool make_room(struct distribution *all, const struct run *run, struct arena *arena)
{
    for (size_t s = 0; s < run->program->scorecard_count; s++) {
        size_t side = run->program->scorecards[s].tier_count + 1;
        all[s].moves = arena_array(arena, side * side, sizeof *all[s].moves);
        all[s].scores = arena_array(arena, run->data.partners + 1, sizeof *all[s].scores);
        if (!all[s].moves || !all[s].scores) return false;
    }
    return true;
}

static void add_card(struct distribution *one, const struct card_scorecard *card, size_t tiers)
{
    size_t from = card->prior < 0 ? tiers : (size_t)card->prior, to = card->tier < 0 ? tiers : (size_t)card->tier;
    one->moves[from * (tiers + 1) + to]++;
    if (card->has_score && isfinite(card->score)) one->scores[one->score_count++] = card->score;
}

struct distribution *distributions_make(const struct run *run, struct arena *arena)
{
    struct card_reader reader;
    struct distribution *all = arena_array(arena, run->program->scorecard_count + 1, sizeof *all);
    if (!all || !make_room(all, run, arena) || !card_reader_init(&reader, run, arena)) return NULL;
    for (size_t p = 0; p < run->data.partners; p++) {
        card_reader_card(&reader, p);
        for (size_t s = 0; s < run->program->scorecard_count; s++)
            add_card(&all[s], &reader.card.scorecards[s], run->program->scorecards[s].tier_count);
    }
    return all;
}

/* 1, 2 or 5 times a power of ten, and not less than `least`. */
static double round_width(double least)
{
    static const double steps[] = {1, 2, 5};
    double power = pow(10, floor(log10(least)));
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (steps[i] * power >= least) return steps[i] * power;
    return 10 * power;
}

struct score_steps score_steps_of(const double *scores, size_t count)
{
    struct score_steps steps = {.width = 10, .count = 10};
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        low = fmin(low, scores[i]);
        high = fmax(high, scores[i]);
    }
    if (count == 0) return (struct score_steps){0};
    if (low < 0 || high > 100) {
        steps.width = round_width(fmax((high - low) / 10, 1));
        steps.first = floor(low / steps.width) * steps.width;
        steps.count = (size_t)fmin(floor((high - steps.first) / steps.width) + 1, STEPS_MOST);
    }
    for (size_t i = 0; i < count; i++) {
        size_t step = (size_t)((scores[i] - steps.first) / steps.width);
        steps.partners[step < steps.count ? step : steps.count - 1]++;
    }
    return steps;
}
