/* lines.h - line coverage of one plugin: which of its lines can run, and which did.
 *
 * A line can run when the compiler made anything of it, in the top level or in any function, called or not; the `end` of a function
 * does nothing by itself. The bytes are somebody else's, and may be shared by several processes: each is only ever set. */
#ifndef RUNG_LUA_LINES_H
#define RUNG_LUA_LINES_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct lines {
    size_t count;                     /* at least as many as the file has */
    _Atomic unsigned char *can, *ran; /* [line - 1] */
};

size_t lines_most(struct text source); /* for lines.count */

static inline bool lines_can_run(const struct lines *lines, size_t line)
{
    return line - 1 < lines->count && atomic_load_explicit(&lines->can[line - 1], memory_order_relaxed);
}
/* Only of lines that can run. */
static inline bool lines_did_run(const struct lines *lines, size_t line)
{
    return lines_can_run(lines, line) && atomic_load_explicit(&lines->ran[line - 1], memory_order_relaxed);
}
static inline void lines_note(const struct lines *lines, int line)
{
    if ((size_t)line - 1 < lines->count) atomic_store_explicit(&lines->ran[line - 1], 1, memory_order_relaxed);
}

struct lua_State;
/* [-0, +0, memory] Finds the lines of the function on the top, and of all functions written in it, that can run. False: no memory, or a
 * Lua that writes its functions down in another way. */
bool lines_find(struct lua_State *L, const struct lines *lines);

#endif
