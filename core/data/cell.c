#include "data/cell.h"

#include <strings.h>

#include "base/date.h"
#include "base/number.h"
#include "data/currency.h"

enum { DIGITS_ROOM = 64 };

/* Digits without marks: those before the point, then `decimals` of them behind it. */
struct digits {
    char text[DIGITS_ROOM];
    size_t count, decimals;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool take_front(struct text *text, const char *what)
{
    size_t len = strlen(what);
    if (text->len < len || memcmp(text->ptr, what, len) != 0) return false;
    text->ptr += len;
    text->len -= len;
    return true;
}

static bool take_back(struct text *text, const char *what)
{
    size_t len = strlen(what);
    if (text->len < len || memcmp(text->ptr + text->len - len, what, len) != 0) return false;
    text->len -= len;
    return true;
}

static bool take_sign(struct text *text, bool *negative)
{
    *negative = take_front(text, "-") || take_front(text, "\xe2\x88\x92");
    return *negative || take_front(text, "+");
}

/* A thousands separator at the front: its length, or 0. */
static size_t separator_length(struct text text, char decimal)
{
    static const char *const separators[] = {" ", "'", "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x99"};
    if (text.len > 0 && text.ptr[0] == (decimal == ',' ? '.' : ',')) return 1;
    for (size_t i = 0; i < sizeof separators / sizeof separators[0]; i++)
        if (take_front(&text, separators[i])) return strlen(separators[i]);
    return 0;
}

static size_t digit_run(struct text text)
{
    size_t count = 0;
    while (count < text.len && is_digit(text.ptr[count])) count++;
    return count;
}

/* Moves a run of digits; leading zeros of the number are not kept. False: too many to be a number of ours. */
static bool move_digits(struct text *text, size_t count, struct digits *digits)
{
    for (size_t i = 0; i < count; i++) {
        if (digits->count == 0 && digits->decimals == 0 && text->ptr[i] == '0') continue;
        if (digits->count == DIGITS_ROOM) return false;
        digits->text[digits->count++] = text->ptr[i];
    }
    text->ptr += count;
    text->len -= count;
    return true;
}

/* Digits before the point: all in one run, or groups of three behind a first of one to three, with one separator throughout. */
static enum cell_flaw whole_part(struct text *text, char decimal, struct digits *digits)
{
    size_t run = digit_run(*text), width = separator_length((struct text){text->ptr + run, text->len - run}, decimal);
    const char *separator = text->ptr + run;
    bool grouped = width > 0;
    if (grouped && (run == 0 || run > 3 || *text->ptr == '0')) return CELL_OTHER;
    if (!move_digits(text, run, digits)) return CELL_TOO_LONG;
    while (grouped && text->len >= width && memcmp(text->ptr, separator, width) == 0) {
        text->ptr += width;
        text->len -= width;
        if (digit_run(*text) != 3) return CELL_OTHER;
        if (!move_digits(text, 3, digits)) return CELL_TOO_LONG;
    }
    return CELL_FINE;
}

static enum cell_flaw read_digits(struct text text, char decimal, struct digits *digits)
{
    bool some = digit_run(text) > 0;
    *digits = (struct digits){.count = 0};
    enum cell_flaw flaw = whole_part(&text, decimal, digits);
    if (flaw != CELL_FINE || text.len == 0) return some ? flaw : CELL_OTHER;
    size_t decimals = text.len - 1;
    if (text.ptr[0] != decimal || decimals == 0) return CELL_OTHER;
    text.ptr++;
    text.len--;
    if (digit_run(text) != decimals) return CELL_OTHER;
    bool crowded = decimals + digits->count > CELL_DIGITS_MAX;
    while (crowded && decimals > 0 && text.ptr[decimals - 1] == '0') decimals--;
    digits->decimals = decimals;
    return move_digits(&text, decimals, digits) ? CELL_FINE : CELL_TOO_LONG;
}

/* What stands around the digits of a number. */
struct dress {
    bool negative, percent;
    struct text currency;
};

static bool undress(enum column_type type, struct text *text, struct dress *dress)
{
    *dress = (struct dress){.negative = false};
    *text = text_trim(*text);
    bool brackets = text->len > 2 && text->ptr[0] == '(' && text->ptr[text->len - 1] == ')';
    if (brackets) *text = text_trim((struct text){text->ptr + 1, text->len - 2});
    bool signed_already = take_sign(text, &dress->negative);
    if (type == COLUMN_MONEY) {
        *text = text_trim(*text);
        if (currency_take(text, &dress->currency)) *text = text_trim(*text);
        if (!signed_already) signed_already = take_sign(text, &dress->negative);
    }
    if (type == COLUMN_PERCENT || type == COLUMN_RATE) dress->percent = take_back(text, "%");
    *text = text_trim(*text);
    if (brackets) dress->negative = true;
    return !(brackets && signed_already);
}

int64_t cell_power(int exponent)
{
    int64_t power = 1;
    while (exponent-- > 0) power *= 10;
    return power;
}

struct text cell_currency(struct text text)
{
    struct dress dress;
    undress(COLUMN_MONEY, &text, &dress);
    return currency_name(dress.currency);
}

/* Whether bare digits are one to three, a mark, and three more: with the other decimal mark another number. Three decimals are usual but
 * for money. */
static bool reads_both_ways(enum column_type type, struct text text)
{
    size_t run = digit_run(text);
    if (run == 0 || run > 3 || text.ptr[0] == '0' || text.len != run + 4) return false;
    if (digit_run((struct text){text.ptr + run + 1, 3}) != 3) return false;
    return text.ptr[run] == '.' ? type == COLUMN_MONEY : text.ptr[run] == ',' && type != COLUMN_INTEGER;
}

static bool in_doubt(enum column_type type, const struct cell_marks *marks, struct text text)
{
    return !marks->declared && (reads_both_ways(type, text) || (marks->semicolons && memchr(text.ptr, ',', text.len)));
}

enum cell_flaw cell_decimal(enum column_type type, const struct cell_marks *marks, struct text text, int64_t *units, int *scale)
{
    struct dress dress;
    struct digits digits;
    if (!undress(type, &text, &dress)) return CELL_OTHER;
    enum cell_flaw flaw = read_digits(text, marks->decimal, &digits);
    if (flaw != CELL_FINE) return flaw;
    if (in_doubt(type, marks, text)) return CELL_DOUBT;
    if (marks->currency && dress.currency.len > 0 && !currency_fits(dress.currency, marks->currency)) return CELL_FOREIGN;
    if (type == COLUMN_INTEGER && digits.decimals > 0) return CELL_FRACTION;
    *scale = (int)digits.decimals + (type == COLUMN_RATE && dress.percent ? 2 : 0);
    if (digits.count > CELL_DIGITS_MAX || *scale > CELL_DIGITS_MAX) return CELL_TOO_LONG;
    *units = 0;
    for (size_t i = 0; i < digits.count; i++) *units = *units * 10 + (digits.text[i] - '0');
    if (dress.negative) *units = -*units;
    return CELL_FINE;
}

/* A number with an exponent has neither groups nor brackets. */
static enum cell_flaw scientific(char decimal, struct text text, double *out)
{
    char plain[DIGITS_ROOM];
    text = text_trim(text);
    if (text.len >= sizeof plain) return CELL_OTHER;
    for (size_t i = 0; i < text.len; i++) {
        if (decimal == ',' && text.ptr[i] == '.') return CELL_OTHER;
        plain[i] = text.ptr[i] == decimal ? '.' : text.ptr[i];
    }
    return number_parse((struct text){plain, text.len}, out) ? CELL_FINE : CELL_OTHER;
}

/* Few enough digits: both parts are exact as doubles, so one division rounds correctly (W. D. Clinger, How to read floating point
 * numbers accurately, 1990). */
bool cell_exact_double(int64_t units, int scale, double *out)
{
    if (units > (INT64_C(1) << 53) || units < -(INT64_C(1) << 53) || scale > CELL_DIGITS_MAX) return false;
    *out = (double)units / (double)cell_power(scale);
    return true;
}

enum cell_flaw cell_number(const struct cell_marks *marks, struct text text, double *out)
{
    struct dress dress;
    struct digits digits;
    struct text bare = text;
    if (!undress(COLUMN_NUMBER, &bare, &dress) || read_digits(bare, marks->decimal, &digits) != CELL_FINE)
        return scientific(marks->decimal, text, out);
    if (in_doubt(COLUMN_NUMBER, marks, bare)) return CELL_DOUBT;
    size_t whole = digits.count - digits.decimals;
    char plain[DIGITS_ROOM + 2];
    plain[0] = '0';
    memcpy(plain + 1, digits.text, whole);
    plain[whole + 1] = '.';
    memcpy(plain + whole + 2, digits.text + whole, digits.decimals);
    if (!number_parse((struct text){plain, digits.decimals > 0 ? digits.count + 2 : whole + 1}, out)) return CELL_OTHER;
    *out = dress.negative ? -*out : *out;
    return CELL_FINE;
}

/* Two digits at the front, below a limit. */
static bool take_pair(struct text *text, int limit)
{
    if (digit_run(*text) < 2 || (text->ptr[0] - '0') * 10 + (text->ptr[1] - '0') >= limit) return false;
    text->ptr += 2;
    text->len -= 2;
    return true;
}

/* Z, or hours and minutes that a place is off it; nothing at all is fine as well. */
static bool take_zone(struct text *text)
{
    if (text->len == 0 || take_front(text, "Z")) return true;
    if (!take_front(text, "+") && !take_front(text, "-")) return false;
    return take_pair(text, 24) && (text->len == 0 || ((take_front(text, ":") || text->len == 2) && take_pair(text, 60)));
}

/* The time of day of RFC 3339, section 5.6, where seconds may be left out. */
static bool is_time(struct text text)
{
    if (!take_pair(&text, 24) || !take_front(&text, ":") || !take_pair(&text, 60)) return false;
    if (take_front(&text, ":")) {
        if (!take_pair(&text, 61)) return false;
        if (take_front(&text, ".")) {
            size_t digits = digit_run(text);
            if (digits == 0) return false;
            text = (struct text){text.ptr + digits, text.len - digits};
        }
    }
    return take_zone(&text) && text.len == 0;
}

static bool parse_timestamp(struct text text, int32_t *day)
{
    enum { DATE = 10 };
    if (text.len <= DATE + 1 || (text.ptr[DATE] != 'T' && text.ptr[DATE] != ' ')) return false;
    return date_parse((struct text){text.ptr, DATE}, day) && is_time((struct text){text.ptr + DATE + 1, text.len - DATE - 1});
}

/* yyyy-mm-dd is what nearly every file has. */
enum cell_flaw cell_date(const char *format, struct text text, int64_t *day)
{
    int32_t out;
    text = text_trim(text);
    bool usual = !format || strcasecmp(format, "yyyy-mm-dd") == 0;
    bool ok = usual ? date_parse(text, &out) || parse_timestamp(text, &out) : date_parse_as(text, text_of(format), &out);
    *day = ok ? out : 0;
    return ok ? CELL_FINE : CELL_OTHER;
}

enum cell_flaw cell_yesno(struct text text, int64_t *out)
{
    static const char *const words[] = {"no", "yes", "n", "y", "false", "true", "0", "1"};
    text = text_trim(text);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strlen(words[i]) == text.len && strncasecmp(words[i], text.ptr, text.len) == 0) {
            *out = (int64_t)(i & 1);
            return CELL_FINE;
        }
    }
    return CELL_OTHER;
}
