/* Ranks within peer groups, against a plain count of who is below. */
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
    assert_true(cohort_rank(method, lower, values, group, groups, count, results));
    for (size_t i = 0; i < count; i++) assert_double(results[i], expected[i]);
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
    double none;
    assert_true(cohort_rank(COHORT_RANK, false, &none, NULL, 1, 0, &none));
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
    assert_true(cohort_rank(COHORT_PERCENT_RANK, false, values, group, GROUPS, COUNT, results));
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
    assert_true(cohort_rank(COHORT_RANK, false, values, NULL, 1, 4, values));
    assert_double(values[0], 1);
    assert_double(values[1], NAN);
    assert_double(values[2], 3);
    assert_double(values[3], 2);
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
