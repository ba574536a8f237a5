#include "base/decimal.h"
#include "base/number.h"
#include "base/numeral.h"

/* Digits with the zeros at the end held back: they count only where they fit, or where another digit follows. */
struct reading {
    numeral_wide units;
    int zeros;
};

static bool times_ten_to(numeral_wide *units, int power)
{
    if (*units == 0 || power == 0) return true;
    return power <= NUMERAL_POWER_MAX && !__builtin_mul_overflow(*units, numeral_power(power), units);
}

static bool read_digits(struct reading *reading, struct text digits)
{
    for (size_t i = 0; i < digits.len; i++) {
        unsigned digit = (unsigned)(digits.ptr[i] - '0');
        if (digit == 0) {
            reading->zeros++;
            continue;
        }
        if (!times_ten_to(&reading->units, reading->zeros + 1)) return false;
        if (__builtin_add_overflow(reading->units, (numeral_wide)digit, &reading->units)) return false;
        reading->zeros = 0;
    }
    return true;
}

static bool fill(struct reading reading, int scale, struct decimal *out)
{
    const numeral_wide most = ~(numeral_wide)0 >> 1;
    if (!times_ten_to(&reading.units, reading.zeros) || reading.units > most) return false;
    *out = (struct decimal){(rung_int128)reading.units, scale};
    return true;
}

static struct reading without_zeros(struct reading reading, int count)
{
    return (struct reading){reading.units, reading.zeros - count};
}

/* units * 10^zeros / 10^scale, with the zeros that were written where they fit and without those after the point where not. */
static bool settle(struct reading reading, int scale, struct decimal *out)
{
    if (scale < 0) {
        reading.zeros -= scale;
        scale = 0;
    }
    int excess = scale > DECIMAL_MAX_SCALE ? scale - DECIMAL_MAX_SCALE : 0;
    if (excess > reading.zeros && reading.units != 0) return false;
    if (fill(without_zeros(reading, excess), scale - excess, out)) return true;
    int most = reading.zeros < scale ? reading.zeros : scale;
    return fill(without_zeros(reading, most), scale - most, out);
}

/* Eighteen digits fit in 64 bits: nearly every amount there is. */
static bool parse_short(const struct numeral *numeral, struct decimal *out)
{
    if (numeral->exponent != 0 || numeral->whole.len + numeral->fraction.len > 18) return false;
    int64_t units = 0;
    for (size_t i = 0; i < numeral->whole.len; i++) units = units * 10 + (numeral->whole.ptr[i] - '0');
    for (size_t i = 0; i < numeral->fraction.len; i++) units = units * 10 + (numeral->fraction.ptr[i] - '0');
    *out = (struct decimal){units, (int)numeral->fraction.len};
    return true;
}

static bool parse_long(const struct numeral *numeral, struct decimal *out)
{
    struct reading reading = {0};
    return read_digits(&reading, numeral->whole) && read_digits(&reading, numeral->fraction) &&
           settle(reading, (int)numeral->fraction.len - numeral->exponent, out);
}

bool decimal_parse(struct text text, struct decimal *out)
{
    struct numeral numeral;
    if (!numeral_scan(text, &numeral)) return false;
    if (!parse_short(&numeral, out) && !parse_long(&numeral, out)) return false;
    if (numeral.negative) out->units = -out->units;
    return true;
}

size_t decimal_format(struct decimal a, char out[DECIMAL_TEXT_MAX])
{
    char digits[NUMERAL_WIDE_MAX];
    numeral_wide size = a.units < 0 ? -(numeral_wide)a.units : (numeral_wide)a.units;
    size_t len = numeral_put_wide(size, digits), scale = (size_t)a.scale, at = 0;
    if (a.units < 0) out[at++] = '-';
    size_t whole = len > scale ? len - scale : 0;
    memcpy(out + at, whole > 0 ? digits : "0", whole > 0 ? whole : 1);
    at += whole > 0 ? whole : 1;
    if (scale > 0) {
        size_t zeros = scale - (len - whole);
        out[at++] = '.';
        memset(out + at, '0', zeros);
        memcpy(out + at + zeros, digits + whole, len - whole);
        at += scale;
    }
    out[at] = '\0';
    return at;
}

bool decimal_from_double(double x, struct decimal *out)
{
    char text[NUMBER_TEXT_MAX];
    size_t len = number_format(x, text);
    return decimal_parse((struct text){text, len}, out);
}

/* number_parse rounds once, whichever way it goes. */
double decimal_to_double(struct decimal a)
{
    char text[DECIMAL_TEXT_MAX];
    size_t len = decimal_format(a, text);
    double x = 0;
    number_parse((struct text){text, len}, &x);
    return x;
}
