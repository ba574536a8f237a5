/* page.h - the report: one file of HTML with all that results tell, for people who have no Rung. */
#ifndef RUNG_REPORT_PAGE_H
#define RUNG_REPORT_PAGE_H

#include "base/buf.h"
#include "report/told.h"

bool page_put(const struct told *told, struct buf *out); /* false: no memory */

#endif
