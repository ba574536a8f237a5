/* buf.h - bytes that grow, with a ceiling given at birth.
 *
 * A failure is sticky: once memory or the ceiling ran out, every later call does nothing and buf->failed stays true, so
 * a writer checks once, at its end. The caller owns the struct; a zeroed one is ready to use and has no ceiling. */
#ifndef RUNG_BASE_BUF_H
#define RUNG_BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct buf {
    char *ptr;
    size_t len, cap;
    size_t ceiling; /* bytes; 0: none */
    bool failed;
    bool starved; /* memory ran out, and not the ceiling, at some time since it was made */
};

char *buf_room(struct buf *buf, size_t size);                        /* at least `size` writable bytes at the end; NULL on failure */
void buf_put_slowly(struct buf *buf, const void *bytes, size_t len); /* buf_put where there may be no room yet */
void buf_puts(struct buf *buf, const char *string);
__attribute__((format(printf, 2, 3))) void buf_printf(struct buf *buf, const char *format, ...);
__attribute__((format(printf, 2, 0))) void buf_vprintf(struct buf *buf, const char *format, va_list args);
/* Text for people's eyes: control characters as their pictures (U+2400 on), broken UTF-8 and characters that turn the writing
 * direction as U+FFFD, one for one, so that columns stay. Those in `keep` ("\t\n") stay as they are. */
void buf_visible(struct buf *buf, struct text text, const char *keep);
void buf_clear(struct buf *buf); /* empty again, memory kept, failure forgotten */
void buf_release(struct buf *buf);

/* On the hot path of all writers: a copy where there is room. */
static inline void buf_put(struct buf *buf, const void *bytes, size_t len)
{
    if (buf->ceiling > 0 || buf->failed || buf->cap - buf->len < len || len == 0) {
        buf_put_slowly(buf, bytes, len);
        return;
    }
    memcpy(buf->ptr + buf->len, bytes, len);
    buf->len += len;
}

static inline void buf_char(struct buf *buf, char c)
{
    buf_put(buf, &c, 1);
}

static inline void buf_text(struct buf *buf, struct text text)
{
    buf_put(buf, text.ptr, text.len);
}

static inline struct text buf_view(const struct buf *buf)
{
    return (struct text){buf->ptr, buf->len};
}

#endif
