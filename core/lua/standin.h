/* standin.h - what a call gets as its arguments: read-only stand-ins for the partner, the params, the needed metrics and the card.
 *
 * They are made once per rule and read the partner at hand when they are asked, so nothing has to be built for a partner. */
#ifndef RUNG_LUA_STANDIN_H
#define RUNG_LUA_STANDIN_H

#include <lua.h>

#include "lua/host.h"
#include "lua/selection.h"

struct argument;
struct open_param {
    const char *name; /* anchored */
    const struct argument *argument;
};

/* One rule's place in the sandbox of its plugin. */
struct post {
    const struct host *host;
    const struct rule *rule;
    struct sandbox *sandbox;
    struct view *views;             /* program->table_count of them */
    struct open_param *open_params; /* absent, or different by partner */
    size_t open_count;
    size_t scorecard;           /* of an incentive's card */
    size_t track;               /* of the card at hand */
    int partner, params, third; /* stack indexes in the sandbox */
};

void standin_register(lua_State *L); /* [-0, +0, memory] */

/* Each [-0, +1, memory]; `post` has to live as long as the state. */
void standin_partner(lua_State *L, const struct post *post);
void standin_params(lua_State *L, struct post *post);
void standin_metrics(lua_State *L, const struct post *post);
void standin_card(lua_State *L, const struct post *post);

/* The name of the metric that a thing of THING_MEASURE stands for. */
const char *standin_measure_name(const void *thing);

#endif
