/* cohorts.h - the step that needs all partners: metrics and points that compare a partner with its peers. A waived value is compared
 * as any other. A partner whose measure failed takes no part, which is a warning for each comparison. */
#ifndef RUNG_RUN_COHORTS_H
#define RUNG_RUN_COHORTS_H

#include "run/run.h"

bool cohorts_make(struct run *run, struct problems *problems); /* false: no memory */

#endif
