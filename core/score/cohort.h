/* cohort.h - how partners compare within peer groups. Pure.
 *
 * n is how many of a group have a value; the best is the highest value, with lower_is_better the lowest. Ties are equal doubles.
 *   percent rank            how many are worse / (n - 1), 0 where n is 1 (Excel's PERCENTRANK.INC, SQL's PERCENT_RANK)
 *   percent rank exclusive  (how many are worse + 1) / (n + 1) (Excel's PERCENTRANK.EXC)
 *   rank                    1 the best; ties: best as SQL's RANK, dense as its DENSE_RANK, worst, average (RANK.AVG)
 *   top share               1 where the rank, of ties the best or the worst, is at most top * n; else 0
 *   z score                 (value - mean) / standard deviation, held to +-clip; 0 where all values are the same
 *   min max                 (value - lowest) / (highest - lowest); 0 where all values are the same
 *   share                   value / sum; no result where the sum is not above 0
 * and one result for all of a group, also for members without a value:
 *   quantile at p           inclusive, exclusive and nearest are types 7, 6 and 1 of Hyndman and Fan, "Sample Quantiles in Statistical
 *                           Packages" (1996), and the first two PERCENTILE.INC and PERCENTILE.EXC; held to lowest and highest
 *   highest, lowest, sum, mean, median, count (0 of nothing)
 * Winsorizing comes before all of these. Sums do not depend on the order of partners. */
#ifndef RUNG_SCORE_COHORT_H
#define RUNG_SCORE_COHORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "program/program.h"

/* All partners, `count` of them (fewer than 2^32). */
struct cohort_values {
    const double *values;   /* NaN where there is none: such partners take no part */
    const uint32_t *groups; /* each below group_count; NULL: one group */
    size_t group_count, count;
};

/* results has room for count doubles and may be the values themselves; NaN: no result, because of no value, too few of them in the
 * group (cohort->least), or a result that no double holds. cohort->of and ->within are not looked at. False: no memory. */
bool cohort_make(const struct cohort *cohort, const struct cohort_values *in, double *results);

#endif
