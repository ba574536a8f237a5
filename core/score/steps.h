/* steps.h - the steps of a card, in their order. For the files of this room alone; the way in is card.h. */
#ifndef RUNG_SCORE_STEPS_H
#define RUNG_SCORE_STEPS_H

#include "score/card.h"

/* What an expression looks at. */
struct view {
    const struct program *program;
    const struct subject *subject;
    const struct card *card;    /* NULL: nothing but attributes can be read */
    bool measuring;             /* names are metrics of the track that they were resolved in; no track is in force yet */
    bool unsure;                /* set when something was read that a failure keeps from being known */
    const struct name *unknown; /* set to the first name that was not known */
};
struct value view_eval(struct view *view, const struct expr *expr);
/* The metric that a NAME_VALUE or NAME_POINTS means in the track in force; usually that is the one the name was resolved to. -1: none. */
int view_metric(const struct view *view, const struct name *name);

/* metric.c: the value or the points of one metric; what a formula or a `when` of it looks at is made. */
void metric_make(struct card *card, const struct program *program, const struct subject *subject, const struct metric_step *step);
/* score.c: from the metrics' points to the track in force, its score and its blocks. */
void score_make(struct card *card, const struct program *program, const struct subject *subject, size_t scorecard);
/* tier.c: the tier by score and requirements; needs the scores of all scorecards, and the tiers of those that requirements name. */
void tier_make(struct card *card, const struct program *program, const struct subject *subject, size_t scorecard);
bool tier_score_reached(const struct tier *tier, const struct card_scorecard *own, const struct value *attributes); /* or none is asked */
/* movement.c: from the tier earned to the tier given. */
void movement_make(struct card_scorecard *own, const struct program *program, const struct subject *subject, size_t scorecard);

/* award.c, amount.c, payout.c: what each award counts for, in rates and in money, and what is paid of it. Each step needs those before it,
 * and says false when something does not fit. */
struct stack {
    const struct program *program;
    const struct card *card;
    const struct subject *subject;
    const struct value *attributes;
    const struct award *awards;
    struct margin *margin;
    struct margin_step *steps; /* the margin's */
};
/* As what an award is added: AWARD_MARGIN, AWARD_AMOUNT, or AWARD_NONE (nothing, failed, or on trial). */
enum award_kind award_added(const struct stack *stack, size_t incentive);
/* Only the best award of a group and kind is left. */
void award_take_best(const struct stack *stack, size_t group, enum award_kind kind);
bool award_count(const struct stack *stack);
bool award_stack(const struct stack *stack, struct decimal base, struct decimal *stacked);
bool amount_make(const struct stack *stack);
bool payout_make(const struct stack *stack);
void payout_none(const struct stack *stack); /* nothing is paid, and all that was brought is carried */

/* What `amount` is when it may not be above the setting: limits are cut to the places of money, so that they are never overstepped. */
struct decimal amount_held(const struct stack *stack, struct decimal amount, const struct setting *most);

#endif
