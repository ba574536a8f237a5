/* Did you mean: near names are offered, far ones are not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/suggest.h"

static const char *const names[] = {"weight", "window", "points", "plugin", "missing", "objective", "tiers", "id", "e"};

static const char *nearest(const char *word)
{
    return suggest(text_of(word), names, sizeof names / sizeof *names);
}

static void test_one_slip(void **state)
{
    (void)state;
    assert_string_equal(nearest("wieght"), "weight"); /* neighbours swapped */
    assert_string_equal(nearest("weigt"), "weight");
    assert_string_equal(nearest("weightt"), "weight");
    assert_string_equal(nearest("wright"), "weight");
    assert_string_equal(nearest("ids"), "id");
}

static void test_two_slips_in_long_names(void **state)
{
    (void)state;
    assert_string_equal(nearest("objctvie"), "objective");
    assert_string_equal(nearest("pionst"), "points");
}

static void test_case_is_ignored(void **state)
{
    (void)state;
    assert_string_equal(nearest("WEIGHT"), "weight");
    assert_string_equal(nearest("Window"), "window");
}

static void test_nothing_near(void **state)
{
    (void)state;
    assert_null(nearest("revenue"));
    assert_null(nearest("ab"));
    assert_null(nearest("x")); /* one letter is not near to another */
    assert_null(nearest(""));
    assert_null(suggest(text_of("weight"), NULL, 0));
    assert_null(nearest("weightweightweightweightweightweightweightweightweightweightweight"));
}

static void test_first_of_equals(void **state)
{
    (void)state;
    const char *const equal[] = {"cat", "bat", "hat"};
    assert_string_equal(suggest(text_of("rat"), equal, 3), "cat");
    assert_string_equal(suggest(text_of("hat"), equal, 3), "hat");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_slip),     cmocka_unit_test(test_two_slips_in_long_names), cmocka_unit_test(test_case_is_ignored),
        cmocka_unit_test(test_nothing_near), cmocka_unit_test(test_first_of_equals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
