#include "program/expr.h"

#include <math.h>

#include "base/number.h"
#include "program/expr_parts.h"

struct problem *expr_error(struct compile *compile, struct text part, const char *cure, const char *format, ...)
{
    compile->failed = true;
    struct place at = expr_place(compile->scalar, compile->source, part);
    va_list arguments;
    va_start(arguments, format);
    struct problem *problem = source_verror(compile->source, compile->problems, at, cure, format, arguments);
    va_end(arguments);
    return problem;
}

static void check_result(struct compile *compile, const struct expr *expr, enum value_kind want)
{
    if (compile->failed || expr->kind == want || expr->kind == VALUE_NONE) return;
    if (want == VALUE_YESNO)
        expr_error(compile, expr->text, "compare it with something, as in revenue >= 250000",
                   "\"%.*s\" is no condition: it does not say yes or no", TEXT_ARG(expr->text));
    else
        expr_error(compile, expr->text, "write a calculation, as in min(100, value * 2)", "\"%.*s\" does not give a number",
                   TEXT_ARG(expr->text));
}

const struct expr *expr_compile(const struct node *scalar, const struct source *source, enum value_kind want, expr_resolve *resolve,
                                void *context, struct arena *arena, struct problems *problems)
{
    struct compile compile = {scalar, source, resolve, context, arena, problems, false};
    if (scalar->scalar.len > EXPR_LENGTH_MAX) {
        source_error(source, problems, scalar->at, "make metrics of its parts", "the expression is longer than %d characters",
                     EXPR_LENGTH_MAX);
        return NULL;
    }
    struct expr *expr = expr_parse(&compile);
    if (!expr) return NULL;
    expr_bind(&compile, expr);
    check_result(&compile, expr, want);
    return compile.failed ? NULL : expr;
}

/* ---- evaluation */

struct frame {
    expr_read *read;
    void *context;
};

static struct value eval(const struct expr *expr, const struct frame *frame);

static struct value none(void)
{
    return (struct value){.kind = VALUE_NONE};
}

static struct value yesno(bool yes)
{
    return (struct value){.kind = VALUE_YESNO, .number = yes ? 1 : 0};
}

static bool is_false(struct value value)
{
    return value.kind == VALUE_YESNO && value.number == 0;
}

static bool is_true(struct value value)
{
    return value.kind == VALUE_YESNO && value.number != 0;
}

/* false and unknown is false; true and unknown is unknown. */
static struct value eval_and(const struct expr *expr, const struct frame *frame)
{
    struct value left = eval(expr->args[0], frame);
    if (is_false(left)) return left;
    struct value right = eval(expr->args[1], frame);
    if (is_false(right)) return right;
    return is_true(left) && is_true(right) ? yesno(true) : none();
}

static struct value eval_or(const struct expr *expr, const struct frame *frame)
{
    struct value left = eval(expr->args[0], frame);
    if (is_true(left)) return left;
    struct value right = eval(expr->args[1], frame);
    if (is_true(right)) return right;
    return is_false(left) && is_false(right) ? yesno(false) : none();
}

static struct value eval_not(const struct expr *expr, const struct frame *frame)
{
    struct value value = eval(expr->args[0], frame);
    return value.kind == VALUE_YESNO ? yesno(value.number == 0) : none();
}

static struct value compare_numbers(enum expr_op op, double a, double b)
{
    switch (op) {
    case EXPR_EQ: return yesno(number_same(a, b));
    case EXPR_NE: return yesno(!number_same(a, b));
    case EXPR_LT: return yesno(!number_reaches(a, b));
    case EXPR_LE: return yesno(number_reaches(b, a));
    case EXPR_GT: return yesno(!number_reaches(b, a));
    default: return yesno(number_reaches(a, b));
    }
}

static struct value eval_comparison(const struct expr *expr, const struct frame *frame)
{
    struct value a = eval(expr->args[0], frame), b = eval(expr->args[1], frame);
    if (a.kind == VALUE_NONE || a.kind != b.kind) return none();
    if (a.kind != VALUE_TEXT) return compare_numbers(expr->op, a.number, b.number);
    return expr->op == EXPR_EQ || expr->op == EXPR_NE ? yesno(text_equal(a.text, b.text) == (expr->op == EXPR_EQ)) : none();
}

static double calculate(enum expr_op op, double a, double b)
{
    switch (op) {
    case EXPR_ADD: return a + b;
    case EXPR_SUB: return a - b;
    case EXPR_MUL: return a * b;
    case EXPR_DIV: return a / b;
    case EXPR_IDIV: return floor(a / b);
    case EXPR_MOD: return a - floor(a / b) * b; /* the sign of b, as in Lua */
    default: return pow(a, b);
    }
}

/* Division by zero and whatever is not finite "could not tell". */
static struct value eval_arithmetic(const struct expr *expr, const struct frame *frame)
{
    struct value a = eval(expr->args[0], frame), b = eval(expr->args[1], frame);
    if (a.kind != VALUE_NUMBER || b.kind != VALUE_NUMBER) return none();
    double number = calculate(expr->op, a.number, b.number);
    return isfinite(number) ? (struct value){.kind = VALUE_NUMBER, .number = number} : none();
}

static struct value eval_negate(const struct expr *expr, const struct frame *frame)
{
    struct value value = eval(expr->args[0], frame);
    value.number = -value.number;
    return value.kind == VALUE_NUMBER ? value : none();
}

static struct value eval_call(const struct expr *expr, const struct frame *frame)
{
    struct value args[EXPR_ARGS_MAX];
    for (size_t i = 0; i < expr->arg_count; i++) {
        args[i] = eval(expr->args[i], frame);
        if (args[i].kind == VALUE_NONE) return none();
    }
    return expr_functions[expr->slot].call(args, expr->arg_count);
}

static struct value eval(const struct expr *expr, const struct frame *frame)
{
    switch (expr->op) {
    case EXPR_NUMBER:
    case EXPR_TEXT:
    case EXPR_YESNO: return expr->literal;
    case EXPR_NAME: return frame->read(frame->context, expr->slot);
    case EXPR_CALL: return eval_call(expr, frame);
    case EXPR_NOT: return eval_not(expr, frame);
    case EXPR_NEGATE: return eval_negate(expr, frame);
    case EXPR_AND: return eval_and(expr, frame);
    case EXPR_OR: return eval_or(expr, frame);
    case EXPR_EQ:
    case EXPR_NE:
    case EXPR_LT:
    case EXPR_LE:
    case EXPR_GT:
    case EXPR_GE: return eval_comparison(expr, frame);
    default: return eval_arithmetic(expr, frame);
    }
}

struct value expr_eval(const struct expr *expr, expr_read *read, void *context)
{
    struct frame frame = {read, context};
    return eval(expr, &frame);
}
