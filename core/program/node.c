#include "program/node.h"

#include <stdint.h>
#include <stdio.h>

const struct node *node_get(const struct node *map, const char *key)
{
    if (!map || map->kind != NODE_MAP) return NULL;
    for (size_t i = 0; i < map->count; i++)
        if (text_is(map->keys[i], key)) return map->items[i];
    return NULL;
}

struct node *node_map(struct arena *arena, size_t room, struct place at)
{
    struct node *map = arena_alloc(arena, sizeof *map);
    if (!map) return NULL;
    *map = (struct node){.kind = NODE_MAP, .at = at};
    map->items = arena_array(arena, room + 1, sizeof *map->items);
    map->keys = arena_array(arena, room + 1, sizeof *map->keys);
    map->key_at = arena_array(arena, room + 1, sizeof *map->key_at);
    return map->items && map->keys && map->key_at ? map : NULL;
}

void node_map_add(struct node *map, struct text key, struct place key_at, const struct node *item)
{
    map->items[map->count] = (struct node *)(uintptr_t)item; /* a tree is never written to once it stands, so parts are shared */
    map->keys[map->count] = key;
    map->key_at[map->count++] = key_at;
}

const char *node_kind_name(const struct node *node)
{
    static const char *const names[] = {[NODE_SCALAR] = "a single value", [NODE_LIST] = "a list", [NODE_MAP] = "a mapping"};
    return names[node->kind];
}

const struct source *source_holding(const struct source *source, struct place at)
{
    const struct source *edit = source->edits;
    while (edit && at.file != edit->path) edit = edit->beside;
    if (edit) return edit;
    return source->beside && at.file == source->beside->path ? source->beside : source;
}

bool source_take_line(struct text *left, struct text *line)
{
    size_t stop = 0;
    if (left->len == 0) return false;
    while (stop < left->len && left->ptr[stop] != '\n' && left->ptr[stop] != '\r') stop++;
    *line = (struct text){left->ptr, stop};
    size_t next = stop + (left->len - stop >= 2 && left->ptr[stop] == '\r' && left->ptr[stop + 1] == '\n' ? 2 : stop < left->len);
    *left = (struct text){left->ptr + next, left->len - next};
    return true;
}

struct text source_line(const struct source *source, size_t line)
{
    struct text left = source->bytes, found = {0};
    for (size_t n = 1; source_take_line(&left, &found); n++)
        if (n == line) return found;
    return (struct text){NULL, 0};
}

struct problem *source_verror(const struct source *source, struct problems *problems, struct place at, const char *cure, const char *format,
                              va_list arguments)
{
    char what[600];
    vsnprintf(what, sizeof what, format, arguments);
    struct problem *problem = problem_add(problems, SEVERITY_ERROR, STAGE_PROGRAM, at, cure, "%s", what);
    if (at.line > 0) problem_line(problems, problem, source_line(source_holding(source, at), at.line));
    return problem;
}

struct problem *source_error(const struct source *source, struct problems *problems, struct place at, const char *cure, const char *format,
                             ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct problem *problem = source_verror(source, problems, at, cure, format, arguments);
    va_end(arguments);
    return problem;
}
