#include "draft/yaml_text.h"

#include <strings.h>

#include "draft/hints.h"

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Words that mean something else without quotes, to Rung or to other readers of YAML. */
static bool has_a_meaning(struct text text)
{
    static const char *const words[] = {"yes", "no", "true", "false", "null", "on", "off", "y", "n"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == text.len && strncasecmp(words[i], text.ptr, text.len) == 0) return true;
    return false;
}

static bool is_plain(struct text text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool inside = i > 0 && (is_digit(c) || c == '_' || c == '-' || (c == ' ' && i + 1 < text.len));
        if (!is_letter(c) && !inside && (unsigned char)c < 0x80) return false;
    }
    return text.len > 0 && !has_a_meaning(text);
}

void yaml_text(struct buf *out, struct text text)
{
    if (is_plain(text)) {
        buf_text(out, text);
        return;
    }
    buf_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c < 0x20 || c == 0x7f) {
            buf_printf(out, "\\x%02x", c);
            continue;
        }
        if (c == '"' || c == '\\') buf_char(out, '\\');
        buf_char(out, (char)c);
    }
    buf_char(out, '"');
}

/* ---- names */

/* The letters of Western Europe in a to z; others have no such form. */
static const char *plain_letter(uint32_t code)
{
    static const char *const latin[] = {
        [0xC0] = "a", [0xC1] = "a", [0xC2] = "a", [0xC3] = "a",  [0xC4] = "ae", [0xC5] = "a", [0xC6] = "ae", [0xC7] = "c",
        [0xC8] = "e", [0xC9] = "e", [0xCA] = "e", [0xCB] = "e",  [0xCC] = "i",  [0xCD] = "i", [0xCE] = "i",  [0xCF] = "i",
        [0xD0] = "d", [0xD1] = "n", [0xD2] = "o", [0xD3] = "o",  [0xD4] = "o",  [0xD5] = "o", [0xD6] = "oe", [0xD8] = "o",
        [0xD9] = "u", [0xDA] = "u", [0xDB] = "u", [0xDC] = "ue", [0xDD] = "y",  [0xDF] = "ss"};
    if (code >= 0xE0 && code <= 0xFD && code != 0xF7) code -= 0x20;
    return code < sizeof latin / sizeof *latin ? latin[code] : NULL;
}

static void add_character(struct buf *name, struct text character, uint32_t code)
{
    const char *letter = plain_letter(code);
    char c = *character.ptr;
    if (letter)
        buf_puts(name, letter);
    else if (code < 0x80 && (is_letter(c) || is_digit(c)))
        buf_char(name, is_letter(c) ? (char)(c | 0x20) : c);
    else if (name->len > 0 && name->ptr[name->len - 1] != '_')
        buf_char(name, '_');
}

/* What stands in brackets at the end is a unit or a remark. */
static struct text without_remark(struct text heading)
{
    const char *bracket = heading.len > 0 ? memrchr(heading.ptr, '(', heading.len) : NULL;
    if (!bracket || bracket == heading.ptr || heading.ptr[heading.len - 1] != ')') return heading;
    return text_trim((struct text){heading.ptr, (size_t)(bracket - heading.ptr)});
}

const char *name_of_heading(struct text heading, const char *kind, struct arena *arena)
{
    struct buf name = {0};
    uint32_t code;
    heading = without_remark(text_trim(heading));
    for (size_t length; heading.len > 0; heading.ptr += length, heading.len -= length) {
        length = text_character(heading, &code);
        add_character(&name, heading, code);
    }
    while (name.len > 0 && name.ptr[name.len - 1] == '_') name.len--;
    bool bare = name.len > 0 && !is_digit(*name.ptr) && !hints_lua_word(buf_view(&name));
    const char *made = arena_printf(arena, "%s%s%.*s", bare ? "" : kind, bare || name.len == 0 ? "" : "_", TEXT_ARG(buf_view(&name)));
    bool failed = name.failed;
    buf_release(&name);
    return failed ? NULL : made;
}
