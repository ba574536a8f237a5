/* codeline.h - pieces of one line of Lua, found by looks: names, paths such as row.amount, what stands on either side of a sign.
 *
 * Lua tells the kind and name of the value that it stumbled over, but not its place in the line. What is found here only chooses words, a
 * caret, and which variable to look at: a wrong guess costs a vaguer message. Nothing inside of quotes and comments is found, but
 * operands may be texts in quotes. Found texts are parts of the line. Plain C, no Lua. */
#ifndef RUNG_LUA_CODELINE_H
#define RUNG_LUA_CODELINE_H

#include <stdbool.h>

#include "program/node.h"

enum { CODELINE_MOST = 400 };

struct codeline {
    struct text text;         /* as it stands, of a longer line the beginning */
    char bare[CODELINE_MOST]; /* the same, texts in quotes blank, ended at its comment */
    size_t len;               /* of bare */
};

void codeline_init(struct codeline *line, struct text text);

/* The next path (a name, or names joined by dots) at or behind *from, which moves behind it. Names behind a colon (methods) are no
 * paths, nor are Lua's words. */
bool codeline_path(const struct codeline *line, size_t *from, struct text *path);
/* The last name of a path: amount of row.amount. */
struct text path_last(struct text path);

/* The next < > <= >= at or behind *from, which moves behind it, and the operands on its sides. */
bool codeline_comparison(const struct codeline *line, size_t *from, struct text *left, struct text *right);
/* A question that finds nothing where there is nothing, such as :max("amount"), at or behind *from, which moves behind it. */
bool codeline_question(const struct codeline *line, size_t *from, struct text *asked, struct text *column);
/* What the line puts into a variable: of local a, b = x, y for b: y. An empty text: it is declared without a value. NULL: neither. */
struct text codeline_assigned(const struct codeline *line, struct text name);
/* Where a name is read, not where it is given a value: the second won of local won = deals:where { stage = won }. {NULL, 0}: nowhere. */
struct text codeline_use(const struct codeline *line, struct text name);
/* Whether a text is likely meant at that place: == or ~= stands before it, or = or nothing else within braces. */
bool codeline_wants_text(const struct codeline *line, struct text at);
/* The first list[key] of the line whose key is a path. */
bool codeline_entry(const struct codeline *line, struct text *list, struct text *key);
/* The place of a whole word outside of quotes; of a text in quotes when there is none. {NULL, 0}: nowhere. */
struct text codeline_word(const struct codeline *line, struct text word);

#endif
