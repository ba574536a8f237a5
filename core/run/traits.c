#include "run/traits.h"

#include <math.h>

static const char *plugin_unit(const struct run *run, size_t metric)
{
    const struct plugin *plugin = run->rules.metrics[metric].plugin;
    return plugin ? plugin->unit : "";
}

const char *metric_unit(const struct run *run, size_t metric)
{
    const char *unit = run->program->metrics[metric].unit;
    return unit ? unit : plugin_unit(run, metric);
}

static bool counts(const char *unit)
{
    return text_is(text_of(unit), "count") || text_is(text_of(unit), "people");
}

enum { PARTS_MOST = 12, PARTNERS_PER_PART = 5 };

static bool is_multiple(double value, int parts)
{
    double scaled = value * parts;
    return fabs(scaled - round(scaled)) < 1e-9;
}

/* The least number of parts that both the values before and this one are made of; 0: more than PARTS_MOST. */
static int parts_with(int before, double value)
{
    for (int parts = before; parts <= PARTS_MOST; parts += before)
        if (is_multiple(value, parts)) return parts;
    return 0;
}

/* Parts of one of which all values are made, with enough partners to tell: items of a list, yes and no. 0: of none. */
static int parts_seen(const struct run *run, size_t metric)
{
    size_t known = 0;
    int parts = 1;
    double least = 1, most = 0;
    for (size_t p = 0; p < run->data.partners; p++) {
        const struct measure *measure = &run_measures(run, p)[metric];
        if (measure->state != MEASURE_VALUE) continue;
        if (!(measure->value >= 0 && measure->value <= 1)) return 0;
        parts = parts_with(parts, measure->value);
        if (parts == 0) return 0;
        least = fmin(least, measure->value);
        most = fmax(most, measure->value);
        known++;
    }
    return least < most && known >= (size_t)parts * PARTNERS_PER_PART ? parts : 0;
}

/* A program may call them deals or customers: a rule that counts gives whole numbers nevertheless. */
const struct next_trait *metric_traits(const struct run *run, struct arena *arena)
{
    struct next_trait *traits = arena_array(arena, run->program->metric_count + 1, sizeof *traits);
    for (size_t m = 0; traits && m < run->program->metric_count; m++) {
        const char *unit = metric_unit(run, m);
        bool whole = counts(unit) || counts(plugin_unit(run, m));
        traits[m] = (struct next_trait){whole, whole ? 1 : parts_seen(run, m), text_is(text_of(unit), "ratio")};
    }
    return traits;
}
