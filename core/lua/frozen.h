/* frozen.h - read-only stand-ins for tables, and the watch over upvalues.
 *
 * A stand-in is an empty table whose metatable reads from the real one and refuses to write. Tables that a plugin makes at its top
 * level are replaced by stand-ins once it is loaded, wherever they can be reached from, so a call finds what the last one found.
 * Scripts cannot set metatables: a table that has one is a stand-in. */
#ifndef RUNG_LUA_FROZEN_H
#define RUNG_LUA_FROZEN_H

#include <lua.h>
#include <stdbool.h>

/* [-1, +1, memory] The table on the top becomes its stand-in. `name` is for messages ("this list", "math"). */
void frozen_wrap(lua_State *L, const char *name);
/* [-0, +1, memory] The contents of a stand-in; any other value as it is. */
void frozen_contents(lua_State *L, int index);
/* [-0, +0, -] */
bool frozen_is(lua_State *L, int index);
/* [-0, +0, memory] What frozen_wrap was told to call it; NULL: it is no stand-in. */
const char *frozen_name(lua_State *L, int index);

/* [-1, +2, error] Freezes the table or function on the top and all that can be reached from it; pushes what stands for it, and a list
 * of the closures met. A table with anything but text, numbers and booleans as keys is an error. */
void frozen_reach(lua_State *L);

/* [-0, +0, error] Gives the contents table at `index` an __index function with `upvalues` values from the top as its upvalues. */
void frozen_otherwise(lua_State *L, int index, lua_CFunction function, int upvalues);

/* [-0, +0, memory] The nearest text key of the table at `index`, or NULL. */
const char *frozen_near(lua_State *L, int index, const char *key);

#endif
