#include "lua/filter.h"

#include <math.h>

/* One loop per width of a cell and shape of the input, without a branch on the outcome: every row is written, and the place to write
 * to moves on only when the row is kept. `holds` sees the cell as `stored`. */
#define KEEP_LOOP(type, holds)                                                                    \
    {                                                                                             \
        const type *cells = column_cells;                                                         \
        if (rows->list) {                                                                         \
            for (uint32_t i = 0; i < rows->count; i++) {                                          \
                uint32_t row = rows->list[i];                                                     \
                type stored = cells[row];                                                         \
                out[kept] = row;                                                                  \
                kept += (holds);                                                                  \
            }                                                                                     \
        } else {                                                                                  \
            for (uint32_t row = rows->first, end = rows->first + rows->count; row < end; row++) { \
                type stored = cells[row];                                                         \
                out[kept] = row;                                                                  \
                kept += (holds);                                                                  \
            }                                                                                     \
        }                                                                                         \
        return kept;                                                                              \
    }

#define KEEP_ANY_WIDTH(name, holds)                                                         \
    static uint32_t name(const struct condition *c, const struct rows *rows, uint32_t *out) \
    {                                                                                       \
        const void *column_cells = c->column->cells;                                        \
        const bool yes = !c->negated;                                                       \
        uint32_t kept = 0;                                                                  \
        switch (c->column->width) {                                                         \
        case 1: KEEP_LOOP(uint8_t, holds)                                                   \
        case 2: KEEP_LOOP(uint16_t, holds)                                                  \
        case 4: KEEP_LOOP(uint32_t, holds)                                                  \
        default: KEEP_LOOP(uint64_t, holds)                                                 \
        }                                                                                   \
    }

#define KEEP_REALS(name, holds)                                                             \
    static uint32_t name(const struct condition *c, const struct rows *rows, uint32_t *out) \
    {                                                                                       \
        const void *column_cells = c->column->cells;                                        \
        const bool yes = !c->negated;                                                       \
        uint32_t kept = 0;                                                                  \
        KEEP_LOOP(double, holds)                                                            \
    }

static bool set_has(const struct condition *c, uint64_t stored)
{
    size_t low = 0, high = c->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c->set[middle] < stored)
            low = middle + 1;
        else
            high = middle;
    }
    return low < c->count && c->set[low] == stored;
}

static bool reals_have(const struct condition *c, double cell)
{
    for (size_t i = 0; i < c->count; i++)
        if (c->reals[i] == cell) return true;
    return false;
}

KEEP_ANY_WIDTH(keep_range, ((uint64_t)stored - c->low <= c->span) == yes)
KEEP_ANY_WIDTH(keep_mask, (stored < 64 && (c->mask >> (stored & 63) & 1)) == yes)
KEEP_ANY_WIDTH(keep_set, set_has(c, stored) == yes)
KEEP_REALS(keep_real, (stored >= c->from && stored <= c->to) == yes)
KEEP_REALS(keep_reals, reals_have(c, stored) == yes)
KEEP_REALS(keep_blank, (bool)isnan(stored) == yes)

static uint32_t keep_all(const struct rows *rows, uint32_t *out)
{
    for (uint32_t i = 0; i < rows->count; i++) out[i] = rows_at(rows, i);
    return rows->count;
}

static uint32_t keep(const struct condition *condition, const struct rows *rows, uint32_t *out)
{
    switch (condition->kind) {
    case CONDITION_RANGE: return keep_range(condition, rows, out);
    case CONDITION_MASK: return keep_mask(condition, rows, out);
    case CONDITION_SET: return keep_set(condition, rows, out);
    case CONDITION_REAL: return keep_real(condition, rows, out);
    case CONDITION_REALS: return keep_reals(condition, rows, out);
    case CONDITION_BLANK: return keep_blank(condition, rows, out);
    default: return condition->negated ? keep_all(rows, out) : 0;
    }
}

uint32_t filter_rows(const struct condition *conditions, size_t count, const struct rows *rows, uint32_t *out)
{
    struct rows left = *rows;
    if (count == 0) return keep_all(rows, out);
    for (size_t i = 0; i < count && left.count > 0; i++) left = (struct rows){.list = out, .count = keep(&conditions[i], &left, out)};
    return left.count;
}
