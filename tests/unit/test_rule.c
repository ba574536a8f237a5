/* Params, reads and needs bound to a program: values, and mistakes with their places. The metrics of these programs begin at line 17. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "lua/argument.h"

#include "lua_program.h"

static struct lua_program test;

static int setup(void **state)
{
    (void)state;
    lua_program_init(&test);
    lua_program_plugin(&test, "metrics/one", "return metric { value = function() return 1 end }");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    lua_program_release(&test);
    return 0;
}

static void plugin_with(const char *params)
{
    char source[2048];
    snprintf(source, sizeof source, "return metric {\n  params = {\n%s },\n  value = function() return 1 end,\n}\n", params);
    lua_program_plugin(&test, "metrics/m", source);
}

static bool bind(const char *params)
{
    char metrics[1024];
    snprintf(metrics, sizeof metrics, "m: {plugin: metrics/m, params: {%s}}", params);
    return lua_program_bind(&test, metrics, NULL, NULL);
}

static void expect_said(const char *params, const char *said)
{
    assert_false(bind(params));
    if (strcmp(test.said, said) != 0) fail_msg("%s\nsaid\n%s\nexpected\n%s", params, test.said, said);
}

static const struct argument *argument(const char *name)
{
    const struct rule *rule = &test.rules.metrics[0];
    for (size_t i = 0; i < rule->plugin->param_count; i++)
        if (strcmp(rule->plugin->params[i].name, name) == 0) return &rule->arguments[i];
    fail_msg("no param %s", name);
    return NULL;
}

static void params_take_their_type(void **state)
{
    (void)state;
    plugin_with(
        "n = { type = 'number' }, i = { type = 'integer' }, m = { type = 'money' }, r = { type = 'rate' }, q = { type = 'percent' },\n"
        "t = { type = 'text' }, y = { type = 'yes/no' }, d = { type = 'date' }, w = { type = 'window', default = 'period - 1y' },\n"
        "o = { type = 'number', optional = true }, l = { type = 'list', item = 'date' }, p = { type = 'map', item = 'rate' },\n"
        "b = { type = 'bands' }");
    if (!bind("n: 1e3, i: 12, m: 99.50, r: 2%, q: 25%, t: no, y: no, d: 2026-02-28, l: [2026-01-01], p: {a: 5%}, b: {0: 0%, 1000: 1.5%}"))
        fail_msg("%s", test.said);
    char text[DECIMAL_TEXT_MAX];
    assert_true(argument("n")->cases[0].value.number == 1000);
    assert_true(argument("i")->cases[0].value.number == 12);
    decimal_format(argument("m")->cases[0].value.exact, text);
    assert_string_equal(text, "99.50");
    decimal_format(decimal_trim(argument("r")->cases[0].value.exact), text);
    assert_string_equal(text, "0.02");
    assert_true(argument("q")->cases[0].value.number == 25);
    assert_true(text_is(argument("t")->cases[0].value.text, "no"));
    assert_false(argument("y")->cases[0].value.yes);
    assert_int_equal(argument("d")->cases[0].value.day, date_from_civil(2026, 2, 28));
    assert_int_equal(argument("w")->cases[0].value.span.from, date_from_civil(2025, 7, 1));
    assert_int_equal(argument("w")->cases[0].value.span.to, date_from_civil(2025, 9, 30));
    assert_false(argument("o")->given);
    assert_int_equal(argument("l")->item_count, 1);
    assert_true(argument("p")->items[0].value.number == 0.05);
    assert_int_equal(argument("b")->scale.count, 2);
}

static void params_that_do_not_fit_are_all_told(void **state)
{
    (void)state;
    plugin_with("n = { type = 'number', min = 1, max = 9.5 }, i = { type = 'integer' }, m = { type = 'money' }, t = { type = 'text', "
                "one_of = { 'mean', 'median' } },\n"
                "y = { type = 'yes/no' }, d = { type = 'date' }, w = { type = 'window' }, l = { type = 'list', item = 'number' }, b = { "
                "type = 'bands' }");
    expect_said(
        "n: 10, i: 1.5, m: 1_000, t: meen, y: 1, d: 2026-02-30, w: last year, l: 5, b: {5: 1%, 1: 2%}, windw: period",
        "program.yaml:17: n is 10, and may not be more than 9.5\n"
        "program.yaml:17: i has to be a whole number, not \"1.5\"\n"
        "program.yaml:17: m has to be an amount such as 250000 or 99.50, not \"1_000\" [numbers have no thousands separators: "
        "write 1000]\n"
        "program.yaml:17: t cannot be \"meen\" [did you mean mean?]\n"
        "program.yaml:17: y has to be yes or no, not \"1\"\n"
        "program.yaml:17: d has to be a date such as 2026-01-31, not \"2026-02-30\"\n"
        "program.yaml:17: w has to be a window such as period or trailing 12m, not \"last year\" [write period, period - 1y, "
        "trailing 12m, next 90d, calendar 6m, fiscal 4q, ytd, year, half, quarter, month, until end, from end, all, a period such as "
        "2026-Q2, or two dates: 2026-01-01..2026-03-31]\n"
        "program.yaml:17: l has to be a list, not a single value [write l: [a, b]]\n"
        "program.yaml:17: b: the band from 1 does not come after the one before it [write the bands from low to high, each value once]\n"
        "program.yaml:17: metrics/m has no param \"windw\"\n");
    plugin_with("b = { type = 'bands' }, o = { type = 'number', optional = true }, d = { type = 'number', default = 1 }");
    expect_said("", "program.yaml:17: metrics/m needs the param b [add params: {b: ...}, bands such as {0: 0%, 100000: 1%}]\n");
}

static void dated_params_have_a_value_for_each_span(void **state)
{
    (void)state;
    plugin_with("r = { type = 'dated', item = 'rate' }, s = { type = 'dated', item = 'money', default = 5 }, w = { type = 'map', item = "
                "'window', default = {} }, b = { type = 'dated', item = 'bands', default = { [1] = '2%' } }");
    if (!bind("r: [{until: 2026-06-30, value: 2%}, {from: 2026-07-01, value: {by: region, amer: 3%, default: 1%}}], w: {a: ..2024-07-31}, "
              "b: [{until: 2026-06-30, value: {0: 1%}}, {from: 2026-09-01, value: {0: 1%, 100: 2%}}]"))
        fail_msg("%s", test.said);
    const struct argument *rate = argument("r"), *plain = argument("s"), *bands = argument("b");
    assert_int_equal(rate->version_count, 2);
    assert_int_equal(rate->versions[0].span.from, DATE_MIN);
    assert_int_equal(rate->versions[0].span.to, date_from_civil(2026, 6, 30));
    assert_int_equal(rate->versions[1].span.from, date_from_civil(2026, 7, 1));
    assert_true(rate->versions[0].value.cases[0].value.number == 0.02);
    assert_true(rate->versions[1].value.attribute >= 0);
    assert_int_equal(plain->version_count, 1);
    assert_int_equal(plain->versions[0].span.to, DATE_MAX);
    assert_true(plain->versions[0].value.cases[0].value.number == 5);
    assert_int_equal(bands->versions[1].value.scale.count, 2);
    assert_int_equal(argument("w")->items[0].value.span.to, date_from_civil(2024, 7, 31));
}

static void dated_params_that_do_not_fit_are_told(void **state)
{
    (void)state;
    plugin_with("r = { type = 'dated', item = 'rate' }");
    expect_said("r: [{until: 2026-07-01, value: 2%}, {from: 2026-07-01, value: 3%}]",
                "program.yaml:17: r has two values on 2026-07-01 [let each value end (until:) before the next begins (from:)]\n");
    expect_said("r: [{until: 2026-13-01, vlaue: 2%}, {from: 2026-08-01, until: 2026-07-01, value: 2}, 3%]",
                "program.yaml:17: r: a value with dates needs the key value [write {from: 2026-07-01, until: 2026-12-31, value: ...}]\n"
                "program.yaml:17: unknown key \"vlaue\" in a value with dates [did you mean value?]\n"
                "program.yaml:17: until lies before from [exchange the two dates]\n"
                "program.yaml:17: r: \"2\" is 200% [write 2%]\n"
                "program.yaml:17: r: a value with dates needs the key value [write {from: 2026-07-01, until: 2026-12-31, value: ...}]\n");
    expect_said("r: [{from: July, value: 2%}]", "program.yaml:17: from has to be a date [write year-month-day, as in 2026-07-01]\n");
    plugin_with("r = { type = 'dated', item = 'filter' }");
    assert_false(bind("r: 1"));
}

static void expect_reason(size_t partner, const char *reason)
{
    struct outcome outcome = lua_program_measure(&test, partner, "m");
    if (!text_is(outcome.reason, reason)) fail_msg("%.*s %.*s", TEXT_ARG(outcome.reason), TEXT_ARG(outcome.failure));
}

static void a_rule_sees_what_was_in_force(void **state)
{
    (void)state;
    plugin_with("r = { type = 'dated', item = 'rate' }");
    lua_program_plugin(&test, "metrics/m",
                       "return metric { params = { r = { type = 'dated', item = 'rate' } }, value = function(partner, p)\n"
                       "  local said = ''\n"
                       "  for _, v in ipairs(p.r) do said = said .. tostring(v.span) .. ' ' .. percent(v.value) .. '; ' end\n"
                       "  return #p.r, said\nend }");
    assert_true(bind("r: [{until: 2026-06-30, value: 2%}, {from: 2026-07-01, value: {by: region, amer: 3%, default: 1%}}]"));
    lua_program_open(&test);
    expect_reason(0, "0001-01-01..2026-06-30 2 %; 2026-07-01..9999-12-31 1 %; ");
    expect_reason(1, "0001-01-01..2026-06-30 2 %; 2026-07-01..9999-12-31 3 %; ");
}

static void columns_hold_what_the_rule_needs(void **state)
{
    (void)state;
    plugin_with("sum = { type = 'column', of = 'deals', holds = 'number', default = 'amount' },\n"
                "day = { type = 'column', of = 'deals', holds = 'date', default = 'closed_on' },\n"
                "goal = { type = 'attribute', holds = 'number', optional = true }");
    assert_true(bind("sum: hours, goal: seats"));
    expect_said("sum: stage, day: amount", "program.yaml:17: sum: stage is of type text, and metrics/m needs numbers here "
                                           "[name a column of numbers, such as amount]\n"
                                           "program.yaml:17: day: amount is of type money, and metrics/m needs dates here "
                                           "[name a column of dates, such as closed_on]\n");
    expect_said("goal: region", "program.yaml:17: goal: region is of type text, and metrics/m needs numbers here "
                                "[name a column of numbers, such as seats]\n");
}

static void tables_and_columns_are_looked_up(void **state)
{
    (void)state;
    plugin_with("table = { type = 'table' }, column = { type = 'column', of = 'table' }, fixed = { type = 'column', of = 'deals', default "
                "= 'stage' },\n"
                "attribute = { type = 'attribute', default = 'region' }");
    assert_true(bind("table: deals, column: amount"));
    assert_true(test.program->tables[1].columns[3].wanted);  /* amount */
    assert_true(test.program->tables[1].columns[2].wanted);  /* stage, by default */
    assert_true(test.program->tables[0].columns[1].wanted);  /* region */
    assert_false(test.program->tables[1].columns[5].wanted); /* hours */
    assert_true(test.rules.metrics[0].reads[1][3]);
    expect_said("table: deal, column: amount", "program.yaml:17: table: no fact table is called \"deal\" [did you mean deals?]\n");
    expect_said("table: deals, column: amout, attribute: regoin",
                "program.yaml:17: column: table deals has no column \"amout\" [did you mean amount?]\n"
                "program.yaml:17: attribute: table partners has no column \"regoin\" [did you mean region?]\n");
}

static void filters_are_typed(void **state)
{
    (void)state;
    plugin_with("where = { type = 'filter', of = 'deals' }");
    assert_true(bind("where: {stage: [won, lost], amount: {min: 1000, below: 2e3}, closed_on: period, discount_pct: {max: 25%}, product: "
                     "any, registered: no,"
                     " hours: {is_not: none}}"));
    assert_int_equal(argument("where")->term_count, 7);
    expect_said("where: {stag: won}", "program.yaml:17: table deals has no column \"stag\" [did you mean stage?]\n");
    expect_said("where: {stage: wonn, amount: yes, closed_on: soon, product: {min: 1}, hours: {minimum: 1}, registered: 2026-01-01}",
                "program.yaml:17: stage never holds \"wonn\" [did you mean won?]\n"
                "program.yaml:17: amount is a money column: it is compared with a number, not with \"yes\"\n"
                "program.yaml:17: closed_on is a date column: it is compared with a date, not with \"soon\" [a date is 2026-01-31; or "
                "write period, "
                "period - 1y, trailing 12m, next 90d, calendar 6m, fiscal 4q, ytd, year, half, quarter, month, until end, from end, all, a "
                "period such as 2026-Q2, or two dates: 2026-01-01..2026-03-31]\n"
                "program.yaml:17: product is a text column: it has no least and greatest values [name the values, or write {is_not: ...}]\n"
                "program.yaml:17: a condition on hours knows no \"minimum\" [min, max, above, below, from, to or is_not]\n"
                "program.yaml:17: registered is a yes/no column: it is compared with yes or no, not with \"2026-01-01\"\n");
    expect_said("where: [won]", "program.yaml:17: where has to be conditions such as {stage: won}, not a list\n");
}

static void values_by_attribute_are_checked(void **state)
{
    (void)state;
    plugin_with("target = { type = 'money', min = 0 }");
    assert_true(bind("target: {by: region, amer: 250000, default: 200000}"));
    assert_int_equal(argument("target")->attribute, 1);
    assert_true(argument_case_for(argument("target"), text_of("amer"))->value.number == 250000);
    assert_true(argument_case_for(argument("target"), text_of("emea"))->value.number == 200000);
    expect_said("target: {by: region, amerr: 5, apac: -1}", "program.yaml:17: region never holds \"amerr\" [did you mean amer?]\n"
                                                            "program.yaml:17: target is -1, and may not be less than 0\n");
    expect_said("target: {by: regin, amer: 5}",
                "program.yaml:17: by of target names no column of the partner table: \"regin\" [did you mean region?]\n");
    expect_said("target: {by: seats, default: 5}",
                "program.yaml:17: by of target names seats, which is a integer column [choose a text or yes/no column]\n");
}

static void numbers_may_be_percentages(void **state)
{
    (void)state;
    plugin_with("n = { type = 'number' }");
    assert_true(bind("n: 75%"));
    assert_true(argument("n")->cases[0].value.number == 0.75);
    plugin_with("i = { type = 'integer' }");
    expect_said("i: 75%", "program.yaml:17: i has to be a whole number, not \"75%\"\n");
}

/* 2 is 200 %: somebody forgot the sign. */
static void rates_are_of_one(void **state)
{
    (void)state;
    plugin_with("r = { type = 'rate' }, b = { type = 'bands', default = {} }, m = { type = 'map', item = 'rate', default = {} }");
    assert_true(bind("r: 100%"));
    expect_said("r: 1", "program.yaml:17: r: \"1\" is 100% [write 1% or 100%]\n");
    expect_said("r: -1", "program.yaml:17: r: \"-1\" is -100% [write -1%]\n");
    expect_said("r: 2", "program.yaml:17: r: \"2\" is 200% [write 2%]\n");
    expect_said("r: -2.5", "program.yaml:17: r: \"-2.5\" is -250% [write -2.5%]\n");
    expect_said("r: 250%", "program.yaml:17: r: \"250%\" is above 100% [write a rate from -100% to 100%]\n");
    expect_said("r: -3000", "program.yaml:17: r: \"-3000\" is below -100% [write a rate from -100% to 100%]\n");
    expect_said("r: {by: region, amer: 2, default: 1%}", "program.yaml:17: r: \"2\" is 200% [write 2%]\n");
    expect_said("r: 0, b: {0: 1%, 1000: 1.5}, m: {gold: 12}",
                "program.yaml:17: b: \"1.5\" is 150% [write 1.5%]\nprogram.yaml:17: m: \"12\" is 1200% [write 12%]\n");
}

static void thousands_are_not_separated(void **state)
{
    (void)state;
    plugin_with("n = { type = 'number' }, b = { type = 'bands', default = {} }");
    expect_said("n: 1,000", "program.yaml:17: \"1,000\" is not a number [numbers have no thousands separators: write n: 1000]\n");
    expect_said("n: '1,000'", "program.yaml:17: n has to be a number, not \"1,000\" [numbers have no thousands separators: write 1000]\n");
    expect_said("n: 1, b: {'100,000': 1%}", "program.yaml:17: b: a band begins at an amount, not at \"100,000\" [numbers have no thousands "
                                            "separators: write 100000]\n");
}

static void bands_may_have_edges(void **state)
{
    (void)state;
    plugin_with("b = { type = 'bands' }, m = { type = 'method', of = 'b', default = 'marginal' }");
    assert_true(bind("b: [{from: 0, to: 1000, rate: 10%, fee: 200}, {above: 1000, rate: 25%}]"));
    const struct scale *scale = &argument("b")->scale;
    assert_int_equal(scale->count, 2);
    assert_false(scale->bands[0].span.low.open || scale->bands[0].span.high.open);
    assert_true(scale->bands[1].span.low.open && !scale->bands[1].span.high.given);
    assert_true(decimal_to_double(scale->bands[0].fee) == 200 && decimal_to_double(scale->bands[1].rate) == 0.25);
    assert_true(bind("b: [{from: 0, below: 15%, fee: 10}, {from: 15%, rate: 1%}], m: total")); /* growth; a fee alone */
    assert_true(bind("b: [{from: 0, to: 10, pays: 5}, {above: 10, to: 20, pays: 8}], m: interpolated"));
    assert_true(argument("b")->scale.bands[1].whole);
}

static void bands_by_date_have_a_method_too(void **state)
{
    (void)state;
    plugin_with("b = { type = 'dated', item = 'bands' }, m = { type = 'method', of = 'b' }");
    if (!bind("m: interpolated, b: [{until: 2026-06-30, value: [{from: 0, to: 10, pays: 5}]}, {from: 2026-07-01, value: [{from: 0, to: 10, "
              "pays: "
              "8}]}]"))
        fail_msg("%s", test.said);
    assert_true(argument("b")->versions[1].value.scale.bands[0].whole);
    assert_true(bind("m: marginal, b: [{from: 0, to: 10, rate: 5%}, {above: 10, rate: 6%}]")); /* one scale for all days */
    assert_int_equal(argument("b")->versions[0].value.scale.count, 2);
    expect_said("m: total, b: [{from: 2026-07-01, value: [{from: 0, pays: 8}]}]",
                "program.yaml:17: b: pays goes with the method interpolated only [write rate, or choose method: interpolated]\n");
}

static void bands_with_mistakes_are_told(void **state)
{
    (void)state;
    plugin_with("b = { type = 'bands' }, m = { type = 'method', of = 'b', default = 'marginal' }");
    expect_said("b: {0: 1%}, m: margnal", "program.yaml:17: m cannot be \"margnal\" [did you mean marginal?]\n");
    expect_said("b: [{from: 0, to: 10000, rate: 1%}, {above: 10001, rate: 2%}]",
                "program.yaml:17: b: values between 10000 and 10001, such as 10000.5, are in no band "
                "[let this band begin where the one before it ends: above: 10000]\n");
    expect_said("b: [{from: 0, to: 2, rate: 1%}, {from: 1, rate: 2%}]",
                "program.yaml:17: b: values between 1 and 2 are in two bands [let the band before end where this one begins: below: 1]\n");
    expect_said("b: [{to: 10, rate: 1%, rat: 1}, {from: 1, above: 2, to: 3, below: 4, fee: x}, 5, {from: 0, rate: 2}, {above: 7}]",
                "program.yaml:17: b: this band has no beginning [add from: 0]\n"
                "program.yaml:17: b: a band has no \"rat\" [did you mean rate?]\n"
                "program.yaml:17: b: a band begins either from or above an amount [keep one of them]\n"
                "program.yaml:17: b: a band ends either with (to) or below an amount [keep one of them]\n"
                "program.yaml:17: b has to be an amount such as 250000 or 99.50, not \"x\"\n"
                "program.yaml:17: b: a band has to be a mapping, not a single value [write {from: 0, to: 1000, rate: 10%}]\n"
                "program.yaml:17: b: \"2\" is 200% [write 2%]\n"
                "program.yaml:17: b: this band does not say what it earns [add rate: <rate>]\n");
    expect_said("b: {}", "program.yaml:17: b is empty [add bands, as in {0: 1%, 10000: 2%}]\n");
    expect_said("b: [{from: 0, to: 5, pays: 5}]",
                "program.yaml:17: b: pays goes with the method interpolated only [write rate, or choose method: interpolated]\n");
    expect_said(
        "b: [{from: 0, pays: 5, rate: 1%}, {above: 5, pays: 3}, {above: 6, rate: 1%}], m: interpolated",
        "program.yaml:17: b: a band has either a rate, or pays something as a whole [keep one of them]\n"
        "program.yaml:17: b: a band that pays something as a whole needs an end [add to: <amount>]\n"
        "program.yaml:17: b: with the method interpolated a band says what all of it pays [write pays: <amount> instead of rate]\n");
    expect_said("b: {0: 1%}, m: interpolated", "program.yaml:17: b: with the method interpolated a band says what all of it pays "
                                               "[write [{from: 0, to: 1000, pays: 10}, {above: 1000, to: 3000, pays: 40}]]\n");
    expect_said("b: {100,000: 1%}", "program.yaml:17: \"100,000\" is not a number [numbers have no thousands separators: "
                                    "write 100000]\n");
}

/* What is earned above the last band hangs on the method: a program may mean that, so it is a warning. */
static void a_scale_that_ends_is_warned_of(void **state)
{
    (void)state;
    plugin_with("b = { type = 'bands' }, m = { type = 'method', of = 'b', default = 'marginal' }");
    assert_true(bind("b: [{from: 0, to: 1000, rate: 10%}]"));
    assert_int_equal(test.problems.warnings, 1);
    assert_string_equal(test.problems.items[0].what, "b: values above 1000 are in no band: there only the bands below pay");
    assert_string_equal(test.problems.items[0].cure,
                        "leave out the end of the last band; or, when that is meant, add {above: 1000, rate: 0%}");
    assert_true(bind("b: [{from: 0, to: 1000, rate: 10%}], m: retroactive"));
    assert_string_equal(test.problems.items[0].what, "b: values above 1000 are in no band: nothing is earned there");
    assert_true(bind("b: [{from: 0, to: 1000, rate: 10%}, {above: 1000, rate: 0%}]"));
    assert_int_equal(test.problems.warnings, 0);
    assert_true(bind("b: [{from: 0, to: 1000, pays: 10}], m: interpolated"));
    assert_int_equal(test.problems.warnings, 0);
}

static void bands_may_be_amounts_per_unit(void **state)
{
    (void)state;
    plugin_with("b = { type = 'bands', item = 'money' }");
    assert_true(bind("b: {0: 5, 100: 10.50}"));
    assert_true(decimal_to_double(argument("b")->scale.bands[1].rate) == 10.5);
    expect_said("b: {0: 5%}", "program.yaml:17: b has to be an amount such as 250000 or 99.50, not \"5%\"\n");
    plugin_with("b = { type = 'bands', item = 'date' }, m = { type = 'method', of = 'c' }");
    expect_said("b: {0: 5}",
                "plugins/metrics/m.lua:3: param b: item cannot be date [rate (the default) and money (so much per unit) can be "
                "items of bands]\nplugins/metrics/m.lua:3: param m does not say of which bands it is the method [add of = "
                "\"bands\", the name of a param of type bands]\n");
}

static void windows_may_be_periods(void **state)
{
    (void)state;
    plugin_with("w = { type = 'window' }, where = { type = 'filter', of = 'deals', default = {} }");
    assert_true(bind("w: 2026-Q2, where: {closed_on: 2026-02}"));
    assert_int_equal(argument("w")->cases[0].value.span.from, date_from_civil(2026, 4, 1));
    assert_int_equal(argument("w")->cases[0].value.span.to, date_from_civil(2026, 6, 30));
    assert_int_equal(argument("where")->terms[0].test.high.at.day, date_from_civil(2026, 2, 28));
}

/* Said once, at the plugin's own line, however many metrics use it. */
static void reads_are_checked_against_the_tables(void **state)
{
    (void)state;
    lua_program_plugin(&test, "metrics/m",
                       "return metric {\n  reads = {\n    deals = { 'stage', 'amont' },\n    dels = { \"amount\" },\n"
                       "    tickets = { 'csat' },\n    partners = { 'language' },\n  },\n  value = function() end,\n}\n");
    assert_false(lua_program_bind(&test, "m: {plugin: metrics/m}\nn: {plugin: metrics/m}", NULL, NULL));
    assert_string_equal(
        test.said, "plugins/metrics/m.lua:3: reads deals.amont, which table deals does not have [did you mean amount?]\n"
                   "plugins/metrics/m.lua:4: reads the table dels, which the program does not have [did you mean deals?]\n"
                   "plugins/metrics/m.lua:5: reads the table tickets, which the program does not have [add a table tickets to "
                   "program.yaml, or use another plugin]\n"
                   "plugins/metrics/m.lua:6: reads partners.language, which table partners does not have [add language to the columns of "
                   "partners in program.yaml]\n");
    assert_int_equal(test.problems.items[0].place.column, 25);
    assert_string_equal(test.problems.items[0].line, "    deals = { 'stage', 'amont' },");
}

static void needs_come_first(void **state)
{
    (void)state;
    lua_program_plugin(&test, "metrics/twice", "return metric { params = { of = { type = 'metric' } }, value = function() return 1 end }");
    assert_true(lua_program_bind(
        &test, "a: {plugin: metrics/twice, params: {of: c}}\nb: {plugin: metrics/one}\nc: {plugin: metrics/twice, params: {of: b}}", NULL,
        NULL));
    assert_int_equal(test.rules.order_count, 3);
    assert_int_equal(test.rules.order[0], 1);
    assert_int_equal(test.rules.order[1], 2);
    assert_int_equal(test.rules.order[2], 0);
    assert_false(
        lua_program_bind(&test, "a: {plugin: metrics/twice, params: {of: b}}\nb: {plugin: metrics/twice, params: {of: a}}", NULL, NULL));
    assert_string_equal(test.said,
                        "program.yaml:17: metrics need each other in a circle: a needs b needs a [take one of these needs away]\n");
    assert_false(lua_program_bind(&test, "revenue: {plugin: metrics/one}\nb: {plugin: metrics/twice, params: {of: revenu}}", NULL, NULL));
    assert_string_equal(
        test.said,
        "program.yaml:18: metrics/twice needs the metric \"revenu\", which the scorecard does not have [did you mean revenue?]\n");
}

static void a_plugin_of_the_other_kind_is_refused(void **state)
{
    (void)state;
    lua_program_plugin(&test, "incentives/i", "return incentive { award = function() end }");
    assert_false(lua_program_bind(&test, "a: {plugin: incentives/i}", "x: {plugin: metrics/one}", NULL));
    assert_string_equal(test.said,
                        "program.yaml:17: incentives/i is an incentive plugin, not a metric [use it under incentives]\n"
                        "program.yaml:22: metrics/one is a metric plugin, not an incentive [use it under metrics of a scorecard]\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(params_take_their_type, setup, teardown),
        cmocka_unit_test_setup_teardown(params_that_do_not_fit_are_all_told, setup, teardown),
        cmocka_unit_test_setup_teardown(dated_params_have_a_value_for_each_span, setup, teardown),
        cmocka_unit_test_setup_teardown(dated_params_that_do_not_fit_are_told, setup, teardown),
        cmocka_unit_test_setup_teardown(a_rule_sees_what_was_in_force, setup, teardown),
        cmocka_unit_test_setup_teardown(tables_and_columns_are_looked_up, setup, teardown),
        cmocka_unit_test_setup_teardown(columns_hold_what_the_rule_needs, setup, teardown),
        cmocka_unit_test_setup_teardown(filters_are_typed, setup, teardown),
        cmocka_unit_test_setup_teardown(values_by_attribute_are_checked, setup, teardown),
        cmocka_unit_test_setup_teardown(numbers_may_be_percentages, setup, teardown),
        cmocka_unit_test_setup_teardown(rates_are_of_one, setup, teardown),
        cmocka_unit_test_setup_teardown(thousands_are_not_separated, setup, teardown),
        cmocka_unit_test_setup_teardown(bands_may_have_edges, setup, teardown),
        cmocka_unit_test_setup_teardown(bands_by_date_have_a_method_too, setup, teardown),
        cmocka_unit_test_setup_teardown(bands_with_mistakes_are_told, setup, teardown),
        cmocka_unit_test_setup_teardown(a_scale_that_ends_is_warned_of, setup, teardown),
        cmocka_unit_test_setup_teardown(bands_may_be_amounts_per_unit, setup, teardown),
        cmocka_unit_test_setup_teardown(windows_may_be_periods, setup, teardown),
        cmocka_unit_test_setup_teardown(reads_are_checked_against_the_tables, setup, teardown),
        cmocka_unit_test_setup_teardown(needs_come_first, setup, teardown),
        cmocka_unit_test_setup_teardown(a_plugin_of_the_other_kind_is_refused, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
