#include "base/share.h"

#include <stdlib.h>

static bool same_scale(struct decimal *number, int scale)
{
    *number = decimal_pad(decimal_trim(*number), scale);
    return number->scale == scale;
}

/* Weights as whole numbers of one scale, and their sum. */
static bool weigh(struct share *shares, size_t count, rung_int128 *sum)
{
    int scale = 0;
    *sum = 0;
    for (size_t i = 0; i < count; i++) {
        shares[i].weight = decimal_trim(shares[i].weight);
        if (shares[i].weight.scale > scale) scale = shares[i].weight.scale;
    }
    for (size_t i = 0; i < count; i++)
        if (!same_scale(&shares[i].weight, scale) || __builtin_add_overflow(*sum, shares[i].weight.units, sum)) return false;
    return true;
}

static int by_rest(const void *a, const void *b)
{
    const struct share *left = a, *right = b;
    if (left->rest != right->rest) return left->rest < right->rest ? 1 : -1;
    return (left->index > right->index) - (left->index < right->index);
}

static int by_index(const void *a, const void *b)
{
    const struct share *left = a, *right = b;
    return (left->index > right->index) - (left->index < right->index);
}

/* The parts rounded towards zero; false: does not fit. `left`: units that nobody has yet. */
static bool divide(rung_int128 units, rung_int128 sum, int places, struct share *shares, size_t count, rung_int128 *left)
{
    *left = units;
    for (size_t i = 0; i < count; i++) {
        rung_int128 product;
        if (__builtin_mul_overflow(units, shares[i].weight.units, &product)) return false;
        shares[i].part = (struct decimal){product / sum, places};
        shares[i].rest = product % sum;
        shares[i].index = i;
        *left -= shares[i].part.units;
    }
    return true;
}

bool share_out(struct decimal amount, int places, struct share *shares, size_t count)
{
    rung_int128 sum, left;
    bool negative = amount.units < 0;
    if (!weigh(shares, count, &sum) || !same_scale(&amount, places)) return false;
    for (size_t i = 0; i < count; i++) shares[i].part = (struct decimal){0, places};
    if (sum == 0) return true;
    if (!divide(negative ? -amount.units : amount.units, sum, places, shares, count, &left)) return false;
    qsort(shares, count, sizeof *shares, by_rest);
    for (size_t i = 0; left > 0; i++, left--) shares[i].part.units++;
    qsort(shares, count, sizeof *shares, by_index);
    for (size_t i = 0; negative && i < count; i++) shares[i].part.units = -shares[i].part.units;
    return true;
}
