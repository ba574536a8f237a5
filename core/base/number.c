#include "base/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/numeral.h"

/* Half a unit of the last place of a sum is well below this for scores and rates. */
static const double least_slack = 1e-9;

static double slack_of(double b)
{
    double size = fabs(b);
    double four_ulp = 4 * (nextafter(size, INFINITY) - size);
    return four_ulp > least_slack ? four_ulp : least_slack;
}

bool number_reaches(double a, double b)
{
    return a >= b - slack_of(b);
}

bool number_same(double a, double b)
{
    return number_reaches(a, b) && number_reaches(b, a);
}

/* Far from a tie the shortest digits are not needed: whole / 10^places is one correctly rounded division. */
static bool round_quickly(double x, int places, double *rounded)
{
    static const double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    if (places < 0 || places > 9) return false;
    double scaled = fabs(x) * powers[places], whole = floor(scaled + 0.5);
    if (!(scaled < 0x1p40) || fabs(scaled - floor(scaled) - 0.5) < 1e-3) return false;
    *rounded = copysign(whole / powers[places], x);
    return whole > 0;
}

double number_round(double x, int places)
{
    enum { DIGITS = 17 };
    double rounded;
    if (round_quickly(x, places, &rounded)) return rounded;
    if (!isfinite(x) || x == 0) return x;
    struct numeral_value value = numeral_shortest(fabs(x));
    int dropped = -places - value.exponent;
    if (dropped <= 0) return x;
    uint64_t unit = (uint64_t)numeral_power(dropped <= DIGITS ? dropped : DIGITS + 1);
    value.digits = value.digits / unit + (value.digits % unit >= unit / 2);
    value.exponent = -places;
    return value.digits == 0 ? 0 : copysign(numeral_to_double(value), x);
}

double number_tidy(double x)
{
    enum { DIGITS = 15 };
    return isfinite(x) && x != 0 ? number_round(x, DIGITS - 1 - (int)floor(log10(fabs(x)))) : x;
}

static uint64_t append_digits(uint64_t n, struct text digits)
{
    for (size_t i = 0; i < digits.len; i++) n = n * 10 + (uint64_t)(digits.ptr[i] - '0');
    return n;
}

static bool parse_short(const struct numeral *numeral, double *out)
{
    const size_t certain = NUMERAL_DIGITS_MAX - 1; /* digits that fit whatever they are */
    if (numeral->whole.len + numeral->fraction.len > certain) return false;
    uint64_t digits = append_digits(append_digits(0, numeral->whole), numeral->fraction);
    *out = numeral_to_double((struct numeral_value){digits, numeral->exponent - (int)numeral->fraction.len});
    return true;
}

/* More digits than an integer holds: strtod rounds them correctly, and without a point it does not ask the locale. */
static void parse_long(const struct numeral *numeral, double *out)
{
    char text[NUMERAL_TEXT_MAX + 16];
    size_t len = numeral->whole.len + numeral->fraction.len;
    memcpy(text, numeral->whole.ptr, numeral->whole.len);
    memcpy(text + numeral->whole.len, numeral->fraction.ptr, numeral->fraction.len);
    snprintf(text + len, sizeof text - len, "e%d", numeral->exponent - (int)numeral->fraction.len);
    *out = strtod(text, NULL);
}

bool number_parse(struct text text, double *out)
{
    struct numeral numeral;
    if (!numeral_scan(text, &numeral)) return false;
    if (!parse_short(&numeral, out)) parse_long(&numeral, out);
    if (numeral.negative) *out = -*out;
    return isfinite(*out);
}
