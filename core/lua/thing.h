/* thing.h - the values that Rung hands to plugins: userdata that begin with a tag, so that a C function knows what it got.
 *
 * A state holds no userdata but these, none has a finalizer or user values, and all are immutable for a script. */
#ifndef RUNG_LUA_THING_H
#define RUNG_LUA_THING_H

#include <lauxlib.h>
#include <lua.h>
#include <stdbool.h>

#include "base/bands.h"
#include "base/date.h"
#include "base/text.h"

enum thing_tag {
    THING_DATE,
    THING_SPAN,
    THING_BANDS,
    THING_CONSTANT,
    THING_MANIFEST,
    THING_SELECTION,
    THING_FILTER,
    THING_ROW,
    THING_MEASURE,
    THING_COUNT
};

struct date_thing {
    enum thing_tag tag;
    int32_t day;
};
struct span_thing {
    enum thing_tag tag;
    struct span span;
};
struct bands_thing {
    enum thing_tag tag;
    const struct scale *scale;
};
struct constant_thing {
    enum thing_tag tag;
    bool any;
}; /* any or none: not empty, empty */

void thing_register(lua_State *L); /* [-0, +0, memory] makes the metatables */
/* [-0, +1, memory] A new thing with its tag set and its metatable in place. */
void *thing_new(lua_State *L, enum thing_tag tag, size_t size);
/* Adds a metamethod or, with `method`, what its __index finds. [-0, +0, memory] */
void thing_metamethods(lua_State *L, enum thing_tag tag, const luaL_Reg *functions);

/* NULL when it is something else. [-0, +0, -] */
static inline void *thing_at(lua_State *L, int index, enum thing_tag tag)
{
    void *thing = lua_touserdata(L, index); /* scripts never see light userdata */
    return thing && *(const enum thing_tag *)thing == tag ? thing : NULL;
}
static inline bool thing_is(lua_State *L, int index, enum thing_tag tag)
{
    return thing_at(L, index, tag) != NULL;
}
/* As thing_at; an error of the argument otherwise: "date expected". [-0, +0, error] */
void *thing_check(lua_State *L, int argument, enum thing_tag tag);
/* "a date", "text", "a number", "nothing (nil)": what stands at the index, for messages. [-0, +0, -] */
const char *thing_kind_name(lua_State *L, int index);
/* The type of what stands at the index as Lua's messages call it: "nil", "string", "date", "selection". [-0, +0, -] */
const char *thing_type_name(lua_State *L, int index);
/* The same in the words of thing_kind_name. */
const char *thing_kind_of(struct text type);

/* [-0, +1, memory] */
void date_push(lua_State *L, int32_t day);
void span_push(lua_State *L, struct span span);
void bands_push(lua_State *L, const struct scale *scale);

#endif
