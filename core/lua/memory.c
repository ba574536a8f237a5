#include "lua/memory.h"

#include <string.h>

#include "base/mem.h"

enum { SLAB_SIZE = 32 * 1024, SLAB_FACTOR = 4 };

struct memory_slab {
    struct memory_slab *next;
    size_t size; /* keeps what follows aligned to 16 bytes */
};

struct memory_large {
    struct memory_large *next, *previous;
};

void memory_init(struct memory *memory, size_t limit)
{
    *memory = (struct memory){.limit = limit};
}

void memory_release(struct memory *memory)
{
    while (memory->slabs) {
        struct memory_slab *next = memory->slabs->next;
        mem_free(memory->slabs);
        memory->slabs = next;
    }
    while (memory->larges) {
        struct memory_large *next = memory->larges->next;
        mem_free(memory->larges);
        memory->larges = next;
    }
    memory_init(memory, memory->limit);
}

static size_t class_of(size_t size)
{
    return (size + MEMORY_STEP - 1) / MEMORY_STEP - 1;
}

/* Freed blocks stay in their class, so slabs may outgrow what is live; a script that walks through the classes to make them grow
 * without end meets the second ceiling. */
static bool slab_add(struct memory *memory)
{
    if (memory->slab_bytes + SLAB_SIZE > memory->limit * SLAB_FACTOR) return false;
    struct memory_slab *slab = mem_alloc(SLAB_SIZE);
    memory->starved |= !slab;
    if (!slab) return false;
    *slab = (struct memory_slab){.next = memory->slabs, .size = SLAB_SIZE};
    memory->slabs = slab;
    memory->slab_bytes += SLAB_SIZE;
    memory->room = (char *)(slab + 1);
    memory->room_end = (char *)slab + SLAB_SIZE;
    return true;
}

static void *small_get(struct memory *memory, size_t size)
{
    size_t class = class_of(size);
    struct memory_free *block = memory->free[class];
    if (block) {
        memory->free[class] = block->next;
        return block;
    }
    size_t bytes = (class + 1) * MEMORY_STEP;
    if ((size_t)(memory->room_end - memory->room) < bytes && !slab_add(memory)) return NULL;
    memory->room += bytes;
    return memory->room - bytes;
}

static void small_put(struct memory *memory, void *block, size_t size)
{
    struct memory_free *free_block = block;
    size_t class = class_of(size);
    free_block->next = memory->free[class];
    memory->free[class] = free_block;
}

static void large_link(struct memory *memory, struct memory_large *large)
{
    large->previous = NULL;
    large->next = memory->larges;
    if (large->next) large->next->previous = large;
    memory->larges = large;
}

static void large_unlink(struct memory *memory, struct memory_large *large)
{
    if (large->next) large->next->previous = large->previous;
    if (large->previous)
        large->previous->next = large->next;
    else
        memory->larges = large->next;
}

static void *large_get(struct memory *memory, size_t size)
{
    struct memory_large *large = mem_alloc(sizeof *large + size);
    memory->starved |= !large;
    if (!large) return NULL;
    large_link(memory, large);
    return large + 1;
}

static void *block_get(struct memory *memory, size_t size)
{
    return size <= MEMORY_SMALL ? small_get(memory, size) : large_get(memory, size);
}

static void block_put(struct memory *memory, void *block, size_t size)
{
    if (size <= MEMORY_SMALL) {
        small_put(memory, block, size);
        return;
    }
    struct memory_large *large = (struct memory_large *)block - 1;
    large_unlink(memory, large);
    mem_free(large);
}

static void *large_resize(struct memory *memory, void *block, size_t size)
{
    struct memory_large *large = (struct memory_large *)block - 1;
    large_unlink(memory, large);
    struct memory_large *moved = mem_resize(large, sizeof *large + size);
    large_link(memory, moved ? moved : large);
    memory->starved |= !moved;
    return moved ? moved + 1 : NULL;
}

static void *block_resize(struct memory *memory, void *block, size_t old_size, size_t size)
{
    if (size <= MEMORY_SMALL && old_size <= MEMORY_SMALL && class_of(size) == class_of(old_size)) return block;
    if (size > MEMORY_SMALL && old_size > MEMORY_SMALL) return large_resize(memory, block, size);
    void *moved = block_get(memory, size);
    if (!moved) return NULL;
    memcpy(moved, block, size < old_size ? size : old_size);
    block_put(memory, block, old_size);
    return moved;
}

void *memory_lua(void *context, void *block, size_t old_size, size_t size)
{
    struct memory *memory = context;
    if (!block) old_size = 0; /* Lua passes a type tag then */
    if (size == 0) {
        if (block) block_put(memory, block, old_size);
        memory->used -= old_size;
        return NULL;
    }
    bool grows = size > old_size;
    void *result = NULL;
    if (!grows || size - old_size <= memory->limit - memory->used)
        result = block ? block_resize(memory, block, old_size, size) : block_get(memory, size);
    if (!result && !grows) result = block; /* a shrink may not fail; the block goes back to a smaller class later, which is safe */
    if (result) memory->used = memory->used - old_size + size;
    return result;
}

void *memory_lua_watched(void *context, void *block, size_t old_size, size_t size)
{
    struct memory *memory = context;
    void *result = memory_lua(context, block, old_size, size);
    if (memory->used > memory->peak) memory->peak = memory->used;
    return result;
}
