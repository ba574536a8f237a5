/* Waivers: what a row may say, when it counts, and what is wrong with those that do not. */
#include "run/waiver.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "fixture.h"

/* ---- a waivers table from plain structs, grouped by partner as a loaded one is */

enum { COLUMNS = 7, ROWS = 8, PARTNERS = 3, WORDS = COLUMNS * ROWS };

struct line {
    size_t partner;
    const char *what, *value, *approver, *reason, *from, *until; /* NULL: an empty cell */
};

struct desk {
    struct fixture *fixture;
    struct column_spec specs[COLUMNS];
    struct table_spec spec;
    struct column columns[COLUMNS];
    uint32_t cells[COLUMNS][ROWS], first[PARTNERS + 1], lines[ROWS];
    struct text words[WORDS];
    size_t word_count;
    struct table tables[2];
    struct dataset dataset;
    struct waivers waivers;
    struct problems problems;
};

/* As dataset.h says: stored = value - base, 0 is an empty cell, and codes of texts count from 0. */
static uint32_t word(struct desk *desk, const char *string)
{
    if (!string) return 0;
    desk->words[desk->word_count] = text_of(string);
    return (uint32_t)++desk->word_count;
}

static uint32_t day(const char *string)
{
    int32_t days;
    if (!string) return 0;
    assert_true(date_parse(text_of(string), &days));
    return (uint32_t)(days + 1);
}

static void make_tables(struct desk *desk)
{
    static const char *const names[COLUMNS] = {"partner", "what", "value", "approver", "reason", "from", "until"};
    static const char *const keys[PARTNERS] = {"P1", "P2", "P3"};
    const struct partners *partners = fixture_partners(&desk->fixture->arena, keys, PARTNERS);
    for (size_t c = 0; c < COLUMNS; c++) {
        desk->specs[c] = (struct column_spec){.name = names[c], .type = c < 5 ? COLUMN_TEXT : COLUMN_DATE, .wanted = true};
        desk->columns[c] = (struct column){.spec = &desk->specs[c], .cells = desk->cells[c], .width = 4, .base = -1};
        desk->columns[c].words = (struct dictionary){.words = desk->words, .count = WORDS};
    }
    desk->spec = (struct table_spec){.name = "waivers", .path = "waivers.csv", .columns = desk->specs, .column_count = COLUMNS};
    desk->tables[0] = (struct table){.rows = PARTNERS, .partners = partners};
    desk->tables[1] =
        (struct table){.spec = &desk->spec, .columns = desk->columns, .first = desk->first, .lines = desk->lines, .partners = partners};
    desk->dataset = (struct dataset){.tables = desk->tables, .table_count = 2, .partners = PARTNERS};
}

/* Lines in the order of their partners. */
static void resolve(struct desk *desk, const struct line *lines, size_t count)
{
    make_tables(desk);
    desk->tables[1].rows = count;
    for (size_t i = 0; i < count; i++) {
        const struct line *line = &lines[i];
        const char *const texts[] = {line->what, line->value, line->approver, line->reason};
        for (size_t c = 0; c < 4; c++) desk->cells[c + 1][i] = word(desk, texts[c]);
        desk->cells[5][i] = day(line->from);
        desk->cells[6][i] = day(line->until);
        desk->lines[i] = (uint32_t)i + 2;
        for (size_t p = line->partner; p < PARTNERS; p++) desk->first[p + 1]++;
    }
    assert_true(waivers_resolve(&desk->waivers, &desk->fixture->program, &desk->dataset, &desk->fixture->arena, &desk->problems));
}

static int setup(void **state)
{
    struct desk *desk = calloc(1, sizeof *desk);
    if (!desk || fixture_setup((void **)&desk->fixture) != 0) return -1;
    desk->fixture->program.waivers = 1;
    assert_true(period_parse(text_of("2026-Q3"), 1, &desk->fixture->program.period));
    *state = desk;
    return 0;
}

static int teardown(void **state)
{
    struct desk *desk = *state;
    problems_release(&desk->problems);
    fixture_teardown((void **)&desk->fixture);
    free(desk);
    return 0;
}

/* The only problem there is. */
static void assert_problem(struct desk *desk, enum severity severity, const char *what, const char *cure)
{
    assert_int_equal(desk->problems.count, 1);
    const struct problem *problem = &desk->problems.items[0];
    assert_int_equal(problem->severity, severity);
    assert_int_equal(problem->stage, STAGE_DATA);
    assert_string_equal(problem->what, what);
    if (cure) assert_string_equal(problem->cure, cure);
    assert_string_equal(problem->place.file, "waivers.csv");
    assert_true(problem->place.line >= 2);
}

/* One good line but for what and value; NULL dates are open. */
static void resolve_one(struct desk *desk, const char *what, const char *value)
{
    const struct line line = {1, what, value, "K. Ito", "merger", NULL, NULL};
    resolve(desk, &line, 1);
}

/* ---- what may be waived */

static void a_tier_by_name_or_title(void **state)
{
    struct desk *desk = *state;
    resolve_one(desk, "main.tier", "Gold Partner");
    assert_int_equal(desk->problems.count, 0);
    assert_int_equal(desk->waivers.count, 1);
    const struct waiver *waiver = &desk->waivers.items[0];
    assert_int_equal(waiver->kind, WAIVE_TIER);
    assert_int_equal(waiver->index, GOLD);
    assert_true(text_is(waiver->approver, "K. Ito") && text_is(waiver->reason, "merger"));
    assert_true(waiver->from == DATE_MIN && waiver->until == DATE_MAX);
    assert_int_equal(desk->waivers.first[1], 0);
    assert_int_equal(desk->waivers.first[2], 1);
    assert_int_equal(desk->waivers.first[3], 1);
}

static void a_tier_alone_is_that_of_the_margins_scorecard(void **state)
{
    struct desk *desk = *state;
    resolve_one(desk, "tier", "silver");
    assert_int_equal(desk->waivers.items[0].scorecard, 0);
    assert_int_equal(desk->waivers.items[0].index, SILVER);
}

static void a_margin_is_an_exact_rate(void **state)
{
    struct desk *desk = *state;
    resolve_one(desk, "margin", "12.5 %");
    assert_int_equal(desk->waivers.items[0].kind, WAIVE_MARGIN);
    assert_decimal(desk->waivers.items[0].exact, "0.125");
}

static void a_value_and_points(void **state)
{
    struct desk *desk = *state;
    const struct line lines[] = {{0, "people", "4", "K. Ito", "merger", NULL, NULL},
                                 {0, "points.people", "80.5", "K. Ito", "merger", NULL, NULL},
                                 {0, "main.revenue", "80%", "K. Ito", "merger", NULL, NULL},
                                 {2, "main.points.hours", "0", "K. Ito", "merger", NULL, NULL}};
    resolve(desk, lines, 4);
    assert_int_equal(desk->problems.count, 0);
    const struct waiver *items = desk->waivers.items;
    assert_true(items[0].kind == WAIVE_VALUE && items[0].index == PEOPLE);
    assert_double(items[0].number, 4);
    assert_true(items[1].kind == WAIVE_POINTS && items[1].index == PEOPLE);
    assert_double(items[1].number, 80.5);
    assert_true(items[2].kind == WAIVE_VALUE && items[2].index == REVENUE);
    assert_double(items[2].number, 0.8);
    assert_true(items[3].kind == WAIVE_POINTS && items[3].index == HOURS);
    assert_int_equal(desk->waivers.first[1], 3);
    assert_int_equal(desk->waivers.first[2], 3);
    assert_int_equal(desk->waivers.first[3], 4);
}

static void a_metric_of_two_tracks_is_waived_in_both(void **state)
{
    struct desk *desk = *state;
    struct fixture *f = desk->fixture;
    f->scorecards[0].track_count = 2;
    size_t other = fixture_metric(f, "people", 0, 1, 1);
    resolve_one(desk, "people", "4");
    assert_int_equal(desk->waivers.count, 2);
    assert_int_equal(desk->waivers.items[0].index, PEOPLE);
    assert_int_equal(desk->waivers.items[1].index, other);
}

/* ---- when it counts */

static void only_what_is_in_force_on_the_last_day_counts(void **state)
{
    struct desk *desk = *state;
    const struct line lines[] = {{0, "people", "1", "K. Ito", "merger", "2026-09-30", "2027-09-30"},
                                 {0, "hours", "2", "K. Ito", "merger", "2026-10-01", NULL},
                                 {1, "people", "3", "K. Ito", "merger", NULL, "2026-12-30"}};
    resolve(desk, lines, 3);
    assert_int_equal(desk->problems.count, 0);
    assert_int_equal(desk->waivers.count, 2);
    assert_double(desk->waivers.items[0].number, 1);
    assert_double(desk->waivers.items[1].number, 3);
    assert_int_equal(desk->waivers.expired + desk->waivers.soon, 0);
}

static void its_last_day_counts(void **state)
{
    struct desk *desk = *state;
    const struct line line = {0, "tier", "gold", "K. Ito", "merger", "2026-07-01", "2026-09-30"};
    resolve(desk, &line, 1);
    assert_int_equal(desk->waivers.count, 1);
    assert_int_equal(desk->waivers.soon, 1);
}

static void what_is_over_is_noted_and_not_looked_into(void **state)
{
    struct desk *desk = *state;
    const struct line line = {1, "no such thing", NULL, NULL, NULL, NULL, "2026-09-29"};
    resolve(desk, &line, 1);
    assert_int_equal(desk->waivers.count, 0);
    assert_int_equal(desk->waivers.expired, 1);
    assert_problem(desk, SEVERITY_NOTE, "waiver of \"no such thing\" for partner P2 expired on 2026-09-29", NULL);
    assert_string_equal(desk->problems.items[0].partner, "P2");
}

static void what_will_be_over_soon_counts_and_is_noted(void **state)
{
    struct desk *desk = *state;
    const struct line line = {0, "tier", "gold", "K. Ito", "merger", NULL, "2026-12-29"}; /* 90 days after the period */
    resolve(desk, &line, 1);
    assert_int_equal(desk->waivers.count, 1);
    assert_int_equal(desk->waivers.soon, 1);
    assert_problem(desk, SEVERITY_NOTE, "waiver of \"tier\" for partner P1 expires on 2026-12-29", NULL);
}

/* ---- what is wrong */

static void an_unknown_target_has_a_suggestion(void **state)
{
    struct desk *desk = *state;
    resolve_one(desk, "poinst.people", "4");
    assert_int_equal(desk->waivers.count, 0);
    assert_problem(desk, SEVERITY_ERROR, "waiver of \"poinst.people\" for partner P2 names nothing that can be waived",
                   "did you mean points.people?");
}

static void an_unknown_tier_has_a_suggestion(void **state)
{
    struct desk *desk = *state;
    resolve_one(desk, "main.tier", "glod");
    assert_problem(desk, SEVERITY_ERROR,
                   "waiver of \"main.tier\" for partner P2 has the value \"glod\", which is no tier of that scorecard",
                   "did you mean gold?");
}

static void a_tier_that_is_like_none(void **state)
{
    struct desk *desk = *state;
    resolve_one(desk, "main.tier", "diamond");
    assert_problem(desk, SEVERITY_ERROR,
                   "waiver of \"main.tier\" for partner P2 has the value \"diamond\", which is no tier of that scorecard",
                   "write one of platinum, gold, silver, registered");
}

static void a_margin_without_its_percent_sign(void **state)
{
    struct desk *desk = *state;
    resolve_one(desk, "margin", "15");
    assert_problem(desk, SEVERITY_ERROR, "waiver of \"margin\" for partner P2 has the value \"15\", which is no rate from 0 to 100%",
                   "write a rate such as 12.5%");
}

static void a_value_that_is_no_number(void **state)
{
    struct desk *desk = *state;
    resolve_one(desk, "people", "four");
    assert_problem(desk, SEVERITY_ERROR, "waiver of \"people\" for partner P2 has the value \"four\", which is no number", NULL);
}

static void all_mistakes_of_a_row_at_once(void **state)
{
    struct desk *desk = *state;
    const struct line line = {0, "nothing", "4", NULL, " ", NULL, NULL};
    resolve(desk, &line, 1);
    assert_int_equal(desk->problems.errors, 3);
    assert_int_equal(desk->waivers.count, 0);
    assert_string_equal(desk->problems.items[0].what, "waiver of \"nothing\" for partner P1 names no approver");
    assert_string_equal(desk->problems.items[1].what, "waiver of \"nothing\" for partner P1 gives no reason");
}

static void without_an_approver_it_has_no_effect(void **state)
{
    struct desk *desk = *state;
    const struct line line = {0, "tier", "gold", NULL, "merger", NULL, NULL};
    resolve(desk, &line, 1);
    assert_problem(desk, SEVERITY_ERROR, "waiver of \"tier\" for partner P1 names no approver", NULL);
    assert_int_equal(desk->waivers.count, 0);
}

static void dates_the_wrong_way_round(void **state)
{
    struct desk *desk = *state;
    const struct line line = {0, "tier", "gold", "K. Ito", "merger", "2026-10-01", "2026-09-30"};
    resolve(desk, &line, 1);
    assert_problem(desk, SEVERITY_ERROR, "waiver of \"tier\" for partner P1 begins on 2026-10-01, after it ends on 2026-09-30", NULL);
}

static void two_for_the_same_thing(void **state)
{
    struct desk *desk = *state;
    const struct line lines[] = {{0, "tier", "gold", "K. Ito", "merger", NULL, NULL},
                                 {0, "main.tier", "silver", "K. Ito", "merger", NULL, NULL},
                                 {1, "tier", "silver", "K. Ito", "merger", NULL, NULL}};
    resolve(desk, lines, 3);
    assert_problem(desk, SEVERITY_ERROR, "waiver of \"main.tier\" for partner P1 is there twice: \"gold\" and \"silver\" are both in force",
                   NULL);
    assert_int_equal(desk->waivers.count, 2);
}

static void a_metric_of_two_scorecards_needs_its_scorecard(void **state)
{
    struct desk *desk = *state;
    struct fixture *f = desk->fixture;
    f->program.scorecard_count = 2;
    f->scorecards[1] = (struct scorecard){.name = "azure", .tracks = f->tracks[1], .track_count = 1};
    size_t other = fixture_metric(f, "people", 1, 0, 1);
    const struct line lines[] = {{0, "people", "4", "K. Ito", "merger", NULL, NULL},
                                 {1, "azure.people", "4", "K. Ito", "merger", NULL, NULL}};
    resolve(desk, lines, 2);
    assert_problem(desk, SEVERITY_ERROR, "waiver of \"people\" for partner P1 may mean a metric of several scorecards",
                   "put the scorecard's name before it: main.people");
    assert_int_equal(desk->waivers.count, 1);
    assert_int_equal(desk->waivers.items[0].index, other);
}

static void a_program_without_waivers(void **state)
{
    struct desk *desk = *state;
    desk->fixture->program.waivers = -1;
    assert_true(waivers_resolve(&desk->waivers, &desk->fixture->program, &desk->dataset, &desk->fixture->arena, &desk->problems));
    assert_null(desk->waivers.first);
    assert_int_equal(desk->waivers.count, 0);
}

#define with_desk(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_desk(a_tier_by_name_or_title),
        with_desk(a_tier_alone_is_that_of_the_margins_scorecard),
        with_desk(a_margin_is_an_exact_rate),
        with_desk(a_value_and_points),
        with_desk(a_metric_of_two_tracks_is_waived_in_both),
        with_desk(only_what_is_in_force_on_the_last_day_counts),
        with_desk(its_last_day_counts),
        with_desk(what_is_over_is_noted_and_not_looked_into),
        with_desk(what_will_be_over_soon_counts_and_is_noted),
        with_desk(an_unknown_target_has_a_suggestion),
        with_desk(an_unknown_tier_has_a_suggestion),
        with_desk(a_tier_that_is_like_none),
        with_desk(a_margin_without_its_percent_sign),
        with_desk(a_value_that_is_no_number),
        with_desk(all_mistakes_of_a_row_at_once),
        with_desk(without_an_approver_it_has_no_effect),
        with_desk(dates_the_wrong_way_round),
        with_desk(two_for_the_same_thing),
        with_desk(a_metric_of_two_scorecards_needs_its_scorecard),
        with_desk(a_program_without_waivers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
