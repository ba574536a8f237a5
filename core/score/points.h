/* points.h - what a value earns. Pure.
 *
 *   value        the value itself                    percentile   100 * the percent rank within the peer group
 *   curve        straight lines between the points, flat outside them
 *   bands        the points of the band that holds the value, 0 outside all. Edges forgive 1e-9 (number_reaches): a value that
 *                near to a closed edge is on it, so an edge shared by two bands belongs to the one that closes it
 *   per unit     each * (value / per); whole: a unit counts when it is complete (to 1e-9). Without `min`, a value below 0 is no units
 *   log          full * log(value / begin) / log(end / begin), flat outside: 0 at begin, full at end
 *   log normal   full * erfc(-z) / 2, with z so that begin (the median) earns a half and end (p10) nine tenths: the complementary
 *                log-normal distribution, as web performance scores have it (Lighthouse)
 *   expression   its number
 * and then not below min, not above max. */
#ifndef RUNG_SCORE_POINTS_H
#define RUNG_SCORE_POINTS_H

#include "program/program.h"

/* Points of a value under a rule, for a partner with these attributes. percentile: percent rank 0..1 for POINTS_PERCENTILE, else
 * ignored. NaN when the rule gives none: an expression that could not tell, a percentile that is NaN, a setting by attribute with
 * nothing for this partner, or more points than a double holds. */
double points_of(const struct points_rule *rule, double value, const struct value *attributes, double percentile);

/* The most that the rule gives a partner with these attributes, whatever the value; INFINITY where it has no most, or none is known. */
double points_most(const struct points_rule *rule, const struct value *attributes);

/* The last of the rule's bands that holds the value, or one whose edges are not known for this partner; NULL: none. So a scale of steps
 * needs no upper edges. */
const struct band *points_band(const struct points_rule *rule, double value, const struct value *attributes);

#endif
