/* lane.h - a column being read, by one thread, within one chunk: cell after cell into 64-bit integers. */
#ifndef RUNG_DATA_LANE_H
#define RUNG_DATA_LANE_H

#include "data/cell.h"
#include "data/csv.h"
#include "data/words.h"

#define LANE_EMPTY INT64_MIN
#define LANE_NONE  SIZE_MAX

enum { LANE_DATE = 10 }; /* characters of yyyy-mm-dd, dd/mm/yyyy and the like */

/* What to do with a column: the same for all threads. */
struct lane_plan {
    const struct column_spec *spec;
    size_t column; /* index in the table's specs */
    size_t field;  /* index in the file's row */
    bool stored;   /* cells outlive the chunk: somebody reads them, or they must be unique */
    struct cell_marks marks;
    const char *const *empty;
    size_t empty_count;
    size_t currency, on; /* lanes with what a converted column needs; LANE_NONE */
};

struct lane {
    const struct lane_plan *plan;
    int64_t *cells;     /* by row; LANE_EMPTY; the bits of a double in a number column */
    int scale;          /* of all cells so far */
    bool crowded;       /* a cell has too many digits for the scale of another one */
    struct words words; /* text: outlives the chunk */
    bool *refused;      /* text with allowed values: by code */
    size_t refused_cap;
    char last_date[LANE_DATE]; /* rows often come in order of time: the last date is likely the next one, too */
    int64_t last_day;
    bool no_memory;
    struct lane *converted; /* by exchange.c, row by row; NULL: the cells stay as they are */
};

void lane_begin(struct lane *lane); /* a new chunk */
enum cell_flaw lane_take(struct lane *lane, size_t row, struct text text);
/* The same for plain rows, into cells from `row` on. False: one of them has a flaw, or there is no memory. */
bool lane_take_rows(struct lane *lane, size_t row, const struct csv_lexer *lexer, const struct csv_rows *rows);
/* Units of 10^-scale; all cells of a lane have one scale, so those before may be raised to it. */
void lane_put(struct lane *lane, size_t row, int64_t units, int scale);
void lane_release(struct lane *lane);

#endif
