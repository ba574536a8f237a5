/* peers.h - one peer group in ascending order of its values. For the files of cohort alone; the way in is cohort.h. */
#ifndef RUNG_SCORE_PEERS_H
#define RUNG_SCORE_PEERS_H

#include <stddef.h>
#include <stdint.h>

#include "program/program.h"

struct peer {
    uint64_t key; /* the value, so that keys compare as the values do */
    uint32_t partner, group;
};
uint64_t peer_key(double value); /* both zeros are one; not for NaN */
double peer_value(const struct peer *peer);

struct peers { /* one or more */
    struct peer *items;
    size_t count;
};
void peers_winsorize(enum cohort_quantile kind, double share, struct peers peers);
/* Writes results[partner] of each of them, by a method that gives each its own. */
void peers_compare(const struct cohort *cohort, struct peers peers, double *results);
double peers_total(const struct cohort *cohort, struct peers peers); /* by a method that gives one result for all */

#endif
