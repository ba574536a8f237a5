#include "lua/frozen.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "lua/failure.h"
#include "lua/scene.h"

enum { CONTENTS = 1 /* where a stand-in's metatable keeps the real table */, SUGGEST_MOST = 128, DEPTH_MOST = 100 };

/* [-0, +0 or 1, memory] "local largest deal = ..." reads as two lines, local largest and deal = ...; NULL: it is not that. */
static const char *name_with_blank(lua_State *L, const char *key)
{
    struct scene scene;
    struct text first = {0};
    if (!scene_enter(L, &scene) || strncmp(scene.code.bare + strspn(scene.code.bare, " "), "local ", 6) != 0) return NULL;
    size_t from = 0;
    if (!codeline_path(&scene.code, &from, &first)) return NULL;
    const char *behind = first.ptr + first.len;
    behind += strspn(behind, " ");
    if (strncmp(behind, key, strlen(key)) != 0) return NULL;
    return lua_pushfstring(L, "%s_%s", lua_pushlstring(L, first.ptr, first.len), key);
}

/* [-0, +1, memory] */
static const char *global_cure(lua_State *L, const char *key)
{
    if (strcmp(key, "metric") == 0 || strcmp(key, "incentive") == 0) return lua_pushfstring(L, "write return %s { ... }", key);
    if (strcmp(key, "value") == 0) return lua_pushstring(L, "put it into return metric { value = function(partner, p) ... end }");
    if (strcmp(key, "award") == 0) return lua_pushstring(L, "put it into return incentive { award = function(partner, card, p) ... end }");
    const char *blank = name_with_blank(L, key);
    if (blank) return lua_pushfstring(L, "a name has no blanks: write %s", blank);
    return lua_pushfstring(L, "write local %s = ...", key);
}

static int refuse_write(lua_State *L)
{
    const char *name = lua_tostring(L, lua_upvalueindex(1));
    const char *key = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : NULL;
    if (strcmp(name, "globals") == 0)
        return failure_with_cure(L, global_cure(L, key ? key : "x"), "'%s' is given a value without local before it", key ? key : "?");
    return luaL_error(L, "%s is read-only (build a new table instead)", name);
}

static int length(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)lua_rawlen(L, lua_upvalueindex(1)));
    return 1;
}

void frozen_wrap(lua_State *L, const char *name)
{
    int contents = lua_gettop(L);
    lua_newtable(L);
    lua_createtable(L, 1, 3);
    lua_pushvalue(L, contents);
    lua_rawseti(L, -2, CONTENTS);
    lua_pushvalue(L, contents);
    lua_setfield(L, -2, "__index");
    lua_pushstring(L, name);
    lua_pushcclosure(L, refuse_write, 1);
    lua_setfield(L, -2, "__newindex");
    lua_pushvalue(L, contents);
    lua_pushcclosure(L, length, 1);
    lua_setfield(L, -2, "__len");
    lua_setmetatable(L, -2);
    lua_replace(L, contents);
}

bool frozen_is(lua_State *L, int index)
{
    if (lua_type(L, index) != LUA_TTABLE || !lua_getmetatable(L, index)) return false;
    lua_pop(L, 1);
    return true;
}

void frozen_contents(lua_State *L, int index)
{
    index = lua_absindex(L, index);
    if (lua_type(L, index) != LUA_TTABLE || !lua_getmetatable(L, index)) {
        lua_pushvalue(L, index);
        return;
    }
    lua_rawgeti(L, -1, CONTENTS);
    lua_remove(L, -2);
}

void frozen_otherwise(lua_State *L, int index, lua_CFunction function, int upvalues)
{
    index = lua_absindex(L, index);
    lua_pushcclosure(L, function, upvalues);
    lua_createtable(L, 0, 1);
    lua_insert(L, -2);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, index);
}

const char *frozen_name(lua_State *L, int index)
{
    const char *name = NULL;
    if (lua_type(L, index) != LUA_TTABLE || !lua_getmetatable(L, index)) return NULL;
    lua_pushliteral(L, "__newindex");
    lua_rawget(L, -2);
    if (lua_getupvalue(L, -1, 1)) {
        name = lua_tostring(L, -1);
        lua_pop(L, 1);
    }
    lua_pop(L, 2);
    return name;
}

/* ---- did you mean */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *frozen_near(lua_State *L, int index, const char *key)
{
    const char *names[SUGGEST_MOST];
    size_t count = 0;
    index = lua_absindex(L, index);
    lua_pushnil(L);
    while (lua_next(L, index)) {
        lua_pop(L, 1);
        if (lua_type(L, -1) == LUA_TSTRING && count < SUGGEST_MOST) names[count++] = lua_tostring(L, -1);
    }
    qsort(names, count, sizeof *names, by_text);
    return suggest(text_of(key), names, count);
}

/* ---- everything reachable. `seen` is a table: real table or closure -> what stands for it; and 1, 2, ... -> closures as they came. */

struct walk {
    int seen;
    int depth;
    lua_Integer closures;
};

static void reach(lua_State *L, struct walk *walk);

static bool is_reachable(lua_State *L, int index)
{
    int type = lua_type(L, index);
    return (type == LUA_TTABLE && !frozen_is(L, index)) || (type == LUA_TFUNCTION && !lua_iscfunction(L, index));
}

/* [-0, +0, error] Replaces the fields of the table on the top. */
static void reach_fields(lua_State *L, struct walk *walk)
{
    int table = lua_gettop(L);
    lua_pushnil(L);
    while (lua_next(L, table)) {
        int key = lua_type(L, -2);
        if (key != LUA_TSTRING && key != LUA_TNUMBER && key != LUA_TBOOLEAN)
            luaL_error(L, "a table made at the top level has %s as a key (only text, numbers, true and false may be keys there)",
                       lua_typename(L, key));
        if (is_reachable(L, -1)) {
            reach(L, walk);
            lua_pushvalue(L, -2);
            lua_insert(L, -2);
            lua_rawset(L, table);
        } else {
            lua_pop(L, 1);
        }
    }
}

/* [-0, +0, error] Replaces the upvalues of the closure on the top. */
static void reach_upvalues(lua_State *L, struct walk *walk)
{
    int function = lua_gettop(L);
    for (int n = 1; lua_getupvalue(L, function, n); n++) {
        if (is_reachable(L, -1)) {
            reach(L, walk);
            lua_setupvalue(L, function, n);
        } else {
            lua_pop(L, 1);
        }
    }
}

/* [-0, +0, error] Remembers what stands for the value at `from`: the value on the top. */
static void remember(lua_State *L, const struct walk *walk, int from)
{
    lua_pushvalue(L, from);
    lua_pushvalue(L, -2);
    lua_rawset(L, walk->seen);
}

/* [-1, +1, error] */
static void reach(lua_State *L, struct walk *walk)
{
    if (++walk->depth > DEPTH_MOST) luaL_error(L, "tables and functions are nested too deeply at the top level");
    luaL_checkstack(L, 10, NULL);
    lua_pushvalue(L, -1);
    lua_rawget(L, walk->seen);
    if (!lua_isnil(L, -1)) {
        lua_remove(L, -2);
    } else {
        lua_pop(L, 1);
        bool table = lua_istable(L, -1);
        lua_pushvalue(L, -1);
        if (table) frozen_wrap(L, "a table made at the top level");
        remember(L, walk, lua_gettop(L) - 1);
        lua_insert(L, -2);
        if (table) {
            reach_fields(L, walk);
        } else {
            lua_pushvalue(L, -1);
            lua_rawseti(L, walk->seen, ++walk->closures);
            reach_upvalues(L, walk);
        }
        lua_pop(L, 1);
    }
    walk->depth--;
}

void frozen_reach(lua_State *L)
{
    lua_newtable(L);
    lua_insert(L, -2);
    struct walk walk = {.seen = lua_gettop(L) - 1};
    if (is_reachable(L, -1)) reach(L, &walk);
    lua_insert(L, -2);
}
