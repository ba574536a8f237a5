#include "base/numeral.h"

#include <stdio.h>
#include <stdlib.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool take(struct text *rest, char c)
{
    if (rest->len == 0 || *rest->ptr != c) return false;
    rest->ptr++;
    rest->len--;
    return true;
}

static bool take_sign(struct text *rest)
{
    bool negative = take(rest, '-');
    if (!negative) take(rest, '+');
    return negative;
}

static struct text take_digits(struct text *rest)
{
    struct text digits = {rest->ptr, 0};
    while (digits.len < rest->len && is_digit(rest->ptr[digits.len])) digits.len++;
    rest->ptr += digits.len;
    rest->len -= digits.len;
    return digits;
}

static bool take_exponent(struct text *rest, int *exponent)
{
    *exponent = 0;
    if (!take(rest, 'e') && !take(rest, 'E')) return true;
    bool negative = take_sign(rest);
    struct text digits = take_digits(rest);
    for (size_t i = 0; i < digits.len && *exponent < NUMERAL_EXPONENT_MAX; i++) *exponent = *exponent * 10 + (digits.ptr[i] - '0');
    if (*exponent > NUMERAL_EXPONENT_MAX) *exponent = NUMERAL_EXPONENT_MAX;
    if (negative) *exponent = -*exponent;
    return digits.len > 0;
}

bool numeral_scan(struct text text, struct numeral *out)
{
    if (text.len == 0 || text.len > NUMERAL_TEXT_MAX) return false;
    struct text rest = text;
    out->negative = take_sign(&rest);
    out->whole = take_digits(&rest);
    out->fraction = take(&rest, '.') ? take_digits(&rest) : (struct text){rest.ptr, 0};
    if (out->whole.len + out->fraction.len == 0) return false;
    return take_exponent(&rest, &out->exponent) && rest.len == 0;
}

static const uint64_t powers[NUMERAL_DIGITS_MAX] = {
    1U,
    10U,
    100U,
    1000U,
    10000U,
    100000U,
    1000000U,
    10000000U,
    100000000U,
    1000000000U,
    10000000000U,
    100000000000U,
    1000000000000U,
    10000000000000U,
    100000000000000U,
    1000000000000000U,
    10000000000000000U,
    100000000000000000U,
    1000000000000000000U,
    10000000000000000000U,
};

numeral_wide numeral_power(int n)
{
    const int most = NUMERAL_DIGITS_MAX - 1;
    return n <= most ? powers[n] : (numeral_wide)powers[most] * powers[n - most];
}

/* 00, 01, ... 99 */
static const char pairs[] = "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748"
                            "4950515253545556575859606162636465666768697071727374757677787980818283848586878889909192939495969798"
                            "99";

/* 1233 / 4096 is log10(2) a little exceeded: the product is the number of digits, or one less. */
static size_t digits_of(uint64_t n)
{
    int bits = 64 - __builtin_clzll(n | 1);
    int least = bits * 1233 >> 12;
    return (size_t)least + ((n | 1) >= powers[least]);
}

/* Two halves that do not wait for each other: this is where writing numbers spends its time. */
static void put_eight(uint32_t n, char *out)
{
    uint32_t high = n / 10000, low = n % 10000;
    memcpy(out, pairs + high / 100 * 2, 2);
    memcpy(out + 2, pairs + high % 100 * 2, 2);
    memcpy(out + 4, pairs + low / 100 * 2, 2);
    memcpy(out + 6, pairs + low % 100 * 2, 2);
}

size_t numeral_put(uint64_t n, char *out)
{
    size_t len = digits_of(n), at = len;
    for (; n >= 100000000; n /= 100000000) put_eight((uint32_t)(n % 100000000), out + (at -= 8));
    for (; n >= 100; n /= 100) memcpy(out + (at -= 2), pairs + n % 100 * 2, 2);
    if (at == 2)
        memcpy(out, pairs + n * 2, 2);
    else
        out[0] = (char)('0' + n);
    return len;
}

size_t numeral_put_wide(numeral_wide n, char *out)
{
    if (n <= UINT64_MAX) return numeral_put((uint64_t)n, out);
    const int low_digits = NUMERAL_DIGITS_MAX - 1;
    numeral_wide unit = numeral_power(low_digits);
    size_t len = numeral_put_wide(n / unit, out);
    char low[NUMERAL_DIGITS_MAX];
    size_t low_len = numeral_put((uint64_t)(n % unit), low);
    memset(out + len, '0', (size_t)low_digits - low_len);
    memcpy(out + len + (size_t)low_digits - low_len, low, low_len);
    return len + (size_t)low_digits;
}

double numeral_to_double(struct numeral_value value)
{
    static const double exact[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                   1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    /* Digits and power are doubles without rounding, so that the one operation rounds once. */
    if (value.digits <= UINT64_C(1) << 53 && value.exponent >= -22 && value.exponent <= 22)
        return value.exponent < 0 ? (double)value.digits / exact[-value.exponent] : (double)value.digits * exact[value.exponent];
    char text[48];
    snprintf(text, sizeof text, "%llue%d", (unsigned long long)value.digits, value.exponent);
    return strtod(text, NULL); /* without a point, there is nothing to ask the locale */
}
