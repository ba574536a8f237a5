/* date.h - days, periods and windows. A day is the number of days since 1970-01-01 (proleptic Gregorian); no clock and no
 * time zone anywhere. A span holds both ends. */
#ifndef RUNG_BASE_DATE_H
#define RUNG_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

enum { DATE_TEXT_MAX = 16, DATE_MIN = -719162 /* 0001-01-01 */, DATE_MAX = 2932896 /* 9999-12-31 */ };

struct civil {
    int year, month, day;
};
struct span {
    int32_t from, to;
};

int32_t date_from_civil(int year, int month, int day);
struct civil date_civil(int32_t day);
bool date_valid(int year, int month, int day);
int32_t date_add_months(int32_t day, int months); /* the day of the month kept, or the month's last day */
/* A length of time, as in 6m or 45d. */
struct length {
    int amount;
    char unit; /* 'y', 'h' (half a year), 'q', 'm', 'd' */
};
bool length_parse(struct text text, struct length *length); /* above 0 */
int32_t date_add_length(int32_t day, struct length length); /* held to DATE_MAX */
size_t date_format(int32_t day, char out[DATE_TEXT_MAX]);   /* YYYY-MM-DD, NUL-terminated */
bool date_parse(struct text text, int32_t *day);            /* YYYY-MM-DD */
/* By a column's format: yyyy, mm, m, dd, d, mmm (Jan..Dec), any case, each once, and the separators - / . , _ and blank between them, as in
 * "dd/mm/yyyy", "d-mmm-yyyy"; m and d take one or two digits. Or "excel", the serial day number of spreadsheets (1900 system;
 * 60, the 29 February 1900 that never was, is refused). date_format_check refuses yy and everything else. */
bool date_parse_as(struct text text, struct text format, int32_t *day);
bool date_format_check(struct text format);

/* What a run is for. Text: 2026-Q3, 2026-H1, 2026, 2026-07, or 2026-07-01..2026-09-30. Quarters, halves and years follow a
 * fiscal year that begins in month first_month (1: the calendar); a fiscal year is named after the calendar year in which it ends. */
bool period_parse(struct text text, int first_month, struct span *period);
/* Two dates of which the second is the earlier: neither a period nor a window. */
bool period_is_backward(struct text text);

/* Dates relative to the period. Text (blanks free, lower case):
 *   period            the period
 *   trailing 12m      the n months (y, h, q, m, d) that end with the period's last day
 *   next 90d          the n days (or y, h, q, m) that follow the period's last day
 *   calendar 6m       the calendar month that holds the period's last day and the 5 before it, up to the last day; q, h, y: likewise
 *   fiscal 4q         the same in quarters, halves and years of the fiscal year
 *   ytd               from the first day of the fiscal year to the period's last day
 *   year, half, quarter, month   the whole fiscal year (...) that holds the period's last day
 *   until end         everything up to the period's last day
 *   from end          the period's last day and everything behind it: what has not ended by then
 *   all               every day
 *   2026-01-01..2026-03-31   fixed dates; one of them may be missing
 * All but the last two may be followed by "- 1y" (y, h, q, m, d): the same, seen from a period whose ends lie so much earlier.
 * Moving by whole months keeps month ends: 2026-09-30 less 1y is 2025-09-30; a last day of a month stays one. */
enum window_kind {
    WINDOW_PERIOD,
    WINDOW_TRAILING,
    WINDOW_NEXT,
    WINDOW_CALENDAR,
    WINDOW_FISCAL,
    WINDOW_YTD,
    WINDOW_YEAR,
    WINDOW_HALF,
    WINDOW_QUARTER,
    WINDOW_MONTH,
    WINDOW_UNTIL_END,
    WINDOW_FROM_END,
    WINDOW_ALL,
    WINDOW_FIXED
};
struct window {
    enum window_kind kind;
    struct length length, back; /* back: how much earlier; 0: not moved */
    struct span fixed;
};
bool window_parse(struct text text, struct window *window);
struct span window_resolve(const struct window *window, struct span period, int first_month);

#endif
