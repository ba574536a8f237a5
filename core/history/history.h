/* history.h - the store of finished runs: what earlier periods came to, for later ones to begin with.
 *
 * One file, an SQLite database that any tool for such files can look into. A recorded run is there whole or not at all, whatever moment
 * Rung or the machine stops at. The periods of one program's runs do not overlap: so "the last period" and "what was paid so far" have
 * one answer. A store is for one thread, and must be closed before the process forks.
 *
 *     struct history *history;
 *     if (history_open("history.sqlite", HISTORY_RECORD, &history, &problems) && history_begin(history, &run, &problems)) {
 *         history_input(history, ...); history_put(history, HISTORY_SCORECARDS, cells); ...
 *         if (history_end(history, &problems) == HISTORY_READY) history_commit(history, &problems);
 *     }
 *     history_close(history);                  // also takes back what was begun and not committed
 */
#ifndef RUNG_HISTORY_HISTORY_H
#define RUNG_HISTORY_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/problem.h"
#include "base/value.h"
#include "history/sheet.h"

struct history;
enum history_use {
    HISTORY_OPEN, /* what is there: to read, and to remove runs */
    HISTORY_RECORD
};

/* False after a problem: no store, a damaged one, one of a newer Rung. To open a file that is not there yet is no mistake: *history is NULL
 * then. HISTORY_RECORD makes it. */
bool history_open(const char *path, enum history_use use, struct history **history, struct problems *problems);
void history_close(struct history *history); /* NULL is fine */

struct history_run {
    int64_t number;                         /* within the store */
    const char *id;                         /* hex digest of what was run and what came out */
    const char *program, *version, *period; /* Starter, 2026-08, 2026-Q3 */
    struct span span;                       /* of the period */
    size_t partners;
    const char *recorded; /* moment in UTC */
};

/* ---- reading */

/* All runs, by program and period. Texts live in the arena. False after a problem. */
bool history_runs(struct history *history, struct arena *arena, struct history_run **runs, size_t *count, struct problems *problems);
/* Calls visit with every row of a sheet of one run, by partner; cells as history_shapes has them. Dates and decimals are texts, as they
 * would stand in a CSV file; numbers are numbers; whatever else somebody put there is a problem. Texts are gone after the call. visit
 * says false to stop: no problem, but false. */
typedef bool history_visit(void *context, const struct value *cells);
bool history_rows(struct history *history, const struct history_run *run, enum history_sheet sheet, history_visit *visit, void *context,
                  struct problems *problems);
bool history_remove(struct history *history, const struct history_run *run, struct problems *problems);

/* ---- recording one run, in one transaction */

/* run->number, id and recorded are not looked at. False after a problem: its period overlaps another of the same program. */
bool history_begin(struct history *history, const struct history_run *run, struct problems *problems);
void history_input(struct history *history, struct text text);                                      /* what was run, for the id */
void history_put(struct history *history, enum history_sheet sheet, const struct value *own_cells); /* partner and what follows */
enum history_end {
    HISTORY_READY,  /* all is there but the commit */
    HISTORY_KNOWN,  /* the very same run is there: nothing to commit */
    HISTORY_REFUSED /* after a problem: another result for this period is there, or the file could not be written */
};
enum history_end history_end(struct history *history, struct problems *problems);
bool history_commit(struct history *history, struct problems *problems); /* false after a problem: nothing changed */

#endif
