/* memory.h - the heap of one Lua state: blocks by size class, cut from slabs, below a ceiling.
 *
 * The state is never closed (lua_close would run code of the plugin's): memory_release takes everything back at once. */
#ifndef RUNG_LUA_MEMORY_H
#define RUNG_LUA_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

enum { MEMORY_STEP = 16, MEMORY_SMALL = 512, MEMORY_CLASSES = MEMORY_SMALL / MEMORY_STEP };

struct memory_slab;
struct memory_large;
struct memory_free {
    struct memory_free *next;
};

struct memory {
    size_t limit; /* ceiling of `used`, in bytes */
    size_t used;  /* what Lua holds now */
    size_t peak;  /* watched: what it held at most since somebody set this */
    bool starved; /* the machine refused what lies below the ceiling, at any time */
    size_t slab_bytes;
    char *room, *room_end; /* the newest slab's uncut part */
    struct memory_free *free[MEMORY_CLASSES];
    struct memory_slab *slabs;
    struct memory_large *larges;
};

void memory_init(struct memory *memory, size_t limit);
void memory_release(struct memory *memory);
/* A lua_Alloc; `memory` is a struct memory. */
void *memory_lua(void *memory, void *block, size_t old_size, size_t size);
void *memory_lua_watched(void *memory, void *block, size_t old_size, size_t size); /* the same; keeps the peak */

#endif
