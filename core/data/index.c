#include "data/index.h"

#include "base/mem.h"
#include "data/huge.h"

enum { FIRST_BITS = 6 };

static void put(struct index *index, uint64_t tag, uint32_t row)
{
    size_t mask = ((size_t)1 << index->bits) - 1;
    size_t at = index_home(index, tag);
    while (index->slots[at].row != INDEX_NONE) at = (at + 1) & mask;
    index->slots[at] = (struct index_slot){tag, row};
}

static bool rebuild(struct index *index, unsigned bits)
{
    size_t size = (size_t)1 << bits;
    if (bits >= 40) return false;
    struct index bigger = {huge_alloc(size * sizeof *bigger.slots), bits, index->count};
    if (!bigger.slots) return false;
    memset(bigger.slots, 0xff, size * sizeof *bigger.slots);
    for (size_t i = 0; index->slots && i < (size_t)1 << index->bits; i++)
        if (index->slots[i].row != INDEX_NONE) put(&bigger, index->slots[i].tag, index->slots[i].row);
    mem_free(index->slots);
    *index = bigger;
    return true;
}

bool index_reserve(struct index *index, size_t count)
{
    unsigned bits = index->slots ? index->bits : FIRST_BITS;
    while ((size_t)1 << bits < 2 * count) bits++;
    return (index->slots && bits == index->bits) || rebuild(index, bits);
}

bool index_add(struct index *index, uint64_t tag, uint32_t row)
{
    if (!index_reserve(index, index->count + 1)) return false;
    put(index, tag, row);
    index->count++;
    return true;
}

void index_release(struct index *index)
{
    mem_free(index->slots);
    *index = (struct index){0};
}

/* Multiply and fold 8 bytes at a time; the last step takes the last 8 bytes, which may overlap those before. */
uint64_t index_hash(struct text key)
{
    uint64_t hash = key.len * UINT64_C(0x9e3779b97f4a7c15);
    for (size_t at = 0; at + 8 < key.len; at += 8) {
        hash = (hash ^ word_load(key.ptr + at)) * UINT64_C(0xd6e8feb86659fd93);
        hash ^= hash >> 32;
    }
    hash = (hash ^ word_load(key.ptr + key.len - 8)) * UINT64_C(0xd6e8feb86659fd93);
    return (hash ^ (hash >> 32)) | UINT64_C(0xff) << 56;
}

uint64_t index_tag_of(struct text key)
{
    char word[8] = {0};
    if (key.len > 8) return index_hash(key);
    if (key.len > 0) memcpy(word, key.ptr, key.len);
    return index_tag((struct text){word, key.len});
}
