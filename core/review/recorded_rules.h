/* recorded_rules.h - what a record tells of the rules of its run, as a tree like that of program.yaml, for rules.h. */
#ifndef RUNG_REVIEW_RECORDED_RULES_H
#define RUNG_REVIEW_RECORDED_RULES_H

#include "program/node.h"

/* Weights, points, tiers, incentives and margin; params of plugins are in no record. It shares what the record holds, and lives in the
 * arena. NULL: no memory. */
const struct node *recorded_rules(const struct node *record, struct arena *arena);

#endif
