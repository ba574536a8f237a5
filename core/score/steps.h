/* steps.h - the steps of a card, in their order. For the files of this room alone; the way in is card.h. */
#ifndef RUNG_SCORE_STEPS_H
#define RUNG_SCORE_STEPS_H

#include "score/card.h"

/* What an expression looks at. */
struct view {
    const struct program *program;
    const struct subject *subject;
    const struct card *card;    /* NULL: nothing but attributes can be read */
    size_t scorecard;           /* of names that belong to none */
    bool measuring;             /* names are metrics of the track that they were resolved in; no track is in force yet */
    bool unsure;                /* set when something was read that a failure keeps from being known */
    const struct name *unknown; /* set to the first name that was not known */
};
struct value view_eval(struct view *view, const struct expr *expr);
static inline bool value_holds(struct value value)
{
    return value.kind == VALUE_YESNO && value.number != 0;
}

/* The subject's waiver of a kind. target: metric, scorecard for WAIVE_TIER, 0 for WAIVE_MARGIN. NULL: none. */
const struct waiver *waiver_find(const struct subject *subject, enum waiver_kind kind, size_t target);

/* score.c: from the metrics' points to the track in force, its score and its blocks. */
void score_make(struct card *card, const struct program *program, const struct subject *subject, size_t scorecard);
/* tier.c: the tier by score and requirements; needs the scores of all scorecards, and the tiers of those that requirements name. */
void tier_make(struct card *card, const struct program *program, const struct subject *subject, size_t scorecard);
/* movement.c: from the tier earned to the tier given. */
void movement_make(struct card_scorecard *own, const struct program *program, const struct subject *subject, size_t scorecard);

/* award.c: what each award counts for, and how they stack on the base. False: does not fit. */
struct stack {
    const struct program *program;
    const struct value *attributes;
    const struct award *awards;
    struct margin_step *steps;
};
bool award_count(const struct stack *stack);
bool award_stack(const struct stack *stack, struct decimal base, struct decimal *stacked);
bool award_rebates(const struct stack *stack, struct decimal *sum); /* not rounded */

#endif
