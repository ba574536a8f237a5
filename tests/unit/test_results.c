/* The mapping that workers and parent share: texts are kept, and nothing that a hostile worker leaves is believed. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "run/results.h"

static int open_results(void **state)
{
    static struct results results;
    *state = &results;
    return results_open(&results, 10, 3, 2, true) ? 0 : -1;
}

static int close_results(void **state)
{
    results_close(*state);
    return 0;
}

static void texts_come_back(void **state)
{
    struct text_writer writer = {.results = *state};
    uint32_t first = results_text_put(&writer, text_of("no deals in the period"));
    uint32_t second = results_text_put(&writer, text_of("12 of 14 deals"));
    assert_int_not_equal(first, 0);
    assert_int_not_equal(first, second);
    assert_true(text_is(results_text(*state, first), "no deals in the period"));
    assert_true(text_is(results_text(*state, second), "12 of 14 deals"));
    assert_int_equal(results_text_put(&writer, text_of("no deals in the period")), first);
    assert_int_equal(results_text_put(&writer, text_of("")), 0);
}

static void a_full_store_gives_no_text(void **state)
{
    struct text_writer writer = {.results = *state};
    char text[TEXT_MAX];
    memset(text, 'x', sizeof text);
    uint32_t reference = 1;
    for (int i = 0; i < 100000 && reference; i++) {
        snprintf(text, 16, "%015d", i);
        text[15] = 'x';
        reference = results_text_put(&writer, (struct text){text, sizeof text});
    }
    assert_int_equal(reference, 0);
}

static void references_out_of_bounds_are_empty(void **state)
{
    assert_int_equal(results_text(*state, UINT32_MAX).len, 0);
    struct results *results = *state;
    memset(results->texts + 64, 0xff, 64); /* a length that runs away */
    assert_int_equal(results_text(results, 8).len, 0);
}

static void dishonest_entries_fail(void **state)
{
    struct results *results = *state;
    results->measures[0] = (struct measure){.state = 200};
    results->measures[1] = (struct measure){.state = MEASURE_VALUE, .value = NAN};
    results->measures[2] = (struct measure){.state = MEASURE_NO_DATA, .value = 1};
    results->measures[3] = (struct measure){.state = MEASURE_VALUE, .value = 7};
    results->awards[0] = (struct award){.kind = 99};
    results->awards[1] = (struct award){.kind = AWARD_AMOUNT, .scale = -3};
    results->awards[2] = (struct award){.kind = AWARD_AMOUNT, .units = 5, .scale = 2};
    results->percentiles[4] = INFINITY;
    results->percentiles[5] = 1.5;
    results->percentiles[6] = NAN;
    results->percentiles[7] = 1;
    assert_int_equal(results_check(results), 7);
    for (int i = 4; i < 8; i++) assert_int_equal(results->measures[i].state, i < 6 ? MEASURE_FAILED : MEASURE_PENDING);
    assert_true(isnan(results->percentiles[4]));
    assert_true(results->percentiles[7] == 1);
    for (int i = 0; i < 3; i++) assert_int_equal(results->measures[i].state, MEASURE_FAILED);
    assert_int_equal(results->measures[3].state, MEASURE_VALUE);
    assert_int_equal(results->awards[0].kind, AWARD_FAILED);
    assert_int_equal(results->awards[1].kind, AWARD_FAILED);
    assert_int_equal(results->awards[2].kind, AWARD_AMOUNT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(texts_come_back, open_results, close_results),
        cmocka_unit_test_setup_teardown(a_full_store_gives_no_text, open_results, close_results),
        cmocka_unit_test_setup_teardown(references_out_of_bounds_are_empty, open_results, close_results),
        cmocka_unit_test_setup_teardown(dishonest_entries_fail, open_results, close_results),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
