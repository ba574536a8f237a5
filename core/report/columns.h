/* columns.h - tables of results as the report's page reads them (page_data.js): a column holds each word once, and per row the number of
 * its word in digits of base 64. So 10,000 partners are a few megabytes, and a page that opens one of them looks at its rows alone. */
#ifndef RUNG_REPORT_COLUMNS_H
#define RUNG_REPORT_COLUMNS_H

#include "base/json.h"
#include "review/finished.h"

/* A column's words and codes, or NULL when it is not wanted. */
typedef bool columns_wanted(const void *context, struct text column);
/* False: no memory. */
bool columns_put(struct json *json, const char *name, const struct finished *finished, const struct grid *grid, columns_wanted *wanted,
                 const void *context);

#endif
