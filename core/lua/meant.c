#include "lua/meant.h"

#include <string.h>

#include "base/date.h"

bool meant_number(struct text written, char out[NUMBER_TEXT_MAX])
{
    char digits[NUMBER_TEXT_MAX];
    size_t len = 0;
    double number;
    if (written.len >= sizeof digits) return false;
    for (size_t i = 0; i < written.len; i++)
        if (!strchr("\"',%$ ", written.ptr[i])) digits[len++] = written.ptr[i];
    if (len == 0 || !number_parse((struct text){digits, len}, &number)) return false;
    number_format(memchr(written.ptr, '%', written.len) ? number / 100 : number, out);
    return true;
}

/* ">= 1000": the key of a condition, and what stands behind the sign. NULL: it begins with none. */
static const char *bound_of(struct text written, struct text *rest)
{
    static const char *const signs[][2] = {{">=", "min"}, {"<=", "max"}, {">", "above"}, {"<", "below"}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t len = strlen(signs[i][0]);
        if (written.len <= len || memcmp(written.ptr, signs[i][0], len) != 0) continue;
        *rest = text_trim((struct text){written.ptr + len, written.len - len});
        return signs[i][1];
    }
    return NULL;
}

static bool has_digit(struct text text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9') return true;
    return false;
}

/* What is asked of a date column by a text that is no date: "", "period", "p.window", "2026-Q3". */
static bool put_days(struct text written, struct buf *out)
{
    struct text trimmed = text_trim(written);
    double number;
    bool path = trimmed.len > 2 && memcmp(trimmed.ptr, "p.", 2) == 0;
    if (trimmed.len == 0)
        buf_puts(out, "none (it is empty) or any (it is not)");
    else if (path)
        buf_printf(out, "it without quotes: %.*s", TEXT_ARG(trimmed));
    else if (number_parse(trimmed, &number))
        buf_puts(out, "a day in quotes, date(\"2026-07-31\"), or p.period for the period of the run");
    else if (!has_digit(trimmed) && !text_is(trimmed, "period"))
        return false;
    else
        buf_puts(out, "p.period for the period of the run, or { from = date(\"2026-07-01\"), to = date(\"2026-09-30\") }");
    return true;
}

static bool put_plain(enum column_type type, struct text written, enum meant_in in, struct buf *out)
{
    char number[NUMBER_TEXT_MAX];
    int32_t day;
    static const char *const yes[] = {"yes", "Yes", "YES", "true", "TRUE", "1"}, *const no[] = {"no", "No", "NO", "false", "FALSE", "0"};
    switch (type) {
    case COLUMN_DATE:
        if (!date_parse(written, &day)) return in == MEANT_IN_LUA && put_days(written, out);
        buf_printf(out, in == MEANT_IN_LUA ? "date(\"%.*s\")" : "%.*s", TEXT_ARG(written));
        return true;
    case COLUMN_YESNO:
        for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
            if (text_is(written, yes[i])) buf_puts(out, in == MEANT_IN_LUA ? "true" : "yes");
            if (text_is(written, no[i])) buf_puts(out, in == MEANT_IN_LUA ? "false" : "no");
        }
        return out->len > 0;
    default:
        if (type == COLUMN_TEXT || !meant_number(written, number)) return false;
        buf_puts(out, number);
        return true;
    }
}

void meant_condition(enum column_type type, struct text written, enum meant_in in, struct buf *cure)
{
    struct buf plain = {.ceiling = 400};
    struct text rest = written;
    const char *bound = bound_of(written, &rest);
    if (put_plain(type, rest, in, &plain)) {
        if (bound)
            buf_printf(cure, in == MEANT_IN_LUA ? "write { %s = %.*s }" : "write {%s: %.*s}", bound, TEXT_ARG(buf_view(&plain)));
        else
            buf_printf(cure, "write %.*s", TEXT_ARG(buf_view(&plain)));
    }
    buf_release(&plain);
}
