/* condition.h - from what a rule asks of a column ("amount at least 1000") to a condition on its stored integers.
 *
 * A test is typed and exact, and knows nothing of the data: program.yaml's filters are tests, bound before the data are loaded, and so is
 * what a plugin writes in where{...}. Number thresholds are decimals and compare exactly with the stored decimals. */
#ifndef RUNG_LUA_CONDITION_H
#define RUNG_LUA_CONDITION_H

#include "base/date.h"
#include "base/decimal.h"
#include "lua/filter.h"

enum operand_kind { OPERAND_NUMBER, OPERAND_TEXT, OPERAND_DATE, OPERAND_YESNO };
struct operand {
    enum operand_kind kind;
    struct decimal number; /* of OPERAND_NUMBER */
    double real;           /* the same as a double, for number columns */
    struct text text;
    int32_t day;
    bool yes;
};

enum test_kind {
    TEST_ONE_OF,  /* values */
    TEST_BETWEEN, /* low and high, either may be missing */
    TEST_EMPTY
};
struct bound {
    bool given, open; /* open: the edge itself is outside */
    struct operand at;
};
struct test {
    enum test_kind kind;
    bool negated; /* not one of them (an empty cell is none of them); not empty */
    const struct operand *values;
    size_t count;
    struct bound low, high;
};

/* What about a test does not fit a column: TEST_FITS, or the operand that does not. */
enum test_misfit {
    TEST_FITS,
    TEST_WRONG_TYPE,
    TEST_NO_ORDER /* a range on text or yes/no */,
    TEST_NOT_ALLOWED /* a word the column cannot hold */
};
enum test_misfit test_check(const struct test *test, const struct column_spec *spec, const struct operand **culprit);
/* "a date", "text", "a number", "yes or no": what a column of this type is compared with. */
const char *operand_wanted(enum column_type type);
const char *operand_name(enum operand_kind kind);

/* The condition of a test that fits. `room` has space for test->count 8-byte elements and, when they are more than one, has to live as
 * long as the condition. */
void condition_make(const struct test *test, const struct column *column, uint64_t *room, struct condition *condition);
/* The stored integer of a value of an integer-like column is one of [low, high]: the condition for that range. */
void condition_range(const struct column *column, rung_int128 low, rung_int128 high, struct condition *condition);

/* The stored integer is one of a set, which is put into order and has to live as long as the condition. */
void condition_set(const struct column *column, uint64_t *set, size_t count, struct condition *condition);

#endif
