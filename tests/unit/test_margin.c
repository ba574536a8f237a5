/* The margin recommendation: exact to the cent, and the same in whatever order incentives stand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "fixture.h"

/* Makes card and margin with a revenue, at a tier. */
static const struct margin *margin_at(struct fixture *f, int tier, double revenue)
{
    static const double score_of[] = {[PLATINUM] = 80, [GOLD] = 60, [SILVER] = 50, [REGISTERED] = 10};
    f->metrics[REVENUE].weight = plain(f, 0);
    fixture_measure(f, REVENUE, revenue);
    fixture_measure(f, PEOPLE, score_of[tier]);
    fixture_measure(f, HOURS, score_of[tier]);
    fixture_card(f);
    if (!f->margin.steps) assert_true(margin_init(&f->margin, &f->program, &f->arena));
    assert_true(margin_make(&f->margin, &f->program, &f->card, &f->subject, f->awards));
    return &f->margin;
}

static void reverse_awards(struct fixture *f)
{
    for (size_t i = 0, j = f->program.incentive_count - 1; i < j; i++, j--) {
        struct award award = f->awards[i];
        struct incentive incentive = f->incentives[i];
        f->awards[i] = f->awards[j];
        f->awards[j] = award;
        f->incentives[i] = f->incentives[j];
        f->incentives[j] = incentive;
    }
}

/* 7 % of 12,345.50 is 864.185, a tie: half up gives 864.19, half even 864.18. In doubles it is 864.18499... */
static void a_half_cent_goes_where_the_program_says(void **state)
{
    struct fixture *f = *state;
    fixture_award(f, AWARD_MARGIN, "0.02");
    const struct margin *margin = margin_at(f, REGISTERED, 12345.50);
    assert_true(margin->given && margin->has_amount);
    assert_decimal(margin->base, "0.05");
    assert_decimal(margin->recommended, "0.07");
    assert_decimal(margin->on, "12345.5");
    assert_decimal(margin->amount, "864.19");
    f->program.margin.rounding = ROUND_HALF_EVEN;
    assert_decimal(margin_at(f, REGISTERED, 12345.50)->amount, "864.18");
    f->program.margin.places = 0;
    assert_decimal(margin_at(f, REGISTERED, 12345.50)->amount, "864");
}

static void limits_hold_whatever_the_awards(void **state)
{
    struct fixture *f = *state;
    f->program.margin.floor = exactly(f, "0.03");
    f->program.margin.cap = exactly(f, "0.18");
    fixture_award(f, AWARD_MARGIN, "0.02");
    fixture_award(f, AWARD_MARGIN, "0.02");
    const struct margin *margin = margin_at(f, PLATINUM, 1000);
    assert_decimal(margin->stacked, "0.19");
    assert_decimal(margin->recommended, "0.18");
    assert_true(margin->capped && !margin->floored);
    f->awards[0] = f->awards[1] = (struct award){.kind = AWARD_MARGIN, .units = -2, .scale = 2};
    margin = margin_at(f, REGISTERED, 1000);
    assert_decimal(margin->stacked, "0.01");
    assert_decimal(margin->recommended, "0.03");
    assert_true(margin->floored && !margin->capped);
    assert_decimal(margin->steps[0].counted, "-0.02");
}

static void each_award_is_held_to_its_own_cap(void **state)
{
    struct fixture *f = *state;
    f->incentives[fixture_award(f, AWARD_MARGIN, "0.035")].cap = exactly(f, "0.02");
    f->incentives[fixture_award(f, AWARD_AMOUNT, "6000")].maximum = exactly(f, "5000");
    f->incentives[fixture_award(f, AWARD_MARGIN, "-0.01")].cap = exactly(f, "0.02");
    const struct margin *margin = margin_at(f, SILVER, 1000);
    assert_decimal(margin->steps[0].awarded, "0.035");
    assert_decimal(margin->steps[0].counted, "0.02");
    assert_decimal(margin->recommended, "0.09");
    assert_decimal(margin->rebates, "5000");
}

/* Veeam's published comparison: list 100,000 with 20 % + 12 % + 5 % is 63,000 net when added and 66,880 when multiplied. */
static void adding_and_multiplying_differ(void **state)
{
    struct fixture *f = *state;
    f->tiers[0][GOLD].margin = exactly(f, "0.20");
    fixture_award(f, AWARD_MARGIN, "0.12");
    fixture_award(f, AWARD_MARGIN, "0.05");
    assert_decimal(margin_at(f, GOLD, 100000)->amount, "37000");
    f->program.margin.stacking = STACK_MULTIPLY;
    assert_decimal(margin_at(f, GOLD, 100000)->amount, "33120");
    reverse_awards(f);
    assert_decimal(margin_at(f, GOLD, 100000)->amount, "33120");
}

static void best_stacks_the_highest_part_alone(void **state)
{
    struct fixture *f = *state;
    f->program.margin.stacking = STACK_BEST;
    f->groups[0] = (struct stack_group){.name = "services", .take = STACK_ADD};
    f->program.margin.group_count = 1;
    fixture_award(f, AWARD_MARGIN, "0.03");
    f->incentives[fixture_award(f, AWARD_MARGIN, "0.025")].group = 0;
    f->incentives[fixture_award(f, AWARD_MARGIN, "0.015")].group = 0;
    const struct margin *margin = margin_at(f, REGISTERED, 1000);
    assert_decimal(margin->recommended, "0.09");
    assert_decimal(margin->steps[0].counted, "0");
    assert_decimal(margin->steps[1].counted, "0.025");
    f->program.incentive_count = 1;
    assert_decimal(margin_at(f, REGISTERED, 1000)->recommended, "0.08");
    f->awards[0].kind = AWARD_NONE;
    assert_decimal(margin_at(f, REGISTERED, 1000)->recommended, "0.05");
}

/* GitLab's services attach programme: 2.5 % for each engagement, up to 7.5 % in all. */
static void a_group_adds_up_to_its_cap(void **state)
{
    struct fixture *f = *state;
    f->groups[0] = (struct stack_group){.name = "attach", .take = STACK_ADD, .cap = exactly(f, "0.075")};
    f->program.margin.group_count = 1;
    for (size_t i = 0; i < 4; i++) f->incentives[fixture_award(f, AWARD_MARGIN, "0.025")].group = 0;
    const struct margin *margin = margin_at(f, REGISTERED, 1000);
    assert_decimal(margin->recommended, "0.125");
    assert_decimal(margin->steps[2].counted, "0.025");
    assert_decimal(margin->steps[3].counted, "0");
}

/* Limits come after sums: a hold that stands last lowers what is held to the cap just as one that stands first. */
static void the_order_of_incentives_does_not_matter(void **state)
{
    struct fixture *f = *state;
    f->groups[0] = (struct stack_group){.name = "g", .take = STACK_ADD, .cap = exactly(f, "0.04")};
    f->program.margin.group_count = 1;
    const char *const rates[] = {"0.03", "0.02", "0.005", "-0.01"};
    for (size_t i = 0; i < 4; i++) f->incentives[fixture_award(f, AWARD_MARGIN, rates[i])].group = 0;
    const struct margin *margin = margin_at(f, REGISTERED, 1000);
    assert_decimal(margin->recommended, "0.09");
    assert_decimal(margin->steps[2].counted, "0");
    assert_decimal(margin->steps[3].counted, "-0.01");
    reverse_awards(f);
    assert_decimal(margin_at(f, REGISTERED, 1000)->recommended, "0.09");
    f->groups[0].cap = exactly(f, "0.05");
    assert_decimal(margin_at(f, REGISTERED, 1000)->recommended, "0.095"); /* 4.5 points are below the cap */
}

static void a_group_takes_its_best_rate_and_its_best_amount(void **state)
{
    struct fixture *f = *state;
    f->groups[0] = (struct stack_group){.name = "g", .take = STACK_BEST};
    f->program.margin.group_count = 1;
    static const struct {
        enum award_kind kind;
        const char *amount;
    } awards[] = {{AWARD_MARGIN, "0.01"}, {AWARD_AMOUNT, "300"}, {AWARD_MARGIN, "0.02"}, {AWARD_AMOUNT, "300.00"}, {AWARD_MARGIN, "0.015"}};
    for (size_t i = 0; i < 5; i++) f->incentives[fixture_award(f, awards[i].kind, awards[i].amount)].group = 0;
    const struct margin *margin = margin_at(f, REGISTERED, 1000);
    assert_decimal(margin->recommended, "0.07");
    assert_decimal(margin->rebates, "300");
    assert_decimal(margin->steps[1].counted, "300"); /* the first among equals */
    assert_decimal(margin->steps[3].counted, "0");
    assert_decimal(margin->steps[3].awarded, "300");
}

static void a_trial_is_not_added(void **state)
{
    struct fixture *f = *state;
    f->incentives[fixture_award(f, AWARD_MARGIN, "0.02")].trial = true;
    f->incentives[fixture_award(f, AWARD_AMOUNT, "100")].trial = true;
    const struct margin *margin = margin_at(f, REGISTERED, 1000);
    assert_decimal(margin->recommended, "0.05");
    assert_decimal(margin->rebates, "0");
    assert_decimal(margin->steps[0].awarded, "0.02");
    assert_decimal(margin->steps[0].counted, "0");
}

/* Each amount is paid by itself: the total is the sum of what the lines say. */
static void each_amount_is_rounded_once(void **state)
{
    struct fixture *f = *state;
    fixture_award(f, AWARD_AMOUNT, "10.004");
    fixture_award(f, AWARD_AMOUNT, "10.005");
    const struct margin *margin = margin_at(f, REGISTERED, 1000);
    assert_decimal(margin->steps[0].counted, "10.00");
    assert_decimal(margin->steps[1].counted, "10.01");
    assert_decimal(margin->rebates, "20.01");
}

/* A cap of 12.34 % stays 12.34 % although the margin is rounded to one place of a point. */
static void rounding_the_rate_never_oversteps_a_limit(void **state)
{
    struct fixture *f = *state;
    f->program.margin.rate_places = 1;
    fixture_award(f, AWARD_MARGIN, "0.0125");
    assert_decimal(margin_at(f, REGISTERED, 1000)->recommended, "0.063");
    f->program.margin.cap = exactly(f, "0.0624");
    assert_decimal(margin_at(f, REGISTERED, 1000)->recommended, "0.0624");
}

static void settings_without_an_exact_form_are_taken_at_their_shortest(void **state)
{
    struct fixture *f = *state;
    f->tiers[0][GOLD].margin = by(f, REGION, "amer", 0.1, "emea", 0.125, 0);
    assert_decimal(margin_at(f, GOLD, 1000)->recommended, "0.125");
}

static void no_recommendation_without_a_tier_or_a_complete_card(void **state)
{
    struct fixture *f = *state;
    fixture_award(f, AWARD_AMOUNT, "100");
    f->tiers[0][REGISTERED].score = plain(f, 20);
    const struct margin *margin = margin_at(f, REGISTERED, 1000);
    assert_false(margin->given);
    assert_true(margin->has_rebates);
    f->scorecards[0].tier_count = 0;
    margin = margin_at(f, REGISTERED, 1000);
    assert_true(margin->given);
    assert_decimal(margin->recommended, "0");
    f->measures[REVENUE].state = MEASURE_FAILED;
    fixture_card(f);
    assert_true(margin_make(&f->margin, &f->program, &f->card, &f->subject, f->awards));
    assert_false(margin->given || margin->has_amount || margin->has_rebates);
}

static void a_failed_award_leaves_no_recommendation(void **state)
{
    struct fixture *f = *state;
    f->awards[fixture_award(f, AWARD_MARGIN, "0.02")].kind = AWARD_FAILED;
    const struct margin *margin = margin_at(f, GOLD, 1000);
    assert_false(margin->given || margin->has_rebates);
    f->incentives[0].trial = true;
    assert_true(margin_at(f, GOLD, 1000)->given);
}

/* A pool of money that cannot be shared holds back what would be paid, and no margin. */
static void a_failed_pool_leaves_the_margin(void **state)
{
    struct fixture *f = *state;
    size_t pool = fixture_award(f, AWARD_AMOUNT, "100");
    fixture_award(f, AWARD_MARGIN, "0.02");
    f->incentives[pool].pool.given = true;
    f->awards[pool].kind = AWARD_FAILED;
    const struct margin *margin = margin_at(f, REGISTERED, 1000);
    assert_true(margin->given && margin->has_amount);
    assert_decimal(margin->amount, "70");
    assert_false(margin->has_rebates);
    assert_decimal(margin->rebates, "0");
    f->incentives[pool].pool.given = false;
}

static void no_amount_where_there_is_nothing_to_pay_on(void **state)
{
    struct fixture *f = *state;
    f->program.margin.on = "people";
    assert_decimal(margin_at(f, PLATINUM, 1000)->amount, "12"); /* 15 % of 80 */
    f->program.margin.on = "revenue";
    f->metrics[REVENUE].missing.kind = INSTEAD_LEAVE_OUT;
    f->measures[REVENUE] = (struct measure){.state = MEASURE_NO_DATA};
    fixture_card(f);
    assert_true(margin_make(&f->margin, &f->program, &f->card, &f->subject, f->awards));
    assert_true(f->margin.given);
    assert_false(f->margin.has_amount);
    f->program.margin.on = NULL;
    assert_false(margin_at(f, GOLD, 1000)->has_amount);
}

static void a_waived_margin_is_taken_as_it_is(void **state)
{
    struct fixture *f = *state;
    struct waiver waiver = {.kind = WAIVE_MARGIN, .exact = {.units = 225, .scale = 3}};
    f->program.margin.cap = exactly(f, "0.18");
    f->subject.waivers = &waiver;
    f->subject.waiver_count = 1;
    const struct margin *margin = margin_at(f, SILVER, 1000);
    assert_decimal(margin->stacked, "0.08");
    assert_decimal(margin->recommended, "0.225");
    assert_decimal(margin->amount, "225");
    assert_false(margin->capped);
    assert_ptr_equal(margin->waiver, &waiver);
}

static void a_program_may_pay_amounts_alone(void **state)
{
    struct fixture *f = *state;
    f->program.margin.given = false;
    fixture_award(f, AWARD_AMOUNT, "500");
    const struct margin *margin = margin_at(f, GOLD, 1000);
    assert_false(margin->given);
    assert_true(margin->has_rebates);
    assert_decimal(margin->rebates, "500");
}

static void what_does_not_fit_is_said(void **state)
{
    struct fixture *f = *state;
    fixture_award(f, AWARD_MARGIN, "0.000000000000000001");
    f->tiers[0][GOLD].margin = exactly(f, "0.1");
    margin_at(f, GOLD, 1000);
    fixture_measure(f, REVENUE, 123456789012345678e18);
    fixture_card(f);
    assert_false(margin_make(&f->margin, &f->program, &f->card, &f->subject, f->awards));
    assert_false(f->margin.given || f->margin.has_rebates || f->margin.has_amount);
    assert_non_null(f->margin.steps);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(a_half_cent_goes_where_the_program_says),
        with_fixture(limits_hold_whatever_the_awards),
        with_fixture(each_award_is_held_to_its_own_cap),
        with_fixture(adding_and_multiplying_differ),
        with_fixture(best_stacks_the_highest_part_alone),
        with_fixture(a_group_adds_up_to_its_cap),
        with_fixture(the_order_of_incentives_does_not_matter),
        with_fixture(a_group_takes_its_best_rate_and_its_best_amount),
        with_fixture(a_trial_is_not_added),
        with_fixture(each_amount_is_rounded_once),
        with_fixture(rounding_the_rate_never_oversteps_a_limit),
        with_fixture(settings_without_an_exact_form_are_taken_at_their_shortest),
        with_fixture(no_recommendation_without_a_tier_or_a_complete_card),
        with_fixture(a_failed_award_leaves_no_recommendation),
        with_fixture(a_failed_pool_leaves_the_margin),
        with_fixture(no_amount_where_there_is_nothing_to_pay_on),
        with_fixture(a_waived_margin_is_taken_as_it_is),
        with_fixture(a_program_may_pay_amounts_alone),
        with_fixture(what_does_not_fit_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
