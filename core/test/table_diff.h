/* table_diff.h - how one result table differs from another, row by row and cell by cell, in words. */
#ifndef RUNG_TEST_TABLE_DIFF_H
#define RUNG_TEST_TABLE_DIFF_H

#include "base/arena.h"
#include "base/buf.h"

/* Rows belong together that are of the same partner, metric and so on: what counts is said for each file that a run writes
 * ("metrics.csv"). Appends the first twenty differences, a line each, and how many more there are; returns how many there are: 0
 * when all cells are the same, although the bytes may not be. */
size_t table_diff(const char *file, struct text expected, struct text got, struct buf *out, struct arena *arena);

#endif
