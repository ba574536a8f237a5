/* blend.h - the pieces of a column made one: a dictionary, scale, base and width for all of them. */
#ifndef RUNG_DATA_BLEND_H
#define RUNG_DATA_BLEND_H

#include "data/intake.h"

/* What a column comes to; becomes part of a struct column. */
struct blend {
    bool made;
    uint8_t width;
    int8_t scale;
    bool real;
    int64_t base;
    struct words words;
    uint32_t **codes; /* text: by worker, by its code, the code here; INDEX_NONE: none yet */
};

/* Makes the blend of one lane from all rows that are not gone. False: no memory, or (crowded) more digits than fit. */
bool blend_make(struct blend *blend, const struct intake *intake, size_t lane, bool *crowded);
/* Cells from .. from + count - 1 of a piece as the column stores them. */
void blend_load(const struct blend *blend, const struct chunk *chunk, size_t lane, size_t from, size_t count, uint64_t *out);
void blend_release(struct blend *blend, const struct intake *intake);

#endif
