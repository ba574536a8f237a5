/* What two programs say differently, key by key. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "review/rules.h"

static const char before[] = "program: P\nperiod: 2026-Q3\n"
                             "scorecards:\n"
                             "  main:\n"
                             "    metrics:\n"
                             "      revenue: {weight: 15, points: {curve: {0: 0, 0.5: 40, 1: 100}}, missing: , title: Sales}\n"
                             "      people: {weight: {by: region, emea: 5, default: 10}}\n"
                             "    tiers:\n"
                             "      gold: [{until: 2026-06-30, score: 60}, {from: 2026-07-01, score: 70}]\n"
                             "margin: {floor: 3%, cap: 15.0%}\n"
                             "tables: {partners: {columns: {region: {type: text, allowed: [emea, amer]}}}}\n";
static const char after[] = "program: Q\nperiod: 2026-Q4\n"
                            "scorecards:\n"
                            "  main:\n"
                            "    metrics:\n"
                            "      people: {weight: 10}\n"
                            "      revenue: {weight: 20, points: {curve: {0: 0, 0.5: 50, 2: 100}}, missing: null, title: 'Sales, won'}\n"
                            "      survey: {weight: 5, require: 'a, \"b\"'}\n"
                            "    tiers:\n"
                            "      gold: [{until: 2026-06-30, score: 60}, {from: 2026-07-01, score: 75}]\n"
                            "margin: {floor: 0.03, cap: '15%'}\n"
                            "tables: {partners: {columns: {region: {type: text, allowed: [emea, amer, apac]}}}}\n";

static const struct node *read(const char *text, struct arena *arena)
{
    struct problems problems = {0};
    const struct node *tree = yaml_read("p.yaml", text_of(text), arena, &problems);
    assert_non_null(tree);
    problems_release(&problems);
    return tree;
}

static void every_key_with_what_stands_there(void **state)
{
    static const struct rule_change expected[] = {
        {"scorecards.main.metrics.revenue.weight", "15", "20"},
        {"scorecards.main.metrics.revenue.points.curve.0.5", "40", "50"},
        {"scorecards.main.metrics.revenue.points.curve.1", "100", NULL},
        {"scorecards.main.metrics.revenue.points.curve.2", NULL, "100"},
        {"scorecards.main.metrics.revenue.title", "Sales", "Sales, won"},
        {"scorecards.main.metrics.people.weight", "{by: region, emea: 5, default: 10}", "10"},
        {"scorecards.main.metrics.survey", NULL, "{weight: 5, require: \"a, \\\"b\\\"\"}"},
        {"scorecards.main.tiers.gold.2.score", "70", "75"},
        {"margin.cap", "15.0%", "15%"},
        {"tables.partners.columns.region.allowed", "[emea, amer]", "[emea, amer, apac]"},
    };
    struct arena arena = {0}, own = {0};
    struct rule_changes changes;
    const struct node *kept = rules_keep(read(before, &own), &arena);
    arena_release(&own);
    (void)state;
    assert_true(rules_compare(&changes, kept, read(after, &arena), &arena));
    for (size_t i = 0; i < changes.count && i < sizeof expected / sizeof *expected; i++) {
        assert_string_equal(changes.items[i].key, expected[i].key);
        assert_string_equal(changes.items[i].before ? changes.items[i].before : "none", expected[i].before ? expected[i].before : "none");
        assert_string_equal(changes.items[i].after ? changes.items[i].after : "none", expected[i].after ? expected[i].after : "none");
    }
    assert_int_equal(changes.count, sizeof expected / sizeof *expected);
    arena_release(&arena);
}

/* The order of tiers says which is higher; that of anything else says nothing. */
static void tiers_in_another_order_differ(void **state)
{
    static const char one[] = "{scorecards: {main: {metrics: {a: 1, b: 2}, tiers: {gold: {x: 1}, silver: {x: 2}, iron: {x: 3}}}}}";
    static const char other[] = "{scorecards: {main: {tiers: {silver: {x: 2}, top: {x: 0}, gold: {x: 1}}, metrics: {b: 2, a: 1}}}}";
    static const char fewer[] = "{scorecards: {main: {tiers: {gold: {x: 1}, iron: {x: 3}}, metrics: {b: 2, a: 1}}}}";
    struct arena arena = {0};
    struct rule_changes changes;
    (void)state;
    assert_true(rules_compare(&changes, read(one, &arena), read(other, &arena), &arena));
    assert_int_equal(changes.count, 3);
    assert_string_equal(changes.items[2].key, "scorecards.main.tiers");
    assert_string_equal(changes.items[2].before, "in the order gold, silver, iron");
    assert_string_equal(changes.items[2].after, "in the order silver, top, gold");
    assert_true(rules_compare(&changes, read(one, &arena), read(fewer, &arena), &arena));
    assert_int_equal(changes.count, 1);
    arena_release(&arena);
}

static void the_same_is_no_change(void **state)
{
    struct arena arena = {0};
    struct rule_changes changes;
    (void)state;
    assert_true(rules_compare(&changes, read(before, &arena), read(before, &arena), &arena));
    assert_int_equal(changes.count, 0);
    arena_release(&arena);
}

/* A ceiling for the terminal, and values cut between characters. */
static void many_are_told_as_a_number(void **state)
{
    struct rule_change items[20];
    struct rule_changes changes = {.items = items, .count = 20};
    struct buf out = {0};
    (void)state;
    for (size_t i = 0; i < 20; i++)
        items[i] =
            (struct rule_change){"k", NULL,
                                 "\u6771\u6771\u6771\u6771\u6771\u6771\u6771\u6771\u6771\u6771\u6771\u6771\u6771\u6771\u6771\u6771\u6771"
                                 "\u6771\u6771\u6771\u6771\u6771\u6771\u6771\u6771"};
    rules_text(&changes, 2, false, &out);
    buf_char(&out, '\0');
    assert_non_null(strstr(out.ptr, "  k: none before, \u6771"));
    assert_non_null(strstr(out.ptr, "\u6771 ... after\n"));
    assert_non_null(strstr(out.ptr, "\n  ... and 8 more: --all tells of them\n"));
    buf_clear(&out);
    rules_text(&changes, 2, true, &out);
    buf_char(&out, '\0');
    assert_null(strstr(out.ptr, "more"));
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_with_what_stands_there),
        cmocka_unit_test(the_same_is_no_change),
        cmocka_unit_test(tiers_in_another_order_differ),
        cmocka_unit_test(many_are_told_as_a_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
