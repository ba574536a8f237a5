/* earlier_table.h - a program's tables that come from the history, as the text that a file would hold: read by the same reader. */
#ifndef RUNG_RUN_EARLIER_TABLE_H
#define RUNG_RUN_EARLIER_TABLE_H

#include <stdbool.h>

#include "base/buf.h"
#include "data/dataset.h"
#include "history/history.h"

/* All rows of the table's sheet of these runs, appended with a heading. history NULL: no rows. False after a problem. */
bool earlier_table(struct history *history, const struct history_run *runs, size_t count, const struct table_spec *table, struct buf *text,
                   struct problems *problems);

#endif
