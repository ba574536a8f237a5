/* draft.h - something new to begin with: a program, a proposal of one from data files, a metric or an incentive.
 *
 * Each function writes files that work as they stand, explain themselves, and never replace one that is there. `told` gets what there is
 * to say on a terminal: what was made, what was not sure, what to do next. False after a problem: nothing was left behind. */
#ifndef RUNG_DRAFT_DRAFT_H
#define RUNG_DRAFT_DRAFT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/problem.h"

struct draft {
    struct arena *arena;
    struct problems *problems;
    struct buf *told;
};

/* An invented program in a folder that is not there yet, or empty. */
bool draft_program(const struct draft *draft, const char *folder);

/* The same, but its tables are copies of these CSV files, and what program.yaml says of them is read from what they hold. */
bool draft_proposal(const struct draft *draft, const char *folder, const char *const *files, size_t count);

/* A rule with its cases in the plugins of the program, built on a table of it. */
enum draft_rule { DRAFT_METRIC, DRAFT_INCENTIVE };
bool draft_plugin(const struct draft *draft, enum draft_rule rule, const char *name, const char *folder);

#endif
