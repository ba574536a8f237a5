/* From measures to the score: what counts, what is left out, and which track is in force. */
#include "score/card.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "fixture.h"

static void measure(struct fixture *f, double revenue, double people, double hours)
{
    fixture_measure(f, REVENUE, revenue);
    fixture_measure(f, PEOPLE, people);
    fixture_measure(f, HOURS, hours);
}

static double contributions(const struct fixture *f)
{
    double sum = 0;
    for (size_t i = 0; i < f->program.metric_count; i++) sum += f->card.metrics[i].contribution;
    return sum;
}

static void the_mean_is_weighted(void **state)
{
    struct fixture *f = *state;
    measure(f, 80, 60, 20);
    fixture_card(f);
    const struct card_scorecard *main_card = &f->card.scorecards[0];
    assert_true(f->card.complete && main_card->complete && main_card->on_track && main_card->has_score);
    assert_double(main_card->score, 60); /* (2 * 80 + 60 + 20) / 4 */
    assert_double(f->card.metrics[REVENUE].contribution, 40);
    assert_double(contributions(f), 60);
    assert_true(main_card->blocks[4].given);
    assert_double(main_card->blocks[4].score, 80);
    assert_double(main_card->blocks[4].weight, 2);
    assert_false(main_card->blocks[5].given);
}

static void the_sum_adds_weighted_points(void **state)
{
    struct fixture *f = *state;
    f->scorecards[0].method = f->scorecards[0].within = SCORE_SUM;
    measure(f, 10, 6, 2);
    fixture_card(f);
    assert_double(f->card.scorecards[0].score, 28);
    assert_double(contributions(f), 28);
    assert_double(f->card.scorecards[0].blocks[4].score, 20);
}

static void blocks_use_the_scorecards_method(void **state)
{
    struct fixture *f = *state;
    f->metrics[PEOPLE].block = 4;
    measure(f, 90, 30, 0);
    fixture_card(f);
    assert_double(f->card.scorecards[0].blocks[4].score, 70); /* (2 * 90 + 30) / 3 */
    assert_double(f->card.scorecards[0].blocks[4].weight, 3);
}

static void the_score_is_rounded_on_its_decimal_form(void **state)
{
    struct fixture *f = *state;
    f->scorecards[0].round = 2;
    measure(f, 1.005, 1.005, 1.005);
    fixture_card(f);
    assert_double(f->card.scorecards[0].score, 1.01);
}

static void no_data_follows_the_metrics_policy(void **state)
{
    struct fixture *f = *state;
    measure(f, 80, 60, 0);
    f->measures[HOURS].state = MEASURE_NO_DATA;
    fixture_card(f);
    assert_true(f->card.metrics[HOURS].has_points && f->card.metrics[HOURS].counts);
    assert_double(f->card.scorecards[0].score, 55); /* 220 / 4: zero points, weight counts */
    f->metrics[HOURS].missing.kind = INSTEAD_LEAVE_OUT;
    fixture_card(f);
    assert_false(f->card.metrics[HOURS].has_points || f->card.metrics[HOURS].counts);
    assert_near(f->card.scorecards[0].score, 73.333333); /* 220 / 3 */
    assert_false(f->card.scorecards[0].blocks[2].given);
    f->metrics[HOURS].missing.kind = INSTEAD_POINTS;
    f->metrics[HOURS].missing.points = plain(f, 100);
    fixture_card(f);
    assert_double(f->card.scorecards[0].score, 80);
    assert_int_equal(f->card.metrics[HOURS].state, MEASURE_NO_DATA);
    assert_true(f->card.complete);
}

static void a_value_without_points_is_treated_as_missing(void **state)
{
    struct fixture *f = *state;
    measure(f, 80, 60, 50);
    f->metrics[HOURS].points = (struct points_rule){.kind = POINTS_PERCENTILE};
    f->metrics[HOURS].missing.kind = INSTEAD_LEAVE_OUT;
    fixture_card(f);
    assert_int_equal(f->card.metrics[HOURS].state, MEASURE_VALUE);
    assert_false(f->card.metrics[HOURS].has_points);
    double percentiles[FIXTURE_METRICS] = {NAN, NAN, 0.5};
    f->subject.percentiles = percentiles;
    fixture_card(f);
    assert_double(f->card.metrics[HOURS].points, 50);
}

/* Requirements and formulas still know the value. */
static void a_points_expression_without_a_number_is_no_data(void **state)
{
    struct fixture *f = *state;
    measure(f, 80, 60, 50);
    f->metrics[HOURS].points = (struct points_rule){.kind = POINTS_EXPRESSION};
    f->metrics[HOURS].points.expression = compared(f, SLOT_VALUE, EXPR_DIV, a_number(0));
    f->metrics[HOURS].missing = (struct instead){INSTEAD_POINTS, plain(f, 100)};
    fixture_card(f);
    assert_true(f->card.metrics[HOURS].unearned && f->card.metrics[HOURS].counts);
    assert_double(f->card.metrics[HOURS].points, 100);
    assert_double(f->card.metrics[HOURS].value, 50);
    f->metrics[HOURS].points.expression = compared(f, SLOT_VALUE, EXPR_DIV, a_number(10));
    fixture_card(f);
    assert_false(f->card.metrics[HOURS].unearned);
    assert_double(f->card.metrics[HOURS].points, 5);
}

static void nothing_left_is_no_score(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < 3; i++) {
        f->metrics[i].missing.kind = INSTEAD_LEAVE_OUT;
        f->measures[i].state = MEASURE_NO_DATA;
    }
    fixture_card(f);
    assert_false(f->card.scorecards[0].has_score);
    assert_true(f->card.complete);
}

static void a_failure_leaves_the_card_incomplete(void **state)
{
    struct fixture *f = *state;
    measure(f, 80, 80, 80);
    f->measures[PEOPLE] = (struct measure){.state = MEASURE_FAILED};
    fixture_card(f);
    assert_false(f->card.complete);
    assert_false(f->card.metrics[PEOPLE].has_points);
    assert_double(f->card.scorecards[0].score, 80);
    assert_int_equal(f->card.scorecards[0].tier, -1);
    f->metrics[PEOPLE].weight = plain(f, 0);
    fixture_card(f);
    assert_false(f->card.complete);
    f->metrics[PEOPLE].trial = true;
    fixture_card(f);
    assert_true(f->card.complete);
}

static void a_trial_is_shown_and_does_not_count(void **state)
{
    struct fixture *f = *state;
    measure(f, 80, 60, 0);
    f->metrics[HOURS].trial = true;
    fixture_card(f);
    assert_true(f->card.metrics[HOURS].has_points);
    assert_false(f->card.metrics[HOURS].counts);
    assert_double(f->card.metrics[HOURS].contribution, 0);
    assert_near(f->card.scorecards[0].score, 73.333333);
}

static void what_does_not_apply_is_left_out_whatever_was_measured(void **state)
{
    struct fixture *f = *state;
    size_t type = fixture_name(f, (struct name){.kind = NAME_ATTRIBUTE, .index = TYPE});
    f->metrics[PEOPLE].applies = compared(f, type, EXPR_NE, a_text("distributor"));
    measure(f, 80, 60, 20);
    fixture_card(f);
    assert_true(f->card.metrics[PEOPLE].counts);
    f->attributes[TYPE] = a_text("distributor");
    f->measures[PEOPLE].state = MEASURE_FAILED;
    fixture_card(f);
    assert_int_equal(f->card.metrics[PEOPLE].state, MEASURE_NOT_APPLICABLE);
    assert_double(f->card.scorecards[0].score, 60); /* (2 * 80 + 20) / 3 */
    assert_true(f->card.complete);
    f->attributes[TYPE] = (struct value){.kind = VALUE_NONE};
    fixture_card(f);
    assert_int_equal(f->card.metrics[PEOPLE].state, MEASURE_NOT_APPLICABLE);
}

static void weights_may_differ_by_attribute(void **state)
{
    struct fixture *f = *state;
    f->metrics[HOURS].weight = by(f, REGION, "amer", 3, "emea", 5, NAN);
    measure(f, 80, 60, 20);
    fixture_card(f);
    assert_double(f->card.scorecards[0].score, 40); /* (160 + 60 + 100) / 8 */
    f->attributes[REGION] = a_text("apac");
    fixture_card(f);
    assert_false(f->card.metrics[HOURS].counts);
    f->metrics[HOURS].weight = (struct setting){0};
    fixture_card(f);
    assert_double(f->card.metrics[HOURS].weight, 1);
}

static void rounding_a_metric_changes_its_points_alone(void **state)
{
    struct fixture *f = *state;
    measure(f, 12.345, 0, 0);
    f->metrics[REVENUE].round = 1;
    fixture_card(f);
    assert_double(f->card.metrics[REVENUE].points, 12.3);
    assert_double(f->card.metrics[REVENUE].value, 12.345);
}

/* Two tracks besides each other: "large" with its metric x, "other" with its metric y. */
static void make_tracks(struct fixture *f)
{
    size_t type = fixture_name(f, (struct name){.kind = NAME_ATTRIBUTE, .index = TYPE});
    f->scorecards[0].track_count = 2;
    f->tracks[0][0] = (struct track){.name = "large", .when = compared(f, type, EXPR_EQ, a_text("integrator")), .metric_count = 3};
    f->tracks[0][1] = (struct track){.name = "other"};
    fixture_measure(f, fixture_metric(f, "revenue", 0, 1, 1), 50);
    measure(f, 80, 80, 80);
}

static void the_first_track_that_fits_is_in_force(void **state)
{
    struct fixture *f = *state;
    make_tracks(f);
    fixture_card(f);
    assert_int_equal(f->card.scorecards[0].track, 1);
    assert_double(f->card.scorecards[0].score, 50);
    assert_false(f->card.metrics[REVENUE].counts);
    assert_true(f->card.metrics[REVENUE].has_points);
    assert_double(f->card.metrics[REVENUE].contribution, 0);
    f->attributes[TYPE] = a_text("integrator");
    fixture_card(f);
    assert_int_equal(f->card.scorecards[0].track, 0);
    assert_double(f->card.scorecards[0].score, 80);
    assert_false(f->card.metrics[MORE].counts);
}

/* A partner is large by what it sells, not by what somebody typed; a failure there leaves open which track it is. */
static void a_track_may_be_chosen_by_its_own_metrics(void **state)
{
    struct fixture *f = *state;
    make_tracks(f);
    size_t revenue = fixture_name(f, (struct name){.kind = NAME_VALUE, .index = REVENUE, .metric = "revenue"});
    f->tracks[0][0].when = compared(f, revenue, EXPR_GE, a_number(80));
    fixture_card(f);
    assert_int_equal(f->card.scorecards[0].track, 0);
    fixture_measure(f, REVENUE, 79);
    fixture_card(f);
    assert_int_equal(f->card.scorecards[0].track, 1);
    assert_true(f->card.complete);
    f->measures[REVENUE].state = MEASURE_FAILED;
    fixture_card(f);
    assert_false(f->card.complete);
}

static void a_failure_in_another_track_does_not_matter(void **state)
{
    struct fixture *f = *state;
    make_tracks(f);
    f->measures[REVENUE].state = MEASURE_FAILED;
    fixture_card(f);
    assert_true(f->card.complete);
}

static void no_track_that_fits_is_no_score(void **state)
{
    struct fixture *f = *state;
    make_tracks(f);
    f->tracks[0][1].when = f->tracks[0][0].when;
    fixture_card(f);
    assert_false(f->card.scorecards[0].on_track || f->card.scorecards[0].has_score);
    assert_true(f->card.complete);
    assert_int_equal(f->card.scorecards[0].tier, -1);
    for (size_t i = 0; i < f->program.metric_count; i++) assert_false(f->card.metrics[i].counts);
}

static void the_best_track_is_the_first_of_the_highest(void **state)
{
    struct fixture *f = *state;
    make_tracks(f);
    f->scorecards[0].choice = TRACK_BEST;
    fixture_card(f);
    assert_int_equal(f->card.scorecards[0].track, 1); /* the other one does not fit */
    f->tracks[0][0].when = NULL;
    fixture_card(f);
    assert_int_equal(f->card.scorecards[0].track, 0);
    fixture_measure(f, MORE, 80);
    fixture_card(f);
    assert_int_equal(f->card.scorecards[0].track, 0);
    fixture_measure(f, MORE, 81);
    fixture_card(f);
    assert_int_equal(f->card.scorecards[0].track, 1);
    f->measures[HOURS].state = MEASURE_FAILED; /* the other might have been better */
    fixture_card(f);
    assert_false(f->card.complete);
}

static void names_read_the_track_in_force(void **state)
{
    struct fixture *f = *state;
    make_tracks(f);
    size_t revenue = fixture_name(f, (struct name){.kind = NAME_VALUE, .index = REVENUE, .metric = "revenue"});
    size_t people = fixture_name(f, (struct name){.kind = NAME_VALUE, .index = PEOPLE, .metric = "people"});
    size_t track = fixture_name(f, (struct name){.kind = NAME_TRACK});
    fixture_card(f);
    assert_double(card_eval(compared(f, revenue, EXPR_EQ, a_number(50)), &f->card, &f->program, &f->subject).number, 1);
    assert_double(card_eval(compared(f, track, EXPR_EQ, a_text("other")), &f->card, &f->program, &f->subject).number, 1);
    assert_int_equal(card_eval(compared(f, people, EXPR_EQ, a_number(50)), &f->card, &f->program, &f->subject).kind, VALUE_NONE);
}

static void names_read_nothing_off_all_tracks(void **state)
{
    struct fixture *f = *state;
    make_tracks(f);
    f->tracks[0][1].when = f->tracks[0][0].when;
    size_t revenue = fixture_name(f, (struct name){.kind = NAME_VALUE, .index = REVENUE, .metric = "revenue"});
    size_t score = fixture_name(f, (struct name){.kind = NAME_SCORE});
    fixture_card(f);
    assert_int_equal(card_eval(compared(f, revenue, EXPR_EQ, a_number(80)), &f->card, &f->program, &f->subject).kind, VALUE_NONE);
    assert_int_equal(card_eval(compared(f, score, EXPR_EQ, a_number(0)), &f->card, &f->program, &f->subject).kind, VALUE_NONE);
}

static void a_waived_value_stands_for_the_measure(void **state)
{
    struct fixture *f = *state;
    struct waiver waivers[] = {{.kind = WAIVE_VALUE, .index = PEOPLE, .number = 60}};
    f->subject.waivers = waivers;
    f->subject.waiver_count = 1;
    measure(f, 80, 0, 20);
    f->measures[PEOPLE].state = MEASURE_FAILED;
    fixture_card(f);
    assert_true(f->card.complete);
    assert_int_equal(f->card.metrics[PEOPLE].state, MEASURE_VALUE);
    assert_double(f->card.metrics[PEOPLE].value, 60);
    assert_double(f->card.scorecards[0].score, 60);
    assert_ptr_equal(f->card.metrics[PEOPLE].waiver, &waivers[0]);
    assert_null(f->card.metrics[HOURS].waiver);
}

static void waived_points_leave_the_value_as_measured(void **state)
{
    struct fixture *f = *state;
    struct waiver waivers[] = {{.kind = WAIVE_POINTS, .index = PEOPLE, .number = 60}};
    f->subject.waivers = waivers;
    f->subject.waiver_count = 1;
    measure(f, 80, 7, 20);
    fixture_card(f);
    assert_double(f->card.metrics[PEOPLE].value, 7);
    assert_double(f->card.scorecards[0].score, 60);
    f->measures[PEOPLE] = (struct measure){.state = MEASURE_NO_DATA};
    fixture_card(f);
    assert_int_equal(f->card.metrics[PEOPLE].state, MEASURE_NO_DATA);
    assert_double(f->card.scorecards[0].score, 60);
    f->measures[PEOPLE].state = MEASURE_FAILED;
    fixture_card(f);
    assert_false(f->card.complete);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(the_mean_is_weighted),
        with_fixture(the_sum_adds_weighted_points),
        with_fixture(blocks_use_the_scorecards_method),
        with_fixture(the_score_is_rounded_on_its_decimal_form),
        with_fixture(no_data_follows_the_metrics_policy),
        with_fixture(a_value_without_points_is_treated_as_missing),
        with_fixture(a_points_expression_without_a_number_is_no_data),
        with_fixture(nothing_left_is_no_score),
        with_fixture(a_failure_leaves_the_card_incomplete),
        with_fixture(a_trial_is_shown_and_does_not_count),
        with_fixture(what_does_not_apply_is_left_out_whatever_was_measured),
        with_fixture(weights_may_differ_by_attribute),
        with_fixture(rounding_a_metric_changes_its_points_alone),
        with_fixture(the_first_track_that_fits_is_in_force),
        with_fixture(a_track_may_be_chosen_by_its_own_metrics),
        with_fixture(a_failure_in_another_track_does_not_matter),
        with_fixture(no_track_that_fits_is_no_score),
        with_fixture(the_best_track_is_the_first_of_the_highest),
        with_fixture(names_read_the_track_in_force),
        with_fixture(names_read_nothing_off_all_tracks),
        with_fixture(a_waived_value_stands_for_the_measure),
        with_fixture(waived_points_leave_the_value_as_measured),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
