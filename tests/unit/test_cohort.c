/* Comparisons within peer groups: published examples, and a plain count of who is below. */
#include "score/cohort.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "fixture.h"

static void check(enum cohort_method method, bool lower, const double *values, const uint32_t *group, size_t groups, size_t count,
                  const double *expected)
{
    double results[16];
    struct cohort cohort = {.method = method, .lower_is_better = lower};
    assert_true(cohort_make(&cohort, &(struct cohort_values){values, group, groups, count}, results));
    for (size_t i = 0; i < count; i++) assert_double(results[i], expected[i]);
}

/* All partners are one group. */
static void check_one_group(struct cohort cohort, size_t count, const double *values, const double *expected)
{
    double results[16];
    assert_true(cohort_make(&cohort, &(struct cohort_values){values, NULL, 1, count}, results));
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(isnan(results[i]), isnan(expected[i]));
        if (!isnan(expected[i])) assert_near(results[i], expected[i]);
    }
}

/* The result that all of the group share. */
static void check_total(struct cohort cohort, size_t count, const double *values, double expected)
{
    double results[16];
    assert_true(cohort_make(&cohort, &(struct cohort_values){values, NULL, 1, count}, results));
    for (size_t i = 0; i < count; i++) assert_near(results[i], expected);
}

/* Microsoft, PERCENTRANK.INC function: data 13, 12, 11, 8, 4, 3, 2, 1, 1, 1; the rank of 2 is 0.333, of 4 is 0.555, of 8 is 0.666
 * (cut to three places there). */
static void percentrank_inc_example(void **state)
{
    (void)state;
    const double values[] = {13, 12, 11, 8, 4, 3, 2, 1, 1, 1};
    const double expected[] = {1, 8.0 / 9, 7.0 / 9, 6.0 / 9, 5.0 / 9, 4.0 / 9, 3.0 / 9, 0, 0, 0};
    check(COHORT_PERCENT_RANK, false, values, NULL, 1, 10, expected);
}

static void rank_counts_from_the_best_and_ties_share_it(void **state)
{
    (void)state;
    const double values[] = {10, 30, 20, 30, -5};
    check(COHORT_RANK, false, values, NULL, 1, 5, (double[]){4, 1, 3, 1, 5});
    check(COHORT_RANK, true, values, NULL, 1, 5, (double[]){2, 4, 3, 4, 1});
}

static void lower_may_be_better(void **state)
{
    (void)state;
    check(COHORT_PERCENT_RANK, true, (const double[]){1, 2, 3, 3, 9}, NULL, 1, 5, (double[]){1, 0.75, 0.25, 0.25, 0});
}

static void groups_are_apart_and_partners_without_a_value_take_no_part(void **state)
{
    (void)state;
    const double values[] = {5, 1, NAN, 9, 7, 2, NAN};
    const uint32_t group[] = {0, 2, 0, 0, 2, 1, 3};
    check(COHORT_PERCENT_RANK, false, values, group, 4, 7, (double[]){0, 0, NAN, 1, 1, 0, NAN});
    check(COHORT_RANK, false, values, group, 4, 7, (double[]){2, 2, NAN, 1, 1, 1, NAN});
}

static void signs_zeros_and_sizes_are_in_order(void **state)
{
    (void)state;
    const double values[] = {0.0, -0.0, -1e300, 1e-300, -1e-300, 1e300, INFINITY};
    check(COHORT_PERCENT_RANK, false, values, NULL, 1, 7, (double[]){2.0 / 6, 2.0 / 6, 0, 4.0 / 6, 1.0 / 6, 5.0 / 6, 1});
}

static void nobody_and_all_the_same(void **state)
{
    (void)state;
    check(COHORT_PERCENT_RANK, false, (const double[]){NAN, NAN}, NULL, 1, 2, (double[]){NAN, NAN});
    check(COHORT_PERCENT_RANK, false, (const double[]){4, 4, 4}, NULL, 1, 3, (double[]){0, 0, 0});
    check(COHORT_RANK, false, (const double[]){0}, NULL, 1, 0, NULL);
}

static void many_agree_with_counting(void **state)
{
    (void)state;
    enum { COUNT = 3000, GROUPS = 5 };
    static double values[COUNT], results[COUNT];
    static uint32_t group[COUNT];
    unsigned seed = 7;
    for (size_t i = 0; i < COUNT; i++) {
        values[i] = (double)(rand_r(&seed) % 2000) / 8 - 100;
        group[i] = (uint32_t)rand_r(&seed) % GROUPS;
    }
    struct cohort cohort = {.method = COHORT_PERCENT_RANK};
    assert_true(cohort_make(&cohort, &(struct cohort_values){values, group, GROUPS, COUNT}, results));
    for (size_t i = 0; i < COUNT; i += 17) {
        size_t below = 0, peers = 0;
        for (size_t j = 0; j < COUNT; j++) {
            peers += group[j] == group[i];
            below += group[j] == group[i] && values[j] < values[i];
        }
        assert_double(results[i], (double)below / (double)(peers - 1));
    }
}

static void results_may_take_the_place_of_values(void **state)
{
    (void)state;
    double values[] = {3, NAN, 1, 2};
    assert_true(cohort_make(&(struct cohort){.method = COHORT_RANK}, &(struct cohort_values){values, NULL, 1, 4}, values));
    assert_double(values[0], 1);
    assert_double(values[1], NAN);
    assert_double(values[2], 3);
    assert_double(values[3], 2);
}

/* ---- ranks of other kinds */

/* Microsoft, PERCENTRANK.EXC function: data 1, 2, 3, 6, 6, 6, 7, 8, 9; the rank of 7 is 0.7. */
static void percentrank_exc_example(void **state)
{
    (void)state;
    const double values[] = {1, 2, 3, 6, 6, 6, 7, 8, 9};
    check_one_group((struct cohort){.method = COHORT_PERCENT_RANK_EXCLUSIVE}, 9, values, (double[]){.1, .2, .3, .4, .4, .4, .7, .8, .9});
}

/* scipy.stats.rankdata([0, 2, 3, 2]): average 1, 2.5, 4, 2.5; min 1, 2, 4, 2; max 1, 3, 4, 3; dense 1, 2, 3, 2. The lowest is its first. */
static void rankdata_examples(void **state)
{
    (void)state;
    const double values[] = {0, 2, 3, 2};
    struct cohort lowest_first = {.method = COHORT_RANK, .lower_is_better = true};
    const double *const expected[TIES_COUNT] = {[TIES_AVERAGE] = (double[]){1, 2.5, 4, 2.5},
                                                [TIES_BEST] = (double[]){1, 2, 4, 2},
                                                [TIES_WORST] = (double[]){1, 3, 4, 3},
                                                [TIES_DENSE] = (double[]){1, 2, 3, 2}};
    for (lowest_first.ties = 0; lowest_first.ties < TIES_COUNT; lowest_first.ties++)
        check_one_group(lowest_first, 4, values, expected[lowest_first.ties]);
}

static void dense_rank_from_the_highest(void **state)
{
    (void)state;
    struct cohort dense = {.method = COHORT_RANK, .ties = TIES_DENSE};
    check_one_group(dense, 6, (double[]){5, 9, 5, 1, 9, 7}, (double[]){3, 1, 3, 4, 1, 2});
}

static void top_share_counts_whole_partners(void **state)
{
    (void)state;
    struct cohort top = {.method = COHORT_TOP_SHARE, .top = 0.25};
    check_one_group(top, 8, (double[]){8, 7, 6, 5, 4, 3, 2, 1}, (double[]){1, 1, 0, 0, 0, 0, 0, 0});
    check_one_group(top, 7, (double[]){7, 6, 5, 4, 3, 2, 1}, (double[]){1, 0, 0, 0, 0, 0, 0}); /* 1.75 partners */
    check_one_group(top, 3, (double[]){3, 2, 1}, (double[]){0, 0, 0});
    top.lower_is_better = true;
    check_one_group(top, 4, (double[]){3, 2, 1, 4}, (double[]){0, 0, 1, 0});
}

/* 0.1 * 30 is a little above 3, 0.07 * 100 a little above 7, 0.29 * 100 a little below 29. */
static void top_share_forgives_rounding(void **state)
{
    (void)state;
    double values[100], results[100], in = 0;
    for (size_t i = 0; i < 100; i++) values[i] = (double)i;
    struct cohort top = {.method = COHORT_TOP_SHARE, .top = 0.29};
    assert_true(cohort_make(&top, &(struct cohort_values){values, NULL, 1, 100}, results));
    for (size_t i = 0; i < 100; i++) in += results[i];
    assert_double(in, 29);
}

static void ties_at_the_edge_of_the_top_share(void **state)
{
    (void)state;
    const double values[] = {9, 8, 8, 1};
    check_one_group((struct cohort){.method = COHORT_TOP_SHARE, .top = 0.5}, 4, values, (double[]){1, 1, 1, 0});
    check_one_group((struct cohort){.method = COHORT_TOP_SHARE, .top = 0.5, .ties = TIES_WORST}, 4, values, (double[]){1, 0, 0, 0});
}

/* ---- places on a line */

/* Eight values with mean 5 and population standard deviation 2 (the standard textbook example). Sample: the root of 32 / 7. */
static void z_score_by_both_deviations(void **state)
{
    (void)state;
    const double values[] = {2, 4, 4, 4, 5, 5, 7, 9};
    struct cohort z = {.method = COHORT_Z_SCORE};
    check_one_group(z, 8, values, (double[]){-1.5, -.5, -.5, -.5, 0, 0, 1, 2});
    z.clip = 1.25;
    check_one_group(z, 8, values, (double[]){-1.25, -.5, -.5, -.5, 0, 0, 1, 1.25});
    z.lower_is_better = true;
    check_one_group(z, 8, values, (double[]){1.25, .5, .5, .5, 0, 0, -1, -1.25});
    double s = sqrt(32.0 / 7);
    check_one_group((struct cohort){.method = COHORT_Z_SCORE, .deviation = DEVIATION_SAMPLE}, 8, values,
                    (double[]){-3 / s, -1 / s, -1 / s, -1 / s, 0, 0, 2 / s, 4 / s});
}

/* The mean of three times 0.1 is not 0.1 to the bit: nobody may stand out by that. */
static void equal_values_are_all_in_the_middle(void **state)
{
    (void)state;
    check(COHORT_Z_SCORE, false, (double[]){.1, .1, .1}, NULL, 1, 3, (double[]){0, 0, 0});
    check(COHORT_MIN_MAX, true, (double[]){7, 7}, NULL, 1, 2, (double[]){0, 0});
    check_one_group((struct cohort){.method = COHORT_Z_SCORE, .deviation = DEVIATION_SAMPLE}, 1, (double[]){4}, (double[]){0});
    check(COHORT_SHARE, false, (double[]){3, 3, 3, 3}, NULL, 1, 4, (double[]){.25, .25, .25, .25});
}

static void min_max_from_either_end(void **state)
{
    (void)state;
    const double values[] = {10, 30, NAN, 15};
    check_one_group((struct cohort){.method = COHORT_MIN_MAX}, 4, values, (double[]){0, 1, NAN, .25});
    check_one_group((struct cohort){.method = COHORT_MIN_MAX, .lower_is_better = true}, 4, values, (double[]){1, 0, NAN, .75});
}

static void share_of_a_sum_that_is_one(void **state)
{
    (void)state;
    check(COHORT_SHARE, false, (double[]){60, 30, NAN, 10}, NULL, 1, 4, (double[]){.6, .3, NAN, .1});
    check(COHORT_SHARE, false, (double[]){0, 0}, NULL, 1, 2, (double[]){NAN, NAN});
    check(COHORT_SHARE, false, (double[]){5, -8}, NULL, 1, 2, (double[]){NAN, NAN});
}

static void what_no_double_holds_is_no_result(void **state)
{
    (void)state;
    check(COHORT_SUM, false, (double[]){1.5e308, 1.5e308}, NULL, 1, 2, (double[]){NAN, NAN});
    check(COHORT_MIN_MAX, false, (double[]){1.5e308, -1.5e308}, NULL, 1, 2, (double[]){NAN, NAN});
    check(COHORT_Z_SCORE, false, (double[]){1e200, 0}, NULL, 1, 2, (double[]){NAN, NAN});
}

/* ---- one result for the group */

static struct cohort quantile(enum cohort_quantile kind, double at)
{
    return (struct cohort){.method = COHORT_QUANTILE, .quantile = kind, .at = at};
}

/* Microsoft, PERCENTILE.INC function: 1, 3, 2, 4 at 0.3 is 1.9. PERCENTILE.EXC function: 1, 2, 3, 6, 6, 6, 7, 8, 9 at 0.25 is 2.5.
 * QUARTILE.INC function: the first quartile of 1, 2, 4, 7, 8, 9, 10, 12 is 3.5. QUARTILE.EXC function: 15 and 43 are the first
 * and the third of the eleven values below. */
static void quantiles_of_spreadsheets(void **state)
{
    (void)state;
    const double exclusive[] = {6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49};
    check_total(quantile(QUANTILE_INCLUSIVE, .3), 4, (double[]){1, 3, 2, 4}, 1.9);
    check_total(quantile(QUANTILE_EXCLUSIVE, .25), 9, (double[]){1, 2, 3, 6, 6, 6, 7, 8, 9}, 2.5);
    check_total(quantile(QUANTILE_INCLUSIVE, .25), 8, (double[]){1, 2, 4, 7, 8, 9, 10, 12}, 3.5);
    check_total(quantile(QUANTILE_EXCLUSIVE, .25), 11, exclusive, 15);
    check_total(quantile(QUANTILE_EXCLUSIVE, .75), 11, exclusive, 43);
}

/* NIST/SEMATECH e-Handbook of Statistical Methods, 7.2.6.2 "Percentiles",
 * https://www.itl.nist.gov/div898/handbook/prc/section2/prc262.htm: the 90th percentile of twelve gauge measurements
 * by (N + 1) p is 95.1981; by the spreadsheets' 1 + (N - 1) p it is 95.1957. */
static void quantile_of_the_nist_handbook(void **state)
{
    (void)state;
    const double gauge[] = {95.1772, 95.1567, 95.1937, 95.1959, 95.1442, 95.0610, 95.1591, 95.1195, 95.1065, 95.0925, 95.1990, 95.1682};
    check_total(quantile(QUANTILE_EXCLUSIVE, .9), 12, gauge, 95.1959 + 0.7 * (95.1990 - 95.1959));
    check_total(quantile(QUANTILE_INCLUSIVE, .9), 12, gauge, 95.1937 + 0.9 * (95.1959 - 95.1937));
    check_total(quantile(QUANTILE_NEAREST, .9), 12, gauge, 95.1959);
}

static void quantiles_end_at_the_ends(void **state)
{
    (void)state;
    const double values[] = {4, 2, 8};
    for (enum cohort_quantile kind = 0; kind < QUANTILE_COUNT; kind++) {
        check_total(quantile(kind, 0), 3, values, 2);
        check_total(quantile(kind, 1), 3, values, 8);
        check_total(quantile(kind, .5), 3, values, 4);
        check_total(quantile(kind, .9), 1, values, 4);
    }
}

/* A tenth of 30 is three, though 0.1 * 30 is a little more. */
static void the_nearest_value_is_found_in_spite_of_rounding(void **state)
{
    (void)state;
    double values[30], results[30];
    for (size_t i = 0; i < 30; i++) values[i] = (double)i + 1;
    struct cohort tenth = quantile(QUANTILE_NEAREST, .1);
    assert_true(cohort_make(&tenth, &(struct cohort_values){values, NULL, 1, 30}, results));
    assert_double(results[0], 3);
}

/* IBM PartnerWorld: a country that reaches a level lifts every country of its enterprise, until all drop: that is the highest of the group,
 * also for a country without a value of its own. */
static void totals_hold_for_all_of_the_group(void **state)
{
    (void)state;
    const double values[] = {3, 40, 1, NAN, 2};
    const uint32_t enterprise[] = {1, 2, 1, 1, 2};
    check(COHORT_HIGHEST, false, values, enterprise, 4, 5, (double[]){3, 40, 3, 3, 40});
    check(COHORT_LOWEST, false, values, enterprise, 4, 5, (double[]){1, 2, 1, 1, 2});
    check(COHORT_SUM, false, values, enterprise, 4, 5, (double[]){4, 42, 4, 4, 42});
    check(COHORT_MEAN, false, values, enterprise, 4, 5, (double[]){2, 21, 2, 2, 21});
    check(COHORT_COUNT, false, values, enterprise, 4, 5, (double[]){2, 2, 2, 2, 2});
    check(COHORT_MEDIAN, false, (double[]){4, 1, 3, 2}, NULL, 1, 4, (double[]){2.5, 2.5, 2.5, 2.5});
}

static void a_group_without_values(void **state)
{
    (void)state;
    const double values[] = {NAN, 5};
    const uint32_t group[] = {0, 1};
    check(COHORT_COUNT, false, values, group, 2, 2, (double[]){0, 1});
    check(COHORT_SUM, false, values, group, 2, 2, (double[]){NAN, 5});
    check(COHORT_HIGHEST, false, values, group, 2, 2, (double[]){NAN, 5});
}

/* 0.1 ten times is 1, and a small value is not lost between two large ones. */
static void sums_lose_nothing_on_the_way(void **state)
{
    (void)state;
    check(COHORT_SUM, false, (double[]){.1, .1, .1, .1, .1, .1, .1, .1, .1, .1}, NULL, 1, 10, (double[]){1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
    check(COHORT_SUM, false, (double[]){1e100, 1, -1e100}, NULL, 1, 3, (double[]){1, 1, 1});
}

/* ---- too few, too far */

static void too_few_values_are_no_group(void **state)
{
    (void)state;
    const double values[] = {1, 2, NAN, 4, 5};
    const uint32_t group[] = {0, 0, 0, 1, 1};
    double results[5];
    struct cohort cohort = {.method = COHORT_PERCENT_RANK, .least = 3};
    for (cohort.method = 0; cohort.method < COHORT_METHOD_COUNT; cohort.method++) {
        assert_true(cohort_make(&cohort, &(struct cohort_values){values, group, 2, 5}, results));
        for (size_t i = 0; i < 5; i++) assert_double(results[i], NAN);
    }
    cohort = (struct cohort){.method = COHORT_RANK, .least = 2};
    check_one_group(cohort, 2, values, (double[]){2, 1});
}

/* Of 0, 1 .. 10 the inclusive quantiles of 10 % and 90 % are 1 and 9: the two ends count as these. */
static void winsorizing_holds_the_ends(void **state)
{
    (void)state;
    const double values[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1000};
    check_total((struct cohort){.method = COHORT_HIGHEST, .winsorize = .1}, 11, values, 9);
    check_total((struct cohort){.method = COHORT_SUM, .winsorize = .1}, 11, values, 1 + 45 + 9);
    check_one_group((struct cohort){.method = COHORT_MIN_MAX, .winsorize = .1}, 11, values,
                    (double[]){0, 0, .125, .25, .375, .5, .625, .75, .875, 1, 1});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(percentrank_inc_example),
        cmocka_unit_test(rank_counts_from_the_best_and_ties_share_it),
        cmocka_unit_test(lower_may_be_better),
        cmocka_unit_test(groups_are_apart_and_partners_without_a_value_take_no_part),
        cmocka_unit_test(signs_zeros_and_sizes_are_in_order),
        cmocka_unit_test(nobody_and_all_the_same),
        cmocka_unit_test(many_agree_with_counting),
        cmocka_unit_test(results_may_take_the_place_of_values),
        cmocka_unit_test(percentrank_exc_example),
        cmocka_unit_test(rankdata_examples),
        cmocka_unit_test(dense_rank_from_the_highest),
        cmocka_unit_test(top_share_counts_whole_partners),
        cmocka_unit_test(top_share_forgives_rounding),
        cmocka_unit_test(ties_at_the_edge_of_the_top_share),
        cmocka_unit_test(z_score_by_both_deviations),
        cmocka_unit_test(equal_values_are_all_in_the_middle),
        cmocka_unit_test(min_max_from_either_end),
        cmocka_unit_test(share_of_a_sum_that_is_one),
        cmocka_unit_test(what_no_double_holds_is_no_result),
        cmocka_unit_test(quantiles_of_spreadsheets),
        cmocka_unit_test(quantile_of_the_nist_handbook),
        cmocka_unit_test(quantiles_end_at_the_ends),
        cmocka_unit_test(the_nearest_value_is_found_in_spite_of_rounding),
        cmocka_unit_test(totals_hold_for_all_of_the_group),
        cmocka_unit_test(a_group_without_values),
        cmocka_unit_test(sums_lose_nothing_on_the_way),
        cmocka_unit_test(too_few_values_are_no_group),
        cmocka_unit_test(winsorizing_holds_the_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
