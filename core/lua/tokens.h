/* tokens.h - Lua's text in pieces: names, numbers, texts in quotes and signs, without blanks and comments. Plain C, no Lua.
 *
 * What Lua refuses to read is in pieces somehow: Lua says what is wrong with it. Texts are parts of the source. */
#ifndef RUNG_LUA_TOKENS_H
#define RUNG_LUA_TOKENS_H

#include "base/arena.h"
#include "base/text.h"

enum token_kind { TOKEN_END, TOKEN_NAME, TOKEN_KEYWORD, TOKEN_NUMBER, TOKEN_TEXT, TOKEN_SIGN };
struct token {
    enum token_kind kind;
    struct text text; /* of a TOKEN_TEXT with its quotes */
    unsigned line;
};

/* Four of TOKEN_END stand before the first, and eight behind the last, so that neighbours can be looked at. NULL: out of memory. */
const struct token *tokens_read(struct text source, struct arena *arena, size_t *count);
bool token_is(const struct token *token, const char *text); /* a name, keyword or sign */

#endif
