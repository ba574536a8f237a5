/* outputs.h - writes a measured run: all files of a folder, or one table to standard output. */
#ifndef RUNG_OUT_OUTPUTS_H
#define RUNG_OUT_OUTPUTS_H

#include "out/csv_row.h"
#include "out/folder.h"
#include "out/sheets.h"
#include "out/summary.h"
#include "run/record.h"

struct outputs {
    const struct csv_style *style;
    bool workbook; /* results.xlsx too */
    bool wanted[SHEET_COUNT];
    bool record;            /* into the run's history too: the results and the record are both there, or neither */
    bool known;             /* the history held this very run already */
    struct summary summary; /* made on the way */
};

/* By the name of a format, as --format and run.json write it. NULL, false: there is no such format. */
const struct csv_style *outputs_style(const char *format);        /* of its tables */
bool outputs_format(struct outputs *outputs, const char *format); /* sets style and workbook */

/* Into a folder, whole. False after a problem; the old folder and the history are as they were. */
bool outputs_folder(struct outputs *outputs, struct run *run, const char *path, struct arena *arena, struct problems *problems);
/* The first wanted table to standard output. */
bool outputs_stdout(struct outputs *outputs, struct run *run, struct arena *arena, struct problems *problems);

#endif
