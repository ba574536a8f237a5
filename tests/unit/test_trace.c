/* Traces: what a call does is written down as it happens, in bounds, and a page that an enemy wrote is read without harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lua/trace.h"

#include "lua_program.h"

static struct lua_program test;
static struct trace_page *page;
static struct arena arena;
static struct trace trace;

static int setup(void **state)
{
    (void)state;
    lua_program_init(&test);
    page = trace_page_open();
    return page ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    trace_page_close(page);
    arena_release(&arena);
    lua_program_release(&test);
    return 0;
}

/* Calls the function of one metric for p1, whose deals are six. */
static void record(const char *body)
{
    char source[2000];
    struct outcome out;
    memset(page, 0, sizeof *page);
    snprintf(source, sizeof source,
             "return metric { reads = { partners = { 'region' }, deals = { 'closed_on', 'stage', 'amount' } },\n"
             "params = { least = { type = 'number', default = 1000.5 }, where = { type = 'filter', of = 'deals', optional = true } },\n"
             "value = function(partner, p) local deals = partner.deals\n%s\nend }\n",
             body);
    lua_program_plugin(&test, "metrics/m", source);
    if (!lua_program_bind(&test, "m: {plugin: metrics/m, params: {where: {stage: [won, open], amount: {below: 300}}}}", NULL, NULL))
        fail_msg("%s", test.said);
    lua_program_open(&test);
    host_partner(test.host, 0);
    assert_true(host_trace_measure(test.host, 0, test.measures, page, &out));
    assert_true(trace_read(page, &test.data, 0, &trace, &arena));
}

static void put_event(const struct trace_event *event, struct buf *out)
{
    static const char *const kinds[] = {"param", "select", "ask", "read", "bands", "log", "cut"};
    buf_printf(out, "%s", kinds[event->kind]);
    if (event->kind == TRACE_SELECT || event->kind == TRACE_ASK) buf_printf(out, " %u", event->rows);
    if (event->name.len) buf_printf(out, " %.*s", TEXT_ARG(event->name));
    if (event->text.len) buf_printf(out, ": %.*s", TEXT_ARG(event->text));
    for (size_t i = 0; i < event->count; i++)
        buf_printf(out, " [%.*s: %u, %u]", TEXT_ARG(event->conditions[i].words), event->conditions[i].kept, event->conditions[i].dropped);
    buf_char(out, '\n');
}

/* All events but those of params. */
static void expect(const char *body, const char *expected)
{
    struct buf said = {0};
    record(body);
    for (size_t i = 0; i < trace.count; i++)
        if (trace.events[i].kind != TRACE_PARAM) put_event(&trace.events[i], &said);
    buf_char(&said, '\0');
    if (strcmp(said.ptr, expected) != 0) fail_msg("%s\n  gave      %s\n  expected  %s", body, said.ptr, expected);
    buf_release(&said);
}

static void params_hold_for_the_partner(void **state)
{
    (void)state;
    record("return 1");
    assert_int_equal(trace.count, 2);
    assert_true(text_is(trace.events[0].name, "least") && text_is(trace.events[0].text, "1,000.5"));
    assert_true(text_is(trace.events[1].text, "stage = won or open, amount below 300"));
}

static void conditions_are_told_one_by_one(void **state)
{
    (void)state;
    expect("local won = deals:where { stage = 'won', closed_on = p.period, amount = { min = 150 } } return won:sum('amount')",
           "select 6 [amount at least 150: 2, 4] [closed_on from 2026-07-01 to 2026-09-30: 1, 1] [stage = won: 1, 0]\n"
           "ask 1 sum(amount): 200.2\n");
    expect("return deals:where(p.where):count()", "select 6 [stage = won or open: 5, 1] [amount below 300: 4, 1]\nask 4 count: 4\n");
    expect("return #deals:where { stage = { is_not = { 'won', 'lost' } }, closed_on = none, amount = any }",
           "select 6 [amount is not empty: 6, 0] [closed_on is empty: 1, 5] [stage is not won or lost: 1, 0]\nask 1 #: 1\n");
    expect("return #deals:where { closed_on = { is_not = { above = date('2026-08-30') } }, stage = {} }",
           "select 6 [closed_on not after 2026-08-30: 3, 3] [stage is one of no values at all: 0, 3]\nask 0 #: 0\n");
}

static void questions_have_answers(void **state)
{
    (void)state;
    expect("deals:group('stage') deals:min('closed_on') deals:first(2, 'amount'):values('amount') return deals:mean('amount') * 0",
           "ask 6 group(stage): lost: 1 row, open: 1 row, won: 4 rows\n"
           "ask 6 min(closed_on): 2025-07-15\n"
           "ask 6 first(2, amount): 2 rows of deals\n"
           "ask 2 values(amount): { -50, 0.01 }\n"
           "ask 6 mean(amount): 108.46833333333333\n");
    expect("return partner.region == 'emea' and 1 or 0", "read partner.region: emea\n");
}

static void logs_show_what_people_mean(void **state)
{
    (void)state;
    expect("log('x', 1, 2.5, nil, true, date('2026-01-31'), p.period, deals) return 1",
           "log: x 1 2.5 nil true 2026-01-31 2026-07-01 to 2026-09-30 6 rows of deals\n");
    expect("log({ 3, 'a', b = { c = { d = { e = 1 } } }, a = true }, {}, log) return 1",
           "log: { 3, \"a\", a = true, b = { c = { d = {...} } } } { } function\n");
    expect("local t = {} for i = 1, 100 do t[i] = i * i end log(t) return 1",
           "log: { 1, 4, 9, 16, 25, 36, 49, 64, 81, 100, 121, 144, and 88 more }\n");
    expect("for row in deals:where { amount = 75.5 }:rows() do end for row in deals:first(1, 'amount'):rows() do log(row) end return 1",
           "select 6 [amount = 75.5: 0, 6]\nask 0 rows: one after the other\nask 6 first(1, amount): 1 row of deals\n"
           "ask 1 rows: one after the other\nlog: row of deals { closed_on = (empty), stage = open, amount = -50 }\n");
}

static void rows_know_what_decided(void **state)
{
    (void)state;
    record("local won = deals:where { stage = 'won' } return #won:where { closed_on = p.period }");
    assert_int_equal(trace.row_count, 6);
    for (size_t i = 0; i < 6; i++) {
        const struct trace_row *row = &trace.rows[i];
        const struct trace_event *event = &trace.events[row->event];
        assert_true(event->kind == TRACE_SELECT);
        bool won = i < 3 || i == 5; /* of p1, in the order of the file: won, won, won, lost, open, won */
        assert_true(event->rows == (won ? 4 : 6));
        assert_true((row->condition == TRACE_KEPT) == (i < 2));
    }
}

static void there_is_an_end(void **state)
{
    (void)state;
    record("for i = 1, 5000 do log(i) end return 1");
    assert_int_equal(trace.count, TRACE_EVENTS);
    assert_int_equal(trace.events[trace.count - 1].kind, TRACE_CUT);
    record("local t = {} for i = 1, 2000 do t[i] = ('x'):rep(500) end for i = 1, 1900 do log(t[i]) end return 1");
    assert_int_equal(trace.events[trace.count - 1].kind, TRACE_LOG);
    assert_int_equal(trace.events[trace.count - 1].text.len, 500);
}

/* Pages of all kinds of nonsense: a good one with bytes changed here and there. */
static void pages_of_an_enemy_are_read_without_harm(void **state)
{
    unsigned seed = 1;
    struct trace_page good;
    (void)state;
    record("log('x') return #deals:where { stage = 'won', amount = { min = 1 } }");
    memcpy(&good, page, sizeof good);
    for (int round = 0; round < 2000; round++) {
        memcpy(page, &good, offsetof(struct trace_page, bytes) + good.used);
        for (int i = 0; i < 4; i++) {
            seed = seed * 1103515245 + 12345;
            ((unsigned char *)page)[(seed >> 8) % (good.used + 8)] = (unsigned char)(seed >> 24);
        }
        page->rows[round % 6].event = seed;
        page->rows[round % 6].row = seed >> 3;
        assert_true(trace_read(page, &test.data, 0, &trace, &arena));
        for (size_t i = 0; i < trace.row_count; i++) assert_true(trace.rows[i].event < trace.count && trace.rows[i].row < 7);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(params_hold_for_the_partner, setup, teardown),
        cmocka_unit_test_setup_teardown(conditions_are_told_one_by_one, setup, teardown),
        cmocka_unit_test_setup_teardown(questions_have_answers, setup, teardown),
        cmocka_unit_test_setup_teardown(logs_show_what_people_mean, setup, teardown),
        cmocka_unit_test_setup_teardown(rows_know_what_decided, setup, teardown),
        cmocka_unit_test_setup_teardown(there_is_an_end, setup, teardown),
        cmocka_unit_test_setup_teardown(pages_of_an_enemy_are_read_without_harm, setup, teardown),
    };
    return cmocka_run_group_tests_name("trace", tests, NULL, NULL);
}
