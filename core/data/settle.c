#include "data/settle.h"

#include "base/mem.h"
#include "data/pack.h"
#include "data/partners.h"

enum { AHEAD = 16 }; /* rows whose slot of the index is fetched before it is needed */

static void find_owners(struct work *work)
{
    const struct partners *partners = work->intake->partners;
    const uint64_t *tags = work->bench->tags;
    uint32_t *owners = work->bench->owners;
    size_t rows = work->chunk->rows;
    for (size_t i = 0; i < rows; i++) {
        __builtin_prefetch(index_first_look(&partners->index, tags[i + AHEAD < rows ? i + AHEAD : i]));
        if (tags[i] >> 56 != ROW_TAG_SETTLED) owners[i] = index_find(&partners->index, partners->keys, tags[i], (struct text){NULL, 0});
    }
}

static void report_unknown(struct work *work)
{
    struct csv_lexer *lexer = &work->lexer;
    struct csv_record record = {0};
    if (work->intake->spec->history) return;
    size_t start = work->chunk->start - work->begin;
    for (size_t i = 0; i < work->chunk->rows; i++) {
        if (work->bench->owners[i] != INDEX_NONE) continue;
        csv_start(lexer, start + work->bench->traces[i].offset, work->bench->traces[i].line);
        if (csv_next(lexer, &record) != CSV_RECORD) return;
        row_unknown(work, &record);
        work->chunk->set_aside++;
    }
}

/* Stable counting sort of the rows by band; returns how many have an owner. */
static size_t order_by_band(struct work *work)
{
    const struct intake *intake = work->intake;
    const uint32_t *owners = work->bench->owners;
    uint32_t *ends = work->chunk->bands, *order = work->bench->order, sum = 0;
    size_t rows = work->chunk->rows;
    for (size_t i = 0; i < rows; i++)
        if (owners[i] != INDEX_NONE) ends[owners[i] >> intake->band_shift]++;
    for (size_t band = 0; band < intake->band_count; band++) {
        uint32_t count = ends[band];
        ends[band] = sum;
        sum += count;
    }
    for (size_t i = 0; i < rows; i++)
        if (owners[i] != INDEX_NONE) order[ends[owners[i] >> intake->band_shift]++] = (uint32_t)i;
    return sum;
}

static void order_as_is(struct work *work)
{
    for (size_t i = 0; i < work->chunk->rows; i++) {
        work->bench->order[i] = (uint32_t)i;
        work->bench->owners[i] = 0;
    }
    work->chunk->bands[0] = (uint32_t)work->chunk->rows;
}

static bool keep_order(struct work *work)
{
    struct chunk *chunk = work->chunk;
    const uint32_t *order = work->bench->order;
    chunk->owners = mem_alloc(chunk->rows * sizeof *chunk->owners);
    chunk->traces = work->intake->traced ? mem_alloc(chunk->rows * sizeof *chunk->traces) : NULL;
    if (!chunk->owners || (work->intake->traced && !chunk->traces)) return false;
    for (size_t i = 0; i < chunk->rows; i++) chunk->owners[i] = work->bench->owners[order[i]];
    for (size_t i = 0; chunk->traces && i < chunk->rows; i++) chunk->traces[i] = work->bench->traces[order[i]];
    return true;
}

static bool pack_lanes(struct work *work)
{
    const struct intake *intake = work->intake;
    struct chunk *chunk = work->chunk;
    const uint32_t *order = work->bench->order;
    for (size_t i = 0; i < intake->plan_count; i++) {
        const struct lane *taken = &work->bench->lanes[i], *lane = taken->converted ? taken->converted : taken;
        struct piece *piece = &chunk->pieces[i];
        if (!intake->plans[i].stored) continue;
        bool real = intake->plans[i].spec->type == COLUMN_NUMBER;
        piece->scale = (int8_t)lane->scale;
        piece->crowded = taken->crowded || lane->crowded;
        if (!(real ? pack_doubles(piece, lane->cells, order, chunk->rows) : pack_cells(piece, lane->cells, order, chunk->rows)))
            return false;
    }
    return true;
}

static bool keep_text(const struct buf *from, char **out, size_t *length)
{
    *length = from->len;
    *out = mem_alloc(from->len + 1);
    if (*out && from->len > 0) memcpy(*out, from->ptr, from->len);
    return *out && !from->failed;
}

bool settle_chunk(struct work *work)
{
    const struct intake *intake = work->intake;
    struct chunk *chunk = work->chunk;
    struct bench *bench = work->bench;
    chunk->bands = mem_zero(intake->band_count, sizeof *chunk->bands);
    chunk->pieces = mem_zero(intake->plan_count, sizeof *chunk->pieces);
    if (!chunk->bands || !chunk->pieces) return false;
    if (intake->partners) {
        find_owners(work);
        report_unknown(work);
        chunk->rows = order_by_band(work);
    } else {
        order_as_is(work);
        if (!keep_text(&bench->keys, &chunk->keys, &chunk->keys_length) || !keep_text(&bench->lost, &chunk->lost, &chunk->lost_length))
            return false;
    }
    return keep_order(work) && pack_lanes(work);
}
