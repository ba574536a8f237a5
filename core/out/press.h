/* press.h - makes every partner's card once more and prints its rows into all sheets, by several threads, in the partners' order. */
#ifndef RUNG_OUT_PRESS_H
#define RUNG_OUT_PRESS_H

#include "out/sheets.h"
#include "out/summary.h"

/* Where the sheets go. put takes the header of a sheet first, then rows, many at a time; it is called by one thread after the other.
 * False: there is no use in going on; whoever asked for the press reports why. */
struct press_target {
    const struct csv_style *style;
    const bool *wanted; /* SHEET_COUNT */
    bool (*put)(void *context, size_t sheet, struct text page);
    void *context;
};

/* Adds up the summary on the way; NULL: it is there already. False: no memory, the run was interrupted, or the target said so. */
bool press_run(const struct run *run, const struct press_target *target, struct summary *summary, struct problems *problems);

#endif
