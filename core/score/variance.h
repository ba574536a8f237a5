/* variance.h - how much of the variance of a result each of its inputs makes. Pure.
 *
 * Two samples A and B of n draws of all k inputs, and for each input i a sample AB_i: A with the values of i from B. From the results of
 * n * (k + 2) draws come, for each input (Saltelli and others, Computer Physics Communications 181, 2010, table 2 (b) and (f); the sampling
 * is that of the OECD and JRC Handbook on Constructing Composite Indicators, 2008, chapter 7):
 *   first order   what the input makes alone: the part of the variance that would go if it were known
 *   total         what it makes alone and together with others: the part that would be left if all others were known
 * Both are estimates: with few draws a small one may come out below 0. They are 0 when the result does not vary. */
#ifndef RUNG_SCORE_VARIANCE_H
#define RUNG_SCORE_VARIANCE_H

#include <stddef.h>

struct variance_index {
    double first, total;
};

/* a, b: n results; mixed: k * n, those of AB_0 first; indices: k. */
void variance_indices(const double *a, const double *b, const double *mixed, size_t n, size_t k, struct variance_index *indices);

#endif
