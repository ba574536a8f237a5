/* finished.h - a folder of results as its run wrote it, read back: the record, and the tables as cells that are known by column.
 *
 *     struct finished finished;
 *     if (finished_open(&finished, folder, &arena, &problems) && finished_table(&finished, SHEET_SCORECARDS, &problems)) {
 *         const struct grid *grid = &finished.tables[SHEET_SCORECARDS];
 *         size_t score = finished_column(grid, "score");
 *         for (size_t r = 0; r < grid->count; r++) if (finished_number(&finished, &grid->rows[r], score, &number)) ...
 *     }
 *
 * Everything lives in the arena. A table that was changed after the run is refused: what is made of it would not be what the run found. */
#ifndef RUNG_REVIEW_FINISHED_H
#define RUNG_REVIEW_FINISHED_H

#include "base/decimal.h"
#include "data/grid.h"
#include "out/recorded.h"
#include "out/sheets.h"

struct finished {
    const char *folder;
    const struct node *record; /* run.json, for out/recorded.h */
    const struct csv_style *style;
    struct grid tables[SHEET_COUNT]; /* those that finished_table was asked for */
    struct arena *arena;
};

/* False after reporting problems: this is no folder of results. */
bool finished_open(struct finished *finished, const char *folder, struct arena *arena, struct problems *problems);
bool finished_has(const struct finished *finished, size_t sheet); /* the run wrote it, as `--only` may leave tables out */
/* False after reporting problems: it was not written, cannot be read, or was changed. */
bool finished_table(struct finished *finished, size_t sheet, struct problems *problems);
bool finished_problems(struct finished *finished, struct grid *grid, struct problems *problems); /* likewise problems.csv */

size_t finished_column(const struct grid *grid, const char *name); /* beyond all cells when there is none: those read as empty */
/* A text as the run knew it: without the apostrophe that keeps a spreadsheet from running it. */
struct text finished_text(const struct grid_row *row, size_t column);
/* False: the cell is empty, or no number. */
bool finished_number(const struct finished *finished, const struct grid_row *row, size_t column, double *number);
bool finished_decimal(const struct finished *finished, const struct grid_row *row, size_t column, struct decimal *number);

#endif
