/* summary.h - the totals of a run: how many in each tier, how they moved, what it costs. */
#ifndef RUNG_OUT_SUMMARY_H
#define RUNG_OUT_SUMMARY_H

#include "run/run.h"

struct summary {
    size_t *tiers;                     /* [scorecard][tier], the last of a scorecard: no tier; see summary_tiers */
    size_t *first;                     /* per scorecard: where its tiers begin */
    size_t (*moves)[MOVED_KIND_COUNT]; /* per scorecard */
    size_t incomplete;                 /* partners with a card that a failed metric left incomplete */
    size_t waived;                     /* partners with a waiver that changed something */
    size_t warnings;                   /* rows of the table warnings */
    size_t overflows;                  /* margins whose arithmetic does not fit */
    struct decimal margin_cost, rebates;
    size_t counts; /* entries in tiers */
};
bool summary_init(struct summary *summary, const struct program *program, struct arena *arena); /* false: no memory */
void summary_add(struct summary *summary, const struct card_reader *reader, bool fits);
void summary_merge(struct summary *into, const struct summary *from, const struct program *program);

#endif
