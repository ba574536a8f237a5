#include "data/without.h"

static bool lies_within(const struct column *column, size_t row, int32_t from, int32_t to)
{
    int64_t day;
    return column_integer(column, row, &day) && day >= from && day <= to;
}

/* The rows that stay, in their order; fills first. */
static size_t pick_rows(const struct table *table, size_t partners, const struct column *dates, int32_t from, int32_t to, uint32_t *rows,
                        uint32_t *first)
{
    size_t count = 0;
    for (size_t p = 0; p < partners; p++) {
        first[p] = (uint32_t)count;
        for (uint32_t row = table->first[p]; row < table->first[p + 1]; row++)
            if (!lies_within(dates, row, from, to)) rows[count++] = row;
    }
    first[partners] = (uint32_t)count;
    return count;
}

static bool pick_cells(struct column *column, const uint32_t *rows, size_t count, struct arena *arena)
{
    const char *before = column->cells;
    if (!before) return true;
    char *cells = arena_array(arena, count + 1, column->width);
    for (size_t i = 0; cells && i < count; i++) memcpy(cells + i * column->width, before + rows[i] * (size_t)column->width, column->width);
    column->cells = cells;
    return cells != NULL;
}

bool table_without(struct table *out, const struct table *table, size_t partners, size_t column, int32_t from, int32_t to,
                   struct arena *arena)
{
    uint32_t *rows = arena_array(arena, table->rows + 1, sizeof *rows);
    *out = *table;
    out->first = arena_array(arena, partners + 1, sizeof *out->first);
    out->columns = arena_array(arena, table->spec->column_count, sizeof *out->columns);
    bool good = rows && out->first && out->columns;
    if (good) out->rows = pick_rows(table, partners, &table->columns[column], from, to, rows, out->first);
    for (size_t c = 0; good && c < table->spec->column_count; c++) {
        out->columns[c] = table->columns[c];
        good = pick_cells(&out->columns[c], rows, out->rows, arena);
    }
    out->lines = NULL;
    return good;
}
