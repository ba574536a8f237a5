/* cell.h - the text of a cell to a number, by the type and the marks that its table declares.
 *
 * Numbers are read as spreadsheets write them: sign (also U+2212) or (12.3), thousands separators in correct groups of three, for money a
 * currency sign or code before or after, for percentages and rates a percent sign. Blanks around a cell do not matter. A number in groups
 * does not begin with 0.
 * Where a table does not declare its decimal mark, a cell that reads one way with the point and another way with the comma is in
 * doubt: money such as 48.000, anything but a whole number such as 4,625; between semicolons everything with a comma.
 * A date of the form yyyy-mm-dd may have a time of day behind it, as in 2026-07-03T10:15:00Z: the day is taken as it stands.
 * None of these takes an empty text. */
#ifndef RUNG_DATA_CELL_H
#define RUNG_DATA_CELL_H

#include "base/text.h"
#include "data/dataset.h"
#include "data/word.h"

enum { CELL_DIGITS_MAX = 18 };

enum cell_flaw {
    CELL_FINE,
    CELL_OTHER,    /* not of this type */
    CELL_DOUBT,    /* reads differently with the other decimal mark, and the table does not say which it has */
    CELL_FOREIGN,  /* money in another currency */
    CELL_FRACTION, /* decimals where a whole number is due */
    CELL_TOO_LONG, /* more than CELL_DIGITS_MAX digits */
    CELL_REFUSED,  /* not among the allowed ones */
    CELL_MISSING   /* empty, and required */
};

/* How a table writes numbers. */
struct cell_marks {
    char decimal;         /* '.' or ',' */
    bool declared;        /* the program says so; otherwise cells may be in doubt */
    bool semicolons;      /* between cells: files that have them mostly have decimal commas */
    const char *currency; /* NULL: any */
};

/* Money, percent, rate, integer: units of 10^-scale. */
enum cell_flaw cell_decimal(enum column_type type, const struct cell_marks *marks, struct text text, int64_t *units, int *scale);
enum cell_flaw cell_number(const struct cell_marks *marks, struct text text, double *out);
struct text cell_currency(struct text text);                                  /* that an amount is written with, as currency_name says it */
enum cell_flaw cell_date(const char *format, struct text text, int64_t *day); /* format NULL: yyyy-mm-dd */
enum cell_flaw cell_yesno(struct text text, int64_t *out);
int64_t cell_power(int exponent); /* 10^exponent, 0..18 */

bool cell_exact_double(int64_t units, int scale, double *out); /* false: more digits than a double has for sure */

/* Up to eight characters of a plain number, all at once; they have 8 readable bytes. */
static inline bool cell_short_decimal(char decimal, struct text text, int64_t *units, int *scale)
{
    uint64_t word = word_load(text.ptr) << (64 - 8 * text.len), other = word ^ word_of(decimal);
    uint64_t points = (other - word_of(1)) & ~other & word_of('\x80');
    size_t digits = text.len;
    *scale = 0;
    if (points != 0) {
        unsigned bit = (unsigned)__builtin_ctzll(points) & ~7U; /* where the point is: what is before it moves into its place */
        uint64_t before = ((uint64_t)1 << bit) - 1;
        word = (word & ~(before << 8 | 0xff)) | (word & before) << 8;
        *scale = 7 - (int)(bit / 8);
        if (*scale == 0) return false;
        digits--;
    }
    if (digits < 8) word |= word_of('0') >> (8 * digits);
    *units = (int64_t)word_number(word);
    return digits > 0 && word_is_digits(word);
}

static inline bool cell_long_decimal(char decimal, struct text text, int64_t *units, int *scale)
{
    const char *end = text.ptr + text.len, *point = NULL;
    int64_t value = 0;
    for (const char *at = text.ptr; at < end; at++) {
        unsigned digit = (unsigned char)*at - (unsigned)'0';
        if (digit <= 9)
            value = value * 10 + digit;
        else if (*at == decimal && !point && at + 1 < end)
            point = at + 1;
        else
            return false;
    }
    *units = value;
    *scale = point ? (int)(end - point) : 0;
    return true;
}

/* The most frequent kind, without marks: [-]digits[.digits], at most 18 characters behind the sign. The text is not empty and
 * has 16 readable bytes from its start on. False: let cell_decimal look. */
static inline bool cell_plain_decimal(char decimal, struct text text, int64_t *units, int *scale)
{
    bool minus = *text.ptr == '-';
    text.ptr += minus;
    text.len -= minus;
    if (text.len == 0 || text.len > CELL_DIGITS_MAX) return false;
    if (!(text.len <= 8 ? cell_short_decimal(decimal, text, units, scale) : cell_long_decimal(decimal, text, units, scale))) return false;
    *units = minus ? -*units : *units;
    return true;
}

#endif
