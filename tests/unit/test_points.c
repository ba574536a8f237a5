/* What values earn: every form of rule, and the edges where forms go wrong. */
#include "score/points.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "fixture.h"

static double points(const struct fixture *f, const struct points_rule *rule, double value)
{
    return points_of(rule, value, f->attributes, NAN);
}

static void a_curve_is_straight_between_points_and_flat_outside(void **state)
{
    struct fixture *f = *state;
    struct curve_point curve[] = {
        {plain(f, 0), plain(f, 0)}, {plain(f, 50000), plain(f, 40)}, {plain(f, 250000), plain(f, 80)}, {plain(f, 1000000), plain(f, 100)}};
    struct points_rule rule = {.kind = POINTS_CURVE, .curve = curve, .count = 4};
    assert_double(points(f, &rule, -5), 0);
    assert_double(points(f, &rule, 25000), 20);
    assert_double(points(f, &rule, 50000), 40);
    assert_double(points(f, &rule, 150000), 60);
    assert_near(points(f, &rule, 625000), 90);
    assert_double(points(f, &rule, 2e6), 100);
}

static void a_doubling_earns_as_much_everywhere(void **state)
{
    struct fixture *f = *state;
    struct points_rule rule = {.kind = POINTS_LOG, .begin = plain(f, 10000), .end = plain(f, 1000000), .full = plain(f, 80)};
    assert_double(points(f, &rule, 10000), 0);
    assert_near(points(f, &rule, 100000), 40);
    assert_near(points(f, &rule, 200000) - points(f, &rule, 100000), points(f, &rule, 40000) - points(f, &rule, 20000));
    assert_double(points(f, &rule, 1000000), 80);
    assert_double(points(f, &rule, 5e9), 80);
    assert_double(points(f, &rule, 0), 0);
    assert_double(points(f, &rule, -3), 0);
    rule.begin = plain(f, 100); /* fewer is better */
    rule.end = plain(f, 1);
    assert_near(points(f, &rule, 10), 40);
    assert_double(points(f, &rule, 0), 80);
    assert_double(points(f, &rule, 1000), 0);
}

/* The log-normal distribution is symmetric in the logarithm; median 4,000 and p10 2,500 are those of a published web performance
 * score (Largest Contentful Paint on phones, Lighthouse 10). */
static void log_normal_points_go_through_the_median_and_p10(void **state)
{
    struct fixture *f = *state;
    struct points_rule rule = {.kind = POINTS_LOG_NORMAL, .begin = plain(f, 4000), .end = plain(f, 2500), .full = plain(f, 100)};
    assert_near(points(f, &rule, 4000), 50);
    assert_near(points(f, &rule, 2500), 90);
    assert_near(points(f, &rule, 6400), 10); /* 4,000 squared by 2,500 */
    assert_double(points(f, &rule, 0), 100);
    assert_double(points(f, &rule, -1), 100);
    assert_true(points(f, &rule, 1e6) < 1e-6);
    rule.end = plain(f, 6400); /* more is better */
    assert_near(points(f, &rule, 6400), 90);
    assert_near(points(f, &rule, 2500), 10);
    assert_double(points(f, &rule, 0), 0);
}

static void a_curve_may_fall(void **state)
{
    struct fixture *f = *state;
    struct curve_point curve[] = {{plain(f, 12), plain(f, 100)}, {plain(f, 72), plain(f, 0)}};
    struct points_rule rule = {.kind = POINTS_CURVE, .curve = curve, .count = 2};
    assert_double(points(f, &rule, 3), 100);
    assert_double(points(f, &rule, 42), 50);
    assert_double(points(f, &rule, 80), 0);
}

static void settings_of_a_curve_may_differ_by_attribute(void **state)
{
    struct fixture *f = *state;
    struct curve_point curve[] = {{plain(f, 0), plain(f, 0)}, {by(f, REGION, "amer", 200, "emea", 100, NAN), plain(f, 100)}};
    struct points_rule rule = {.kind = POINTS_CURVE, .curve = curve, .count = 2};
    assert_double(points(f, &rule, 50), 50);
    f->attributes[REGION] = a_text("amer");
    assert_double(points(f, &rule, 50), 25);
    f->attributes[REGION] = a_text("apac");
    assert_double(points(f, &rule, 50), NAN);
    f->attributes[REGION] = (struct value){.kind = VALUE_NONE};
    assert_double(points(f, &rule, 50), NAN);
}

static void steps_need_no_upper_edges(void **state)
{
    struct fixture *f = *state;
    struct band bands[] = {{.low = plain(f, 0), .points = plain(f, 0)},
                           {.low = plain(f, 2), .points = plain(f, 50)},
                           {.low = plain(f, 5), .points = plain(f, 100)}};
    struct points_rule rule = {.kind = POINTS_BANDS, .bands = bands, .count = 3};
    assert_double(points(f, &rule, -1), 0);
    assert_double(points(f, &rule, 1.999), 0);
    assert_double(points(f, &rule, 2), 50);
    assert_double(points(f, &rule, 4.999), 50);
    assert_double(points(f, &rule, 5), 100);
}

/* 0.1 + 0.2 is a hair above 0.3 and 0.7 - 0.4 a hair below it; both are on the edge, on whichever side that is closed. */
static void edges_forgive_rounding_in_both_directions(void **state)
{
    struct fixture *f = *state;
    struct band bands[] = {{.low = plain(f, 0), .high = plain(f, 0.3), .high_open = true, .points = plain(f, 10)},
                           {.low = plain(f, 0.3), .high = plain(f, 0.6), .points = plain(f, 20)},
                           {.low = plain(f, 0.6), .low_open = true, .points = plain(f, 30)}};
    struct points_rule rule = {.kind = POINTS_BANDS, .bands = bands, .count = 3};
    const double offsets[] = {0, 1e-10, -1e-10};
    for (size_t i = 0; i < 3; i++) {
        assert_double(points(f, &rule, 0.3 + offsets[i]), 20);
        assert_double(points(f, &rule, 0.6 + offsets[i]), 20);
        assert_double(points(f, &rule, 0 + offsets[i]), 10);
    }
    assert_double(points(f, &rule, 0.1 + 0.2), 20);
    assert_double(points(f, &rule, 0.7 - 0.4), 20);
    assert_double(points(f, &rule, 0.3 - 1e-8), 10);
    assert_double(points(f, &rule, 0.6 + 1e-8), 30);
}

static void outside_all_bands_is_zero(void **state)
{
    struct fixture *f = *state;
    struct band bands[] = {{.low = plain(f, 1), .high = plain(f, 2), .points = plain(f, 10)}};
    struct points_rule rule = {.kind = POINTS_BANDS, .bands = bands, .count = 1};
    assert_double(points(f, &rule, 0.5), 0);
    assert_double(points(f, &rule, 2.5), 0);
}

/* Microsoft's partner capability score: 40/6 points for each certified person, at most 40; two people are shown as 13.3, three as 20. */
static void points_per_unit(void **state)
{
    struct fixture *f = *state;
    struct points_rule rule = {.kind = POINTS_PER_UNIT, .each = plain(f, 40.0 / 6), .max = plain(f, 40)};
    assert_near(points(f, &rule, 2), 13.333333333333334);
    assert_near(points(f, &rule, 3), 20);
    assert_double(points(f, &rule, 7), 40);
    assert_double(points(f, &rule, -3), 0);
}

static void whole_units_forgive_rounding(void **state)
{
    struct fixture *f = *state;
    struct points_rule rule = {.kind = POINTS_PER_UNIT, .each = plain(f, 5), .per = plain(f, 0.1), .whole = true};
    assert_double(points(f, &rule, 0.3), 15); /* 0.3 / 0.1 is 2.9999999999999996 */
    assert_double(points(f, &rule, 0.29), 10);
    rule.min = plain(f, -20);
    assert_double(points(f, &rule, -0.3), -15);
    assert_double(points(f, &rule, -0.9), -20);
}

static void a_penalty_per_unit_stays_one(void **state)
{
    struct fixture *f = *state;
    struct points_rule rule = {.kind = POINTS_PER_UNIT, .each = plain(f, -5)};
    assert_double(points(f, &rule, 3), -15);
}

static void percentile_and_plain_value(void **state)
{
    struct fixture *f = *state;
    struct points_rule rule = {.kind = POINTS_PERCENTILE};
    assert_double(points_of(&rule, 7, f->attributes, 0.25), 25);
    assert_double(points_of(&rule, 7, f->attributes, NAN), NAN);
    rule = (struct points_rule){.kind = POINTS_VALUE, .min = plain(f, 10), .max = by(f, REGION, "amer", 90, "emea", 80, NAN)};
    assert_double(points(f, &rule, 5), 10);
    assert_double(points(f, &rule, 50), 50);
    assert_double(points(f, &rule, 85), 80);
    f->attributes[REGION] = a_text("apac");
    assert_double(points(f, &rule, 850), 850);
}

static void an_expression_that_cannot_tell_gives_none(void **state)
{
    struct fixture *f = *state;
    struct points_rule rule = {.kind = POINTS_EXPRESSION};
    rule.expression = compared(f, SLOT_VALUE, EXPR_MUL, a_number(2));
    assert_double(points(f, &rule, 21), 42);
    rule.expression = compared(f, SLOT_ATTRIBUTE + BELOW, EXPR_MUL, a_number(2));
    assert_double(points(f, &rule, 21), NAN);
    f->attributes[BELOW] = a_number(4);
    assert_double(points(f, &rule, 21), 8);
    rule.expression = compared(f, SLOT_VALUE, EXPR_DIV, a_number(0));
    assert_double(points(f, &rule, 21), NAN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(a_curve_is_straight_between_points_and_flat_outside),
        with_fixture(a_doubling_earns_as_much_everywhere),
        with_fixture(log_normal_points_go_through_the_median_and_p10),
        with_fixture(a_curve_may_fall),
        with_fixture(settings_of_a_curve_may_differ_by_attribute),
        with_fixture(steps_need_no_upper_edges),
        with_fixture(edges_forgive_rounding_in_both_directions),
        with_fixture(outside_all_bands_is_zero),
        with_fixture(points_per_unit),
        with_fixture(whole_units_forgive_rounding),
        with_fixture(a_penalty_per_unit_stays_one),
        with_fixture(percentile_and_plain_value),
        with_fixture(an_expression_that_cannot_tell_gives_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
