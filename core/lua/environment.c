#include "lua/environment.h"

#include <lauxlib.h>

#include "lua/frozen.h"
#include "lua/unknown.h"

void environment_library(lua_State *L, const char *name)
{
    lua_pushstring(L, name);
    frozen_otherwise(L, -2, unknown_member, 1);
    frozen_wrap(L, name);
    lua_setfield(L, -2, name);
}

void environment_make(lua_State *L)
{
    lua_newtable(L);
    base_api_add(L);
    math_api_add(L);
    text_api_add(L);
    table_api_add(L);
    frozen_otherwise(L, -1, unknown_global, 0);
    frozen_wrap(L, "globals");
}
