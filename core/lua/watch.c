#include "lua/watch.h"

#include <lauxlib.h>
#include <string.h>

enum { WATCHED_MOST = 1000 };

static bool is_watched(lua_State *L, const struct watch *watch, int closure, int upvalue)
{
    const void *id = lua_upvalueid(L, closure, upvalue);
    for (size_t i = 0; i < watch->count; i++)
        if (lua_upvalueid(L, watch->items[i].closure, watch->items[i].upvalue) == id) return true;
    return false;
}

/* [-0, +n, error] */
static bool watch_closure(lua_State *L, int closure, bool with_env, struct watch *watch)
{
    const char *name;
    for (int n = 1; (name = lua_getupvalue(L, closure, n)); n++) {
        if ((!with_env && strcmp(name, "_ENV") == 0) || is_watched(L, watch, closure, n)) {
            lua_pop(L, 1);
            continue;
        }
        if (watch->count == WATCHED_MOST) return luaL_error(L, "more than %d variables at the top level", WATCHED_MOST);
        watch->items[watch->count++] = (struct watched){.closure = closure, .saved = lua_gettop(L), .upvalue = n};
        luaL_checkstack(L, 10, NULL);
    }
    return true;
}

bool watch_begin(lua_State *L, int list, bool with_env, struct watch *watch, struct arena *arena)
{
    watch->items = arena_array(arena, WATCHED_MOST, sizeof *watch->items);
    if (!watch->items) return false;
    for (lua_Integer i = 1; lua_rawgeti(L, list, i) == LUA_TFUNCTION; i++) {
        luaL_checkstack(L, 10, NULL);
        watch_closure(L, lua_gettop(L), with_env, watch);
    }
    lua_pop(L, 1);
    return true;
}

/* Numbers bit by bit: 1 is not 1.0, 0.0 is not -0.0, and every NaN is itself. */
static bool unchanged(lua_State *L, int saved)
{
    if (lua_type(L, -1) != LUA_TNUMBER || lua_type(L, saved) != LUA_TNUMBER) return lua_rawequal(L, -1, saved);
    lua_Number now = lua_tonumber(L, -1), then = lua_tonumber(L, saved);
    if (lua_isinteger(L, -1) || lua_isinteger(L, saved))
        return lua_isinteger(L, -1) == lua_isinteger(L, saved) && lua_rawequal(L, -1, saved);
    return memcmp(&now, &then, sizeof now) == 0;
}

const char *watch_restore(lua_State *L, const struct watch *watch)
{
    const char *first = NULL;
    for (size_t i = 0; i < watch->count; i++) {
        const struct watched *watched = &watch->items[i];
        const char *name = lua_getupvalue(L, watched->closure, watched->upvalue);
        if (!unchanged(L, watched->saved)) {
            lua_pushvalue(L, watched->saved);
            lua_setupvalue(L, watched->closure, watched->upvalue);
            if (!first || strcmp(name, first) < 0) first = name;
        }
        lua_pop(L, 1);
    }
    return first;
}
