#include "lua/words.h"

#include "base/date.h"
#include "base/number.h"

enum { VALUES_SHOWN = 8 };

static void put_grouped(const char *digits, struct buf *out)
{
    char grouped[NUMBER_GROUPED_MAX];
    buf_puts(out, number_group(digits, grouped));
}

void words_number(double number, struct buf *out)
{
    char digits[NUMBER_TEXT_MAX];
    number_format(number, digits);
    put_grouped(digits, out);
}

static void put_decimal(struct decimal number, struct buf *out)
{
    char digits[DECIMAL_TEXT_MAX];
    decimal_format(decimal_trim(number), digits);
    put_grouped(digits, out);
}

void words_rate(struct decimal rate, bool percent, struct buf *out)
{
    percent = percent && decimal_multiply(rate, decimal_of(100, 0), &rate);
    put_decimal(rate, out);
    if (percent) buf_puts(out, " %");
}

void words_percent(double rate, struct buf *out)
{
    struct decimal exact;
    if (decimal_from_double(rate, &exact))
        words_rate(exact, true, out);
    else
        words_number(rate, out);
}

void words_day(int32_t day, struct buf *out)
{
    char text[DATE_TEXT_MAX];
    date_format(day, text);
    buf_puts(out, text);
}

void words_span(struct span span, struct buf *out)
{
    words_day(span.from, out);
    buf_puts(out, " to ");
    words_day(span.to, out);
}

void words_cell(const struct column *column, size_t row, struct buf *out)
{
    struct value value = column_value(column, row);
    int64_t units;
    if (value.kind == VALUE_NONE)
        buf_puts(out, "(empty)");
    else if (value.kind == VALUE_TEXT)
        buf_text(out, value.text);
    else if (value.kind == VALUE_YESNO)
        buf_puts(out, value.number != 0 ? "yes" : "no");
    else if (column->spec->type == COLUMN_DATE)
        words_day((int32_t)value.number, out);
    else if (!column->real && column_integer(column, row, &units))
        put_decimal(decimal_of(units, column->scale), out);
    else
        words_number(value.number, out);
}

static void put_operand(const struct operand *operand, struct buf *out)
{
    switch (operand->kind) {
    case OPERAND_NUMBER: put_decimal(operand->number, out); break;
    case OPERAND_TEXT: buf_text(out, operand->text); break;
    case OPERAND_DATE: words_day(operand->day, out); break;
    case OPERAND_YESNO: buf_puts(out, operand->yes ? "yes" : "no"); break;
    }
}

static void put_values(const struct test *test, struct buf *out)
{
    if (test->count == 0) buf_puts(out, "one of no values at all");
    for (size_t i = 0; i < test->count && i < VALUES_SHOWN; i++) {
        if (i > 0) buf_puts(out, i + 1 < test->count ? ", " : " or ");
        put_operand(&test->values[i], out);
    }
    if (test->count > VALUES_SHOWN) buf_printf(out, ", and %zu more", test->count - VALUES_SHOWN);
}

/* A window that is open to one side ends on the first or last of all days, which says nothing. */
static bool is_told(const struct bound *bound, const struct bound *other)
{
    bool endless = bound->at.kind == OPERAND_DATE && (bound->at.day == DATE_MIN || bound->at.day == DATE_MAX);
    return bound->given && !(endless && other->given);
}

static void put_bounds(const struct test *test, struct buf *out)
{
    const struct bound *low = &test->low, *high = &test->high;
    bool dates = (low->given ? low : high)->at.kind == OPERAND_DATE, from = is_told(low, high), to = is_told(high, low);
    if (!from && !to) buf_puts(out, "on any day");
    if (from) {
        buf_puts(out, low->open ? (dates ? "after " : "above ") : dates ? "from " : "at least ");
        put_operand(&low->at, out);
    }
    if (from && to) buf_puts(out, dates && !low->open && !high->open ? " " : " and ");
    if (to) {
        buf_puts(out, high->open ? (dates ? "before " : "below ") : dates ? (from ? "to " : "up to ") : "at most ");
        put_operand(&high->at, out);
    }
}

void words_test(const char *column, const struct test *test, struct buf *out)
{
    const char *no = test->negated ? "not " : "";
    buf_printf(out, "%s ", column);
    if (test->kind == TEST_EMPTY) {
        buf_printf(out, "is %sempty", no);
    } else if (test->kind == TEST_BETWEEN) {
        buf_puts(out, no);
        put_bounds(test, out);
    } else {
        buf_puts(out, test->negated ? "is not " : test->count == 0 ? "is " : "= ");
        put_values(test, out);
    }
}
