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

static void at_once(void **state)
{
    struct fixture *f = *state;
    check(f, PLATINUM, "silver", PLATINUM, MOVED_UP);
    check(f, GOLD, "Gold Partner", GOLD, MOVED_HELD);
    check(f, REGISTERED, "PLATINUM", REGISTERED, MOVED_DOWN);
}

static void without_a_known_prior_tier_a_partner_is_new(void **state)
{
    struct fixture *f = *state;
    f->program.movement = (struct movement){.promote = MOVE_NEVER, .demote = MOVE_NEVER, .below_column = -1};
    check(f, GOLD, NULL, GOLD, MOVED_NEW);
    check(f, GOLD, "diamond", GOLD, MOVED_NEW);
    f->scorecards[0].prior = -1;
    check(f, GOLD, "silver", GOLD, MOVED_NEW);
    assert_int_equal(f->card.scorecards[0].prior, -1);
}

static void one_step_at_a_time(void **state)
{
    struct fixture *f = *state;
    f->program.movement = (struct movement){.promote = MOVE_ONE_STEP, .demote = MOVE_ONE_STEP, .below_column = -1};
    check(f, PLATINUM, "registered", SILVER, MOVED_UP);
    check(f, REGISTERED, "platinum", GOLD, MOVED_DOWN);
    check(f, GOLD, "silver", GOLD, MOVED_UP);
}

static void never(void **state)
{
    struct fixture *f = *state;
    f->program.movement = (struct movement){.promote = MOVE_NEVER, .demote = MOVE_NEVER, .below_column = -1};
    check(f, PLATINUM, "silver", SILVER, MOVED_HELD);
    check(f, REGISTERED, "silver", SILVER, MOVED_HELD);
}

static void one_period_of_grace(void **state)
{
    struct fixture *f = *state;
    f->program.movement = (struct movement){.demote = MOVE_AFTER, .after = 1, .below_column = BELOW};
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
    f->program.movement = (struct movement){.demote = MOVE_AFTER, .after = 2, .below_column = BELOW};
    f->attributes[BELOW] = a_number(1);
    check(f, REGISTERED, "gold", GOLD, MOVED_GRACE);
    f->attributes[BELOW] = a_number(2);
    check(f, REGISTERED, "gold", REGISTERED, MOVED_DOWN);
    f->program.movement.below_column = -1;
    check(f, REGISTERED, "gold", GOLD, MOVED_GRACE);
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
    f->program.movement.demote = MOVE_ONE_STEP;
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

static void a_waived_tier_is_taken_as_it_is(void **state)
{
    struct fixture *f = *state;
    struct waiver waiver = {.kind = WAIVE_TIER, .index = GOLD};
    f->program.movement = (struct movement){.promote = MOVE_NEVER, .demote = MOVE_NEVER, .below_column = -1};
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
        with_fixture(at_once),
        with_fixture(without_a_known_prior_tier_a_partner_is_new),
        with_fixture(one_step_at_a_time),
        with_fixture(never),
        with_fixture(one_period_of_grace),
        with_fixture(two_periods_of_grace),
        with_fixture(below_the_lowest_tier_is_none),
        with_fixture(an_incomplete_card_does_not_move),
        with_fixture(a_waived_tier_is_taken_as_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
