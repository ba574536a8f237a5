#include "history/sheet.h"

#include <string.h>

const char *const history_sheet_names[HISTORY_SHEET_COUNT] = {"scorecards", "metrics", "awards", "margins", "payouts"};

enum history_sheet history_sheet_named(const char *name)
{
    enum history_sheet sheet = HISTORY_SCORECARDS;
    while (sheet < HISTORY_SHEET_COUNT && strcmp(history_sheet_names[sheet], name) != 0) sheet++;
    return sheet;
}

#define LEAD                                                            \
    {"period", "text"}, {"period_from", "date"}, {"period_to", "date"}, \
    {                                                                   \
        "partner", "text"                                               \
    }

static const struct history_column scorecards[] = {
    LEAD,
    {"scorecard", "text"},
    {"track", "text"},
    {"score", "number"},
    {"tier", "text"},
    {"earned_tier", "text"},
    {"prior_tier", "text"},
    {"movement", "text"},
    {"periods_below", "integer"},
    {"periods_above", "integer"},
};
static const struct history_column metrics[] = {
    LEAD, {"scorecard", "text"}, {"metric", "text"}, {"state", "text"}, {"value", "number"}, {"points", "number"},
};
static const struct history_column awards[] = {
    LEAD, {"incentive", "text"}, {"kind", "text"}, {"awarded", "number"}, {"paid", "money"}, {"carried", "money"},
};
static const struct history_column margins[] = {
    LEAD, {"base", "number"}, {"recommended", "number"}, {"paid_on", "number"}, {"amount", "money"}, {"rebates", "money"},
};
static const struct history_column payouts[] = {
    LEAD, {"kind", "text"}, {"earned", "money"}, {"moved", "money"}, {"forfeited", "money"}, {"paid", "money"}, {"carried", "money"},
};

#define SHAPE(sheet)                          \
    {                                         \
        sheet, sizeof sheet / sizeof *(sheet) \
    }
const struct history_shape history_shapes[HISTORY_SHEET_COUNT] = {SHAPE(scorecards), SHAPE(metrics), SHAPE(awards), SHAPE(margins),
                                                                  SHAPE(payouts)};
