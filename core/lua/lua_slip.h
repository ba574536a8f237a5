/* lua_slip.h - slips of people who know other languages, or none, said in a cure: Lua's own message tells where it could not go on. */
#ifndef RUNG_LUA_LUA_SLIP_H
#define RUNG_LUA_LUA_SLIP_H

#include "base/arena.h"
#include "program/node.h"

/* What to write instead, when the line or what Lua said of it shows a slip; NULL when nothing is known. `what`: Lua's message without
 * its place. */
const char *lua_slip_cure(const struct source *source, unsigned line, const char *what, struct arena *arena);

#endif
