/* numeral.h - decimal digits, for the files of number.h and decimal.h: the parts of a number's text, integers as digits, powers of
 * ten, and the way between a double and its digits. */
#ifndef RUNG_BASE_NUMERAL_H
#define RUNG_BASE_NUMERAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

__extension__ typedef unsigned __int128 numeral_wide;

enum {
    NUMERAL_TEXT_MAX = 1500,      /* characters of a number's text; a double never needs more than 1,100 to be exact */
    NUMERAL_EXPONENT_MAX = 10000, /* larger exponents are cut to this: infinite or zero for every use */
    NUMERAL_DIGITS_MAX = 20,      /* of a 64-bit integer */
    NUMERAL_WIDE_MAX = 39,        /* of a 128-bit integer */
    NUMERAL_POWER_MAX = 38
};

/* "-12.50e3": negative, whole "12", fraction "50", exponent 3. */
struct numeral {
    bool negative;
    struct text whole, fraction; /* digits only; one of them may be empty, not both */
    int exponent;
};

bool numeral_scan(struct text text, struct numeral *out); /* the whole text, '.' as the point; false: no number */
numeral_wide numeral_power(int n);                        /* 10^n, n = 0..NUMERAL_POWER_MAX */
size_t numeral_put(uint64_t n, char *out);                /* digits, no NUL; returns how many */
size_t numeral_put_wide(numeral_wide n, char *out);

/* digits * 10^exponent */
struct numeral_value {
    uint64_t digits;
    int exponent;
};
double numeral_to_double(struct numeral_value value); /* correctly rounded, infinite when too large */
struct numeral_value numeral_shortest(double x);      /* x > 0, finite; may end in zeros */

#endif
