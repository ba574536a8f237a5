/* trials.h - several comparisons as lines of one table: periods of the past, or values that a setting might have. */
#ifndef RUNG_REVIEW_TRIALS_H
#define RUNG_REVIEW_TRIALS_H

#include "review/review.h"

struct trial_scorecard {
    const char *name;
    const char **tiers;
    size_t *partners; /* after, of each tier, then without one */
    size_t tier_count, up, down;
};

struct trial {
    const char *label; /* "2026-Q2", "20" */
    size_t partners;
    struct trial_scorecard *scorecards;
    size_t scorecard_count;
    struct change margin, rebates, money;
};

struct trials {
    const char *key;               /* of the setting whose values the labels are; NULL: they are something else */
    const char *what;              /* heading of the labels: "period" */
    const char *program, *against; /* folders; against NULL: none */
    struct rule_changes rules;     /* of the first trial */
    struct trial *items;
    size_t count;
    const char *currency;
    bool all;   /* text: tell of every rule */
    bool sum;   /* text: a line with the money of all */
    bool chart; /* text: curves below the table */
};

/* Both: false when there is no memory. */
bool trials_room(struct trials *trials, size_t count, struct arena *arena);
bool trials_add(struct trials *trials, const char *label, const struct review *review, struct arena *arena); /* the review may end */

bool trials_text(const struct trials *trials, struct arena *arena, struct buf *out);
void trials_chart(const struct trials *trials, struct buf *out);  /* the part of it that is drawn */
void trials_json(const struct trials *trials, struct json *json); /* keys of an open object */
void trials_csv(const struct trials *trials, const struct csv_style *style, struct buf *out);

#endif
