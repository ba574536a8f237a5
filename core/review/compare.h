/* compare.h - two ledgers side by side: who moved, what it costs, and which metrics made the difference. Pure.
 *
 * Partners are known by their keys, scorecards, tiers and metrics by their names. `before` and `after` are two periods, or a program
 * and another that might take its place. */
#ifndef RUNG_REVIEW_COMPARE_H
#define RUNG_REVIEW_COMPARE_H

#include "review/ledger.h"

enum shift {
    SHIFT_UP,   /* a higher tier */
    SHIFT_DOWN, /* a lower one, or none any more */
    SHIFT_SAME, /* or one that may be the same under another name */
    SHIFT_IN,   /* only in `after` */
    SHIFT_OUT,  /* only in `before` */
    SHIFT_OPEN, /* in one of the two a rule failed, so there was no tier */
    SHIFT_COUNT
};
extern const char *const shift_names[SHIFT_COUNT]; /* "up", "down", "unchanged", "in", "out", "open" */

struct change {
    struct decimal before, after, change;
};

void change_add(struct change *sum, const struct change *one);

/* One partner. */
struct pair {
    size_t before, after;                 /* index in the ledger; SIZE_MAX: not there */
    struct change margin, rebates, money; /* money: both together. What there is none of counts 0 */
    bool half_known;
};

struct compared_metric {
    const char *name;
    int before, after; /* index in the scorecard of the ledger; -1: not there */
};

struct compared_scorecard {
    const char *name;
    size_t before, after;
    const char **tiers; /* of both, highest first; one that is in `before` alone stands behind the one above it there */
    size_t tier_count;
    int *before_tiers, *after_tiers; /* what a tier of the ledger is in `tiers` */
    struct compared_metric *metrics;
    size_t metric_count;
    uint8_t *shifts; /* per pair: enum shift */
    size_t counts[SHIFT_COUNT];
    size_t *matrix; /* [before * side + after]: of each tier, of no tier, and not there */
    size_t side;    /* tier_count + 2 */
};

struct comparison {
    const struct ledger *before, *after;
    struct pair *pairs; /* in the order of `after`, then those of `before` alone */
    size_t count, shared;
    struct compared_scorecard *scorecards; /* that both have */
    size_t scorecard_count;
    struct change margin, rebates, money; /* of all partners */
    size_t half_known;              /* partners with a recommendation in one of the two alone, as a rule failed: the other one counts 0 */
    size_t gaining, losing;         /* partners whose money changes */
    size_t rate_higher, rate_lower; /* partners whose margin in per cent changes */
    struct decimal gained, lost;
};

bool compare(struct comparison *comparison, const struct ledger *before, const struct ledger *after,
             struct arena *arena);                      /* false: no memory */
bool compare_same(const struct comparison *comparison); /* no score, tier, contribution or amount differs, and nobody came or went */

/* NULL: the partner is not there, or has no such metric. */
const struct ledger_standing *compared_before(const struct comparison *comparison, size_t scorecard, size_t pair);
const struct ledger_standing *compared_after(const struct comparison *comparison, size_t scorecard, size_t pair);
const struct ledger_entry *compared_entry_before(const struct comparison *comparison, size_t scorecard, size_t pair, size_t metric);
const struct ledger_entry *compared_entry_after(const struct comparison *comparison, size_t scorecard, size_t pair, size_t metric);
/* A tier as a place in the scorecard's `tiers`, by its before_tiers or after_tiers; -1: none, or the partner is not there. */
int compared_tier(const int *tiers, const struct ledger_standing *standing);
struct text compared_key(const struct comparison *comparison, size_t pair);
struct text compared_name(const struct comparison *comparison, size_t pair);

/* What one metric adds to the change of a score, to nine places. */
struct share_of_change {
    size_t metric;
    double before, after, change;
};
struct share_of_change *shares_room(const struct comparison *comparison, struct arena *arena); /* for any scorecard; NULL: no memory */
/* Those that are not zero, the largest first, into `shares`. Returns their number. */
size_t compare_shares(const struct comparison *comparison, size_t scorecard, size_t pair, struct share_of_change *shares);
double compared_score_change(const struct comparison *comparison, size_t scorecard, size_t pair); /* a score that is not there counts 0 */

#endif
