/* rules.h - what two programs say differently, key by key, as `--set` spells keys: "scorecards.main.metrics.revenue.weight".
 *
 * Two trees of program.yaml are compared, or what two records say of their rules (recorded_rules.h). A mapping that only one of them has
 * is one change, and so are a list of single values and the order of tiers. 15% and 0.15 are the same. What the program is called
 * (program, version) and when it is run (period, history) are no rules, and left out. Pure. */
#ifndef RUNG_REVIEW_RULES_H
#define RUNG_REVIEW_RULES_H

#include "base/json.h"
#include "program/node.h"

struct rule_change {
    const char *key;
    const char *before, *after; /* as YAML writes them in a line; NULL: nothing stands there */
};

struct rule_changes {
    struct rule_change *items; /* in the order of `before`, then what only `after` has, mapping by mapping */
    size_t count, room;
};

/* All three: false or NULL without memory. Texts live in the arena. */
const struct node *rules_keep(const struct node *tree, struct arena *arena); /* a copy, as a tree ends with its program */
bool rules_compare(struct rule_changes *changes, const struct node *before, const struct node *after, struct arena *arena);
bool rules_copy(struct rule_changes *into, const struct rule_changes *from, struct arena *arena);

/* A line each, with long values cut, from a column on: the first of them, or all. */
void rules_text(const struct rule_changes *changes, size_t column, bool all, struct buf *out);
void rules_json(const struct rule_changes *changes, struct json *json); /* the key "rules" of an open object */

#endif
