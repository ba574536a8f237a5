/* record.h - puts a measured run into the history, for later periods to begin with.
 *
 * Whether the history takes the run is known before anything else is written, and what it took is for good only with the commit:
 *
 *     struct recording recording = {0};
 *     if (recording_begin(&recording, run, &problems) && ... && recording_commit(&recording, &problems)) ...
 *     recording_end(&recording);
 */
#ifndef RUNG_RUN_RECORD_H
#define RUNG_RUN_RECORD_H

#include <stdbool.h>

#include "run/run.h"

struct recording { /* zero: nothing is to be recorded */
    struct history *history;
    bool known; /* the very same run was there already */
};

/* Into run->earlier.path. False after a problem: the history does not take it. */
bool recording_begin(struct recording *recording, const struct run *run, struct problems *problems);
bool recording_commit(const struct recording *recording, struct problems *problems); /* false after a problem: nothing was recorded */
void recording_end(struct recording *recording);                                     /* takes back what was not committed; always */

#endif
