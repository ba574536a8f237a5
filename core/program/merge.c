#include "program/load.h"

static struct node *new_map(struct load *load, size_t room, struct place at)
{
    struct node *map = node_map(load->arena, room, at);
    if (!map) load->problems->out_of_memory = true;
    return map;
}

static const struct node *get(const struct node *map, struct text key)
{
    for (size_t i = 0; i < map->count; i++)
        if (text_equal(map->keys[i], key)) return map->items[i];
    return NULL;
}

/* What a pair becomes that both mappings have. */
typedef const struct node *merge_pair(struct load *load, struct text key, const struct node *common, const struct node *own);

/* The pairs of `common`, then those that only `own` has. */
static const struct node *merge_maps(struct load *load, const struct node *common, const struct node *own, merge_pair *choose)
{
    struct node *map = new_map(load, common->count + own->count, own->at);
    for (size_t i = 0; map && i < common->count; i++) {
        const struct node *over = get(own, common->keys[i]);
        const struct node *item = over ? choose(load, common->keys[i], common->items[i], over) : common->items[i];
        if (item) node_map_add(map, common->keys[i], common->key_at[i], item);
    }
    for (size_t i = 0; map && i < own->count; i++)
        if (!get(common, own->keys[i])) node_map_add(map, own->keys[i], own->key_at[i], own->items[i]);
    return map;
}

/* Values by a partner column are one value: their cases do not mix. */
static const struct node *merge_param(struct load *load, struct text key, const struct node *common, const struct node *own)
{
    (void)key;
    bool maps = common->kind == NODE_MAP && own->kind == NODE_MAP;
    if (!maps || node_get(common, "by") || node_get(own, "by")) return own;
    return merge_maps(load, common, own, merge_param);
}

/* Of a metric only params are merged key by key: a curve of both would be nobody's. */
static const struct node *merge_metric_key(struct load *load, struct text key, const struct node *common, const struct node *own)
{
    bool params = text_is(key, "params") && common->kind == NODE_MAP && own->kind == NODE_MAP;
    return params ? merge_maps(load, common, own, merge_param) : own; /* a param may be called by */
}

static bool same_scalar(const struct node *a, const struct node *b)
{
    return a && b && a->kind == NODE_SCALAR && b->kind == NODE_SCALAR && text_equal(a->scalar, b->scalar);
}

static bool one_of(struct text key, const char *const *names)
{
    while (*names && !text_is(key, *names)) names++;
    return *names;
}

static const struct node *without(struct load *load, const struct node *from, const char *const *names)
{
    struct node *map = new_map(load, from->count, from->at);
    for (size_t i = 0; map && i < from->count; i++)
        if (!one_of(from->keys[i], names)) node_map_add(map, from->keys[i], from->key_at[i], from->items[i]);
    return map;
}

/* A metric measured in another way does not inherit how the common one is measured. */
static const struct node *without_measure(struct load *load, const struct node *metric)
{
    static const char *const measures[] = {"plugin", "params", "cohort", "formula", NULL};
    return without(load, metric, measures);
}

static const struct node *merge_metric(struct load *load, struct text key, const struct node *common, const struct node *own)
{
    (void)key;
    if (common->kind != NODE_MAP || own->kind != NODE_MAP) return own;
    const struct node *plugin = node_get(own, "plugin");
    bool other = (plugin && !same_scalar(plugin, node_get(common, "plugin"))) || node_get(own, "cohort") || node_get(own, "formula");
    const struct node *base = other ? without_measure(load, common) : common;
    return base ? merge_maps(load, base, own, merge_metric_key) : NULL;
}

const struct node *merge_metrics(struct load *load, const struct node *common, const struct node *own)
{
    if (!common || common->kind != NODE_MAP) return own;
    if (!own || own->kind != NODE_MAP) return common;
    return merge_maps(load, common, own, merge_metric);
}

static const struct node *merge_scorecard_key(struct load *load, struct text key, const struct node *common, const struct node *own)
{
    return text_is(key, "metrics") ? merge_metrics(load, common, own) : own;
}

const struct node *merge_scorecard(struct load *load, const struct node *common, const struct node *own)
{
    static const char *const its_own[] = {"title", "like", "prior", NULL};
    const struct node *base = common->kind == NODE_MAP && own->kind == NODE_MAP ? without(load, common, its_own) : NULL;
    return base ? merge_maps(load, base, own, merge_scorecard_key) : own;
}
