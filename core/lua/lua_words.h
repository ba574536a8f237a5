/* lua_words.h - the messages of the Lua library, written for programmers, in the words of tables, partners and rows. */
#ifndef RUNG_LUA_LUA_WORDS_H
#define RUNG_LUA_LUA_WORDS_H

#include "lua/nothing.h"

/* `message` without its place. Fills what, cure and place where the message is one of the library's; false: it is not. `scene` may
 * have no line. */
bool lua_words(const struct scene *scene, const char *message, struct telling *out);

#endif
