/* unknown.h - names that are not there: what somebody may have meant by a global name, a method of a selection, a member of a library. */
#ifndef RUNG_LUA_UNKNOWN_H
#define RUNG_LUA_UNKNOWN_H

#include <lua.h>

/* __index functions for contents that lack a name: [-0, +0, error]. The library's name is upvalue 1 of unknown_member. */
int unknown_global(lua_State *L);
int unknown_member(lua_State *L);
int unknown_method(lua_State *L);
/* What to do about a name that neither the partner table nor the rule's tables have; NULL: nothing is known. [-0, +1, memory] */
const char *unknown_of_partner(lua_State *L, const char *name);

#endif
