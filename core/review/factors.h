/* factors.h - what is uncertain in the rules of a scorecard: each weight, and how far apart the thresholds of each metric lie.
 *
 * A run was measured once; its cards are made again under rules that are a little different each time. Weights are multiplied by
 * 1 - spread to 1 + spread. So is what lies between the first threshold of a curve or of bands and each of the others, so that a rating
 * from 3 to 5 is not moved past its end; units and the ends of logarithms are multiplied themselves. What tiers require, formulas, cohorts
 * and pay-outs stay as they are, and so does the method of the score: a geometric mean is 0 as soon as one metric is, which is another
 * program and not a doubt about this one. */
#ifndef RUNG_REVIEW_FACTORS_H
#define RUNG_REVIEW_FACTORS_H

#include "run/run.h"

struct factor {
    const char *metric;
    bool thresholds; /* else the weight */
};

struct factors {
    struct factor *items;
    size_t count;
    int *weight_of, *thresholds_of; /* per metric of the program: its factor; -1: none */
};

/* Of the metrics that weigh something in the scorecard. False: no memory. */
bool factors_find(struct factors *factors, const struct program *program, size_t scorecard, struct arena *arena);

/* A copy of the rules of its own to change, and a reader of cards. One per thread. */
struct rig {
    const struct run *run;
    const struct factors *factors;
    struct program program; /* the run's, but for its metrics */
    struct card_reader reader;
};
bool rig_init(struct rig *rig, const struct run *run, const struct factors *factors, struct arena *arena); /* false: no memory */
void rig_turn(struct rig *rig, const double *units, double spread); /* units: per factor, 0 to 1; 0.5 leaves it as it is */
const struct card *rig_card(struct rig *rig, size_t partner);

#endif
