/* evidence.h - the rows that metrics looked at, as a table: which counted, and for those that did not the condition that decided. */
#ifndef RUNG_OUT_EVIDENCE_H
#define RUNG_OUT_EVIDENCE_H

#include "out/aside.h"
#include "out/asked.h"
#include "out/csv_row.h"

/* The first columns; behind them come the columns of the tables, each name once. */
void evidence_heads(struct csv_row *row);

struct evidence_sum {
    size_t rows, counted, aside; /* aside: further ones, of tables that the rules read, which a bad cell keeps out */
    size_t left_out;             /* for which a trace had no room */
};
/* Of one rule, or (NULL) of all metrics of the tracks in force, for the reader's partner; a metric without a plugin has the rows of those
 * that it is made of. The run was loaded with its lines and cells. Each rule is called once more. False after a problem. */
bool evidence_put(struct rung_run *run, const struct asked_rule *rule, const struct aside *aside, struct csv_row *row,
                  struct evidence_sum *sum);

#endif
