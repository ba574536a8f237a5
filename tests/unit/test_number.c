/* Doubles as text: shortest, exact both ways; thresholds that forgive. */
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/number.h"

/* xorshift64*: the same numbers in every run */
static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return *seed * UINT64_C(2685821657736338717);
}

static double from_bits(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static bool same_bits(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

static void assert_text(double x, const char *expected)
{
    char text[NUMBER_TEXT_MAX];
    size_t len = number_format(x, text);
    assert_int_equal(len, strlen(text));
    assert_string_equal(text, expected);
}

/* As Python's repr and JavaScript write them, but for the bounds of plain notation. */
static void test_known_texts(void **state)
{
    (void)state;
    const struct {
        double x;
        const char *text;
    } known[] = {
        {0, "0"},
        {-0.0, "0"},
        {1, "1"},
        {-12.5, "-12.5"},
        {0.1, "0.1"},
        {0.1 + 0.2, "0.30000000000000004"},
        {1.0 / 3, "0.3333333333333333"},
        {2.0 / 3, "0.6666666666666666"},
        {123456.789, "123456.789"},
        {2500000000, "2500000000"},
        {1e15 + 0.5, "1000000000000000.5"},
        {9007199254740991, "9007199254740991"},
        {9007199254740992, "9007199254740992"},
        {9007199254740994, "9007199254740994"},
        {1e20, "100000000000000000000"},
        {1e21, "1e+21"},
        {1.5e300, "1.5e+300"},
        {1e-7, "0.0000001"},
        {1.5e-7, "0.00000015"},
        {9.9e-8, "9.9e-08"},
        {5e-324, "5e-324"},
        {DBL_MIN, "2.2250738585072014e-308"},
        {DBL_MAX, "1.7976931348623157e+308"},
        {0x1p-44, "5.684341886080802e-14"}, /* the nearest 16 digits, ...801, lie outside: below a power of two doubles are denser */
        {5e-7, "0.0000005"},
        {999999999.999999, "999999999.999999"},
        {(double)NAN, "nan"},
        {(double)INFINITY, "inf"},
        {(double)-INFINITY, "-inf"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) assert_text(known[i].x, known[i].text);
}

/* The digits of a text, without zeros at either end. */
static int significant_digits(const char *text, char digits[32])
{
    int count = 0;
    for (const char *at = text; *at && *at != 'e'; at++) {
        if (*at >= '0' && *at <= '9' && (count > 0 || *at != '0')) digits[count++] = *at;
    }
    while (count > 1 && digits[count - 1] == '0') count--;
    digits[count] = '\0';
    return count;
}

static void assert_reads_back(double x)
{
    char text[NUMBER_TEXT_MAX];
    double back = 0;
    number_format(x, text);
    if (!number_parse(text_of(text), &back) || back != x || strtod(text, NULL) != x) fail_msg("%a became %s", x, text);
}

/* One digit less does not read back, and as many digits lie no nearer. (Where one digit less does not, fewer do not: they would
 * with zeros behind them.) */
static void assert_shortest(double x)
{
    char text[NUMBER_TEXT_MAX], digits[32], shorter[64], nearest[64], nearest_digits[32];
    assert_reads_back(x);
    number_format(x, text);
    int count = significant_digits(text, digits);
    snprintf(shorter, sizeof shorter, "%.*e", count > 1 ? count - 2 : 0, x);
    if (count > 1 && strtod(shorter, NULL) == x) fail_msg("%a became %s, but %s is shorter", x, text, shorter);
    snprintf(nearest, sizeof nearest, "%.*e", count - 1, x);
    significant_digits(nearest, nearest_digits);
    if (strtod(nearest, NULL) == x && strcmp(nearest_digits, digits) != 0) fail_msg("%a became %s, but %s is nearer", x, text, nearest);
}

static void test_random_bits(void **state)
{
    (void)state;
    uint64_t seed = 20260930;
    for (int i = 0; i < 400000; i++) {
        double x = from_bits(next_random(&seed));
        if (isfinite(x)) (i % 8 == 0 ? assert_shortest : assert_reads_back)(x);
    }
}

/* Where scores and amounts lie; the fast ways are taken here. */
static void test_usual_magnitudes(void **state)
{
    (void)state;
    uint64_t seed = 20261231;
    for (int i = 0; i < 60000; i++) {
        double fraction = (double)(next_random(&seed) >> 11) * 0x1p-53 + 0x1p-60;
        assert_shortest(ldexp(fraction, (int)(next_random(&seed) % 144) - 17));
        assert_shortest((double)(next_random(&seed) % 100000000 + 1) / 100);
    }
}

static void test_edges(void **state)
{
    (void)state;
    for (int exponent = -1074; exponent <= 1023; exponent++) {
        double power = ldexp(1, exponent);
        assert_shortest(power);
        assert_shortest(nextafter(power, INFINITY));
        if (exponent > -1074) assert_shortest(nextafter(power, 0));
    }
    for (int exponent = -323; exponent <= 308; exponent++) {
        char text[16];
        snprintf(text, sizeof text, "1e%d", exponent);
        double power = strtod(text, NULL);
        assert_shortest(power);
        assert_shortest(nextafter(power, INFINITY));
        if (exponent > -323) assert_shortest(nextafter(power, 0));
    }
    for (int i = 1; i < 2000; i++) assert_shortest(from_bits((uint64_t)i)); /* the smallest subnormals */
}

static void test_parse_rounds_correctly(void **state)
{
    (void)state;
    uint64_t seed = 7;
    for (int i = 0; i < 120000; i++) {
        char text[128];
        int exponent = (int)(next_random(&seed) % 700) - 360;
        if (i % 2 == 0) exponent = (int)(next_random(&seed) % 50) - 25;
        snprintf(text, sizeof text, "%llu.%llue%d", (unsigned long long)next_random(&seed) >> next_random(&seed) % 64,
                 (unsigned long long)next_random(&seed) >> next_random(&seed) % 64, exponent);
        double x = 0, expected = strtod(text, NULL);
        bool read = number_parse(text_of(text), &x);
        if (read != (isfinite(expected) != 0) || (read && !same_bits(x, expected))) fail_msg("%s became %a, not %a", text, x, expected);
    }
}

static void test_parse_forms(void **state)
{
    (void)state;
    const struct {
        const char *text;
        double x;
    } good[] = {
        {"1", 1},
        {"+1.50", 1.5},
        {".5", 0.5},
        {"-5.", -5},
        {"1e3", 1000},
        {"1E-2", 0.01},
        {"-0", -0.0},
        {"1e-400", 0},
        {"9007199254740993", 9007199254740992}, /* a tie, to the even mantissa */
        {"9007199254740993.00000000000000000000000000000001", 9007199254740994},
        {"179769313486231570000000000000000000000e270", DBL_MAX},
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        double x = -1;
        if (!number_parse(text_of(good[i].text), &x) || !same_bits(x, good[i].x)) fail_msg("\"%s\" became %a", good[i].text, x);
    }
    const char *const bad[] = {"",     "-", ".", "e1", "1e", "1e+", " 1", "1 ", "1,5", "0x1p3", "nan", "inf", "1e309", "-1e99999999999",
                               "1.2.3"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        double x;
        if (number_parse(text_of(bad[i]), &x)) fail_msg("\"%s\" was taken for a number", bad[i]);
    }
}

static void test_parse_long_text(void **state)
{
    (void)state;
    char text[2000];
    memset(text, '3', sizeof text);
    memcpy(text, "0.", 2);
    double x;
    assert_true(number_parse((struct text){text, 1400}, &x));
    assert_true(x == 1.0 / 3);
    assert_false(number_parse((struct text){text, sizeof text}, &x)); /* nobody means that as a number */
}

static void test_thresholds_forgive(void **state)
{
    (void)state;
    assert_true(number_reaches(0.1 + 0.2, 0.3));
    assert_true(number_reaches(0.3, 0.1 + 0.2));
    assert_true(number_reaches(70 - 1e-10, 70));
    assert_false(number_reaches(70 - 1e-8, 70));
    assert_false(number_reaches(249999.99, 250000));
    assert_true(number_reaches(nextafter(1e12, 0), 1e12));
    assert_false(number_reaches(1e12 - 0.01, 1e12));
    assert_true(number_reaches(INFINITY, 1));
    assert_true(number_reaches(INFINITY, INFINITY));
    assert_false(number_reaches(NAN, 1));
    assert_false(number_reaches(1, NAN));
    assert_true(number_same(0.1 + 0.2, 0.3));
    assert_false(number_same(0.3, 0.31));
    assert_false(number_same(NAN, NAN));
}

static void test_round_on_shortest_form(void **state)
{
    (void)state;
    const struct {
        double x;
        int places;
        double rounded;
    } known[] = {
        {2.675, 2, 2.68}, /* the double lies below the tie, its shortest form on it */
        {1.005, 2, 1.01},
        {-2.5, 0, -3},
        {2.4999999, 0, 2},
        {0.5, 0, 1},
        {0.49999999999999994, 0, 0},
        {-0.001, 2, 0},
        {1234.5, -2, 1200},
        {1250, -2, 1300},
        {1e300, 2, 1e300},
        {5e-324, 2, 0},
        {1.5e-10, 10, 2e-10},
        {0, 3, 0},
        {99.995, 2, 100},
        {1.0 / 3, 4, 0.3333},
        {4.2e-19, 0, 0},
        {1e-20, 2, 0},
        {123456789.125, 2, 123456789.13},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        double x = number_round(known[i].x, known[i].places);
        if (!same_bits(x, known[i].rounded)) fail_msg("%.17g to %d places became %.17g", known[i].x, known[i].places, x);
    }
    assert_true(isnan(number_round(NAN, 2)));
    assert_true(isinf(number_round(INFINITY, 2)));
}

static void test_tidy_without_binary_noise(void **state)
{
    (void)state;
    const struct {
        double x, tidy;
    } known[] = {{1.1 * 1.15, 1.265},
                 {1 - 80.0 / 100, 0.2},
                 {-0.1 - 0.2, -0.3},
                 {999.99999999999994, 1000},
                 {0, 0},
                 {1e-300 / 3, 3.33333333333333e-301},
                 {2e22 / 3, 6.66666666666667e21},
                 {12345678901234.5, 12345678901234.5}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (number_tidy(known[i].x) != known[i].tidy) fail_msg("%.17g is tidied to %.17g", known[i].x, number_tidy(known[i].x));
    assert_true(isnan(number_tidy(NAN)));
    assert_true(isinf(number_tidy(INFINITY)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_texts),
        cmocka_unit_test(test_random_bits),
        cmocka_unit_test(test_usual_magnitudes),
        cmocka_unit_test(test_edges),
        cmocka_unit_test(test_parse_rounds_correctly),
        cmocka_unit_test(test_parse_forms),
        cmocka_unit_test(test_parse_long_text),
        cmocka_unit_test(test_thresholds_forgive),
        cmocka_unit_test(test_round_on_shortest_form),
        cmocka_unit_test(test_tidy_without_binary_noise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
