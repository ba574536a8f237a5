#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

/* Blocks double from the first size to the last, so that an arena for one partner stays small. */
enum { ALIGNMENT = 16, FIRST_SIZE = 4096, LAST_SIZE = 65536 };

struct arena_block {
    struct arena_block *older;
    size_t size, used;                        /* of bytes[] */
    alignas(ALIGNMENT) unsigned char bytes[]; /* all zero from used on */
};

static size_t next_size(const struct arena *arena, size_t need)
{
    size_t size = arena->last ? arena->last->size * 2 : FIRST_SIZE;
    if (size > LAST_SIZE) size = LAST_SIZE;
    return size > need ? size : need;
}

static bool add_block(struct arena *arena, size_t need)
{
    size_t size = next_size(arena, need);
    if (size > SIZE_MAX - sizeof(struct arena_block)) return false;
    struct arena_block *block = mem_zero(1, sizeof *block + size);
    if (!block) return false;
    block->size = size;
    block->older = arena->last;
    arena->last = block;
    return true;
}

static void *fail(struct arena *arena)
{
    arena->failed = true;
    return NULL;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX - ALIGNMENT) return fail(arena);
    size_t need = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (need == 0) need = ALIGNMENT; /* distinct pointers also for empty things */
    if (!arena->last || arena->last->size - arena->last->used < need) {
        if (!add_block(arena, need)) return fail(arena);
    }
    void *place = arena->last->bytes + arena->last->used;
    arena->last->used += need;
    return place;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    size_t bytes;
    return __builtin_mul_overflow(count, size, &bytes) ? fail(arena) : arena_alloc(arena, bytes);
}

bool arena_grow(struct arena *arena, void **items, size_t count, size_t *room, size_t size)
{
    enum { AT_FIRST = 16 };
    if (count < *room) return true;
    size_t more = *room ? 2 * *room : AT_FIRST;
    void *larger = arena_array(arena, more, size);
    if (!larger) return false;
    if (count > 0) memcpy(larger, *items, count * size);
    *items = larger;
    *room = more;
    return true;
}

char *arena_string(struct arena *arena, struct text text)
{
    char *copy = text.len < SIZE_MAX ? arena_alloc(arena, text.len + 1) : fail(arena);
    if (copy && text.len > 0) memcpy(copy, text.ptr, text.len);
    return copy;
}

struct text arena_text(struct arena *arena, struct text text)
{
    char *copy = arena_string(arena, text);
    return (struct text){copy, copy ? text.len : 0};
}

char *arena_vprintf(struct arena *arena, const char *format, va_list args)
{
    va_list measured;
    va_copy(measured, args);
    int len = vsnprintf(NULL, 0, format, measured);
    va_end(measured);
    char *string = len < 0 ? NULL : arena_alloc(arena, (size_t)len + 1);
    if (string) vsnprintf(string, (size_t)len + 1, format, args);
    return string;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *string = arena_vprintf(arena, format, args);
    va_end(args);
    return string;
}

struct arena_mark arena_mark(const struct arena *arena)
{
    return (struct arena_mark){arena->last, arena->last ? arena->last->used : 0};
}

void arena_rewind(struct arena *arena, struct arena_mark mark)
{
    while (arena->last != mark.last) {
        struct arena_block *older = arena->last->older;
        mem_free(arena->last);
        arena->last = older;
    }
    if (!arena->last) return;
    memset(arena->last->bytes + mark.used, 0, arena->last->used - mark.used);
    arena->last->used = mark.used;
}

void arena_release(struct arena *arena)
{
    arena_rewind(arena, (struct arena_mark){0});
    arena->failed = false;
}
