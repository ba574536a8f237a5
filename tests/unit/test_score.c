/* How points make a score: means, categories with caps and weights, bonus, and that contributions add up to it whatever the way. */
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

/* The score by a method, which the contributions add up to. */
static double scored(struct fixture *f, enum score_method method)
{
    f->scorecards[0].method = method;
    f->scorecards[0].within = method == SCORE_SUM ? SCORE_SUM : SCORE_MEAN;
    f->scorecards[0].round = 9;
    fixture_card(f);
    assert_near(contributions(f), f->card.scorecards[0].score);
    return f->card.scorecards[0].score;
}

/* OECD and JRC, Handbook on Constructing Composite Indicators (2008), chapter 1.6: 21, 1, 1, 1 and 6, 6, 6, 6 are alike by
 * the arithmetic mean, 6, but not by the geometric one, 2.14 and 6. */
static void the_geometric_mean_does_not_let_strength_make_up_for_weakness(void **state)
{
    struct fixture *f = *state;
    fixture_measure(f, fixture_metric(f, "more", 0, 0, 1), 1);
    f->metrics[REVENUE].weight = plain(f, 1);
    measure(f, 21, 1, 1);
    assert_near(scored(f, SCORE_MEAN), 6);
    assert_near(scored(f, SCORE_GEOMETRIC), round(pow(21, 0.25) * 1e9) / 1e9);
    assert_true(fabs(f->card.scorecards[0].score - 2.14) < 0.005);
    measure(f, 6, 6, 6);
    fixture_measure(f, MORE, 6);
    assert_near(scored(f, SCORE_GEOMETRIC), 6);
}

static void means_are_weighted(void **state)
{
    struct fixture *f = *state;
    measure(f, 4, 2, 8); /* weights 2, 1, 1 */
    assert_near(scored(f, SCORE_GEOMETRIC), 4);
    measure(f, 40, 60, 60);
    assert_near(scored(f, SCORE_HARMONIC), 48);
    assert_near(scored(f, SCORE_LOWEST), 40);
    assert_near(scored(f, SCORE_MEAN), 50);
    assert_near(scored(f, SCORE_SUM), 200);
}

static void nothing_makes_up_for_no_points(void **state)
{
    struct fixture *f = *state;
    measure(f, 90, 0, 90);
    assert_near(scored(f, SCORE_GEOMETRIC), 0);
    assert_near(scored(f, SCORE_HARMONIC), 0);
    assert_near(scored(f, SCORE_LOWEST), 0);
    measure(f, 90, -5, 90);
    f->scorecards[0].method = SCORE_GEOMETRIC;
    fixture_card(f);
    assert_double(f->card.scorecards[0].score, 0);
    f->metrics[PEOPLE].missing.kind = INSTEAD_LEAVE_OUT;
    f->measures[PEOPLE].state = MEASURE_NO_DATA;
    assert_near(scored(f, SCORE_GEOMETRIC), 90);
}

/* Nothing to share, whatever the way; 0 / 0 is no contribution. */
static void no_points_at_all_are_a_score_of_zero(void **state)
{
    struct fixture *f = *state;
    measure(f, 0, 0, 0);
    for (enum score_method method = SCORE_MEAN; method <= SCORE_LOWEST; method++) assert_near(scored(f, method), 0);
    f->scorecards[0].of = SCORE_OF_BLOCKS;
    for (enum score_method method = SCORE_MEAN; method <= SCORE_LOWEST; method++) assert_near(scored(f, method), 0);
}

static void what_no_number_holds_is_no_score(void **state)
{
    struct fixture *f = *state;
    measure(f, 1.5e308, 1.5e308, 0);
    fixture_card(f);
    assert_false(f->card.scorecards[0].has_score);
    assert_double(f->card.scorecards[0].score, 0);
    assert_int_not_equal(f->card.scorecards[0].tier, PLATINUM);
}

static void blocks_may_be_the_members(void **state)
{
    struct fixture *f = *state;
    f->scorecards[0].of = SCORE_OF_BLOCKS;
    f->metrics[HOURS].block = 0;
    measure(f, 25, 90, 110); /* blocks: 25 and 100, of weight 2 each */
    assert_near(scored(f, SCORE_MEAN), 62.5);
    assert_near(scored(f, SCORE_GEOMETRIC), 50);
    assert_near(scored(f, SCORE_SUM), 250);
    assert_near(f->card.scorecards[0].blocks[0].score, 200);
}

static void categorize(struct fixture *f, struct category *categories)
{
    f->scorecards[0].of = SCORE_OF_CATEGORIES;
    f->scorecards[0].categories = categories;
    f->scorecards[0].category_count = 3;
    for (size_t i = 0; i < 3; i++) {
        f->metrics[i].category = (int)i;
        f->metrics[i].weight = plain(f, 1);
    }
}

/* https://blogs.sap.com/2010/01/27/partneredge-2010-for-vars-in-north-america/: at most 500 points for revenue, 200 for competencies, 100
 * for marketing; Gold from 500. */
static void categories_have_caps(void **state)
{
    struct fixture *f = *state;
    struct category categories[3] = {{.name = "revenue", .cap = plain(f, 500)},
                                     {.name = "competencies", .cap = plain(f, 200)},
                                     {.name = "marketing", .cap = plain(f, 100)}};
    categorize(f, categories);
    measure(f, 620, 150, 130);
    assert_near(scored(f, SCORE_SUM), 750);
    assert_near(f->card.metrics[REVENUE].contribution, 500);
    assert_near(f->card.scorecards[0].categories[2].score, 100);
    measure(f, 499, 0, 0);
    assert_near(scored(f, SCORE_SUM), 499);
    size_t more = fixture_metric(f, "more", 0, 0, 1);
    f->metrics[more].category = 0;
    fixture_measure(f, more, 501);
    f->card = (struct card){0};
    assert_near(scored(f, SCORE_SUM), 500);
    assert_near(f->card.metrics[REVENUE].contribution, 249.5); /* half of what the cap leaves of 499 */
}

/* https://partners.salesforce.com/s/education/consultants/Consulting_Program (FY19): ACV 45 %, expertise 35 %, customer success 20 %. */
static void categories_have_weights(void **state)
{
    struct fixture *f = *state;
    struct category categories[3] = {{.name = "acv", .weight = plain(f, 45)},
                                     {.name = "expertise", .weight = plain(f, 35)},
                                     {.name = "success", .weight = plain(f, 20)}};
    categorize(f, categories);
    measure(f, 800, 600, 1000);
    assert_near(scored(f, SCORE_MEAN), 770);
    assert_near(f->card.metrics[PEOPLE].contribution, 210);
    f->metrics[HOURS].missing.kind = INSTEAD_LEAVE_OUT;
    f->measures[HOURS].state = MEASURE_NO_DATA;
    assert_near(scored(f, SCORE_MEAN), 712.5); /* (45 * 800 + 35 * 600) / 80 */
    assert_false(f->card.scorecards[0].categories[2].given);
    f->scorecards[0].of = SCORE_OF_METRICS;
    assert_near(scored(f, SCORE_MEAN), 700);
}

/* Salesforce's pledge: points on top, whatever the caps. */
static void bonus_is_added_behind_caps_and_means(void **state)
{
    struct fixture *f = *state;
    f->scorecards[0].cap = plain(f, 100);
    f->metrics[HOURS].bonus = true;
    measure(f, 120, 90, 7);
    assert_near(scored(f, SCORE_MEAN), 107); /* (2 * 120 + 90) / 3 is 110 */
    assert_near(f->card.metrics[HOURS].contribution, 7);
    assert_near(f->card.metrics[PEOPLE].contribution, 90.0 / 330 * 100);
    assert_false(f->card.scorecards[0].blocks[2].given);
    f->metrics[HOURS].weight = plain(f, 2);
    assert_near(scored(f, SCORE_MEAN), 114);
    assert_near(scored(f, SCORE_LOWEST), 104);
    f->measures[HOURS].state = MEASURE_NO_DATA;
    assert_near(scored(f, SCORE_MEAN), 100);
}

static void a_bonus_alone_is_no_score(void **state)
{
    struct fixture *f = *state;
    measure(f, 0, 0, 7);
    f->metrics[HOURS].bonus = true;
    for (size_t i = REVENUE; i <= PEOPLE; i++) {
        f->metrics[i].missing.kind = INSTEAD_LEAVE_OUT;
        f->measures[i].state = MEASURE_NO_DATA;
    }
    fixture_card(f);
    assert_false(f->card.scorecards[0].has_score);
    assert_false(f->card.metrics[HOURS].counts);
    assert_double(contributions(f), 0);
}

/* Where there is nothing to be in proportion to, parts go by weight, and are numbers in any case. */
static void contributions_always_add_up(void **state)
{
    struct fixture *f = *state;
    static const double points[][3] = {{0, 0, 0}, {10, -10, -10}, {5, -30, 4}, {-1, -2, -3}, {0, 0, 9}};
    const struct setting caps[] = {{0}, plain(f, 3), plain(f, 0)};
    for (size_t i = 0; i < sizeof points / sizeof *points; i++)
        for (size_t c = 0; c < sizeof caps / sizeof *caps; c++)
            for (int way = 0; way < 2 * SCORE_METHOD_COUNT; way++) {
                f->scorecards[0].cap = caps[c];
                f->scorecards[0].of = way % 2 ? SCORE_OF_BLOCKS : SCORE_OF_METRICS;
                f->metrics[HOURS].block = f->metrics[PEOPLE].block;
                measure(f, points[i][0], points[i][1], points[i][2]);
                scored(f, (enum score_method)(way / 2));
                for (size_t m = REVENUE; m <= HOURS; m++) assert_true(isfinite(f->card.metrics[m].contribution));
            }
    f->scorecards[0].of = SCORE_OF_METRICS;
    f->scorecards[0].cap = (struct setting){0};
    measure(f, 10, -10, 40);
    assert_near(scored(f, SCORE_LOWEST), -10);
    assert_near(f->card.metrics[REVENUE].contribution, -5); /* weights 2, 1, 1 */
    assert_near(f->card.metrics[HOURS].contribution, -2.5);
}

static void requirements_read_categories(void **state)
{
    struct fixture *f = *state;
    struct category categories[3] = {{.name = "revenue", .cap = plain(f, 50)}, {.name = "people"}, {.name = "hours"}};
    categorize(f, categories);
    size_t revenue = fixture_name(f, (struct name){.kind = NAME_CATEGORY, .index = 0});
    f->tiers[0][PLATINUM].require = compared(f, revenue, EXPR_GE, a_number(50));
    measure(f, 60, 90, 90);
    fixture_card(f);
    assert_int_equal(f->card.scorecards[0].tier, PLATINUM);
    measure(f, 49, 100, 100);
    fixture_card(f);
    assert_int_equal(f->card.scorecards[0].tier, GOLD);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(the_geometric_mean_does_not_let_strength_make_up_for_weakness),
        with_fixture(means_are_weighted),
        with_fixture(nothing_makes_up_for_no_points),
        with_fixture(no_points_at_all_are_a_score_of_zero),
        with_fixture(what_no_number_holds_is_no_score),
        with_fixture(blocks_may_be_the_members),
        with_fixture(categories_have_caps),
        with_fixture(categories_have_weights),
        with_fixture(bonus_is_added_behind_caps_and_means),
        with_fixture(a_bonus_alone_is_no_score),
        with_fixture(contributions_always_add_up),
        with_fixture(requirements_read_categories),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
