/* sweep.h - the values of "scorecards.main.tiers.gold.score=50..70/2": one setting, tried from here to there. */
#ifndef RUNG_REVIEW_SWEEP_H
#define RUNG_REVIEW_SWEEP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/problem.h"

struct sweep {
    const char *key;
    const char **values; /* as program.yaml would write them: "52", "1.5%" */
    const char **edits;  /* "scorecards.main.tiers.gold.score=52" */
    size_t count;
};

/* Numbers or percentages, both ends included; without /STEP in ten steps. False after reporting a problem. */
bool sweep_parse(struct sweep *sweep, const char *asked, struct arena *arena, struct problems *problems);

#endif
