/* earlier.h - what the history tells a run of earlier periods: the tiers that partners come from, and what they were awarded.
 *
 * Only runs of the same program whose period ended before this one begins are read, so a period that is run again begins with the same. */
#ifndef RUNG_RUN_EARLIER_H
#define RUNG_RUN_EARLIER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "data/dataset.h"
#include "history/history.h"
#include "program/program.h"
#include "score/past.h"

struct earlier {
    const char *path;        /* of the store; NULL: the program keeps no history */
    struct history *history; /* open from earlier_open to earlier_read */
    struct buf *pages;       /* of the tables from the history, by table of the program, as long; or NULL */
    size_t page_count;
    struct history_run *runs; /* earlier ones, oldest first */
    size_t count;
    size_t first;              /* of them, that was read: all from it on were */
    struct past_tier *tiers;   /* [partner * scorecards + scorecard]; NULL: the program keeps no history */
    struct past_award *awards; /* [partner * incentives + incentive] */
};

/* Finds the earlier runs, and gives the tables that come from the history their rows. False after a problem; a store that is not there yet
 * holds none. */
bool earlier_open(struct earlier *earlier, const char *path, struct program *program, struct arena *arena, struct problems *problems);
/* Reads what the partners come from, and closes the store. False after a problem. Nothing to do: true. */
bool earlier_read(struct earlier *earlier, const struct program *program, const struct dataset *data, struct arena *arena,
                  struct problems *problems);
void earlier_close(struct earlier *earlier); /* fine at any time */

/* False: the program keeps no history. */
bool earlier_past(const struct earlier *earlier, const struct program *program, size_t partner, struct past *past);

#endif
