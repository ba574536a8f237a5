/* Dates as a column's format writes them. */
#include <strings.h>

#include "base/date.h"

enum piece_kind { PIECE_END, PIECE_YEAR, PIECE_MONTH, PIECE_MONTH_NAME, PIECE_DAY, PIECE_SEPARATOR, PIECE_UNKNOWN };

/* One piece of a format: a run of the same letter, or one other character. */
struct piece {
    enum piece_kind kind;
    size_t digits_min, digits_max;
    char separator;
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_separator(char c)
{
    return c != '\0' && strchr("-/. ,_", c);
}

static struct piece piece_of_letters(char letter, size_t count)
{
    static const struct {
        char letter;
        size_t count;
        struct piece piece;
    } known[] = {
        {'y', 4, {PIECE_YEAR, 4, 4, 0}},       {'m', 1, {PIECE_MONTH, 1, 2, 0}}, {'m', 2, {PIECE_MONTH, 2, 2, 0}},
        {'m', 3, {PIECE_MONTH_NAME, 0, 0, 0}}, {'d', 1, {PIECE_DAY, 1, 2, 0}},   {'d', 2, {PIECE_DAY, 2, 2, 0}},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (known[i].letter == letter && known[i].count == count) return known[i].piece;
    }
    return (struct piece){.kind = PIECE_UNKNOWN};
}

static struct piece next_piece(struct text *format)
{
    if (format->len == 0) return (struct piece){.kind = PIECE_END};
    char first = *format->ptr;
    size_t count = 1;
    while (is_letter(first) && count < format->len && lower(format->ptr[count]) == lower(first)) count++;
    format->ptr += count;
    format->len -= count;
    if (is_letter(first)) return piece_of_letters(lower(first), count);
    return (struct piece){.kind = is_separator(first) ? PIECE_SEPARATOR : PIECE_UNKNOWN, .separator = first};
}

/* "yyyymmdd" is clear, "dmyyyy" is not: a number of one or two digits needs a separator or the end behind it. */
static bool ambiguous(struct piece before, struct piece piece)
{
    bool open_ended = before.digits_min != before.digits_max;
    return open_ended && (piece.kind == PIECE_YEAR || piece.kind == PIECE_MONTH || piece.kind == PIECE_DAY);
}

bool date_format_check(struct text format)
{
    if (text_is(format, "excel")) return true;
    int years = 0, months = 0, days = 0;
    struct piece before = {.kind = PIECE_END}, piece;
    while ((piece = next_piece(&format)).kind != PIECE_END) {
        if (piece.kind == PIECE_UNKNOWN || ambiguous(before, piece)) return false;
        years += piece.kind == PIECE_YEAR;
        months += piece.kind == PIECE_MONTH || piece.kind == PIECE_MONTH_NAME;
        days += piece.kind == PIECE_DAY;
        before = piece;
    }
    return years == 1 && months == 1 && days == 1;
}

static bool take_number(struct text *rest, size_t least, size_t most, int *out)
{
    size_t count = 0;
    *out = 0;
    while (count < most && count < rest->len && rest->ptr[count] >= '0' && rest->ptr[count] <= '9')
        *out = *out * 10 + (rest->ptr[count++] - '0');
    rest->ptr += count;
    rest->len -= count;
    return count >= least;
}

static bool take_month_name(struct text *rest, int *month)
{
    static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    for (int i = 0; rest->len >= 3 && i < 12; i++) {
        if (strncasecmp(rest->ptr, names + i * 3, 3) == 0) {
            *month = i + 1;
            rest->ptr += 3;
            rest->len -= 3;
            return true;
        }
    }
    return false;
}

static bool take_separator(struct text *rest, char separator)
{
    if (rest->len == 0 || *rest->ptr != separator) return false;
    rest->ptr++;
    rest->len--;
    return true;
}

static bool take_piece(struct text *rest, struct piece piece, struct civil *civil)
{
    switch (piece.kind) {
    case PIECE_YEAR: return take_number(rest, piece.digits_min, piece.digits_max, &civil->year);
    case PIECE_MONTH: return take_number(rest, piece.digits_min, piece.digits_max, &civil->month);
    case PIECE_DAY: return take_number(rest, piece.digits_min, piece.digits_max, &civil->day);
    case PIECE_MONTH_NAME: return take_month_name(rest, &civil->month);
    case PIECE_SEPARATOR: return take_separator(rest, piece.separator);
    case PIECE_END:
    case PIECE_UNKNOWN: break;
    }
    return false;
}

/* Serial 1 is 1900-01-01. The spreadsheet believes that 1900 was a leap year, so from 61 on it is one day ahead. */
static bool parse_serial(struct text text, int32_t *day)
{
    enum { FALSE_LEAP_DAY = 60, LAST = 2958465 /* 9999-12-31 */, DIGITS = 7 };
    int serial;
    if (!take_number(&text, 1, DIGITS, &serial) || text.len > 0) return false;
    if (serial < 1 || serial == FALSE_LEAP_DAY || serial > LAST) return false;
    int32_t eve = date_from_civil(1899, 12, 31);
    *day = eve + serial - (serial > FALSE_LEAP_DAY);
    return true;
}

bool date_parse_as(struct text text, struct text format, int32_t *day)
{
    if (text_is(format, "excel")) return parse_serial(text, day);
    struct civil civil = {0, 0, 0};
    struct piece piece;
    while ((piece = next_piece(&format)).kind != PIECE_END) {
        if (!take_piece(&text, piece, &civil)) return false;
    }
    if (text.len > 0 || !date_valid(civil.year, civil.month, civil.day)) return false;
    *day = date_from_civil(civil.year, civil.month, civil.day);
    return true;
}
