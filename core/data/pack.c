#include "data/pack.h"

#include "base/mem.h"

uint8_t pack_width(uint64_t largest)
{
    return largest <= UINT8_MAX ? 1 : largest <= UINT16_MAX ? 2 : largest <= UINT32_MAX ? 4 : 8;
}

static void find_range(struct piece *piece, const int64_t *cells, const uint32_t *order, size_t rows)
{
    int64_t least = INT64_MAX, most = INT64_MIN;
    for (size_t i = 0; i < rows; i++) {
        int64_t cell = cells[order[i]];
        least = cell < least && cell != LANE_EMPTY ? cell : least;
        most = cell > most ? cell : most;
    }
    piece->base = least == INT64_MAX ? 0 : least - 1;
    piece->most = least == INT64_MAX ? 0 : most;
}

#define STORE(type)                   \
    for (size_t i = 0; i < rows; i++) \
    ((type *)piece->cells)[i] = cells[order[i]] == LANE_EMPTY ? 0 : (type)((uint64_t)cells[order[i]] - base)

static void store(struct piece *piece, const int64_t *cells, const uint32_t *order, size_t rows)
{
    uint64_t base = (uint64_t)piece->base;
    switch (piece->width) {
    case 1: STORE(uint8_t); break;
    case 2: STORE(uint16_t); break;
    case 4: STORE(uint32_t); break;
    default: STORE(uint64_t); break;
    }
}

bool pack_cells(struct piece *piece, const int64_t *cells, const uint32_t *order, size_t rows)
{
    find_range(piece, cells, order, rows);
    piece->width = pack_width((uint64_t)piece->most - (uint64_t)piece->base);
    piece->cells = mem_alloc(rows * piece->width);
    if (!piece->cells) return false;
    store(piece, cells, order, rows);
    return true;
}

bool pack_doubles(struct piece *piece, const int64_t *cells, const uint32_t *order, size_t rows)
{
    double *out = mem_alloc(rows * sizeof *out);
    piece->cells = out;
    piece->width = sizeof *out;
    if (!out) return false;
    for (size_t i = 0; i < rows; i++) {
        if (cells[order[i]] == LANE_EMPTY)
            out[i] = __builtin_nan("");
        else
            memcpy(&out[i], &cells[order[i]], sizeof *out);
    }
    return true;
}

#define LOAD(type) \
    for (size_t i = 0; i < count; i++) out[i] = ((const type *)piece->cells)[from + i]

void pack_load(const struct piece *piece, size_t from, size_t count, uint64_t *out)
{
    switch (piece->width) {
    case 1: LOAD(uint8_t); break;
    case 2: LOAD(uint16_t); break;
    case 4: LOAD(uint32_t); break;
    default: LOAD(uint64_t); break;
    }
}

#define SCATTER(type)                  \
    for (size_t i = 0; i < count; i++) \
        if (places[i] != ROW_GONE) ((type *)out)[places[i]] = (type)stored[i]

void pack_scatter(void *out, uint8_t width, const uint32_t *places, const uint64_t *stored, size_t count)
{
    switch (width) {
    case 1: SCATTER(uint8_t); break;
    case 2: SCATTER(uint16_t); break;
    case 4: SCATTER(uint32_t); break;
    default: SCATTER(uint64_t); break;
    }
}
