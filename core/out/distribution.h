/* distribution.h - how the partners spread over tiers and scores: counts for tables and charts. */
#ifndef RUNG_OUT_DISTRIBUTION_H
#define RUNG_OUT_DISTRIBUTION_H

#include "run/run.h"

struct distribution { /* of one scorecard */
    size_t *moves;    /* [from * (tiers + 1) + to]: partners, by prior tier and tier; the last index: none. See distribution_moves */
    double *scores;
    size_t score_count; /* partners with a score, in their order */
};
/* One for each scorecard of a measured run. NULL: no memory. */
struct distribution *distributions_make(const struct run *run, struct arena *arena);

/* Equal steps of a round size that hold all scores; 0 to 100 in tens where they fit in. A step holds its lower end, the last one both. */
enum { STEPS_MOST = 22 };
struct score_steps {
    double first, width;
    size_t count; /* 0: there is no score */
    size_t partners[STEPS_MOST];
};
struct score_steps score_steps_of(const double *scores, size_t count);

#endif
