/* lapsed.h - the run once more, without the rows that end soon after its period: what is lost when nobody renews them. */
#ifndef RUNG_RUN_LAPSED_H
#define RUNG_RUN_LAPSED_H

#include "run/run.h"

/* The days on which a row ends soon, by the program's `expiry`: the first of them is the one after the period. */
struct span lapsed_days(const struct program *program);
/* Makes run->lapsed and measures it, where the program has `expiry`; nothing of it is written but warnings. Its problems are not told: they
 * are those of the run itself. False: no memory, or the machine gave out. */
bool lapsed_measure(struct run *run, struct problems *problems);
void lapsed_release(struct run *run);

#endif
