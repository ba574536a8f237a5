#include "data/group.h"

#include "base/mem.h"
#include "data/pack.h"

enum { BATCH = 256 };

/* Threads share the work by bands: all rows of a partner are in one band, and a band's share of a column stays in cache while rows are
 * dealt out to it. */
struct grouping {
    struct intake *intake;
    uint32_t *counts; /* per partner: rows, then the place of the next one */
    const struct blend *blend;
    size_t lane;
    void *cells;
};

static size_t band_start(const struct chunk *chunk, size_t band)
{
    return band == 0 ? 0 : chunk->bands[band - 1];
}

static void count_band(void *context, size_t band, int worker)
{
    struct grouping *grouping = context;
    (void)worker;
    for (size_t i = 0; i < grouping->intake->chunk_count; i++) {
        const struct chunk *chunk = &grouping->intake->chunks[i];
        if (chunk->rows == 0) continue;
        for (size_t row = band_start(chunk, band); row < chunk->bands[band]; row++)
            if (chunk->owners[row] != ROW_GONE) grouping->counts[chunk->owners[row]]++;
    }
}

static void place_band(void *context, size_t band, int worker)
{
    struct grouping *grouping = context;
    (void)worker;
    for (size_t i = 0; i < grouping->intake->chunk_count; i++) {
        struct chunk *chunk = &grouping->intake->chunks[i];
        if (chunk->rows == 0) continue;
        for (size_t row = band_start(chunk, band); row < chunk->bands[band]; row++)
            if (chunk->owners[row] != ROW_GONE) chunk->owners[row] = grouping->counts[chunk->owners[row]]++;
    }
}

static void move_band(void *context, size_t band, int worker)
{
    const struct grouping *grouping = context;
    uint64_t stored[BATCH];
    (void)worker;
    for (size_t i = 0; i < grouping->intake->chunk_count; i++) {
        const struct chunk *chunk = &grouping->intake->chunks[i];
        if (chunk->rows == 0) continue;
        size_t from = band_start(chunk, band), end = chunk->bands[band];
        for (size_t count; from < end; from += count) {
            count = end - from < BATCH ? end - from : BATCH;
            blend_load(grouping->blend, chunk, grouping->lane, from, count, stored);
            pack_scatter(grouping->cells, grouping->blend->width, chunk->owners + from, stored, count);
        }
    }
}

static size_t number_rows(struct intake *intake)
{
    uint32_t next = 0;
    for (size_t i = 0; i < intake->chunk_count; i++) {
        struct chunk *chunk = &intake->chunks[i];
        for (size_t row = 0; row < chunk->rows; row++)
            if (chunk->owners[row] != ROW_GONE) chunk->owners[row] = next++;
    }
    return next;
}

size_t group_rows(struct intake *intake, struct pool *pool, uint32_t *first, uint32_t *cursors, size_t partners)
{
    struct grouping grouping = {.intake = intake, .counts = cursors};
    if (!first) return number_rows(intake);
    pool_each(pool, intake->band_count, count_band, &grouping);
    for (size_t partner = 0; partner < partners; partner++) {
        first[partner + 1] = first[partner] + cursors[partner];
        cursors[partner] = first[partner];
    }
    pool_each(pool, intake->band_count, place_band, &grouping);
    return first[partners];
}

void group_column(struct intake *intake, struct pool *pool, const struct blend *blend, size_t lane, void *cells)
{
    struct grouping grouping = {.intake = intake, .blend = blend, .lane = lane, .cells = cells};
    pool_each(pool, intake->band_count, move_band, &grouping);
    for (size_t i = 0; i < intake->chunk_count; i++) {
        struct chunk *chunk = &intake->chunks[i];
        if (!chunk->pieces) continue;
        mem_free(chunk->pieces[lane].cells);
        chunk->pieces[lane].cells = NULL;
    }
}
