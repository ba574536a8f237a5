/* text.h - a view of bytes: pointer and length, not NUL-terminated, not owned. {NULL, 0} is "no text". */
#ifndef RUNG_BASE_TEXT_H
#define RUNG_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct text {
    const char *ptr;
    size_t len;
};

static inline struct text text_of(const char *string)
{
    return (struct text){string, string ? strlen(string) : 0};
}

static inline bool text_equal(struct text a, struct text b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool text_is(struct text a, const char *string)
{
    return text_equal(a, text_of(string));
}

int text_compare(struct text a, struct text b);       /* by bytes, shorter first: <0, 0, >0 */
struct text text_take(struct text *left, char until); /* what stands before the character, taken away with it; or all that is left */
struct text text_trim(struct text a);                 /* without leading and trailing blanks, tabs and NBSP (UTF-8) */
struct text text_unmarked(struct text a);             /* without a byte order mark of UTF-8 */
bool text_is_utf8(struct text a);

/* The first character of a text that is not empty: its code point and its length in bytes. A byte that is no UTF-8 counts as one
 * character, U+FFFD. */
size_t text_character(struct text a, uint32_t *code);
/* Marks and overrides that turn the writing direction: with them a line can look unlike what it says. */
bool text_turns_direction(uint32_t code);
size_t text_length(struct text a);         /* characters */
int text_character_columns(uint32_t code); /* columns of a terminal: 0 (combining), 1, or 2 (wide) */
size_t text_columns(struct text a);

/* For printf's "%.*s". */
#define TEXT_ARG(t) (int)(t).len, (t).ptr ? (t).ptr : ""

#endif
