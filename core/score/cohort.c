/* Ranks by one stable sort: by value first, then by group, a radix at a time. Linear in the number of partners. */
#include "score/cohort.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"

enum { DIGIT_BITS = 8, DIGITS = 64 / DIGIT_BITS, RADIX = 1 << DIGIT_BITS };

struct entry {
    uint64_t key; /* the value, so that keys compare as the values do */
    uint32_t partner, group;
};

/* IEEE doubles order as integers do once the sign is out of the way; both zeros are one. */
static uint64_t order_key(double value)
{
    uint64_t bits;
    value += 0.0;
    memcpy(&bits, &value, sizeof bits);
    return bits >> 63 ? ~bits : bits | (uint64_t)1 << 63;
}

static size_t take_part(const double *values, const uint32_t *group, size_t count, struct entry *entries)
{
    size_t taken = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(values[i])) entries[taken++] = (struct entry){order_key(values[i]), (uint32_t)i, group ? group[i] : 0};
    return taken;
}

static void count_digits(const struct entry *entries, size_t count, uint32_t counts[DIGITS][RADIX])
{
    memset(counts, 0, DIGITS * sizeof *counts);
    for (size_t i = 0; i < count; i++)
        for (size_t d = 0; d < DIGITS; d++) counts[d][entries[i].key >> (d * DIGIT_BITS) & (RADIX - 1)]++;
}

/* From how many have each digit to where each digit's entries begin. */
static void places_from_counts(uint32_t *counts, size_t size)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < size; i++) {
        uint32_t one = counts[i];
        counts[i] = sum;
        sum += one;
    }
}

static void swap(struct entry **a, struct entry **b)
{
    struct entry *kept = *a;
    *a = *b;
    *b = kept;
}

/* Sorts *entries with *spare as the other half; both may have changed places afterwards. */
static void sort_by_key(struct entry **entries, struct entry **spare, size_t count)
{
    uint32_t counts[DIGITS][RADIX];
    count_digits(*entries, count, counts);
    for (size_t d = 0; d < DIGITS; d++) {
        size_t shift = d * DIGIT_BITS;
        if (counts[d][(*entries)[0].key >> shift & (RADIX - 1)] == count) continue; /* all the same */
        places_from_counts(counts[d], RADIX);
        for (size_t i = 0; i < count; i++) (*spare)[counts[d][(*entries)[i].key >> shift & (RADIX - 1)]++] = (*entries)[i];
        swap(entries, spare);
    }
}

static bool sort_by_group(struct entry **entries, struct entry **spare, size_t count, size_t group_count)
{
    uint32_t *places = mem_zero(group_count, sizeof *places);
    if (!places) return false;
    for (size_t i = 0; i < count; i++) places[(*entries)[i].group]++;
    places_from_counts(places, group_count);
    for (size_t i = 0; i < count; i++) (*spare)[places[(*entries)[i].group]++] = (*entries)[i];
    swap(entries, spare);
    mem_free(places);
    return true;
}

static double standing(enum cohort_method method, size_t worse, size_t better, size_t peers)
{
    if (method == COHORT_RANK) return (double)better + 1;
    return peers > 1 ? (double)worse / (double)(peers - 1) : 0;
}

/* One peer group in ascending order: each run of ties shares how many are below and above it. */
static void rank_group(enum cohort_method method, bool lower_is_better, const struct entry *peers, size_t count, double *results)
{
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from + 1; to < count && peers[to].key == peers[from].key;) to++;
        size_t below = from, above = count - to;
        double result = standing(method, lower_is_better ? above : below, lower_is_better ? below : above, count);
        for (size_t i = from; i < to; i++) results[peers[i].partner] = result;
    }
}

static void rank_groups(enum cohort_method method, bool lower_is_better, const struct entry *entries, size_t count, double *results)
{
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from + 1; to < count && entries[to].group == entries[from].group;) to++;
        rank_group(method, lower_is_better, entries + from, to - from, results);
    }
}

bool cohort_rank(enum cohort_method method, bool lower_is_better, const double *values, const uint32_t *group, size_t group_count,
                 size_t count, double *results)
{
    struct entry *entries = mem_zero(count, 2 * sizeof *entries);
    if (!entries) return false;
    struct entry *sorted = entries, *spare = entries + count;
    size_t taken = take_part(values, group, count, sorted);
    if (taken > 0) sort_by_key(&sorted, &spare, taken);
    bool done = !group || taken == 0 || sort_by_group(&sorted, &spare, taken, group_count);
    for (size_t i = 0; i < count; i++) results[i] = NAN;
    if (done) rank_groups(method, lower_is_better, sorted, taken, results);
    mem_free(entries);
    return done;
}
