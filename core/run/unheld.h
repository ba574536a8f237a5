/* unheld.h - limits that hold nothing, and points that nothing takes: a rule answers with a rate or with an amount, and only its awards
 * tell which. */
#ifndef RUNG_RUN_UNHELD_H
#define RUNG_RUN_UNHELD_H

#include "run/run.h"

/* After awards: warns once of each cap of an incentive that awards amounts, and of each limit of amounts on margin points, and of
 * margin points in a program without margin. */
void unheld_report(const struct run *run, struct problems *problems);

#endif
