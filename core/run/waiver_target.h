/* waiver_target.h - what a row of the waivers table is about, and what its value must be. For waiver.c; the way in is waiver.h. */
#ifndef RUNG_RUN_WAIVER_TARGET_H
#define RUNG_RUN_WAIVER_TARGET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "program/program.h"
#include "score/card.h"

struct waiver_target {
    enum waiver_kind kind;
    size_t scorecard;
    struct text metric; /* WAIVE_VALUE, WAIVE_POINTS; borrowed from `what` */
};

/* How many things `what` may mean: 1 is the good answer; more when several scorecards have that metric. *target is the first of them. */
size_t waiver_target_find(const struct program *program, struct text what, struct waiver_target *target);
/* Sets kind, scorecard, index (of a tier), number and exact of the waiver by its `value`; false when that does not fit the target. */
bool waiver_target_value(const struct program *program, const struct waiver_target *target, struct waiver *waiver);

const char *waiver_target_wants(const struct waiver_target *target); /* "tier of that scorecard", "rate from 0 to 100%", "number" */
/* What would do: "one of gold, silver", "a rate such as 12.5%". */
const char *waiver_target_example(const struct program *program, const struct waiver_target *target, struct arena *arena);
/* The nearest right spelling, or NULL. */
const char *waiver_target_near(const struct program *program, struct text what, struct arena *arena);
const char *waiver_target_near_tier(const struct program *program, const struct waiver_target *target, struct text value,
                                    struct arena *arena);

#endif
