/* grid.h - a whole CSV file as rows of text cells, for tables of results: small enough to be held, their columns known by name. */
#ifndef RUNG_DATA_GRID_H
#define RUNG_DATA_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"

struct grid_row {
    struct text *cells; /* unquoted */
    size_t count;       /* may be fewer or more than there are columns */
    uint32_t line;
};

struct grid {
    struct grid_row head;
    struct grid_row *rows; /* blank lines are none */
    size_t count;
};

/* A byte order mark is passed over. Everything is copied into the arena. False: no memory. */
bool grid_read(struct grid *grid, struct text bytes, char delimiter, struct arena *arena);

/* head.count when there is no such column. */
size_t grid_column(const struct grid *grid, struct text name);
struct text grid_cell(const struct grid_row *row, size_t column); /* "" beyond the row's end */

#endif
