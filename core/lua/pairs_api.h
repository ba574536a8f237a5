/* pairs_api.h - pairs in a fixed order: numbers ascending, then texts by their bytes, then false and true. */
#ifndef RUNG_LUA_PAIRS_API_H
#define RUNG_LUA_PAIRS_API_H

#include <lua.h>

int pairs_walk(lua_State *L);
/* [-0, +0, -] What to write when argument 1 is no table; NULL: nothing is known. */
const char *pairs_cure(lua_State *L);
/* [-0, +1, error] The keys of the table at `index` (not a stand-in) as a list, in order; how many. */
lua_Integer pairs_push_keys(lua_State *L, int index);

#endif
