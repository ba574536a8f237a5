/* reasons.h - what keeps a card from a better one: points that its metrics lack, and the parts of what a tier asks for. Pure.
 *
 *     struct shortfall *lacks = arena_array(arena, program->metric_count, sizeof *lacks);
 *     size_t count = reasons_lacks(&of, scorecard, lacks, arena);
 *     const struct tier_part *parts = reasons_parts(&of, scorecard, tier, arena, &part_count); */
#ifndef RUNG_SCORE_REASONS_H
#define RUNG_SCORE_REASONS_H

#include "base/arena.h"
#include "score/card.h"

struct reasons_of {
    const struct program *program;
    const struct subject *subject;
    const struct card *card; /* made of the two */
};

/* The card made again with a waiver that gives one metric the most points of its rule: what the score is higher then. By itself each: only
 * where a score is a mean or a sum of metrics do they add up. */
struct shortfall {
    size_t metric;
    double most;  /* points; INFINITY: its rule has no most, and `score` is 0 */
    double score; /* that is missing; 0 where this metric alone changes nothing, as where the lowest points are the score */
};
/* Those of the track in force that count in the score, or that failed, with less than their most; the largest first, those without a
 * most last. `room`: program->metric_count. SIZE_MAX: no memory. */
size_t reasons_lacks(const struct reasons_of *of, size_t scorecard, struct shortfall *room, struct arena *arena);

/* A tier asks for its score and for each part of its requirement that is joined by `and`. */
enum part_state { PART_HOLDS, PART_FAILS, PART_UNKNOWN /* could not tell: does not hold either */ };
struct tier_part {
    const struct expr *condition; /* NULL: the score */
    double score;                 /* to reach; NaN: nothing is set for this partner */
    enum part_state state;
};
/* NULL: no memory. A tier without conditions has no part. */
const struct tier_part *reasons_parts(const struct reasons_of *of, size_t scorecard, size_t tier, struct arena *arena, size_t *count);

/* The tier to reach next, one above the earned one: of a partner without one the lowest. -1: the highest is earned, or there are none. */
int reasons_next_tier(const struct scorecard *scorecard, const struct card_scorecard *card);

#endif
