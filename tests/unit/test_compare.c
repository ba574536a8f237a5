/* Two runs side by side: who moved, which tiers and metrics are in both, what each metric adds, and what it costs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "review/compare.h"

enum { PARTNERS = 4, METRICS = 3 };

struct side {
    const char *keys[PARTNERS];
    size_t partners;
    const char *tiers[4];
    size_t tier_count;
    const char *metrics[METRICS];
    size_t metric_count;
    int tier[PARTNERS];
    double contributions[PARTNERS][METRICS];
    const char *margins[PARTNERS]; /* NULL: no recommendation, as a rule failed */
};

static void make(struct ledger *ledger, const struct side *side, struct arena *arena)
{
    static const char *const name = "main";
    *ledger = (struct ledger){.program = "P", .period = "2026", .currency = "USD", .scorecard_count = 1};
    ledger->scorecards = arena_array(arena, 1, sizeof *ledger->scorecards);
    assert_non_null(ledger->scorecards);
    ledger->scorecards[0] = (struct ledger_scorecard){.name = name,
                                                      .tiers = (const char **)(uintptr_t)side->tiers,
                                                      .tier_count = side->tier_count,
                                                      .metrics = (const char **)(uintptr_t)side->metrics,
                                                      .metric_count = side->metric_count};
    assert_true(ledger_open(ledger, side->partners, true, arena));
    for (size_t p = 0; p < side->partners; p++) {
        struct ledger_standing *standing = &ledger->standings[p];
        ledger->keys[p] = text_of(side->keys[p]);
        *standing = (struct ledger_standing){.complete = side->margins[p] != NULL,
                                             .has_score = true,
                                             .tier = side->tier[p],
                                             .earned = side->tier[p],
                                             .movement = "held",
                                             .next = -1};
        for (size_t m = 0; m < side->metric_count; m++) {
            ledger->entries[p * side->metric_count + m] = (struct ledger_entry){.there = true, .contribution = side->contributions[p][m]};
            standing->score += side->contributions[p][m];
        }
        ledger->money[p].has_margin = side->margins[p] && decimal_parse(text_of(side->margins[p]), &ledger->money[p].margin);
    }
    assert_true(ledger_close(ledger, arena));
}

static const struct side old = {.keys = {"a", "b", "c", "d"},
                                .partners = 4,
                                .tiers = {"gold", "silver", "bronze"},
                                .tier_count = 3,
                                .metrics = {"revenue", "people"},
                                .metric_count = 2,
                                .tier = {1, 0, 2, 1},
                                .contributions = {{10, 20}, {40, 40}, {5, 0}, {10, 10}},
                                .margins = {"100.10", "200.20", "0.30", "50"}};
static const struct side new = {.keys = {"e", "c", "b", "a"},
                                .partners = 4,
                                .tiers = {"platinum", "gold", "bronze"},
                                .tier_count = 3,
                                .metrics = {"people", "revenue", "survey"},
                                .metric_count = 3,
                                .tier = {2, -1, 2, 0},
                                .contributions = {{1, 1, 1}, {0, 5, 0}, {40, 10, 0.5}, {30, 10.25, 4}},
                                .margins = {"7", NULL, "100.10", "300.40"}};

struct both {
    struct arena arena;
    struct ledger before, after;
    struct comparison comparison;
};

static int compare_both(void **state)
{
    static struct both both;
    both = (struct both){0};
    make(&both.before, &old, &both.arena);
    make(&both.after, &new, &both.arena);
    *state = &both;
    return !compare(&both.comparison, &both.before, &both.after, &both.arena);
}

static int release_both(void **state)
{
    struct both *both = *state;
    arena_release(&both->arena);
    return 0;
}

static void partners_are_known_by_their_keys(void **state)
{
    const struct both *both = *state;
    static const struct {
        const char *key;
        enum shift shift;
    } expected[] = {{"e", SHIFT_IN}, {"c", SHIFT_OPEN}, {"b", SHIFT_DOWN}, {"a", SHIFT_UP}, {"d", SHIFT_OUT}};
    assert_int_equal(both->comparison.count, 5);
    assert_int_equal(both->comparison.shared, 3);
    for (size_t i = 0; i < 5; i++) {
        assert_true(text_is(compared_key(&both->comparison, i), expected[i].key));
        assert_int_equal(both->comparison.scorecards[0].shifts[i], expected[i].shift);
        assert_int_equal(both->comparison.scorecards[0].counts[expected[i].shift], 1);
    }
}

/* silver is gone: it stands where it stood, between gold and bronze. */
static void tiers_of_both_keep_their_order(void **state)
{
    const struct both *both = *state;
    static const char *const tiers[] = {"platinum", "gold", "silver", "bronze"};
    const struct compared_scorecard *own = &both->comparison.scorecards[0];
    assert_int_equal(own->tier_count, 4);
    for (size_t t = 0; t < 4; t++) assert_string_equal(own->tiers[t], tiers[t]);
    assert_int_equal(own->matrix[2 * own->side + 0], 1); /* a: silver to platinum */
    assert_int_equal(own->matrix[1 * own->side + 3], 1); /* b: gold to bronze */
    assert_int_equal(own->matrix[3 * own->side + 4], 1); /* c: bronze to no tier */
    assert_int_equal(own->matrix[2 * own->side + 5], 1); /* d: silver, then gone */
    assert_int_equal(own->matrix[5 * own->side + 3], 1); /* e: bronze, and new */
}

static void metrics_come_by_the_size_of_their_change(void **state)
{
    const struct both *both = *state;
    struct share_of_change shares[METRICS];
    size_t a = 3;
    assert_int_equal(compare_shares(&both->comparison, 0, a, shares), 3);
    assert_string_equal(both->comparison.scorecards[0].metrics[shares[0].metric].name, "people");
    assert_string_equal(both->comparison.scorecards[0].metrics[shares[1].metric].name, "survey");
    assert_true(shares[0].change == 10 && shares[1].change == 4 && shares[2].change == 0.25);
    assert_true(compared_score_change(&both->comparison, 0, a) == 14.25);
    assert_null(compared_entry_before(&both->comparison, 0, a, shares[1].metric));
}

static void assert_amount(struct decimal amount, const char *expected)
{
    char digits[DECIMAL_TEXT_MAX];
    decimal_format(amount, digits);
    assert_string_equal(digits, expected);
}

/* What there is none of costs nothing: c has no recommendation, d is gone. */
static void money_is_exact(void **state)
{
    const struct both *both = *state;
    assert_amount(both->comparison.money.before, "350.60");
    assert_amount(both->comparison.money.after, "407.50");
    assert_amount(both->comparison.money.change, "56.90");
    assert_int_equal(both->comparison.gaining, 2);
    assert_amount(both->comparison.gained, "207.30");
    assert_int_equal(both->comparison.losing, 3);
    assert_amount(both->comparison.lost, "-150.40");
}

/* Whether platinum is higher than what it took the place of, or the same with another name, nobody knows. */
static void a_tier_that_may_be_renamed_is_no_move(void **state)
{
    struct both *both = *state;
    struct ledger before, after;
    struct comparison comparison;
    struct side was = old, is = old;
    was.tiers[1] = "argent";
    is.tiers[0] = "platinum";
    is.tier[1] = 0;
    is.tier[2] = 0;
    make(&before, &was, &both->arena);
    make(&after, &is, &both->arena);
    assert_true(compare(&comparison, &before, &after, &both->arena));
    const struct compared_scorecard *own = &comparison.scorecards[0];
    assert_int_equal(own->shifts[0], SHIFT_SAME); /* a: argent to silver */
    assert_int_equal(own->shifts[1], SHIFT_SAME); /* b: gold to platinum */
    assert_int_equal(own->shifts[2], SHIFT_UP);   /* c: bronze to platinum */
}

/* Rates without an amount that they are paid on. */
static void another_margin_in_per_cent_is_a_difference(void **state)
{
    struct both *both = *state;
    struct ledger before, after;
    struct comparison comparison;
    make(&before, &old, &both->arena);
    make(&after, &old, &both->arena);
    for (size_t p = 0; p < PARTNERS; p++) {
        before.money[p].has_rate = after.money[p].has_rate = p < 3;
        before.money[p].rate = after.money[p].rate = decimal_of(10, 0);
    }
    after.money[0].rate = decimal_of(105, 1);
    after.money[1].rate = decimal_of(100, 1);
    assert_true(compare(&comparison, &before, &after, &both->arena));
    assert_int_equal(comparison.rate_higher, 1);
    assert_int_equal(comparison.rate_lower, 0);
    assert_false(compare_same(&comparison));
    after.money[0].rate = decimal_of(10, 0);
    assert_true(compare(&comparison, &before, &after, &both->arena));
    assert_true(compare_same(&comparison));
}

static void the_same_twice_is_no_difference(void **state)
{
    struct both *both = *state;
    struct comparison itself;
    assert_false(compare_same(&both->comparison));
    assert_true(compare(&itself, &both->after, &both->after, &both->arena));
    assert_true(compare_same(&itself));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(partners_are_known_by_their_keys),
        cmocka_unit_test(tiers_of_both_keep_their_order),
        cmocka_unit_test(metrics_come_by_the_size_of_their_change),
        cmocka_unit_test(money_is_exact),
        cmocka_unit_test(the_same_twice_is_no_difference),
        cmocka_unit_test(a_tier_that_may_be_renamed_is_no_move),
        cmocka_unit_test(another_margin_in_per_cent_is_a_difference),
    };
    return cmocka_run_group_tests(tests, compare_both, release_both);
}
