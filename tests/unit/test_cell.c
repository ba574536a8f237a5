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
        int64_t units = 0;
        int scale = 0;
        assert_int_equal(cell_decimal(it->type, it->decimal, text_of(it->text), &units, &scale), it->flaw);
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
        assert_int_equal(cell_decimal(COLUMN_MONEY, '.', it, &slow, &slow_scale), CELL_FINE);
        assert_int_equal(fast, slow);
        assert_int_equal(fast_scale, slow_scale);
    }
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
        double value = 0;
        assert_int_equal(cell_number(cases[i].decimal, text_of(cases[i].text), &value), cases[i].flaw);
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
        cmocka_unit_test(decimals),
        cmocka_unit_test(fast_and_slow_agree),
        cmocka_unit_test(numbers),
        cmocka_unit_test(dates_and_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
