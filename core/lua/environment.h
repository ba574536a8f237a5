/* environment.h - the globals of a sandbox: what is offered, and for what is not, a message that says what to use instead. */
#ifndef RUNG_LUA_ENVIRONMENT_H
#define RUNG_LUA_ENVIRONMENT_H

#include <lua.h>

void environment_make(lua_State *L); /* [-0, +1, memory] the read-only globals table */

/* Parts of it. Each pushes nothing and adds to the table on the top. [-0, +0, memory] */
void base_api_add(lua_State *L);  /* base_api.c: type, tostring, error, pairs, round, bands, ... */
void table_api_add(lua_State *L); /* table_api.c */
void text_api_add(lua_State *L);  /* text_api.c: string, and the methods of text */
void math_api_add(lua_State *L);  /* math_api.c */

/* The contents table on the top becomes field `name` of the table below it, as a stand-in that knows its members' names.
 * [-1, +0, memory] */
void environment_library(lua_State *L, const char *name);
/* [-0, +1, error] tostring without addresses. */
const char *environment_text(lua_State *L, int index, size_t *len);

#endif
