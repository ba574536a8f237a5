/* workers.h - plugins run in processes of their own; this room starts, feeds, watches and replaces them.
 *
 * One worker per job. A part (measure, award) is done by all workers side by side: each takes small ranges of partners from a
 * shared counter. A worker that dies, or sits in one call longer than the program's limit, is replaced: the rule that it was at has
 * failed for that partner, and the new worker goes on behind it. A rule that cost WORKERS_LOST_PER_RULE workers is
 * not called again in this run. */
#ifndef RUNG_RUN_WORKERS_H
#define RUNG_RUN_WORKERS_H

#include <stdbool.h>

#include "run/run.h"

enum { WORKERS_LOST_PER_RULE = 3 };

struct workers;
struct workers *workers_start(struct run *run, struct problems *problems); /* NULL after a problem */
bool workers_do(struct workers *workers, enum run_part part, struct problems *problems);
void workers_stop(struct workers *workers);

#endif
