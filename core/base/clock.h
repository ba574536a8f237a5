/* clock.h - seconds of the monotonic clock: for deadlines and timings, never for results. */
#ifndef RUNG_BASE_CLOCK_H
#define RUNG_BASE_CLOCK_H

double clock_seconds(void);

#endif
