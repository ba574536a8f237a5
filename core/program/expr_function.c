#include <math.h>

#include "base/date.h"
#include "base/number.h"
#include "base/suggest.h"
#include "program/expr_parts.h"

static struct value number_or_none(double number)
{
    if (!isfinite(number)) return (struct value){.kind = VALUE_NONE};
    return (struct value){.kind = VALUE_NUMBER, .number = number};
}

static struct value call_min(const struct value *args, size_t count)
{
    double least = args[0].number;
    for (size_t i = 1; i < count; i++) least = args[i].number < least ? args[i].number : least;
    return number_or_none(least);
}

static struct value call_max(const struct value *args, size_t count)
{
    double most = args[0].number;
    for (size_t i = 1; i < count; i++) most = args[i].number > most ? args[i].number : most;
    return number_or_none(most);
}

static struct value call_floor(const struct value *args, size_t count)
{
    (void)count;
    return number_or_none(floor(args[0].number));
}

static struct value call_ceil(const struct value *args, size_t count)
{
    (void)count;
    return number_or_none(ceil(args[0].number));
}

static struct value call_abs(const struct value *args, size_t count)
{
    (void)count;
    return number_or_none(fabs(args[0].number));
}

static struct value call_round(const struct value *args, size_t count)
{
    double places = count > 1 ? args[1].number : 0;
    if (places < 0 || places > 15) return (struct value){.kind = VALUE_NONE};
    return number_or_none(number_round(args[0].number, (int)places));
}

static struct value call_sqrt(const struct value *args, size_t count)
{
    (void)count;
    return number_or_none(sqrt(args[0].number));
}

static struct value call_log(const struct value *args, size_t count)
{
    return number_or_none(count > 1 ? log(args[0].number) / log(args[1].number) : log(args[0].number));
}

/* Of a day that the month then lacks, its last one: 2026-01-31 and a month is 2026-02-28. */
static struct value call_add_months(const struct value *args, size_t count)
{
    (void)count;
    double day = args[0].number, months = args[1].number;
    if (day < DATE_MIN || day > DATE_MAX || fabs(months) > 100000) return (struct value){.kind = VALUE_NONE};
    return number_or_none(date_add_months((int32_t)day, (int)months));
}

static struct value call_exp(const struct value *args, size_t count)
{
    (void)count;
    return number_or_none(exp(args[0].number));
}

static struct value call_count(const struct value *args, size_t count)
{
    double held = 0;
    for (size_t i = 0; i < count; i++) held += args[i].number;
    return number_or_none(held);
}

static bool same(const struct value *a, const struct value *b)
{
    if (a->kind != b->kind) return false;
    return a->kind == VALUE_TEXT ? text_equal(a->text, b->text) : number_same(a->number, b->number);
}

static struct value call_oneof(const struct value *args, size_t count)
{
    struct value found = {.kind = VALUE_YESNO};
    for (size_t i = 1; i < count; i++)
        if (same(&args[0], &args[i])) found.number = 1;
    return found;
}

const struct expr_function expr_functions[EXPR_FUNCTION_COUNT] = {
    [EXPR_FUNCTION_DATE] = {"date", 1, 1, VALUE_TEXT, VALUE_NUMBER, "date('2026-07-01')", NULL /* folded into a number */},
    [EXPR_FUNCTION_TALLY] = {"count", 1, EXPR_ARGS_MAX, VALUE_YESNO, VALUE_NUMBER, "count(revenue >= 50000, people >= 2) >= 1", call_count},
    {"min", 1, EXPR_ARGS_MAX, VALUE_NUMBER, VALUE_NUMBER, "min(100, value)", call_min},
    {"max", 1, EXPR_ARGS_MAX, VALUE_NUMBER, VALUE_NUMBER, "max(0, value)", call_max},
    {"floor", 1, 1, VALUE_NUMBER, VALUE_NUMBER, "floor(value / 10)", call_floor},
    {"ceil", 1, 1, VALUE_NUMBER, VALUE_NUMBER, "ceil(value / 10)", call_ceil},
    {"abs", 1, 1, VALUE_NUMBER, VALUE_NUMBER, "abs(value)", call_abs},
    {"round", 1, 2, VALUE_NUMBER, VALUE_NUMBER, "round(value, 2)", call_round},
    {"sqrt", 1, 1, VALUE_NUMBER, VALUE_NUMBER, "sqrt(value)", call_sqrt},
    {"log", 1, 2, VALUE_NUMBER, VALUE_NUMBER, "log(value, 10)", call_log},
    {"add_months", 2, 2, VALUE_NUMBER, VALUE_NUMBER, "add_months(partner.joined_on, 24)", call_add_months},
    {"exp", 1, 1, VALUE_NUMBER, VALUE_NUMBER, "exp(value)", call_exp},
    {"oneof", 2, EXPR_ARGS_MAX, VALUE_NONE, VALUE_YESNO, "oneof(partner.region, 'amer', 'emea')", call_oneof},
};

int expr_function_find(struct text name, const char **near)
{
    const char *names[EXPR_FUNCTION_COUNT];
    for (int i = 0; i < EXPR_FUNCTION_COUNT; i++) {
        if (text_is(name, expr_functions[i].name)) return i;
        names[i] = expr_functions[i].name;
    }
    *near = text_is(name, "in") ? "oneof" : suggest(name, names, EXPR_FUNCTION_COUNT);
    return -1;
}

void expr_function_names(struct buf *out)
{
    for (int i = 0; i < EXPR_FUNCTION_COUNT; i++)
        buf_printf(out, "%s%s", i == 0 ? "" : i + 1 < EXPR_FUNCTION_COUNT ? ", " : " and ", expr_functions[i].name);
}

const char *expr_function_name(const struct expr *call)
{
    return expr_functions[call->slot].name;
}
