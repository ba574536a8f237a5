#include "base/date.h"
#include "base/number.h"
#include "program/expr_parts.h"

static const char *kind_name(enum value_kind kind)
{
    static const char *const names[] = {
        [VALUE_NONE] = "nothing", [VALUE_NUMBER] = "a number", [VALUE_TEXT] = "a text", [VALUE_YESNO] = "yes or no"};
    return names[kind];
}

/* An unknown kind fits everywhere: it comes from a mistake already reported, or is only known later. */
static bool is_kind(const struct expr *expr, enum value_kind kind)
{
    return expr->kind == kind || expr->kind == VALUE_NONE;
}

static void bind_name(struct compile *compile, struct expr *expr)
{
    const char *near = NULL;
    struct value is = {.kind = VALUE_NONE};
    expr->slot = compile->resolve(compile->context, expr->text, &is, &near);
    if (expr->slot == EXPR_KNOWN) {
        expr->op = EXPR_NUMBER;
        expr->literal = is;
    }
    expr->kind = expr->slot < 0 ? VALUE_NONE : is.kind;
    if (expr->slot >= 0) return;
    struct problem *problem = expr_error(compile, expr->text, NULL, "unknown name \"%.*s\"", TEXT_ARG(expr->text));
    if (near) problem_cure(compile->problems, problem, "%s", near);
}

/* ---- comparisons */

/* What the text literal should have been, when compared with something that is not text. */
static void cure_literal(struct compile *compile, struct problem *problem, const struct expr *literal, const struct expr *other)
{
    double number;
    int32_t day;
    struct text text = literal->literal.text;
    if (other->kind == VALUE_YESNO)
        problem_cure(compile->problems, problem, "write %.*s alone, or not %.*s", TEXT_ARG(other->text), TEXT_ARG(other->text));
    else if (date_parse(text, &day))
        problem_cure(compile->problems, problem, "write date('%.*s')", TEXT_ARG(text));
    else if (number_parse(text, &number))
        problem_cure(compile->problems, problem, "write %.*s without quotes", TEXT_ARG(text));
}

static bool check_same_kind(struct compile *compile, struct text part, const struct expr *left, const struct expr *right)
{
    if (left->kind == right->kind || left->kind == VALUE_NONE || right->kind == VALUE_NONE) return true;
    struct problem *problem = expr_error(compile, part, NULL, "\"%.*s\" is %s and \"%.*s\" is %s: they cannot be compared",
                                         TEXT_ARG(left->text), kind_name(left->kind), TEXT_ARG(right->text), kind_name(right->kind));
    if (right->op == EXPR_TEXT) cure_literal(compile, problem, right, left);
    if (left->op == EXPR_TEXT) cure_literal(compile, problem, left, right);
    return false;
}

static void bind_equality(struct compile *compile, struct expr *expr)
{
    expr->kind = VALUE_YESNO;
    check_same_kind(compile, expr->text, expr->args[0], expr->args[1]);
}

static void bind_order(struct compile *compile, struct expr *expr)
{
    expr->kind = VALUE_YESNO;
    const struct expr *left = expr->args[0], *right = expr->args[1];
    if (!check_same_kind(compile, expr->text, left, right)) return;
    if (is_kind(left, VALUE_NUMBER) && is_kind(right, VALUE_NUMBER)) return;
    expr_error(compile, expr->text, "compare with == or ~=, or list the values: oneof(partner.type, 'a', 'b')",
               "only numbers have an order");
}

/* ---- and, or, not, arithmetic */

static void complain_condition(struct compile *compile, const struct expr *arg)
{
    const char *cure = arg->kind == VALUE_TEXT ? "write the comparison out, or list the values: oneof(partner.type, 'a', 'b')" : NULL;
    struct problem *problem =
        expr_error(compile, arg->text, cure, "\"%.*s\" is %s, where a condition must stand", TEXT_ARG(arg->text), kind_name(arg->kind));
    if (arg->kind == VALUE_NUMBER)
        problem_cure(compile->problems, problem, "compare it with something, as in %.*s > 0", TEXT_ARG(arg->text));
}

/* The number that `c and a`, or the last of `c and a or d and b`, gives where its condition holds; NULL: no choice, or a whole one. */
static const struct expr *choice_number(const struct expr *expr)
{
    if (expr->op == EXPR_AND && expr->args[1]->kind == VALUE_NUMBER) return expr->args[1];
    return expr->op == EXPR_OR && expr->kind == VALUE_NUMBER ? choice_number(expr->args[1]) : NULL;
}

static void bind_and(struct compile *compile, struct expr *expr)
{
    struct expr *left = expr->args[0], *right = expr->args[1];
    if (!is_kind(left, VALUE_YESNO)) complain_condition(compile, left);
    if (right->kind == VALUE_TEXT) complain_condition(compile, right);
    expr->kind = right->kind == VALUE_NUMBER ? VALUE_NUMBER : VALUE_YESNO;
}

static void bind_or(struct compile *compile, struct expr *expr)
{
    const struct expr *left = expr->args[0], *right = expr->args[1], *chosen = choice_number(left);
    expr->kind = chosen && is_kind(right, VALUE_NUMBER) ? VALUE_NUMBER : VALUE_YESNO;
    if (expr->kind == VALUE_NUMBER) return;
    if (!is_kind(left, VALUE_YESNO)) complain_condition(compile, chosen ? chosen : left);
    if (!is_kind(right, VALUE_YESNO)) complain_condition(compile, right);
}

static void bind_not(struct compile *compile, struct expr *expr)
{
    expr->kind = VALUE_YESNO;
    if (!is_kind(expr->args[0], VALUE_YESNO)) complain_condition(compile, expr->args[0]);
}

bool expr_bind_choice(struct compile *compile, const struct expr *expr, enum value_kind want)
{
    const struct expr *number = choice_number(expr);
    if (number && want == VALUE_YESNO) {
        complain_condition(compile, number);
    } else if (number) {
        struct problem *problem =
            expr_error(compile, expr->text, NULL, "\"%.*s\" says nothing where its condition does not hold", TEXT_ARG(expr->text));
        problem_cure(compile->problems, problem, "say what it is otherwise: (%.*s or 0)", TEXT_ARG(expr->text));
    }
    return number != NULL;
}

/* `c and a` with a number stands on the left of `or`, or inside a longer one; not alone. */
static void check_choices(struct compile *compile, const struct expr *expr)
{
    for (size_t i = 0; i < expr->arg_count; i++) {
        if (expr->op == EXPR_OR || (expr->op == EXPR_AND && i == 1)) continue;
        bool condition = expr->op == EXPR_AND || expr->op == EXPR_NOT;
        if (expr_bind_choice(compile, expr->args[i], condition ? VALUE_YESNO : VALUE_NUMBER)) expr->args[i]->kind = VALUE_NONE;
    }
}

static void bind_arithmetic(struct compile *compile, struct expr *expr)
{
    expr->kind = VALUE_NUMBER;
    for (size_t i = 0; i < expr->arg_count; i++) {
        const struct expr *arg = expr->args[i];
        if (!is_kind(arg, VALUE_NUMBER))
            expr_error(compile, arg->text, "calculate with numbers only", "\"%.*s\" is %s, where a number must stand", TEXT_ARG(arg->text),
                       kind_name(arg->kind));
    }
}

/* ---- calls */

static void fold_date(struct compile *compile, struct expr *expr)
{
    const struct expr *arg = expr->args[0];
    int32_t day = 0;
    if (arg->op != EXPR_TEXT || !date_parse(arg->literal.text, &day))
        expr_error(compile, arg->text, "write date('2026-07-01')", "date takes a year, month and day in quotes");
    expr->op = EXPR_NUMBER;
    expr->literal = (struct value){.kind = VALUE_NUMBER, .number = day};
    expr->arg_count = 0;
}

static bool check_count(struct compile *compile, const struct expr *expr, const struct expr_function *function)
{
    if (expr->arg_count >= function->least && expr->arg_count <= function->most) return true;
    const char *many = function->least == function->most ? "exactly" : expr->arg_count < function->least ? "at least" : "at most";
    size_t count = expr->arg_count < function->least ? function->least : function->most;
    struct problem *problem = expr_error(compile, expr->text, NULL, "%s takes %s %zu value%s, not %zu", function->name, many, count,
                                         count == 1 ? "" : "s", expr->arg_count);
    problem_cure(compile->problems, problem, "write for example %s", function->example);
    return false;
}

static void bind_call(struct compile *compile, struct expr *expr)
{
    if (expr->slot < 0) return;
    const struct expr_function *function = &expr_functions[expr->slot];
    expr->kind = function->gives;
    if (!check_count(compile, expr, function)) return;
    if (expr->slot == EXPR_FUNCTION_DATE) {
        fold_date(compile, expr);
        return;
    }
    for (size_t i = 0; i < expr->arg_count; i++) {
        const struct expr *arg = expr->args[i];
        if (function->takes == VALUE_NONE)
            check_same_kind(compile, arg->text, expr->args[0], arg);
        else if (!is_kind(arg, function->takes) && function->takes == VALUE_YESNO)
            complain_condition(compile, arg);
        else if (!is_kind(arg, function->takes))
            expr_error(compile, arg->text, "give it numbers only", "\"%.*s\" is %s, but %s takes numbers", TEXT_ARG(arg->text),
                       kind_name(arg->kind), function->name);
    }
}

void expr_bind(struct compile *compile, struct expr *expr)
{
    for (size_t i = 0; i < expr->arg_count; i++) expr_bind(compile, expr->args[i]);
    check_choices(compile, expr);
    switch (expr->op) {
    case EXPR_NUMBER:
    case EXPR_TEXT:
    case EXPR_YESNO: break;
    case EXPR_NAME: bind_name(compile, expr); break;
    case EXPR_CALL: bind_call(compile, expr); break;
    case EXPR_AND: bind_and(compile, expr); break;
    case EXPR_OR: bind_or(compile, expr); break;
    case EXPR_NOT: bind_not(compile, expr); break;
    case EXPR_EQ:
    case EXPR_NE: bind_equality(compile, expr); break;
    case EXPR_LT:
    case EXPR_LE:
    case EXPR_GT:
    case EXPR_GE: bind_order(compile, expr); break;
    default: bind_arithmetic(compile, expr);
    }
}
