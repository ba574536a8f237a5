#include <lauxlib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bands.h"
#include "base/number.h"
#include "base/suggest.h"
#include "lua/date_api.h"
#include "lua/environment.h"
#include "lua/failure.h"
#include "lua/offer.h"
#include "lua/pairs_api.h"
#include "lua/recorder.h"
#include "lua/sandbox.h"
#include "lua/thing.h"

/* ---- manifests */

static int begin_manifest(lua_State *L, enum plugin_kind kind)
{
    struct sandbox *sandbox = sandbox_of(L);
    const char *name = kind == PLUGIN_METRIC ? "metric" : "incentive";
    lua_Debug caller;
    if (!sandbox->loading) return luaL_error(L, "%s is for the top level: return %s { ... }", name, name);
    if (lua_type(L, 1) != LUA_TTABLE) return luaL_error(L, "%s takes a table: return %s { ... }", name, name);
    if (sandbox->has_manifest) return luaL_error(L, "a file is one plugin: metric or incentive is called a second time");
    if (lua_getstack(L, 1, &caller) && lua_getinfo(L, "l", &caller) && caller.currentline > 0) sandbox->line = (unsigned)caller.currentline;
    sandbox->has_manifest = true;
    sandbox->kind = kind;
    lua_pushvalue(L, 1);
    lua_rawseti(L, LUA_REGISTRYINDEX, SLOT_MANIFEST);
    thing_new(L, THING_MANIFEST, sizeof(enum thing_tag));
    return 1;
}

static int base_metric(lua_State *L)
{
    return begin_manifest(L, PLUGIN_METRIC);
}

static int base_incentive(lua_State *L)
{
    return begin_manifest(L, PLUGIN_INCENTIVE);
}

/* ---- Lua's own, made safe */

static int base_type(lua_State *L)
{
    const enum thing_tag *thing = lua_type(L, 1) == LUA_TUSERDATA ? lua_touserdata(L, 1) : NULL;
    luaL_checkany(L, 1);
    if (thing && (*thing == THING_DATE || *thing == THING_SPAN))
        lua_pushstring(L, *thing == THING_DATE ? "date" : "span");
    else
        lua_pushstring(L, luaL_typename(L, 1));
    return 1;
}

const char *environment_text(lua_State *L, int index, size_t *len)
{
    int type = lua_type(L, index);
    if (type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TNIL || type == LUA_TBOOLEAN) return luaL_tolstring(L, index, len);
    if (thing_is(L, index, THING_DATE) || thing_is(L, index, THING_SPAN)) return luaL_tolstring(L, index, len);
    lua_pushstring(L, type == LUA_TUSERDATA ? thing_kind_name(L, index) : lua_typename(L, type));
    return lua_tolstring(L, -1, len);
}

static int base_tostring(lua_State *L)
{
    size_t len;
    luaL_checkany(L, 1);
    environment_text(L, 1, &len);
    return 1;
}

static int base_tonumber(lua_State *L)
{
    size_t len;
    double number;
    luaL_checkany(L, 1);
    if (lua_type(L, 1) == LUA_TNUMBER) {
        lua_pushvalue(L, 1);
        return 1;
    }
    const char *text = lua_type(L, 1) == LUA_TSTRING ? lua_tolstring(L, 1, &len) : NULL;
    if (text && number_parse(text_trim((struct text){text, len}), &number))
        lua_pushnumber(L, number);
    else
        lua_pushnil(L);
    return 1;
}

static int base_select(lua_State *L)
{
    int count = lua_gettop(L);
    if (lua_type(L, 1) == LUA_TSTRING && strcmp(lua_tostring(L, 1), "#") == 0) {
        lua_pushinteger(L, count - 1);
        return 1;
    }
    lua_Integer n = luaL_checkinteger(L, 1);
    if (n < 0)
        n = count + n;
    else if (n > count)
        n = count;
    luaL_argcheck(L, n >= 1, 1, "index out of range");
    return count - (int)n;
}

static int base_error(lua_State *L)
{
    size_t len;
    lua_settop(L, 1);
    bool is_text = lua_type(L, 1) == LUA_TSTRING || lua_type(L, 1) == LUA_TNUMBER;
    luaL_where(L, 1);
    if (is_text)
        environment_text(L, 1, &len);
    else
        lua_pushfstring(L, "raised an error with %s (give error a text)", thing_kind_name(L, 1));
    lua_concat(L, 2);
    return lua_error(L);
}

static int base_assert(lua_State *L)
{
    luaL_checkany(L, 1);
    if (lua_toboolean(L, 1)) return lua_gettop(L);
    return failure_raise(L, NULL, "%s", lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "assertion failed");
}

static int next_item(lua_State *L)
{
    lua_Integer i = luaL_checkinteger(L, 2) + 1;
    lua_pushinteger(L, i);
    return lua_geti(L, 1, i) == LUA_TNIL ? 1 : 2;
}

static int base_ipairs(lua_State *L)
{
    if (lua_type(L, 1) != LUA_TTABLE) return failure_with_cure(L, pairs_cure(L), "ipairs walks a list, not %s", thing_kind_name(L, 1));
    lua_pushcfunction(L, next_item);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

/* For rung trace; elsewhere it is as if it were not there. */
static int base_log(lua_State *L)
{
    struct recorder *recorder = sandbox_of(L)->recorder;
    if (recorder) recorder_log(recorder, L);
    return 0;
}

/* ---- numbers */

static int check_places(lua_State *L, int argument, int otherwise)
{
    lua_Integer places = luaL_optinteger(L, argument, otherwise);
    luaL_argcheck(L, places >= 0 && places <= 15, argument, "places go from 0 to 15");
    return (int)places;
}

static int base_round(lua_State *L)
{
    lua_pushnumber(L, number_round(luaL_checknumber(L, 1), check_places(L, 2, 0)));
    return 1;
}

/* [-0, +1, error] */
static void push_fixed(lua_State *L, double number, int places, const char *after)
{
    struct decimal exact;
    char text[DECIMAL_TEXT_MAX + 2];
    if (!decimal_from_double(number, &exact)) luaL_error(L, "this number cannot be written as a decimal");
    exact = decimal_round(exact, places, ROUND_HALF_UP);
    while (exact.scale < places && decimal_multiply(exact, decimal_of(10, 1), &exact)) {
    }
    decimal_format(exact, text);
    lua_pushfstring(L, "%s%s", text, after);
}

static int base_percent(lua_State *L)
{
    push_fixed(L, luaL_checknumber(L, 1) * 100, check_places(L, 2, 0), " %");
    return 1;
}

static int base_number(lua_State *L)
{
    char text[NUMBER_TEXT_MAX];
    double number = luaL_checknumber(L, 1);
    if (lua_isnoneornil(L, 2))
        lua_pushlstring(L, text, number_format(number, text));
    else
        push_fixed(L, number, check_places(L, 2, 0), "");
    return 1;
}

static int base_bands(lua_State *L)
{
    struct decimal amount, result;
    double number = luaL_checknumber(L, 1);
    const struct bands_thing *bands = thing_check(L, 2, THING_BANDS);
    const char *method = luaL_optstring(L, 3, band_method_names[BANDS_MARGINAL]);
    int chosen = 0;
    while (chosen < BAND_METHOD_COUNT && strcmp(method, band_method_names[chosen]) != 0) chosen++;
    if (chosen == BAND_METHOD_COUNT)
        return failure_raise(L, suggest(text_of(method), band_method_names, BAND_METHOD_COUNT), "bands has no method '%s'", method);
    if (!bands_fit((enum band_method)chosen, bands->scale))
        return failure_raise(L, NULL, "the bands do not fit the method '%s': interpolated asks for pays, the others for rate", method);
    if (!decimal_from_double(number, &amount) || !bands_apply((enum band_method)chosen, bands->scale, amount, &result))
        return luaL_error(L, "bands: the amount or the result is too large for exact arithmetic");
    struct recorder *recorder = sandbox_of(L)->recorder;
    if (recorder) recorder_bands(recorder, L, bands->scale, (enum band_method)chosen, amount, result);
    lua_pushnumber(L, decimal_to_double(result));
    return 1;
}

static const struct offer rows[] = {
    {"metric", base_metric, "manifest: rung.Metric", "rung.Plugin", "makes the file a metric: return metric { ... }"},
    {"incentive", base_incentive, "manifest: rung.Incentive", "rung.Plugin", "makes the file an incentive: return incentive { ... }"},
    {"ipairs", base_ipairs, "<T> list: T[]", "fun(list: T[], i: integer): integer, T", "for a loop over a list: its places and items"},
    {"pairs", pairs_walk, "<K, V> map: table<K, V>", "fun(map: table<K, V>, key?: K): K, V",
     "for a loop over a table: its keys and values, in the order of the keys"},
    {"round", base_round, "x: number, places?: integer", "number",
     "rounds as people do, half away from zero, on the decimal form: round(2.675, 2) is 2.68; to a whole number without places"},
    {"number", base_number, "x: number, places?: integer", "string", "the number as a text: its shortest form, or with so many places"},
    {"percent", base_percent, "x: number, places?: integer", "string", "the number as a text in percent: percent(0.534) is 53 %"},
    {"bands", base_bands, "amount: number, scale: rung.Bands, method?: rung.Method", "number",
     "what a scale earns on an amount, in exact decimals; marginal without a method"},
    {"date", date_make, "text: string", "rung.Date", "makes a date: date(\"2026-01-31\")"},
    {"any", NULL, NULL, "rung.Any", "in conditions: not empty"},
    {"none", NULL, NULL, "rung.Any", "in conditions: empty"},
    {"tostring", base_tostring, "value: any", "string", "a text of any value"},
    {"tonumber", base_tonumber, "value: any", "number?", "the number that a text says; nil when it says none"},
    {"type", base_type, "value: any", "string", "number, string, boolean, nil, table, function, date, span or userdata"},
    {"select", base_select, "n: integer|\"#\", ...: any", "any", "the arguments from the nth on, or how many there are"},
    {"log", base_log, "...: any", "", "says something: rung trace shows it, and nothing else does"},
    {"error", base_error, "message: string", "", "ends the rule: a failure of this metric for this partner"},
    {"assert", base_assert, "<T> value: T?, message?: string", "T", "the value; ends the rule with the message when it is nil or false"},
};
const struct offers offers_globals = {"", "Functions", "", OFFERS(rows), NULL};

void base_api_add(lua_State *L)
{
    offers_register(L, &offers_globals);
    for (int any = 0; any < 2; any++) {
        struct constant_thing *constant = thing_new(L, THING_CONSTANT, sizeof *constant);
        constant->any = any;
        lua_setfield(L, -2, any ? "any" : "none");
    }
}
