/* Cells as spreadsheets and other programs must read them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "out/csv_row.h"

static void check_text(const char *style, const char *text, const char *expected)
{
    struct buf out = {0};
    struct csv_row row = {.out = &out, .style = csv_style_named(style)};
    csv_string(&row, text);
    if (!memchr(out.ptr, '"', out.len)) assert_true(text_is(csv_harmless_undo(buf_view(&out)), text));
    buf_char(&out, '\0');
    assert_string_equal(out.ptr, expected);
    buf_release(&out);
}

static void quotes_only_where_needed(void **state)
{
    (void)state;
    check_text("csv", "plain", "plain");
    check_text("csv", "a,b", "\"a,b\"");
    check_text("csv", "say \"hi\"", "\"say \"\"hi\"\"\"");
    check_text("csv", "two\nlines", "\"two\nlines\"");
    check_text("csv", " padded", "\" padded\"");
    check_text("csv", "a;b", "a;b");
    check_text("excel-eu", "a;b", "\"a;b\"");
    check_text("excel-eu", "a,b", "a,b");
    check_text("tsv", "a\tb", "\"a\tb\"");
}

/* The first characters are OWASP's list for CSV injection (owasp.org/www-community/attacks/CSV_Injection). */
static void formulas_are_made_harmless(void **state)
{
    (void)state;
    check_text("csv", "=1+1", "'=1+1");
    check_text("csv", "+1", "'+1");
    check_text("csv", "-1", "'-1");
    check_text("csv", "@SUM(A1)", "'@SUM(A1)");
    check_text("csv", "\tx", "'\tx");
    check_text("csv", "=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
}

/* One apostrophe off every text that has formula characters behind apostrophes gives the input back; others stay. */
static void harmless_text_is_recoverable(void **state)
{
    (void)state;
    check_text("csv", "'=1", "''=1");
    check_text("csv", "'tis", "'tis");
    check_text("csv", "a=b", "a=b");
}

static void numbers_follow_the_style(void **state)
{
    (void)state;
    const struct {
        const char *style, *expected;
    } cases[] = {
        {"csv", "0.1,1234.50,14.5,2,yes,\n"},
        {"tsv", "0.1\t1234.50\t14.5\t2\tyes\t\n"},
        {"excel", "0.1,1234.50,14.5,2,yes,\r\n"},
        {"excel-eu", "0,1;1234,50;14,5;2;yes;\r\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buf out = {0};
        struct csv_row row = {.out = &out, .style = csv_style_named(cases[i].style)};
        csv_number(&row, 0.1);
        csv_decimal(&row, decimal_of(123450, 2));
        csv_percent(&row, decimal_of(1450, 4));
        csv_percent(&row, decimal_of(2, 2));
        csv_yesno(&row, true);
        csv_empty(&row);
        csv_end(&row);
        buf_char(&out, '\0');
        assert_string_equal(out.ptr, cases[i].expected);
        buf_release(&out);
    }
}

static void excel_gets_a_byte_order_mark(void **state)
{
    (void)state;
    struct buf out = {0};
    struct csv_row row = {.out = &out, .style = csv_style_named("excel")};
    csv_begin(&row);
    assert_int_equal(out.len, 3);
    assert_memory_equal(out.ptr, "\xef\xbb\xbf", 3);
    buf_release(&out);
    assert_null(csv_style_named("xls"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_only_where_needed),     cmocka_unit_test(formulas_are_made_harmless),
        cmocka_unit_test(harmless_text_is_recoverable), cmocka_unit_test(numbers_follow_the_style),
        cmocka_unit_test(excel_gets_a_byte_order_mark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
