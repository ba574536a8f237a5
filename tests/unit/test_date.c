/* Days, formats, periods and windows against known facts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/date.h"

static int32_t day(const char *text)
{
    int32_t out;
    if (!date_parse(text_of(text), &out)) fail_msg("\"%s\" is no date", text);
    return out;
}

static void assert_day(int32_t actual, const char *expected)
{
    char text[DATE_TEXT_MAX];
    size_t len = date_format(actual, text);
    assert_int_equal(len, strlen(text));
    assert_string_equal(text, expected);
}

static void assert_span(struct span actual, const char *from, const char *to)
{
    assert_day(actual.from, from);
    assert_day(actual.to, to);
}

static void test_known_days(void **state)
{
    (void)state;
    const struct {
        const char *text;
        int32_t day;
    } known[] = {
        {"1970-01-01", 0},     {"1969-12-31", -1},       {"2000-02-29", 11016},    {"2000-03-01", 11017},
        {"2024-10-01", 19997}, {"0001-01-01", DATE_MIN}, {"9999-12-31", DATE_MAX}, {"2038-01-19", 24855},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        assert_int_equal(day(known[i].text), known[i].day);
        assert_day(known[i].day, known[i].text);
    }
}

static struct civil next_civil(struct civil c)
{
    if (date_valid(c.year, c.month, c.day + 1)) return (struct civil){c.year, c.month, c.day + 1};
    return c.month < 12 ? (struct civil){c.year, c.month + 1, 1} : (struct civil){c.year + 1, 1, 1};
}

/* Every day there is, one after the other. */
static void test_all_days(void **state)
{
    (void)state;
    struct civil expected = {1, 1, 1};
    for (int32_t d = DATE_MIN; d <= DATE_MAX; d++, expected = next_civil(expected)) {
        struct civil c = date_civil(d);
        if (c.year != expected.year || c.month != expected.month || c.day != expected.day || date_from_civil(c.year, c.month, c.day) != d)
            fail_msg("day %d is %d-%d-%d, not %d-%d-%d", d, c.year, c.month, c.day, expected.year, expected.month, expected.day);
    }
}

static void test_valid(void **state)
{
    (void)state;
    assert_true(date_valid(2000, 2, 29));
    assert_false(date_valid(1900, 2, 29));
    assert_true(date_valid(2024, 2, 29));
    assert_false(date_valid(2026, 2, 29));
    assert_false(date_valid(2026, 4, 31));
    assert_false(date_valid(2026, 0, 1));
    assert_false(date_valid(2026, 13, 1));
    assert_false(date_valid(2026, 1, 0));
    assert_false(date_valid(0, 1, 1));
    assert_false(date_valid(10000, 1, 1));
}

static void test_parse_refuses(void **state)
{
    (void)state;
    const char *const texts[] = {"",         "2026-02-29", "1900-02-29", "2026-1-1",  "2026/01/01", "2026-01-01 ",
                                 "20260101", "2026-13-01", "0000-01-01", "2026-01-0a"};
    int32_t out;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (date_parse(text_of(texts[i]), &out)) fail_msg("\"%s\" was taken for a date", texts[i]);
    }
}

static void test_add_months(void **state)
{
    (void)state;
    assert_day(date_add_months(day("2026-01-31"), 1), "2026-02-28");
    assert_day(date_add_months(day("2024-01-31"), 1), "2024-02-29");
    assert_day(date_add_months(day("2024-02-29"), -12), "2023-02-28");
    assert_day(date_add_months(day("2026-03-15"), -3), "2025-12-15");
    assert_day(date_add_months(day("2026-12-01"), 1), "2027-01-01");
    assert_day(date_add_months(day("9999-12-01"), 1), "9999-12-31");
    assert_day(date_add_months(day("0001-01-15"), -1), "0001-01-01");
}

static void test_formats(void **state)
{
    (void)state;
    const char *const known[][3] = {
        {"31/12/2026", "dd/mm/yyyy", "2026-12-31"}, {"12/31/2026", "mm/dd/yyyy", "2026-12-31"},
        {"1/7/2026", "d/m/yyyy", "2026-07-01"},     {"01/07/2026", "d/m/yyyy", "2026-07-01"},
        {"1-Jul-2026", "d-mmm-yyyy", "2026-07-01"}, {"01.JUL.2026", "dd.mmm.yyyy", "2026-07-01"},
        {"20260701", "yyyymmdd", "2026-07-01"},     {"Feb 29, 2024", "mmm d, yyyy", "2024-02-29"},
        {"2026-07-01", "YYYY-MM-DD", "2026-07-01"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        int32_t d = 0;
        assert_true(date_format_check(text_of(known[i][1])));
        if (!date_parse_as(text_of(known[i][0]), text_of(known[i][1]), &d)) fail_msg("\"%s\" is not read as %s", known[i][0], known[i][1]);
        assert_day(d, known[i][2]);
    }
}

static void test_formats_refuse(void **state)
{
    (void)state;
    const char *const bad[][2] = {
        {"31/12/2026", "mm/dd/yyyy"}, {"1/07/2026", "dd/mm/yyyy"},   {"01/07/26", "dd/mm/yyyy"},    {"29/02/2026", "dd/mm/yyyy"},
        {"1-Jux-2026", "d-mmm-yyyy"}, {"1-July-2026", "d-mmm-yyyy"}, {"01/07/2026 ", "dd/mm/yyyy"}, {"01-07-2026", "dd/mm/yyyy"},
        {"", "dd/mm/yyyy"},           {"123/1/2026", "d/m/yyyy"},    {"1-J", "d-mmm-yyyy"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        int32_t d;
        if (date_parse_as(text_of(bad[i][0]), text_of(bad[i][1]), &d)) fail_msg("\"%s\" was read as %s", bad[i][0], bad[i][1]);
    }
    const char *const formats[] = {"",       "dd/mm/yy",   "mm/yyyy", "dd/mm/yyyy/dd", "dd/mmmm/yyyy", "ddthmm yyyy",
                                   "dmyyyy", "dd:mm:yyyy", "Excel"};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (date_format_check(text_of(formats[i]))) fail_msg("\"%s\" was taken for a format", formats[i]);
    }
}

/* Serials as spreadsheets show them for these dates (1900 date system). */
static void test_excel_serials(void **state)
{
    (void)state;
    const struct {
        const char *serial, *text;
    } known[] = {{"1", "1900-01-01"},     {"59", "1900-02-28"},    {"61", "1900-03-01"},
                 {"25569", "1970-01-01"}, {"45566", "2024-10-01"}, {"2958465", "9999-12-31"}};
    int32_t d;
    assert_true(date_format_check(text_of("excel")));
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        assert_true(date_parse_as(text_of(known[i].serial), text_of("excel"), &d));
        assert_day(d, known[i].text);
    }
    const char *const bad[] = {"0", "60", "2958466", "-1", "", "45566.5", "2024-10-01", "99999999"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(date_parse_as(text_of(bad[i]), text_of("excel"), &d));
}

static struct span period(const char *text, int first_month)
{
    struct span out = {0, 0};
    if (!period_parse(text_of(text), first_month, &out)) fail_msg("\"%s\" is no period", text);
    return out;
}

static void test_calendar_periods(void **state)
{
    (void)state;
    assert_span(period("2026-Q3", 1), "2026-07-01", "2026-09-30");
    assert_span(period("2026-H1", 1), "2026-01-01", "2026-06-30");
    assert_span(period("2026", 1), "2026-01-01", "2026-12-31");
    assert_span(period("2024-02", 1), "2024-02-01", "2024-02-29");
    assert_span(period("2026-12", 1), "2026-12-01", "2026-12-31");
    assert_span(period("2026-07-01..2026-09-30", 1), "2026-07-01", "2026-09-30");
    assert_span(period(" 2026-07-15 .. 2026-07-15 ", 1), "2026-07-15", "2026-07-15");
}

/* A fiscal year from July 2025 to June 2026 is 2026, as Microsoft's; one from February, as many retailers'. */
static void test_fiscal_periods(void **state)
{
    (void)state;
    assert_span(period("2026", 7), "2025-07-01", "2026-06-30");
    assert_span(period("2026-Q1", 7), "2025-07-01", "2025-09-30");
    assert_span(period("2026-Q3", 7), "2026-01-01", "2026-03-31");
    assert_span(period("2026-H2", 7), "2026-01-01", "2026-06-30");
    assert_span(period("2026-Q4", 2), "2025-11-01", "2026-01-31");
    assert_span(period("2026-07", 7), "2026-07-01", "2026-07-31");
    assert_span(period("2026", 12), "2025-12-01", "2026-11-30");
}

static void test_periods_refused(void **state)
{
    (void)state;
    const char *const texts[] = {"",
                                 "26",
                                 "2026-Q5",
                                 "2026-Q0",
                                 "2026-H3",
                                 "2026-13",
                                 "2026-00",
                                 "2026-7",
                                 "2026-Q",
                                 "2026-Q33",
                                 "2026Q3",
                                 "0000",
                                 "9999",
                                 "2026-",
                                 "2026-09-30..2026-07-01",
                                 "2026-07-01..",
                                 "2026-07-01",
                                 "2026-02-30..2026-03-01",
                                 "next"};
    struct span out;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (period_parse(text_of(texts[i]), 1, &out)) fail_msg("\"%s\" was taken for a period", texts[i]);
    }
    assert_true(period_is_backward(text_of(" 2026-09-30 .. 2026-07-01")));
    assert_false(period_is_backward(text_of("2026-07-01..2026-07-01")));
    assert_false(period_is_backward(text_of("2026-13-01..2026-07-01")));
    assert_false(period_parse(text_of("0001"), 7, &out)); /* would begin in the year 0 */
}

static struct span window(const char *text, const char *in, int first_month)
{
    struct window out;
    if (!window_parse(text_of(text), &out)) fail_msg("\"%s\" is no window", text);
    return window_resolve(&out, period(in, first_month), first_month);
}

static void test_windows(void **state)
{
    (void)state;
    const char *const known[][4] = {
        {"period", "2026-Q3", "2026-07-01", "2026-09-30"},
        {"period - 1y", "2026-Q3", "2025-07-01", "2025-09-30"},
        {"period - 1q", "2026-Q3", "2026-04-01", "2026-06-30"},
        {"period-1q", "2026-Q2", "2026-01-01", "2026-03-31"}, /* a last day of a month stays one */
        {"period - 12m", "2026-02", "2025-02-01", "2025-02-28"},
        {"period - 2y", "2026-02", "2024-02-01", "2024-02-29"},
        {"period - 7d", "2026-07-08..2026-07-14", "2026-07-01", "2026-07-07"},
        {"period - 1m", "2026-07-10..2026-07-20", "2026-06-10", "2026-06-20"},
        {"period - 1h", "2026-H2", "2026-01-01", "2026-06-30"},
        {"trailing 2h", "2026-H1", "2025-07-01", "2026-06-30"},
        {"calendar 2h", "2026-Q3", "2026-01-01", "2026-09-30"},
        {"trailing 12m", "2026-Q3", "2025-10-01", "2026-09-30"},
        {"trailing 4q", "2026-Q3", "2025-10-01", "2026-09-30"},
        {"trailing 1y", "2026-Q3", "2025-10-01", "2026-09-30"},
        {"trailing 365d", "2026-Q3", "2025-10-01", "2026-09-30"},
        {"trailing 1d", "2026-Q3", "2026-09-30", "2026-09-30"},
        {"trailing 1m", "2026-02", "2026-02-01", "2026-02-28"},
        {"trailing 1m", "2026-07-01..2026-07-20", "2026-06-21", "2026-07-20"},
        {"ytd", "2026-Q3", "2026-01-01", "2026-09-30"},
        {"until end", "2026-Q3", "0001-01-01", "2026-09-30"},
        {"from end", "2026-Q3", "2026-09-30", "9999-12-31"},
        {"all", "2026-Q3", "0001-01-01", "9999-12-31"},
        {"next 90d", "2026-Q3", "2026-10-01", "2026-12-29"},
        {"next 1q", "2026-Q3", "2026-10-01", "2026-12-31"},
        {"next 1m", "2026-01", "2026-02-01", "2026-02-28"},
        {"calendar 1m", "2026-07-20..2026-08-02", "2026-08-01", "2026-08-02"},
        {"calendar 1q", "2026-08", "2026-07-01", "2026-08-31"},
        {"calendar 4q", "2026-08", "2025-10-01", "2026-08-31"},
        {"calendar 1y", "2026-Q3", "2026-01-01", "2026-09-30"},
        {"calendar 2y", "2026-Q3", "2025-01-01", "2026-09-30"},
        {"year", "2026-Q3", "2026-01-01", "2026-12-31"},
        {"year - 1y", "2026-Q3", "2025-01-01", "2025-12-31"},
        {"half", "2026-Q3", "2026-07-01", "2026-12-31"},
        {"quarter", "2026-08", "2026-07-01", "2026-09-30"},
        {"month", "2026-02-03..2026-02-10", "2026-02-01", "2026-02-28"},
        {"ytd - 1y", "2026-Q3", "2025-01-01", "2025-09-30"},
        {"trailing 12m - 12m", "2026-Q3", "2024-10-01", "2025-09-30"},
        {"trailing 4q-1q", "2026-Q3", "2025-07-01", "2026-06-30"},
        {"until end - 1y", "2026-Q3", "0001-01-01", "2025-09-30"},
        {"from end - 30d", "2026-Q3", "2026-08-31", "9999-12-31"},
        {"2026-01-01..", "2026-Q3", "2026-01-01", "9999-12-31"},
        {".. 2026-03-31", "2026-Q3", "0001-01-01", "2026-03-31"},
        {" 2026-01-01..2026-03-31 ", "2026-Q3", "2026-01-01", "2026-03-31"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) assert_span(window(known[i][0], known[i][1], 1), known[i][2], known[i][3]);
}

static void test_fiscal_windows(void **state)
{
    (void)state;
    assert_span(window("ytd", "2026-Q2", 7), "2025-07-01", "2025-12-31");
    assert_span(window("ytd", "2026-Q4", 7), "2025-07-01", "2026-06-30");
    assert_span(window("ytd", "2026-Q1", 7), "2025-07-01", "2025-09-30");
    assert_span(window("period - 1y", "2026-Q3", 7), "2025-01-01", "2025-03-31");
    assert_span(window("year", "2026-Q3", 7), "2025-07-01", "2026-06-30");
    assert_span(window("half", "2026-Q3", 7), "2026-01-01", "2026-06-30");
    assert_span(window("calendar 1y", "2026-Q3", 7), "2026-01-01", "2026-03-31");
    assert_span(window("fiscal 1y", "2026-Q3", 7), "2025-07-01", "2026-03-31");
    assert_span(window("fiscal 2q", "2026-09", 2), "2026-05-01", "2026-09-30"); /* quarters from February, May, August, November */
    assert_span(window("calendar 2q", "2026-09", 2), "2026-04-01", "2026-09-30");
}

/* Microsoft, partner capability score 2024: seen on 15 August 2024 a partner qualifies by any day from 1 March to 15 August; seen in the
 * month of its anniversary, by any day of March to August.
 * https://learn.microsoft.com/en-au/partner-center/membership/partner-capability-score */
static void test_calendar_windows(void **state)
{
    (void)state;
    assert_span(window("calendar 6m", "2024-07-01..2024-08-15", 1), "2024-03-01", "2024-08-15");
    assert_span(window("calendar 6m", "2024-08", 1), "2024-03-01", "2024-08-31");
}

static void test_windows_refused(void **state)
{
    (void)state;
    const char *const texts[] = {"",
                                 "Period",
                                 "period -",
                                 "period - y",
                                 "period - 1",
                                 "period - 1w",
                                 "period + 1y",
                                 "period - 1yy",
                                 "trailing",
                                 "trailing 0m",
                                 "trailing 12",
                                 "trailing 100001d",
                                 "trailing 99999999999999999999d",
                                 "until",
                                 "untilend of",
                                 "all of it",
                                 "2026-Q3",
                                 "ytd 1y",
                                 "calendar 6d",
                                 "calendar 0m",
                                 "calendar",
                                 "next",
                                 "next 0d",
                                 "year 2026",
                                 "all - 1y",
                                 "..",
                                 "2026-01-01..2026-03-31 - 1y",
                                 "ytd - 1y - 1y",
                                 "2026-03-31..2026-01-01"};
    struct window out;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (window_parse(text_of(texts[i]), &out)) fail_msg("\"%s\" was taken for a window", texts[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_days),     cmocka_unit_test(test_all_days),        cmocka_unit_test(test_valid),
        cmocka_unit_test(test_parse_refuses),  cmocka_unit_test(test_add_months),      cmocka_unit_test(test_formats),
        cmocka_unit_test(test_formats_refuse), cmocka_unit_test(test_excel_serials),   cmocka_unit_test(test_calendar_periods),
        cmocka_unit_test(test_fiscal_periods), cmocka_unit_test(test_periods_refused), cmocka_unit_test(test_windows),
        cmocka_unit_test(test_fiscal_windows), cmocka_unit_test(test_windows_refused), cmocka_unit_test(test_calendar_windows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
