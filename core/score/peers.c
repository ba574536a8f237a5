/* The methods of comparison, each over the sorted values of one group. */
#include "score/peers.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

/* IEEE doubles order as integers do once the sign is out of the way. */
static const uint64_t sign = (uint64_t)1 << 63;

uint64_t peer_key(double value)
{
    uint64_t bits;
    value += 0.0;
    memcpy(&bits, &value, sizeof bits);
    return bits & sign ? ~bits : bits | sign;
}

double peer_value(const struct peer *peer)
{
    uint64_t bits = peer->key & sign ? peer->key & ~sign : ~peer->key;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static double lowest(struct peers peers)
{
    return peer_value(&peers.items[0]);
}

static double highest(struct peers peers)
{
    return peer_value(&peers.items[peers.count - 1]);
}

/* ---- sums, without the error that grows with their length (Neumaier's summation) */

struct sum {
    double sum, lost;
};

static void sum_add(struct sum *sum, double value)
{
    double next = sum->sum + value;
    sum->lost += fabs(sum->sum) >= fabs(value) ? (sum->sum - next) + value : (value - next) + sum->sum;
    sum->sum = next;
}

static double sum_of(struct peers peers)
{
    struct sum sum = {0};
    for (size_t i = 0; i < peers.count; i++) sum_add(&sum, peer_value(&peers.items[i]));
    return sum.sum + sum.lost;
}

static double deviation_of(struct peers peers, double mean, enum cohort_deviation kind)
{
    struct sum squares = {0};
    for (size_t i = 0; i < peers.count; i++) {
        double distance = peer_value(&peers.items[i]) - mean;
        sum_add(&squares, distance * distance);
    }
    return sqrt((squares.sum + squares.lost) / (double)(kind == DEVIATION_SAMPLE ? peers.count - 1 : peers.count));
}

/* ---- quantiles */

/* Where it lies, from 0; rounded, so that a tenth of 30 values is three of them. */
static double quantile_place(enum cohort_quantile kind, double share, size_t count)
{
    double n = (double)count;
    switch (kind) {
    case QUANTILE_EXCLUSIVE: return number_round((n + 1) * share, 9) - 1;
    case QUANTILE_NEAREST: return ceil(number_round(n * share, 9)) - 1;
    default: return number_round((n - 1) * share, 9);
    }
}

static double quantile_of(enum cohort_quantile kind, double share, struct peers peers)
{
    double place = quantile_place(kind, share, peers.count);
    if (place <= 0) return lowest(peers);
    if (place >= (double)(peers.count - 1)) return highest(peers);
    size_t below = (size_t)place;
    double low = peer_value(&peers.items[below]), high = peer_value(&peers.items[below + 1]);
    return low + (high - low) * (place - (double)below);
}

void peers_winsorize(enum cohort_quantile kind, double share, struct peers peers)
{
    uint64_t least = peer_key(quantile_of(kind, share, peers)), most = peer_key(quantile_of(kind, 1 - share, peers));
    for (size_t i = 0; i < peers.count; i++) {
        uint64_t *key = &peers.items[i].key;
        *key = *key < least ? least : *key > most ? most : *key;
    }
}

double peers_total(const struct cohort *cohort, struct peers peers)
{
    switch (cohort->method) {
    case COHORT_QUANTILE: return quantile_of(cohort->quantile, cohort->at, peers);
    case COHORT_HIGHEST: return highest(peers);
    case COHORT_LOWEST: return lowest(peers);
    case COHORT_SUM: return sum_of(peers);
    case COHORT_MEAN: return sum_of(peers) / (double)peers.count;
    case COHORT_MEDIAN: return quantile_of(QUANTILE_INCLUSIVE, 0.5, peers);
    default: return (double)peers.count;
    }
}

/* ---- ranks */

/* A run of equal values among `peers` others, and how many are better and worse than they are. */
struct run_of_ties {
    size_t better, better_values, ties, worse, peers;
};

static double rank_of(enum cohort_ties kind, const struct run_of_ties *run)
{
    double best = (double)run->better + 1, worst = (double)(run->better + run->ties);
    switch (kind) {
    case TIES_DENSE: return (double)run->better_values + 1;
    case TIES_WORST: return worst;
    case TIES_AVERAGE: return (best + worst) / 2;
    default: return best;
    }
}

static double standing(const struct cohort *cohort, const struct run_of_ties *run)
{
    switch (cohort->method) {
    case COHORT_PERCENT_RANK: return run->peers > 1 ? (double)run->worse / (double)(run->peers - 1) : 0;
    case COHORT_PERCENT_RANK_EXCLUSIVE: return (double)(run->worse + 1) / (double)(run->peers + 1);
    case COHORT_TOP_SHARE: return number_reaches(cohort->top * (double)run->peers, rank_of(cohort->ties, run));
    default: return rank_of(cohort->ties, run);
    }
}

static size_t end_of_ties(struct peers peers, size_t from)
{
    size_t to = from + 1;
    while (to < peers.count && peers.items[to].key == peers.items[from].key) to++;
    return to;
}

static size_t distinct_values(struct peers peers)
{
    size_t distinct = 0;
    for (size_t from = 0; from < peers.count; from = end_of_ties(peers, from)) distinct++;
    return distinct;
}

static void rank(const struct cohort *cohort, struct peers peers, double *results)
{
    size_t lower_values = 0, values = cohort->ties == TIES_DENSE ? distinct_values(peers) : 0;
    for (size_t from = 0, to; from < peers.count; from = to, lower_values++) {
        to = end_of_ties(peers, from);
        size_t below = from, above = peers.count - to;
        struct run_of_ties run = {above, values - 1 - lower_values, to - from, below, peers.count};
        if (cohort->lower_is_better) run = (struct run_of_ties){below, lower_values, to - from, above, peers.count};
        double result = standing(cohort, &run);
        for (size_t i = from; i < to; i++) results[peers.items[i].partner] = result;
    }
}

/* ---- places on a line from an origin, in units of the group */

struct scale {
    double origin, unit;
};

static struct scale scale_of(const struct cohort *cohort, struct peers peers)
{
    double low = lowest(peers), high = highest(peers), sum = sum_of(peers), mean = sum / (double)peers.count;
    switch (cohort->method) {
    case COHORT_SHARE: return (struct scale){0, sum > 0 ? sum : NAN};
    case COHORT_MIN_MAX: return cohort->lower_is_better ? (struct scale){high, low - high} : (struct scale){low, high - low};
    default: {
        double deviation = deviation_of(peers, mean, cohort->deviation);
        return (struct scale){mean, cohort->lower_is_better ? -deviation : deviation};
    }
    }
}

static double clipped(const struct cohort *cohort, double result)
{
    return cohort->clip > 0 && fabs(result) > cohort->clip ? copysign(cohort->clip, result) : result;
}

static void measure(const struct cohort *cohort, struct peers peers, double *results)
{
    bool all_same = peers.items[0].key == peers.items[peers.count - 1].key && cohort->method != COHORT_SHARE;
    struct scale scale = all_same ? (struct scale){lowest(peers), 1} : scale_of(cohort, peers);
    if (isinf(scale.unit)) scale.unit = NAN;
    for (size_t i = 0; i < peers.count; i++)
        results[peers.items[i].partner] = clipped(cohort, (peer_value(&peers.items[i]) - scale.origin) / scale.unit);
}

void peers_compare(const struct cohort *cohort, struct peers peers, double *results)
{
    if (cohort->method == COHORT_Z_SCORE || cohort->method == COHORT_MIN_MAX || cohort->method == COHORT_SHARE)
        measure(cohort, peers, results);
    else
        rank(cohort, peers, results);
}
