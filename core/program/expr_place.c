#include <stdint.h>

#include "program/expr_parts.h"

/* A walk over the file and the scalar's text side by side: the file has indentation, folded lines and escapes that the text has not. */
struct walk {
    const char *at, *end;
    struct place place;
};

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void step(struct walk *walk)
{
    char c = *walk->at++;
    if (c == '\n') {
        walk->place.line++;
        walk->place.column = 1;
    } else if (((unsigned char)c & 0xc0) != 0x80) {
        walk->place.column++;
    }
    while (walk->at < walk->end && ((unsigned char)*walk->at & 0xc0) == 0x80) walk->at++;
}

static void skip_line(struct walk *walk)
{
    while (walk->at < walk->end && *walk->at != '\n') step(walk);
}

static const char *line_start(const struct source *source, size_t line)
{
    struct text text = source_line(source, line);
    return text.ptr ? text.ptr : source->bytes.ptr + source->bytes.len;
}

/* The first character of the scalar itself: behind anchors and tags, the opening quote, or a block's header line. */
static struct walk walk_begin(const struct node *scalar, const struct source *source)
{
    struct walk walk = {line_start(source, scalar->at.line), source->bytes.ptr + source->bytes.len, scalar->at};
    walk.place.column = 1;
    while (walk.at < walk.end && walk.place.column < scalar->at.column) step(&walk);
    while (walk.at < walk.end && (*walk.at == '&' || *walk.at == '!')) {
        while (walk.at < walk.end && !blank(*walk.at)) step(&walk);
        while (walk.at < walk.end && blank(*walk.at)) step(&walk);
    }
    if (!scalar->quoted || walk.at >= walk.end) return walk;
    if (*walk.at == '|' || *walk.at == '>')
        skip_line(&walk);
    else
        step(&walk);
    return walk;
}

struct place expr_place(const struct node *scalar, const struct source *source, struct text part)
{
    struct walk walk = walk_begin(scalar, source_holding(source, scalar->at));
    const char *text = scalar->scalar.ptr;
    while (text < part.ptr && walk.at < walk.end) {
        if (*walk.at == *text) {
            size_t length = 1;
            while (((unsigned char)text[length] & 0xc0) == 0x80) length++;
            text += length;
            step(&walk);
        } else if (blank(*text) && !blank(*walk.at)) {
            text++;
        } else {
            step(&walk); /* indentation, a folded line end, a backslash or a doubled quote */
        }
    }
    while (part.len > 0 && !blank(*part.ptr) && walk.at < walk.end && *walk.at != *part.ptr) step(&walk);
    walk.place.width = 0;
    for (size_t i = 0; i < part.len && part.ptr[i] != '\n'; i++) walk.place.width += ((unsigned char)part.ptr[i] & 0xc0) != 0x80;
    return walk.place;
}
