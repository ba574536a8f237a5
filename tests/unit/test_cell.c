/* Cells: text to numbers, by type. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/date.h"
#include "data/cell.h"

struct decimal_case {
    enum column_type type;
    char decimal;
    const char *text;
    enum cell_flaw flaw;
    int64_t units;
    int scale;
};

static const struct decimal_case decimal_cases[] = {
    {COLUMN_MONEY, '.', "0", CELL_FINE, 0, 0},
    {COLUMN_MONEY, '.', "1234.50", CELL_FINE, 123450, 2},
    {COLUMN_MONEY, '.', "-12.3", CELL_FINE, -123, 1},
    {COLUMN_MONEY, '.', "+12.3", CELL_FINE, 123, 1},
    {COLUMN_MONEY, '.',
     "\xe2\x88\x92"
     "12.3",
     CELL_FINE, -123, 1},
    {COLUMN_MONEY, '.', "(12.3)", CELL_FINE, -123, 1},
    {COLUMN_MONEY, '.', "($1,234.50)", CELL_FINE, -123450, 2},
    {COLUMN_MONEY, '.', "(-5)", CELL_OTHER, 0, 0},
    {COLUMN_MONEY, '.', " 7 ", CELL_FINE, 7, 0},
    {COLUMN_MONEY, '.', ".5", CELL_FINE, 5, 1},
    {COLUMN_MONEY, '.', "5.", CELL_OTHER, 0, 0},
    {COLUMN_MONEY, '.', ".", CELL_OTHER, 0, 0},
    {COLUMN_MONEY, '.', "-", CELL_OTHER, 0, 0},
    {COLUMN_MONEY, '.', "--5", CELL_OTHER, 0, 0},
    {COLUMN_MONEY, '.', "5-", CELL_OTHER, 0, 0},
    {COLUMN_MONEY, '.', "12x", CELL_OTHER, 0, 0},
    {COLUMN_MONEY, '.', "1.2.3", CELL_OTHER, 0, 0},
    {COLUMN_MONEY, '.', "1e5", CELL_OTHER, 0, 0},
    {COLUMN_MONEY, '.', "1,234,567.8", CELL_FINE, 12345678, 1},
    {COLUMN_MONEY, '.', "12,34", CELL_OTHER, 0, 0},
    {COLUMN_MONEY, '.', "1234,567", CELL_OTHER, 0, 0},
    {COLUMN_MONEY, '.', "1,234 567", CELL_OTHER, 0, 0},
    {COLUMN_MONEY, '.', ",234", CELL_OTHER, 0, 0},
    {COLUMN_MONEY, '.', "1,", CELL_OTHER, 0, 0},
    {COLUMN_MONEY, '.', "0,625", CELL_OTHER, 0, 0},
    {COLUMN_MONEY, ',', "012.345", CELL_OTHER, 0, 0},
    {COLUMN_MONEY, '.', "48.000", CELL_FINE, 48000, 3},
    {COLUMN_MONEY, ',', "48.000", CELL_FINE, 48000, 0},
    {COLUMN_MONEY, '.', "4,625", CELL_FINE, 4625, 0},
    {COLUMN_MONEY, ',', "4,625", CELL_FINE, 4625, 3},
    {COLUMN_MONEY, '.', "1.234,56", CELL_OTHER, 0, 0},
    {COLUMN_MONEY, ',', "1.234,56", CELL_FINE, 123456, 2},
    {COLUMN_MONEY, ',', "1234,56", CELL_FINE, 123456, 2},
    {COLUMN_MONEY, ',', "1,234.56", CELL_OTHER, 0, 0},
    {COLUMN_MONEY, ',', "1 234,56", CELL_FINE, 123456, 2},
    {COLUMN_MONEY, ',',
     "1\xc2\xa0"
     "234,56",
     CELL_FINE, 123456, 2},
    {COLUMN_MONEY, ',',
     "1\xe2\x80\xaf"
     "234,56",
     CELL_FINE, 123456, 2},
    {COLUMN_MONEY, '.', "1'234.56", CELL_FINE, 123456, 2},
    {COLUMN_MONEY, '.',
     "1\xe2\x80\x99"
     "234.56",
     CELL_FINE, 123456, 2},
    {COLUMN_MONEY, '.', "$5", CELL_FINE, 5, 0},
    {COLUMN_MONEY, '.', "-$5", CELL_FINE, -5, 0},
    {COLUMN_MONEY, '.', "$-5", CELL_FINE, -5, 0},
    {COLUMN_MONEY, '.', "-$-5", CELL_OTHER, 0, 0},
    {COLUMN_MONEY, ',', "5,00 \xe2\x82\xac", CELL_FINE, 500, 2},
    {COLUMN_MONEY, '.',
     "\xc2\xa3"
     "5",
     CELL_FINE, 5, 0},
    {COLUMN_MONEY, '.',
     "\xc2\xa5"
     "5",
     CELL_FINE, 5, 0},
    {COLUMN_MONEY, '.', "USD 5.10", CELL_FINE, 510, 2},
    {COLUMN_MONEY, '.', "5.10 CHF", CELL_FINE, 510, 2},
    {COLUMN_MONEY, '.', "usd 5", CELL_OTHER, 0, 0},
    {COLUMN_MONEY, '.', "$5$", CELL_OTHER, 0, 0},
    {COLUMN_MONEY, '.', "5%", CELL_OTHER, 0, 0},
    {COLUMN_MONEY, '.', "999999999999999999", CELL_FINE, INT64_C(999999999999999999), 0},
    {COLUMN_MONEY, '.', "1000000000000000000", CELL_TOO_LONG, 0, 0},
    {COLUMN_MONEY, '.', "0000000000000000000001.5", CELL_FINE, 15, 1},
    {COLUMN_MONEY, '.', "1.50000000000000000000", CELL_FINE, 15, 1},
    {COLUMN_MONEY, '.', "0.1234567890123456789", CELL_TOO_LONG, 0, 0},
    {COLUMN_INTEGER, '.', "12", CELL_FINE, 12, 0},
    {COLUMN_INTEGER, '.', "1,200", CELL_FINE, 1200, 0},
    {COLUMN_INTEGER, '.', "12.5", CELL_FRACTION, 0, 0},
    {COLUMN_INTEGER, '.', "$12", CELL_OTHER, 0, 0},
    {COLUMN_PERCENT, '.', "12.5%", CELL_FINE, 125, 1},
    {COLUMN_PERCENT, '.', "12.5 %", CELL_FINE, 125, 1},
    {COLUMN_PERCENT, '.', "12.5", CELL_FINE, 125, 1},
    {COLUMN_PERCENT, '.', "12.5%%", CELL_OTHER, 0, 0},
    {COLUMN_PERCENT, '.', "%", CELL_OTHER, 0, 0},
    {COLUMN_RATE, '.', "0.125", CELL_FINE, 125, 3},
    {COLUMN_RATE, '.', "12.5%", CELL_FINE, 125, 3},
};

static void decimals(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof decimal_cases / sizeof decimal_cases[0]; i++) {
        const struct decimal_case *it = &decimal_cases[i];
        const struct cell_marks marks = {.decimal = it->decimal, .declared = true};
        int64_t units = 0;
        int scale = 0;
        assert_int_equal(cell_decimal(it->type, &marks, text_of(it->text), &units, &scale), it->flaw);
        if (it->flaw == CELL_FINE) {
            assert_int_equal(units, it->units);
            assert_int_equal(scale, it->scale);
        }
    }
}

/* What the fast way takes, it takes as the slow one does. */
static void fast_and_slow_agree(void **state)
{
    static const char alphabet[] = "0123456789.,- 19";
    const struct cell_marks marks = {.decimal = '.', .declared = true};
    unsigned seed = 7;
    (void)state;
    for (int round = 0; round < 200000; round++) {
        char text[32] = {0};
        size_t len = 1 + (size_t)(rand_r(&seed) % 20);
        for (size_t i = 0; i < len; i++) text[i] = alphabet[(size_t)rand_r(&seed) % (round % 2 ? 11 : sizeof alphabet - 1)];
        int64_t fast, slow;
        int fast_scale, slow_scale;
        struct text it = {text, len};
        if (!cell_plain_decimal('.', it, &fast, &fast_scale)) continue;
        assert_int_equal(cell_decimal(COLUMN_MONEY, &marks, it, &slow, &slow_scale), CELL_FINE);
        assert_int_equal(fast, slow);
        assert_int_equal(fast_scale, slow_scale);
    }
}

/* In a table that does not declare its decimal mark. */
static void cells_in_doubt(void **state)
{
    static const struct {
        enum column_type type;
        const char *text;
        enum cell_flaw flaw, semicolons; /* in files with commas between cells, and with semicolons */
    } cases[] = {
        {COLUMN_MONEY, "48.000", CELL_DOUBT, CELL_DOUBT},   {COLUMN_MONEY, "-$48.125", CELL_DOUBT, CELL_DOUBT},
        {COLUMN_MONEY, "(1.000)", CELL_DOUBT, CELL_DOUBT},  {COLUMN_MONEY, "4,625", CELL_DOUBT, CELL_DOUBT},
        {COLUMN_MONEY, "0,625", CELL_OTHER, CELL_OTHER},    {COLUMN_MONEY, "0.625", CELL_FINE, CELL_FINE},
        {COLUMN_MONEY, ".625", CELL_FINE, CELL_FINE},       {COLUMN_MONEY, "48.0000", CELL_FINE, CELL_FINE},
        {COLUMN_MONEY, "4800.000", CELL_FINE, CELL_FINE},   {COLUMN_MONEY, "48.00", CELL_FINE, CELL_FINE},
        {COLUMN_MONEY, "1,500.00", CELL_FINE, CELL_DOUBT},  {COLUMN_MONEY, "12,345.6", CELL_FINE, CELL_DOUBT},
        {COLUMN_MONEY, "1,234,567", CELL_FINE, CELL_DOUBT}, {COLUMN_MONEY, "12,5", CELL_OTHER, CELL_OTHER},
        {COLUMN_MONEY, "4 625", CELL_FINE, CELL_FINE},      {COLUMN_NUMBER, "0.625", CELL_FINE, CELL_FINE},
        {COLUMN_NUMBER, "48.000", CELL_FINE, CELL_FINE},    {COLUMN_NUMBER, "4,625", CELL_DOUBT, CELL_DOUBT},
        {COLUMN_PERCENT, "12.625%", CELL_FINE, CELL_FINE},  {COLUMN_PERCENT, "4,625%", CELL_DOUBT, CELL_DOUBT},
        {COLUMN_RATE, "1.125", CELL_FINE, CELL_FINE},       {COLUMN_RATE, "4,625", CELL_DOUBT, CELL_DOUBT},
        {COLUMN_INTEGER, "1,234", CELL_FINE, CELL_DOUBT},   {COLUMN_INTEGER, "48.000", CELL_FRACTION, CELL_FRACTION},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (int semicolons = 0; semicolons < 2; semicolons++) {
            const struct cell_marks marks = {.decimal = '.', .semicolons = semicolons};
            struct text text = text_of(cases[i].text);
            int64_t units;
            int scale;
            double number;
            enum cell_flaw flaw = cases[i].type == COLUMN_NUMBER ? cell_number(&marks, text, &number)
                                                                 : cell_decimal(cases[i].type, &marks, text, &units, &scale);
            assert_int_equal(flaw, semicolons ? cases[i].semicolons : cases[i].flaw);
        }
    }
}

static void currencies(void **state)
{
    static const struct {
        const char *own, *cell;
        bool fits;
        const char *name;
    } cases[] = {
        {"USD", "$5", true, "dollars"},     {"CAD", "5 $", true, "dollars"},   {"MXN", "$5", true, "dollars"},
        {"EUR", "$5", false, "dollars"},    {"EUR", "5 €", true, "EUR"},       {"USD", "€5", false, "EUR"},
        {"USD", "EUR 5", false, "EUR"},     {"USD", "5 USD", true, "USD"},     {"GBP", "£5", true, "GBP"},
        {"EUR", "£5", false, "GBP"},        {"JPY", "¥5", true, "JPY or CNY"}, {"CNY", "¥5", true, "JPY or CNY"},
        {"USD", "¥5", false, "JPY or CNY"}, {"usd", "USD 5", true, "USD"},     {"$", "USD 5", true, "USD"},
        {"$", "5 EUR", false, "EUR"},       {"points", "5 EUR", true, "EUR"},  {"USD", "5", true, ""},
        {NULL, "€5", true, "EUR"},          {"USD", "AUD 5", false, "AUD"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct cell_marks marks = {.decimal = '.', .currency = cases[i].own};
        int64_t units;
        int scale;
        assert_int_equal(cell_decimal(COLUMN_MONEY, &marks, text_of(cases[i].cell), &units, &scale),
                         cases[i].fits ? CELL_FINE : CELL_FOREIGN);
        assert_true(text_is(cell_currency(text_of(cases[i].cell)), cases[i].name));
    }
}

static void timestamps(void **state)
{
    static const char *const good[] = {"2026-07-03 00:00:00",           "2026-07-03T10:15:00Z",     "2026-07-03T10:15",
                                       "2026-07-03 23:59:60.250+05:30", "2026-07-03T10:15:00-0800", " 2026-07-03 10:15:00+02 "};
    static const char *const bad[] = {"2026-07-03T",          "2026-07-03 24:00",      "2026-07-03 10",           "2026-07-03 10:60",
                                      "2026-07-03 10:15:00.", "2026-07-03 10:15 pm",   "2026-07-03_10:15",        "2026-07-03 10:15:00+5",
                                      "2026-02-30 10:15:00",  "2026-07-03T10:15:00Zx", "2026-07-03 10:15:00+05:", "2026-07-0310:15"};
    int64_t day;
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_int_equal(cell_date(i % 2 ? "yyyy-mm-dd" : NULL, text_of(good[i]), &day), CELL_FINE);
        assert_int_equal(day, date_from_civil(2026, 7, 3));
        assert_int_equal(cell_date("yyyy/mm/dd", text_of(good[i]), &day), CELL_OTHER);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) assert_int_equal(cell_date(NULL, text_of(bad[i]), &day), CELL_OTHER);
}

static void numbers(void **state)
{
    static const struct {
        char decimal;
        const char *text;
        enum cell_flaw flaw;
        double value;
    } cases[] = {
        {'.', "0.1", CELL_FINE, 0.1},
        {'.', "-0.3", CELL_FINE, -0.3},
        {'.', "9007199254740993", CELL_FINE, 9007199254740992.0},
        {'.', "0.30000000000000004", CELL_FINE, 0.1 + 0.2},
        {'.', "1,234.5", CELL_FINE, 1234.5},
        {'.', "(1,234.5)", CELL_FINE, -1234.5},
        {'.', "1.5e3", CELL_FINE, 1500},
        {',', "1.234,5", CELL_FINE, 1234.5},
        {',', "1,5e3", CELL_FINE, 1500},
        {',', "1.5e3", CELL_OTHER, 0},
        {'.', "123456789012345678901234567890", CELL_FINE, 123456789012345678901234567890.0},
        {'.', "nan", CELL_OTHER, 0},
        {'.', "inf", CELL_OTHER, 0},
        {'.', "0x10", CELL_OTHER, 0},
        {'.', "1e999", CELL_OTHER, 0},
        {'.', "five", CELL_OTHER, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct cell_marks marks = {.decimal = cases[i].decimal, .declared = true};
        double value = 0;
        assert_int_equal(cell_number(&marks, text_of(cases[i].text), &value), cases[i].flaw);
        assert_true(cases[i].flaw != CELL_FINE || value == cases[i].value);
    }
}

static void dates_and_answers(void **state)
{
    int64_t out = -1;
    (void)state;
    assert_int_equal(cell_date(NULL, text_of("2026-09-30"), &out), CELL_FINE);
    assert_int_equal(out, date_from_civil(2026, 9, 30));
    assert_int_equal(cell_date("dd/mm/yyyy", text_of(" 30/09/2026 "), &out), CELL_FINE);
    assert_int_equal(out, date_from_civil(2026, 9, 30));
    assert_int_equal(cell_date(NULL, text_of("2026-02-30"), &out), CELL_OTHER);
    assert_int_equal(cell_date("dd/mm/yyyy", text_of("09/30/2026"), &out), CELL_OTHER);
    static const char *const yes[] = {"yes", "Yes", "Y", "TRUE", "1", " yes "}, *const no[] = {"no", "N", "False", "0"};
    for (size_t i = 0; i < 6; i++) assert_true(cell_yesno(text_of(yes[i]), &out) == CELL_FINE && out == 1);
    for (size_t i = 0; i < 4; i++) assert_true(cell_yesno(text_of(no[i]), &out) == CELL_FINE && out == 0);
    assert_int_equal(cell_yesno(text_of("maybe"), &out), CELL_OTHER);
    assert_int_equal(cell_yesno(text_of("ye"), &out), CELL_OTHER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimals),          cmocka_unit_test(fast_and_slow_agree), cmocka_unit_test(cells_in_doubt),
        cmocka_unit_test(currencies),        cmocka_unit_test(timestamps),          cmocka_unit_test(numbers),
        cmocka_unit_test(dates_and_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
