#include "program/numeral.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

static struct setting_case of_decimal(struct decimal exact)
{
    struct value value = {.kind = VALUE_NUMBER, .number = decimal_to_double(exact)};
    return (struct setting_case){.value = value, .exact = exact, .has_exact = true};
}

static bool parse_percent(struct text text, struct setting_case *out)
{
    struct decimal exact;
    if (!decimal_parse((struct text){text.ptr, text.len - 1}, &exact) || exact.scale + 2 > DECIMAL_MAX_SCALE) return false;
    exact.scale += 2;
    *out = of_decimal(exact);
    out->percent = true;
    return true;
}

static bool parse_fraction(struct text text, const char *slash, struct setting_case *out)
{
    struct decimal above, below;
    struct text left = {text.ptr, (size_t)(slash - text.ptr)}, right = {slash + 1, text.len - left.len - 1};
    if (!decimal_parse(text_trim(left), &above) || !decimal_parse(text_trim(right), &below) || below.units == 0) return false;
    double number = decimal_to_double(above) / decimal_to_double(below);
    *out = (struct setting_case){.value = {.kind = VALUE_NUMBER, .number = number}};
    return isfinite(number);
}

bool numeral_parse(struct text text, bool fraction, struct setting_case *out)
{
    struct decimal exact;
    if (text.len == 0) return false;
    if (text.ptr[text.len - 1] == '%') return parse_percent(text, out);
    const char *slash = fraction ? memchr(text.ptr, '/', text.len) : NULL;
    if (slash) return parse_fraction(text, slash, out);
    if (!decimal_parse(text, &exact)) return false;
    *out = of_decimal(exact);
    return true;
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A lone comma that does not stand before three digits is a decimal comma. */
static bool decimal_comma(struct text text)
{
    const char *comma = memchr(text.ptr, ',', text.len);
    if (!comma || memchr(text.ptr, '.', text.len)) return false;
    size_t digits = 0;
    for (const char *at = comma + 1; at < text.ptr + text.len && digit(*at); at++) digits++;
    return digits != 3 && !memchr(comma + 1, ',', (size_t)(text.ptr + text.len - comma - 1));
}

/* The digits, sign, point and percent sign that are left when separators, currencies and words are gone. */
static size_t bare_number(struct text text, char out[NUMBER_TEXT_MAX])
{
    size_t length = 0;
    bool comma = decimal_comma(text);
    for (size_t i = 0; i < text.len && length + 1 < NUMBER_TEXT_MAX; i++) {
        char c = text.ptr[i];
        if (comma && c == ',') c = '.';
        if (digit(c) || c == '.' || c == '%' || (c == '-' && length == 0)) out[length++] = c;
    }
    out[length] = '\0';
    return length;
}

static bool three_digits(struct text text)
{
    return text.len >= 3 && digit(text.ptr[0]) && digit(text.ptr[1]) && digit(text.ptr[2]) && (text.len == 3 || !digit(text.ptr[3]));
}

/* 12k is not 12. */
static bool scaled(struct text text)
{
    for (size_t i = 1; i < text.len; i++)
        if (digit(text.ptr[i - 1]) && ((text.ptr[i] >= 'a' && text.ptr[i] <= 'z') || (text.ptr[i] >= 'A' && text.ptr[i] <= 'Z')))
            return true;
    return false;
}

/* Is there a separator between a digit and a group of three? */
static bool grouped(struct text text)
{
    for (size_t i = 1; i < text.len; i++)
        if (strchr(",_' ", text.ptr[i]) && digit(text.ptr[i - 1]) && three_digits((struct text){text.ptr + i + 1, text.len - i - 1}))
            return true;
    return false;
}

static bool is_whole(struct text text)
{
    size_t digits = 0;
    while (digits < text.len && digit(text.ptr[digits])) digits++;
    return digits > 0 && digits == text.len;
}

bool numeral_two_ways(struct text text, struct buf *cure)
{
    const char *point = memchr(text.ptr, '.', text.len);
    size_t length = point ? (size_t)(point - text.ptr) : 0;
    struct text whole = {text.ptr, length}, decimals = {text.ptr + length + 1, text.len - length - 1}, shortest = text;
    if (length == 0 || length > 3 || *text.ptr == '0' || decimals.len != 3 || !is_whole(whole) || !is_whole(decimals)) return false;
    while (shortest.ptr[shortest.len - 1] == '0') shortest.len--;
    if (shortest.ptr[shortest.len - 1] == '.') shortest.len--;
    buf_printf(cure, "write %.*s%.*s, or %.*s%s", TEXT_ARG(whole), TEXT_ARG(decimals), TEXT_ARG(shortest),
               shortest.len == text.len ? "0" : "");
    return true;
}

struct text numeral_cut_head(const struct node *map, size_t index, struct place *at)
{
    const struct node *value = map->items[index - 1];
    bool in_key = value->kind == NODE_SCALAR && value->scalar.len == 0;
    *at = in_key ? map->key_at[index - 1] : value->at;
    return in_key ? map->keys[index - 1] : value->scalar;
}

/* "5%" of 12,5% as well. */
static struct text digits_of(struct text text)
{
    if (text.len > 1 && text.ptr[text.len - 1] == '%') text.len--;
    return text;
}

bool numeral_is_rest(const struct node *map, size_t index, struct buf *cure)
{
    if (index == 0 || index >= map->count || map->items[index - 1]->kind != NODE_SCALAR || map->items[index - 1]->quoted) return false;
    struct place at, rest_at = map->key_at[index];
    struct text key = map->keys[index - 1], rest = map->keys[index], head = numeral_cut_head(map, index, &at);
    bool glued = rest_at.line == at.line && rest_at.column == at.column + head.len + 1, in_key = head.ptr == key.ptr;
    if (!glued || !is_whole(head) || !is_whole(digits_of(rest))) return false;
    bool thousands = digits_of(rest).len == 3 && *head.ptr != '0';
    const struct node *after = map->items[index];
    if (in_key && thousands)
        buf_printf(cure, "numbers have no thousands separators: write %.*s%.*s", TEXT_ARG(key), TEXT_ARG(rest));
    else if (!in_key && after->kind == NODE_SCALAR && after->scalar.len == 0)
        buf_printf(cure, "%s: write %.*s: %.*s%s%.*s", thousands ? "numbers have no thousands separators" : "decimals have a point",
                   TEXT_ARG(key), TEXT_ARG(head), thousands ? "" : ".", TEXT_ARG(rest));
    return cure->len > 0;
}

bool numeral_is_head(const struct node *map, const struct node *value)
{
    struct buf cure = {.ceiling = 400};
    for (size_t i = 1; i < map->count && cure.len == 0; i++)
        if (map->items[i - 1] == value) numeral_is_rest(map, i, &cure);
    bool head = cure.len > 0;
    buf_release(&cure);
    return head;
}

void numeral_cure_meant(struct text text, struct buf *cure)
{
    char bare[NUMBER_TEXT_MAX] = "";
    struct setting_case parsed;
    struct text number = {bare, bare_number(text, bare)};
    bool fraction = memchr(text.ptr, '/', text.len);
    if (fraction || scaled(text) || text_equal(number, text) || !numeral_parse(number, false, &parsed)) return;
    buf_printf(cure, "%swrite %s", grouped(text) ? "numbers have no thousands separators: " : "", bare);
}

/* "40/0" */
static bool divides_by_zero(struct text text)
{
    struct decimal below;
    const char *slash = memchr(text.ptr, '/', text.len);
    return slash && decimal_parse(text_trim((struct text){slash + 1, (size_t)(text.ptr + text.len - slash) - 1}), &below) &&
           below.units == 0;
}

void numeral_cure(struct text text, bool fraction, struct buf *cure)
{
    numeral_cure_meant(text, cure);
    if (cure->len == 0)
        buf_printf(cure, "%swrite a number such as 15, 2.5%s", divides_by_zero(text) ? "one cannot divide by 0: " : "",
                   fraction ? ", 15% or 40/6" : " or 15%");
}
