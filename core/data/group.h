/* group.h - the pieces of a table to its columns: rows of a partner side by side, in the order of the file. */
#ifndef RUNG_DATA_GROUP_H
#define RUNG_DATA_GROUP_H

#include "data/blend.h"

/* Gives every row that is not gone its place: from here on chunk->owners holds places. first: partners + 1 entries, cleared, to be filled;
 * NULL for the partner table, whose rows stay as they are. Returns the number of rows. */
size_t group_rows(struct intake *intake, struct pool *pool, uint32_t *first, uint32_t *cursors, size_t partners);
/* Moves the cells of one lane to a column of `rows` cells, and frees its pieces. */
void group_column(struct intake *intake, struct pool *pool, const struct blend *blend, size_t lane, void *cells);

#endif
