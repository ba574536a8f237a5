#include "review/recorded_rules.h"

#include "out/recorded.h"

static const struct place nowhere = {0};

static void put(struct node *map, const char *key, const struct node *item)
{
    if (map && key && item) node_map_add(map, text_of(key), nowhere, item);
}

/* A list of the record as a mapping, by their names. */
static const struct node *by_name(const struct node *list, struct arena *arena)
{
    struct node *map = node_map(arena, list->count, nowhere);
    for (size_t i = 0; i < list->count; i++) put(map, recorded_word(list->items[i], "name"), list->items[i]);
    return map;
}

/* A key with dots in it is the way to a metric: "metrics.revenue", "tracks.smb.metrics.revenue". */
static const struct node *scorecard_rules(const struct node *record, const char *name, const struct node *scorecard, struct arena *arena)
{
    const struct node *metrics = recorded_in(record, "metrics");
    struct node *map = node_map(arena, metrics->count + 1, nowhere);
    for (size_t m = 0; m < metrics->count; m++) {
        const struct node *metric = metrics->items[m];
        const char *track = recorded_word(metric, "track");
        if (strcmp(recorded_word(metric, "scorecard"), name) != 0) continue;
        put(map,
            arena_printf(arena, "%s%s%smetrics.%s", *track ? "tracks." : "", track, *track ? "." : "", recorded_word(metric, "metric")),
            metric);
    }
    put(map, "tiers", by_name(recorded_in(scorecard, "tier_rules"), arena));
    return map;
}

const struct node *recorded_rules(const struct node *record, struct arena *arena)
{
    const struct node *scorecards = recorded_in(record, "scorecards");
    struct node *all = node_map(arena, 3, nowhere), *cards = node_map(arena, scorecards->count, nowhere);
    for (size_t s = 0; scorecards->kind == NODE_MAP && s < scorecards->count; s++)
        put(cards, scorecards->keys[s].ptr, scorecard_rules(record, scorecards->keys[s].ptr, scorecards->items[s], arena));
    put(all, "scorecards", cards);
    put(all, "incentives", by_name(recorded_in(record, "incentives"), arena));
    put(all, "margin", node_get(record, "margin"));
    return arena->failed ? NULL : all;
}
