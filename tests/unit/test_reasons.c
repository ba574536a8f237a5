/* What a card lacks: points by metric, the most a rule gives, and the parts of what tiers ask for. */
#include "score/reasons.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "fixture.h"
#include "score/points.h"

static struct shortfall lacks[FIXTURE_METRICS];

static size_t lacking(struct fixture *f)
{
    fixture_card(f);
    return reasons_lacks(&(struct reasons_of){&f->program, &f->subject, &f->card}, 0, lacks, &f->arena);
}

static void hold(struct fixture *f, double revenue, double people, double hours)
{
    fixture_measure(f, REVENUE, revenue);
    fixture_measure(f, PEOPLE, people);
    fixture_measure(f, HOURS, hours);
    for (size_t m = 0; m < 3; m++) f->metrics[m].points.max = plain(f, 100);
}

static void the_metric_that_costs_most_comes_first(void **state)
{
    struct fixture *f = *state;
    hold(f, 80, 40, 100);
    assert_int_equal(lacking(f), 2);
    assert_int_equal(lacks[0].metric, PEOPLE);
    assert_near(lacks[0].score, 15);
    assert_int_equal(lacks[1].metric, REVENUE);
    assert_near(lacks[1].score, 10);
    assert_double(lacks[1].most, 100);
    assert_near(f->card.scorecards[0].score + lacks[0].score + lacks[1].score, 100);
}

static void a_rule_without_a_most_comes_last(void **state)
{
    struct fixture *f = *state;
    hold(f, 80, 40, 90);
    f->metrics[PEOPLE].points.max = (struct setting){0};
    assert_int_equal(lacking(f), 3);
    assert_int_equal(lacks[2].metric, PEOPLE);
    assert_true(isinf(lacks[2].most));
    assert_double(lacks[2].score, 0);
}

static void the_lowest_points_hide_what_others_lack(void **state)
{
    struct fixture *f = *state;
    hold(f, 80, 40, 90);
    f->scorecards[0].method = SCORE_LOWEST;
    assert_int_equal(lacking(f), 3);
    assert_int_equal(lacks[0].metric, PEOPLE);
    assert_near(lacks[0].score, 40);
    assert_double(lacks[1].score, 0);
}

static void what_counts_nowhere_lacks_nothing(void **state)
{
    struct fixture *f = *state;
    hold(f, 80, 40, 90);
    f->metrics[REVENUE].trial = true;
    f->metrics[PEOPLE].missing.kind = INSTEAD_LEAVE_OUT;
    f->measures[PEOPLE] = (struct measure){.state = MEASURE_NO_DATA};
    assert_int_equal(lacking(f), 1);
    assert_int_equal(lacks[0].metric, HOURS);
}

static void a_failure_and_waived_points_lack_theirs(void **state)
{
    struct fixture *f = *state;
    const struct waiver waiver = {.kind = WAIVE_POINTS, .index = PEOPLE, .number = 60};
    hold(f, 80, 40, 100);
    f->measures[REVENUE] = (struct measure){.state = MEASURE_FAILED};
    f->subject.waivers = &waiver;
    f->subject.waiver_count = 1;
    assert_int_equal(lacking(f), 2);
    assert_int_equal(lacks[0].metric, PEOPLE);
    assert_near(lacks[0].score, 20);
    assert_int_equal(lacks[1].metric, REVENUE);
    assert_near(lacks[1].score, 10);
}

static const struct tier_part *parts(struct fixture *f, size_t tier, size_t *count)
{
    fixture_card(f);
    return reasons_parts(&(struct reasons_of){&f->program, &f->subject, &f->card}, 0, tier, &f->arena, count);
}

static void a_requirement_falls_into_what_and_joins(void **state)
{
    struct fixture *f = *state;
    size_t people = fixture_name(f, (struct name){.kind = NAME_VALUE, .index = PEOPLE, .metric = "people"});
    size_t hours = fixture_name(f, (struct name){.kind = NAME_VALUE, .index = HOURS, .metric = "hours"});
    const struct expr *two = both(f, compared(f, people, EXPR_GE, a_number(4)), compared(f, people, EXPR_LT, a_number(9)));
    f->tiers[0][PLATINUM].require = both(f, two, compared(f, hours, EXPR_GE, a_number(1)));
    hold(f, 50, 10, 0);
    f->measures[HOURS] = (struct measure){.state = MEASURE_NO_DATA};
    size_t count;
    const struct tier_part *of = parts(f, PLATINUM, &count);
    assert_int_equal(count, 4);
    assert_null(of[0].condition);
    assert_double(of[0].score, 70);
    assert_int_equal(of[0].state, PART_FAILS);
    assert_int_equal(of[1].state, PART_HOLDS);
    assert_int_equal(of[2].state, PART_FAILS);
    assert_int_equal(of[3].state, PART_UNKNOWN);
    parts(f, REGISTERED, &count);
    assert_int_equal(count, 0);
}

static void the_next_tier_is_one_above_the_earned_one(void **state)
{
    struct fixture *f = *state;
    const struct scorecard *scorecard = &f->scorecards[0];
    assert_int_equal(reasons_next_tier(scorecard, &(struct card_scorecard){.earned = GOLD}), PLATINUM);
    assert_int_equal(reasons_next_tier(scorecard, &(struct card_scorecard){.earned = PLATINUM}), -1);
    assert_int_equal(reasons_next_tier(scorecard, &(struct card_scorecard){.earned = -1}), REGISTERED);
    assert_int_equal(reasons_next_tier(&(struct scorecard){0}, &(struct card_scorecard){.earned = -1}), -1);
}

static void every_rule_says_its_most(void **state)
{
    struct fixture *f = *state;
    struct curve_point curve[] = {{plain(f, 0), plain(f, 90)}, {plain(f, 10), plain(f, 20)}};
    struct band bands[] = {{.high = plain(f, 2), .points = plain(f, -30)}, {.low = plain(f, 2), .points = plain(f, -10)}};
    struct points_rule falling = {.kind = POINTS_CURVE, .curve = curve, .count = 2};
    struct points_rule fines = {.kind = POINTS_BANDS, .bands = bands, .count = 2};
    struct points_rule unit = {.kind = POINTS_PER_UNIT, .each = plain(f, 5)};
    struct points_rule way = {.kind = POINTS_LOG, .begin = plain(f, 1), .end = plain(f, 9), .full = plain(f, 80)};
    assert_double(points_most(&falling, f->attributes), 90);
    assert_double(points_most(&fines, f->attributes), 0);
    assert_true(isinf(points_most(&unit, f->attributes)));
    assert_double(points_most(&way, f->attributes), 80);
    unit.max = plain(f, 40);
    falling.max = plain(f, 50);
    assert_double(points_most(&unit, f->attributes), 40);
    assert_double(points_most(&falling, f->attributes), 50);
    assert_double(points_most(&(struct points_rule){.kind = POINTS_PERCENTILE}, f->attributes), 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(the_metric_that_costs_most_comes_first),    with_fixture(a_rule_without_a_most_comes_last),
        with_fixture(the_lowest_points_hide_what_others_lack),   with_fixture(what_counts_nowhere_lacks_nothing),
        with_fixture(a_failure_and_waived_points_lack_theirs),   with_fixture(a_requirement_falls_into_what_and_joins),
        with_fixture(the_next_tier_is_one_above_the_earned_one), with_fixture(every_rule_says_its_most),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
