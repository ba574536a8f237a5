/* cell.h - the text of a cell to a number, by the type and the marks that its table declares.
 *
 * Numbers are read as spreadsheets write them: sign (also U+2212) or (12.3), thousands separators in correct groups of three, for money a
 * currency sign or code before or after, for percentages and rates a percent sign. Blanks around a cell do not matter.
 * None of these takes an empty text. */
#ifndef RUNG_DATA_CELL_H
#define RUNG_DATA_CELL_H

#include "base/text.h"
#include "data/dataset.h"

enum { CELL_DIGITS_MAX = 18 };

enum cell_flaw {
    CELL_FINE,
    CELL_OTHER,    /* not of this type */
    CELL_FRACTION, /* decimals where a whole number is due */
    CELL_TOO_LONG, /* more than CELL_DIGITS_MAX digits */
    CELL_REFUSED,  /* not among the allowed ones */
    CELL_MISSING   /* empty, and required */
};

/* Money, percent, rate, integer: units of 10^-scale. */
enum cell_flaw cell_decimal(enum column_type type, char decimal, struct text text, int64_t *units, int *scale);
enum cell_flaw cell_number(char decimal, struct text text, double *out);
enum cell_flaw cell_date(const char *format, struct text text, int64_t *day); /* format NULL: yyyy-mm-dd */
enum cell_flaw cell_yesno(struct text text, int64_t *out);
int64_t cell_power(int exponent); /* 10^exponent, 0..18 */

/* The most frequent kind, without marks: [-]digits[.digits], at most 18 of them. False: let cell_decimal look. */
static inline bool cell_plain_decimal(char decimal, struct text text, int64_t *units, int *scale)
{
    const char *at = text.ptr, *end = at + text.len, *point = NULL;
    bool minus = text.len > 0 && *at == '-';
    at += minus;
    if (at == end || end - at > CELL_DIGITS_MAX)
        return false;
    int64_t value = 0;
    for (; at < end; at++) {
        unsigned digit = (unsigned char)*at - (unsigned)'0';
        if (digit <= 9)
            value = value * 10 + digit;
        else if (*at == decimal && !point && at + 1 < end)
            point = at + 1;
        else
            return false;
    }
    *units = minus ? -value : value;
    *scale = point ? (int)(end - point) : 0;
    return true;
}

#endif
