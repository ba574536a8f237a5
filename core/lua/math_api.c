#include <lauxlib.h>
#include <lualib.h>

#include "lua/environment.h"

/* Lua's own functions, those that are pure. The library's table, with its random numbers, is dropped. */
void math_api_add(lua_State *L)
{
    static const char *const offered[] = {"abs", "ceil",      "floor", "max",  "min", "sqrt", "huge",
                                          "pi",  "tointeger", "fmod",  "modf", "log", "exp",  "type"};
    lua_newtable(L);
    lua_pushcfunction(L, luaopen_math);
    lua_call(L, 0, 1);
    for (size_t i = 0; i < sizeof offered / sizeof *offered; i++) {
        lua_getfield(L, -1, offered[i]);
        lua_setfield(L, -3, offered[i]);
    }
    lua_pop(L, 1);
    environment_library(L, "math");
}
