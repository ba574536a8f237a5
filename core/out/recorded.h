/* recorded.h - the record of a run, run.json, read back. It is JSON, which YAML's reader reads as well. */
#ifndef RUNG_OUT_RECORDED_H
#define RUNG_OUT_RECORDED_H

#include "base/arena.h"
#include "base/problem.h"
#include "program/node.h"

/* Of a folder of results. NULL after reporting problems: there is none, or it is no record of a run. Lives in the arena. */
const struct node *recorded_read(const char *folder, struct arena *arena, struct problems *problems);

/* An empty list when there is no such key. */
const struct node *recorded_in(const struct node *map, const char *key);
const char *recorded_word(const struct node *map, const char *key); /* a text; of what is none, and of null: "" */
size_t recorded_count(const struct node *map, const char *key);     /* a count; of what is none: 0 */
/* The map in a list whose `key` is this text; NULL: none. */
const struct node *recorded_entry(const struct node *list, const char *key, const char *name);

#endif
