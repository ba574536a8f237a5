/* cohorts.h - the step that needs all partners: metrics and points that compare a partner with its peers. */
#ifndef RUNG_RUN_COHORTS_H
#define RUNG_RUN_COHORTS_H

#include "run/run.h"

bool cohorts_make(struct run *run, struct problems *problems); /* false: no memory */

#endif
