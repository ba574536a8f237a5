#include "program/effective.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"

/* Where entries with dates can stand. "*" is every key of a mapping. */
struct branch {
    const char *key;
    bool dated;
    const struct branch *below; /* ends with a NULL key; NULL: nothing with dates is below */
};

static const struct branch plain_entries[] = {{"*", true, NULL}, {0}};
static const struct branch track_keys[] = {{"metrics", false, plain_entries}, {0}};
static const struct branch tracks[] = {{"*", true, track_keys}, {0}};
static const struct branch scorecard_keys[] = {{"metrics", false, plain_entries}, {"categories", false, plain_entries},
                                               {"tiers", false, plain_entries},   {"tracks", false, tracks},
                                               {"movement", true, NULL},          {0}};
static const struct branch scorecards[] = {{"*", true, scorecard_keys}, {0}};
static const struct branch margin_keys[] = {{"groups", false, plain_entries}, {0}};
static const struct branch program_keys[] = {
    {"objectives", false, plain_entries}, {"tables", false, plain_entries},
    {"scorecards", false, scorecards},    {"incentives", false, plain_entries},
    {"payouts", false, plain_entries},    {"movement", true, NULL},
    {"margin", true, margin_keys},        {0},
};

/* The days of one version. */
struct force {
    int32_t from, until;
    struct place at;
};

/* One more element at the end of an array in the arena; NULL when memory is out. */
static void *grow(struct effective *effective, void *array, size_t count, size_t *cap, size_t size)
{
    if (count < *cap) return array;
    size_t larger = *cap ? *cap * 2 : 16;
    void *grown = arena_array(effective->arena, larger, size);
    if (!grown) {
        effective->problems->out_of_memory = true;
        return NULL;
    }
    if (count > 0) memcpy(grown, array, count * size);
    *cap = larger;
    return grown;
}

static void add_change(struct effective *effective, int32_t day)
{
    int32_t *changes = grow(effective, effective->changes, effective->change_count, &effective->change_cap, sizeof *changes);
    if (!changes) return;
    effective->changes = changes;
    changes[effective->change_count++] = day;
}

static void add_gone(struct effective *effective, struct text key)
{
    struct text *gone = grow(effective, effective->gone, effective->gone_count, &effective->gone_cap, sizeof *gone);
    if (!gone) return;
    effective->gone = gone;
    gone[effective->gone_count++] = key;
}

static bool has_dates(const struct node *node)
{
    return node_get(node, "from") || node_get(node, "until");
}

static int32_t read_day(struct effective *effective, const struct node *version, const char *key, int32_t otherwise)
{
    const struct node *node = node_get(version, key);
    int32_t day = otherwise;
    if (!node || (node->kind == NODE_SCALAR && date_parse(node->scalar, &day))) return day;
    if (node->kind == NODE_SCALAR)
        source_error(effective->source, effective->problems, node->at, "write year-month-day, as in 2026-07-01",
                     "%s: \"%.*s\" is not a date", key, TEXT_ARG(node->scalar));
    else
        source_error(effective->source, effective->problems, node->at, "write year-month-day, as in 2026-07-01", "%s needs a date, not %s",
                     key, node_kind_name(node));
    return otherwise;
}

static struct force read_force(struct effective *effective, const struct node *version)
{
    struct force force = {.at = version->at};
    force.from = read_day(effective, version, "from", DATE_MIN);
    force.until = read_day(effective, version, "until", DATE_MAX);
    const struct node *until = node_get(version, "until");
    if (until && force.from > force.until)
        source_error(effective->source, effective->problems, until->at, "exchange the two dates", "until lies before from");
    if (force.from != DATE_MIN) add_change(effective, force.from);
    if (force.until != DATE_MAX && force.from == DATE_MIN) add_change(effective, force.until); /* it began before any change */
    if (force.until != DATE_MAX) add_change(effective, force.until + 1);
    return force;
}

static void check_overlap(struct effective *effective, const struct force *forces, size_t last)
{
    for (size_t i = 0; i < last; i++) {
        if (forces[i].from > forces[last].until || forces[last].from > forces[i].until) continue;
        char day[DATE_TEXT_MAX];
        date_format(forces[i].from > forces[last].from ? forces[i].from : forces[last].from, day);
        bool open = forces[i].from == DATE_MIN && forces[last].from == DATE_MIN;
        source_error(effective->source, effective->problems, forces[last].at,
                     "let each version end (until:) before the next begins (from:)",
                     "two versions are in force %s%s: this one and the one of line %u", open ? "at the same time" : "on ", open ? "" : day,
                     forces[i].at.line);
        return;
    }
}

static bool in_force(const struct effective *effective, const struct force *force)
{
    return !effective->day_known || (force->from <= effective->day && effective->day <= force->until);
}

static struct node *new_map(struct effective *effective, const struct node *like)
{
    struct node *map = node_map(effective->arena, like->count, like->at);
    if (!map) effective->problems->out_of_memory = true;
    return map;
}

static const struct node *without_dates(struct effective *effective, const struct node *map)
{
    if (!has_dates(map)) return map;
    struct node *copy = new_map(effective, map);
    for (size_t i = 0; copy && i < map->count; i++)
        if (!text_is(map->keys[i], "from") && !text_is(map->keys[i], "until"))
            node_map_add(copy, map->keys[i], map->key_at[i], map->items[i]);
    return copy;
}

static const struct node *choose_version(struct effective *effective, const struct node *list)
{
    struct force *forces = arena_array(effective->arena, list->count + 1, sizeof *forces);
    const struct node *chosen = NULL;
    size_t count = 0;
    for (size_t i = 0; forces && i < list->count; i++) {
        const struct node *version = list->items[i];
        if (version->kind != NODE_MAP) {
            source_error(effective->source, effective->problems, version->at, "write {from: 2026-01-01, ...}",
                         "a list here holds versions of one entry, and a version is a mapping with from: or until:");
            continue;
        }
        forces[count] = read_force(effective, version);
        check_overlap(effective, forces, count);
        if (in_force(effective, &forces[count])) chosen = version;
        count++;
    }
    if (!forces) effective->problems->out_of_memory = true;
    return chosen ? without_dates(effective, chosen) : NULL;
}

const struct node *effective_entry(struct effective *effective, const struct node *entry)
{
    if (entry->kind == NODE_LIST) return choose_version(effective, entry);
    if (!has_dates(entry)) return entry;
    struct force force = read_force(effective, entry);
    return in_force(effective, &force) ? without_dates(effective, entry) : NULL;
}

static const struct branch *branch_for(const struct branch *branches, struct text key)
{
    for (; branches && branches->key; branches++)
        if (strcmp(branches->key, "*") == 0 || text_is(key, branches->key)) return branches;
    return NULL;
}

static const struct node *take(struct effective *effective, const struct node *node, const struct branch *branch);

static const struct node *take_children(struct effective *effective, const struct node *map, const struct branch *branches)
{
    struct node *copy = new_map(effective, map);
    for (size_t i = 0; copy && i < map->count; i++) {
        const struct branch *branch = branch_for(branches, map->keys[i]);
        const struct node *item = branch ? take(effective, map->items[i], branch) : map->items[i];
        if (item)
            node_map_add(copy, map->keys[i], map->key_at[i], item);
        else
            add_gone(effective, map->keys[i]);
    }
    return copy;
}

static const struct node *take(struct effective *effective, const struct node *node, const struct branch *branch)
{
    if (branch->dated) node = effective_entry(effective, node);
    if (!node || node->kind != NODE_MAP || !branch->below) return node;
    return take_children(effective, node, branch->below);
}

static int by_day(const void *a, const void *b)
{
    int32_t left = *(const int32_t *)a, right = *(const int32_t *)b;
    return (left > right) - (left < right);
}

static void sort_changes(struct effective *effective)
{
    size_t kept = 0;
    if (effective->change_count > 0) qsort(effective->changes, effective->change_count, sizeof *effective->changes, by_day);
    for (size_t i = 0; i < effective->change_count; i++)
        if (i == 0 || effective->changes[i] != effective->changes[kept - 1]) effective->changes[kept++] = effective->changes[i];
    effective->change_count = kept;
}

const struct node *effective_tree(struct effective *effective, const struct node *root)
{
    if (root->kind != NODE_MAP) return root;
    const struct node *tree = take_children(effective, root, program_keys);
    sort_changes(effective);
    return tree;
}

bool effective_gone(const struct effective *effective, struct text key)
{
    for (size_t i = 0; i < effective->gone_count; i++)
        if (text_equal(effective->gone[i], key)) return true;
    return false;
}
