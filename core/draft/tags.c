#include "draft/tags.h"

#include "base/mem.h"

enum { ROOM_AT_FIRST = 64 };

/* Where the tag is, or would be. */
static size_t slot_of(const struct tags *tags, uint64_t tag)
{
    size_t mask = tags->room - 1, at = (size_t)((tag ^ (tag >> 32)) * UINT64_C(0x9e3779b97f4a7c15) >> 20) & mask;
    while (tags->slots[at] != 0 && tags->slots[at] != tag) at = (at + 1) & mask;
    return at;
}

static bool grow(struct tags *tags)
{
    struct tags larger = {.room = tags->room ? tags->room * 2 : ROOM_AT_FIRST, .count = tags->count};
    larger.slots = mem_zero(larger.room, sizeof *larger.slots);
    if (!larger.slots) return false;
    for (size_t i = 0; i < tags->room; i++)
        if (tags->slots[i] != 0) larger.slots[slot_of(&larger, tags->slots[i])] = tags->slots[i];
    tags_release(tags);
    *tags = larger;
    return true;
}

enum tags_added tags_add(struct tags *tags, uint64_t tag)
{
    if (tags->count * 2 >= tags->room && !grow(tags)) return TAGS_NO_MEMORY;
    uint64_t *slot = &tags->slots[slot_of(tags, tag)];
    if (*slot == tag) return TAGS_KNOWN;
    *slot = tag;
    tags->count++;
    return TAGS_NEW;
}

bool tags_hold(const struct tags *tags, uint64_t tag)
{
    return tags->room > 0 && tags->slots[slot_of(tags, tag)] == tag;
}

size_t tags_shared(const struct tags *tags, const struct tags *others)
{
    size_t shared = 0;
    for (size_t i = 0; i < tags->room; i++) shared += tags->slots[i] != 0 && tags_hold(others, tags->slots[i]);
    return shared;
}

void tags_release(struct tags *tags)
{
    mem_free(tags->slots);
    *tags = (struct tags){0};
}
