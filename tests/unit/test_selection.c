/* The selection engine, first without Lua: random columns and conditions against an evaluation that reads one cell at a time; then what
 * plugins call it by. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "lua/aggregate.h"
#include "lua/condition.h"

#include "lua_program.h"

#include <math.h>
#include <stdio.h>

enum { ROWS = 400, ROUNDS = 3000, VALUES = 6 };

static uint32_t seed;
static uint32_t roll(uint32_t below)
{
    seed = seed * 1664525U + 1013904223U;
    return (uint32_t)(((uint64_t)(seed >> 8) * below) >> 24);
}

/* A column of random values, empty in one cell of five. */
struct random_column {
    struct column_spec spec;
    struct column column;
    uint64_t cells[ROWS]; /* room for any width */
    int64_t value[ROWS];
    double real[ROWS];
    bool empty[ROWS];
};

static void store(struct random_column *random, size_t row, uint64_t stored)
{
    switch (random->column.width) {
    case 1: ((uint8_t *)random->cells)[row] = (uint8_t)stored; break;
    case 2: ((uint16_t *)random->cells)[row] = (uint16_t)stored; break;
    case 4: ((uint32_t *)random->cells)[row] = (uint32_t)stored; break;
    default: random->cells[row] = stored;
    }
}

static void make_column(struct random_column *random)
{
    static const uint8_t widths[] = {1, 2, 4, 8};
    static const uint32_t spreads[] = {3, 70, 250, 60000};
    bool real = roll(5) == 0;
    random->column = (struct column){.spec = &random->spec, .cells = random->cells, .width = real ? 8 : widths[roll(4)], .real = real};
    random->spec = (struct column_spec){.name = "c", .type = real ? COLUMN_NUMBER : COLUMN_MONEY};
    random->column.scale = (int8_t)(real ? 0 : roll(4));
    uint32_t spread = spreads[roll(random->column.width == 1 ? 3 : 4)];
    random->column.base = (int64_t)roll(1000) - 500;
    for (size_t row = 0; row < ROWS; row++) {
        random->empty[row] = roll(5) == 0;
        uint64_t stored = random->empty[row] ? 0 : 1 + roll(spread);
        random->value[row] = random->column.base + (int64_t)stored;
        random->real[row] = random->empty[row] ? NAN : (double)random->value[row] * 0.25;
        if (real)
            ((double *)(void *)random->cells)[row] = random->real[row];
        else
            store(random, row, stored);
    }
}

static struct operand near_cell(const struct random_column *random)
{
    struct operand operand = {.kind = OPERAND_NUMBER};
    int64_t value = random->value[roll(ROWS)] + (int64_t)roll(3) - 1;
    if (random->column.real)
        operand.number = decimal_of(value * 25, 2);
    else
        operand.number = decimal_of(value * 10 + (roll(4) == 0 ? 5 : 0), random->column.scale + 1); /* now and then between two cells */
    operand.real = decimal_to_double(operand.number);
    return operand;
}

static void make_test(const struct random_column *random, struct operand *values, struct test *test)
{
    *test = (struct test){.kind = (enum test_kind)roll(3), .negated = roll(2)};
    if (test->kind == TEST_ONE_OF) {
        test->count = roll(VALUES);
        for (size_t i = 0; i < test->count; i++) values[i] = near_cell(random);
        test->values = values;
    } else if (test->kind == TEST_BETWEEN) {
        test->low = (struct bound){.given = roll(3) > 0, .open = roll(2), .at = near_cell(random)};
        test->high = (struct bound){.given = roll(3) > 0, .open = roll(2), .at = near_cell(random)};
    }
}

static int compare_cell(const struct random_column *random, size_t row, const struct operand *operand)
{
    if (random->column.real) return (random->real[row] > operand->real) - (random->real[row] < operand->real);
    return decimal_compare(decimal_of(random->value[row], random->column.scale), operand->number);
}

static bool naive_positive(const struct random_column *random, const struct test *test, size_t row)
{
    if (test->kind == TEST_EMPTY) return random->empty[row];
    if (random->empty[row]) return false;
    if (test->kind == TEST_ONE_OF) {
        for (size_t i = 0; i < test->count; i++)
            if (compare_cell(random, row, &test->values[i]) == 0) return true;
        return false;
    }
    int low = test->low.given ? compare_cell(random, row, &test->low.at) : 1,
        high = test->high.given ? compare_cell(random, row, &test->high.at) : -1;
    return (test->low.open ? low > 0 : low >= 0) && (test->high.open ? high < 0 : high <= 0);
}

static bool naive(const struct random_column *random, const struct test *test, size_t row)
{
    return naive_positive(random, test, row) != test->negated;
}

static void filters_like_a_naive_reader(void **state)
{
    static struct random_column columns[2];
    (void)state;
    seed = 1;
    for (int round = 0; round < ROUNDS; round++) {
        struct test tests[2];
        struct operand values[2][VALUES];
        uint64_t room[2][VALUES + 1];
        struct condition conditions[2];
        uint32_t out[ROWS];
        size_t count = roll(3);
        for (size_t i = 0; i < count; i++) {
            make_column(&columns[i]);
            make_test(&columns[i], values[i], &tests[i]);
            condition_make(&tests[i], &columns[i].column, room[i], &conditions[i]);
        }
        struct rows rows = {.first = roll(ROWS / 2)};
        rows.count = roll(ROWS - rows.first);
        uint32_t kept = filter_rows(conditions, count, &rows, out), n = 0;
        for (uint32_t row = rows.first; row < rows.first + rows.count; row++) {
            bool holds = true;
            for (size_t i = 0; i < count; i++) holds = holds && naive(&columns[i], &tests[i], row);
            if (!holds) continue;
            assert_true(n < kept);
            assert_int_equal(out[n++], row);
        }
        assert_int_equal(n, kept);
    }
}

static void filtering_a_list_in_place_gives_the_same(void **state)
{
    static struct random_column column;
    (void)state;
    seed = 2;
    for (int round = 0; round < ROUNDS; round++) {
        struct test test;
        struct operand values[VALUES];
        uint64_t room[VALUES + 1];
        struct condition condition;
        uint32_t from_range[ROWS], list[ROWS];
        make_column(&column);
        make_test(&column, values, &test);
        condition_make(&test, &column.column, room, &condition);
        for (uint32_t i = 0; i < ROWS; i++) list[i] = i;
        uint32_t expected = filter_rows(&condition, 1, &(struct rows){.count = ROWS}, from_range);
        uint32_t kept = filter_rows(&condition, 1, &(struct rows){.list = list, .count = ROWS}, list);
        assert_int_equal(kept, expected);
        assert_memory_equal(list, from_range, kept * sizeof *list);
    }
}

/* Sums against decimals added one by one; the least, greatest, distinct and middle against a sorted copy. */
static void aggregates_like_a_naive_reader(void **state)
{
    static struct random_column random;
    (void)state;
    seed = 3;
    for (int round = 0; round < ROUNDS; round++) {
        uint32_t order[ROWS], scratch[ROWS], row, cells = 0, distinct = 0;
        struct decimal sum = {0};
        make_column(&random);
        const struct column *column = &random.column;
        struct rows rows = {.count = 1 + roll(ROWS - 1)};
        double real = 0;
        for (uint32_t i = 0; i < rows.count; i++) {
            if (random.empty[i]) continue;
            cells++;
            if (column->real)
                real += random.real[i]; /* quarters: exact */
            else
                assert_true(decimal_add(sum, decimal_of(random.value[i], column->scale), &sum));
        }
        double expected = column->real ? real : decimal_to_double(sum);
        assert_int_equal(aggregate_count(column, &rows), cells);
        assert_true(aggregate_sum(column, &rows) == expected);
        assert_int_equal(aggregate_sort(column, &rows, order), cells);
        for (uint32_t i = 1; i < cells; i++) {
            int64_t before = random.value[order[i - 1]], now = random.value[order[i]];
            assert_true(before < now || (before == now && order[i - 1] < order[i]));
            distinct += before != now;
        }
        assert_int_equal(aggregate_distinct(column, &rows, scratch), cells ? distinct + 1 : 0);
        if (!cells) {
            assert_false(aggregate_least(column, &rows, &row));
            assert_true(isnan(aggregate_mean(column, &rows)) && isnan(aggregate_median(column, order, 0)));
            continue;
        }
        assert_true(aggregate_least(column, &rows, &row) && row == order[0]);
        assert_true(aggregate_greatest(column, &rows, &row) && random.value[row] == random.value[order[cells - 1]]);
        assert_true(fabs(aggregate_mean(column, &rows) - expected / cells) < 1e-9);
    }
}

static void sums_of_wide_money_are_exact(void **state)
{
    struct column_spec spec = {.name = "c", .type = COLUMN_MONEY};
    int64_t most = INT64_C(9007199254740993); /* 2^53 + 1: no double */
    uint64_t cells[] = {(uint64_t)most, (uint64_t)most, 0, (uint64_t)most};
    struct column column = {.spec = &spec, .cells = cells, .width = 8, .scale = 2};
    struct rows rows = {.count = 4};
    (void)state;
    assert_true(aggregate_sum(&column, &rows) == 270215977642229.79);
    assert_int_equal(aggregate_count(&column, &rows), 3);
}

/* 1 + 1e100 + 1 - 1e100: W. Kahan's and A. Neumaier's example for summing with compensation; the plain sum is 0. */
static void sums_of_doubles_are_compensated(void **state)
{
    struct column_spec spec = {.name = "c", .type = COLUMN_NUMBER};
    double cells[] = {1, 1e100, NAN, 1, -1e100};
    struct column column = {.spec = &spec, .cells = cells, .width = 8, .real = true};
    struct rows rows = {.count = 5};
    (void)state;
    assert_true(aggregate_sum(&column, &rows) == 2);
}

/* ---- as plugins call it */

static struct lua_program test;

static void expect(const char *body, const char *expected)
{
    const char *said = lua_program_eval(&test, 0, body);
    if (strcmp(said, expected) != 0) fail_msg("%s\n  gave      %s\n  expected  %s", body, said, expected);
}

static void where_keeps_what_holds(void **state)
{
    (void)state;
    expect("return #deals", "6");
    expect("return deals:where { stage = 'won' }:count()", "4");
    expect("return deals:where { stage = { 'won', 'lost' } }:count()", "5");
    expect("return deals:where { stage = {} }:count()", "0");
    expect("return deals:where { closed_on = p.period }:count()", "3");
    expect("return deals:where { closed_on = p.period, stage = 'won' }:sum('amount')", "300.3");
    expect("return deals:where { closed_on = date('2026-10-01') }:count()", "1");
    expect("return deals:where { closed_on = none }:count()", "1");
    expect("return deals:where { closed_on = any }:count()", "5");
    expect("return deals:where { closed_on = { is_not = none } }:count()", "5");
    expect("return deals:where { product = { is_not = 'crm' } }:count()", "4");
    expect("return deals:where { product = { is_not = { 'crm', 'erp' } } }:count()", "2");
    expect("return deals:where { closed_on = { is_not = { below = p.period.from } } }:count()", "5");
    expect("return deals:where { discount_pct = { max = 25 } }:count()", "4");
    expect("return deals:where { discount_pct = { below = 25 } }:count()", "3");
    expect("return deals:where { discount_pct = { above = 25 } }:count()", "1");
    expect("return deals:where { discount_pct = { min = 25, max = 25.1 } }:count()", "2");
    expect("return deals:where { amount = 100.1 }:count()", "1");
    expect("return deals:where { amount = 100.105 }:count()", "0");
    expect("return deals:where { hours = { above = 0.1, max = 0.3 } }:count()", "2");
    expect("return deals:where { registered = true }:count()", "3");
    expect("return deals:where { registered = false }:count()", "2");
    expect("return deals:where { closed_on = { from = p.period.from, to = p.period.to } }:count()", "3");
    expect("return deals:where { product = 'never seen' }:count()", "0");
    expect("return deals:where { stage = 'won' }:where { closed_on = p.period }:where { discount_pct = 25 }:sum('amount')", "200.2");
}

static void aggregates_answer(void **state)
{
    (void)state;
    expect("return deals:sum('amount')", "650.81");
    expect("return deals:where { stage = 'won', amount = { above = 5000 } }:sum('amount')", "0");
    expect("return deals:sum('hours')", "4.6");
    expect("return deals:count('hours')", "5");
    expect("return deals:distinct('product')", "3");
    expect("return deals:mean('discount_pct')", "13.02");
    expect("return deals:median('discount_pct')", "10");
    expect("return deals:where { stage = 'won' }:median('amount')", "150.15");
    expect("return deals:min('amount'), tostring(deals:max('closed_on'))", "-50 (2026-10-01)");
    expect("return deals:where { product = 'none' }:mean('amount'), 'nothing'", "nil (nothing)");
    expect("return deals:first(2, 'amount'):sum('amount')", "-49.99");
    expect("return deals:last(2, 'amount'):values('amount')[1]", "400.4");
    expect("return deals:last(99, 'hours'):count()", "5");
    expect(
        "local t = {} for _, g in ipairs(deals:group('product')) do t[#t + 1] = g.key .. g.rows:count() end return 1, table.concat(t, ' ')",
        "1 (crm2 erp2 hcm1)");
    expect("local t = {} for row in deals:rows() do t[#t + 1] = row.stage .. (row.product or '-') end return 1, table.concat(t, ' ')",
           "1 (woncrm wonerp woncrm lost- openerp wonhcm)");
    expect("return #deals:values('product'), deals:values('product')[5]", "5 (hcm)");
}

static void mistakes_are_named(void **state)
{
    (void)state;
    expect("\nreturn deals:where { stag = 'won' }:count()", "metrics/m.lua:4: deals has no column 'stag' (did you mean stage?)");
    expect("return deals:sum('partner_id')",
           "metrics/m.lua:3: column 'partner_id' of deals is not declared: add it to reads = { deals = { ... } }");
    expect("return deals:where { stage = 'wonn' }:count()", "metrics/m.lua:3: 'stage' of deals never holds 'wonn' (did you mean won?)");
    expect("return deals:where { stage = p.period }:count()",
           "metrics/m.lua:3: 'stage' of deals is a text column: it has no least and greatest values (name the values, "
           "{ \"won\", \"lost\" }, or write { is_not = ... })");
    expect("return deals:where { stage = 5 }:count()",
           "metrics/m.lua:3: 'stage' of deals is a text column: it is compared with text, not with a number (write \"5\")");
    expect("return deals:where { closed_on = 'won' }:count()",
           "metrics/m.lua:3: 'closed_on' of deals is a date column: it is compared with a date, not with text");
    expect("return deals:where { amount = { mn = 5 } }:count()",
           "metrics/m.lua:3: a condition on 'amount' knows no 'mn' (did you mean min?)");
    expect("return deals:where { zzz = 1, aaa = 2 }:count()", "metrics/m.lua:3: deals has no column 'aaa'");
    expect("return deals:where('won')", "metrics/m.lua:3: where takes { column = condition, ... } or a filter, this is text (write where "
                                        "{ stage = \"won\" })");
    expect("return deals:summ('amount')", "metrics/m.lua:3: a selection has no method 'summ' (did you mean sum?)");
    expect("return deals.count('hours')", "metrics/m.lua:3: a question to a selection has a colon before it (write "
                                          "partner.deals:sum(\"amount\"), not partner.deals.sum(\"amount\"))");
    expect("return deals:sum('stage')",
           "metrics/m.lua:3: sum needs a column of numbers, and 'stage' is text (count different texts with :distinct, rows with #)");
    expect("for row in deals:rows() do return row.amout end", "metrics/m.lua:3: deals has no column 'amout' (did you mean amount?)");
    expect("local s = 0 for row in deals:rows() do s = s + row.hours end return s",
           "metrics/m.lua:3: hours is empty in this row of deals, and cannot be calculated with (keep only rows that have it, :where { "
           "hours = any }, or test it first: if row.hours then ... end)");
}

static void expect_rows(const char *body, uint32_t counted, uint32_t passed_over)
{
    struct row_count rows = lua_program_rows(&test, 0, body);
    assert_true(rows.has_rows);
    assert_int_equal(rows.counted, counted);
    assert_int_equal(rows.passed_over, passed_over);
}

/* p1 has six deals, four of them won. */
static void rows_that_answered_are_counted(void **state)
{
    (void)state;
    expect_rows("return deals:where { stage = 'won' }:sum('amount')", 4, 2);
    expect_rows("return deals:count()", 6, 0);
    expect_rows("return deals:where { stage = 'won' }:where { registered = true }:count() / deals:where { stage = 'won' }:count()", 4, 2);
    expect_rows("local won = deals:where { stage = 'won' } local n = #won return won:where { amount = { min = 1e9 } }:count() + n", 0, 6);
    expect_rows("local won = deals:where { stage = 'won' } won:where { amount = { min = 1e9 } } return #won", 0, 6);
    expect_rows("return #deals:where { stage = 'won' } + #deals:where { stage = 'lost' } + #deals:where { amount = { min = 0 } }", 5, 1);
    expect_rows("local n = 0 for _, g in ipairs(deals:group('stage')) do n = n + #g.rows end return n", 6, 0);
    expect_rows("for row in deals:where { stage = 'won' }:rows() do return 1 end", 4, 2);
    expect_rows("return #deals:where { stage = 'won' }:last(1, 'amount')", 1, 5);
    assert_false(lua_program_rows(&test, 0, "return partner.seats").has_rows);
    assert_false(lua_program_rows(&test, 0, "return 1").has_rows);
}

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(filters_like_a_naive_reader),
        cmocka_unit_test(filtering_a_list_in_place_gives_the_same),
        cmocka_unit_test(aggregates_like_a_naive_reader),
        cmocka_unit_test(sums_of_wide_money_are_exact),
        cmocka_unit_test(sums_of_doubles_are_compensated),
        cmocka_unit_test_setup_teardown(where_keeps_what_holds, setup, teardown),
        cmocka_unit_test_setup_teardown(aggregates_answer, setup, teardown),
        cmocka_unit_test_setup_teardown(rows_that_answered_are_counted, setup, teardown),
        cmocka_unit_test_setup_teardown(mistakes_are_named, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
