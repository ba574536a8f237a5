#include "test/suite.h"

enum { PROBLEMS_SHOWN = 20 };

struct test_result *suite_add(struct suite *suite, struct arena *arena)
{
    bool room = arena_grow(arena, (void **)&suite->results, suite->count, &suite->cap, sizeof *suite->results);
    suite->starved |= !room;
    return room ? &suite->results[suite->count++] : NULL;
}

static struct text visible_text(struct suite *suite, struct buf *bytes, const char *keep, struct arena *arena)
{
    struct buf visible = {0};
    buf_visible(&visible, buf_view(bytes), keep);
    struct text copy = arena_text(arena, buf_view(&visible));
    suite->starved |= bytes->failed || visible.failed || !copy.ptr;
    buf_release(&visible);
    buf_clear(bytes);
    return copy;
}

struct text suite_lines(struct suite *suite, struct buf *bytes, struct arena *arena)
{
    return visible_text(suite, bytes, "\n", arena);
}

struct text suite_line(struct suite *suite, struct buf *bytes, struct arena *arena)
{
    return visible_text(suite, bytes, "", arena);
}

struct text suite_word(struct suite *suite, struct text word, struct arena *arena)
{
    struct buf bytes = {0};
    buf_text(&bytes, word);
    struct text line = suite_line(suite, &bytes, arena);
    buf_release(&bytes);
    return line;
}

void suite_put_lines(struct buf *out, const char *before, struct text lines)
{
    while (lines.len > 0) {
        const char *newline = memchr(lines.ptr, '\n', lines.len);
        size_t len = newline ? (size_t)(newline - lines.ptr) : lines.len;
        buf_printf(out, "%s%.*s\n", before, (int)len, lines.ptr);
        len += newline != NULL;
        lines = (struct text){lines.ptr + len, lines.len - len};
    }
}

void suite_fail(struct suite *suite, const char *name, const struct problems *problems, struct arena *arena)
{
    struct test_result *result = suite_add(suite, arena);
    struct buf said = {0};
    const struct problem *first = NULL;
    size_t shown = 0;
    for (size_t i = 0; i < problems->count; i++) {
        if (problems->items[i].severity != SEVERITY_ERROR) continue;
        if (!first) first = &problems->items[i];
        if (shown++ < PROBLEMS_SHOWN) problem_format(&problems->items[i], false, &said);
    }
    if (shown > PROBLEMS_SHOWN) buf_printf(&said, "... and %zu more\n", shown - PROBLEMS_SHOWN);
    suite->starved |= problems->out_of_memory;
    if (result) {
        *result =
            (struct test_result){.verdict = VERDICT_FAILED, .name = text_of(name), .file = suite_word(suite, text_of(suite->path), arena)};
        if (first) result->message = arena_text(arena, text_of(first->what));
        result->details = suite_lines(suite, &said, arena);
    }
    buf_release(&said);
}

/* ---- across processes */

static void put_number(struct buf *out, uint64_t number)
{
    buf_put(out, &number, sizeof number);
}

static void put_text(struct buf *out, struct text text)
{
    put_number(out, text.len);
    buf_text(out, text);
}

bool suite_pack(const struct suite *suite, struct buf *out)
{
    put_number(out, suite->gave_out);
    put_number(out, suite->starved);
    put_number(out, suite->count);
    put_text(out, suite->name);
    put_text(out, suite->coverage);
    put_number(out, suite->lines_can);
    put_number(out, suite->lines_ran);
    for (size_t i = 0; i < suite->count; i++) {
        const struct test_result *result = &suite->results[i];
        put_number(out, result->verdict);
        put_number(out, result->line);
        buf_put(out, &result->seconds, sizeof result->seconds);
        put_text(out, result->name);
        put_text(out, result->file);
        put_text(out, result->message);
        put_text(out, result->details);
    }
    return !out->failed;
}

struct unpacking {
    struct text rest;
    struct arena *arena;
    bool good;
};

static void take(struct unpacking *from, void *to, size_t size)
{
    from->good = from->good && from->rest.len >= size;
    if (!from->good) return;
    memcpy(to, from->rest.ptr, size);
    from->rest = (struct text){from->rest.ptr + size, from->rest.len - size};
}

static uint64_t take_number(struct unpacking *from)
{
    uint64_t number = 0;
    take(from, &number, sizeof number);
    return number;
}

static struct text take_text(struct unpacking *from)
{
    size_t len = take_number(from);
    from->good = from->good && from->rest.len >= len;
    if (!from->good) return (struct text){0};
    struct text copy = arena_text(from->arena, (struct text){from->rest.ptr, len});
    from->good = copy.ptr != NULL;
    from->rest = (struct text){from->rest.ptr + len, from->rest.len - len};
    return copy;
}

static void take_result(struct unpacking *from, struct test_result *result)
{
    result->verdict = (enum verdict)take_number(from);
    result->line = (uint32_t)take_number(from);
    take(from, &result->seconds, sizeof result->seconds);
    result->name = take_text(from);
    result->file = take_text(from);
    result->message = take_text(from);
    result->details = take_text(from);
}

bool suite_unpack(struct suite *suite, struct text bytes, struct arena *arena)
{
    struct unpacking from = {.rest = bytes, .arena = arena, .good = true};
    suite->gave_out = take_number(&from) != 0;
    suite->starved = take_number(&from) != 0;
    size_t count = take_number(&from);
    suite->name = take_text(&from);
    suite->coverage = take_text(&from);
    suite->lines_can = take_number(&from);
    suite->lines_ran = take_number(&from);
    for (size_t i = 0; from.good && i < count; i++) {
        struct test_result *result = suite_add(suite, arena);
        from.good = result != NULL;
        if (result) take_result(&from, result);
    }
    return from.good && from.rest.len == 0;
}
