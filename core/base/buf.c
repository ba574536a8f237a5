#include "base/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

char *buf_room(struct buf *buf, size_t size)
{
    size_t need;
    if (buf->failed) return NULL;
    bool fits = !__builtin_add_overflow(buf->len, size, &need) && (buf->ceiling == 0 || need <= buf->ceiling);
    if (!fits || !mem_grow((void **)&buf->ptr, &buf->cap, need > 0 ? need : 1, 1)) {
        buf->failed = true;
        buf->starved |= fits;
        return NULL;
    }
    return buf->ptr + buf->len;
}

void buf_put_slowly(struct buf *buf, const void *bytes, size_t len)
{
    char *room = buf_room(buf, len);
    if (!room || len == 0) return;
    memcpy(room, bytes, len);
    buf->len += len;
}

void buf_puts(struct buf *buf, const char *string)
{
    buf_put(buf, string, strlen(string));
}

/* The byte beyond the text is vsnprintf's NUL: it needs room, though it does not count. */
static char *room_for_string(struct buf *buf, size_t len)
{
    if (buf->ceiling > 0 && len > buf->ceiling - buf->len) {
        buf->failed = true;
        return NULL;
    }
    size_t ceiling = buf->ceiling;
    buf->ceiling = 0;
    char *room = buf_room(buf, len + 1);
    buf->ceiling = ceiling;
    return room;
}

void buf_vprintf(struct buf *buf, const char *format, va_list args)
{
    if (buf->failed) return;
    va_list measured;
    va_copy(measured, args);
    int len = vsnprintf(NULL, 0, format, measured);
    va_end(measured);
    char *room = NULL;
    if (len < 0)
        buf->failed = true;
    else
        room = room_for_string(buf, (size_t)len);
    if (!room) return;
    vsnprintf(room, (size_t)len + 1, format, args);
    buf->len += (size_t)len;
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    buf_vprintf(buf, format, args);
    va_end(args);
}

/* U+2400..U+2421 picture the ASCII control characters, U+FFFD stands for what has no picture; all are three bytes long. */
static void put_picture(struct buf *buf, uint32_t c)
{
    uint32_t picture = c < 0x20 ? 0x2400 + c : c == 0x7F ? 0x2421 : 0xFFFD;
    const unsigned char bytes[3] = {(unsigned char)(0xE0 | picture >> 12), (unsigned char)(0x80 | (picture >> 6 & 0x3F)),
                                    (unsigned char)(0x80 | (picture & 0x3F))};
    buf_put(buf, bytes, sizeof bytes);
}

void buf_visible(struct buf *buf, struct text text, const char *keep)
{
    while (text.len > 0) {
        uint32_t c;
        size_t len = text_character(text, &c);
        bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
        bool kept = c > 0 && c < 0x20 && strchr(keep, (int)c);
        if ((control && !kept) || c == 0xFFFD || text_turns_direction(c))
            put_picture(buf, c);
        else
            buf_put(buf, text.ptr, len);
        text.ptr += len;
        text.len -= len;
    }
}

void buf_clear(struct buf *buf)
{
    buf->len = 0;
    buf->failed = false;
}

void buf_release(struct buf *buf)
{
    mem_free(buf->ptr);
    *buf = (struct buf){.ceiling = buf->ceiling};
}
