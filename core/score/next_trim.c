/* Steps pulled back: all metrics of a set go the same part of their way, and values are rounded outwards, so some go too far. */
#include <math.h>

#include "base/number.h"
#include "score/next_parts.h"

static bool earns(struct next_search *search, size_t metric, double value)
{
    search->value[metric] = value;
    if (next_surely_short(search)) return false;
    next_try(search);
    return next_earned(search);
}

/* The round values between now and what earns the tier, counted: `low` stands before the first of them, `high` after the last. */
struct stretch {
    size_t metric;
    double units; /* below 0: the metric goes down */
    double end;   /* the value that `high` stands for at first */
    double low, high;
};

static struct stretch stretch_of(const struct next_search *search, size_t metric)
{
    static const double slack = 1e-9;
    double from = next_value(search, metric), to = search->value[metric], reach = next_path_reach(search, metric, to);
    reach = reach == 0 ? fmax(1, fmax(fabs(from), fabs(to))) : fmax(reach, fmin(1, fabs(from))); /* 2.01 behind 2, not 2.0001 */
    double units = next_units(search, metric, reach) * (to < from ? -1 : 1);
    return (struct stretch){metric, units, to, floor(from * units + slack), ceil(to * units - slack)};
}

static double value_at(const struct stretch *stretch, double place)
{
    double value = place / stretch->units;
    return fabs(stretch->units) < 1 ? number_round(value, 0) : value;
}

static void probe(struct next_search *search, struct stretch *stretch, double place)
{
    if (!(stretch->low < place && place < stretch->high)) return;
    *(earns(search, stretch->metric, value_at(stretch, place)) ? &stretch->high : &stretch->low) = place;
}

/* False: no place is between; of numbers so large that doubles are farther apart than places, there may be none between any two. */
static bool find_middle(double low, double high, double *middle)
{
    *middle = floor((low + high) / 2);
    return low < *middle && *middle < high;
}

/* The last place of which points alone tell that it is short. */
static double last_short(struct next_search *search, const struct stretch *stretch)
{
    double low = stretch->low, high = stretch->high, middle;
    while (find_middle(low, high, &middle)) {
        search->value[stretch->metric] = value_at(stretch, middle);
        *(next_surely_short(search) ? &low : &high) = middle;
    }
    return low;
}

/* What is not known counts from 0; but hours that earn the tier at 0 are not nearer to it the fewer they are. */
static bool is_better_less(struct next_search *search, size_t metric)
{
    double to = search->value[metric];
    if (search->card->metrics[metric].state == MEASURE_VALUE) return false;
    bool less = earns(search, metric, 0);
    search->value[metric] = to;
    return less;
}

/* Sets the value nearest to now that earns the tier. Mostly it is the last one, and otherwise the first that points alone do not refuse;
 * where both are wrong, strides that double come near it. */
static void pull_back(struct next_search *search, size_t metric)
{
    struct stretch stretch = stretch_of(search, metric);
    double first = stretch.low, last = stretch.high, middle;
    if (is_better_less(search, metric)) return;
    probe(search, &stretch, last - 1);
    if (search->linear) {
        stretch.low = last_short(search, &stretch);
        probe(search, &stretch, stretch.low + 1);
    }
    for (double stride = 1; stretch.high - stride > stretch.low; stride *= 2) probe(search, &stretch, stretch.high - stride);
    while (find_middle(stretch.low, stretch.high, &middle)) probe(search, &stretch, middle);
    if (stretch.low == first && earns(search, metric, NAN)) return;
    search->value[metric] = stretch.high == last ? stretch.end : value_at(&stretch, stretch.high);
}

/* Six digits behind the point are enough to say a third; they have to do as well. */
static void cut_digits(struct next_search *search, size_t metric)
{
    static const double units = 1e6;
    double value = search->value[metric], cut = next_round(value, units, value > next_value(search, metric));
    if (cut != value && !earns(search, metric, cut)) search->value[metric] = value;
}

void next_trim(struct next_search *search)
{
    for (size_t m = 0; m < search->program->metric_count; m++)
        if (!isnan(search->value[m])) pull_back(search, m);
    for (size_t m = 0; m < search->program->metric_count; m++)
        if (!isnan(search->value[m]) && search->traits[m].parts > 1) cut_digits(search, m);
}
