/* record.h - puts a measured run into the history, for later periods to begin with. */
#ifndef RUNG_RUN_RECORD_H
#define RUNG_RUN_RECORD_H

#include <stdbool.h>

#include "run/run.h"

/* Into run->earlier.path. False after a problem: nothing was recorded. *known: the very same run was there already. */
bool run_record(const struct run *run, bool *known, struct problems *problems);

#endif
