#include <lauxlib.h>
#include <string.h>

#include "lua/environment.h"
#include "lua/failure.h"
#include "lua/frozen.h"
#include "lua/offer.h"
#include "lua/sandbox.h"
#include "lua/thing.h"

enum { LIST_LONGEST = 1 << 24, UNPACK_MOST = 200 };

/* [-0, +0, error] A plain list that may be changed; its length. */
static lua_Integer check_own_list(lua_State *L)
{
    if (lua_type(L, 1) != LUA_TTABLE) luaL_error(L, "bad argument: a list is needed here, this is %s", thing_kind_name(L, 1));
    if (frozen_is(L, 1)) luaL_error(L, "this list is read-only (build a new table instead)");
    size_t len = lua_rawlen(L, 1);
    if (len > LIST_LONGEST) luaL_error(L, "this list is longer than %d", LIST_LONGEST);
    return (lua_Integer)len;
}

/* [-0, +0, error] A list to read from: argument 1 becomes the contents of what it was. */
static lua_Integer check_list(lua_State *L)
{
    if (lua_type(L, 1) != LUA_TTABLE) luaL_error(L, "bad argument: a list is needed here, this is %s", thing_kind_name(L, 1));
    frozen_contents(L, 1);
    lua_replace(L, 1);
    return (lua_Integer)lua_rawlen(L, 1);
}

static int table_concat(lua_State *L)
{
    luaL_Buffer out;
    size_t len, separator_len;
    lua_Integer last = check_list(L);
    const char *separator = luaL_optlstring(L, 2, "", &separator_len);
    lua_Integer from = luaL_optinteger(L, 3, 1), to = luaL_optinteger(L, 4, last);
    if (to > last) to = last;
    if (from < 1) from = 1;
    if (to >= from) sandbox_charge(L, (uint64_t)(to - from));
    luaL_buffinit(L, &out);
    for (lua_Integer i = from; i <= to; i++) {
        lua_rawgeti(L, 1, i);
        if (!lua_isstring(L, -1))
            return luaL_error(L, "concat: item %d is %s, only text and numbers can be joined", (int)i, thing_kind_name(L, -1));
        lua_tolstring(L, -1, &len);
        sandbox_charge(L, len / 16);
        luaL_addvalue(&out);
        if (i < to) luaL_addlstring(&out, separator, separator_len);
    }
    luaL_pushresult(&out);
    return 1;
}

static int table_insert(lua_State *L)
{
    lua_Integer place = check_own_list(L) + 1;
    int count = lua_gettop(L);
    if (count != 2 && count != 3) return luaL_error(L, "insert takes a list, a place if it is not the end, and a value");
    if (count == 3) {
        lua_Integer end = place;
        place = luaL_checkinteger(L, 2);
        luaL_argcheck(L, place >= 1 && place <= end, 2, "this place is outside the list");
        sandbox_charge(L, (uint64_t)(end - place));
        for (lua_Integer i = end; i > place; i--) {
            lua_rawgeti(L, 1, i - 1);
            lua_rawseti(L, 1, i);
        }
    }
    lua_rawseti(L, 1, place);
    return 0;
}

static int table_remove(lua_State *L)
{
    lua_Integer len = check_own_list(L);
    lua_Integer place = luaL_optinteger(L, 2, len);
    if (len == 0) return 0;
    luaL_argcheck(L, place >= 1 && place <= len, 2, "this place is outside the list");
    sandbox_charge(L, (uint64_t)(len - place));
    lua_rawgeti(L, 1, place);
    for (lua_Integer i = place; i < len; i++) {
        lua_rawgeti(L, 1, i + 1);
        lua_rawseti(L, 1, i);
    }
    lua_pushnil(L);
    lua_rawseti(L, 1, len);
    return 1;
}

static int table_unpack(lua_State *L)
{
    lua_Integer last = check_list(L);
    lua_Integer from = luaL_optinteger(L, 2, 1), to = luaL_optinteger(L, 3, last);
    if (from > to) return 0;
    if (from < -LIST_LONGEST || to > LIST_LONGEST || to - from >= UNPACK_MOST)
        return luaL_error(L, "unpack gives at most %d values", UNPACK_MOST);
    luaL_checkstack(L, (int)(to - from + 1), NULL);
    for (lua_Integer i = from; i <= to; i++) lua_rawgeti(L, 1, i);
    return (int)(to - from + 1);
}

/* ---- sort: merging runs, so that any comparator ends, and equal items keep their order. The list is at 1, the comparator (or nil) at
 * 2, a table of the same length at 3. */

/* [-2, +0, error] Does the value on the top come before the one below it? */
static bool comes_before(lua_State *L)
{
    bool before;
    sandbox_charge(L, 2);
    if (lua_isnil(L, 2)) {
        before = lua_compare(L, -1, -2, LUA_OPLT);
        lua_pop(L, 2);
        return before;
    }
    lua_pushvalue(L, 2);
    lua_insert(L, -3);
    lua_insert(L, -2);
    lua_call(L, 2, 1);
    before = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return before;
}

/* [-0, +0, error] Merges from[low, middle) and from[middle, high) into to; positions count from 0. */
static void merge(lua_State *L, int from, int to, lua_Integer low, lua_Integer middle, lua_Integer high)
{
    lua_Integer left = low, right = middle;
    for (lua_Integer out = low; out < high; out++) {
        bool take_right = left >= middle;
        if (!take_right && right < high) {
            lua_rawgeti(L, from, left + 1);
            lua_rawgeti(L, from, right + 1);
            take_right = comes_before(L);
        }
        lua_rawgeti(L, from, take_right ? ++right : ++left);
        lua_rawseti(L, to, out + 1);
    }
}

static int table_sort(lua_State *L)
{
    lua_Integer len = check_own_list(L);
    int from = 1, to = 3;
    if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_settop(L, 2);
    lua_createtable(L, (int)len, 0);
    for (lua_Integer run = 1; run < len; run *= 2) {
        for (lua_Integer low = 0; low < len; low += 2 * run) {
            lua_Integer middle = low + run < len ? low + run : len, high = low + 2 * run < len ? low + 2 * run : len;
            merge(L, from, to, low, middle, high);
        }
        from = 4 - from;
        to = 4 - to;
    }
    for (lua_Integer i = 1; from != 1 && i <= len; i++) {
        lua_rawgeti(L, from, i);
        lua_rawseti(L, 1, i);
    }
    return 0;
}

static const struct offer rows[] = {
    {"insert", table_insert, "list: any[], ...: any", "", "adds a value at the end, or at a place: table.insert(list, 1, value)"},
    {"remove", table_remove, "<T> list: T[], place?: integer", "T?", "takes the last item out, or the one at a place, and gives it"},
    {"concat", table_concat, "list: any[], between?: string, from?: integer, to?: integer", "string",
     "joins texts and numbers to one text"},
    {"sort", table_sort, "<T> list: T[], before?: fun(a: T, b: T): boolean", "",
     "sorts the list itself, ascending or so that before(a, b) holds; equal items keep their order"},
    {"unpack", table_unpack, "<T> list: T[], from?: integer, to?: integer", "T", "the items as single values, 200 at most"},
};
const struct offers offers_table = {"table", "Lists", "table.", OFFERS(rows), NULL};

void table_api_add(lua_State *L)
{
    lua_newtable(L);
    offers_register(L, &offers_table);
    environment_library(L, "table");
}
