/* words.h - a dictionary in the making: each different text once, numbered in order of arrival. A zeroed struct is empty. */
#ifndef RUNG_DATA_WORDS_H
#define RUNG_DATA_WORDS_H

#include "base/arena.h"
#include "data/index.h"

struct words {
    struct text *items; /* by code; copies in the arena */
    size_t count, cap;
    struct index index;
    struct arena arena;
};

/* The code of a text that has 8 readable bytes from its start on; adds it when it is new. INDEX_NONE: no memory. */
uint32_t words_add(struct words *words, uint64_t tag, struct text text);
void words_release(struct words *words);

static inline uint32_t words_code(struct words *words, struct text text)
{
    uint64_t tag = index_tag(text);
    uint32_t code = index_find(&words->index, words->items, tag, text);
    return code != INDEX_NONE ? code : words_add(words, tag, text);
}

#endif
