/* pack.h - cells in the narrowest width that holds them all, and out of it again. */
#ifndef RUNG_DATA_PACK_H
#define RUNG_DATA_PACK_H

#include "data/intake.h"

uint8_t pack_width(uint64_t largest); /* bytes: 1, 2, 4, 8 */
/* Packs the cells that order names (rows of them); false: no memory. */
bool pack_cells(struct piece *piece, const int64_t *cells, const uint32_t *order, size_t rows);
bool pack_doubles(struct piece *piece, const int64_t *cells, const uint32_t *order, size_t rows);
void pack_load(const struct piece *piece, size_t from, size_t count, uint64_t *out);
/* out[places[i]] = stored[i]; places of ROW_GONE are left out. */
void pack_scatter(void *out, uint8_t width, const uint32_t *places, const uint64_t *stored, size_t count);

#endif
