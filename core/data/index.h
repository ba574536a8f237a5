/* index.h - which row a text belongs to: open addressing over 64-bit tags.
 *
 * A text of up to 8 bytes is its own tag, so most look-ups compare one word; the tag of a longer one is a hash, marked by a
 * top byte of 0xff that UTF-8 never holds, and the text is compared too. The index holds row numbers only: the texts are the
 * caller's array. A zeroed struct is an empty index. */
#ifndef RUNG_DATA_INDEX_H
#define RUNG_DATA_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "data/word.h"

#define INDEX_NONE UINT32_MAX

struct index_slot {
    uint64_t tag;
    uint32_t row; /* INDEX_NONE: free */
};

struct index {
    struct index_slot *slots;
    unsigned bits; /* 2^bits slots */
    size_t count;
};

bool index_reserve(struct index *index, size_t count); /* room for `count` rows at no more than half full */
/* Adds a text that is not in the index yet. */
bool index_add(struct index *index, uint64_t tag, uint32_t row);
void index_release(struct index *index);

uint64_t index_hash(struct text key);

/* The tag of a text that has 8 readable bytes from its start on, whatever its length. */
static inline uint64_t index_tag(struct text key)
{
    if (key.len > 8) return index_hash(key);
    return key.len == 0 ? 0 : word_load(key.ptr) & (UINT64_MAX >> (64 - 8 * key.len));
}

/* The same for a text that ends where its memory does. */
uint64_t index_tag_of(struct text key);

static inline size_t index_home(const struct index *index, uint64_t tag)
{
    return (size_t)(((tag ^ (tag >> 32)) * UINT64_C(0x9e3779b97f4a7c15)) >> (64 - index->bits));
}

/* Where a look-up will begin, to be prefetched. (A function that does no more than prefetch is dropped by GCC as one without effect.) */
static inline const struct index_slot *index_first_look(const struct index *index, uint64_t tag)
{
    return index->slots ? &index->slots[index_home(index, tag)] : NULL;
}

/* The row of a key with that tag, or INDEX_NONE. */
static inline uint32_t index_find(const struct index *index, const struct text *texts, uint64_t tag, struct text key)
{
    if (!index->slots) return INDEX_NONE;
    size_t mask = ((size_t)1 << index->bits) - 1;
    for (size_t at = index_home(index, tag);; at = (at + 1) & mask) {
        const struct index_slot *slot = &index->slots[at];
        if (slot->row == INDEX_NONE) return INDEX_NONE;
        if (slot->tag == tag && (key.len <= 8 || text_equal(texts[slot->row], key))) return slot->row;
    }
}

#endif
