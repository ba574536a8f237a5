/* whatif.h - a program and another that might take its place, run on the same data and compared.
 *
 *     struct whatif whatif;
 *     if (whatif_begin(&whatif, &rules, NULL, &arena, &problems) && whatif_change(&whatif, edits, count, &problems))
 *         review_text(&whatif.review, &arena, &out);
 *     whatif_end(&whatif);
 *
 * The program as it is runs once; any number of changes may be tried against it. */
#ifndef RUNG_REVIEW_WHATIF_H
#define RUNG_REVIEW_WHATIF_H

#include "review/review.h"

struct whatif_rules {
    const char *program;               /* folder */
    const char *against;               /* folder of the other program, for the same tables, period and history; NULL: the same program */
    const char *by;                    /* columns that group partners; NULL: see groups.h */
    const struct run_options *options; /* of both runs, without edits */
};

struct whatif {
    const struct whatif_rules *rules;
    struct arena *arena;
    struct run_options options;      /* private: of the run with the change */
    struct problems known;           /* of the program as it is: they are not told */
    struct span days;                /* of the period */
    const struct node *rules_before; /* a copy of the program's tree */
    struct rule_changes changes;
    struct ledger before, after;
    struct comparison comparison;
    struct grouping *groupings;
    size_t grouping_count;
    struct groups groups;
    struct review review;
};

/* period NULL: the program's own. Both: false after reporting problems. Of a change only those that the program as it is does not have. */
bool whatif_begin(struct whatif *whatif, const struct whatif_rules *rules, const char *period, struct arena *arena,
                  struct problems *problems);
bool whatif_change(struct whatif *whatif, const char *const *edits, size_t edit_count, struct problems *problems);
void whatif_end(struct whatif *whatif); /* also after a failed begin */

#endif
