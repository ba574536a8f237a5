#include "data/partners.h"

#include "base/mem.h"
#include "base/suggest.h"
#include "data/revisit.h"

enum { NEAR_PARTNERS = 4000 };

/* The keys of one chunk after the other, with the line of each to name it when it comes again. */
struct gathering {
    struct partners *partners;
    struct revisit revisit;
    struct problems *problems;
    uint32_t *lines;
    char *room; /* in partners->bytes */
};

static bool make_room(struct gathering *gathering, const struct intake *intake)
{
    struct partners *partners = gathering->partners;
    size_t rows = 0, bytes = 0;
    for (size_t i = 0; i < intake->chunk_count; i++) {
        rows += intake->chunks[i].rows;
        bytes += intake->chunks[i].keys_length;
    }
    if (rows >= ROW_GONE - 1) return false;
    partners->keys = mem_alloc(rows * sizeof *partners->keys);
    partners->bytes = gathering->room = mem_zero(bytes + sizeof(uint64_t), 1);
    gathering->lines = mem_alloc(rows * sizeof *gathering->lines);
    return partners->keys && partners->bytes && gathering->lines && index_reserve(&partners->index, rows);
}

static bool lose(struct partners *partners, struct text key)
{
    uint64_t tag = index_tag_of(key);
    return index_find(&partners->lost.index, partners->lost.items, tag, key) != INDEX_NONE ||
           words_add(&partners->lost, tag, key) != INDEX_NONE;
}

static bool add_key(struct gathering *gathering, const struct chunk *chunk, size_t chunk_index, size_t row, struct text key)
{
    struct partners *partners = gathering->partners;
    uint64_t tag = index_tag(key);
    uint32_t first = index_find(&partners->index, partners->keys, tag, key);
    if (first != INDEX_NONE)
        return revisit_repeated(&gathering->revisit, chunk_index, row, SIZE_MAX, gathering->lines[first], gathering->problems);
    if (!index_add(&partners->index, tag, (uint32_t)partners->count)) return false;
    gathering->lines[partners->count] = revisit_line(chunk, row);
    partners->keys[partners->count++] = key;
    return true;
}

static bool gather_chunk(struct gathering *gathering, const struct chunk *chunk, size_t chunk_index)
{
    if (chunk->rows > 0) memcpy(gathering->room, chunk->keys, chunk->keys_length);
    struct text key = {gathering->room, 0};
    for (size_t row = 0; row < chunk->rows; row++, key.ptr += key.len + 1) {
        key.len = strlen(key.ptr);
        bool gone = chunk->owners[row] == ROW_GONE;
        if (!(gone ? lose(gathering->partners, key) : add_key(gathering, chunk, chunk_index, row, key))) return false;
    }
    gathering->room += chunk->keys_length;
    for (const char *lost = chunk->lost; lost && lost < chunk->lost + chunk->lost_length; lost += strlen(lost) + 1)
        if (!lose(gathering->partners, text_of(lost))) return false;
    return true;
}

bool partners_gather(struct partners *partners, struct intake *intake, struct problems *problems)
{
    struct gathering gathering = {.partners = partners, .revisit = {.intake = intake}, .problems = problems};
    *partners = (struct partners){0};
    bool ok = make_room(&gathering, intake);
    for (size_t i = 0; ok && i < intake->chunk_count; i++) ok = gather_chunk(&gathering, &intake->chunks[i], i);
    mem_free(gathering.lines);
    revisit_release(&gathering.revisit);
    return ok;
}

void partners_release(struct partners *partners)
{
    mem_free(partners->keys);
    mem_free(partners->bytes);
    index_release(&partners->index);
    words_release(&partners->lost);
    *partners = (struct partners){0};
}

uint32_t partners_find(const struct partners *partners, struct text key)
{
    return index_find(&partners->index, partners->keys, index_tag_of(key), key);
}

static bool has_digit(struct text key)
{
    for (size_t i = 0; i < key.len; i++)
        if (key.ptr[i] >= '0' && key.ptr[i] <= '9') return true;
    return false;
}

const char *partners_near(const struct partners *partners, struct text key)
{
    const char *names[NEAR_PARTNERS];
    if (partners->count > NEAR_PARTNERS || has_digit(key)) return NULL;
    for (size_t i = 0; i < partners->count; i++) names[i] = partners->keys[i].ptr;
    return suggest(key, names, partners->count);
}
