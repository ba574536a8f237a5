/* node.h - a YAML document as a tree in which every node knows its place.
 *
 * Anchors and aliases are expanded up to a bound, repeated keys are reported, tags other than the core schema's are refused. Scalars
 * stay text: what they mean is decided by who reads them (so "no", "1_000", "012" and "1:30" never change by themselves). */
#ifndef RUNG_PROGRAM_NODE_H
#define RUNG_PROGRAM_NODE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/problem.h"
#include "base/text.h"

enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAP };

struct node {
    enum node_kind kind;
    struct place at;      /* of the value */
    struct place end;     /* NODE_SCALAR: behind its last character */
    struct text scalar;   /* NODE_SCALAR; NUL-terminated as well */
    bool quoted;          /* NODE_SCALAR written in quotes or as a block: never empty-means-nothing */
    struct node **items;  /* list items, or map values */
    struct text *keys;    /* NODE_MAP: key of items[i] */
    struct place *key_at; /* NODE_MAP */
    size_t count;
};

/* Parses a whole file. NULL after reporting problems (with the line and a caret). `path` is used in places as given. */
struct node *yaml_read(const char *path, struct text bytes, struct arena *arena, struct problems *problems);

const struct node *node_get(const struct node *map, const char *key); /* NULL when absent or not a map */
/* A new, empty mapping with room for so many pairs; NULL: no memory. */
struct node *node_map(struct arena *arena, size_t room, struct place at);
void node_map_add(struct node *map, struct text key, struct place key_at, const struct node *item);
const char *node_kind_name(const struct node *node); /* "a single value", "a list", "a mapping" */

/* A whole file, for carets. A byte order mark is not part of it. Where a tree was put together from two files, they are side by side. */
struct source {
    const char *path;
    struct text bytes;
    const struct source *beside; /* the other file, or NULL */
    const struct source *edits;  /* what was set in place of what the files say: each one line, those before it beside; or NULL */
};
const struct source *source_holding(const struct source *source, struct place at); /* the one of them that the place is in */
/* Line by line: takes the first line, without its end, from what is left; false at the end. */
bool source_take_line(struct text *left, struct text *line);
struct text source_line(const struct source *source, size_t line); /* without its line end; empty beyond the end */
/* Adds a STAGE_PROGRAM error with the file's own line under it. cure may be NULL. Never NULL, as problem_add. */
__attribute__((format(printf, 5, 6))) struct problem *source_error(const struct source *source, struct problems *problems, struct place at,
                                                                   const char *cure, const char *format, ...);
struct problem *source_verror(const struct source *source, struct problems *problems, struct place at, const char *cure, const char *format,
                              va_list arguments);

#endif
