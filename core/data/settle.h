/* settle.h - the rows of a bench to the pieces of a chunk. */
#ifndef RUNG_DATA_SETTLE_H
#define RUNG_DATA_SETTLE_H

#include "data/row.h"

/* Finds the owners of all rows, reports rows without one, puts the others in order of their bands and packs them. False: no memory. */
bool settle_chunk(struct work *work);

#endif
