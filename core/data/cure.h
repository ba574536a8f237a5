/* cure.h - what to do about a cell that does not read: the declaration under which it would, where there is one. */
#ifndef RUNG_DATA_CURE_H
#define RUNG_DATA_CURE_H

#include "base/buf.h"
#include "base/decimal.h"
#include "data/lane.h"

/* Reads a number as a table with that decimal mark would. */
bool cure_reads(const struct lane_plan *plan, char mark, struct text text, struct decimal *out);
const char *cure_number(const struct lane_plan *plan, struct text text);
const char *cure_fraction(const struct lane_plan *plan, struct text text);
/* Which form of dates reads the cell. */
void cure_date(const struct lane_plan *plan, struct text text, struct buf *out);

#endif
