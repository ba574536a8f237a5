#include "base/wrap.h"

static size_t columns_used(const struct buf *out)
{
    size_t begin = out->len;
    while (begin > 0 && out->ptr[begin - 1] != '\n') begin--;
    return out->ptr ? text_columns((struct text){out->ptr + begin, out->len - begin}) : 0;
}

static void put_blanks(struct buf *out, size_t count)
{
    while (count-- > 0) buf_char(out, ' ');
}

void wrap_to(struct buf *out, size_t column)
{
    size_t used = columns_used(out);
    if (used > column) buf_char(out, '\n');
    put_blanks(out, used > column ? column : column - used);
}

static struct text next_word(struct text *text)
{
    while (text->len > 0 && (*text->ptr == ' ' || *text->ptr == '\n')) *text = (struct text){text->ptr + 1, text->len - 1};
    struct text word = {text->ptr, 0};
    while (word.len < text->len && word.ptr[word.len] != ' ' && word.ptr[word.len] != '\n') word.len++;
    *text = (struct text){text->ptr + word.len, text->len - word.len};
    return word;
}

void wrap_words(struct buf *out, struct text text, size_t indent, size_t width)
{
    size_t used = columns_used(out);
    bool begun = false;
    for (struct text word; (word = next_word(&text)).len > 0; begun = true) {
        size_t columns = text_columns(word);
        if (begun && used + 1 + columns > width) {
            buf_char(out, '\n');
            put_blanks(out, used = indent);
        } else if (begun) {
            buf_char(out, ' ');
            used++;
        }
        buf_text(out, word);
        used += columns;
    }
    buf_char(out, '\n');
}

static struct text next_line(struct text *text)
{
    const char *end = memchr(text->ptr, '\n', text->len);
    struct text line = {text->ptr, end ? (size_t)(end - text->ptr) : text->len};
    size_t taken = line.len + (end != NULL);
    *text = (struct text){text->ptr + taken, text->len - taken};
    return line;
}

static bool stays(struct text line)
{
    return line.len == 0 || line.ptr[0] == ' ';
}

void wrap_paragraphs(struct buf *out, struct text text, size_t indent, size_t width)
{
    while (text.len > 0) {
        struct text part = next_line(&text);
        if (part.len > 0) put_blanks(out, indent);
        if (stays(part)) {
            buf_text(out, part);
            buf_char(out, '\n');
            continue;
        }
        for (struct text rest = text; rest.len > 0;) {
            struct text line = next_line(&rest);
            if (stays(line)) break;
            part.len = (size_t)(line.ptr + line.len - part.ptr);
            text = rest;
        }
        wrap_words(out, part, indent, width);
    }
}
