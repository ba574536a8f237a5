/* How fast partners rise and fall. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "fixture.h"

static const double score_of[] = {[PLATINUM] = 80, [GOLD] = 60, [SILVER] = 50, [REGISTERED] = 10};

/* Earns a tier with a prior one (NULL: none) and checks what becomes of it. */
static void check(struct fixture *f, int earned, const char *prior, int tier, enum movement_kind movement)
{
    for (size_t i = 0; i < 3; i++) fixture_measure(f, i, score_of[earned]);
    f->attributes[PRIOR] = prior ? a_text(prior) : (struct value){.kind = VALUE_NONE};
    fixture_card(f);
    const struct card_scorecard *own = &f->card.scorecards[0];
    assert_int_equal(own->earned, earned);
    assert_int_equal(own->tier, tier);
    assert_string_equal(movement_names[own->movement], movement_names[movement]);
}

static const struct move at_once = {.so_far = -1}, never = {.pace = MOVE_NEVER, .so_far = -1};
static const struct move one_step = {.pace = MOVE_ONE_STEP, .so_far = -1}, pending = {.pace = MOVE_PENDING, .so_far = -1};

static void move(struct fixture *f, struct move promote, struct move demote)
{
    f->program.movement.promote = promote;
    f->program.movement.demote = demote;
}

static void check_periods(const struct fixture *f, int below, int above)
{
    assert_int_equal(f->card.scorecards[0].below, below);
    assert_int_equal(f->card.scorecards[0].above, above);
}

static void all_at_once(void **state)
{
    struct fixture *f = *state;
    check(f, PLATINUM, "silver", PLATINUM, MOVED_UP);
    check(f, GOLD, "Gold Partner", GOLD, MOVED_HELD);
    check(f, REGISTERED, "PLATINUM", REGISTERED, MOVED_DOWN);
}

static void without_a_known_prior_tier_a_partner_is_new(void **state)
{
    struct fixture *f = *state;
    move(f, never, never);
    check(f, GOLD, NULL, GOLD, MOVED_NEW);
    check(f, GOLD, "diamond", GOLD, MOVED_NEW);
    f->scorecards[0].prior = -1;
    check(f, GOLD, "silver", GOLD, MOVED_NEW);
    assert_int_equal(f->card.scorecards[0].prior, -1);
}

static void one_step_at_a_time(void **state)
{
    struct fixture *f = *state;
    move(f, one_step, one_step);
    check(f, PLATINUM, "registered", SILVER, MOVED_UP);
    check(f, REGISTERED, "platinum", GOLD, MOVED_DOWN);
    check(f, GOLD, "silver", GOLD, MOVED_UP);
}

static void never_at_all(void **state)
{
    struct fixture *f = *state;
    move(f, never, never);
    check(f, PLATINUM, "silver", SILVER, MOVED_HELD);
    check(f, REGISTERED, "silver", SILVER, MOVED_HELD);
}

static void one_period_of_grace(void **state)
{
    struct fixture *f = *state;
    move(f, at_once, (struct move){.pace = MOVE_AFTER, .after = 1, .so_far = BELOW});
    check(f, SILVER, "gold", GOLD, MOVED_GRACE); /* an empty cell: no period below before this one */
    f->attributes[BELOW] = a_number(0);
    check(f, SILVER, "gold", GOLD, MOVED_GRACE);
    f->attributes[BELOW] = a_number(1);
    check(f, SILVER, "gold", SILVER, MOVED_DOWN);
    check(f, PLATINUM, "gold", PLATINUM, MOVED_UP);
    check(f, GOLD, "gold", GOLD, MOVED_HELD);
}

static void two_periods_of_grace(void **state)
{
    struct fixture *f = *state;
    move(f, at_once, (struct move){.pace = MOVE_AFTER, .after = 2, .so_far = BELOW});
    f->attributes[BELOW] = a_number(1);
    check(f, REGISTERED, "gold", GOLD, MOVED_GRACE);
    f->attributes[BELOW] = a_number(2);
    check(f, REGISTERED, "gold", REGISTERED, MOVED_DOWN);
    f->program.movement.demote.so_far = -1;
    check(f, REGISTERED, "gold", GOLD, MOVED_GRACE);
}

/* AWS Premier asks for sustained attainment: the second period in a row promotes. */
static void a_higher_tier_has_to_be_sustained(void **state)
{
    struct fixture *f = *state;
    move(f, (struct move){.pace = MOVE_AFTER, .after = 2, .so_far = ABOVE}, at_once);
    check(f, PLATINUM, "gold", GOLD, MOVED_HELD);
    check_periods(f, 0, 1);
    f->attributes[ABOVE] = a_number(1);
    check(f, PLATINUM, "gold", PLATINUM, MOVED_UP);
    check_periods(f, 0, 0);
    check(f, GOLD, "gold", GOLD, MOVED_HELD);
    check_periods(f, 0, 0);
    check(f, SILVER, "gold", SILVER, MOVED_DOWN);
}

static void pending_keeps_the_tier_until_a_waiver_approves(void **state)
{
    struct fixture *f = *state;
    struct waiver waiver = {.kind = WAIVE_TIER, .index = PLATINUM};
    move(f, pending, pending);
    check(f, PLATINUM, "gold", GOLD, MOVED_PENDING);
    check(f, SILVER, "gold", GOLD, MOVED_PENDING);
    check(f, GOLD, "gold", GOLD, MOVED_HELD);
    f->subject.waivers = &waiver;
    f->subject.waiver_count = 1;
    check(f, PLATINUM, "gold", PLATINUM, MOVED_UP);
}

/* Grace is counted also while the way down is closed: at the review, it may be used up. */
static void a_closed_way_is_not_gone(void **state)
{
    struct fixture *f = *state;
    move(f, at_once, (struct move){.so_far = -1, .closed = true});
    check(f, SILVER, "gold", GOLD, MOVED_HELD);
    check(f, PLATINUM, "gold", PLATINUM, MOVED_UP);
    move(f, (struct move){.pace = MOVE_PENDING, .so_far = -1, .closed = true},
         (struct move){.pace = MOVE_AFTER, .after = 1, .so_far = BELOW, .closed = true});
    check(f, PLATINUM, "gold", GOLD, MOVED_HELD);
    f->attributes[BELOW] = a_number(2);
    check(f, SILVER, "gold", GOLD, MOVED_HELD);
    check_periods(f, 3, 0);
}

/* Dell and EMC, 2017: the higher of the two tiers that a partner brought along. */
static void a_tier_is_never_below_any_of_at_least(void **state)
{
    struct fixture *f = *state;
    static const int columns[] = {TYPE, REGION};
    f->program.movement.at_least = columns;
    f->program.movement.at_least_count = 2;
    f->attributes[TYPE] = a_text("silver");
    f->attributes[REGION] = a_text("Gold Partner");
    check(f, REGISTERED, NULL, GOLD, MOVED_NEW);
    check(f, REGISTERED, "platinum", GOLD, MOVED_DOWN);
    check(f, REGISTERED, "gold", GOLD, MOVED_HELD);
    check(f, REGISTERED, "silver", GOLD, MOVED_UP);
    check(f, PLATINUM, "gold", PLATINUM, MOVED_UP);
    f->attributes[REGION] = a_text("premier");
    check(f, REGISTERED, "gold", SILVER, MOVED_DOWN);
    f->attributes[TYPE] = (struct value){.kind = VALUE_NONE};
    check(f, REGISTERED, "gold", REGISTERED, MOVED_DOWN);
}

static void no_tier_is_held_to_at_least_too(void **state)
{
    struct fixture *f = *state;
    static const int columns[] = {TYPE};
    f->tiers[0][REGISTERED].score = plain(f, 20);
    f->program.movement.at_least = columns;
    f->program.movement.at_least_count = 1;
    f->attributes[TYPE] = a_text("silver");
    fixture_card(f);
    assert_int_equal(f->card.scorecards[0].earned, -1);
    assert_int_equal(f->card.scorecards[0].tier, SILVER);
    f->measures[PEOPLE].state = MEASURE_FAILED;
    fixture_card(f);
    assert_int_equal(f->card.scorecards[0].tier, -1);
    assert_int_equal(f->card.scorecards[0].movement, MOVED_OPEN);
}

static void what_earlier_runs_left_stands_for_columns_that_are_not_named(void **state)
{
    struct fixture *f = *state;
    const struct past_tier tiers[] = {{.tier = GOLD, .below = 1, .above = 3}};
    const struct past past = {.tiers = tiers};
    f->subject.past = &past;
    move(f, (struct move){.pace = MOVE_AFTER, .after = 4, .so_far = -1}, (struct move){.pace = MOVE_AFTER, .after = 2, .so_far = -1});
    check(f, PLATINUM, "silver", PLATINUM, MOVED_UP); /* the column of the prior tier wins */
    f->scorecards[0].prior = -1;
    check(f, SILVER, NULL, GOLD, MOVED_GRACE);
    check_periods(f, 2, 0);
    check(f, PLATINUM, NULL, PLATINUM, MOVED_UP);
    f->program.movement.promote.so_far = ABOVE;
    check(f, PLATINUM, NULL, GOLD, MOVED_HELD);
    check_periods(f, 0, 1);
    move(f, never, never);
    check(f, SILVER, NULL, GOLD, MOVED_HELD);
    check_periods(f, 2, 0);
    f->subject.past = NULL;
    check(f, SILVER, NULL, SILVER, MOVED_NEW);
}

/* Salesforce promotes within the year and never demotes; a second scorecard may do otherwise. */
static void a_scorecard_may_move_in_its_own_way(void **state)
{
    struct fixture *f = *state;
    const struct movement own = {.promote = at_once, .demote = never};
    move(f, never, at_once);
    f->scorecards[0].movement = &own;
    check(f, SILVER, "gold", GOLD, MOVED_HELD);
    check(f, PLATINUM, "gold", PLATINUM, MOVED_UP);
}

/* The lowest tier asks for a score here, so that a partner may earn none. */
static void below_the_lowest_tier_is_none(void **state)
{
    struct fixture *f = *state;
    f->tiers[0][REGISTERED].score = plain(f, 20);
    f->attributes[PRIOR] = a_text("registered");
    fixture_card(f);
    assert_int_equal(f->card.scorecards[0].tier, -1);
    assert_int_equal(f->card.scorecards[0].movement, MOVED_DOWN);
    f->program.movement.demote.pace = MOVE_ONE_STEP;
    f->attributes[PRIOR] = a_text("silver");
    fixture_card(f);
    assert_int_equal(f->card.scorecards[0].tier, REGISTERED);
    f->attributes[PRIOR] = a_text("registered");
    fixture_card(f);
    assert_int_equal(f->card.scorecards[0].tier, -1);
}

static void an_incomplete_card_does_not_move(void **state)
{
    struct fixture *f = *state;
    f->measures[PEOPLE] = (struct measure){.state = MEASURE_FAILED};
    f->attributes[PRIOR] = a_text("gold");
    fixture_card(f);
    assert_int_equal(f->card.scorecards[0].tier, -1);
    assert_int_equal(f->card.scorecards[0].prior, GOLD);
    assert_int_equal(f->card.scorecards[0].movement, MOVED_OPEN);
}

/* Neither a good period nor a bad one: the grace that was used up stays used up, by columns and by the history alike. */
static void an_open_period_keeps_the_counting_where_it_was(void **state)
{
    struct fixture *f = *state;
    const struct past_tier tiers[] = {{.tier = GOLD, .below = 4, .above = 3}};
    const struct past past = {.tiers = tiers};
    f->measures[PEOPLE] = (struct measure){.state = MEASURE_FAILED};
    f->attributes[PRIOR] = a_text("gold");
    f->attributes[BELOW] = a_number(2);
    fixture_card(f);
    check_periods(f, 0, 0); /* nothing hangs on them */
    move(f, (struct move){.pace = MOVE_AFTER, .after = 2, .so_far = ABOVE}, (struct move){.pace = MOVE_AFTER, .after = 2, .so_far = BELOW});
    fixture_card(f);
    assert_int_equal(f->card.scorecards[0].movement, MOVED_OPEN);
    check_periods(f, 2, 0);
    check(f, SILVER, "gold", SILVER, MOVED_DOWN);
    f->subject.past = &past;
    move(f, at_once, at_once);
    f->measures[PEOPLE] = (struct measure){.state = MEASURE_FAILED};
    fixture_card(f);
    check_periods(f, 4, 3);
}

static void a_waived_tier_is_taken_as_it_is(void **state)
{
    struct fixture *f = *state;
    struct waiver waiver = {.kind = WAIVE_TIER, .index = GOLD};
    move(f, never, never);
    f->subject.waivers = &waiver;
    f->subject.waiver_count = 1;
    check(f, REGISTERED, "silver", GOLD, MOVED_UP);
    assert_ptr_equal(f->card.scorecards[0].waiver, &waiver);
    check(f, REGISTERED, "gold", GOLD, MOVED_HELD);
    check(f, PLATINUM, "platinum", GOLD, MOVED_DOWN);
    check(f, REGISTERED, NULL, GOLD, MOVED_NEW);
    f->measures[PEOPLE].state = MEASURE_FAILED;
    fixture_card(f);
    assert_int_equal(f->card.scorecards[0].tier, GOLD);
    assert_false(f->card.complete);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(all_at_once),
        with_fixture(without_a_known_prior_tier_a_partner_is_new),
        with_fixture(one_step_at_a_time),
        with_fixture(never_at_all),
        with_fixture(one_period_of_grace),
        with_fixture(two_periods_of_grace),
        with_fixture(a_higher_tier_has_to_be_sustained),
        with_fixture(pending_keeps_the_tier_until_a_waiver_approves),
        with_fixture(a_closed_way_is_not_gone),
        with_fixture(a_tier_is_never_below_any_of_at_least),
        with_fixture(no_tier_is_held_to_at_least_too),
        with_fixture(what_earlier_runs_left_stands_for_columns_that_are_not_named),
        with_fixture(a_scorecard_may_move_in_its_own_way),
        with_fixture(below_the_lowest_tier_is_none),
        with_fixture(an_incomplete_card_does_not_move),
        with_fixture(an_open_period_keeps_the_counting_where_it_was),
        with_fixture(a_waived_tier_is_taken_as_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
