/* traits.h - what the unit of a metric and its values in a run tell of the values that it can have. */
#ifndef RUNG_RUN_TRAITS_H
#define RUNG_RUN_TRAITS_H

#include "run/run.h"
#include "score/next.h"

/* The program's word for the unit of a metric, or its plugin's; "": none. */
const char *metric_unit(const struct run *run, size_t metric);
const struct next_trait *metric_traits(const struct run *run, struct arena *arena); /* per metric; NULL: no memory */

#endif
