/* past.h - what earlier periods left for one partner: where a run begins. Pure data.
 *
 * Filled by core/run from the history store, or from the columns of the partner table that the program names. */
#ifndef RUNG_SCORE_PAST_H
#define RUNG_SCORE_PAST_H

#include "base/decimal.h"

struct past_tier { /* of one scorecard */
    int tier;      /* index in the program's tiers; -1: none known */
    int below;     /* periods in a row, up to the last one, in which less was earned than held */
    int above;     /* periods in a row, up to the last one, in which more was earned than held */
};

struct past_award {         /* of one incentive, in money */
    struct decimal carried; /* earned, but too little to be paid out */
    struct decimal paid;    /* since the fiscal year began */
};

struct past {
    const struct past_tier *tiers;   /* program->scorecard_count */
    const struct past_award *awards; /* program->incentive_count */
};

#endif
