/* number.h - doubles as text and back, without locale, bit for bit.
 *
 * number_format writes the shortest plain decimal that reads back as the same double (17 digits at the most, no exponent
 * for 1e-7 <= |x| < 1e21, else d.ddde+xx; "0" for both zeros; "nan", "inf"). It is on the hot path of all writers: no printf for
 * usual magnitudes. */
#ifndef RUNG_BASE_NUMBER_H
#define RUNG_BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

enum { NUMBER_TEXT_MAX = 40, NUMBER_GROUPED_MAX = 80 };

size_t number_format(double x, char out[NUMBER_TEXT_MAX]); /* returns the length; NUL-terminated */
bool number_parse(struct text text, double *out);          /* whole text, '.' as the point, exponent allowed; correctly rounded; finite */

/* Comparison with a threshold forgives rounding: a reaches b when a >= b - slack, slack = max(1e-9, 4 ulp of b).
 * So 0.1 + 0.2 reaches 0.3, and 249999.99 does not reach 250000. */
bool number_reaches(double a, double b);
bool number_same(double a, double b);      /* within the slack */
double number_round(double x, int places); /* half away from zero, on the shortest decimal form of x; places < 0: tens, ... */
double number_tidy(double x);              /* to 15 significant digits: 1.1 * 1.15 is 1.265, and not a hair less */

/* Digits with their thousands separated, as people read them: 1234567.50 as 1,234,567.50. What has an exponent stays as it is. */
const char *number_group(const char *digits, char out[NUMBER_GROUPED_MAX]);

#endif
