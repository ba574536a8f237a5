/* sheets.h - the output tables: which columns, in which order, and the rows of one partner. docs/outputs.md describes them. */
#ifndef RUNG_OUT_SHEETS_H
#define RUNG_OUT_SHEETS_H

#include <stdbool.h>
#include <stddef.h>

#include "out/csv_row.h"
#include "run/run.h"

/* A metric's name over all scorecards and tracks has one column. */
struct layout {
    const struct run *run;
    const char **names;
    size_t count;
};
bool layout_init(struct layout *layout, const struct run *run, struct arena *arena); /* false: no memory */

struct sheet {
    const char *name; /* "scorecards": the file is scorecards.csv */
    void (*header)(const struct layout *layout, struct csv_row *row);
    void (*rows)(const struct layout *layout, const struct card_reader *reader, struct csv_row *row); /* of the reader's partner */
};
enum { SHEET_SCORECARDS, SHEET_METRICS, SHEET_AWARDS, SHEET_MARGINS, SHEET_COUNT };
extern const struct sheet sheets[SHEET_COUNT];

/* Why a metric does or does not count, in a word or two: "value", "no data", "left out", "failed", "waived", ... */
const char *metric_state_name(const struct card_metric *metric);

/* The problems, one a row; a table of the run, not of a partner. */
void problems_sheet(const struct problems *problems, struct csv_row *row);

#endif
