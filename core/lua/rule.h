/* rule.h - plugins bound to a program: params checked and turned into values, reads checked against the tables, needs resolved.
 *
 * All of it before the first partner, all mistakes at once, with the place in program.yaml. */
#ifndef RUNG_LUA_RULE_H
#define RUNG_LUA_RULE_H

#include <stdbool.h>
#include <stddef.h>

#include "lua/plugin.h"

static const size_t NEED_ABSENT = (size_t)-1;

struct argument; /* a bound param: see lua/argument.h */

struct rule {
    const struct plugin *plugin;      /* NULL for a cohort metric and a formula */
    const struct argument *arguments; /* plugin->param_count, in the order of its params */
    const char **need_names;          /* as the plugin calls them, each once */
    size_t need_count;
    size_t *needs; /* metric indexes, in the order of need_names; an incentive has such a row for each track of its scorecard,
                                    * one after the other, with NEED_ABSENT where the track has no such metric */
    bool **reads;  /* [table][column]: may this rule read it? */
};

struct ruleset {
    const struct program *program;
    const struct plugin **plugins; /* the distinct ones, by name */
    size_t plugin_count;
    struct rule *metrics;    /* program->metric_count */
    struct rule *incentives; /* program->incentive_count */
    size_t *order;           /* plugin metrics (no cohort ones, no formulas), so that a needed one comes first */
    size_t order_count;
};

/* Sets spec->wanted on every column that a rule reads. False after reporting problems. A metric may not need a cohort metric or a
 * formula; an incentive may need any metric of its scorecard. */
bool ruleset_bind(struct ruleset *ruleset, struct program *program, const char *library, struct arena *arena, struct problems *problems);

#endif
