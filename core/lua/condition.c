#include "lua/condition.h"

#include <math.h>
#include <stdlib.h>

static enum operand_kind kind_for(enum column_type type)
{
    switch (type) {
    case COLUMN_TEXT: return OPERAND_TEXT;
    case COLUMN_DATE: return OPERAND_DATE;
    case COLUMN_YESNO: return OPERAND_YESNO;
    default: return OPERAND_NUMBER;
    }
}

const char *operand_wanted(enum column_type type)
{
    return operand_name(kind_for(type));
}

const char *operand_name(enum operand_kind kind)
{
    static const char *const names[] = {"a number", "text", "a date", "yes or no"};
    return names[kind];
}

static bool is_allowed(const struct column_spec *spec, struct text word)
{
    if (!spec->allowed) return true;
    for (size_t i = 0; i < spec->allowed_count; i++)
        if (text_is(word, spec->allowed[i])) return true;
    return false;
}

static enum test_misfit check_operand(const struct operand *operand, const struct column_spec *spec)
{
    if (operand->kind != kind_for(spec->type)) return TEST_WRONG_TYPE;
    if (operand->kind == OPERAND_TEXT && !is_allowed(spec, operand->text)) return TEST_NOT_ALLOWED;
    return TEST_FITS;
}

static enum test_misfit check_bounds(const struct test *test, const struct column_spec *spec, const struct operand **culprit)
{
    const struct bound *bounds[] = {&test->low, &test->high};
    if (spec->type == COLUMN_TEXT || spec->type == COLUMN_YESNO) return TEST_NO_ORDER;
    for (size_t i = 0; i < 2; i++) {
        *culprit = &bounds[i]->at;
        if (bounds[i]->given && bounds[i]->at.kind != kind_for(spec->type)) return TEST_WRONG_TYPE;
    }
    return TEST_FITS;
}

enum test_misfit test_check(const struct test *test, const struct column_spec *spec, const struct operand **culprit)
{
    if (test->kind == TEST_EMPTY) return TEST_FITS;
    if (test->kind == TEST_BETWEEN) return check_bounds(test, spec, culprit);
    for (size_t i = 0; i < test->count; i++) {
        enum test_misfit misfit = check_operand(&test->values[i], spec);
        *culprit = &test->values[i];
        if (misfit != TEST_FITS) return misfit;
    }
    return TEST_FITS;
}

/* ---- values as a column's integers */

static const rung_int128 FAR = (rung_int128)1 << 100; /* beyond every cell, and sums of two of them fit */

/* The decimal in units of 10^-scale, rounded to the next whole one in the mode's direction. */
static rung_int128 units_at(struct decimal number, int scale, enum rounding mode)
{
    rung_int128 units = decimal_round(number, scale, mode).units;
    for (int s = number.scale; s < scale && units < FAR && units > -FAR; s++) units *= 10;
    return units > FAR ? FAR : units < -FAR ? -FAR : units;
}

static rung_int128 integer_of(const struct operand *operand, const struct column *column, enum rounding mode)
{
    switch (operand->kind) {
    case OPERAND_DATE: return operand->day;
    case OPERAND_YESNO: return operand->yes;
    case OPERAND_TEXT: return column_code(column, operand->text);
    default: return units_at(operand->number, column->scale, mode);
    }
}

/* False when no cell of the column can hold the value. */
static bool stored_of(const struct operand *operand, const struct column *column, uint64_t *stored)
{
    if (operand->kind == OPERAND_NUMBER && decimal_compare(decimal_round(operand->number, column->scale, ROUND_DOWN), operand->number) != 0)
        return false;
    rung_int128 value = integer_of(operand, column, ROUND_DOWN);
    if (operand->kind == OPERAND_TEXT && value < 0) return false;
    rung_int128 offset = value - column->base;
    *stored = (uint64_t)offset;
    return offset > 0 && offset <= (rung_int128)UINT64_MAX;
}

void condition_range(const struct column *column, rung_int128 low, rung_int128 high, struct condition *condition)
{
    rung_int128 from = low - column->base, to = high - column->base;
    if (from < 1) from = 1;
    if (to > (rung_int128)UINT64_MAX) to = (rung_int128)UINT64_MAX;
    *condition = (struct condition){.column = column, .kind = CONDITION_NEVER};
    if (from > to) return;
    condition->kind = CONDITION_RANGE;
    condition->low = (uint64_t)from;
    condition->span = (uint64_t)(to - from);
}

static void make_integer_range(const struct test *test, const struct column *column, struct condition *condition)
{
    rung_int128 low = -FAR, high = FAR;
    if (test->low.given) {
        bool open = test->low.open;
        low = integer_of(&test->low.at, column, open ? ROUND_FLOOR : ROUND_CEILING) + (open ? 1 : 0);
    }
    if (test->high.given) {
        bool open = test->high.open;
        high = integer_of(&test->high.at, column, open ? ROUND_CEILING : ROUND_FLOOR) - (open ? 1 : 0);
    }
    condition_range(column, low, high, condition);
}

/* ---- sets */

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void sort_set(uint64_t *set, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        if (set[i - 1] <= set[i]) continue;
        qsort(set, count, sizeof *set, by_value);
        return;
    }
}

void condition_set(const struct column *column, uint64_t *set, size_t count, struct condition *condition)
{
    *condition = (struct condition){.column = column, .kind = CONDITION_SET, .set = set, .count = count};
    sort_set(set, count);
    if (count == 0) {
        condition->kind = CONDITION_NEVER;
    } else if (count == 1) {
        condition->kind = CONDITION_RANGE;
        condition->low = set[0];
    } else if (set[count - 1] < 64) {
        condition->kind = CONDITION_MASK;
        for (size_t i = 0; i < count; i++) condition->mask |= (uint64_t)1 << set[i];
    }
}

static void make_set(const struct test *test, const struct column *column, uint64_t *room, struct condition *condition)
{
    size_t count = 0;
    for (size_t i = 0; i < test->count; i++)
        if (stored_of(&test->values[i], column, &room[count])) count++;
    condition_set(column, room, count, condition);
}

/* ---- number columns */

static void make_real(const struct test *test, const struct column *column, uint64_t *room, struct condition *condition)
{
    *condition = (struct condition){.column = column, .kind = CONDITION_REAL, .from = -INFINITY, .to = INFINITY};
    if (test->kind == TEST_EMPTY) {
        condition->kind = CONDITION_BLANK;
    } else if (test->kind == TEST_BETWEEN) {
        if (test->low.given) condition->from = test->low.open ? nextafter(test->low.at.real, INFINITY) : test->low.at.real;
        if (test->high.given) condition->to = test->high.open ? nextafter(test->high.at.real, -INFINITY) : test->high.at.real;
    } else if (test->count == 1) {
        condition->from = condition->to = test->values[0].real;
    } else {
        double *reals = (double *)(void *)room;
        for (size_t i = 0; i < test->count; i++) reals[i] = test->values[i].real;
        condition->kind = CONDITION_REALS;
        condition->reals = reals;
        condition->count = test->count;
    }
}

void condition_make(const struct test *test, const struct column *column, uint64_t *room, struct condition *condition)
{
    if (column->real)
        make_real(test, column, room, condition);
    else if (test->kind == TEST_BETWEEN)
        make_integer_range(test, column, condition);
    else if (test->kind == TEST_ONE_OF)
        make_set(test, column, room, condition);
    else
        *condition = (struct condition){.column = column, .kind = CONDITION_RANGE};
    condition->negated = test->negated;
}
