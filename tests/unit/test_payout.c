/* From awards to what is paid: rates on amounts, sequences, limits, kinds. Worked examples of published programs, to the cent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "fixture.h"

static const struct margin *paid(struct fixture *f)
{
    fixture_card(f);
    if (!f->margin.steps) assert_true(margin_init(&f->margin, &f->program, &f->arena));
    assert_true(margin_make(&f->margin, &f->program, &f->card, &f->subject, f->awards));
    return &f->margin;
}

/* A rate that is paid on revenue. */
static size_t rate_on(struct fixture *f, const char *rate)
{
    size_t index = fixture_award(f, AWARD_MARGIN, rate);
    f->incentives[index].on = "revenue";
    return index;
}

static const struct margin *paid_on(struct fixture *f, double revenue)
{
    fixture_measure(f, REVENUE, revenue);
    return paid(f);
}

/* CEE booster, https://microsoft.alef.com/cee-cloud-solution-provider-booster-incentive-campaign/ : 2.5 % of billed revenue, nothing is
 * paid below 200, 12,000 at the most. */
static void too_little_is_forfeited_and_too_much_is_cut(void **state)
{
    struct fixture *f = *state;
    size_t booster = rate_on(f, "0.025");
    f->incentives[booster].minimum = exactly(f, "200");
    f->incentives[booster].maximum = exactly(f, "12000");
    const struct margin *margin = paid_on(f, 7999);
    assert_decimal(margin->steps[booster].amount, "199.98"); /* 199.975 */
    assert_decimal(margin->steps[booster].forfeited, "199.98");
    assert_decimal(margin->rebates, "0");
    assert_decimal(paid_on(f, 8000)->rebates, "200");
    assert_decimal(paid_on(f, 500000)->rebates, "12000");
    assert_decimal(margin->stacked, "0.15"); /* platinum: it is not added to the margin */
    assert_decimal(margin->steps[booster].counted, "0.025");
    assert_decimal(margin->steps[booster].base, "500000");
}

/* Odoo: 50 % of 400 a month is 200, capped at 150 a month; 1,440 a year. */
static void what_the_year_paid_counts(void **state)
{
    struct fixture *f = *state;
    struct past_award before = {.paid = {1200, 0}};
    struct past past = {.awards = &before};
    size_t commission = rate_on(f, "0.5");
    f->incentives[commission].maximum = exactly(f, "150");
    f->incentives[commission].year_most = exactly(f, "1440");
    assert_decimal(paid_on(f, 400)->rebates, "150"); /* nothing is known of the year */
    f->subject.past = &past;
    assert_decimal(paid_on(f, 400)->rebates, "150");
    before.paid = a_decimal("1350");
    assert_decimal(paid_on(f, 400)->rebates, "90");
    assert_decimal(f->margin.steps[commission].forfeited, "60");
    before.paid = a_decimal("1500");
    assert_decimal(paid_on(f, 400)->rebates, "0");
    assert_decimal(f->margin.steps[commission].forfeited, "150");
    assert_decimal(paid_on(f, -400)->rebates, "-200"); /* what is taken back is taken back */
}

/* 24 and 24 brought are 48: 30 are paid, and the other 18 are not gone without a word. */
static void what_a_maximum_takes_of_carried_money_is_forfeited(void **state)
{
    struct fixture *f = *state;
    struct past_award before = {.carried = {24, 0}};
    struct past past = {.awards = &before};
    size_t index = fixture_award(f, AWARD_AMOUNT, "24");
    f->incentives[index].minimum = exactly(f, "25");
    f->incentives[index].maximum = exactly(f, "30");
    f->incentives[index].below_minimum = BELOW_CARRY;
    f->subject.past = &past;
    const struct margin_step *step = &paid(f)->steps[index];
    assert_decimal(step->amount, "24");
    assert_decimal(step->brought, "24");
    assert_decimal(step->paid, "30");
    assert_decimal(step->carried, "0");
    assert_decimal(step->forfeited, "18");
}

static void too_little_is_carried_until_it_is_enough(void **state)
{
    struct fixture *f = *state;
    struct past_award before = {.carried = {60, 0}};
    struct past past = {.awards = &before};
    size_t index = fixture_award(f, AWARD_AMOUNT, "30");
    f->incentives[index].minimum = exactly(f, "100");
    f->incentives[index].below_minimum = BELOW_CARRY;
    const struct margin *margin = paid(f);
    assert_decimal(margin->steps[index].carried, "30");
    f->subject.past = &past;
    margin = paid(f);
    assert_decimal(margin->steps[index].carried, "90");
    assert_decimal(margin->payouts[0].carried, "90");
    assert_decimal(margin->rebates, "0");
    f->awards[index].kind = AWARD_NONE; /* nothing this time: it stays */
    assert_decimal(paid(f)->steps[index].carried, "60");
    f->awards[index] = (struct award){.kind = AWARD_AMOUNT, .units = 40};
    margin = paid(f);
    assert_decimal(margin->steps[index].brought, "60");
    assert_decimal(margin->steps[index].paid, "100");
    assert_decimal(margin->steps[index].carried, "0");
    f->incentives[index].trial = true; /* nothing is added now, and what was earned before stays */
    margin = paid(f);
    assert_decimal(margin->steps[index].carried, "60");
    assert_decimal(margin->payouts[0].carried, "60");
    assert_decimal(margin->rebates, "0");
    f->incentives[index].trial = false;
    f->awards[index].kind = AWARD_FAILED; /* nothing is known of this time: it stays */
    margin = paid(f);
    assert_false(margin->has_rebates);
    assert_decimal(margin->steps[index].carried, "60");
}

/* What does not fit is reported where it is written; money that waits does not get lost by it. */
static void what_is_carried_outlasts_what_does_not_fit(void **state)
{
    struct fixture *f = *state;
    struct past_award before[2] = {{.carried = {60, 0}}, {.carried = {((rung_int128)1 << 126) - 1 + ((rung_int128)1 << 126), 0}}};
    struct past past = {.awards = before};
    fixture_award(f, AWARD_AMOUNT, "30");
    fixture_award(f, AWARD_AMOUNT, "30");
    paid(f);
    f->subject.past = &past;
    assert_false(margin_make(&f->margin, &f->program, &f->card, &f->subject, f->awards));
    assert_false(f->margin.has_rebates);
    assert_decimal(f->margin.steps[0].carried, "60");
    assert_decimal(f->margin.steps[0].paid, "0");
}

/* ---- kinds: Microsoft CSP pays 60 % as rebate and 40 % as co-op,
 * https://www.sherweb.com/blog/partner/changes-to-microsoft-incentives-for-indirect-csp-providers/ ; co-op below 10,000 in the half-year is
 * paid as rebate (Partner Center, claims-threshold.md). */

enum { REBATE, CO_OP };

static void split_60_40(struct fixture *f, size_t incentive)
{
    static struct payout_part parts[2] = {{REBATE, {6, 1}}, {CO_OP, {4, 1}}};
    f->payouts[CO_OP] = (struct payout){.name = "co_op", .title = "Co-op", .minimum = exactly(f, "10000"), .otherwise = REBATE};
    f->program.payout_count = 2;
    f->incentives[incentive].parts = parts;
    f->incentives[incentive].part_count = 2;
}

static void too_little_co_op_is_paid_as_rebate(void **state)
{
    struct fixture *f = *state;
    split_60_40(f, rate_on(f, "1"));
    const struct margin *margin = paid_on(f, 20000);
    assert_decimal(margin->payouts[CO_OP].earned, "8000");
    assert_decimal(margin->payouts[CO_OP].moved, "-8000");
    assert_decimal(margin->payouts[CO_OP].paid, "0");
    assert_decimal(margin->payouts[REBATE].earned, "12000");
    assert_decimal(margin->payouts[REBATE].paid, "20000");
    margin = paid_on(f, 30000);
    assert_decimal(margin->payouts[REBATE].paid, "18000");
    assert_decimal(margin->payouts[CO_OP].paid, "12000");
    assert_decimal(paid_on(f, 25000)->payouts[CO_OP].paid, "10000"); /* the threshold itself is enough */
    f->payouts[CO_OP].otherwise = -1;
    margin = paid_on(f, 20000);
    assert_decimal(margin->payouts[CO_OP].forfeited, "8000");
    assert_decimal(margin->rebates, "12000");
}

static void shares_add_up_to_the_cent(void **state)
{
    struct fixture *f = *state;
    split_60_40(f, fixture_award(f, AWARD_AMOUNT, "0.01"));
    f->payouts[CO_OP].minimum.given = false;
    const struct margin *margin = paid(f);
    assert_decimal(margin->payouts[REBATE].paid, "0.01"); /* 0.006 and 0.004 */
    assert_decimal(margin->payouts[CO_OP].paid, "0");
    f->awards[0].units = -103; /* -0.618 and -0.412 */
    margin = paid(f);
    assert_decimal(margin->payouts[REBATE].paid, "-0.62");
    assert_decimal(margin->payouts[CO_OP].paid, "-0.41");
    assert_decimal(margin->rebates, "-1.03");
}

/* ---- sequences: Dynamics 365 Supply Chain, reduction principles (MicrosoftDocs/dynamics-365-unified-operations-public,
 * rebate-reduction-principle.md). A line of 1,000; deals of 10, 15, 20 and 25 %. The first is not reduced and reduces others; the second is
 * neither; the others are reduced by what reduces. */

enum { DEALS = 4 };

static void deals_in_order(struct fixture *f, const size_t order[DEALS])
{
    static const char *const rates[DEALS] = {"0.10", "0.15", "0.20", "0.25"};
    static size_t members[DEALS];
    static bool reduced_by[DEALS][DEALS];
    for (size_t i = 0; i < DEALS; i++) {
        if (f->program.incentive_count <= i) rate_on(f, rates[i]);
        members[i] = order[i];
        f->incentives[i].group = 0;
    }
    for (size_t i = 0; i < DEALS; i++) {
        for (size_t j = 0; j < DEALS; j++) reduced_by[order[i]][order[j]] = order[i] > 1 && order[j] != 1 && j < i;
        f->incentives[order[i]].reduced_by = reduced_by[order[i]];
    }
    f->groups[0] = (struct stack_group){.name = "deals", .take = STACK_SEQUENCE, .members = members, .member_count = DEALS};
    f->program.margin.group_count = 1;
}

static void the_order_of_a_sequence_is_part_of_the_result(void **state)
{
    static const struct {
        size_t order[DEALS];
        const char *amounts[DEALS], *total; /* by deal */
    } rows[] = {
        {{0, 1, 2, 3}, {"100", "150", "180", "180"}, "610"},
        {{3, 2, 1, 0}, {"100", "150", "150", "250"}, "650"},
        {{2, 1, 0, 3}, {"100", "150", "200", "175"}, "625"},
        {{1, 3, 0, 2}, {"100", "150", "130", "250"}, "630"},
    };
    struct fixture *f = *state;
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        deals_in_order(f, rows[r].order);
        const struct margin *margin = paid_on(f, 1000);
        for (size_t i = 0; i < DEALS; i++) {
            assert_decimal(margin->steps[i].amount, rows[r].amounts[i]);
            assert_int_equal(margin->steps[rows[r].order[i]].order, i + 1);
        }
        assert_decimal(margin->rebates, rows[r].total);
    }
    assert_decimal(f->margin.steps[2].base, "650"); /* 1,000 less 250 and 100 */
}

static void a_sequence_never_pays_on_less_than_nothing(void **state)
{
    struct fixture *f = *state;
    deals_in_order(f, (size_t[DEALS]){0, 1, 2, 3});
    f->awards[0].units = 120; /* 120 % */
    const struct margin *margin = paid_on(f, 1000);
    assert_decimal(margin->steps[2].base, "0");
    margin = paid_on(f, -1000);
    assert_decimal(margin->steps[0].amount, "-1200");
    assert_decimal(margin->steps[2].base, "0");
    f->incentives[0].trial = true; /* nothing is taken off for what is not paid */
    assert_decimal(paid_on(f, 1000)->steps[2].base, "1000");
}

/* ---- bases and caps */

/* Returns: what was paid on sales is taken back by each on what those before it leave; but a bonus of 400 is no reason to take more. */
static void a_bonus_never_adds_to_what_a_sequence_takes_back(void **state)
{
    struct fixture *f = *state;
    f->groups[0] = (struct stack_group){.name = "deals", .take = STACK_SEQUENCE};
    f->program.margin.group_count = 1;
    size_t bonus = fixture_award(f, AWARD_AMOUNT, "400"), rate = rate_on(f, "0.2");
    size_t members[] = {bonus, rate};
    bool none[] = {false, false}, by_bonus[] = {true, false};
    f->groups[0].members = members;
    f->groups[0].member_count = 2;
    f->incentives[bonus].group = f->incentives[rate].group = 0;
    f->incentives[bonus].reduced_by = none;
    f->incentives[rate].reduced_by = by_bonus;
    assert_decimal(paid_on(f, -100)->steps[rate].base, "-100");
    assert_decimal(f->margin.steps[rate].paid, "-20");
    assert_decimal(paid_on(f, 20)->steps[rate].base, "0");
    f->awards[bonus].units = -30;
    f->awards[bonus].scale = 0;
    assert_decimal(paid_on(f, -100)->steps[rate].base, "-70");
}

static void the_base_may_be_net_of_the_margin(void **state)
{
    struct fixture *f = *state;
    size_t index = rate_on(f, "0.02");
    f->incentives[index].net_of_margin = true;
    const struct margin *margin = paid_on(f, 1000); /* platinum, 15 % */
    assert_decimal(margin->recommended, "0.15");
    assert_decimal(margin->steps[index].base, "850");
    assert_decimal(margin->rebates, "17");
}

static void without_a_base_nothing_is_paid(void **state)
{
    struct fixture *f = *state;
    size_t index = rate_on(f, "0.02");
    f->measures[REVENUE] = (struct measure){.state = MEASURE_NO_DATA};
    const struct margin *margin = paid(f);
    assert_true(margin->has_rebates);
    assert_false(margin->steps[index].has_base);
    assert_decimal(margin->rebates, "0");
}

/* Whoever stands first in the file: what is cut is cut in proportion, and the last cent goes by name. */
static void a_cap_of_amounts_cuts_in_proportion(void **state)
{
    struct fixture *f = *state;
    fixture_award(f, AWARD_AMOUNT, "100");
    fixture_award(f, AWARD_AMOUNT, "100");
    fixture_award(f, AWARD_AMOUNT, "100");
    fixture_award(f, AWARD_AMOUNT, "-50");
    f->groups[0] = (struct stack_group){.name = "g", .take = STACK_ADD, .amount_cap = exactly(f, "150")};
    f->program.margin.group_count = 1;
    for (size_t i = 0; i < 4; i++) f->incentives[i].group = 0;
    const struct margin *margin = paid(f); /* 200 are left for the three: what was taken back makes room */
    assert_decimal(margin->rebates, "150");
    assert_decimal(margin->steps[0].amount, "66.67"); /* first, second, third by name */
    assert_decimal(margin->steps[1].amount, "66.67");
    assert_decimal(margin->steps[2].amount, "66.66");
    assert_decimal(margin->steps[3].amount, "-50");
    f->incentives[0].name = "zeroth";
    assert_true(margin_init(&f->margin, &f->program, &f->arena));
    assert_decimal(paid(f)->steps[0].amount, "66.66");
    f->program.margin.amount_cap = exactly(f, "99.999"); /* never overstepped */
    assert_decimal(paid(f)->rebates, "99.99");
}

static void a_group_multiplies_its_rates(void **state)
{
    struct fixture *f = *state;
    f->groups[0] = (struct stack_group){.name = "g", .take = STACK_MULTIPLY};
    f->program.margin.group_count = 1;
    f->incentives[fixture_award(f, AWARD_MARGIN, "0.20")].group = 0;
    f->incentives[fixture_award(f, AWARD_MARGIN, "0.12")].group = 0;
    f->incentives[fixture_award(f, AWARD_MARGIN, "0.05")].group = 0;
    const struct margin *margin = paid_on(f, 0); /* registered, 5 % */
    assert_decimal(margin->stacked, "0.3812");   /* 0.05 + 1 - 0.8 x 0.88 x 0.95: Veeam's 66,880 of 100,000 */
    assert_decimal(margin->steps[1].counted, "0.096");
    f->groups[0].cap = exactly(f, "0.3");
    assert_decimal(paid(f)->stacked, "0.35");
}

static void a_group_pays_the_best_of_what_rates_and_amounts_come_to(void **state)
{
    struct fixture *f = *state;
    f->groups[0] = (struct stack_group){.name = "g", .take = STACK_BEST};
    f->program.margin.group_count = 1;
    f->incentives[rate_on(f, "0.02")].group = 0;
    f->incentives[fixture_award(f, AWARD_AMOUNT, "30")].group = 0;
    const struct margin *margin = paid_on(f, 2000);
    assert_decimal(margin->rebates, "40");
    assert_decimal(margin->steps[1].counted, "0");
    margin = paid_on(f, 1000);
    assert_decimal(margin->rebates, "30");
    assert_decimal(margin->steps[0].counted, "0");
    assert_decimal(margin->steps[0].awarded, "0.02");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(too_little_is_forfeited_and_too_much_is_cut),
        with_fixture(what_the_year_paid_counts),
        with_fixture(what_a_maximum_takes_of_carried_money_is_forfeited),
        with_fixture(too_little_is_carried_until_it_is_enough),
        with_fixture(what_is_carried_outlasts_what_does_not_fit),
        with_fixture(too_little_co_op_is_paid_as_rebate),
        with_fixture(shares_add_up_to_the_cent),
        with_fixture(the_order_of_a_sequence_is_part_of_the_result),
        with_fixture(a_sequence_never_pays_on_less_than_nothing),
        with_fixture(a_bonus_never_adds_to_what_a_sequence_takes_back),
        with_fixture(the_base_may_be_net_of_the_margin),
        with_fixture(without_a_base_nothing_is_paid),
        with_fixture(a_cap_of_amounts_cuts_in_proportion),
        with_fixture(a_group_multiplies_its_rates),
        with_fixture(a_group_pays_the_best_of_what_rates_and_amounts_come_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
