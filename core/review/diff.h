/* diff.h - two folders of results, read back and compared. */
#ifndef RUNG_REVIEW_DIFF_H
#define RUNG_REVIEW_DIFF_H

#include "review/review.h"

struct diff {
    struct ledger before, after;
    struct comparison comparison;
    struct rule_changes changes;
    struct review review;
};

/* False after reporting problems: one of the two is no folder of results, or the two have nothing to compare. */
bool diff_results(struct diff *diff, const char *before, const char *after, struct arena *arena, struct problems *problems);

#endif
