/* filter.h - which rows of a table satisfy conditions on its columns. Plain C over the columns' stored integers; no Lua.
 *
 * A condition is ready for its column: a range or a set of stored integers (dataset.h: 0 is an empty cell), or a range of
 * doubles for a number column. Several conditions all have to hold. Rows are numbers of a table's rows, ascending.
 * Whoever wants to know which condition dropped a row runs filter_rows with one condition after the other. */
#ifndef RUNG_LUA_FILTER_H
#define RUNG_LUA_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "data/dataset.h"

enum condition_kind {
    CONDITION_RANGE, /* low <= stored <= low + span; one value is a span of 0 */
    CONDITION_MASK,  /* bit `stored` of mask is set, all of them below 64 */
    CONDITION_SET,   /* stored is one of set[0..count), ascending */
    CONDITION_REAL,  /* from <= cell <= to */
    CONDITION_REALS, /* the cell is one of reals[0..count) */
    CONDITION_BLANK, /* number column: the cell is empty */
    CONDITION_NEVER
};

struct condition {
    const struct column *column;
    enum condition_kind kind;
    bool negated; /* holds where the rest does not */
    uint64_t low, span, mask;
    double from, to;
    const uint64_t *set;
    const double *reals;
    size_t count;
};

/* Rows of a table: a list, or, with list NULL, the count rows from first on. */
struct rows {
    const uint32_t *list;
    uint32_t first, count;
};

static inline uint32_t rows_at(const struct rows *rows, uint32_t i)
{
    return rows->list ? rows->list[i] : rows->first + i;
}

/* Writes the rows that satisfy all conditions to out (room for rows->count; may be rows->list itself); returns how many. */
uint32_t filter_rows(const struct condition *conditions, size_t count, const struct rows *rows, uint32_t *out);

#endif
