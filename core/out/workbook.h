/* workbook.h - the results of a run as one workbook (.xlsx) for spreadsheet programs: a summary with charts, a sheet for each table that
 * has rows, and the problems. It holds what the CSV files beside it hold, with numbers as numbers, dates as dates and all else as text.
 * The same run gives the same bytes. */
#ifndef RUNG_OUT_WORKBOOK_H
#define RUNG_OUT_WORKBOOK_H

#include "out/summary.h"
#include "run/run.h"

struct workbook {
    const struct run *run;
    const struct summary *summary; /* complete */
    const bool *wanted;            /* SHEET_COUNT */
    const char *folder;            /* where the file is made; temporary files, too */
};

extern const char workbook_file[]; /* "results.xlsx" */

/* False: Rung was built without libxlsxwriter, and workbook_write always fails. */
bool workbook_possible(void);

/* False after a problem; what is left of the file is to be removed with its folder. The problems in the list are its last sheet. */
bool workbook_write(const struct workbook *workbook, struct problems *problems);

#endif
