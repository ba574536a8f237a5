#include "program/expr_parts.h"

struct parser {
    struct compile *compile;
    struct lexer lexer;
    struct token token; /* the one ahead */
    int depth;
};

/* Binding powers of Lua 5.4: a larger one binds tighter; right < left makes an operator right-associative. */
static const struct {
    int left, right;
} powers[] = {
    [EXPR_OR] = {1, 1},    [EXPR_AND] = {2, 2},   [EXPR_EQ] = {3, 3},     [EXPR_NE] = {3, 3},    [EXPR_LT] = {3, 3},
    [EXPR_LE] = {3, 3},    [EXPR_GT] = {3, 3},    [EXPR_GE] = {3, 3},     [EXPR_ADD] = {10, 10}, [EXPR_SUB] = {10, 10},
    [EXPR_MUL] = {11, 11}, [EXPR_DIV] = {11, 11}, [EXPR_IDIV] = {11, 11}, [EXPR_MOD] = {11, 11}, [EXPR_POW] = {14, 13},
};
enum { UNARY_POWER = 12 };

static struct expr *parse_above(struct parser *parser, int power);

static void advance(struct parser *parser)
{
    parser->token = lexer_next(&parser->lexer);
}

static struct expr *new_expr(struct parser *parser, enum expr_op op, struct text text, size_t args)
{
    struct expr *expr = arena_alloc(parser->compile->arena, sizeof *expr);
    struct expr **list = args ? arena_array(parser->compile->arena, args, sizeof *list) : NULL;
    if (!expr || (args && !list)) {
        parser->compile->problems->out_of_memory = true;
        return NULL;
    }
    *expr = (struct expr){.op = op, .slot = -1, .text = text, .args = list, .arg_count = args};
    return expr;
}

static struct expr *parse_literal(struct parser *parser, enum expr_op op, struct value literal)
{
    struct expr *expr = new_expr(parser, op, parser->token.text, 0);
    if (!expr) return NULL;
    expr->literal = literal;
    expr->kind = literal.kind;
    advance(parser);
    return expr;
}

static void report_unexpected(struct parser *parser, const char *what)
{
    const struct token *token = &parser->token;
    if (token->kind == TOKEN_BAD) return;
    if (token->kind == TOKEN_END)
        expr_error(parser->compile, token->text, "write what is missing, or take the last word away",
                   "the expression ends where %s is missing", what);
    else
        expr_error(parser->compile, token->text, "write it before this sign, or take the sign away", "\"%.*s\" stands where %s is missing",
                   TEXT_ARG(token->text), what);
}

static struct expr *parse_parenthesis(struct parser *parser)
{
    struct text open = parser->token.text;
    advance(parser);
    struct expr *inner = parse_above(parser, 0);
    if (!inner) return NULL;
    if (parser->token.kind != TOKEN_CLOSE) {
        if (parser->token.kind != TOKEN_BAD)
            expr_error(parser->compile, open, "write ) where the part ends", "this parenthesis is never closed");
        return NULL;
    }
    inner->text = text_between(open, parser->token.text);
    advance(parser);
    return inner;
}

/* The arguments of a call, the opening parenthesis being ahead. */
static bool parse_arguments(struct parser *parser, struct expr *call, struct text name)
{
    struct text open = parser->token.text;
    advance(parser);
    while (parser->token.kind != TOKEN_CLOSE) {
        if (call->arg_count == EXPR_ARGS_MAX) {
            expr_error(parser->compile, name, NULL, "%.*s takes at most %d values", TEXT_ARG(name), EXPR_ARGS_MAX);
            return false;
        }
        struct expr *arg = parse_above(parser, 0);
        if (!arg) return false;
        call->args[call->arg_count++] = arg;
        if (parser->token.kind == TOKEN_COMMA)
            advance(parser);
        else if (parser->token.kind != TOKEN_CLOSE) {
            if (parser->token.kind != TOKEN_BAD)
                expr_error(parser->compile, open, "write ) behind the last value", "this parenthesis is never closed");
            return false;
        }
    }
    call->text = text_between(name, parser->token.text);
    advance(parser);
    return true;
}

static void report_unknown(struct compile *compile, struct text name, const char *near)
{
    struct problem *problem = expr_error(compile, name, NULL, "unknown function \"%.*s\"", TEXT_ARG(name));
    struct buf all = {.ceiling = 400};
    expr_function_names(&all);
    if (near)
        problem_cure(compile->problems, problem, "did you mean %s?", near);
    else if (!all.failed)
        problem_cure(compile->problems, problem, "the functions are %.*s", TEXT_ARG(buf_view(&all)));
    buf_release(&all);
}

static struct expr *parse_name(struct parser *parser)
{
    struct text name = parser->token.text;
    advance(parser);
    if (parser->token.kind != TOKEN_OPEN) return new_expr(parser, EXPR_NAME, name, 0);
    struct expr *call = new_expr(parser, EXPR_CALL, name, EXPR_ARGS_MAX);
    if (!call) return NULL;
    call->arg_count = 0;
    const char *near = NULL;
    call->slot = expr_function_find(name, &near);
    if (call->slot < 0) {
        report_unknown(parser->compile, name, near);
    }
    return parse_arguments(parser, call, name) ? call : NULL;
}

static struct expr *parse_unary(struct parser *parser, enum expr_op op)
{
    struct text sign = parser->token.text;
    advance(parser);
    struct expr *arg = parse_above(parser, UNARY_POWER);
    struct expr *expr = arg ? new_expr(parser, op, text_between(sign, arg->text), 1) : NULL;
    if (expr) expr->args[0] = arg;
    return expr;
}

static struct expr *parse_operand(struct parser *parser)
{
    const struct token *token = &parser->token;
    switch (token->kind) {
    case TOKEN_NUMBER: return parse_literal(parser, EXPR_NUMBER, (struct value){.kind = VALUE_NUMBER, .number = token->number});
    case TOKEN_TEXT: return parse_literal(parser, EXPR_TEXT, (struct value){.kind = VALUE_TEXT, .text = token->content});
    case TOKEN_TRUE: return parse_literal(parser, EXPR_YESNO, (struct value){.kind = VALUE_YESNO, .number = 1});
    case TOKEN_FALSE: return parse_literal(parser, EXPR_YESNO, (struct value){.kind = VALUE_YESNO});
    case TOKEN_NAME: return parse_name(parser);
    case TOKEN_OPEN: return parse_parenthesis(parser);
    case TOKEN_NOT: return parse_unary(parser, EXPR_NOT);
    case TOKEN_BINARY:
        if (token->op == EXPR_SUB) return parse_unary(parser, EXPR_NEGATE);
        break;
    default: break;
    }
    report_unexpected(parser, "a value or a name");
    return NULL;
}

static bool compares(enum expr_op op)
{
    return op >= EXPR_EQ && op <= EXPR_GE;
}

static bool refuse_chain(struct parser *parser, const struct expr *left)
{
    const struct expr *middle = left->args[1];
    struct problem *problem = expr_error(parser->compile, parser->token.text, NULL, "two comparisons cannot be chained");
    problem_cure(parser->compile->problems, problem, "write %.*s and %.*s %.*s ...", TEXT_ARG(left->text), TEXT_ARG(middle->text),
                 TEXT_ARG(parser->token.text));
    return false;
}

/* left OP right, with OP ahead. */
static struct expr *parse_binary(struct parser *parser, struct expr *left)
{
    enum expr_op op = parser->token.op;
    advance(parser);
    struct expr *right = parse_above(parser, powers[op].right);
    struct expr *expr = right ? new_expr(parser, op, text_between(left->text, right->text), 2) : NULL;
    if (!expr) return NULL;
    expr->args[0] = left;
    expr->args[1] = right;
    return expr;
}

static struct expr *parse_operators(struct parser *parser, struct expr *left, int power)
{
    bool compared = false;
    while (left && parser->token.kind == TOKEN_BINARY && powers[parser->token.op].left > power) {
        bool comparison = compares(parser->token.op);
        if (compared && comparison && !refuse_chain(parser, left)) return NULL;
        left = parse_binary(parser, left);
        compared = comparison;
    }
    return left;
}

static struct expr *parse_above(struct parser *parser, int power)
{
    if (parser->depth >= EXPR_DEPTH_MAX) {
        expr_error(parser->compile, parser->token.text, "make a metric of a part of it", "the expression is nested too deeply");
        return NULL;
    }
    parser->depth++;
    struct expr *expr = parse_operators(parser, parse_operand(parser), power);
    parser->depth--;
    return expr;
}

static void report_rest(struct parser *parser, const struct expr *expr)
{
    struct text text = parser->token.text;
    switch (parser->token.kind) {
    case TOKEN_BAD: break;
    case TOKEN_CLOSE: expr_error(parser->compile, text, "take it away, or open it with (", "this parenthesis was never opened"); break;
    case TOKEN_COMMA:
        expr_error(parser->compile, text, "write numbers without thousands separators, and join conditions by and",
                   "a comma can only stand inside a call");
        break;
    default:
        expr_error(parser->compile, text, "join them by and, or, == or another sign; a text stands in single quotes",
                   "nothing joins \"%.*s\" and \"%.*s\"", TEXT_ARG(expr->text), TEXT_ARG(text));
    }
}

struct expr *expr_parse(struct compile *compile)
{
    struct parser parser = {.compile = compile, .lexer = {compile, compile->scalar->scalar}};
    advance(&parser);
    if (parser.token.kind == TOKEN_END) {
        expr_error(compile, parser.token.text, "write a condition such as revenue >= 250000, or take the key away",
                   "the expression is empty");
        return NULL;
    }
    struct expr *expr = parse_above(&parser, 0);
    if (!expr || parser.token.kind == TOKEN_END) return expr;
    report_rest(&parser, expr);
    return NULL;
}
