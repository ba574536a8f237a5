/* lua_slip.h - a plugin that Lua cannot read: what it says in plain words, where, and the slip of somebody who knows other languages,
 * spreadsheets, or none, as a cure. */
#ifndef RUNG_LUA_LUA_SLIP_H
#define RUNG_LUA_LUA_SLIP_H

#include "base/arena.h"
#include "program/node.h"

struct lua_slip {
    const char *what, *cure; /* cure NULL: nothing is known */
    struct text at;          /* what Lua could not go on with, in its line; {NULL, 0}: not to be seen there */
};

/* `said`: Lua's message without its place, of that line. False: it is not about the language. */
bool lua_slip_read(const struct source *source, unsigned line, const char *said, struct arena *arena, struct lua_slip *slip);

#endif
