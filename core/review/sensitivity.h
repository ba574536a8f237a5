/* sensitivity.h - how far ranks and tiers of a scorecard hang on its weights and curves.
 *
 * After the OECD and JRC Handbook on Constructing Composite Indicators (2008), chapter 7: the uncertain rules (factors.h) are drawn again
 * and again, all at once, and the cards made each time. What is told of a set of draws is the mean shift in rank (its R_S), and the share
 * of its variance that each factor makes (score/variance.h), so that 1,000 draws, which are samples A and B, take 500 * factors more. The
 * same seed gives the same numbers, whatever the number of threads. */
#ifndef RUNG_REVIEW_SENSITIVITY_H
#define RUNG_REVIEW_SENSITIVITY_H

#include "base/buf.h"
#include "out/csv_row.h"
#include "review/factors.h"
#include "score/variance.h"

struct sensitivity_asked {
    size_t draws; /* even */
    uint64_t seed;
    double spread; /* 0.25: weights and thresholds are 25 % more or less at most */
    bool all;      /* text: tell of every partner */
};

struct partner_ranks {
    size_t rank;              /* as it is; 0: no score */
    size_t median, low, high; /* of the draws: the middle, the 5th and the 95th of 100; 0: never a score */
    int tier;                 /* as it is; -1: none */
    uint32_t *tiers;          /* draws with each tier, then with none */
    double score;
};

struct sensitivity_scorecard {
    size_t scorecard;
    struct factors factors;
    struct variance_index *indices; /* per factor */
    size_t *order;                  /* factors, those with the largest total first */
    struct partner_ranks *partners;
    double shift, shift_low, shift_high; /* places: mean over all draws, 5th and 95th of 100 */
    size_t ranked, steady, firm;         /* partners: with a score; whose tier is the same in all draws, in nine of ten */
};

struct sensitivity {
    const struct run *run;
    struct sensitivity_asked asked;
    struct sensitivity_scorecard *scorecards;
};

/* The run was measured. False after reporting a problem, or without memory. */
bool sensitivity_make(struct sensitivity *sensitivity, const struct run *run, const struct sensitivity_asked *asked, struct arena *arena,
                      struct problems *problems);

/* What matters most comes first. Both of text and JSON: false when there is no memory. */
bool sensitivity_text(const struct sensitivity *sensitivity, struct arena *arena, struct buf *out);
void sensitivity_json(const struct sensitivity *sensitivity, struct buf *out);
void sensitivity_csv(const struct sensitivity *sensitivity, const struct csv_style *style, struct buf *out);

#endif
