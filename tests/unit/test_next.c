/* The next tier and the ways up, from plain structs: edges to the last bit, and what never moves. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "fixture.h"
#include "score/next.h"

struct found {
    struct next next;
    struct next_search *search;
};

/* The card is made first. */
static struct found find(struct fixture *f, const struct next_trait *traits)
{
    static const struct next_trait none[FIXTURE_METRICS];
    struct found found = {.search = next_search_new(&f->program, traits ? traits : none, &f->arena)};
    assert_non_null(found.search);
    fixture_card(f);
    next_find(&found.next, found.search, &f->card, &f->subject, 0);
    return found;
}

/* Revenue counts twice, the others once: the score is (2 revenue + people + hours) / 4. */
static void measure(struct fixture *f, double revenue, double people, double hours)
{
    fixture_measure(f, REVENUE, revenue);
    fixture_measure(f, PEOPLE, people);
    fixture_measure(f, HOURS, hours);
}

/* Straight from 0 to 100. */
static void hold_to_100(struct fixture *f)
{
    for (size_t m = 0; m < 3; m++) f->metrics[m].points.max = plain(f, 100);
}

static void a_way_is_as_short_as_its_round_values_allow(void **state)
{
    struct fixture *f = *state;
    hold_to_100(f);
    measure(f, 40, 60, 60);
    struct found found = find(f, NULL);
    assert_int_equal(found.next.tier, GOLD);
    assert_near(found.next.score_short, 8);
    assert_int_equal(found.next.way_count, 3);
    assert_int_equal(found.next.ways[0].count, 1);
    assert_int_equal(found.next.ways[0].steps[0].metric, REVENUE);
    assert_double(found.next.ways[0].steps[0].to, 56);
    assert_near(found.next.ways[0].length, 16. / 60);
    assert_double(found.next.ways[1].steps[0].to, 92);
}

static void a_score_at_the_edge_is_reached_and_a_hair_below_is_not(void **state)
{
    struct fixture *f = *state;
    hold_to_100(f);
    f->scorecards[0].round = 12;
    measure(f, 58 - 1e-10, 58, 58);
    assert_int_equal(find(f, NULL).next.tier, PLATINUM);
    measure(f, 58 - 1e-8, 58, 58);
    struct found found = find(f, NULL);
    assert_int_equal(found.next.tier, GOLD);
    assert_true(found.next.score_short > 0);
    assert_int_equal(found.next.way_count, 3);
    assert_true(found.next.ways[0].steps[0].to > 58 - 1e-8);
}

static void what_counts_comes_to_whole_numbers(void **state)
{
    struct fixture *f = *state;
    struct next_trait traits[FIXTURE_METRICS] = {[PEOPLE] = {.parts = 1}};
    hold_to_100(f);
    for (size_t m = 0; m < 3; m++) f->metrics[m].weight = plain(f, m == PEOPLE);
    measure(f, 0, 57, 0);
    f->tiers[0][GOLD].score = plain(f, 57.2);
    struct found found = find(f, traits);
    assert_int_equal(found.next.way_count, 1);
    assert_double(found.next.ways[0].steps[0].to, 58);
}

static void what_is_made_of_parts_comes_to_one_of_them(void **state)
{
    struct fixture *f = *state;
    struct next_trait traits[FIXTURE_METRICS] = {[PEOPLE] = {.parts = 3}};
    for (size_t m = 0; m < 3; m++) f->metrics[m].weight = plain(f, m == PEOPLE);
    f->metrics[PEOPLE].points.max = plain(f, 1);
    measure(f, 0, 1. / 3, 0);
    f->tiers[0][SILVER].score = plain(f, 0.1);
    f->tiers[0][GOLD].score = plain(f, 0.58);
    struct found found = find(f, traits);
    assert_int_equal(found.next.way_count, 1);
    assert_double(found.next.ways[0].steps[0].to, 0.666667);
    f->tiers[0][GOLD].score = plain(f, 0.7);
    found = find(f, traits);
    assert_double(found.next.ways[0].steps[0].to, 1);
}

/* The score is (2 revenue + 25 people) / 3; the same part of both ways is 69 and 2.76. */
static void no_step_goes_farther_than_the_others_leave_it_to(void **state)
{
    struct fixture *f = *state;
    struct next_trait traits[FIXTURE_METRICS] = {[PEOPLE] = {.parts = 1}};
    hold_to_100(f);
    f->metrics[PEOPLE].points.kind = POINTS_PER_UNIT;
    f->metrics[PEOPLE].points.each = plain(f, 25);
    f->metrics[HOURS].weight = plain(f, 0);
    measure(f, 0, 0, 0);
    f->tiers[0][SILVER].score = plain(f, 0);
    f->tiers[0][GOLD].score = plain(f, 69);
    struct found found = find(f, traits);
    assert_int_equal(found.next.ways[0].count, 2);
    assert_double(found.next.ways[0].steps[0].to, 66);
    assert_double(found.next.ways[0].steps[1].to, 3);
}

static void where_one_way_is_too_few_more_metrics_ask_less_of_each(void **state)
{
    struct fixture *f = *state;
    hold_to_100(f);
    measure(f, 20, 40, 40);
    f->tiers[0][SILVER].score = plain(f, 0);
    struct found found = find(f, NULL);
    assert_int_equal(found.next.way_count, 3);
    assert_int_equal(found.next.ways[0].count, 1);
    assert_int_equal(found.next.ways[1].count, 2);
    assert_true(found.next.ways[1].steps[0].to < found.next.ways[0].steps[0].to);
}

static void out_of_reach_tells_how_far_it_goes(void **state)
{
    struct fixture *f = *state;
    for (size_t m = 0; m < 3; m++) f->metrics[m].points.max = plain(f, 50);
    measure(f, 40, 50, 50);
    struct found found = find(f, NULL);
    assert_int_equal(found.next.way_count, 0);
    assert_false(found.next.rests);
    assert_near(found.next.most, 50);
}

static void waived_failed_and_compared_values_do_not_move(void **state)
{
    struct fixture *f = *state;
    struct waiver waiver = {.kind = WAIVE_VALUE, .index = REVENUE, .number = 40};
    hold_to_100(f);
    measure(f, 0, 60, 60);
    f->subject.waivers = &waiver;
    f->subject.waiver_count = 1;
    f->metrics[HOURS].points.kind = POINTS_PERCENTILE;
    f->metrics[HOURS].missing = (struct instead){INSTEAD_POINTS, plain(f, 60)};
    struct found found = find(f, NULL);
    assert_int_equal(found.next.way_count, 1);
    assert_int_equal(found.next.ways[0].count, 1);
    assert_int_equal(found.next.ways[0].steps[0].metric, PEOPLE);
    f->measures[PEOPLE] = (struct measure){.state = MEASURE_FAILED};
    assert_int_equal(find(f, NULL).next.tier, -1);
}

static void the_requirement_comes_first_and_the_score_goes_on_from_there(void **state)
{
    struct fixture *f = *state;
    size_t people = fixture_name(f, (struct name){.kind = NAME_VALUE, .index = PEOPLE, .metric = "people"});
    hold_to_100(f);
    f->tiers[0][GOLD].require = compared(f, people, EXPR_GE, a_number(80));
    measure(f, 50, 40, 40);
    struct found found = find(f, NULL);
    assert_int_equal(found.next.ways[0].count, 2);
    assert_double(found.next.ways[0].steps[0].to, 56);
    assert_double(found.next.ways[0].steps[1].to, 80);
    measure(f, 60, 40, 40);
    found = find(f, NULL);
    assert_int_equal(found.next.way_count, 1);
    assert_int_equal(found.next.ways[0].count, 1);
    assert_double(found.next.ways[0].steps[0].to, 80);
}

/* Two values of 128 are the next doubles to each other there: between them is no round value to try. */
static void numbers_too_large_for_round_values_end_the_search(void **state)
{
    static const double far = 1e18;
    struct fixture *f = *state;
    struct curve_point curve[] = {{plain(f, 0), plain(f, 0)}, {plain(f, far), plain(f, 50)}, {plain(f, far + 1024), plain(f, 100)}};
    f->metrics[REVENUE].points = (struct points_rule){.kind = POINTS_CURVE, .curve = curve, .count = 3};
    measure(f, far, 50, 50);
    struct found found = find(f, NULL);
    assert_int_equal(found.next.tier, GOLD);
    assert_true(found.next.way_count > 0);
    assert_true(found.next.ways[0].steps[0].to > far && found.next.ways[0].steps[0].to <= far + 1024);
    for (size_t m = 0; m < 3; m++) f->metrics[m].points = (struct points_rule){.kind = POINTS_VALUE};
    f->tiers[0][PLATINUM].score = plain(f, 1e308);
    measure(f, 1e307, -1e307, 1e307);
    assert_int_equal(find(f, NULL).next.tier, PLATINUM);
}

static void where_no_score_is_set_for_the_partner_there_is_no_way(void **state)
{
    struct fixture *f = *state;
    hold_to_100(f);
    measure(f, 50, 50, 50);
    f->tiers[0][GOLD].score = by(f, TYPE, "one", 60, "another", 70, NAN);
    struct found found = find(f, NULL);
    assert_int_equal(found.next.tier, GOLD);
    assert_true(isnan(found.next.score_short));
    assert_true(found.next.rests);
    assert_int_equal(found.next.way_count, 0);
}

static void the_other_side_of_an_or_is_a_way_too(void **state)
{
    struct fixture *f = *state;
    size_t people = fixture_name(f, (struct name){.kind = NAME_VALUE, .index = PEOPLE, .metric = "people"});
    size_t hours = fixture_name(f, (struct name){.kind = NAME_VALUE, .index = HOURS, .metric = "hours"});
    hold_to_100(f);
    struct expr either = *both(f, compared(f, people, EXPR_GE, a_number(80)), compared(f, hours, EXPR_GE, a_number(70)));
    either.op = EXPR_OR;
    f->tiers[0][GOLD].require = &either;
    measure(f, 60, 60, 60);
    struct found found = find(f, NULL);
    assert_int_equal(found.next.way_count, 2);
    assert_int_equal(found.next.ways[0].steps[0].metric, HOURS);
    assert_double(found.next.ways[0].steps[0].to, 70);
    assert_int_equal(found.next.ways[1].steps[0].metric, PEOPLE);
    assert_double(found.next.ways[1].steps[0].to, 80);
    assert_false(found.next.rests);
}

static void the_highest_tier_has_none_above(void **state)
{
    struct fixture *f = *state;
    measure(f, 90, 90, 90);
    assert_int_equal(find(f, NULL).next.tier, -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(a_way_is_as_short_as_its_round_values_allow),
        with_fixture(a_score_at_the_edge_is_reached_and_a_hair_below_is_not),
        with_fixture(what_counts_comes_to_whole_numbers),
        with_fixture(what_is_made_of_parts_comes_to_one_of_them),
        with_fixture(no_step_goes_farther_than_the_others_leave_it_to),
        with_fixture(where_one_way_is_too_few_more_metrics_ask_less_of_each),
        with_fixture(out_of_reach_tells_how_far_it_goes),
        with_fixture(waived_failed_and_compared_values_do_not_move),
        with_fixture(the_requirement_comes_first_and_the_score_goes_on_from_there),
        with_fixture(numbers_too_large_for_round_values_end_the_search),
        with_fixture(where_no_score_is_set_for_the_partner_there_is_no_way),
        with_fixture(the_other_side_of_an_or_is_a_way_too),
        with_fixture(the_highest_tier_has_none_above),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
