/* history_text.h - the store of finished runs for people: listed, shown, exported; and runs taken out of it. */
#ifndef RUNG_OUT_HISTORY_TEXT_H
#define RUNG_OUT_HISTORY_TEXT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/problem.h"
#include "out/csv_row.h"

/* Each opens the store and appends to `out`. False after a problem: no such file, no such run, a damaged store.
 * `which`: a period as it was run (2026-Q3), or the first characters of an id. */
bool history_text_list(const char *path, struct arena *arena, struct buf *out, struct problems *problems);
bool history_text_show(const char *path, const char *which, struct arena *arena, struct buf *out,
                       struct problems *problems); /* which NULL: the last one */
bool history_text_remove(const char *path, const char *which, struct arena *arena, struct buf *out, struct problems *problems);
/* All rows of a sheet ("scorecards", "metrics", "awards", "margins", "payouts") of all runs. */
bool history_text_export(const char *path, const char *sheet, const struct csv_style *style, struct arena *arena, struct buf *out,
                         struct problems *problems);

#endif
