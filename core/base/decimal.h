/* decimal.h - exact decimal numbers: money and rates from the cell to the output.
 *
 * A value is units / 10^scale, units a 128-bit integer, scale 0..DECIMAL_MAX_SCALE. Addition, subtraction and multiplication are
 * exact or say no (false: the result does not fit); nothing rounds but decimal_round and decimal_divide, and those name
 * the mode. Zero initialised is 0. Locale-free. */
#ifndef RUNG_BASE_DECIMAL_H
#define RUNG_BASE_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

__extension__ typedef __int128 rung_int128;

enum { DECIMAL_MAX_SCALE = 30, DECIMAL_TEXT_MAX = 48 };

struct decimal {
    rung_int128 units;
    int scale;
};

/* Rounding modes; "half up" and "half down" speak of the size, the sign kept: half up takes -2.5 to -3. */
enum rounding {
    ROUND_HALF_UP,   /* ties away from zero */
    ROUND_HALF_EVEN, /* ties to the even digit */
    ROUND_HALF_DOWN, /* ties towards zero */
    ROUND_UP,        /* away from zero */
    ROUND_DOWN,      /* towards zero */
    ROUND_CEILING,   /* towards plus infinity */
    ROUND_FLOOR,     /* towards minus infinity */
    ROUNDING_COUNT
};
extern const char *const rounding_names[ROUNDING_COUNT]; /* "half up", "half even", ... as program.yaml writes them */

struct decimal decimal_of(int64_t units, int scale);
/* The scale of a sum is the larger one, of a product the sum of both. Only when something does not fit in 128 bits so (for sums,
 * the operands at the common scale too) are zeros at the end left out. */
bool decimal_add(struct decimal a, struct decimal b, struct decimal *sum);
bool decimal_subtract(struct decimal a, struct decimal b, struct decimal *difference);
bool decimal_multiply(struct decimal a, struct decimal b, struct decimal *product);
/* a / b to `scale` places; false when b is 0 or the result does not fit */
bool decimal_divide(struct decimal a, struct decimal b, int scale, enum rounding mode, struct decimal *quotient);
struct decimal decimal_round(struct decimal a, int scale, enum rounding mode); /* scale >= a.scale: a, unchanged */
int decimal_compare(struct decimal a, struct decimal b);                       /* <0, 0, >0; never overflows */

/* Plain decimal text: optional sign, digits, optional point and digits, optional exponent. */
bool decimal_parse(struct text text, struct decimal *out);
size_t decimal_format(struct decimal a, char out[DECIMAL_TEXT_MAX]); /* no exponent, trailing zeros of the scale kept; NUL-terminated */
struct decimal decimal_pad(struct decimal a, int scale); /* with at least so many digits after the point; money is not near the limits */
struct decimal decimal_trim(struct decimal a);           /* without trailing zeros after the point */
/* The shortest decimal that reads back as the same double; false for NaN, infinity and what does not fit. */
bool decimal_from_double(double x, struct decimal *out);
double decimal_to_double(struct decimal a); /* correctly rounded */

#endif
