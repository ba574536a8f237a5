/* without.h - a table without some of its rows. */
#ifndef RUNG_DATA_WITHOUT_H
#define RUNG_DATA_WITHOUT_H

#include "data/dataset.h"

/* Makes *out the table without the rows whose date lies from `from` to `to`; what is left stands in the arena, what is the same for both is
 * borrowed. For a fact table whose column was kept. False: no memory. */
bool table_without(struct table *out, const struct table *table, size_t partners, size_t column, int32_t from, int32_t to,
                   struct arena *arena);

#endif
