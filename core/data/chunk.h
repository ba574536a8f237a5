/* chunk.h - one chunk of a table, from bytes to pieces. */
#ifndef RUNG_DATA_CHUNK_H
#define RUNG_DATA_CHUNK_H

#include "data/intake.h"

#define CHUNK_GUESS SIZE_MAX

/* Parses chunk `index` on a worker's bench; outcome in intake->chunks[index]. `start`: the offset of its first record, or CHUNK_GUESS: the
 * byte behind the first line end, which is right unless that line end stands within quotes. */
void chunk_parse(struct intake *intake, size_t index, int worker, size_t start);
void chunk_release(struct chunk *chunk, const struct intake *intake);

#endif
