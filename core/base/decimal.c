#include "base/decimal.h"

#include "base/numeral.h"

const char *const rounding_names[ROUNDING_COUNT] = {
    [ROUND_HALF_UP] = "half up", [ROUND_HALF_EVEN] = "half even", [ROUND_HALF_DOWN] = "half down", [ROUND_UP] = "up",
    [ROUND_DOWN] = "down",       [ROUND_CEILING] = "ceiling",     [ROUND_FLOOR] = "floor",
};

struct decimal decimal_of(int64_t units, int scale)
{
    return (struct decimal){units, scale};
}

struct decimal decimal_pad(struct decimal a, int scale)
{
    for (rung_int128 more; a.scale < scale && !__builtin_mul_overflow(a.units, 10, &more); a.scale++) a.units = more;
    return a;
}

struct decimal decimal_trim(struct decimal a)
{
    while (a.scale > 0 && a.units % 10 == 0) {
        a.units /= 10;
        a.scale--;
    }
    return a;
}

/* The same value with more places. */
static bool rescale(struct decimal *a, int scale)
{
    if (scale > a->scale && a->units != 0 && __builtin_mul_overflow(a->units, (rung_int128)numeral_power(scale - a->scale), &a->units))
        return false;
    a->scale = scale;
    return true;
}

static bool align(struct decimal *a, struct decimal *b)
{
    int scale = a->scale > b->scale ? a->scale : b->scale;
    return rescale(a, scale) && rescale(b, scale);
}

static bool add_aligned(struct decimal a, struct decimal b, struct decimal *sum)
{
    if (!align(&a, &b)) return false;
    sum->scale = a.scale;
    return !__builtin_add_overflow(a.units, b.units, &sum->units);
}

static bool subtract_aligned(struct decimal a, struct decimal b, struct decimal *difference)
{
    if (!align(&a, &b)) return false;
    difference->scale = a.scale;
    return !__builtin_sub_overflow(a.units, b.units, &difference->units);
}

/* Zeros after the point take room: what does not fit with them may fit without. */
bool decimal_add(struct decimal a, struct decimal b, struct decimal *sum)
{
    return add_aligned(a, b, sum) || add_aligned(decimal_trim(a), decimal_trim(b), sum);
}

bool decimal_subtract(struct decimal a, struct decimal b, struct decimal *difference)
{
    return subtract_aligned(a, b, difference) || subtract_aligned(decimal_trim(a), decimal_trim(b), difference);
}

static bool multiply_plain(struct decimal a, struct decimal b, struct decimal *product)
{
    product->scale = a.scale + b.scale;
    if (__builtin_mul_overflow(a.units, b.units, &product->units)) return false;
    if (product->scale > DECIMAL_MAX_SCALE) *product = decimal_trim(*product);
    return product->scale <= DECIMAL_MAX_SCALE;
}

bool decimal_multiply(struct decimal a, struct decimal b, struct decimal *product)
{
    return multiply_plain(a, b, product) || multiply_plain(decimal_trim(a), decimal_trim(b), product);
}

/* Sizes without sign, as far as rounding needs them: whole quotient, and how the rest compares with a half. */
struct quotient {
    numeral_wide whole;
    bool exact;
    int against_half; /* <0, 0, >0 */
};

static numeral_wide size_of(rung_int128 units)
{
    return units < 0 ? -(numeral_wide)units : (numeral_wide)units;
}

static struct quotient quotient_of(numeral_wide whole, numeral_wide rest, numeral_wide divisor)
{
    numeral_wide missing = divisor - rest;
    return (struct quotient){whole, rest == 0, (rest > missing) - (rest < missing)};
}

static bool away_from_zero(struct quotient q, bool negative, enum rounding mode)
{
    if (q.exact) return false;
    switch (mode) {
    case ROUND_HALF_EVEN: return q.against_half > 0 || (q.against_half == 0 && q.whole % 2 == 1);
    case ROUND_HALF_DOWN: return q.against_half > 0;
    case ROUND_UP: return true;
    case ROUND_DOWN: return false;
    case ROUND_CEILING: return !negative;
    case ROUND_FLOOR: return negative;
    case ROUND_HALF_UP:
    case ROUNDING_COUNT: break;
    }
    return q.against_half >= 0;
}

static bool round_quotient(struct quotient q, bool negative, enum rounding mode, rung_int128 *units)
{
    const numeral_wide most = ~(numeral_wide)0 >> 1;
    if (q.whole > most || (q.whole == most && away_from_zero(q, negative, mode))) return false;
    rung_int128 size = (rung_int128)q.whole + away_from_zero(q, negative, mode);
    *units = negative ? -size : size;
    return true;
}

struct decimal decimal_round(struct decimal a, int scale, enum rounding mode)
{
    if (scale >= a.scale) return a;
    numeral_wide size = size_of(a.units), divisor = numeral_power(a.scale - scale);
    struct decimal rounded = {0, scale};
    round_quotient(quotient_of(size / divisor, size % divisor, divisor), a.units < 0, mode, &rounded.units);
    return rounded;
}

/* One more digit of a long division: (*rest * 10) / divisor without forming the product. divisor <= 2^127, so sums fit. */
static unsigned next_digit(numeral_wide *rest, numeral_wide divisor)
{
    unsigned digit = 0;
    numeral_wide sum = 0;
    for (int i = 0; i < 10; i++) {
        sum += *rest;
        if (sum >= divisor) {
            sum -= divisor;
            digit++;
        }
    }
    *rest = sum;
    return digit;
}

/* a * 10^places / b, digit by digit where the numerator is too long for 128 bits; false: the quotient is. */
static bool divide_up(numeral_wide a, int places, numeral_wide b, struct quotient *out)
{
    numeral_wide whole = a / b, rest = a % b;
    for (int i = 0; i < places && (whole | rest) != 0; i++) {
        if (__builtin_mul_overflow(whole, (numeral_wide)10, &whole)) return false;
        unsigned digit = next_digit(&rest, b);
        if (__builtin_add_overflow(whole, (numeral_wide)digit, &whole)) return false;
    }
    *out = quotient_of(whole, rest, b);
    return true;
}

/* a / (b * 10^places); a divisor beyond 128 bits is more than twice any numerator. */
static struct quotient divide_down(numeral_wide a, int places, numeral_wide b)
{
    numeral_wide divisor;
    if (__builtin_mul_overflow(b, numeral_power(places), &divisor)) return (struct quotient){0, a == 0, -1};
    return quotient_of(a / divisor, a % divisor, divisor);
}

bool decimal_divide(struct decimal a, struct decimal b, int scale, enum rounding mode, struct decimal *quotient)
{
    if (b.units == 0) return false;
    int places = scale + b.scale - a.scale;
    struct quotient q;
    if (places < 0)
        q = divide_down(size_of(a.units), -places, size_of(b.units));
    else if (!divide_up(size_of(a.units), places, size_of(b.units), &q))
        return false;
    quotient->scale = scale;
    return round_quotient(q, (a.units < 0) != (b.units < 0), mode, &quotient->units);
}

static int order_of(rung_int128 a, rung_int128 b)
{
    return (a > b) - (a < b);
}

/* Whole parts first; the fractions then have DECIMAL_MAX_SCALE digits at the most, which always fit. */
int decimal_compare(struct decimal a, struct decimal b)
{
    if (a.scale == b.scale) return order_of(a.units, b.units);
    rung_int128 unit_a = (rung_int128)numeral_power(a.scale), unit_b = (rung_int128)numeral_power(b.scale);
    int order = order_of(a.units / unit_a, b.units / unit_b);
    if (order != 0) return order;
    struct decimal rest_a = {a.units % unit_a, a.scale}, rest_b = {b.units % unit_b, b.scale};
    align(&rest_a, &rest_b);
    return order_of(rest_a.units, rest_b.units);
}
