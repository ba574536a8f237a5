/* Money of other currencies: converted as Python converts it (tests/oracle/currency_cases.py), by the rate of its day, row by row. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/date.h"
#include "data/exchange.h"
#include "facts.h"
#include "oracle.h"

/* ---- one amount */

struct oracle_case {
    bool indirect;
    struct decimal amount, rate;
    int places;
};

static void assert_agrees(const struct oracle_case *c, enum rounding mode, const char *expected)
{
    char text[DECIMAL_TEXT_MAX] = "-";
    int64_t units;
    struct exchange_spec spec = {.indirect = c->indirect, .rounding = mode, .places = c->places};
    if (exchange_convert(&spec, c->rate, (int64_t)c->amount.units, c->amount.scale, &units))
        decimal_format(decimal_of(units, c->places), text);
    if (strcmp(text, expected) != 0) fail_msg("to %d, %s: expected %s, not %s", c->places, rounding_names[mode], expected, text);
}

static void amounts_are_converted_as_python_does(void **state)
{
    (void)state;
    struct oracle oracle;
    size_t cases = 0;
    oracle_ask(&oracle, "currency_cases.py", "");
    for (; oracle_next(&oracle); cases++) {
        struct oracle_case c = {.indirect = strcmp(oracle.word, "indirect") == 0};
        c.amount = oracle_decimal(&oracle);
        c.rate = oracle_decimal(&oracle);
        c.places = oracle_number(&oracle);
        for (int mode = 0; mode < ROUNDING_COUNT; mode++) assert_agrees(&c, (enum rounding)mode, oracle_word(&oracle));
    }
    oracle_end(&oracle);
    assert_int_equal(cases, 2 * oracle.count);
}

/* ---- tables. The column stage has the currency, day its day, share is amount as the file has it. */

struct currencies {
    struct facts *facts;
    char path[96];
    struct column_spec columns[RATES_COLUMNS];
    struct table_spec rates;
    struct exchange_spec exchange;
};

static const struct column_spec rates_columns[RATES_COLUMNS] = {
    {.name = "currency", .header = "currency", .type = COLUMN_TEXT, .wanted = true},
    {.name = "rate", .header = "rate", .type = COLUMN_NUMBER, .wanted = true, .required = true},
    {.name = "from", .header = "from", .type = COLUMN_DATE, .wanted = true},
    {.name = "until", .header = "until", .type = COLUMN_DATE, .wanted = true},
};

static int set_up(void **state)
{
    static struct currencies it;
    it = (struct currencies){0};
    if (facts_set_up((void **)&it.facts) != 0) return -1;
    snprintf(it.path, sizeof it.path, "%s/rates.csv", it.facts->files.folder);
    memcpy(it.columns, rates_columns, sizeof rates_columns);
    it.rates = (struct table_spec){.name = "currencies", .path = it.path, .columns = it.columns, .column_count = RATES_COLUMNS};
    it.rates.partnerless = it.rates.fixed = true;
    it.exchange = (struct exchange_spec){.rates = &it.rates, .own = "USD", .rounding = ROUND_HALF_EVEN, .places = 2, .day = 20635};
    it.facts->files.specs[1].exchange = &it.exchange;
    it.facts->files.specs[1].currency = "USD";
    it.facts->facts[FACT_AMOUNT].currency = &it.facts->facts[FACT_STAGE];
    it.facts->facts[FACT_AMOUNT].on = &it.facts->facts[FACT_DAY];
    it.facts->facts[FACT_STAGE].wanted = it.facts->facts[FACT_DAY].wanted = false; /* read all the same */
    *state = &it;
    return 0;
}

static int tear_down(void **state)
{
    struct currencies *it = *state;
    void *facts = it->facts;
    unlink(it->path);
    return facts_tear_down(&facts);
}

/* Plan rates that hold for half a year, as vendors fix them so that markets move no tier. */
static const char usual_rates[] = "currency,rate,from,until\n"
                                  "EUR,1.1,2026-07-01,\n"
                                  "EUR,1.085,2026-01-01,2026-06-30\n"
                                  "JPY,0.0067,,2026-12-31\n";

static bool load(struct currencies *it, const char *rates, const char *rows)
{
    facts_write(it->path, rates);
    return facts_load(it->facts, rows);
}

static void each_row_has_the_rate_of_its_day(void **state)
{
    struct currencies *it = *state;
    assert_true(load(it, usual_rates,
                     "P1,2026-06-30,EUR,100.33,,,,\n"
                     "P1,2026-07-01,EUR,1000.05,,,,\n" /* 1100.055: to the even digit */
                     "P1,2026-07-01,\"EUR\",\"\xe2\x82\xac 2.25\",,,,\n"
                     "P2,2020-02-29,JPY,-150000,,,,\n"
                     "P2,2020-02-29,USD,0.12345,,,,\n" /* its own: as it is */
                     "P2,,USD,7,,,,\n"
                     "P3,,,,,,,\n")); /* nothing to convert */
    facts_assert_problems(it->facts, "");
    facts_assert_table(it->facts, 1,
                       "P1: [P1] - - 108.86 - - - -\n"
                       "P1: [P1] - - 1100.06 - - - -\n"
                       "P1: [P1] - - 2.48 - - - -\n"
                       "P2: [P2] - - -1005 - - - -\n"
                       "P2: [P2] - - 0.12345 - - - -\n"
                       "P2: [P2] - - 7 - - - -\n"
                       "P3: [P3] - - - - - - -\n");
    assert_int_equal(it->facts->files.dataset.rates.rows, 3);
}

/* HubSpot counts deals per USD 100 and fixes what stands for it in each currency (https://www.hubspot.com/partners/how-tiers-work):
 * CAD 130, JPY 12,000, GBP 62.50, each in the program's dollars. */
static void fixed_local_amounts_are_indirect_rates(void **state)
{
    struct currencies *it = *state;
    it->exchange.indirect = true;
    it->facts->facts[FACT_AMOUNT].on = NULL;
    assert_true(load(it, "currency,rate,from,until\nCAD,1.30,,\nJPY,120,,\nGBP,0.625,,\n",
                     "P1,,CAD,130,,,,\nP1,,JPY,12000,,,,\nP1,,GBP,62.5,,,,\nP1,,USD,100,,,,\nP1,,GBP,0.01,,,,\n"));
    facts_assert_problems(it->facts, "");
    facts_assert_table(it->facts, 1,
                       "P1: [P1] - - 100 - - - -\nP1: [P1] - - 100 - - - -\nP1: [P1] - - 100 - - - -\nP1: [P1] - - 100 - - - -\n"
                       "P1: [P1] - - 0.02 - - - -\n");
}

static void without_a_date_the_last_day_of_the_period_counts(void **state)
{
    struct currencies *it = *state;
    it->facts->facts[FACT_AMOUNT].on = NULL;
    assert_true(date_parse(text_of("2026-06-30"), &it->exchange.day));
    assert_true(load(it, usual_rates, "P1,2026-07-01,EUR,100,,,,\n"));
    facts_assert_table(it->facts, 1, "P1: [P1] - - 108.5 - - - -\n");
}

static void a_column_may_be_read_both_ways(void **state)
{
    struct currencies *it = *state;
    it->facts->facts[FACT_SHARE] = it->facts->facts[FACT_AMOUNT];
    it->facts->facts[FACT_SHARE].name = "local";
    it->facts->facts[FACT_SHARE].currency = it->facts->facts[FACT_SHARE].on = NULL;
    assert_true(load(it, usual_rates, "P1,2026-07-01,EUR,EUR 100,,,,\nP1,2026-07-01,EUR,ten,,,,\n"));
    facts_assert_table(it->facts, 1, "P1: [P1] - - 110 100 - - -\n");
    assert_int_equal(it->facts->files.problems.count, 1); /* one cell, one problem */
}

static void what_cannot_be_converted_is_set_aside(void **state)
{
    struct currencies *it = *state;
    assert_true(load(it, usual_rates,
                     "P1,2026-07-01,,5,,,,\n"
                     "P1,,EUR,5,,,,\n"
                     "P1,2025-12-31,EUR,5,,,,\n"
                     "P1,2026-07-01,EUX,5,,,,\n"
                     "P1,2026-07-01,EUR,$5,,,,\n"
                     "P1,2026-07-01,EUR,999999999999999999,,,,\n"
                     "P1,2026-07-01,EUR,5,,,,\n"));
    char expected[1600];
    snprintf(expected, sizeof expected,
             "2:15: column \"stage\" is empty here, but says in which currency \"amount\" is | write the currency's code, as in EUR | "
             "P1 | facts.amount\n"
             "3:4: column \"day\" is empty here, but says which rate \"amount\" is converted by | fill in the date | P1 | facts.amount\n"
             "4:4: there is no rate for EUR on 2025-12-31 | add one to %s | P1 | facts.amount\n"
             "5:15: there is no rate for the currency \"EUX\" | did you mean EUR? otherwise add a rate to %s | P1 | facts.amount\n"
             "6:19: the amount is written in another currency than EUR, which column \"stage\" says | correct one of the two | P1 | "
             "facts.amount\n"
             "7:19: converted from EUR, the amount has more than 18 digits | correct the amount or the rate | P1 | facts.amount\n",
             it->path, it->path);
    facts_assert_problems(it->facts, expected);
    facts_assert_table(it->facts, 1, "P1: [P1] - - 5.5 - - - -\n");
    assert_int_equal(it->facts->files.dataset.troubles[0], 6);
}

static void a_column_of_rates_that_the_file_lacks(void **state)
{
    struct currencies *it = *state;
    assert_false(load(it, "currency,rate,from\nEUR,1.1,\n", "P1,2026-07-01,EUR,100,,,,\n"));
    facts_assert_problems(it->facts,
                          "1:1: the file has no column \"until\" | add the column to the file (its cells may be empty), or name its "
                          "heading in program.yaml: columns: {until: {type: date, header: ...}} | - | currencies.until\n");
}

static void rates_that_make_no_sense_are_told(void **state)
{
    struct currencies *it = *state;
    assert_true(load(it,
                     "currency,rate,from,until\n"
                     "EUR,1.1,2026-07-01,\n"
                     "EUR,1.2,2026-01-01,2026-07-01\n"
                     "GBP,0,,\n"
                     "GBP,-1,,\n"
                     "GBP,,,\n"
                     "GBP,1.25,2026-03-02,2026-03-01\n"
                     ",1,,\n"
                     "USD,1.0,,\n"
                     "USD,1.01,2026-01-01,\n"
                     "JPY,0.0067,,\n"
                     "JPY,0.0068,,\n",
                     "P1,2026-07-01,EUR,100,,,,\n"));
    facts_assert_problems(it->facts, "2:1: two rates for EUR are in force on 2026-07-01: this one and the one of line 3 | "
                                     "let each rate end (until) before the next begins (from) | - | currencies.from\n"
                                     "4:1: the rate for GBP has to be a number above 0 | correct the cell | - | currencies.rate\n"
                                     "5:1: the rate for GBP has to be a number above 0 | correct the cell | - | currencies.rate\n"
                                     "6:5: column \"rate\" is empty here, but required | fill in the cell, or remove the row | - | "
                                     "currencies.rate\n"
                                     "7:1: until lies before from | exchange the two dates | - | currencies.until\n"
                                     "8:1: column \"currency\" is empty | fill in the cell, or remove the row | - | currencies.currency\n"
                                     "10:1: USD is the program's own currency: its rate is 1 | remove the row | - | currencies.rate\n"
                                     "12:1: two rates for JPY are in force at the same time: this one and the one of line 11 | "
                                     "let each rate end (until) before the next begins (from) | - | currencies.from\n");
    facts_assert_table(it->facts, 1, "P1: [P1] - - 120 - - - -\n");
    assert_int_equal(it->facts->files.dataset.rates.rows, 3);
    assert_int_equal(it->facts->files.dataset.rates.set_aside, 8);
}

static void a_file_of_rates_that_is_not_there_ends_the_load(void **state)
{
    struct currencies *it = *state;
    assert_false(facts_load(it->facts, "P1,2026-07-01,EUR,100,,,,\n"));
    assert_int_equal(it->facts->files.problems.errors, 1);
    assert_string_equal(it->facts->files.problems.items[0].place.file, it->path);
}

/* ---- threads and chunks */

static void add_random_row(struct buf *out, unsigned *seed)
{
    static const char *const codes[] = {"EUR", "EUR", "\"EUR\"", "JPY", "USD", "", "XXX", "\"E\nR\""};
    static const char *const signs[] = {"", "", "", "", "-", "\xe2\x82\xac", "$"};
    static const char *const fractions[] = {"", "", ".5", ".25", ".0625"};
    buf_printf(out, "P%d,2026-%02d-01,%s,", 1 + rand_r(seed) % 4, 1 + rand_r(seed) % 12, codes[rand_r(seed) % 8]);
    buf_printf(out, "%s%d%s,,,,\n", signs[rand_r(seed) % 7], rand_r(seed) % 100000, fractions[rand_r(seed) % 5]);
}

static void assert_same(struct currencies *it, int threads, size_t chunk, struct buf *out)
{
    buf_clear(out);
    table_files_load(&it->facts->files, threads, chunk);
    facts_spell_table(&it->facts->files.dataset.tables[1], out);
    facts_spell_problems(&it->facts->files.problems, out);
}

static void chunks_and_threads_do_not_matter(void **state)
{
    struct currencies *it = *state;
    struct buf rows = {0}, first = {0}, again = {0};
    unsigned seed = 11;
    for (int i = 0; i < 400; i++) add_random_row(&rows, &seed);
    buf_char(&rows, '\0');
    load(it, usual_rates, rows.ptr);
    assert_same(it, 1, 0, &first);
    for (size_t chunk = 64; chunk <= 16384; chunk *= 4) {
        assert_same(it, 3, chunk, &again);
        assert_string_equal(again.ptr, first.ptr);
    }
    buf_release(&rows);
    buf_release(&first);
    buf_release(&again);
}

#define with_rates(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(amounts_are_converted_as_python_does),
        with_rates(each_row_has_the_rate_of_its_day),
        with_rates(fixed_local_amounts_are_indirect_rates),
        with_rates(without_a_date_the_last_day_of_the_period_counts),
        with_rates(a_column_may_be_read_both_ways),
        with_rates(what_cannot_be_converted_is_set_aside),
        with_rates(a_column_of_rates_that_the_file_lacks),
        with_rates(rates_that_make_no_sense_are_told),
        with_rates(a_file_of_rates_that_is_not_there_ends_the_load),
        with_rates(chunks_and_threads_do_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
