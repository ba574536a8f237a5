#include "score/variance.h"

static double mean_of(const double *a, const double *b, size_t n)
{
    double sum = 0;
    for (size_t j = 0; j < n; j++) sum += a[j] + b[j];
    return n > 0 ? sum / (2 * (double)n) : 0;
}

static double variance_of(const double *a, const double *b, size_t n, double mean)
{
    double sum = 0;
    for (size_t j = 0; j < n; j++) sum += (a[j] - mean) * (a[j] - mean) + (b[j] - mean) * (b[j] - mean);
    return n > 0 ? sum / (2 * (double)n) : 0;
}

/* The mean is taken away from b: it changes nothing in the limit, and a large one would drown the differences before it. */
static struct variance_index index_of(const double *a, const double *b, const double *mixed, size_t n, double mean, double variance)
{
    double first = 0, total = 0;
    for (size_t j = 0; j < n; j++) {
        first += (b[j] - mean) * (mixed[j] - a[j]);
        total += (a[j] - mixed[j]) * (a[j] - mixed[j]);
    }
    return (struct variance_index){first / (double)n / variance, total / (2 * (double)n) / variance};
}

void variance_indices(const double *a, const double *b, const double *mixed, size_t n, size_t k, struct variance_index *indices)
{
    double mean = mean_of(a, b, n), variance = variance_of(a, b, n, mean);
    for (size_t i = 0; i < k; i++)
        indices[i] = variance > 0 ? index_of(a, b, mixed + i * n, n, mean, variance) : (struct variance_index){0, 0};
}
