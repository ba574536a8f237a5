/* date_api.h - dates and spans as plugins see them. */
#ifndef RUNG_LUA_DATE_API_H
#define RUNG_LUA_DATE_API_H

#include <lua.h>

void date_register(lua_State *L); /* [-0, +0, memory] */
int date_make(lua_State *L);      /* date("2026-01-31") */

#endif
