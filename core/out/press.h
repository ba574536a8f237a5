/* press.h - makes every partner's card once more and prints its rows into all sheets, by several threads, in the partners' order. */
#ifndef RUNG_OUT_PRESS_H
#define RUNG_OUT_PRESS_H

#include "out/folder.h"
#include "out/sheets.h"
#include "out/summary.h"

/* files[i] NULL: that sheet is not wanted. Adds up the summary on the way. False: no memory, or the run was interrupted. */
bool press_run(const struct run *run, const struct csv_style *style, struct out_file *files[SHEET_COUNT], struct summary *summary,
               struct problems *problems);

#endif
