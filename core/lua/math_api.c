#include <lualib.h>

#include "lua/environment.h"
#include "lua/offer.h"

static const struct offer rows[] = {
    {"abs", NULL, "x: number", "number", "without its sign"},
    {"ceil", NULL, "x: number", "integer", "the next whole number above"},
    {"floor", NULL, "x: number", "integer", "the next whole number below"},
    {"max", NULL, "x: number, ...: number", "number", "the greatest of them"},
    {"min", NULL, "x: number, ...: number", "number", "the least of them"},
    {"sqrt", NULL, "x: number", "number", "the square root"},
    {"log", NULL, "x: number, base?: number", "number", "the logarithm, to the base e without one"},
    {"exp", NULL, "x: number", "number", "e raised to x"},
    {"fmod", NULL, "x: number, y: number", "number", "what is left of x divided by y, with the sign of x"},
    {"modf", NULL, "x: number", "number, number", "the whole part and what is behind the point"},
    {"tointeger", NULL, "x: any", "integer?", "the same number as a whole one; nil when it is none"},
    {"type", NULL, "x: any", "string?", "integer or float; nil for what is no number"},
    {"huge", NULL, NULL, "number", "more than any number"},
    {"pi", NULL, NULL, "number", "3.14159..."},
};
const struct offers offers_math = {"math", "Calculating", "math.", OFFERS(rows), NULL};

/* Lua's own functions, those that are pure. The library's table, with its random numbers, is dropped. */
void math_api_add(lua_State *L)
{
    lua_newtable(L);
    lua_pushcfunction(L, luaopen_math);
    lua_call(L, 0, 1);
    for (size_t i = 0; i < offers_math.count; i++) {
        lua_getfield(L, -1, rows[i].name);
        lua_setfield(L, -3, rows[i].name);
    }
    lua_pop(L, 1);
    environment_library(L, "math");
}
