/* likeness.h - whether two numbers of the same partners say the same, and whether a difference may be chance. Pure.
 *
 *   pearson     the product-moment correlation: 1 on a rising straight line, -1 on a falling one
 *   spearman    that of the ranks, ties with their average rank: 1 whenever more of one never comes with less of the other
 *   sign test   how probable it is that of n even chances (heads or tails) k or more turn out the same way */
#ifndef RUNG_SCORE_LIKENESS_H
#define RUNG_SCORE_LIKENESS_H

#include <stdbool.h>
#include <stddef.h>

struct likeness_room { /* scratch for `count` pairs */
    double *ranks[2];
    size_t *order;
};

/* NaN where either is the same throughout, or there are fewer than two pairs. */
double likeness_pearson(const double *a, const double *b, size_t count);
double likeness_spearman(const double *a, const double *b, size_t count, const struct likeness_room *room);
double likeness_sign_test(size_t k, size_t n);

#endif
