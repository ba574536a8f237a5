#include "review/said.h"

#include <math.h>
#include <stdio.h>

enum { MONEY_PLACES = 2, WILD = 9999 /* tenths of a per cent: then a share says nothing any more */ };

static const char *grouped(const char *digits, bool sign, char out[SAID_MAX])
{
    char rest[NUMBER_GROUPED_MAX];
    bool plus = sign && digits[0] != '-';
    snprintf(out, SAID_MAX, "%s%s", plus ? "+" : "", number_group(digits, rest));
    return out;
}

static const char *exact(struct decimal number, int places, bool sign, char out[SAID_MAX])
{
    char digits[DECIMAL_TEXT_MAX];
    decimal_format(decimal_pad(number, places), digits);
    return grouped(digits, sign && number.units != 0, out);
}

static const char *fixed(double number, bool sign, char out[SAID_MAX])
{
    struct decimal exactly;
    double rounded = number_round(number, 2);
    if (!decimal_from_double(rounded, &exactly)) return said_value(number, out);
    return exact(exactly, 2, sign, out);
}

const char *said_count(size_t count, char out[SAID_MAX])
{
    char digits[24];
    snprintf(digits, sizeof digits, "%zu", count);
    return grouped(digits, false, out);
}

const char *said_partners(size_t count, char out[SAID_MAX])
{
    char number[SAID_MAX];
    snprintf(out, SAID_MAX, "%.*s partner%s", SAID_MAX - 10, said_count(count, number), count == 1 ? "" : "s");
    return out;
}

const char *said_value(double value, char out[SAID_MAX])
{
    char digits[NUMBER_TEXT_MAX];
    number_format(number_round(value, 4), digits);
    return grouped(digits, false, out);
}

const char *said_points(double points, char out[SAID_MAX])
{
    return fixed(points, false, out);
}

const char *said_change(double points, char out[SAID_MAX])
{
    return fixed(points, true, out);
}

const char *said_money(struct decimal amount, char out[SAID_MAX])
{
    return exact(amount, MONEY_PLACES, false, out);
}

const char *said_money_change(struct decimal amount, char out[SAID_MAX])
{
    return exact(amount, MONEY_PLACES, true, out);
}

const char *said_rate(struct decimal points, char out[SAID_MAX])
{
    char digits[DECIMAL_TEXT_MAX];
    decimal_format(decimal_trim(points), digits);
    snprintf(out, SAID_MAX, "%s %%", digits);
    return out;
}

const char *said_share(struct decimal change, struct decimal whole, char out[SAID_MAX])
{
    struct decimal percent;
    char digits[DECIMAL_TEXT_MAX];
    *out = '\0';
    if (whole.units == 0 || !decimal_multiply(change, decimal_of(100, 0), &percent)) return out;
    if (!decimal_divide(percent, whole, 1, ROUND_HALF_UP, &percent)) return out;
    if (percent.units > WILD || percent.units < -WILD) return out;
    decimal_format(percent, digits);
    snprintf(out, SAID_MAX, "%s%s %%", percent.units > 0 ? "+" : "", digits);
    return out;
}

void said_right(struct buf *out, const char *text, size_t width)
{
    for (size_t columns = text_columns(text_of(text)); columns < width; columns++) buf_char(out, ' ');
    buf_visible(out, text_of(text), "");
}

void said_cell(struct buf *out, size_t count, size_t width)
{
    char said[SAID_MAX];
    said_right(out, count ? said_count(count, said) : "-", width);
}
