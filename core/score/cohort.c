/* Sorts all partners by one stable sort: by value first, then by group, a radix at a time. Linear in the number of partners. */
#include "score/cohort.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "score/peers.h"

enum { DIGIT_BITS = 8, DIGITS = 64 / DIGIT_BITS, RADIX = 1 << DIGIT_BITS };

static size_t take_part(const struct cohort_values *in, struct peer *peers)
{
    size_t taken = 0;
    for (size_t i = 0; i < in->count; i++)
        if (!isnan(in->values[i])) peers[taken++] = (struct peer){peer_key(in->values[i]), (uint32_t)i, in->groups ? in->groups[i] : 0};
    return taken;
}

static void count_digits(const struct peer *peers, size_t count, uint32_t counts[DIGITS][RADIX])
{
    memset(counts, 0, DIGITS * sizeof *counts);
    for (size_t i = 0; i < count; i++)
        for (size_t d = 0; d < DIGITS; d++) counts[d][peers[i].key >> (d * DIGIT_BITS) & (RADIX - 1)]++;
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

static void swap(struct peer **a, struct peer **b)
{
    struct peer *kept = *a;
    *a = *b;
    *b = kept;
}

/* Sorts *peers with *spare as the other half; both may have changed places afterwards. */
static void sort_by_key(struct peer **peers, struct peer **spare, size_t count)
{
    uint32_t counts[DIGITS][RADIX];
    count_digits(*peers, count, counts);
    for (size_t d = 0; d < DIGITS; d++) {
        size_t shift = d * DIGIT_BITS;
        if (counts[d][(*peers)[0].key >> shift & (RADIX - 1)] == count) continue; /* all the same */
        places_from_counts(counts[d], RADIX);
        for (size_t i = 0; i < count; i++) (*spare)[counts[d][(*peers)[i].key >> shift & (RADIX - 1)]++] = (*peers)[i];
        swap(peers, spare);
    }
}

static bool sort_by_group(struct peer **peers, struct peer **spare, size_t count, size_t group_count)
{
    uint32_t *places = mem_zero(group_count, sizeof *places);
    if (!places) return false;
    for (size_t i = 0; i < count; i++) places[(*peers)[i].group]++;
    places_from_counts(places, group_count);
    for (size_t i = 0; i < count; i++) (*spare)[places[(*peers)[i].group]++] = (*peers)[i];
    swap(peers, spare);
    mem_free(places);
    return true;
}

/* Group by group, of the sorted peers: each result in its partner's place, or the group's in `totals` where there are any. */
static void compare_groups(const struct cohort *cohort, struct peers all, double *results, double *totals)
{
    for (size_t from = 0, to; from < all.count; from = to) {
        for (to = from + 1; to < all.count && all.items[to].group == all.items[from].group;) to++;
        struct peers group = {all.items + from, to - from};
        if (group.count < (size_t)cohort->least) continue;
        if (cohort->winsorize > 0) peers_winsorize(cohort->quantile, cohort->winsorize, group);
        if (totals)
            totals[group.items->group] = peers_total(cohort, group);
        else
            peers_compare(cohort, group, results);
    }
}

/* What stands where a group has no result. */
static double nothing(const struct cohort *cohort)
{
    return cohort->method == COHORT_COUNT && cohort->least == 0 ? 0 : NAN;
}

static void fill(double *results, size_t count, double result)
{
    for (size_t i = 0; i < count; i++) results[i] = result;
}

static void finish(const struct cohort_values *in, const double *totals, double *results)
{
    for (size_t i = 0; i < in->count; i++) {
        if (totals) results[i] = totals[in->groups ? in->groups[i] : 0];
        if (isinf(results[i])) results[i] = NAN;
    }
}

bool cohort_make(const struct cohort *cohort, const struct cohort_values *in, double *results)
{
    size_t group_count = in->groups ? in->group_count : 1;
    struct peer *room = mem_zero(in->count, 2 * sizeof *room);
    double *totals = cohort_is_total(cohort->method) ? mem_zero(group_count, sizeof *totals) : NULL;
    bool done = room && (totals || !cohort_is_total(cohort->method));
    if (done) {
        struct peer *sorted = room, *spare = room + in->count;
        size_t taken = take_part(in, sorted);
        if (taken > 0) sort_by_key(&sorted, &spare, taken);
        done = !in->groups || taken == 0 || sort_by_group(&sorted, &spare, taken, group_count);
        fill(results, in->count, NAN);
        if (totals) fill(totals, group_count, nothing(cohort));
        if (done) compare_groups(cohort, (struct peers){sorted, taken}, results, totals);
        finish(in, totals, results);
    }
    mem_free(room);
    mem_free(totals);
    return done;
}
