#include "base/text.h"

enum { BROKEN = 0xFFFD };

int text_compare(struct text a, struct text b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter > 0 ? memcmp(a.ptr, b.ptr, shorter) : 0;
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

static size_t blank_at_start(struct text a)
{
    if (a.len > 0 && (a.ptr[0] == ' ' || a.ptr[0] == '\t')) return 1;
    return a.len > 1 && memcmp(a.ptr, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

static size_t blank_at_end(struct text a)
{
    if (a.len > 0 && (a.ptr[a.len - 1] == ' ' || a.ptr[a.len - 1] == '\t')) return 1;
    return a.len > 1 && memcmp(a.ptr + a.len - 2, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

struct text text_take(struct text *left, char until)
{
    const char *found = left->len ? memchr(left->ptr, until, left->len) : NULL;
    struct text taken = {left->ptr, found ? (size_t)(found - left->ptr) : left->len};
    size_t gone = taken.len + (found != NULL);
    *left = (struct text){left->ptr + gone, left->len - gone};
    return taken;
}

struct text text_trim(struct text a)
{
    size_t blank;
    while ((blank = blank_at_start(a)) > 0) {
        a.ptr += blank;
        a.len -= blank;
    }
    while ((blank = blank_at_end(a)) > 0) a.len -= blank;
    return a;
}

/* Bytes of the sequence that this first byte announces; 0: none can begin so. */
static size_t announced_length(unsigned char first)
{
    if (first < 0x80) return 1;
    if (first < 0xC2) return 0;
    return first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
}

/* RFC 3629: no overlong forms, no surrogates, nothing beyond U+10FFFF. */
static bool code_allowed(uint32_t code, size_t len)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    return code >= least[len] && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
}

/* Length of the first character, or 0 when it is broken. */
static size_t decode(const unsigned char *bytes, size_t available, uint32_t *code)
{
    size_t len = announced_length(bytes[0]);
    if (len == 0 || len > available) return 0;
    *code = len == 1 ? bytes[0] : bytes[0] & (0xFFU >> (len + 1));
    for (size_t i = 1; i < len; i++) {
        if ((bytes[i] & 0xC0) != 0x80) return 0;
        *code = *code << 6 | (bytes[i] & 0x3F);
    }
    return len == 1 || code_allowed(*code, len) ? len : 0;
}

size_t text_character(struct text a, uint32_t *code)
{
    size_t len = decode((const unsigned char *)a.ptr, a.len, code);
    if (len > 0) return len;
    *code = BROKEN;
    return 1;
}

bool text_turns_direction(uint32_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* Whole files pass here, and most of them are ASCII: eight bytes at a time. */
static size_t ascii_length(const char *bytes, size_t len)
{
    size_t at = 0;
    for (uint64_t eight; at + sizeof eight <= len; at += sizeof eight) {
        memcpy(&eight, bytes + at, sizeof eight);
        if (eight & 0x8080808080808080U) break;
    }
    return at;
}

struct text text_unmarked(struct text a)
{
    bool marked = a.len >= 3 && memcmp(a.ptr, "\xef\xbb\xbf", 3) == 0;
    return marked ? (struct text){a.ptr + 3, a.len - 3} : a;
}

bool text_is_utf8(struct text a)
{
    size_t at = 0;
    while (at < a.len) {
        at += ascii_length(a.ptr + at, a.len - at);
        uint32_t code;
        size_t len = at < a.len ? decode((const unsigned char *)a.ptr + at, a.len - at, &code) : 0;
        if (at < a.len && len == 0) return false;
        at += len;
    }
    return true;
}

size_t text_length(struct text a)
{
    size_t count = 0;
    for (uint32_t code; a.len > 0; count++) {
        size_t len = text_character(a, &code);
        a.ptr += len;
        a.len -= len;
    }
    return count;
}
