/* cohort.h - percent rank and rank of partners within peer groups. Pure.
 *
 * percent rank = (rank - 1) / (n - 1), rank 1 the lowest, ties share the lowest rank, 0 where n is 1
 * (Excel's PERCENTRANK.INC, SQL's PERCENT_RANK). rank: 1 the best, ties share the best rank (SQL's RANK).
 * The best is the highest value; with lower_is_better the lowest, and percent rank counts from the highest. Ties are equal doubles. */
#ifndef RUNG_SCORE_COHORT_H
#define RUNG_SCORE_COHORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "program/program.h"

/* values[i] of partner i, NaN where there is none (those take no part and get NaN). group[i] < group_count; NULL: one group.
 * results has room for count doubles (fewer than 2^32) and may be `values` itself. False: no memory. */
bool cohort_rank(enum cohort_method method, bool lower_is_better, const double *values, const uint32_t *group, size_t group_count,
                 size_t count, double *results);

#endif
