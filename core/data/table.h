/* table.h - the last steps of a table: what is repeated is set aside, pieces become columns, rows are grouped. */
#ifndef RUNG_DATA_TABLE_H
#define RUNG_DATA_TABLE_H

#include "data/intake.h"

/* The intake's chunks are parsed; dataset->keys is filled by the partner table, and read by the others. False: reported. */
bool table_build(struct intake *intake, struct pool *pool, struct dataset *dataset, struct table *table, struct problems *problems);

#endif
