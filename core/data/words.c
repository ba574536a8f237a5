#include "data/words.h"

#include "base/mem.h"

uint32_t words_add(struct words *words, uint64_t tag, struct text text)
{
    if (words->count >= INDEX_NONE - 2 || !mem_grow((void **)&words->items, &words->cap, words->count + 1, sizeof *words->items))
        return INDEX_NONE;
    struct text copy = arena_text(&words->arena, text);
    if (!copy.ptr || !index_add(&words->index, tag, (uint32_t)words->count)) return INDEX_NONE;
    words->items[words->count] = copy;
    return (uint32_t)words->count++;
}

void words_release(struct words *words)
{
    mem_free(words->items);
    index_release(&words->index);
    arena_release(&words->arena);
    *words = (struct words){0};
}
