/* Band methods against published worked examples. */
#include "base/bands.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "fixture.h"

/* A scale written as {from, rate, from, rate, ..., NULL}. */
static struct decimal earned(enum band_method method, const char *const *scale, const char *amount)
{
    struct rate_band bands[8];
    size_t count = 0;
    for (; scale[2 * count]; count++) bands[count] = (struct rate_band){a_decimal(scale[2 * count]), a_decimal(scale[2 * count + 1])};
    struct decimal result;
    assert_true(bands_apply(method, bands, count, a_decimal(amount), &result));
    return result;
}

#define SCALE(...) ((const char *const[]){__VA_ARGS__, NULL})

/* Dynamics 365 Supply Chain Management, Rebate management deals: "stepped" and "cumulative". */
static void dynamics_stepped_and_cumulative(void **state)
{
    (void)state;
    const char *const *scale = SCALE("0", "0.10", "1000", "0.25");
    assert_decimal(earned(BANDS_MARGINAL, scale, "2000"), "350");
    assert_decimal(earned(BANDS_RETROACTIVE, scale, "2000"), "500");
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
    struct rate_band band = {decimal_of(0, 0), decimal_of(INT64_MAX, 18)};
    struct decimal huge, result;
    assert_true(decimal_parse(text_of("100000000000000000000000000000000000"), &huge));
    assert_false(bands_apply(BANDS_MARGINAL, &band, 1, huge, &result));
    assert_false(bands_apply(BANDS_RETROACTIVE, &band, 1, huge, &result));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dynamics_stepped_and_cumulative),
        cmocka_unit_test(phocas_brackets),
        cmocka_unit_test(salestool_commission),
        cmocka_unit_test(steprate_overflow_parts),
        cmocka_unit_test(oracle_step_rates),
        cmocka_unit_test(oracle_flat_and_split),
        cmocka_unit_test(an_amount_on_an_edge_reaches_the_higher_band),
        cmocka_unit_test(below_the_first_band_nothing_is_earned),
        cmocka_unit_test(what_does_not_fit_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
