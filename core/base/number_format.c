#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/number.h"
#include "base/numeral.h"

static size_t without_zeros(const char *digits, size_t len)
{
    while (len > 1 && digits[len - 1] == '0') len--;
    return len;
}

/* Values with few decimals, which most are: 15 digits or less that read back are the shortest form. */
static size_t put_few_decimals(double x, char *out)
{
    if (x >= 1e9) return 0;
    uint64_t millionths = (uint64_t)(x * 1e6 + 0.5);
    if ((double)millionths / 1e6 != x) return 0;
    size_t whole = numeral_put(millionths / 1000000, out);
    if (millionths % 1000000 == 0) return whole;
    numeral_put(1000000 + millionths % 1000000, out + whole);
    out[whole] = '.'; /* in place of the leading 1 that keeps the zeros */
    return without_zeros(out, whole + 7);
}

static size_t put_plain(const char *digits, size_t len, int point, char *out)
{
    size_t at = 0, before = point > 0 ? (size_t)point : 0;
    if (before >= len) {
        memcpy(out, digits, len);
        memset(out + len, '0', before - len);
        return before;
    }
    if (before == 0) {
        memcpy(out, "0.", 2);
        memset(out + 2, '0', (size_t)-point);
        at = 2 + (size_t)-point;
    } else {
        memcpy(out, digits, before);
        out[before] = '.';
        at = before + 1;
    }
    memcpy(out + at, digits + before, len - before);
    return at + len - before;
}

static size_t put_scientific(const char *digits, size_t len, int point, char *out)
{
    size_t at = 0;
    out[at++] = digits[0];
    if (len > 1) {
        out[at++] = '.';
        memcpy(out + at, digits + 1, len - 1);
        at += len - 1;
    }
    int exponent = point - 1;
    return at + (size_t)snprintf(out + at, 8, "e%c%02d", exponent < 0 ? '-' : '+', abs(exponent));
}

static size_t put_shortest(double x, char *out)
{
    struct numeral_value decimal = numeral_shortest(x);
    char digits[NUMERAL_DIGITS_MAX];
    size_t all = numeral_put(decimal.digits, digits), len = without_zeros(digits, all);
    int point = (int)all + decimal.exponent;
    return (x >= 1e-7 && x < 1e21 ? put_plain : put_scientific)(digits, len, point, out);
}

static size_t put_word(const char *word, char *out)
{
    size_t len = strlen(word);
    memcpy(out, word, len + 1);
    return len;
}

size_t number_format(double x, char out[NUMBER_TEXT_MAX])
{
    if (!isfinite(x)) return put_word(isnan(x) ? "nan" : x < 0 ? "-inf" : "inf", out);
    if (x == 0) return put_word("0", out);
    char *at = out;
    if (x < 0) *at++ = '-';
    double size = fabs(x);
    size_t len = put_few_decimals(size, at);
    if (len == 0) len = put_shortest(size, at);
    at[len] = '\0';
    return (size_t)(at - out) + len;
}

const char *number_group(const char *digits, char out[NUMBER_GROUPED_MAX])
{
    size_t whole = strcspn(digits, "."), len = 0;
    bool plain = whole < NUMBER_GROUPED_MAX / 2 && !strpbrk(digits, "einf");
    for (size_t i = 0; digits[i] && len < NUMBER_GROUPED_MAX - 2; i++) {
        if (plain && i > 0 && i < whole && (whole - i) % 3 == 0 && digits[i - 1] != '-') out[len++] = ',';
        out[len++] = digits[i];
    }
    out[len] = '\0';
    return out;
}
