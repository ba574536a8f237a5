/* overview.h - the report's first page: the program as a whole, in HTML that needs no script. */
#ifndef RUNG_REPORT_OVERVIEW_H
#define RUNG_REPORT_OVERVIEW_H

#include "base/buf.h"
#include "report/told.h"

void overview_put(const struct told *told, struct buf *out);

/* Its parts, each in a file of its own. */
void overview_tiers(const struct told *told, size_t scorecard, struct buf *out);  /* how many are in each tier, and what each asks */
void overview_moves(const struct told *told, size_t scorecard, struct buf *out);  /* from which tier to which; nothing without prior ones */
void overview_scores(const struct told *told, size_t scorecard, struct buf *out); /* how many have which score */
void overview_cost(const struct told *told, struct buf *out);                     /* what margin and rebates come to, by tier */
bool overview_has_margin(const struct told *told);                                /* the program gives margin, */
bool overview_has_rebates(const struct told *told);                               /* and has incentives that pay */
void overview_coverage(const struct told *told, struct buf *out);                 /* blocks and objectives */
void overview_problems(const struct told *told, struct buf *out);                 /* and what was read */

#endif
