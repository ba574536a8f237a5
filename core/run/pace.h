/* pace.h - what metrics come to by the period's last day when they go on as they did up to a day within. */
#ifndef RUNG_RUN_PACE_H
#define RUNG_RUN_PACE_H

#include "run/run.h"

/* Sets run->so_far from the option as_of, once the program is there. False after reporting: it is no day of the period, or the program does
 * not say what to project. */
bool pace_begin(struct run *run, struct problems *problems);
/* Once the rules are bound. False after reporting: what shall be projected is a share. */
bool pace_fits(const struct run *run, struct problems *problems);

int pace_days(const struct run *run); /* of the period */
int32_t pace_as_of(const struct run *run);
/* In proportion to days; what counts only whole numbers is rounded half up. */
double pace_value(double value, int days, int so_far, bool whole);

#endif
