#include "run/traits.h"

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

/* A program may call them deals or customers: a rule that counts gives whole numbers nevertheless. */
const struct next_trait *metric_traits(const struct run *run, struct arena *arena)
{
    struct next_trait *traits = arena_array(arena, run->program->metric_count + 1, sizeof *traits);
    for (size_t m = 0; traits && m < run->program->metric_count; m++) {
        const char *unit = metric_unit(run, m);
        traits[m] = (struct next_trait){counts(unit) || counts(plugin_unit(run, m)), text_is(text_of(unit), "ratio")};
    }
    return traits;
}
