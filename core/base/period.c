/* Periods and windows: spans of days by name. */
#include "base/date.h"

enum { AMOUNT_MAX = 100000, LAST_YEAR = 9998 /* the day after the period is a date too */ };

static bool take(struct text *rest, const char *word)
{
    size_t len = strlen(word);
    if (rest->len < len || memcmp(rest->ptr, word, len) != 0) return false;
    rest->ptr += len;
    rest->len -= len;
    return true;
}

static bool take_blanks(struct text *rest)
{
    while (take(rest, " ") || take(rest, "\t"))
        ;
    return true;
}

static bool take_digits(struct text *rest, size_t count, int *out)
{
    *out = 0;
    if (rest->len < count) return false;
    for (size_t i = 0; i < count; i++) {
        if (rest->ptr[i] < '0' || rest->ptr[i] > '9') return false;
        *out = *out * 10 + (rest->ptr[i] - '0');
    }
    rest->ptr += count;
    rest->len -= count;
    return true;
}

static bool take_date(struct text *rest, int32_t *day)
{
    const size_t len = sizeof "YYYY-MM-DD" - 1;
    if (rest->len < len || !date_parse((struct text){rest->ptr, len}, day)) return false;
    rest->ptr += len;
    rest->len -= len;
    return true;
}

static bool parse_dates(struct text text, struct span *span)
{
    return take_date(&text, &span->from) && take_blanks(&text) && take(&text, "..") && take_blanks(&text) && take_date(&text, &span->to) &&
           text.len == 0;
}

bool period_is_backward(struct text text)
{
    struct span span;
    return parse_dates(text_trim(text), &span) && span.from > span.to;
}

/* `months` months, the first of them `skip` months into the fiscal year. */
static bool fiscal_span(int year, int first_month, int skip, int months, struct span *period)
{
    int start_year = first_month == 1 ? year : year - 1;
    if (start_year < 1) return false;
    period->from = date_add_months(date_from_civil(start_year, first_month, 1), skip);
    period->to = date_add_months(period->from, months) - 1;
    return true;
}

static bool calendar_month(int year, int month, struct span *period)
{
    return month >= 1 && month <= 12 && fiscal_span(year, 1, month - 1, 1, period);
}

/* What follows the year: nothing, -Q3, -H1, or -07. */
static bool parse_part(struct text rest, int year, int first_month, struct span *period)
{
    int number;
    if (rest.len == 0) return fiscal_span(year, first_month, 0, 12, period);
    if (!take(&rest, "-")) return false;
    bool quarter = take(&rest, "Q") || take(&rest, "q");
    bool half = !quarter && (take(&rest, "H") || take(&rest, "h"));
    if (!take_digits(&rest, quarter || half ? 1 : 2, &number) || rest.len > 0) return false;
    if (!quarter && !half) return calendar_month(year, number, period);
    int months = quarter ? 3 : 6;
    return number >= 1 && number <= 12 / months && fiscal_span(year, first_month, (number - 1) * months, months, period);
}

bool period_parse(struct text text, int first_month, struct span *period)
{
    struct text rest = text_trim(text);
    if (parse_dates(rest, period)) return period->from <= period->to;
    int year;
    return take_digits(&rest, 4, &year) && year >= 1 && year <= LAST_YEAR && parse_part(rest, year, first_month, period);
}

static bool take_amount(struct text *rest, int *amount)
{
    size_t count = 0;
    *amount = 0;
    for (int digit; *amount <= AMOUNT_MAX && take_digits(rest, 1, &digit); count++) *amount = *amount * 10 + digit;
    return count > 0 && *amount <= AMOUNT_MAX;
}

/* "12m" */
static bool take_length(struct text *rest, struct length *length)
{
    if (!take_amount(rest, &length->amount) || !take_blanks(rest) || rest->len == 0 || !memchr("yhqmd", *rest->ptr, 5)) return false;
    length->unit = *rest->ptr++;
    rest->len--;
    return true;
}

bool length_parse(struct text text, struct length *length)
{
    struct text rest = text_trim(text);
    return take_length(&rest, length) && rest.len == 0 && length->amount > 0;
}

/* "trailing 12m" */
static bool take_kind(struct text *rest, enum window_kind kind, struct window *window)
{
    static const struct {
        const char *word, *second;
        bool length;
    } forms[] = {[WINDOW_PERIOD] = {"period", "", false},      [WINDOW_TRAILING] = {"trailing", "", true},
                 [WINDOW_NEXT] = {"next", "", true},           [WINDOW_CALENDAR] = {"calendar", "", true},
                 [WINDOW_FISCAL] = {"fiscal", "", true},       [WINDOW_YTD] = {"ytd", "", false},
                 [WINDOW_YEAR] = {"year", "", false},          [WINDOW_HALF] = {"half", "", false},
                 [WINDOW_QUARTER] = {"quarter", "", false},    [WINDOW_MONTH] = {"month", "", false},
                 [WINDOW_UNTIL_END] = {"until", "end", false}, [WINDOW_FROM_END] = {"from", "end", false}};
    *window = (struct window){.kind = kind, .length = {.unit = 'd'}, .back = {.unit = 'd'}};
    if (!take(rest, forms[kind].word) || !take_blanks(rest) || !take(rest, forms[kind].second)) return false;
    if (!forms[kind].length) return true;
    if (!take_length(rest, &window->length) || window->length.amount == 0) return false;
    return window->length.unit != 'd' || kind == WINDOW_TRAILING || kind == WINDOW_NEXT;
}

/* " - 1y", or nothing */
static bool take_back(struct text rest, struct length *back)
{
    take_blanks(&rest);
    return rest.len == 0 || (take(&rest, "-") && take_blanks(&rest) && take_length(&rest, back) && rest.len == 0);
}

/* "2026-01-01..2026-03-31", where one of the days may be missing */
static bool parse_days(struct text rest, struct span *span)
{
    *span = (struct span){DATE_MIN, DATE_MAX};
    bool from = take_date(&rest, &span->from) && take_blanks(&rest);
    if (!take(&rest, "..")) return false;
    bool to = take_blanks(&rest) && take_date(&rest, &span->to);
    return rest.len == 0 && (from || to) && span->from <= span->to;
}

bool window_parse(struct text text, struct window *window)
{
    text = text_trim(text);
    for (int kind = 0; kind < WINDOW_ALL; kind++) {
        struct text rest = text;
        if (take_kind(&rest, (enum window_kind)kind, window) && take_back(rest, &window->back)) return true;
    }
    *window = (struct window){.kind = text_is(text, "all") ? WINDOW_ALL : WINDOW_FIXED};
    return window->kind == WINDOW_ALL || parse_days(text, &window->fixed);
}

static int32_t within_bounds(int64_t day)
{
    return (int32_t)(day < DATE_MIN ? DATE_MIN : day > DATE_MAX ? DATE_MAX : day);
}

/* As date_add_months, but a last day of a month stays one: 2026-06-30 less a quarter is 2026-03-31. */
static int32_t back_months(int32_t day, int months)
{
    struct civil next = date_civil(day < DATE_MAX ? day + 1 : day);
    if (next.day != 1) return date_add_months(day, -months);
    return within_bounds((int64_t)date_add_months(day + 1, -months) - 1);
}

static int months_of(char unit)
{
    return unit == 'y' ? 12 : unit == 'h' ? 6 : unit == 'q' ? 3 : 1;
}

static int32_t back(int32_t day, struct length by)
{
    if (by.unit == 'd') return within_bounds((int64_t)day - by.amount);
    return back_months(day, by.amount * months_of(by.unit));
}

/* The whole year (or half, quarter, month: `months` months, as the year that begins in first_month is divided) that holds a day. */
static struct span whole(int32_t day, int first_month, int months)
{
    struct civil civil = date_civil(day);
    int since = (civil.month - first_month + 12) % months;
    int32_t from = date_add_months(date_from_civil(civil.year, civil.month, 1), -since);
    return (struct span){from, date_add_months(from, months) - 1};
}

int32_t date_add_length(int32_t day, struct length length)
{
    if (length.unit == 'd') return within_bounds((int64_t)day + length.amount);
    return date_add_months(day, length.amount * months_of(length.unit));
}

/* So many of them up to the one that holds the last day, cut at this day. */
static struct span several(struct length length, int32_t last, int first_month)
{
    int months = months_of(length.unit);
    return (struct span){date_add_months(whole(last, first_month, months).from, -months * (length.amount - 1)), last};
}

struct span window_resolve(const struct window *window, struct span period, int first_month)
{
    int32_t from = back(period.from, window->back), last = back(period.to, window->back);
    struct length length = window->length;
    switch (window->kind) {
    case WINDOW_PERIOD: return (struct span){from, last};
    case WINDOW_TRAILING: return (struct span){within_bounds((int64_t)back(last, length) + 1), last};
    case WINDOW_NEXT: length.amount = -length.amount; return (struct span){within_bounds((int64_t)last + 1), back(last, length)};
    case WINDOW_CALENDAR: return several(length, last, 1);
    case WINDOW_FISCAL: return several(length, last, first_month);
    case WINDOW_YTD: return (struct span){whole(last, first_month, 12).from, last};
    case WINDOW_YEAR: return whole(last, first_month, 12);
    case WINDOW_HALF: return whole(last, first_month, 6);
    case WINDOW_QUARTER: return whole(last, first_month, 3);
    case WINDOW_MONTH: return whole(last, first_month, 1);
    case WINDOW_UNTIL_END: return (struct span){DATE_MIN, last};
    case WINDOW_FROM_END: return (struct span){last, DATE_MAX};
    case WINDOW_FIXED: return window->fixed;
    case WINDOW_ALL: break;
    }
    return (struct span){DATE_MIN, DATE_MAX};
}
