#include "data/unique.h"

#include "base/mem.h"
#include "data/revisit.h"

enum { BATCH = 256 };

/* Cells seen so far: the stored integer is its own tag; what the index leads to is the line of the row. */
static bool check_batch(struct revisit *revisit, struct index *seen, size_t chunk_index, size_t lane, size_t from, size_t count,
                        const uint64_t *cells, struct problems *problems, uint32_t *troubles)
{
    struct chunk *chunk = &revisit->intake->chunks[chunk_index];
    for (size_t i = 0; i < count; i++) {
        uint32_t owner = chunk->owners[from + i];
        if (cells[i] == 0 || owner == ROW_GONE) continue;
        uint32_t line = index_find(seen, NULL, cells[i], (struct text){NULL, 0});
        if (line == INDEX_NONE) {
            if (!index_add(seen, cells[i], revisit_line(chunk, from + i))) return false;
            continue;
        }
        if (!revisit_repeated(revisit, chunk_index, from + i, lane, line, problems)) return false;
        if (troubles) troubles[owner]++;
    }
    return true;
}

bool unique_check(struct intake *intake, const struct blend *blend, size_t lane, struct problems *problems, uint32_t *troubles)
{
    struct revisit revisit = {.intake = intake};
    struct index seen = {0};
    uint64_t cells[BATCH];
    bool ok = true;
    for (size_t i = 0; ok && i < intake->chunk_count; i++) {
        const struct chunk *chunk = &intake->chunks[i];
        for (size_t from = 0; ok && from < chunk->rows; from += BATCH) {
            size_t count = chunk->rows - from < BATCH ? chunk->rows - from : BATCH;
            blend_load(blend, chunk, lane, from, count, cells);
            ok = check_batch(&revisit, &seen, i, lane, from, count, cells, problems, troubles);
        }
    }
    index_release(&seen);
    revisit_release(&revisit);
    return ok;
}
