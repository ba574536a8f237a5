/* pools.h - incentives that share an amount among partners: made when all cards can be made. */
#ifndef RUNG_RUN_POOLS_H
#define RUNG_RUN_POOLS_H

#include "run/run.h"

/* Writes the awards of incentives with a pool. False: no memory. */
bool pools_make(struct run *run, struct problems *problems);

#endif
