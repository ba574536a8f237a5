/* Keys of partners without a file. Apart from fixture.c because the data room's own headers do not go with the program's. */
#include "data/partners.h"

#include "base/arena.h"

const struct partners *fixture_partners(struct arena *arena, const char *const *keys, size_t count);

const struct partners *fixture_partners(struct arena *arena, const char *const *keys, size_t count)
{
    struct partners *partners = arena_alloc(arena, sizeof *partners);
    if (!partners) return NULL;
    partners->keys = arena_array(arena, count, sizeof *partners->keys);
    partners->count = count;
    for (size_t i = 0; partners->keys && i < count; i++) partners->keys[i] = text_of(keys[i]);
    return partners;
}
