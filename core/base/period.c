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

static bool parse_fixed(struct text text, struct span *span)
{
    return take_date(&text, &span->from) && take_blanks(&text) && take(&text, "..") && take_blanks(&text) && take_date(&text, &span->to) &&
           text.len == 0 && span->from <= span->to;
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
    if (parse_fixed(rest, period)) return true;
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

/* "12m", and nothing behind it */
static bool take_length(struct text *rest, struct window *window)
{
    if (!take_amount(rest, &window->amount) || !take_blanks(rest) || rest->len != 1) return false;
    window->unit = *rest->ptr;
    return memchr("yqmd", window->unit, 4) != NULL;
}

static bool parse_shift(struct text rest, struct window *window)
{
    *window = (struct window){.kind = WINDOW_PERIOD, .unit = 'd'};
    if (!take(&rest, "period") || !take_blanks(&rest)) return false;
    if (rest.len == 0) return true;
    return take(&rest, "-") && take_blanks(&rest) && take_length(&rest, window);
}

static bool parse_trailing(struct text rest, struct window *window)
{
    *window = (struct window){.kind = WINDOW_TRAILING};
    return take(&rest, "trailing") && take_blanks(&rest) && take_length(&rest, window) && window->amount > 0;
}

/* "until end" and "from end": a word, blanks, and end. */
static bool parse_to_end(struct text rest, const char *word)
{
    return take(&rest, word) && take_blanks(&rest) && text_is(rest, "end");
}

static bool parse_word(struct text rest, struct window *window)
{
    *window = (struct window){.kind = WINDOW_ALL};
    if (text_is(rest, "ytd"))
        window->kind = WINDOW_YTD;
    else if (parse_to_end(rest, "until"))
        window->kind = WINDOW_UNTIL_END;
    else if (parse_to_end(rest, "from"))
        window->kind = WINDOW_FROM_END;
    else
        return text_is(rest, "all");
    return true;
}

bool window_parse(struct text text, struct window *window)
{
    struct text rest = text_trim(text);
    if (parse_shift(rest, window) || parse_trailing(rest, window) || parse_word(rest, window)) return true;
    *window = (struct window){.kind = WINDOW_FIXED};
    return parse_fixed(rest, &window->fixed);
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

static int32_t back(int32_t day, int amount, char unit)
{
    if (unit == 'd') return within_bounds((int64_t)day - amount);
    return back_months(day, amount * (unit == 'y' ? 12 : unit == 'q' ? 3 : 1));
}

static int32_t fiscal_year_start(int32_t day, int first_month)
{
    struct civil civil = date_civil(day);
    int year = civil.month >= first_month ? civil.year : civil.year - 1;
    return year < 1 ? DATE_MIN : date_from_civil(year, first_month, 1);
}

struct span window_resolve(const struct window *window, struct span period, int first_month)
{
    switch (window->kind) {
    case WINDOW_PERIOD:
        return (struct span){back(period.from, window->amount, window->unit), back(period.to, window->amount, window->unit)};
    case WINDOW_TRAILING: return (struct span){within_bounds((int64_t)back(period.to, window->amount, window->unit) + 1), period.to};
    case WINDOW_YTD: return (struct span){fiscal_year_start(period.to, first_month), period.to};
    case WINDOW_UNTIL_END: return (struct span){DATE_MIN, period.to};
    case WINDOW_FROM_END: return (struct span){period.to, DATE_MAX};
    case WINDOW_FIXED: return window->fixed;
    case WINDOW_ALL: break;
    }
    return (struct span){DATE_MIN, DATE_MAX};
}
