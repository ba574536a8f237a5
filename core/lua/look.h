/* look.h - a look at a rule's text for what Lua lets pass without a word, and what is surely not meant.
 *
 * row.amount == "600" is never true, `if #rows then` always: a run has nothing to complain of. The look warns of such lines once for each
 * plugin, when it is bound to a program. It guesses nothing: where a name may mean something else, nothing is said. */
#ifndef RUNG_LUA_LOOK_H
#define RUNG_LUA_LOOK_H

#include "lua/binder.h"
#include "lua/tokens.h"

struct look {
    const struct binder *binder;
    const struct token *tokens;
    size_t count;
};

void look_at_rule(const struct binder *binder);

/* look_kinds.c: comparisons of different kinds, and of tiers by their names. look_habits.c: habits from spreadsheets and speech. */
void look_at_kinds(const struct look *look);
void look_at_habits(const struct look *look);

/* A warning about the tokens from one to another. */
__attribute__((format(printf, 5, 6))) void look_warn(const struct look *look, const struct token *from, const struct token *to,
                                                     const char *cure, const char *format, ...);
/* The source from one token to another. */
struct text look_text(const struct token *from, const struct token *to);
/* Can a value end with this token? Then a name behind it begins a statement. */
bool look_ends_value(const struct token *token);
/* The bracket that closes the one here; TOKEN_END: none does. */
const struct token *look_closing(const struct token *open);
/* The type of the columns of this name that the rule reads, of any table. False: there is none, or they are of several types. */
bool look_column(const struct look *look, struct text name, enum column_type *type);

#endif
