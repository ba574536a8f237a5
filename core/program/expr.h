/* expr.h - conditions and point formulas: Lua's expression syntax, evaluated in C.
 *
 * Syntax: numbers, 'text', "text", true, false, names with dots, and or not, == ~= < <= > >=, + - * / // % ^, unary -,
 * parentheses, calls of min max floor ceil abs round sqrt log exp date add_months, oneof(x, a, b) and count(condition, ...). Same
 * precedence as Lua 5.4. `c and a or b` with numbers a and b chooses one of them, as in Lua.
 * It is evaluated by Rung and not by Lua so that every name is checked before the first partner, each part can be
 * explained, and the scoring rooms stay free of Lua.
 *
 * Three-valued: a name without data is "could not tell" (VALUE_NONE); comparisons and arithmetic with it could not tell
 * either; `and`, `or`, `not` follow Kleene (false and unknown is false; true or unknown is true). Comparisons of numbers forgive 1e-9
 * (number_reaches). A count with conditions that could not tell is known in a comparison that comes out the same whether they hold or
 * not, and could not tell elsewhere. */
#ifndef RUNG_PROGRAM_EXPR_H
#define RUNG_PROGRAM_EXPR_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/problem.h"
#include "base/text.h"
#include "base/value.h"
#include "program/node.h"

/* Finds what a name means. Returns a slot number >= 0 that evaluation hands to expr_read, EXPR_KNOWN, or -1. Sets is->kind to the kind of
 * its values (VALUE_NONE when it may be any); with EXPR_KNOWN *is is the value itself, a number. On -1 it may set *near to a cure (one
 * sentence). */
enum { EXPR_KNOWN = INT_MAX };
typedef int expr_resolve(void *context, struct text name, struct value *is, const char **near);
typedef struct value expr_read(void *context, int slot);

enum expr_op {
    EXPR_NUMBER,
    EXPR_TEXT,
    EXPR_YESNO,
    EXPR_NAME,
    EXPR_CALL,
    EXPR_NOT,
    EXPR_NEGATE,
    EXPR_AND,
    EXPR_OR,
    EXPR_EQ,
    EXPR_NE,
    EXPR_LT,
    EXPR_LE,
    EXPR_GT,
    EXPR_GE,
    EXPR_ADD,
    EXPR_SUB,
    EXPR_MUL,
    EXPR_DIV,
    EXPR_IDIV,
    EXPR_MOD,
    EXPR_POW
};

/* A tree, so that explanations can walk it: each node knows its own text. */
struct expr {
    enum expr_op op;
    struct value literal;
    int slot;             /* EXPR_NAME: from the resolver; EXPR_CALL: index into the table of functions */
    enum value_kind kind; /* of the result */
    struct text text;     /* the part of the source that it came from */
    struct expr **args;
    size_t arg_count;
};

/* Compiles; on mistakes reports each with its place inside the YAML scalar and returns NULL. `want` is the kind the result must have. */
const struct expr *expr_compile(const struct node *scalar, const struct source *source, enum value_kind want, expr_resolve *resolve,
                                void *context, struct arena *arena, struct problems *problems);
/* NULL while any problem stands. At most 4000 characters and 100 levels of nesting, so that evaluation never runs out of stack. */
struct value expr_eval(const struct expr *expr, expr_read *read, void *context);

const char *expr_function_name(const struct expr *call); /* of an EXPR_CALL */
void expr_function_names(struct buf *out);               /* "date, count, ... and oneof": all there are */
/* Where a part of an expression (expr->text) stands in the file, right for quoted, folded and block scalars as well. */
struct place expr_place(const struct node *scalar, const struct source *source, struct text part);

#endif
