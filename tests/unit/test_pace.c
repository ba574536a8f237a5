/* From a day of a period to its end: in proportion to days, to the cent, and whole where only whole numbers are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "fixture.h"
#include "run/pace.h"

enum { QUARTER = 92 };

static void half_of_the_days_is_half_of_the_way(void **state)
{
    (void)state;
    assert_double(pace_value(120000, QUARTER, 46, false), 240000);
    assert_double(pace_value(65194.99, QUARTER, 46, false), 130389.98);
    assert_double(pace_value(-250.5, QUARTER, 46, false), -501);
}

static void the_first_day_is_one_of_all_and_the_last_changes_nothing(void **state)
{
    (void)state;
    assert_double(pace_value(3, QUARTER, 1, true), 276);
    assert_double(pace_value(0.1, QUARTER, 1, false), 9.2);
    assert_double(pace_value(187340.07, QUARTER, QUARTER, false), 187340.07);
    assert_double(pace_value(0, QUARTER, 1, true), 0);
    assert_double(pace_value(7, 1, 1, true), 7);
}

static void what_counts_is_rounded_half_up(void **state)
{
    (void)state;
    assert_double(pace_value(5, 92, 40, true), 12); /* 11.5 */
    assert_double(pace_value(1, 92, 64, true), 1);  /* 1.4375 */
    assert_double(pace_value(1, 92, 61, true), 2);  /* 1.508 */
    assert_double(pace_value(5, 92, 40, false), 11.5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(half_of_the_days_is_half_of_the_way),
        cmocka_unit_test(the_first_day_is_one_of_all_and_the_last_changes_nothing),
        cmocka_unit_test(what_counts_is_rounded_half_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
