/* failure.h - a plugin's failure in words: one line with file and line, what happened, and what to do about it.
 *
 * The interpreter's messages speak to programmers; lua_words.h says them in the words of tables and columns. */
#ifndef RUNG_LUA_FAILURE_H
#define RUNG_LUA_FAILURE_H

#include "lua/sandbox.h"

void failure_clear(struct sandbox *sandbox);
int failure_handler(lua_State *L); /* the message handler of every protected call: says it in words while the stack stands */
/* After a protected call that ended with `status`; the error object is on the top of the stack, and stays there. */
void failure_explain(struct sandbox *sandbox, int status);
/* A failure found outside of Lua. */
__attribute__((format(printf, 2, 3))) void failure_set(struct sandbox *sandbox, const char *format, ...);

/* [-0, +0, error] Raises an error of a host function at the line that called it. `near`: a suggestion or NULL. */
int failure_raise(lua_State *L, const char *near, const char *format, ...);
/* The same with any cure, which is told apart from what is wrong; NULL: none. */
int failure_with_cure(lua_State *L, const char *cure, const char *format, ...);

#endif
