/* expr_parts.h - what the stages of expr_compile share: text -> tokens (expr_lex.c) -> tree (expr_parse.c) -> names and kinds
 * (expr_bind.c). Private to expr*.c. */
#ifndef RUNG_PROGRAM_EXPR_PARTS_H
#define RUNG_PROGRAM_EXPR_PARTS_H

#include "program/expr.h"

enum { EXPR_LENGTH_MAX = 4000, EXPR_DEPTH_MAX = 100, EXPR_ARGS_MAX = 32 };

struct compile {
    const struct node *scalar;
    const struct source *source;
    expr_resolve *resolve;
    void *context;
    struct arena *arena;
    struct problems *problems;
    bool failed;
};

/* Reports at a part of the expression. */
__attribute__((format(printf, 4, 5))) struct problem *expr_error(struct compile *compile, struct text part, const char *cure,
                                                                 const char *format, ...);

enum token_kind {
    TOKEN_END,
    TOKEN_NUMBER,
    TOKEN_TEXT,
    TOKEN_NAME,
    TOKEN_TRUE,
    TOKEN_FALSE,
    TOKEN_NOT,
    TOKEN_OPEN,
    TOKEN_CLOSE,
    TOKEN_COMMA,
    TOKEN_BINARY,
    TOKEN_BAD /* reported */
};
struct token {
    enum token_kind kind;
    enum expr_op op;     /* TOKEN_BINARY */
    struct text text;    /* as written */
    struct text content; /* TOKEN_TEXT: between the quotes */
    double number;       /* TOKEN_NUMBER */
};
struct lexer {
    struct compile *compile;
    struct text rest;
};
struct token lexer_next(struct lexer *lexer);

/* NULL after reporting. Names and kinds are not looked at yet. */
struct expr *expr_parse(struct compile *compile);
/* Resolves names, checks kinds, folds date('...'). Reports all mistakes. */
void expr_bind(struct compile *compile, struct expr *expr);
/* Reports `c and a` with a number a, which says nothing where c does not hold, and which is no condition. True: it was one. */
bool expr_bind_choice(struct compile *compile, const struct expr *expr, enum value_kind want);

struct expr_function {
    const char *name;
    size_t least, most;    /* arguments */
    enum value_kind takes; /* VALUE_NONE: any, all of one kind */
    enum value_kind gives;
    const char *example;
    struct value (*call)(const struct value *args, size_t count); /* never called with VALUE_NONE among the arguments */
};
extern const struct expr_function expr_functions[];
enum { EXPR_FUNCTION_COUNT = 13 };
int expr_function_find(struct text name, const char **near); /* index or -1, then *near may be a suggestion */
enum { EXPR_FUNCTION_DATE = 0, EXPR_FUNCTION_TALLY = 1 /* count: looks at conditions that could not tell, too */ };

static inline struct text text_between(struct text first, struct text last)
{
    return (struct text){first.ptr, (size_t)(last.ptr + last.len - first.ptr)};
}

#endif
