/* Expressions: precedence and values as Lua 5.4 has them, three-valued logic, places in the file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "program/expr.h"

/* a is 7, b is 2, none has no data, word is 'amer', flag is yes; today is known beforehand. */
static const char *const known[] = {"a", "b", "none", "word", "flag"};

static int resolve(void *context, struct text name, struct value *is, const char **near)
{
    (void)context, (void)near;
    if (text_is(name, "today")) {
        *is = (struct value){.kind = VALUE_NUMBER, .number = 20000};
        return EXPR_KNOWN;
    }
    static const enum value_kind kinds[] = {VALUE_NUMBER, VALUE_NUMBER, VALUE_NUMBER, VALUE_TEXT, VALUE_YESNO};
    for (int i = 0; i < 5; i++) {
        if (!text_is(name, known[i])) continue;
        is->kind = kinds[i];
        return i;
    }
    return -1;
}

static struct value read_name(void *context, int slot)
{
    (void)context;
    switch (slot) {
    case 0: return (struct value){.kind = VALUE_NUMBER, .number = 7};
    case 1: return (struct value){.kind = VALUE_NUMBER, .number = 2};
    case 3: return (struct value){.kind = VALUE_TEXT, .text = text_of("amer")};
    case 4: return (struct value){.kind = VALUE_YESNO, .number = 1};
    default: return (struct value){.kind = VALUE_NONE};
    }
}

struct compiled {
    struct arena arena;
    struct problems problems;
    const struct expr *expr;
};

static struct compiled compile(const char *text, enum value_kind want)
{
    struct compiled compiled = {0};
    struct node node = {.kind = NODE_SCALAR, .at = {"p.yaml", 1, 1, 0}, .scalar = text_of(text)};
    struct source source = {.path = "p.yaml", .bytes = text_of(text)};
    compiled.expr = expr_compile(&node, &source, want, resolve, NULL, &compiled.arena, &compiled.problems);
    return compiled;
}

static void release(struct compiled *compiled)
{
    arena_release(&compiled->arena);
    problems_release(&compiled->problems);
}

static struct value value_of(const char *text, enum value_kind want)
{
    struct compiled compiled = compile(text, want);
    if (!compiled.expr) fail_msg("%s: %s", text, compiled.problems.items[0].what);
    struct value value = expr_eval(compiled.expr, read_name, NULL);
    release(&compiled);
    return value;
}

static void assert_number(const char *text, double expected)
{
    struct value value = value_of(text, VALUE_NUMBER);
    if (value.kind != VALUE_NUMBER || value.number < expected || value.number > expected) fail_msg("%s gives %.17g", text, value.number);
}

static void assert_unknown(const char *text, enum value_kind want)
{
    if (value_of(text, want).kind != VALUE_NONE) fail_msg("%s should not be told", text);
}

static void assert_yes(const char *text, bool expected)
{
    struct value value = value_of(text, VALUE_YESNO);
    if (value.kind != VALUE_YESNO || (value.number != 0) != expected) fail_msg("%s gives kind %d, %g", text, (int)value.kind, value.number);
}

/* Lua 5.4 reference manual, 3.4.1, 3.4.2 and 3.4.8; each line was also evaluated by lua5.4. */
static void precedence_is_that_of_lua(void **state)
{
    (void)state;
    assert_number("1 + 2 * 3", 7);
    assert_number("(1 + 2) * 3", 9);
    assert_number("-2 ^ 2", -4);
    assert_number("2 ^ 3 ^ 2", 512);
    assert_number("2 ^ -1", 0.5);
    assert_number("-3 % 5", 2);
    assert_number("5.5 // 2", 2);
    assert_number("-7 // 2", -4);
    assert_number("10 - 4 - 3", 3);
    assert_number("2 * 6 / 4", 3);
    assert_number("- - 3", 3);
    assert_yes("not (1 == 2) == true", true);
    assert_yes("1 < 2 and 2 < 3", true);
    assert_yes("true or false and false", true);
    assert_yes("1 + 1 == 2", true);
}

static void functions_work(void **state)
{
    (void)state;
    assert_number("min(3, a, b)", 2);
    assert_number("max(3, a, b)", 7);
    assert_number("floor(-1.5)", -2);
    assert_number("ceil(-1.5)", -1);
    assert_number("abs(-a)", 7);
    assert_number("round(2.345, 2)", 2.35);
    assert_number("round(2.5)", 3);
    assert_number("sqrt(16)", 4);
    assert_number("log(1)", 0);
    assert_number("exp(0)", 1);
    assert_number("date('1970-01-02')", 1);
    assert_number("today - 1", 19999);
    assert_number("add_months(date('2024-02-29'), 12) - date('2025-02-28')", 0);
    assert_number("add_months(date('2024-08-15'), -5) - date('2024-03-15')", 0);
    assert_yes("oneof(word, 'emea', 'amer')", true);
    assert_yes("oneof(a, 1, 2)", false);
}

/* Kleene's tables. */
static void what_is_unknown_stays_unknown(void **state)
{
    (void)state;
    assert_unknown("none > 1", VALUE_YESNO);
    assert_unknown("none + 1", VALUE_NUMBER);
    assert_yes("none > 1 and false", false);
    assert_yes("false and none > 1", false);
    assert_unknown("none > 1 and true", VALUE_YESNO);
    assert_yes("none > 1 or true", true);
    assert_unknown("none > 1 or false", VALUE_YESNO);
    assert_unknown("not (none > 1)", VALUE_YESNO);
    assert_unknown("min(1, none)", VALUE_NUMBER);
    assert_unknown("1 / 0", VALUE_NUMBER);
    assert_unknown("0 % 0", VALUE_NUMBER);
    assert_unknown("sqrt(-1)", VALUE_NUMBER);
    assert_unknown("2 ^ 5000", VALUE_NUMBER);
}

/* As in Lua, but for a condition that could not tell: Lua would take its nil for false. */
static void numbers_are_chosen_by_conditions(void **state)
{
    (void)state;
    assert_number("flag and a or b", 7);
    assert_number("not flag and a or b", 2);
    assert_number("a < 5 and 1 or a < 10 and 20 or 300", 20);
    assert_number("a < 5 and 1 or a < 6 and 20 or 300", 300);
    assert_number("1 + (flag and a or b)", 8);
    assert_number("flag and (a > 9 and 1 or 2) or 3", 2);
    assert_number("flag and 0 or 5", 0);
    assert_unknown("none > 1 and a or b", VALUE_NUMBER);
    assert_unknown("flag and none or b", VALUE_NUMBER);
    assert_yes("(flag and a or b) > 5", true);
}

static void assert_said(const char *text, enum value_kind want, const char *what)
{
    struct compiled compiled = compile(text, want);
    assert_null(compiled.expr);
    assert_int_equal(compiled.problems.errors, 1);
    assert_string_equal(compiled.problems.items[0].what, what);
    release(&compiled);
}

static void half_a_choice_is_refused(void **state)
{
    (void)state;
    assert_said("flag and a", VALUE_NUMBER, "\"flag and a\" says nothing where its condition does not hold");
    assert_said("1 + (flag and a)", VALUE_NUMBER, "\"(flag and a)\" says nothing where its condition does not hold");
    assert_said("flag and 1 or a > 3 and 2", VALUE_NUMBER, "\"flag and 1 or a > 3 and 2\" says nothing where its condition does not hold");
    assert_said("flag and a", VALUE_YESNO, "\"a\" is a number, where a condition must stand");
    assert_said("flag and a or flag", VALUE_YESNO, "\"a\" is a number, where a condition must stand");
    assert_said("a or flag", VALUE_YESNO, "\"a\" is a number, where a condition must stand");
    assert_said("not (flag and a)", VALUE_YESNO, "\"a\" is a number, where a condition must stand");
    assert_said("count(a)", VALUE_NUMBER, "\"a\" is a number, where a condition must stand");
}

static void conditions_that_hold_are_counted(void **state)
{
    (void)state;
    assert_number("count(flag, a > 9, b == 2)", 2);
    assert_unknown("count(flag, none > 1)", VALUE_NUMBER);
    assert_yes("count(flag, b == 2, none > 1) >= 2", true);
    assert_unknown("count(flag, b == 2, none > 1) >= 3", VALUE_YESNO);
    assert_yes("count(flag, b == 2, none > 1) >= 4", false);
    assert_unknown("count(flag, none > 1, none > 2) == 2", VALUE_YESNO);
    assert_yes("count(flag, none > 1) == 0", false);
    assert_unknown("count(flag, b == 2) >= none", VALUE_YESNO);
    assert_yes("2 <= count(flag, b == 2, none > 1)", true);
    assert_yes("3 < count(flag, b == 2, none > 1)", false);
    assert_unknown("2 < count(flag, b == 2, none > 1)", VALUE_YESNO);
}

static void comparisons_forgive_rounding(void **state)
{
    (void)state;
    assert_yes("0.1 + 0.2 >= 0.3", true);
    assert_yes("0.1 + 0.2 == 0.3", true);
    assert_yes("0.1 + 0.2 > 0.3", false);
    assert_yes("0.3 < 0.1 + 0.2", false);
    assert_yes("249999.99 >= 250000", false);
    assert_yes("word == 'amer' and flag", true);
    assert_yes("flag ~= true", false);
}

static void parts_know_their_text(void **state)
{
    (void)state;
    struct compiled compiled = compile("(a > 1 or flag) and  word == 'amer'", VALUE_YESNO);
    assert_true(text_is(compiled.expr->args[0]->text, "(a > 1 or flag)"));
    assert_true(text_is(compiled.expr->args[1]->text, "word == 'amer'"));
    assert_true(text_is(compiled.expr->args[0]->args[0]->text, "a > 1"));
    release(&compiled);
}

static void all_mistakes_are_reported_at_once(void **state)
{
    (void)state;
    struct compiled compiled = compile("x > 1 and y > 2 and a = 7 and b", VALUE_YESNO);
    assert_null(compiled.expr);
    assert_int_equal(compiled.problems.errors, 4);
    release(&compiled);
}

static void assert_refused(const char *text)
{
    struct compiled compiled = compile(text, VALUE_NUMBER);
    assert_null(compiled.expr);
    assert_int_equal(compiled.problems.errors, 1);
    release(&compiled);
}

static void size_is_bounded(void **state)
{
    (void)state;
    char text[6000];
    memset(text, '(', 3000);
    text[3000] = '\0';
    assert_refused(text);
    memset(text, '-', 3000);
    assert_refused(text);
    memset(text, '1', 5000);
    text[5000] = '\0';
    assert_refused(text);
    text[0] = '\0';
    for (int i = 0; i < 950; i++) memcpy(text + i * 4, "1 +", 4), text[i * 4 + 3] = ' ';
    memcpy(text + 3800, "1", 2);
    assert_number(text, 951);
}

/* The place of the first problem in a program of one key. */
static struct place place_in(const char *yaml)
{
    struct arena arena = {0};
    struct problems problems = {0};
    struct source source = {.path = "p.yaml", .bytes = text_of(yaml)};
    const struct node *root = yaml_read("p.yaml", source.bytes, &arena, &problems);
    assert_null(expr_compile(node_get(root, "k"), &source, VALUE_YESNO, resolve, NULL, &arena, &problems));
    struct place place = problems.items[0].place;
    arena_release(&arena);
    problems_release(&problems);
    return place;
}

static void assert_place(const char *yaml, uint32_t line, uint32_t column)
{
    struct place place = place_in(yaml);
    if (place.line != line || place.column != column || place.width != 4)
        fail_msg("%s: %u:%u width %u", yaml, place.line, place.column, place.width);
}

static void places_are_those_of_the_file(void **state)
{
    (void)state;
    assert_place("k: a > 1 and oops > 1\n", 1, 14);
    assert_place("k: \"a > 1 and oops > 1\"\n", 1, 15);
    assert_place("k: 'word == ''é'' and oops > 1'\n", 1, 23);
    assert_place("k: \"word == \\\"é\\\" and oops > 1\"\n", 1, 23);
    assert_place("k: a > 1 and\n    oops > 1\n", 2, 5);
    assert_place("k: \"a > 1\n\n    and oops > 1\"\n", 3, 9);
    assert_place("k: |\n  a > 1 and\n    oops > 1\n", 3, 5);
    assert_place("k: >-\r\n  a > 1 and\r\n  b > 1 and oops > 1\r\n", 3, 13);
    assert_place("k: &x !!str \"oops > 1\"\n", 1, 14);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(precedence_is_that_of_lua),         cmocka_unit_test(functions_work),
        cmocka_unit_test(what_is_unknown_stays_unknown),     cmocka_unit_test(numbers_are_chosen_by_conditions),
        cmocka_unit_test(half_a_choice_is_refused),          cmocka_unit_test(conditions_that_hold_are_counted),
        cmocka_unit_test(comparisons_forgive_rounding),      cmocka_unit_test(parts_know_their_text),
        cmocka_unit_test(all_mistakes_are_reported_at_once), cmocka_unit_test(size_is_bounded),
        cmocka_unit_test(places_are_those_of_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
