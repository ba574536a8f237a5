/* failures.h - after a part: every plugin that failed for a partner becomes a problem, in the order of partners and rules. A rule that
 * failed only because it needs one that failed is no problem of its own. */
#ifndef RUNG_RUN_FAILURES_H
#define RUNG_RUN_FAILURES_H

#include "run/run.h"

void failures_report(const struct run *run, enum run_part part, struct problems *problems);

#endif
