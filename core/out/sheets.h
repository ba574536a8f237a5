/* sheets.h - the output tables: which columns, in which order, and the rows of one partner. docs/outputs.md describes them. */
#ifndef RUNG_OUT_SHEETS_H
#define RUNG_OUT_SHEETS_H

#include <stdbool.h>
#include <stddef.h>

#include "out/csv_row.h"
#include "run/run.h"

/* What is the same in the rows of all partners: the columns, and cells that are ready to be put. A metric's name has one column over all
 * scorecards and tracks. */
struct layout {
    const struct run *run;
    const char **names;
    size_t count;
    const char **categories; /* the names of those of all scorecards */
    size_t category_count;
    int *metrics;                 /* [track of all scorecards * count + name]: index of the metric; -1: the track has none of that name */
    size_t *tracks;               /* per scorecard: its first track in `metrics` */
    struct text *metric_cells;    /* per metric: scorecard, track, block, metric */
    struct text *unit_cells;      /* per metric */
    struct text *incentive_cells; /* per incentive */
};
bool layout_init(struct layout *layout, const struct run *run, const struct csv_style *style, struct arena *arena); /* false: no memory */

struct sheet {
    const char *name; /* "scorecards": the file is scorecards.csv */
    void (*header)(const struct layout *layout, struct csv_row *row);
    /* Of the reader's partner; `partner` are the cells that begin each row: partner_cells. */
    void (*rows)(const struct layout *layout, const struct card_reader *reader, struct text partner, struct csv_row *row);
};
void partner_cells(const struct card_reader *reader, struct csv_row *row);
enum { SHEET_SCORECARDS, SHEET_METRICS, SHEET_AWARDS, SHEET_MARGINS, SHEET_PAYOUTS, SHEET_WARNINGS, SHEET_COUNT };
extern const struct sheet sheets[SHEET_COUNT];

/* Why a metric does or does not count, in a word or two: "value", "no data", "left out", "failed", "waived", ... */
const char *metric_state_name(const struct card_metric *metric);

/* The problems, one a row; a table of the run, not of a partner. */
void problems_sheet(const struct problems *problems, struct csv_row *row);

#endif
