/* watch.h - variables at a plugin's top level, compared with what they were when it was loaded.
 *
 * A function that assigns to one would remember something from one partner to the next. After every call each variable is compared
 * with its saved value, put back if it changed, and the call has failed. */
#ifndef RUNG_LUA_WATCH_H
#define RUNG_LUA_WATCH_H

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct watched {
    int closure, saved; /* stack indexes */
    int upvalue;
};
struct watch {
    struct watched *items;
    size_t count;
};

/* [-0, +n, error] Watches the upvalues of the closures in the list at `list`, each variable once; closures and values stay on the
 * stack. `with_env`: _ENV as well (a file that never names it cannot set it). False: no memory. */
bool watch_begin(lua_State *L, int list, bool with_env, struct watch *watch, struct arena *arena);
/* [-0, +0, -] Puts back what changed; the name of the first such variable, or NULL. Needs two free stack slots. */
const char *watch_restore(lua_State *L, const struct watch *watch);

#endif
