/* The shortest decimal of a double. A double stands for all reals that round to it; of the decimals within, those with
 * the fewest digits are wanted, and of these the nearest. The approach is that of Raffaello Giulietti's "The Schubfach way
 * to render doubles" (2020): scale by the power of ten that makes the interval 1 to 10 units wide; then at most one multiple of ten is
 * within, and that is the shortest, else one of the two neighbours of the value is. Here the scaling is exact in 128 bits for
 * 2^-17 <= x < 2^123; what lies outside takes the slow way through printf. */
#include <stdio.h>
#include <stdlib.h>

#include "base/numeral.h"

enum { MANTISSA_BITS = 52, EXPONENT_MIN = -69, EXPONENT_MAX = 70 };

/* mantissa * 2^exponent */
struct binary {
    uint64_t mantissa;
    int exponent;
};

static struct binary take_apart(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    uint64_t fraction = bits & ((UINT64_C(1) << MANTISSA_BITS) - 1);
    int exponent = (int)(bits >> MANTISSA_BITS & 0x7FF);
    if (exponent == 0) return (struct binary){fraction, -1074};
    return (struct binary){fraction | UINT64_C(1) << MANTISSA_BITS, exponent - 1075};
}

/* Below a power of two doubles lie twice as dense: the interval is shorter on that side. */
static bool at_power_of_two(struct binary x)
{
    return x.mantissa == UINT64_C(1) << MANTISSA_BITS;
}

/* x on a scale where `unit` is 10^scale, and how far its interval reaches; the ends belong to it when the mantissa is even. */
struct scaled {
    numeral_wide value, unit, reach_down, reach_up;
    bool closed;
};

/* floor(log10(width of the interval)); the factor is log10(2) * 2^22, the correction log10(3/4) * 2^22. */
static int scale_of(struct binary x)
{
    return (x.exponent * 1262611 - (at_power_of_two(x) ? 524031 : 0)) >> 22;
}

/* Multiplied by four, so that the middle between two neighbours is an integer too. */
static struct scaled scale_to(struct binary x, int scale)
{
    numeral_wide quarter = numeral_power(scale < 0 ? -scale : 0) << (x.exponent > 0 ? x.exponent : 0);
    return (struct scaled){
        .value = x.mantissa * 4 * quarter,
        .unit = 4 * numeral_power(scale > 0 ? scale : 0) << (x.exponent < 0 ? -x.exponent : 0),
        .reach_down = at_power_of_two(x) ? quarter : 2 * quarter,
        .reach_up = 2 * quarter,
        .closed = x.mantissa % 2 == 0,
    };
}

static bool within(numeral_wide distance, numeral_wide reach, bool closed)
{
    return distance < reach || (closed && distance == reach);
}

/* `below` digits lie `rest` below the value: those or the next ones, whichever are within and nearer. */
static uint64_t nearer(const struct scaled *x, uint64_t below, numeral_wide rest)
{
    numeral_wide missing = x->unit - rest;
    bool down = within(rest, x->reach_down, x->closed), up = within(missing, x->reach_up, x->closed);
    if (down != up) return below + up;
    return below + (rest > missing || (rest == missing && below % 2 == 1));
}

static struct numeral_value shortest_exact(struct binary parts)
{
    int scale = scale_of(parts);
    struct scaled x = scale_to(parts, scale);
    uint64_t below = (uint64_t)(parts.exponent < 0 ? x.value >> (2 - parts.exponent) : x.value / x.unit);
    numeral_wide rest = x.value - below * x.unit;
    unsigned last = (unsigned)(below % 10);
    if (within(rest + last * x.unit, x.reach_down, x.closed)) return (struct numeral_value){below - last, scale};
    if (within((10 - last) * x.unit - rest, x.reach_up, x.closed)) return (struct numeral_value){below - last + 10, scale};
    return (struct numeral_value){nearer(&x, below, rest), scale};
}

/* x rounded to `count` digits; whatever the locale puts as the point is passed over. */
static struct numeral_value rounded_to(double x, int count)
{
    char text[64];
    snprintf(text, sizeof text, "%.*e", count - 1, x);
    struct numeral_value decimal = {0};
    const char *at = text;
    for (; *at != 'e'; at++) {
        if (*at >= '0' && *at <= '9') decimal.digits = decimal.digits * 10 + (uint64_t)(*at - '0');
    }
    decimal.exponent = (int)strtol(at + 1, NULL, 10) - (count - 1);
    return decimal;
}

/* Any 15 digits tell normal doubles apart, so fewer are found as trailing zeros; subnormal ones begin at one digit. */
static struct numeral_value shortest_by_trial(double x)
{
    struct binary parts = take_apart(x);
    struct numeral_value decimal;
    for (int count = x < 0x1p-1022 ? 1 : 15; count < 17; count++) {
        decimal = rounded_to(x, count);
        if (numeral_to_double(decimal) == x) return decimal;
        decimal.digits++; /* the upper neighbour may be within when the nearest, below, is not */
        if (at_power_of_two(parts) && numeral_to_double(decimal) == x) return decimal;
    }
    return rounded_to(x, 17);
}

struct numeral_value numeral_shortest(double x)
{
    struct binary parts = take_apart(x);
    bool usual = parts.exponent >= EXPONENT_MIN && parts.exponent <= EXPONENT_MAX;
    return usual ? shortest_exact(parts) : shortest_by_trial(x);
}
