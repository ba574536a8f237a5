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

static void complain_number(struct compile *compile, const struct expr *expr)
{
    struct problem *problem = expr_error(compile, expr->text, NULL, "\"%.*s\" does not give a number", TEXT_ARG(expr->text));
    if (expr->kind == VALUE_YESNO)
        problem_cure(compile->problems, problem, "say which number it stands for: (%.*s) and 1 or 0", TEXT_ARG(expr->text));
    else
        problem_cure(compile->problems, problem, "write a calculation");
}

static void check_result(struct compile *compile, const struct expr *expr, enum value_kind want)
{
    if (expr_bind_choice(compile, expr, want) || compile->failed || expr->kind == want || expr->kind == VALUE_NONE) return;
    if (want == VALUE_YESNO)
        expr_error(compile, expr->text, "compare it with something, as in revenue >= 250000",
                   "\"%.*s\" is no condition: it does not say yes or no", TEXT_ARG(expr->text));
    else
        complain_number(compile, expr);
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

/* False and unknown is false; true and unknown is unknown. With a number on the right: that number where the left holds, else false. */
static struct value eval_and(const struct expr *expr, const struct frame *frame)
{
    struct value left = eval(expr->args[0], frame);
    if (is_false(left)) return left;
    struct value right = eval(expr->args[1], frame);
    return is_false(right) || value_holds(left) ? right : none();
}

/* True or unknown is true. A number on the left was chosen; one on the right is for where the left is false. */
static struct value eval_or(const struct expr *expr, const struct frame *frame)
{
    struct value left = eval(expr->args[0], frame);
    if (value_holds(left) || left.kind == VALUE_NUMBER) return left;
    struct value right = eval(expr->args[1], frame);
    return value_holds(right) || is_false(left) ? right : none();
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

static struct value compare(enum expr_op op, struct value a, struct value b)
{
    if (a.kind == VALUE_NONE || a.kind != b.kind) return none();
    if (a.kind != VALUE_TEXT) return compare_numbers(op, a.number, b.number);
    return op == EXPR_EQ || op == EXPR_NE ? yesno(text_equal(a.text, b.text) == (op == EXPR_EQ)) : none();
}

static bool is_count(const struct expr *expr)
{
    return expr->op == EXPR_CALL && expr->slot == EXPR_FUNCTION_TALLY;
}

/* Whatever the conditions that could not tell turn out to be, does `count op b` come out the same? */
static struct value compare_count(enum expr_op op, const struct expr *count, struct value b, const struct frame *frame)
{
    double least = 0, most = 0;
    for (size_t i = 0; i < count->arg_count; i++) {
        struct value arg = eval(count->args[i], frame);
        least += value_holds(arg);
        most += !is_false(arg);
    }
    if (b.kind != VALUE_NUMBER) return none();
    struct value held = compare_numbers(op, least, b.number);
    for (double n = least + 1; n <= most; n++)
        if (compare_numbers(op, n, b.number).number != held.number) return none();
    return held;
}

/* The comparison with its sides exchanged. */
static enum expr_op turned(enum expr_op op)
{
    switch (op) {
    case EXPR_LT: return EXPR_GT;
    case EXPR_LE: return EXPR_GE;
    case EXPR_GT: return EXPR_LT;
    case EXPR_GE: return EXPR_LE;
    default: return op;
    }
}

static struct value eval_comparison(const struct expr *expr, const struct frame *frame)
{
    if (is_count(expr->args[0])) return compare_count(expr->op, expr->args[0], eval(expr->args[1], frame), frame);
    if (is_count(expr->args[1])) return compare_count(turned(expr->op), expr->args[1], eval(expr->args[0], frame), frame);
    return compare(expr->op, eval(expr->args[0], frame), eval(expr->args[1], frame));
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
