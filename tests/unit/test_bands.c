/* Band methods against published worked examples. */
#include "base/bands.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "oracle.h"

/* A scale written as {from, rate, from, rate, ..., NULL}. */
static struct decimal earned(enum band_method method, const char *const *scale, const char *amount)
{
    struct rate_band bands[8];
    size_t count = 0;
    for (; scale[2 * count]; count++) {
        struct band_edge low = {.at = a_decimal(scale[2 * count]), .given = true};
        bands[count] = (struct rate_band){.span.low = low, .rate = a_decimal(scale[2 * count + 1])};
        if (count > 0) bands[count - 1].span.high = (struct band_edge){.at = low.at, .given = true, .open = true};
    }
    struct decimal result;
    assert_true(bands_apply(method, &(struct scale){.bands = bands, .count = count}, a_decimal(amount), &result));
    return result;
}

/* A band with both ends: (low..high], and its lower end too when that is 0. */
static struct rate_band band(const char *low, const char *high, const char *rate)
{
    struct decimal begin = a_decimal(low);
    return (struct rate_band){.span.low = {.at = begin, .given = true, .open = begin.units != 0},
                              .span.high = {.at = a_decimal(high), .given = true},
                              .rate = a_decimal(rate)};
}

static struct decimal earned_of(enum band_method method, const struct scale *scale, const char *amount)
{
    struct decimal result;
    assert_true(bands_fit(method, scale));
    assert_true(bands_apply(method, scale, a_decimal(amount), &result));
    return result;
}

#define SCALE(...) ((const char *const[]){__VA_ARGS__, NULL})

/* Dynamics 365 Supply Chain Management, Rebate management deals: stepped, cumulative, rolling and total. */
static void dynamics_four_methods(void **state)
{
    (void)state;
    struct rate_band bands[] = {band("0", "1000", "0.10"), band("1000", "2500", "0.25")};
    const struct scale scale = {.bands = bands, .count = 2};
    assert_decimal(earned_of(BANDS_MARGINAL, &scale, "2000"), "350");
    assert_decimal(earned_of(BANDS_RETROACTIVE, &scale, "2000"), "500");
    assert_decimal(earned_of(BANDS_ROLLING, &scale, "2000"), "600");
    assert_decimal(earned_of(BANDS_TOTAL, &scale, "2000"), "700");
    assert_decimal(earned_of(BANDS_ROLLING, &scale, "1000"), "100");
    assert_decimal(earned_of(BANDS_TOTAL, &scale, "1000"), "100");
}

/* Oracle Fusion Incentive Compensation, Examples of Calculating Earnings Using Interpolated Rates: full bands pay 10, 40, 100, 2,000. */
static void oracle_interpolated_rates(void **state)
{
    (void)state;
    struct rate_band bands[] = {band("0", "1000", "10"), band("1000", "3000", "40"), band("3000", "8000", "100"),
                                band("8000", "20000", "2000")};
    for (size_t i = 0; i < 4; i++) bands[i].whole = true;
    const struct scale scale = {.bands = bands, .count = 4};
    static const char *const cases[][2] = {{"200", "2"}, {"300", "3"}, {"1500", "20"}, {"1200", "14"}, {"2000", "30"}, {"4500", "80"}};
    for (size_t i = 0; i < 6; i++) assert_decimal(earned_of(BANDS_INTERPOLATED, &scale, cases[i][0]), cases[i][1]);
    assert_decimal(earned_of(BANDS_INTERPOLATED, &scale, "20000"), "2150");
    assert_decimal(earned_of(BANDS_INTERPOLATED, &scale, "99999"), "2150"); /* nothing more above the last band */
    assert_false(bands_fit(BANDS_MARGINAL, &scale));
}

/* Lago, Graduated Percentage: 1 % and 200 to 1,000, 2 % and 300 to 10,000, 3 % and 400 above. 500, then 550, then 4,000 more. */
static void lago_fees_at_entry(void **state)
{
    (void)state;
    struct rate_band bands[] = {band("0", "1000", "0.01"), band("1000", "10000", "0.02"), band("10000", "99999", "0.03")};
    bands[0].fee = a_decimal("200"), bands[1].fee = a_decimal("300"), bands[2].fee = a_decimal("400");
    bands[2].span.high.given = false;
    const struct scale scale = {.bands = bands, .count = 3};
    assert_decimal(earned_of(BANDS_MARGINAL, &scale, "0"), "0");
    assert_decimal(earned_of(BANDS_MARGINAL, &scale, "500"), "205");
    assert_decimal(earned_of(BANDS_MARGINAL, &scale, "1000"), "210");
    assert_decimal(earned_of(BANDS_MARGINAL, &scale, "1050"), "511"); /* 306 more */
    assert_decimal(earned_of(BANDS_MARGINAL, &scale, "5050"), "591"); /* 80 more */
    assert_decimal(earned_of(BANDS_RETROACTIVE, &scale, "1000"), "210");
    assert_decimal(earned_of(BANDS_RETROACTIVE, &scale, "1050"), "321");
    assert_decimal(earned_of(BANDS_RATE, &scale, "1050"), "0.02");
}

/* Extreme Networks, promotion on renewals in Poland (2023): above 1,000 to 10,000 pays 100, above 10,001 to 25,000 pays 250. A deal of
 * 10,000.50 is in no band, nor is one above 25,000. */
static void outside_all_bands_nothing_is_earned(void **state)
{
    (void)state;
    struct rate_band bands[] = {band("1000", "10000", "0"), band("10001", "25000", "0")};
    bands[0].fee = a_decimal("100"), bands[1].fee = a_decimal("250");
    const struct scale scale = {.bands = bands, .count = 2};
    static const char *const cases[][2] = {{"1000", "0"},  {"1000.01", "100"},  {"10000", "100"}, {"10000.50", "0"},
                                           {"10001", "0"}, {"10001.01", "250"}, {"25000", "250"}, {"25000.01", "0"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_decimal(earned_of(BANDS_RETROACTIVE, &scale, cases[i][0]), cases[i][1]);
    struct band_fault fault;
    size_t next = 0;
    assert_true(bands_fault((struct band_span[]){bands[0].span, bands[1].span}, 2, "", &next, &fault));
    assert_string_equal(fault.what, "values between 10000 and 10001, such as 10000.5, are in no band");
    assert_string_equal(fault.cure, "let this band begin where the one before it ends: above: 10000");
    assert_true(bands_end((struct band_span[]){bands[0].span, bands[1].span}, 2, "nothing is earned there", "rate: 0%", &fault));
    assert_string_equal(fault.what, "values above 25000 are in no band: nothing is earned there");
}

/* Each hole and overlap is told once; behind a band within the one before it nothing more is. */
static void all_faults_of_bands_are_told(void **state)
{
    (void)state;
    struct band_span shared[] = {band("1", "2", "0").span, band("2", "3", "0").span, band("4", "5", "0").span};
    shared[1].low.open = false, shared[2].low.open = false;
    struct band_fault fault;
    size_t next = 0;
    assert_true(bands_fault(shared, 3, "", &next, &fault));
    assert_string_equal(fault.what, "the value 2 is in two bands");
    assert_true(bands_fault(shared, 3, "", &next, &fault));
    assert_string_equal(fault.what, "values between 3 and 4, such as 3.5, are in no band");
    assert_false(bands_fault(shared, 3, "", &next, &fault));
    const struct band_span within[] = {band("0", "10", "0").span, band("2", "3", "0").span, band("4", "12", "0").span};
    next = 0;
    assert_true(bands_fault(within, 3, "", &next, &fault));
    assert_string_equal(fault.what, "values between 2 and 10 are in two bands");
    assert_false(bands_fault(within, 3, "", &next, &fault));
}

/* Phocas, Rebates calculation methods: pro-rata brackets, by percent and by item. */
static void phocas_brackets(void **state)
{
    (void)state;
    const char *const *percent = SCALE("0", "0.05", "10000", "0.10");
    assert_decimal(earned(BANDS_MARGINAL, percent, "6000"), "300");
    assert_decimal(earned(BANDS_MARGINAL, percent, "8000"), "400");
    assert_decimal(earned(BANDS_MARGINAL, percent, "20000"), "1500");
    const char *const *items = SCALE("0", "1", "100", "2");
    assert_decimal(earned(BANDS_MARGINAL, items, "20"), "20");
    assert_decimal(earned(BANDS_MARGINAL, items, "80"), "80");
    assert_decimal(earned(BANDS_MARGINAL, items, "120"), "140");
}

/* Salestool, Tiered Commission Calculator: 500 + 1,050 + 500; and the flat-rate reading of the same scale. */
static void salestool_commission(void **state)
{
    (void)state;
    const char *const *scale = SCALE("0", "0.05", "10000", "0.07", "25000", "0.10");
    assert_decimal(earned(BANDS_MARGINAL, scale, "30000"), "2050");
    assert_decimal(earned(BANDS_RETROACTIVE, scale, "30000"), "3000");
}

/* The documentation of steprate: 70,001 less a deduction of 10,000. */
static void steprate_overflow_parts(void **state)
{
    (void)state;
    const char *const *scale = SCALE("0", "0.10", "10000", "0.15", "20000", "0.20", "30000", "0.25", "40000", "0.30", "50000", "0.50");
    assert_decimal(earned(BANDS_MARGINAL, scale, "60001"), "15000.5");
}

/* Oracle Fusion Incentive Compensation, Examples of Calculating Earnings Using Step Rates: each transaction alone, then (derived) the
 * quarter's total at once. */
static void oracle_step_rates(void **state)
{
    (void)state;
    const char *const *scale = SCALE("0", "0.01", "1000", "0.02", "3000", "0.03", "8000", "0.05");
    static const struct {
        const char *amount, *earned;
    } cases[] = {{"200", "2"}, {"300", "3"}, {"1500", "20"}, {"1200", "14"}, {"2000", "30"}, {"4500", "95"}, {"9700", "285"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_decimal(earned(BANDS_MARGINAL, scale, cases[i].amount), cases[i].earned);
}

/* Oracle, Options for Splitting Attainment Numbers Across Rate Tiers: not split, then split. */
static void oracle_flat_and_split(void **state)
{
    (void)state;
    const char *const *scale = SCALE("0", "0.01", "10000", "0.02", "50000", "0.03");
    assert_decimal(earned(BANDS_RETROACTIVE, scale, "5000"), "50");
    assert_decimal(earned(BANDS_RETROACTIVE, scale, "15000"), "300");
    assert_decimal(earned(BANDS_RETROACTIVE, scale, "60000"), "1800");
    assert_decimal(earned(BANDS_MARGINAL, scale, "15000"), "200");
    assert_decimal(earned(BANDS_MARGINAL, scale, "60000"), "1200");
    assert_decimal(earned(BANDS_RATE, scale, "5000"), "0.01");
    assert_decimal(earned(BANDS_RATE, scale, "15000"), "0.02");
    assert_decimal(earned(BANDS_RATE, scale, "60000"), "0.03");
    assert_decimal(earned(BANDS_RATE, scale, "-1"), "0");
}

/* Oracle, Equal Tier Values: exactly 50,000 earns the higher band's 3 %. A cent less does not. */
static void an_amount_on_an_edge_reaches_the_higher_band(void **state)
{
    (void)state;
    const char *const *scale = SCALE("0", "0.01", "25000", "0.02", "50000", "0.03", "75000", "0.04");
    assert_decimal(earned(BANDS_RETROACTIVE, scale, "50000"), "1500");
    assert_decimal(earned(BANDS_RETROACTIVE, scale, "49999.99"), "999.9998");
    assert_decimal(earned(BANDS_MARGINAL, scale, "50000"), "750");
}

/* SAP, Maintaining Condition Contracts: nothing below the scale's first level, 2 % from 5,000, 4 % on all of 27,000. */
static void below_the_first_band_nothing_is_earned(void **state)
{
    (void)state;
    const char *const *scale = SCALE("5000", "0.02", "20000", "0.04");
    assert_decimal(earned(BANDS_RETROACTIVE, scale, "3000"), "0");
    assert_decimal(earned(BANDS_RETROACTIVE, scale, "7000"), "140");
    assert_decimal(earned(BANDS_RETROACTIVE, scale, "27000"), "1080");
    assert_decimal(earned(BANDS_MARGINAL, scale, "3000"), "0");
    assert_decimal(earned(BANDS_MARGINAL, scale, "-1"), "0");
    assert_decimal(earned(BANDS_MARGINAL, scale, "7000"), "40");
}

static void what_does_not_fit_is_said(void **state)
{
    (void)state;
    struct rate_band one = {.span.low.given = true, .rate = decimal_of(INT64_MAX, 18)};
    const struct scale scale = {.bands = &one, .count = 1};
    struct decimal huge, result;
    assert_true(decimal_parse(text_of("100000000000000000000000000000000000"), &huge));
    assert_false(bands_apply(BANDS_MARGINAL, &scale, huge, &result));
    assert_false(bands_apply(BANDS_RETROACTIVE, &scale, huge, &result));
}

/* ---- random cases of tests/oracle/decimal_cases.py */

static bool is_inside(struct oracle *oracle)
{
    return oracle_number(oracle) == 1;
}

/* The rest of a line that begins with "scale". */
static void read_scale(struct oracle *oracle, struct scale *scale)
{
    for (scale->count = 0; fgetc(oracle->from) == ' '; scale->count++) {
        struct rate_band *band = &scale->bands[scale->count];
        assert_true(scale->count < 8);
        *band = (struct rate_band){.span.low = {.at = oracle_decimal(oracle), .given = true}};
        band->span.low.open = !is_inside(oracle);
        band->span.high.given = strcmp(oracle_word(oracle), "-") != 0;
        if (band->span.high.given) band->span.high.at = a_decimal(oracle->word);
        band->span.high.open = !is_inside(oracle);
        band->rate = oracle_decimal(oracle);
        band->fee = oracle_decimal(oracle);
    }
}

static enum band_method method_named(const char *name)
{
    for (int i = 0; i < BAND_METHOD_COUNT; i++)
        if (strcmp(name, band_method_names[i]) == 0) return (enum band_method)i;
    fail_msg("no method %s", name);
    return BAND_METHOD_COUNT;
}

static void check_case(struct oracle *oracle, enum band_method method, struct scale *scale)
{
    struct decimal amount = oracle_decimal(oracle), result;
    int places = oracle_number(oracle);
    char text[DECIMAL_TEXT_MAX];
    decimal_format(amount, text);
    for (size_t i = 0; i < scale->count; i++) scale->bands[i].whole = method == BANDS_INTERPOLATED;
    assert_true(bands_apply(method, scale, amount, &result));
    for (int mode = 0; mode < ROUNDING_COUNT; mode++)
        if (decimal_compare(decimal_round(result, places, (enum rounding)mode), oracle_decimal(oracle)) != 0)
            fail_msg("%s on %s, %s to %d: expected %s", band_method_names[method], text, rounding_names[mode], places, oracle->word);
}

static void random_scales_as_python_works_them_out(void **state)
{
    (void)state;
    struct oracle oracle;
    struct rate_band bands[8];
    struct scale scale = {.bands = bands, .count = 0};
    size_t cases = 0;
    oracle_ask(&oracle, "decimal_cases.py", "bands");
    while (oracle_next(&oracle)) {
        if (strcmp(oracle.word, "scale") == 0) {
            read_scale(&oracle, &scale);
        } else {
            check_case(&oracle, method_named(oracle.word), &scale);
            cases++;
        }
    }
    oracle_end(&oracle);
    assert_int_equal(cases, BAND_METHOD_COUNT * oracle.count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dynamics_four_methods),
        cmocka_unit_test(oracle_interpolated_rates),
        cmocka_unit_test(lago_fees_at_entry),
        cmocka_unit_test(outside_all_bands_nothing_is_earned),
        cmocka_unit_test(all_faults_of_bands_are_told),
        cmocka_unit_test(phocas_brackets),
        cmocka_unit_test(salestool_commission),
        cmocka_unit_test(steprate_overflow_parts),
        cmocka_unit_test(oracle_step_rates),
        cmocka_unit_test(oracle_flat_and_split),
        cmocka_unit_test(an_amount_on_an_edge_reaches_the_higher_band),
        cmocka_unit_test(below_the_first_band_nothing_is_earned),
        cmocka_unit_test(what_does_not_fit_is_said),
        cmocka_unit_test(random_scales_as_python_works_them_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
