#include "data/blend.h"

#include "base/mem.h"
#include "data/pack.h"

enum { BATCH = 256 };

static const struct lane *lane_of(const struct intake *intake, int worker, size_t lane)
{
    return intake->benches[worker].lanes ? &intake->benches[worker].lanes[lane] : NULL;
}

static bool make_codes(struct blend *blend, const struct intake *intake, size_t lane, size_t *unknown)
{
    blend->codes = mem_zero((size_t)intake->bench_count, sizeof *blend->codes);
    for (int worker = 0; blend->codes && worker < intake->bench_count; worker++) {
        const struct lane *it = lane_of(intake, worker, lane);
        size_t count = it ? it->words.count : 0;
        unknown[worker] = count;
        blend->codes[worker] = mem_alloc(count * sizeof **blend->codes);
        if (!blend->codes[worker]) return false;
        memset(blend->codes[worker], 0xff, count * sizeof **blend->codes);
    }
    return blend->codes != NULL;
}

static bool adopt(struct blend *blend, const struct intake *intake, size_t lane, int worker, uint64_t local)
{
    struct text word = lane_of(intake, worker, lane)->words.items[local];
    uint64_t tag = index_tag_of(word);
    uint32_t code = index_find(&blend->words.index, blend->words.items, tag, word);
    if (code == INDEX_NONE) code = words_add(&blend->words, tag, word);
    blend->codes[worker][local] = code;
    return code != INDEX_NONE;
}

/* Codes are given in the order in which the file has the words, so they are the same for any number of threads; and words that
 * only rows set aside have do not get any. A chunk whose worker has no word left without code need not be looked at. */
static bool blend_chunk_words(struct blend *blend, const struct intake *intake, size_t lane, const struct chunk *chunk, size_t *unknown)
{
    const struct piece *piece = &chunk->pieces[lane];
    uint64_t stored[BATCH];
    for (size_t from = 0; from<chunk->rows && * unknown> 0; from += BATCH) {
        size_t count = chunk->rows - from < BATCH ? chunk->rows - from : BATCH;
        pack_load(piece, from, count, stored);
        for (size_t i = 0; i < count; i++) {
            if (stored[i] == 0 || chunk->owners[from + i] == ROW_GONE) continue;
            uint64_t local = stored[i] + (uint64_t)piece->base;
            if (blend->codes[chunk->worker][local] != INDEX_NONE) continue;
            if (!adopt(blend, intake, lane, chunk->worker, local)) return false;
            --*unknown;
        }
    }
    return true;
}

static bool blend_words(struct blend *blend, const struct intake *intake, size_t lane)
{
    size_t unknown[POOL_THREADS_MAX];
    if (!make_codes(blend, intake, lane, unknown)) return false;
    for (size_t i = 0; i < intake->chunk_count; i++) {
        const struct chunk *chunk = &intake->chunks[i];
        if (chunk->pieces && !blend_chunk_words(blend, intake, lane, chunk, &unknown[chunk->worker])) return false;
    }
    blend->base = -1;
    blend->width = pack_width(blend->words.count);
    return true;
}

static bool times(int64_t units, int64_t power, int64_t *out)
{
    return !__builtin_mul_overflow(units, power, out) && *out < INT64_C(1000000000000000000) && *out > INT64_C(-1000000000000000000);
}

static bool widen(int64_t *least, int64_t *most, const struct piece *piece, int64_t power)
{
    int64_t low, high;
    if (piece->crowded || !times(piece->base + 1, power, &low) || !times(piece->most, power, &high)) return false;
    *least = low < *least ? low : *least;
    *most = high > *most ? high : *most;
    return true;
}

static bool is_blank(const struct piece *piece)
{
    return piece->base == piece->most;
}

static void blend_scale(struct blend *blend, const struct intake *intake, size_t lane)
{
    for (size_t i = 0; i < intake->chunk_count; i++)
        if (intake->chunks[i].pieces && intake->chunks[i].pieces[lane].scale > blend->scale)
            blend->scale = intake->chunks[i].pieces[lane].scale;
}

static bool blend_range(struct blend *blend, const struct intake *intake, size_t lane)
{
    int64_t least = INT64_MAX, most = INT64_MIN;
    for (size_t i = 0; i < intake->chunk_count; i++) {
        const struct piece *piece = intake->chunks[i].pieces ? &intake->chunks[i].pieces[lane] : NULL;
        if (piece && !is_blank(piece) && !widen(&least, &most, piece, cell_power(blend->scale - piece->scale))) return false;
    }
    blend->base = least == INT64_MAX ? 0 : least - 1;
    blend->width = least == INT64_MAX ? 1 : pack_width((uint64_t)most - (uint64_t)blend->base);
    return true;
}

bool blend_make(struct blend *blend, const struct intake *intake, size_t lane, bool *crowded)
{
    enum column_type type = intake->plans[lane].spec->type;
    blend->made = true;
    *crowded = false;
    if (type == COLUMN_TEXT) return blend_words(blend, intake, lane);
    if (type == COLUMN_NUMBER) {
        blend->real = true;
        blend->width = sizeof(double);
        return true;
    }
    blend_scale(blend, intake, lane);
    *crowded = !blend_range(blend, intake, lane);
    return !*crowded;
}

void blend_load(const struct blend *blend, const struct chunk *chunk, size_t lane, size_t from, size_t count, uint64_t *out)
{
    const struct piece *piece = &chunk->pieces[lane];
    uint64_t base = (uint64_t)piece->base, power = (uint64_t)cell_power(blend->scale - piece->scale);
    pack_load(piece, from, count, out);
    if (blend->real) return;
    if (blend->codes) {
        const uint32_t *codes = blend->codes[chunk->worker];
        for (size_t i = 0; i < count; i++) out[i] = out[i] == 0 ? 0 : (uint64_t)codes[out[i] + base] + 1;
        return;
    }
    for (size_t i = 0; i < count; i++) out[i] = out[i] == 0 ? 0 : (out[i] + base) * power - (uint64_t)blend->base;
}

void blend_release(struct blend *blend, const struct intake *intake)
{
    for (int worker = 0; blend->codes && worker < intake->bench_count; worker++) mem_free(blend->codes[worker]);
    mem_free(blend->codes);
    words_release(&blend->words);
    *blend = (struct blend){0};
}
