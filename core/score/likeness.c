#include "score/likeness.h"

#include <math.h>
#include <stdlib.h>

static double mean_of(const double *values, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += values[i];
    return sum / (double)count;
}

double likeness_pearson(const double *a, const double *b, size_t count)
{
    double mean_a = mean_of(a, count), mean_b = mean_of(b, count), aa = 0, bb = 0, ab = 0;
    for (size_t i = 0; i < count; i++) {
        double x = a[i] - mean_a, y = b[i] - mean_b;
        aa += x * x;
        bb += y * y;
        ab += x * y;
    }
    return aa > 0 && bb > 0 ? ab / (sqrt(aa) * sqrt(bb)) : NAN;
}

static int compare_at(const void *a, const void *b, void *values)
{
    const double *value = values;
    double x = value[*(const size_t *)a], y = value[*(const size_t *)b];
    return (x > y) - (x < y);
}

static void rank(const double *values, size_t count, size_t *order, double *ranks)
{
    for (size_t i = 0; i < count; i++) {
        order[i] = i;
        ranks[i] = values[i];
    }
    qsort_r(order, count, sizeof *order, compare_at, ranks);
    for (size_t begin = 0, end; begin < count; begin = end) {
        for (end = begin + 1; end < count && values[order[end]] == values[order[begin]]; end++) continue;
        for (size_t i = begin; i < end; i++) ranks[order[i]] = (double)(begin + end + 1) / 2;
    }
}

double likeness_spearman(const double *a, const double *b, size_t count, const struct likeness_room *room)
{
    rank(a, count, room->order, room->ranks[0]);
    rank(b, count, room->order, room->ranks[1]);
    return likeness_pearson(room->ranks[0], room->ranks[1], count);
}

/* The terms one from the other, from the largest k down, so that the small ones are added first. */
double likeness_sign_test(size_t k, size_t n)
{
    double sum = 0;
    for (size_t i = n + 1; i-- > k;)
        sum += exp(lgamma((double)n + 1) - lgamma((double)i + 1) - lgamma((double)(n - i) + 1) - (double)n * log(2));
    return fmin(sum, 1);
}
