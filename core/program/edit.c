#include "program/edit.h"

#include "base/suggest.h"
#include "program/numeral.h"

const char edit_place[] = "--set";

/* One edit on its way down the tree. */
struct editing {
    struct load *load;
    struct source *source;    /* the whole edit, for carets */
    const struct node *value; /* to put there */
    struct text key;          /* all of it */
};

static struct place place_at(const struct editing *editing, const char *at, size_t width)
{
    struct text before = {editing->key.ptr, (size_t)(at - editing->key.ptr)};
    return (struct place){editing->source->path, 1, (uint32_t)text_length(before) + 1, (uint32_t)width};
}

/* What has been walked, for messages: "scorecards.main". */
static struct text walked(const struct editing *editing, struct text rest)
{
    size_t len = (size_t)(rest.ptr - editing->key.ptr);
    return (struct text){editing->key.ptr, len > 0 ? len - 1 : 0};
}

static bool is_number(struct text text)
{
    struct setting_case number;
    return numeral_parse(text, false, &number);
}

/* The part of `rest` up to its first dot, or all of it when it is a number with one. */
static struct text first_part(struct text rest)
{
    const char *dot = rest.len ? memchr(rest.ptr, '.', rest.len) : NULL;
    return dot && !is_number(rest) ? (struct text){rest.ptr, (size_t)(dot - rest.ptr)} : rest;
}

static struct text behind(struct text rest, size_t len)
{
    size_t skip = len < rest.len ? len + 1 : len;
    return (struct text){rest.ptr + skip, rest.len - skip};
}

/* ---- what cannot be set */

static const struct node *report_unknown(struct editing *editing, const struct node *map, struct text part)
{
    struct load *load = editing->load;
    struct text where = walked(editing, part);
    struct buf keys = {.ceiling = 300};
    const char **names = load_array(load, map->count, sizeof *names);
    for (size_t i = 0; names && i < map->count; i++) {
        names[i] = map->keys[i].ptr;
        buf_printf(&keys, "%s%.*s", i ? ", " : "", TEXT_ARG(map->keys[i]));
    }
    const char *near = names ? suggest(part, names, map->count) : NULL;
    struct problem *problem =
        load_error(load, place_at(editing, part.ptr, text_length(part)), "name a key that is there", "there is no \"%.*s\" in %.*s",
                   TEXT_ARG(part), TEXT_ARG(where.len ? where : text_of("program.yaml")));
    if (near)
        load_cure(load, problem, "did you mean %s?", near);
    else if (!keys.failed && keys.len > 0)
        load_cure(load, problem, "there are %.*s", TEXT_ARG(buf_view(&keys)));
    buf_release(&keys);
    return NULL;
}

static const struct node *report_scalar(struct editing *editing, struct text rest)
{
    struct text where = walked(editing, rest);
    load_cure(editing->load,
              load_error(editing->load, place_at(editing, rest.ptr, text_length(rest)), NULL, "%.*s is a single value, and holds no keys",
                         TEXT_ARG(where)),
              "set %.*s itself", TEXT_ARG(where));
    return NULL;
}

static const struct node *report_item(struct editing *editing, const struct node *list, struct text part)
{
    struct text where = walked(editing, part);
    load_cure(editing->load,
              load_error(editing->load, place_at(editing, part.ptr, text_length(part)), NULL, "%.*s is a list, and has no item \"%.*s\"",
                         TEXT_ARG(where), TEXT_ARG(part)),
              "name an item by its number, from 1 to %zu, as in %.*s.1", list->count, TEXT_ARG(where));
    return NULL;
}

/* ---- down the tree, and a copy of what changes on the way back */

static const struct node *set(struct editing *editing, const struct node *node, struct text rest);

/* The longest key that `rest` begins with, up to a dot; map->count: none. */
static size_t find_key(const struct node *map, struct text rest)
{
    size_t found = map->count;
    for (size_t i = 0; i < map->count; i++) {
        struct text key = map->keys[i];
        bool begins = rest.len >= key.len && memcmp(rest.ptr, key.ptr, key.len) == 0 && (rest.len == key.len || rest.ptr[key.len] == '.');
        if (begins && (found == map->count || key.len > map->keys[found].len)) found = i;
    }
    return found;
}

/* Where a new key belongs: a number among numbers in their order, anything else at the end. */
static size_t place_of_key(const struct node *map, struct text key)
{
    struct setting_case number, other;
    if (!numeral_parse(key, false, &number)) return map->count;
    for (size_t i = 0; i < map->count; i++)
        if (numeral_parse(map->keys[i], false, &other) && other.value.number > number.value.number) return i;
    return map->count;
}

static const struct node *with_item(struct editing *editing, const struct node *map, size_t index, const struct node *item)
{
    struct node *copy = item ? node_map(editing->load->arena, map->count, map->at) : NULL;
    for (size_t i = 0; copy && i < map->count; i++) node_map_add(copy, map->keys[i], map->key_at[i], i == index ? item : map->items[i]);
    return copy;
}

static const struct node *with_key(struct editing *editing, const struct node *map, struct text key)
{
    struct node *copy = node_map(editing->load->arena, map->count + 1, map->at);
    struct text name = arena_text(editing->load->arena, key);
    const char *ended = name.ptr ? arena_string(editing->load->arena, name) : NULL;
    size_t place = place_of_key(map, key);
    for (size_t i = 0; copy && ended && i <= map->count; i++) {
        if (i == place) node_map_add(copy, text_of(ended), place_at(editing, key.ptr, text_length(key)), editing->value);
        if (i < map->count) node_map_add(copy, map->keys[i], map->key_at[i], map->items[i]);
    }
    return ended ? copy : NULL;
}

static const struct node *set_in_map(struct editing *editing, const struct node *map, struct text rest)
{
    size_t index = find_key(map, rest);
    struct text part = first_part(rest);
    bool within = index < map->count && (map->items[index]->kind != NODE_SCALAR || map->keys[index].len == rest.len || !is_number(rest));
    if (within) return with_item(editing, map, index, set(editing, map->items[index], behind(rest, map->keys[index].len)));
    return part.len == rest.len ? with_key(editing, map, part) : report_unknown(editing, map, part);
}

static const struct node *set_in_list(struct editing *editing, const struct node *list, struct text rest)
{
    const char *dot = memchr(rest.ptr, '.', rest.len);
    struct text part = {rest.ptr, dot ? (size_t)(dot - rest.ptr) : rest.len};
    struct setting_case number;
    bool found = numeral_parse(part, false, &number) && number.value.number >= 1 && number.value.number <= (double)list->count &&
                 number.value.number == (double)(size_t)number.value.number;
    if (!found) return report_item(editing, list, part);
    size_t index = (size_t)number.value.number - 1;
    const struct node *item = set(editing, list->items[index], behind(rest, part.len));
    struct node *copy = item ? load_array(editing->load, 1, sizeof *copy) : NULL;
    if (!copy) return NULL;
    *copy = *list;
    copy->items = load_array(editing->load, list->count, sizeof *copy->items);
    for (size_t i = 0; copy->items && i < list->count; i++) copy->items[i] = i == index ? (struct node *)(uintptr_t)item : list->items[i];
    return copy->items ? copy : NULL;
}

static const struct node *set(struct editing *editing, const struct node *node, struct text rest)
{
    if (rest.len == 0) return editing->value;
    switch (node->kind) {
    case NODE_MAP: return set_in_map(editing, node, rest);
    case NODE_LIST: return set_in_list(editing, node, rest);
    default: return report_scalar(editing, rest);
    }
}

/* ---- one edit */

/* The value alone, with blanks where the key stands, so that its places are those in the edit. */
static const struct node *read_value(struct editing *editing, struct text value)
{
    struct buf bytes = {0};
    size_t before = text_length(editing->key) + 1;
    for (size_t i = 0; i < before; i++) buf_char(&bytes, ' ');
    buf_text(&bytes, value);
    struct text copy = arena_text(editing->load->arena, buf_view(&bytes));
    bool whole = copy.ptr && !bytes.failed;
    if (!whole) editing->load->problems->out_of_memory = true;
    const struct node *node = whole ? yaml_read(editing->source->path, copy, editing->load->arena, editing->load->problems) : NULL;
    buf_release(&bytes);
    return node;
}

static bool may_be_set(struct editing *editing)
{
    struct text first = first_part(editing->key);
    bool outside = text_is(first, "period") || text_is(first, "fiscal_year_start") || text_is(first, "versions");
    if (outside)
        load_error(editing->load, place_at(editing, first.ptr, first.len), "set something else, or run another period with --period",
                   "%.*s decides what is in force, and cannot be set here", TEXT_ARG(first));
    return !outside;
}

static const struct node *apply(struct load *load, const char *edit, const struct node *root)
{
    struct source *source = load_array(load, 1, sizeof *source);
    size_t len = strcspn(edit, "="), errors = load->problems->errors;
    if (!source) return NULL;
    *source = (struct source){
        .path = arena_string(load->arena, text_of(edit_place)), .bytes = text_of(edit), .beside = load->program->source.edits};
    load->program->source.edits = source;
    struct editing editing = {.load = load, .source = source, .key = {edit, len}};
    if (edit[len] == '\0' || edit[len + 1] == '\0' || len == 0) {
        load_error(load, place_at(&editing, edit, text_length(text_of(edit))),
                   "write a key and a value, as in scorecards.main.metrics.revenue.weight=20", "there is no %s in this",
                   len == 0 ? "key" : "value");
        return NULL;
    }
    editing.value = read_value(&editing, text_of(edit + len + 1));
    if (!editing.value || !may_be_set(&editing)) return NULL;
    const struct node *tree = set(&editing, root, editing.key);
    if (!tree && load->problems->errors == errors) load->problems->out_of_memory = true;
    return tree;
}

const struct node *edit_tree(struct load *load, const struct node *root)
{
    for (size_t i = 0; root && i < load->options->edit_count; i++) root = apply(load, load->options->edits[i], root);
    return root;
}
