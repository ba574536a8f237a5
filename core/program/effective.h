/* effective.h - from and until: which entries of a program are in force on a day.
 *
 * An entry (a metric, a tier, an incentive, ...) may carry from: and until: (both days included), or be a list of versions of which each
 * carries them. This pass over the tree leaves the versions in force, without their dates, so nothing behind it knows of dates. */
#ifndef RUNG_PROGRAM_EFFECTIVE_H
#define RUNG_PROGRAM_EFFECTIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/problem.h"
#include "program/node.h"

struct effective {
    const struct source *source;
    struct arena *arena;
    struct problems *problems;
    int32_t day;
    bool day_known;   /* false: the last version of each entry is taken, so that the rest can be checked */
    int32_t *changes; /* out: days on which something begins, has just ended, or, without a beginning, ends; ascending, each once */
    size_t change_count, change_cap;
    struct text *gone; /* out: keys of entries of which no version is in force */
    size_t gone_count, gone_cap;
};

/* One entry's version in force, without its dates; NULL: none is, or no memory. */
const struct node *effective_entry(struct effective *effective, const struct node *entry);
/* Is it the key of an entry of which no version is in force? After effective_tree. */
bool effective_gone(const struct effective *effective, struct text key);
/* The tree in force; nodes that do not change are shared with the old tree. NULL: no memory. */
const struct node *effective_tree(struct effective *effective, const struct node *root);

#endif
