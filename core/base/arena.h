/* arena.h - memory by lifetime: many small blocks that all end together.
 *
 * The caller owns the struct; a zeroed one is ready to use. Blocks are cleared, aligned to 16 bytes, and live until
 * arena_release. A call that finds no memory returns NULL, and the arena remembers that. Not for several threads at once. */
#ifndef RUNG_BASE_ARENA_H
#define RUNG_BASE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct arena_block;
struct arena {
    struct arena_block *last;
    bool failed; /* a call returned NULL since the arena was made or released */
};

void *arena_alloc(struct arena *arena, size_t size);
void *arena_array(struct arena *arena, size_t count, size_t size); /* NULL also when count * size overflows */
/* Room for one more in an array that the arena holds: `room` of them fit, `count` are there. A larger copy takes its place. */
bool arena_grow(struct arena *arena, void **items, size_t count, size_t *room, size_t size);
char *arena_string(struct arena *arena, struct text text);     /* NUL-terminated copy */
struct text arena_text(struct arena *arena, struct text text); /* copy; .ptr is NULL when there was no memory */
__attribute__((format(printf, 2, 3))) char *arena_printf(struct arena *arena, const char *format, ...);
__attribute__((format(printf, 2, 0))) char *arena_vprintf(struct arena *arena, const char *format, va_list args);
void arena_release(struct arena *arena); /* frees all blocks; the struct may be used again */

/* Taking back: everything allocated after the mark ends with arena_rewind, what is older stays. A mark is void once
 * an older one was rewound to. */
struct arena_mark {
    struct arena_block *last;
    size_t used;
};
struct arena_mark arena_mark(const struct arena *arena);
void arena_rewind(struct arena *arena, struct arena_mark mark);

#endif
