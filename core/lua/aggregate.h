/* aggregate.h - sums, counts and order over rows of one column. Plain C; no Lua.
 *
 * Sums of decimal columns are exact, and become the nearest double once, at the end; sums of number columns run in row order with
 * Neumaier's compensation. Empty cells are passed over. */
#ifndef RUNG_LUA_AGGREGATE_H
#define RUNG_LUA_AGGREGATE_H

#include "base/decimal.h"
#include "lua/filter.h"

uint32_t aggregate_count(const struct column *column, const struct rows *rows); /* cells that are not empty */
double aggregate_sum(const struct column *column, const struct rows *rows); /* 0 when there is none; yes counts 1. Not for text and dates */
double aggregate_mean(const struct column *column, const struct rows *rows); /* NaN when there is none */

/* Rows with a cell, in ascending order of the cell (text by bytes); ties in row order. `order` has room for rows->count; returns how
 * many. */
uint32_t aggregate_sort(const struct column *column, const struct rows *rows, uint32_t *order);
/* Different cells among the rows. `scratch` has room for rows->count. */
uint32_t aggregate_distinct(const struct column *column, const struct rows *rows, uint32_t *scratch);
/* By rows sorted so. */
double aggregate_median(const struct column *column, const uint32_t *order, uint32_t count); /* NaN when count is 0 */

/* The row with the least or greatest cell, the first of equal ones; false when there is none. */
bool aggregate_least(const struct column *column, const struct rows *rows, uint32_t *row);
bool aggregate_greatest(const struct column *column, const struct rows *rows, uint32_t *row);

bool aggregate_equal(const struct column *column, uint32_t a, uint32_t b); /* of two rows with a cell */
/* A cell as a number: exact decimals become the nearest double. False for an empty cell. Not for text. */
bool aggregate_number(const struct column *column, uint32_t row, double *number);
/* units / 10^scale as the nearest double. */
double units_to_double(rung_int128 units, int scale);

#endif
