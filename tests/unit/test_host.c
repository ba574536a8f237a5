/* Calls: what plugins get and give, what is said when they fail, and that nothing outlives a call. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/decimal.h"

#include "lua_program.h"

static struct lua_program test;

static int setup(void **state)
{
    (void)state;
    lua_program_init(&test);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    lua_program_release(&test);
    return 0;
}

static void expect_of(size_t partner, const char *body, const char *expected)
{
    const char *said = lua_program_eval(&test, partner, body);
    if (strcmp(said, expected) != 0) fail_msg("%s\n  gave      %s\n  expected  %s", body, said, expected);
}

static void expect(const char *body, const char *expected)
{
    expect_of(0, body, expected);
}

static void attributes_are_plain_values(void **state)
{
    (void)state;
    expect("return partner.seats, partner.id .. partner.region .. tostring(partner.active) .. partner.joined_on.month", "12 (p1emeatrue2)");
    expect_of(2, "return 1, tostring(partner.region) .. tostring(partner.active) .. tostring(partner.joined_on)", "1 (nilnil2026-07-01)");
    expect_of(2, "return #deals", "0");
    expect("return partner.regoin", "metrics/m.lua:3: partners has no column 'regoin' (did you mean region?)");
    expect("return partner.partner_id",
           "metrics/m.lua:3: column 'partner_id' of partners is not declared: add it to reads = { partners = { ... } }");
}

static void dates_and_spans_calculate(void **state)
{
    (void)state;
    expect("return p.period.days, tostring(p.period)", "92 (2026-07-01..2026-09-30)");
    expect("return p.period.to - p.period.from, tostring(p.period.from + 31)", "91 (2026-08-01)");
    expect("return date('2026-01-31').day, tostring(date('2026-01-31') == date('2026-01-31'))", "31 (true)");
    expect("return p.period:contains(date('2026-10-01')) and 1 or 0", "0");
    expect("return #p.period:months(), tostring(p.period:quarters()[1])", "3 (2026-07-01..2026-09-30)");
    expect("return p.period.from < p.period.to and p.period.to >= p.period.from and 1 or 0", "1");
    expect("return p.period.from < 5 and 1 or 0",
           "metrics/m.lua:3: p.period.from is a date, and cannot be compared with 5, which is a number (write a date as "
           "date(\"2026-01-31\"), or compare its year: p.period.from.year)");
    expect("return p.period.form", "metrics/m.lua:3: a span of dates has no field 'form' (did you mean from?)");
    expect("return date('31.1.2026').day", "metrics/m.lua:3: '31.1.2026' is not a date (write it as 2026-01-31)");
}

static void texts_and_numbers_for_reasons(void **state)
{
    (void)state;
    expect("return 1, percent(0.525) .. ' ' .. percent(0.525, 1) .. ' ' .. number(2, 2) .. ' ' .. number(0.1 + 0.2)",
           "1 (53 % 52.5 % 2.00 0.30000000000000004)");
    expect("return round(2.675, 2), ('%d %s %.2f %g %5.1f%% %-3s|'):format(3, true, 2.675, 0.1, 7, 'x')",
           "2.68 (3 true 2.68 0.1   7.0% x  |)");
    expect("return 1, table.concat(('a, b,c'):split(','), '|') .. (' x '):trim() .. ('AbÄ'):lower() .. tostring(('abc'):contains('bc'))",
           "1 (a| b|cxabÄtrue)");
    expect("local t = { 3, 1, 2 } table.sort(t, function(a, b) return a > b end) return #t, table.concat(t)", "3 (321)");
    expect(
        "local t = {} for k, v in pairs { b = 2, a = 1, [10] = 'x', [2] = 'y' } do t[#t + 1] = k .. v end return 1, table.concat(t, ' ')",
        "1 (2y 10x a1 b2)");
    expect("return 1, ('%d'):format(1.5)", "metrics/m.lua:3: format: %d takes a whole number (use %.0f, or round)");
    expect("return ('x'):uper()", "metrics/m.lua:3: string.uper is not offered (did you mean upper?)");
    expect("return (tonumber('12,5') or 0) + tonumber(' 3 ') + '1'",
           "metrics/m.lua:3: '1' is text, and cannot be calculated with (write it without quotes: 1)");
}

static void reasons_are_one_clean_line(void **state)
{
    char body[100];
    (void)state;
    expect("return nil, 'no\\ndata\\27'", "nil (no data )");
    expect("return 1, '\\255x'", "1 (?x)");
    snprintf(body, sizeof body, "return 1, ('ä'):rep(%d)", REASON_MAX);
    lua_program_eval(&test, 0, body);
    assert_int_equal(strlen(test.said), strlen("1 ()") + REASON_MAX);
    assert_true(text_is_utf8(text_of(test.said)));
}

static void failures_have_line_and_callers(void **state)
{
    (void)state;
    lua_program_eval(&test, 0, "local function inner() error('broken') end\ninner()\nreturn 1");
    struct outcome out = lua_program_measure(&test, 0, "m");
    assert_int_equal(out.state, OUTCOME_FAILED);
    assert_true(text_is(out.failure, "metrics/m.lua:3: broken"));
    assert_int_equal(out.line, 3);
    assert_true(text_is(out.way, "called in line 4\n"));
    expect("return deals.x.y", "metrics/m.lua:3: a selection has no method 'x'");
    expect("local t = {} return t.a.b",
           "metrics/m.lua:3: t.a is nothing (nil), and nothing can be read from it: t has no a (test it first: if t.a then ... end)");
    expect("return nosuch(1)", "metrics/m.lua:3: nothing is called 'nosuch' here");
    expect("local t = {} return t.go()", "metrics/m.lua:3: there is no function 'go' here");
    expect("return nil < 1",
           "metrics/m.lua:3: an empty value (nil) cannot be compared (give the value a name and test it first: if x then ... end)");
    expect("return p.windw", "metrics/m.lua:3: p has no 'windw': declare it in params");
    expect("return metrics.revenue.value", "metrics/m.lua:3: the metric 'revenue' is not declared: add it to needs = { \"revenue\" }");
    expect("return 'x'", "metrics/m.lua:2: value has to give a number, or nil and a reason; this is text (return 12, or return 12, "
                         "\"why\", or return nil, \"why there "
                         "is no answer\")");
}

static void params_arrive(void **state)
{
    (void)state;
    lua_program_plugin(&test, "metrics/m",
                       "return metric { params = { table = { type = 'table' }, where = { type = 'filter', of = 'table' }, column = { type "
                       "= 'column', of = 'table' },\n"
                       "  target = { type = 'money' }, none = { type = 'text', optional = true }, steps = { type = 'list', item = "
                       "'number', default = { 1, 2 } },\n"
                       "  scale = { type = 'bands' }, window = { type = 'window', default = 'period' } },\n"
                       "value = function(partner, p)\n"
                       "  local sum = partner[p.table]:where(p.where):sum(p.column)\n"
                       "  return bands(sum, p.scale, 'marginal'), p.target .. tostring(p.none) .. #p.steps .. p.steps[2] .. p.window.days\n"
                       "end }");
    if (!lua_program_bind(
            &test,
            "m: {plugin: metrics/m, params: {table: deals, where: {stage: won, closed_on: period, product: {is_not: hcm}}, column: amount,"
            " target: {by: region, emea: 250000, default: 99.5}, scale: {0: 0%, 100: 1%, 250: 3%}}}",
            NULL, NULL))
        fail_msg("%s", test.said);
    lua_program_open(&test);
    struct outcome out = lua_program_measure(&test, 0, "m");
    assert_true(text_is(out.reason, "250000nil2292"));
    assert_true(out.value == 3.009); /* 1 % of 150 and 3 % of 50.30 */
    out = lua_program_measure(&test, 1, "m");
    assert_true(text_is(out.reason, "99.5nil2292") && out.value == 0);
}

static void a_value_that_no_case_gives_is_named(void **state)
{
    (void)state;
    lua_program_plugin(&test, "metrics/m",
                       "return metric { params = { target = { type = 'money' } }, value = function(_, p) return p.target end }");
    assert_true(lua_program_bind(&test, "m: {plugin: metrics/m, params: {target: {by: region, apac: 1}}}", NULL, NULL));
    lua_program_open(&test);
    assert_true(
        text_is(lua_program_measure(&test, 0, "m").failure, "metrics/m.lua:1: p.target has no value for region = emea, and no default"));
    assert_true(
        text_is(lua_program_measure(&test, 2, "m").failure, "metrics/m.lua:1: p.target has no value for region = (empty), and no default"));
}

static void needed_metrics_are_seen(void **state)
{
    (void)state;
    lua_program_plugin(&test, "metrics/won",
                       "return metric { reads = { deals = { 'stage' } }, value = function(partner)\n"
                       "if partner.id == 'p2' then error('no') end\n"
                       "local n = #partner.deals:where { stage = 'won' } if n == 0 then return nil end return n end }");
    lua_program_plugin(&test, "metrics/twice",
                       "return metric { needs = { 'won' }, value = function(_, _, metrics)\n"
                       "local won = metrics.won return won.value and won.value * 2 or -1, won.state end }");
    assert_true(lua_program_bind(&test, "twice: {plugin: metrics/twice}\nwon: {plugin: metrics/won}", NULL, NULL));
    lua_program_open(&test);
    struct outcome out = lua_program_measure(&test, 0, "twice");
    assert_true(out.value == 8 && text_is(out.reason, "value"));
    out = lua_program_measure(&test, 2, "twice");
    assert_true(out.value == -1 && text_is(out.reason, "no data"));
    out = lua_program_measure(&test, 1, "twice");
    assert_true(text_is(out.failure, "metrics/twice.lua: needs won, which failed"));
}

/* ---- awards */

static struct outcome award(const char *body)
{
    char source[1024];
    snprintf(source, sizeof source, "return incentive { needs = { 'one' }, award = function(partner, card, p)\n%s\nend }", body);
    lua_program_plugin(&test, "metrics/one", "return metric { value = function() return 1 end }");
    lua_program_plugin(&test, "incentives/i", source);
    if (!lua_program_bind(&test, "one: {plugin: metrics/one}", "i: {plugin: incentives/i}", NULL)) fail_msg("%s", test.said);
    lua_program_open(&test);
    return lua_program_award(&test, 0, "i");
}

static void expect_award(const char *body, enum award_kind kind, const char *amount, const char *reason)
{
    char text[DECIMAL_TEXT_MAX];
    struct outcome out = award(body);
    assert_int_equal(out.state, kind == AWARD_NONE ? OUTCOME_NONE : OUTCOME_VALUE);
    assert_int_equal(out.kind, kind);
    decimal_format(out.exact, text);
    assert_string_equal(text, amount);
    if (!text_is(out.reason, reason)) fail_msg("reason: %.*s", TEXT_ARG(out.reason));
}

static void expect_no_award(const char *body, const char *failure)
{
    struct outcome out = award(body);
    assert_int_equal(out.state, OUTCOME_FAILED);
    if (!text_is(out.failure, failure)) fail_msg("failure: %.*s", TEXT_ARG(out.failure));
}

static void awards_are_margin_or_amount(void **state)
{
    (void)state;
    expect_award("return { margin = 0.02 }, 'well done'", AWARD_MARGIN, "0.02", "well done");
    expect_award("return { amount = 500 }", AWARD_AMOUNT, "500", "");
    expect_award("return { margin = 0.1 + 0.2 }", AWARD_MARGIN, "0.30000000000000004", "");
    expect_award("return nil, 'not yet'", AWARD_NONE, "0", "not yet");
    expect_award("return { amount = card.metrics.one.value + 1 }, card.metrics.one.state", AWARD_AMOUNT, "2", "value");
    expect_award("return { margin = 0.5 }, card.track .. tostring(card.blocks.governance) .. tostring(card.score)", AWARD_MARGIN, "0.5",
                 "nilnil");
    expect_no_award(
        "return {}",
        "incentives/i.lua:1: award gave a table with nothing in it (give { margin = 0.02 }, { amount = 500 }, or nil and a reason)");
    expect_no_award("return { margin = 1, amount = 1 }",
                    "incentives/i.lua:1: award gave a margin and an amount: it is one of them (make two incentives of it)");
    expect_no_award("return { margn = 1 }", "incentives/i.lua:1: award gave an unknown key 'margn' (did you mean margin?)");
    expect_no_award("return { margin = '2%' }",
                    "incentives/i.lua:1: award gave a margin that is not a number: text (write 0.02, without quotes, for 2 %)");
    expect_no_award("return { amount = 0 / 0 }", "incentives/i.lua:1: award gave a number that is not finite, or too large");
    expect_no_award("return 0.02", "incentives/i.lua:1: award has to give { margin = ... }, { amount = ... }, or nil and a reason; this is "
                                   "a number (give { margin = 0.02 }, { amount = 500 }, or "
                                   "nil and a reason)");
    expect_no_award("return { margin = card.metrics.two.value }",
                    "incentives/i.lua:2: the metric 'two' is not declared: add it to needs = { \"two\" }");
    expect_no_award("return { margin = card.scor }", "incentives/i.lua:2: a card has no 'scor' (did you mean score?)");
    expect_no_award("card.score = 100 return { margin = 1 }", "incentives/i.lua:2: a card is read-only (build a new table instead)");
}

/* ---- budgets */

static struct outcome limited(const char *body, const char *limits)
{
    char source[512];
    snprintf(source, sizeof source, "return metric { value = function(partner)\n%s\nend }", body);
    lua_program_plugin(&test, "metrics/m", source);
    if (!lua_program_bind(&test, "m: {plugin: metrics/m}", NULL, limits)) fail_msg("%s", test.said);
    lua_program_open(&test);
    return lua_program_measure(&test, 0, "m");
}

static void limits_are_named_and_exact(void **state)
{
    (void)state;
    const char *loop = "local n = 0 for i = 1, 100000 do n = n + i end return n";
    struct outcome out = limited(loop, "{instructions: 100000}");
    assert_true(text_is(
        out.failure,
        "metrics/m.lua:2: ran for more than 100000 instructions (an endless loop? otherwise raise limits: {instructions: 200000} in "
        "program.yaml)"));
    assert_int_equal(out.line, 2);
    assert_int_equal(limited(loop, "{instructions: 300000}").state, OUTCOME_VALUE);
    out = limited("local t = {} for i = 1, 1e7 do t[i] = i end return 1", "{memory: 1 MiB}");
    assert_true(text_is(
        out.failure,
        "metrics/m.lua:1: needed more than 1 MiB of memory (keep less at a time, or raise limits: {memory: 2 MiB} in program.yaml)"));
}

/* A call that outlasts ticks of the clock is begun again under the count, and answers the same. */
static void a_long_call_is_begun_again(void **state)
{
    (void)state;
    struct outcome out = limited("local n = 0 for i = 1, 3000000 do n = n + i % 7 end return n", "{instructions: 100000000}");
    assert_true(out.value == 8999997);
    for (int i = 0; i < 5; i++) assert_true(lua_program_measure(&test, 0, "m").value == 8999997);
}

static void a_failure_harms_no_other_partner(void **state)
{
    (void)state;
    struct outcome out = limited("if partner.id ~= 'p2' then return 7 end local s = 'x' while true do s = s .. s end", "{memory: 1 MiB}");
    assert_true(out.value == 7);
    for (int round = 0; round < 20; round++) {
        assert_int_equal(lua_program_measure(&test, 1, "m").state, OUTCOME_FAILED);
        assert_true(lua_program_measure(&test, 0, "m").value == 7);
        assert_true(lua_program_measure(&test, 2, "m").value == 7);
    }
}

static void changed_variables_are_put_back(void **state)
{
    (void)state;
    lua_program_plugin(&test, "metrics/m", "local calls = 0\nreturn metric { value = function() calls = calls + 1 return calls end }");
    assert_true(lua_program_bind(&test, "m: {plugin: metrics/m}", NULL, NULL));
    lua_program_open(&test);
    for (size_t partner = 0; partner < 3; partner++) {
        struct outcome out = lua_program_measure(&test, partner, "m");
        assert_true(text_is(
            out.failure,
            "metrics/m.lua:2: 'calls' at the top level was changed by a call: nothing may be remembered from one partner to the next "
            "(use a local variable)"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(attributes_are_plain_values, setup, teardown),
        cmocka_unit_test_setup_teardown(dates_and_spans_calculate, setup, teardown),
        cmocka_unit_test_setup_teardown(texts_and_numbers_for_reasons, setup, teardown),
        cmocka_unit_test_setup_teardown(reasons_are_one_clean_line, setup, teardown),
        cmocka_unit_test_setup_teardown(failures_have_line_and_callers, setup, teardown),
        cmocka_unit_test_setup_teardown(params_arrive, setup, teardown),
        cmocka_unit_test_setup_teardown(a_value_that_no_case_gives_is_named, setup, teardown),
        cmocka_unit_test_setup_teardown(needed_metrics_are_seen, setup, teardown),
        cmocka_unit_test_setup_teardown(awards_are_margin_or_amount, setup, teardown),
        cmocka_unit_test_setup_teardown(limits_are_named_and_exact, setup, teardown),
        cmocka_unit_test_setup_teardown(a_long_call_is_begun_again, setup, teardown),
        cmocka_unit_test_setup_teardown(a_failure_harms_no_other_partner, setup, teardown),
        cmocka_unit_test_setup_teardown(changed_variables_are_put_back, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
