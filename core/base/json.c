#include "base/json.h"

#include <inttypes.h>
#include <math.h>

#include "base/number.h"

/* Escaped is what would not be seen, or would make the rest look unlike what it says: control characters, also those that programs
 * take for line ends, and marks that turn the writing direction. */
static bool escapes(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || text_turns_direction(c);
}

static void put_string(struct buf *out, struct text text)
{
    buf_char(out, '"');
    while (text.len > 0) {
        uint32_t c;
        size_t len = text_character(text, &c);
        if (c == '"' || c == '\\')
            buf_printf(out, "\\%c", (char)c);
        else if (escapes(c) || c == 0xfffd)
            buf_printf(out, "\\u%04x", (unsigned)c);
        else
            buf_put(out, text.ptr, len);
        text = (struct text){text.ptr + len, text.len - len};
    }
    buf_char(out, '"');
}

static void new_line(struct json *json)
{
    if (!json->dense) buf_printf(json->out, "\n%*s", 2 * json->depth, "");
}

static void begin_item(struct json *json, const char *key)
{
    if (json->begun) buf_char(json->out, ',');
    if (json->depth > 0) new_line(json);
    json->begun = true;
    if (!key) return;
    put_string(json->out, text_of(key));
    buf_puts(json->out, ": ");
}

void json_open(struct json *json, const char *key, char bracket)
{
    begin_item(json, key);
    buf_char(json->out, bracket);
    json->depth++;
    json->begun = false;
}

void json_close(struct json *json, char bracket)
{
    json->depth--;
    if (json->begun) new_line(json);
    buf_char(json->out, bracket);
    json->begun = true;
    if (json->depth == 0) buf_char(json->out, '\n');
}

void json_text(struct json *json, const char *key, struct text text)
{
    begin_item(json, key);
    put_string(json->out, text);
}

void json_string(struct json *json, const char *key, const char *string)
{
    if (string)
        json_text(json, key, text_of(string));
    else
        json_raw(json, key, "null");
}

void json_number(struct json *json, const char *key, double number)
{
    char digits[NUMBER_TEXT_MAX] = "null";
    if (isfinite(number)) number_format(number, digits);
    json_raw(json, key, digits);
}

void json_count(struct json *json, const char *key, uint64_t count)
{
    begin_item(json, key);
    buf_printf(json->out, "%" PRIu64, count);
}

void json_raw(struct json *json, const char *key, const char *literal)
{
    begin_item(json, key);
    buf_puts(json->out, literal);
}
