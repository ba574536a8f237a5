#include "lua/pairs_api.h"

#include <lauxlib.h>
#include <stdlib.h>

#include "base/text.h"
#include "lua/failure.h"
#include "lua/frozen.h"
#include "lua/sandbox.h"
#include "lua/thing.h"

struct key {
    int type;
    double number;
    struct text text;
    lua_Integer slot; /* in the list of unsorted keys */
};

static int by_key(const void *a, const void *b)
{
    const struct key *x = a, *y = b;
    if (x->type != y->type) return x->type == LUA_TNUMBER || (x->type == LUA_TSTRING && y->type != LUA_TNUMBER) ? -1 : 1;
    if (x->type == LUA_TSTRING) return text_compare(x->text, y->text);
    return (x->number > y->number) - (x->number < y->number);
}

lua_Integer pairs_push_keys(lua_State *L, int index)
{
    lua_Integer count = 0;
    lua_newtable(L);
    int list = lua_gettop(L);
    lua_pushnil(L);
    while (lua_next(L, index)) {
        lua_pop(L, 1);
        int type = lua_type(L, -1);
        if (type != LUA_TNUMBER && type != LUA_TSTRING && type != LUA_TBOOLEAN)
            luaL_error(L, "pairs needs text or numbers as keys: %s has no order", thing_kind_name(L, -1));
        lua_pushvalue(L, -1);
        lua_rawseti(L, list, ++count);
    }
    sandbox_charge(L, (uint64_t)count * 4);
    struct key *keys = lua_newuserdatauv(L, (size_t)(count ? count : 1) * sizeof *keys, 0);
    for (lua_Integer i = 0; i < count; i++) {
        size_t len = 0;
        keys[i] = (struct key){.type = lua_rawgeti(L, list, i + 1), .slot = i + 1};
        if (keys[i].type == LUA_TSTRING)
            keys[i].text = (struct text){lua_tolstring(L, -1, &len), 0};
        else
            keys[i].number = keys[i].type == LUA_TNUMBER ? lua_tonumber(L, -1) : lua_toboolean(L, -1);
        keys[i].text.len = len;
        lua_pop(L, 1);
    }
    qsort(keys, (size_t)count, sizeof *keys, by_key);
    lua_createtable(L, (int)count, 0);
    for (lua_Integer i = 0; i < count; i++) {
        lua_rawgeti(L, list, keys[i].slot);
        lua_rawseti(L, -2, i + 1);
    }
    lua_replace(L, list);
    lua_settop(L, list);
    return count;
}

static int next_pair(lua_State *L)
{
    lua_Integer i = lua_tointeger(L, lua_upvalueindex(2));
    do {
        lua_settop(L, 0);
        if (lua_rawgeti(L, lua_upvalueindex(1), ++i) == LUA_TNIL) return 1;
        lua_pushvalue(L, -1);
        lua_rawget(L, lua_upvalueindex(3)); /* nil: taken out since */
    } while (lua_isnil(L, -1));
    lua_pushinteger(L, i);
    lua_replace(L, lua_upvalueindex(2));
    return 2;
}

const char *pairs_cure(lua_State *L)
{
    return thing_is(L, 1, THING_SELECTION) ? "write for row in selection:rows() do ... end" : NULL;
}

int pairs_walk(lua_State *L)
{
    if (lua_type(L, 1) != LUA_TTABLE) return failure_with_cure(L, pairs_cure(L), "pairs walks a table, not %s", thing_kind_name(L, 1));
    lua_settop(L, 1);
    frozen_contents(L, 1);
    pairs_push_keys(L, 2);
    lua_pushinteger(L, 0);
    lua_pushvalue(L, 2);
    lua_pushcclosure(L, next_pair, 3);
    return 1;
}
