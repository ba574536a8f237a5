#include <stdint.h>
#include <stdlib.h>
#include <yaml.h>

#include "program/node.h"
#include "program/slip.h"

enum { BYTES_MAX = 4 << 20, DEPTH_MAX = 64, ALIASED_NODES_MAX = 10000 };

struct anchor {
    struct text name;
    struct node *node; /* NULL while it is being read: an alias inside itself */
    size_t nodes;      /* how many an alias to it stands for */
};

struct reader {
    yaml_parser_t parser;
    struct source source;
    struct arena *arena;
    struct problems *problems;
    struct anchor *anchors;
    size_t anchor_count, anchor_cap;
    size_t nodes, aliased;
    int depth;
};

/* Items of a list or mapping while they arrive. */
struct children {
    struct node **items;
    struct text *keys;
    struct place *key_at;
    size_t count, cap;
};

static struct node *read_node(struct reader *reader, const yaml_event_t *event);

static struct place place_of(const struct reader *reader, const yaml_mark_t *start, const yaml_mark_t *end)
{
    struct place place = {reader->source.path, (uint32_t)start->line + 1, (uint32_t)start->column + 1, 0};
    if (end && end->line == start->line && end->column > start->column) place.width = (uint32_t)(end->column - start->column);
    return place;
}

static struct place event_place(const struct reader *reader, const yaml_event_t *event)
{
    return place_of(reader, &event->start_mark, &event->end_mark);
}

static void *no_memory(struct reader *reader)
{
    reader->problems->out_of_memory = true;
    return NULL;
}

static void refuse(struct reader *reader, struct place at, const char *cure, const char *what)
{
    source_error(&reader->source, reader->problems, at, cure, "%s", what);
}

static void report_parser(struct reader *reader)
{
    const yaml_parser_t *parser = &reader->parser;
    if (parser->error == YAML_MEMORY_ERROR) {
        reader->problems->out_of_memory = true;
        return;
    }
    struct slip slip = {.problem = parser->problem, .context = parser->context};
    slip.at = place_of(reader, &parser->problem_mark, NULL);
    if (parser->context) slip.begin = place_of(reader, &parser->context_mark, NULL);
    slip_report(&slip, &reader->source, reader->problems);
}

static bool next_event(struct reader *reader, yaml_event_t *event)
{
    if (yaml_parser_parse(&reader->parser, event)) return true;
    report_parser(reader);
    return false;
}

/* Doubles an array in the arena; the old one is left to it. */
static void *grown(struct arena *arena, const void *old, size_t count, size_t cap, size_t size)
{
    void *larger = arena_array(arena, cap, size);
    if (larger && count > 0) memcpy(larger, old, count * size);
    return larger;
}

static bool children_add(struct reader *reader, struct children *children, struct node *item, struct text key, struct place key_at)
{
    if (children->count == children->cap) {
        size_t cap = children->cap ? children->cap * 2 : 8;
        children->items = grown(reader->arena, children->items, children->count, cap, sizeof *children->items);
        children->keys = grown(reader->arena, children->keys, children->count, cap, sizeof *children->keys);
        children->key_at = grown(reader->arena, children->key_at, children->count, cap, sizeof *children->key_at);
        if (!children->items || !children->keys || !children->key_at) return no_memory(reader) != NULL;
        children->cap = cap;
    }
    children->items[children->count] = item;
    children->keys[children->count] = key;
    children->key_at[children->count++] = key_at;
    return true;
}

static struct node *new_node(struct reader *reader, enum node_kind kind, struct place at)
{
    struct node *node = arena_alloc(reader->arena, sizeof *node);
    if (!node) return no_memory(reader);
    *node = (struct node){.kind = kind, .at = at};
    reader->nodes++;
    return node;
}

/* ---- scalars and keys */

static struct node *read_scalar(struct reader *reader, const yaml_event_t *event)
{
    struct text text = {(const char *)event->data.scalar.value, event->data.scalar.length};
    if (memchr(text.ptr, 0, text.len)) {
        refuse(reader, event_place(reader, event), "take the \\0 away", "a text cannot hold the character NUL");
        return NULL;
    }
    struct node *node = new_node(reader, NODE_SCALAR, event_place(reader, event));
    if (!node) return NULL;
    node->end = place_of(reader, &event->end_mark, NULL);
    node->scalar = (struct text){arena_string(reader->arena, text), text.len};
    node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    return node->scalar.ptr ? node : no_memory(reader);
}

static bool read_key(struct reader *reader, const yaml_event_t *event, struct text *key)
{
    struct place at = event_place(reader, event);
    if (event->type != YAML_SCALAR_EVENT) {
        refuse(reader, at, "write a word, a colon and a blank, as in weight: 15", "a key must be a single word");
        return false;
    }
    if (event->data.scalar.length == 2 && memcmp(event->data.scalar.value, "<<", 2) == 0) {
        refuse(reader, at, "write the keys out, or use an alias for the whole value, as in params: *standard",
               "merge keys (<<) are not part of the format");
        return false;
    }
    struct node *node = read_scalar(reader, event);
    if (node) *key = node->scalar;
    return node != NULL;
}

/* ---- repeated keys */

struct key_order {
    struct text key;
    size_t index;
};

static int by_key(const void *a, const void *b)
{
    const struct key_order *left = a, *right = b;
    int order = text_compare(left->key, right->key);
    return order != 0 ? order : (left->index > right->index) - (left->index < right->index);
}

static void report_repeated(struct reader *reader, const struct node *map, size_t first, size_t again)
{
    struct problem *problem = source_error(&reader->source, reader->problems, map->key_at[again], "keep one of the two",
                                           "key \"%.*s\" is given twice", TEXT_ARG(map->keys[again]));
    char *detail = arena_printf(reader->arena, "the first one is at %s:%u:%u", map->key_at[first].file, map->key_at[first].line,
                                map->key_at[first].column);
    if (detail) problem_detail(reader->problems, problem, text_of(detail));
}

static bool check_repeated(struct reader *reader, const struct node *map)
{
    if (map->count < 2) return true;
    struct key_order *order = arena_array(reader->arena, map->count, sizeof *order);
    if (!order) return no_memory(reader) != NULL;
    for (size_t i = 0; i < map->count; i++) order[i] = (struct key_order){map->keys[i], i};
    qsort(order, map->count, sizeof *order, by_key);
    for (size_t i = 1; i < map->count; i++)
        if (text_equal(order[i - 1].key, order[i].key)) report_repeated(reader, map, order[i - 1].index, order[i].index);
    return true;
}

/* ---- lists and mappings */

static struct node *finish(struct reader *reader, enum node_kind kind, const yaml_event_t *start, const struct children *children)
{
    struct place at = event_place(reader, start);
    at.width = 0;
    struct node *node = new_node(reader, kind, at);
    if (!node) return NULL;
    node->items = children->items;
    node->keys = children->keys;
    node->key_at = children->key_at;
    node->count = children->count;
    return kind == NODE_LIST || check_repeated(reader, node) ? node : NULL;
}

static bool read_item(struct reader *reader, struct children *children, const yaml_event_t *event)
{
    struct node *item = read_node(reader, event);
    return item && children_add(reader, children, item, (struct text){NULL, 0}, item->at);
}

static bool read_pair(struct reader *reader, struct children *children, const yaml_event_t *key_event)
{
    struct text key;
    yaml_event_t event;
    if (!read_key(reader, key_event, &key) || !next_event(reader, &event)) return false;
    struct node *item = read_node(reader, &event);
    yaml_event_delete(&event);
    return item && children_add(reader, children, item, key, event_place(reader, key_event));
}

static struct node *read_collection(struct reader *reader, const yaml_event_t *start)
{
    bool map = start->type == YAML_MAPPING_START_EVENT;
    struct children children = {0};
    for (;;) {
        yaml_event_t event;
        if (!next_event(reader, &event)) return NULL;
        bool end = event.type == YAML_SEQUENCE_END_EVENT || event.type == YAML_MAPPING_END_EVENT;
        bool ok = end || (map ? read_pair(reader, &children, &event) : read_item(reader, &children, &event));
        yaml_event_delete(&event);
        if (!ok) return NULL;
        if (end) return finish(reader, map ? NODE_MAP : NODE_LIST, start, &children);
    }
}

/* ---- anchors, aliases, tags */

static struct anchor *find_anchor(struct reader *reader, struct text name)
{
    for (size_t i = reader->anchor_count; i-- > 0;) /* the nearest one above wins */
        if (text_equal(reader->anchors[i].name, name)) return &reader->anchors[i];
    return NULL;
}

static bool add_anchor(struct reader *reader, const char *name)
{
    if (reader->anchor_count == reader->anchor_cap) {
        size_t cap = reader->anchor_cap ? reader->anchor_cap * 2 : 8;
        reader->anchors = grown(reader->arena, reader->anchors, reader->anchor_count, cap, sizeof *reader->anchors);
        if (!reader->anchors) return no_memory(reader) != NULL;
        reader->anchor_cap = cap;
    }
    struct text copy = arena_text(reader->arena, text_of(name));
    if (!copy.ptr) return no_memory(reader) != NULL;
    reader->anchors[reader->anchor_count++] = (struct anchor){.name = copy};
    return true;
}

static struct node *read_alias(struct reader *reader, const yaml_event_t *event)
{
    struct place at = event_place(reader, event);
    const char *name = (const char *)event->data.alias.anchor;
    const struct anchor *anchor = find_anchor(reader, text_of(name));
    if (!anchor) {
        source_error(&reader->source, reader->problems, at, "put a text that begins with * in quotes, or name a value above with &",
                     "no value above is named \"&%s\"", name);
        return NULL;
    }
    if (!anchor->node) {
        refuse(reader, at, "write the value out", "an alias cannot stand inside the value that it names");
        return NULL;
    }
    reader->aliased += anchor->nodes;
    reader->nodes += anchor->nodes;
    if (reader->aliased <= ALIASED_NODES_MAX) return anchor->node;
    refuse(reader, at, "write the values out", "the aliases up to here stand for more than 10000 values");
    return NULL;
}

static bool tag_known(const char *tag)
{
    static const char *const known[] = {"!",           YAML_STR_TAG,  YAML_INT_TAG, YAML_FLOAT_TAG,
                                        YAML_BOOL_TAG, YAML_NULL_TAG, YAML_MAP_TAG, YAML_SEQ_TAG};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(tag, known[i]) == 0) return true;
    return false;
}

struct properties {
    const char *anchor, *tag;
};

static struct properties properties_of(const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT: return (struct properties){(const char *)event->data.scalar.anchor, (const char *)event->data.scalar.tag};
    case YAML_SEQUENCE_START_EVENT:
        return (struct properties){(const char *)event->data.sequence_start.anchor, (const char *)event->data.sequence_start.tag};
    default: return (struct properties){(const char *)event->data.mapping_start.anchor, (const char *)event->data.mapping_start.tag};
    }
}

static struct node *read_value(struct reader *reader, const yaml_event_t *event)
{
    if (event->type == YAML_SCALAR_EVENT) return read_scalar(reader, event);
    if (reader->depth >= DEPTH_MAX) {
        refuse(reader, event_place(reader, event), "make it flatter: a program needs no more than 10 levels",
               "more than 64 levels of nesting");
        return NULL;
    }
    reader->depth++;
    struct node *node = read_collection(reader, event);
    reader->depth--;
    return node;
}

static struct node *read_node(struct reader *reader, const yaml_event_t *event)
{
    if (event->type == YAML_ALIAS_EVENT) return read_alias(reader, event);
    struct properties properties = properties_of(event);
    if (properties.tag && !tag_known(properties.tag)) {
        source_error(&reader->source, reader->problems, event_place(reader, event),
                     "take the tag away, or put a text that begins with ! in quotes", "the tag \"%s\" is not part of the format",
                     properties.tag);
        return NULL;
    }
    if (properties.anchor && !add_anchor(reader, properties.anchor)) return NULL;
    size_t index = reader->anchor_count - 1, before = reader->nodes;
    struct node *node = read_value(reader, event);
    if (properties.anchor && node) {
        reader->anchors[index].node = node;
        reader->anchors[index].nodes = reader->nodes - before;
    }
    return node;
}

/* ---- the document */

static bool expect_end(struct reader *reader)
{
    yaml_event_t event;
    if (!next_event(reader, &event)) return false; /* the end of the document */
    yaml_event_delete(&event);
    if (!next_event(reader, &event)) return false;
    bool end = event.type == YAML_STREAM_END_EVENT;
    if (!end)
        refuse(reader, event_place(reader, &event), "take this line away, or keep the second document in a file of its own",
               "a second document begins here");
    yaml_event_delete(&event);
    return end;
}

static struct node *read_root(struct reader *reader)
{
    yaml_event_t event;
    if (!next_event(reader, &event)) return NULL;
    struct node *root = read_node(reader, &event);
    yaml_event_delete(&event);
    return root && expect_end(reader) ? root : NULL;
}

static struct node *read_stream(struct reader *reader)
{
    for (;;) {
        yaml_event_t event;
        if (!next_event(reader, &event)) return NULL;
        yaml_event_type_t type = event.type;
        yaml_event_delete(&event);
        if (type == YAML_DOCUMENT_START_EVENT) return read_root(reader);
        if (type == YAML_STREAM_END_EVENT) {
            refuse(reader, (struct place){.file = reader->source.path}, "describe a program, beginning with program: <its name>",
                   "the file is empty");
            return NULL;
        }
    }
}

struct node *yaml_read(const char *path, struct text bytes, struct arena *arena, struct problems *problems)
{
    struct reader reader = {.source = {.path = path, .bytes = bytes}, .arena = arena, .problems = problems};
    if (bytes.len > BYTES_MAX) {
        refuse(&reader, (struct place){.file = path}, "keep data in tables, not here", "the file is larger than 4 MiB");
        return NULL;
    }
    if (!slip_check_bytes(&reader.source, problems)) return NULL;
    if (!yaml_parser_initialize(&reader.parser)) return no_memory(&reader);
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)(bytes.ptr ? bytes.ptr : ""), bytes.len);
    struct node *root = read_stream(&reader);
    yaml_parser_delete(&reader.parser);
    return root;
}
