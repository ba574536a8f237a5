/* next.h - how far a partner is from its next tier, and the shortest ways up. Pure.
 *
 *     struct next_search *search = next_search_new(program, traits, &arena);
 *     struct next next;
 *     next_find(&next, search, &card, &subject, scorecard);
 *     if (next.tier >= 0) ... next.ways[i].steps[j] ...
 *
 * The next tier is the one above the earned one. A way is a set of metrics and the values that they have to come to; each was proved by
 * making the card with them, other partners being as they are: with the way, that tier is earned, or a higher one.
 *
 *   1. What the tier requires is set: for each comparison that fails the least change of a metric that makes it hold; of the sides of an
 *      `or`, and of the conditions of a `count`, those that take least. Where there is room for more ways, the other side of the first
 *      `or` is gone as well.
 *   2. Where the score is still short, metrics go on towards the value where their points rule gives its most: one of them where one is
 *      enough, else two, three ...; all of a set go the same part of their way. Of the sets of that size the NEXT_WAYS shortest are kept;
 *      where they are fewer, sets with one metric more follow, which ask less of each.
 *   3. Each step is pulled back as far as the others let it: one round value nearer, and the tier is lost.
 *   4. A length is the sum of the parts of the way: 0.25 is a quarter of what one metric has from its value to where its points are most.
 *
 * Never moved: what compares partners, percentiles, what a waiver sets; for the score also what is left out, switched off or does not
 * count. A formula moves with what it is made of, and by itself only where there is no way through that. What adds nothing alone, and
 * switches others on (`when: revenue >= 1000`), goes as far as that.
 * Values are as round as the way allows (a hundredth of it or finer), and such as the metric can have. A third is tried as it is and as
 * 0.333333, as it is printed. */
#ifndef RUNG_SCORE_NEXT_H
#define RUNG_SCORE_NEXT_H

#include "score/card.h"

struct next_trait { /* of a metric: which values it can have */
    bool whole;     /* it counts people, deals, ...: only whole numbers */
    int parts;      /* its values are multiples of 1/parts: 1 of what is whole or yes and no, 3 of a list of three; 0: any value */
    bool share;     /* a ratio: where its points have no most, it goes up to 1 */
};

struct next_step {
    size_t metric;
    bool known;      /* it has a value now */
    double from, to; /* from: 0 where none is known */
};

struct next_way {
    struct next_step *steps; /* by metric */
    size_t count;
    double length;
};

enum { NEXT_WAYS = 3 };
struct next {
    int tier;           /* -1: the highest is earned, there are none, the card is incomplete, or no track fits: nothing else is set */
    double score_short; /* 0: the score is reached, or none is asked; NaN: the tier has one, but none is set for this partner */
    /* The shortest first, then those of more metrics, then those of the other side of an `or`; until the next call for this scorecard. */
    struct next_way ways[NEXT_WAYS];
    size_t way_count;
    bool rests;                  /* no way: a part of what the tier asks for does not hold, and no metric moves it */
    double most;                 /* no way, and not rests: the score with every metric at its best; NaN: it has none */
    int given;                   /* tier after the first way; -1: none */
    bool held_back;              /* after the first way a lower tier is given than is earned: movement or a waiver holds it */
    enum movement_kind movement; /* after the first way */
};

struct next_search;
/* `traits`: per metric; both are borrowed. Lives in the arena. For one thread at a time. NULL: no memory. */
struct next_search *next_search_new(const struct program *program, const struct next_trait *traits, struct arena *arena);
/* `card` is that of the subject. */
/* The tier that would be earned with other values of metrics, and the score then; or with another score. -1: none. */
int next_earned_with(struct next_search *search, const struct card *card, const struct subject *subject, size_t scorecard,
                     const struct next_step *steps, size_t count, double *score);
int next_earned_at(struct next_search *search, const struct card *card, const struct subject *subject, size_t scorecard, double score);
void next_find(struct next *next, struct next_search *search, const struct card *card, const struct subject *subject, size_t scorecard);
/* Its tier and score_short alone, without a search. */
struct next next_gap(const struct program *program, const struct card *card, const struct subject *subject, size_t scorecard);

#endif
