/* sheet.h - what the history keeps of a run, as sheets of rows: one definition for recording, reading, exporting, and for the tables that a
 * program may read from the history. */
#ifndef RUNG_HISTORY_SHEET_H
#define RUNG_HISTORY_SHEET_H

#include <stddef.h>

enum history_sheet { HISTORY_SCORECARDS, HISTORY_METRICS, HISTORY_AWARDS, HISTORY_MARGINS, HISTORY_PAYOUTS, HISTORY_SHEET_COUNT };
extern const char *const history_sheet_names[HISTORY_SHEET_COUNT]; /* "scorecards", ... */
enum history_sheet history_sheet_named(const char *name);          /* HISTORY_SHEET_COUNT: there is none */

struct history_column {
    const char *name;
    const char *type; /* a column type as program.yaml writes it: "text", "number", "money", ... */
};
/* The run's period stands in the first HISTORY_LEAD columns of every sheet (period, period_from, period_to), then follows partner, then
 * the sheet's own. */
enum { HISTORY_LEAD = 3, HISTORY_PARTNER = HISTORY_LEAD, HISTORY_COLUMNS_MOST = 16 };
struct history_shape {
    const struct history_column *columns;
    size_t count;
};
extern const struct history_shape history_shapes[HISTORY_SHEET_COUNT];

/* Where the columns stand that somebody looks at. */
enum { SCORECARDS_SCORECARD = HISTORY_PARTNER + 1, SCORECARDS_TRACK, SCORECARDS_SCORE, SCORECARDS_TIER, SCORECARDS_EARNED };
enum { SCORECARDS_PRIOR = SCORECARDS_EARNED + 1, SCORECARDS_MOVEMENT, SCORECARDS_BELOW, SCORECARDS_ABOVE };
enum { AWARDS_INCENTIVE = HISTORY_PARTNER + 1, AWARDS_KIND, AWARDS_AWARDED, AWARDS_PAID, AWARDS_CARRIED };
enum { MARGINS_AMOUNT = HISTORY_PARTNER + 4, MARGINS_REBATES };

#endif
