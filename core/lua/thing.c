#include "lua/thing.h"

#include <string.h>

#include "lua/date_api.h"
#include "lua/failure.h"
#include "lua/sandbox.h"
#include "lua/selection.h"
#include "lua/standin.h"

static const char *const names[THING_COUNT] = {"date", "span", "bands", "constant", "manifest", "selection", "filter", "row", "metric"};

static int refuse_write(lua_State *L)
{
    return luaL_error(L, "a %s cannot be changed", names[*(const enum thing_tag *)lua_touserdata(L, 1)]);
}

static int refuse_read(lua_State *L)
{
    return luaL_error(L, "a %s has no fields", names[*(const enum thing_tag *)lua_touserdata(L, 1)]);
}

void thing_metamethods(lua_State *L, enum thing_tag tag, const luaL_Reg *functions)
{
    lua_rawgeti(L, LUA_REGISTRYINDEX, SLOT_THINGS + (int)tag);
    luaL_setfuncs(L, functions, 0);
    lua_pop(L, 1);
}

void thing_register(lua_State *L)
{
    static const luaL_Reg defaults[] = {{"__newindex", refuse_write}, {"__index", refuse_read}, {NULL, NULL}};
    for (int tag = 0; tag < THING_COUNT; tag++) {
        lua_newtable(L);
        luaL_setfuncs(L, defaults, 0);
        lua_pushstring(L, names[tag]);
        lua_setfield(L, -2, "__name");
        lua_rawseti(L, LUA_REGISTRYINDEX, SLOT_THINGS + tag);
    }
    date_register(L);
    selection_register(L);
    standin_register(L);
}

void *thing_new(lua_State *L, enum thing_tag tag, size_t size)
{
    enum thing_tag *thing = lua_newuserdatauv(L, size, 0);
    *thing = tag;
    lua_rawgeti(L, LUA_REGISTRYINDEX, SLOT_THINGS + (int)tag);
    lua_setmetatable(L, -2);
    return thing;
}

const char *thing_kind_of(struct text type)
{
    static const char *const with_article[THING_COUNT] = {"a date",      "a span of dates", "bands", "none or any", "a manifest",
                                                          "a selection", "a filter",        "a row", "a metric"};
    static const char *const of_lua[][2] = {{"no value", "nothing"},   {"nil", "nothing (nil)"}, {"boolean", "true or false"},
                                            {"number", "a number"},    {"string", "text"},       {"table", "a table"},
                                            {"function", "a function"}};
    for (size_t i = 0; i < sizeof of_lua / sizeof *of_lua; i++)
        if (text_is(type, of_lua[i][0])) return of_lua[i][1];
    for (size_t i = 0; i < THING_COUNT; i++)
        if (text_is(type, names[i])) return with_article[i];
    return "something else";
}

const char *thing_type_name(lua_State *L, int index)
{
    const enum thing_tag *thing = lua_touserdata(L, index);
    return thing ? names[*thing] : luaL_typename(L, index);
}

const char *thing_kind_name(lua_State *L, int index)
{
    return thing_kind_of(text_of(thing_type_name(L, index)));
}

void *thing_check(lua_State *L, int argument, enum thing_tag tag)
{
    void *thing = thing_at(L, argument, tag);
    if (!thing) luaL_error(L, "bad argument: a %s is needed here, this is %s", names[tag], thing_kind_name(L, argument));
    return thing;
}

void date_push(lua_State *L, int32_t day)
{
    struct date_thing *date = thing_new(L, THING_DATE, sizeof *date);
    date->day = day;
}

void span_push(lua_State *L, struct span span)
{
    struct span_thing *thing = thing_new(L, THING_SPAN, sizeof *thing);
    thing->span = span;
}

void bands_push(lua_State *L, const struct scale *scale)
{
    struct bands_thing *thing = thing_new(L, THING_BANDS, sizeof *thing);
    thing->scale = scale;
}
