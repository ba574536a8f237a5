/* ledger.h - what comparing needs of a run: who has which score, tier and money, and what each metric adds.
 *
 * Made of a run in memory, or of a folder of results: the two cannot be told apart, but that numbers from a folder were rounded as its
 * tables are (points and contributions to nine places). Everything lives in the arena, so the run may end before its ledger does. */
#ifndef RUNG_REVIEW_LEDGER_H
#define RUNG_REVIEW_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/decimal.h"
#include "base/problem.h"
#include "review/finished.h"
#include "run/run.h"

struct ledger_scorecard {
    const char *name;
    const char **tiers; /* highest first */
    size_t tier_count;
    const char **metrics; /* of all tracks, each name once */
    size_t metric_count, first_metric;
};

/* One metric of one partner. */
struct ledger_entry {
    bool there; /* the track in force has it */
    bool has_value, has_points;
    double value, points, weight;
    double contribution; /* to the score; 0 where it does not count */
};

/* One partner on one scorecard. */
struct ledger_standing {
    bool complete, has_score;
    double score;
    int tier, earned;     /* -1: none */
    const char *movement; /* "promoted", ...; "" where the program knows no prior tier */
    int next;             /* the tier above the earned one; -1: none, or not known */
    struct text missing;  /* what it asks for and is not there: "score 3.2 short; certified_people 2 of 4" */
};

struct ledger_money {
    bool has_rate, has_margin, has_rebates;
    struct decimal rate; /* of the margin, in percentage points */
    struct decimal margin, rebates;
};

struct ledger {
    const char *program, *period, *currency; /* currency: "" when the program names none */
    struct ledger_scorecard *scorecards;
    size_t scorecard_count, metric_count; /* metrics of all scorecards */
    struct text *keys, *names;            /* per partner; names are "" without a column for them */
    size_t partners;
    struct ledger_standing *standings; /* [partner * scorecard_count + scorecard] */
    struct ledger_entry *entries;      /* [partner * metric_count + first_metric + metric]; NULL: the folder has no metrics.csv */
    struct ledger_money *money;        /* per partner */
    uint32_t *sorted;                  /* private: partners by key */
};

/* False: no memory. The run was measured. */
bool ledger_of_run(struct ledger *ledger, const struct run *run, struct arena *arena);
/* False after reporting problems. */
bool ledger_of_results(struct ledger *ledger, struct finished *finished, struct problems *problems);

size_t ledger_find(const struct ledger *ledger, struct text key); /* SIZE_MAX: no such partner */

/* ---- for those who fill one: false when there is no memory */

bool ledger_open(struct ledger *ledger, size_t partners, bool metrics, struct arena *arena); /* scorecards, their metrics and tiers stand */
bool ledger_close(struct ledger *ledger, struct arena *arena);                               /* all partners have their keys */
/* The index of the scorecard, the metric, the tier of that name; -1: none. */
int ledger_scorecard(const struct ledger *ledger, struct text name);
int ledger_metric(const struct ledger_scorecard *scorecard, struct text name);
int ledger_tier(const struct ledger_scorecard *scorecard, struct text name);

#endif
