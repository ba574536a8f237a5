#include "lua/environment.h"

#include <lauxlib.h>
#include <string.h>

#include "lua/failure.h"
#include "lua/frozen.h"

/* What Lua people look for and do not find here. */
static const struct {
    const char *name, *instead;
} withheld[] = {
    {"print", "give a reason as the second result instead"},
    {"require", "a plugin is one file; put helpers above return"},
    {"load", "code cannot be made at run time; write functions"},
    {"loadstring", "code cannot be made at run time; write functions"},
    {"loadfile", "a plugin is one file"},
    {"dofile", "a plugin is one file"},
    {"os", "plugins have no clock and no system; the period is p.period"},
    {"io", "plugins read tables only: declare them in reads"},
    {"debug", "it would open the sandbox"},
    {"package", "a plugin is one file"},
    {"coroutine", "write a plain loop"},
    {"setmetatable", "plain tables and functions will do"},
    {"getmetatable", "plain tables and functions will do"},
    {"rawget", "read the field directly"},
    {"rawset", "set the field directly"},
    {"rawequal", "compare with =="},
    {"rawlen", "use #"},
    {"next", "use pairs"},
    {"pcall", "a failing plugin is reported with its line; test values before using them"},
    {"xpcall", "a failing plugin is reported with its line; test values before using them"},
    {"collectgarbage", "memory is looked after"},
    {"utf8", "text methods work on bytes; starts_with, ends_with, contains, split and trim are safe for any text"},
    {"warn", "give a reason as the second result instead"},
    {"null", "write nil"},
    {"NULL", "write nil"},
    {"None", "write nil"},
    {"True", "write true"},
    {"False", "write false"},
};

static int unknown_global(lua_State *L)
{
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
    for (size_t i = 0; i < sizeof withheld / sizeof *withheld; i++)
        if (strcmp(withheld[i].name, name) == 0)
            return failure_raise(L, NULL, "%s is not offered to plugins: %s", name, withheld[i].instead);
    return failure_raise(L, frozen_near(L, 1, name), "nothing is called '%s' here", name);
}

static int unknown_member(lua_State *L)
{
    const char *library = lua_tostring(L, lua_upvalueindex(1));
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
    static const char *const patterns[] = {"find", "match", "gmatch", "gsub"};
    for (size_t i = 0; strcmp(library, "string") == 0 && i < sizeof patterns / sizeof *patterns; i++)
        if (strcmp(name, patterns[i]) == 0)
            return failure_raise(L, NULL, "%s.%s is not offered (use contains, starts_with, ends_with, split, trim, sub)", library, name);
    return failure_raise(L, frozen_near(L, 1, name), "%s.%s is not offered", library, name);
}

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
