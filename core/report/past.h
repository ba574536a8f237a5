/* past.h - the earlier periods of the partners, from the history that the run read. */
#ifndef RUNG_REPORT_PAST_H
#define RUNG_REPORT_PAST_H

#include "report/told.h"

/* Makes a table of partner, scorecard, period, score and tier. A history that is not there any more is a note, and gives no rows. False
 * after a problem. */
bool past_read(const struct told *told, struct grid *past, struct problems *problems);

#endif
