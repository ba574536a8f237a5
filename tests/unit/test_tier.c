/* Tiers: score, requirements, what could not be told, and scorecards that name each other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "fixture.h"

static int earned(struct fixture *f, double score)
{
    for (size_t i = 0; i < 3; i++)
        if (f->measures[i].state == MEASURE_VALUE) fixture_measure(f, i, score);
    fixture_card(f);
    return f->card.scorecards[0].earned;
}

static void the_highest_tier_whose_score_is_reached(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(earned(f, 70), PLATINUM);
    assert_int_equal(earned(f, 69.99999), GOLD);
    assert_int_equal(earned(f, 58), GOLD);
    assert_int_equal(earned(f, 45), SILVER);
    assert_int_equal(earned(f, 0), REGISTERED);
}

static void a_score_is_compared_as_rounded(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(earned(f, 69.9999996), PLATINUM);
    f->scorecards[0].round = 9;
    assert_int_equal(earned(f, 69.9999996), GOLD);
    assert_int_equal(earned(f, 70 - 1e-10), PLATINUM);
}

static void a_requirement_must_hold_besides(void **state)
{
    struct fixture *f = *state;
    size_t people = fixture_name(f, (struct name){.kind = NAME_VALUE, .index = PEOPLE, .metric = "people"});
    f->metrics[PEOPLE].weight = plain(f, 0);
    f->tiers[0][PLATINUM].require = compared(f, people, EXPR_GE, a_number(4));
    fixture_measure(f, REVENUE, 90);
    fixture_measure(f, HOURS, 90);
    fixture_measure(f, PEOPLE, 3);
    fixture_card(f);
    assert_int_equal(f->card.scorecards[0].earned, GOLD);
    fixture_measure(f, PEOPLE, 4);
    fixture_card(f);
    assert_int_equal(f->card.scorecards[0].earned, PLATINUM);
}

static void what_could_not_be_told_does_not_hold(void **state)
{
    struct fixture *f = *state;
    size_t people = fixture_name(f, (struct name){.kind = NAME_VALUE, .index = PEOPLE, .metric = "people"});
    f->tiers[0][PLATINUM].require = compared(f, people, EXPR_NE, a_number(4));
    f->metrics[PEOPLE].missing.kind = INSTEAD_LEAVE_OUT;
    f->measures[PEOPLE] = (struct measure){.state = MEASURE_NO_DATA};
    assert_int_equal(earned(f, 90), GOLD);
    assert_true(f->card.complete);
}

static void an_incomplete_card_has_no_tier(void **state)
{
    struct fixture *f = *state;
    f->measures[PEOPLE] = (struct measure){.state = MEASURE_FAILED};
    assert_int_equal(earned(f, 90), -1);
    assert_int_equal(f->card.scorecards[0].tier, -1);
}

static void a_failed_trial_matters_only_where_a_requirement_hangs_on_it(void **state)
{
    struct fixture *f = *state;
    size_t people = fixture_name(f, (struct name){.kind = NAME_VALUE, .index = PEOPLE, .metric = "people"});
    size_t revenue = fixture_name(f, (struct name){.kind = NAME_VALUE, .index = REVENUE, .metric = "revenue"});
    f->metrics[PEOPLE].trial = true;
    f->measures[PEOPLE] = (struct measure){.state = MEASURE_FAILED};
    f->tiers[0][PLATINUM].require = both(f, compared(f, people, EXPR_GE, a_number(4)), compared(f, revenue, EXPR_GE, a_number(80)));
    assert_int_equal(earned(f, 90), -1);
    assert_false(f->card.complete);
    assert_int_equal(earned(f, 75), GOLD); /* false whatever the failed one is */
    assert_true(f->card.complete);
}

static void no_score_reaches_only_tiers_that_ask_for_none(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < 3; i++) {
        f->metrics[i].missing.kind = INSTEAD_LEAVE_OUT;
        f->measures[i] = (struct measure){.state = MEASURE_NO_DATA};
    }
    assert_int_equal(earned(f, 0), REGISTERED);
}

static void a_threshold_without_a_case_is_not_reached(void **state)
{
    struct fixture *f = *state;
    f->tiers[0][PLATINUM].score = by(f, REGION, "amer", 70, "emea", 95, __builtin_nan(""));
    assert_int_equal(earned(f, 90), GOLD);
    f->attributes[REGION] = a_text("amer");
    assert_int_equal(earned(f, 90), PLATINUM);
    f->attributes[REGION] = a_text("apac");
    assert_int_equal(earned(f, 90), GOLD);
}

/* A second scorecard whose tier the first one asks for: main comes later in tier_order. */
static size_t add_azure(struct fixture *f)
{
    f->program.scorecard_count = 2;
    f->scorecards[1] = (struct scorecard){.name = "azure",
                                          .round = 6,
                                          .tracks = f->tracks[1],
                                          .track_count = 1,
                                          .tiers = f->tiers[1],
                                          .tier_count = 1,
                                          .prior = -1,
                                          .movement = &f->program.movement};
    f->tracks[1][0] = (struct track){.name = ""};
    f->tiers[1][0] = (struct tier){.name = "expert", .title = "Expert", .score = plain(f, 50)};
    f->tier_order[0] = 1;
    f->tier_order[1] = 0;
    size_t azure_tier = fixture_name(f, (struct name){.kind = NAME_TIER, .scorecard = 1});
    f->tiers[0][PLATINUM].require = compared(f, azure_tier, EXPR_EQ, a_text("expert"));
    return fixture_metric(f, "consumption", 1, 0, 1);
}

static void a_tier_may_ask_for_another_scorecards_tier(void **state)
{
    struct fixture *f = *state;
    size_t consumption = add_azure(f);
    fixture_measure(f, consumption, 60);
    assert_int_equal(earned(f, 90), PLATINUM);
    fixture_measure(f, consumption, 40);
    assert_int_equal(earned(f, 90), GOLD);
    assert_true(f->card.complete);
}

static void a_failure_in_the_other_scorecard_reaches_only_who_asks_for_it(void **state)
{
    struct fixture *f = *state;
    size_t consumption = add_azure(f);
    f->measures[consumption] = (struct measure){.state = MEASURE_FAILED};
    assert_int_equal(earned(f, 90), -1);
    assert_false(f->card.scorecards[0].complete);
    assert_int_equal(earned(f, 60), GOLD); /* platinum's score is out of reach anyway */
    assert_true(f->card.scorecards[0].complete);
    assert_false(f->card.complete);
}

static void tiers_are_found_by_name_and_title(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(tier_named(&f->scorecards[0], text_of("GOLD")), GOLD);
    assert_int_equal(tier_named(&f->scorecards[0], text_of("gold partner")), GOLD);
    assert_int_equal(tier_named(&f->scorecards[0], text_of("gol")), -1);
    assert_int_equal(tier_named(&f->scorecards[0], text_of("gold ")), -1);
    assert_int_equal(tier_named(&f->scorecards[0], (struct text){NULL, 0}), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(the_highest_tier_whose_score_is_reached),
        with_fixture(a_score_is_compared_as_rounded),
        with_fixture(a_requirement_must_hold_besides),
        with_fixture(what_could_not_be_told_does_not_hold),
        with_fixture(an_incomplete_card_has_no_tier),
        with_fixture(a_failed_trial_matters_only_where_a_requirement_hangs_on_it),
        with_fixture(no_score_reaches_only_tiers_that_ask_for_none),
        with_fixture(a_threshold_without_a_case_is_not_reached),
        with_fixture(a_tier_may_ask_for_another_scorecards_tier),
        with_fixture(a_failure_in_the_other_scorecard_reaches_only_who_asks_for_it),
        with_fixture(tiers_are_found_by_name_and_title),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
