/* Exact decimals: worked cases, and random ones against Python's decimal module (tests/oracle/decimal_cases.py). */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/decimal.h"
#include "base/number.h"
#include "oracle.h"

static struct decimal decimal(const char *text)
{
    struct decimal out;
    if (!decimal_parse(text_of(text), &out)) fail_msg("\"%s\" is no decimal", text);
    return out;
}

static void assert_decimal(struct decimal actual, const char *expected)
{
    char text[DECIMAL_TEXT_MAX];
    size_t len = decimal_format(actual, text);
    assert_int_equal(len, strlen(text));
    assert_string_equal(text, expected);
}

#define LARGEST "170141183460469231731687303715884105727"

static void test_text_keeps_places(void **state)
{
    (void)state;
    const char *const texts[] = {
        "0", "0.00", "12.50", "-0.05", "1000000", "0.000000000000000000000000000001", LARGEST, "-170141183.460469231731687303715884105727"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) assert_decimal(decimal(texts[i]), texts[i]);
}

static void test_parse_forms(void **state)
{
    (void)state;
    const char *const forms[][2] = {
        {"+7", "7"},
        {".5", "0.5"},
        {"5.", "5"},
        {"1e5", "100000"},
        {"1.25E-3", "0.00125"},
        {"-0", "0"},
        {"007.10", "7.10"},
        {"12.5e1", "125"},
        {"0e9999", "0"},
        {"1.50e-1", "0.150"},
        {"0.1000000000000000000000000000000000000000", "0.100000000000000000000000000000"}, /* zeros beyond the places go */
        {"1.0000000000000000000000000000000000000000e3", "1000.000000000000000000000000000000"},
        {"123456789012345678901234567890.00000000000000000000", "123456789012345678901234567890"}, /* no room for the zeros */
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) assert_decimal(decimal(forms[i][0]), forms[i][1]);
}

static void test_parse_refuses(void **state)
{
    (void)state;
    const char *const texts[] = {"",
                                 "-",
                                 ".",
                                 "1,5",
                                 " 1",
                                 "1 ",
                                 "1e",
                                 "e5",
                                 "0x10",
                                 "1_000",
                                 "nan",
                                 "inf",
                                 "--1",
                                 "1.2.3",
                                 "1e39",
                                 "1e9999",
                                 "1e-31",
                                 "0.0000000000000000000000000000001",
                                 "170141183460469231731687303715884105728",
                                 "99999999999999999999999999999999999999999"};
    struct decimal out;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (decimal_parse(text_of(texts[i]), &out)) fail_msg("\"%s\" was taken for a decimal", texts[i]);
    }
    assert_false(decimal_parse((struct text){NULL, 0}, &out));
}

/* The table of Java's RoundingMode, which is well known; the columns are the modes as enum rounding lists them. */
static void test_rounding_modes(void **state)
{
    (void)state;
    static const char *const rows[][1 + ROUNDING_COUNT] = {
        {"5.5", "6", "6", "5", "6", "5", "6", "5"},         {"2.5", "3", "2", "2", "3", "2", "3", "2"},
        {"1.6", "2", "2", "2", "2", "1", "2", "1"},         {"1.1", "1", "1", "1", "2", "1", "2", "1"},
        {"1.0", "1", "1", "1", "1", "1", "1", "1"},         {"-1.0", "-1", "-1", "-1", "-1", "-1", "-1", "-1"},
        {"-1.1", "-1", "-1", "-1", "-2", "-1", "-1", "-2"}, {"-1.6", "-2", "-2", "-2", "-2", "-1", "-1", "-2"},
        {"-2.5", "-3", "-2", "-2", "-3", "-2", "-2", "-3"}, {"-5.5", "-6", "-6", "-5", "-6", "-5", "-5", "-6"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (int mode = 0; mode < ROUNDING_COUNT; mode++)
            assert_decimal(decimal_round(decimal(rows[i][0]), 0, (enum rounding)mode), rows[i][1 + mode]);
    }
}

static void test_rounding_names(void **state)
{
    (void)state;
    assert_string_equal(rounding_names[ROUND_HALF_UP], "half up");
    assert_string_equal(rounding_names[ROUND_FLOOR], "floor");
}

static void test_arithmetic_keeps_places(void **state)
{
    (void)state;
    struct decimal r;
    assert_true(decimal_add(decimal("1.50"), decimal("2.5"), &r));
    assert_decimal(r, "4.00");
    assert_true(decimal_multiply(decimal("1000.00"), decimal("0.035"), &r));
    assert_decimal(r, "35.00000");
    assert_true(decimal_divide(decimal("10"), decimal("3"), 4, ROUND_HALF_UP, &r));
    assert_decimal(r, "3.3333");
    assert_decimal(decimal_trim(decimal("35.00000")), "35");
    assert_decimal(decimal_trim(decimal("0.000")), "0");
    assert_decimal(decimal_round(decimal("1.5"), 4, ROUND_HALF_UP), "1.5");
    assert_decimal(decimal_of(-12345, 2), "-123.45");
}

/* Zeros after the point never are why something does not fit. */
static void test_what_fits(void **state)
{
    (void)state;
    struct decimal r, largest = decimal(LARGEST), one = decimal_of(1, 0), finest = decimal("1.000000000000000000000000000000");
    assert_false(decimal_add(largest, one, &r));
    assert_false(decimal_multiply(largest, decimal_of(2, 0), &r));
    assert_false(decimal_divide(largest, decimal("0.1"), 0, ROUND_DOWN, &r));
    assert_false(decimal_divide(one, decimal("0.00"), 2, ROUND_DOWN, &r));
    assert_false(decimal_multiply(decimal("0.0000000000000000001"), decimal("0.0000000000000000001"), &r));
    assert_true(decimal_subtract(largest, finest, &r));
    assert_decimal(r, "170141183460469231731687303715884105726");
    assert_true(decimal_multiply(largest, finest, &r));
    assert_decimal(r, LARGEST);
    assert_true(decimal_divide(largest, largest, 30, ROUND_HALF_EVEN, &r));
    assert_decimal(r, "1.000000000000000000000000000000");
}

static void test_compare_never_overflows(void **state)
{
    (void)state;
    struct decimal largest = decimal(LARGEST), fine = decimal("0.000000000000000000000000000001");
    assert_true(decimal_compare(largest, fine) > 0);
    assert_true(decimal_compare(decimal("-" LARGEST), fine) < 0);
    assert_true(decimal_compare(decimal("-0.5"), decimal("0.50")) < 0);
    assert_int_equal(decimal_compare(decimal("2.50"), decimal("2.5")), 0);
    assert_int_equal(decimal_compare(decimal("0"), decimal("-0.000")), 0);
}

static void test_from_double(void **state)
{
    (void)state;
    struct decimal r;
    assert_true(decimal_from_double(0.1, &r));
    assert_decimal(r, "0.1");
    assert_true(decimal_from_double(-250000, &r));
    assert_decimal(r, "-250000");
    assert_true(decimal_from_double(1e-9, &r));
    assert_decimal(r, "0.000000001");
    assert_true(decimal_from_double(1e22, &r));
    assert_decimal(r, "10000000000000000000000");
    assert_false(decimal_from_double((double)NAN, &r));
    assert_false(decimal_from_double((double)INFINITY, &r));
    assert_false(decimal_from_double(1e39, &r));
    assert_false(decimal_from_double(1e-31, &r));
}

/* One line of the oracle. */
struct oracle_case {
    char method[16], a[64], b[64], expected[80];
    int scale, mode;
};

static bool calculate(const struct oracle_case *c, struct decimal *result)
{
    struct decimal a = decimal(c->a), b = decimal(c->b);
    enum rounding mode = (enum rounding)c->mode;
    if (strcmp(c->method, "add") == 0) return decimal_add(a, b, result);
    if (strcmp(c->method, "subtract") == 0) return decimal_subtract(a, b, result);
    if (strcmp(c->method, "multiply") == 0) return decimal_multiply(a, b, result);
    if (strcmp(c->method, "divide") == 0) return decimal_divide(a, b, c->scale, mode, result);
    *result = decimal_round(a, c->scale, mode);
    return strcmp(c->method, "round") == 0;
}

static bool agrees(const struct oracle_case *c)
{
    struct decimal result;
    char text[DECIMAL_TEXT_MAX] = "-";
    if (strcmp(c->method, "double") == 0) return decimal_to_double(decimal(c->a)) == strtod(c->expected, NULL);
    if (strcmp(c->method, "compare") == 0) return decimal_compare(decimal(c->a), decimal(c->b)) == strtol(c->expected, NULL, 10);
    if (calculate(c, &result)) decimal_format(decimal_trim(result), text);
    return strcmp(text, c->expected) == 0;
}

static void test_against_python(void **state)
{
    (void)state;
    enum { METHODS = 5 + 2 * ROUNDING_COUNT }; /* divide and round in every mode */
    struct oracle oracle;
    struct oracle_case c;
    size_t cases = 0;
    oracle_ask(&oracle, "decimal_cases.py", "decimals");
    while (fscanf(oracle.from, "%15s %63s %63s %d %d %79s", c.method, c.a, c.b, &c.scale, &c.mode, c.expected) == 6) {
        if (!agrees(&c)) fail_msg("%s %s %s to %d, %s: expected %s", c.method, c.a, c.b, c.scale, rounding_names[c.mode], c.expected);
        cases++;
    }
    oracle_end(&oracle);
    assert_int_equal(cases, METHODS * oracle.count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_keeps_places), cmocka_unit_test(test_parse_forms),
        cmocka_unit_test(test_parse_refuses),     cmocka_unit_test(test_rounding_modes),
        cmocka_unit_test(test_rounding_names),    cmocka_unit_test(test_arithmetic_keeps_places),
        cmocka_unit_test(test_what_fits),         cmocka_unit_test(test_compare_never_overflows),
        cmocka_unit_test(test_from_double),       cmocka_unit_test(test_against_python),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
