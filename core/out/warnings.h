/* warnings.h - the table warnings: what may happen to a partner soon, a row each. Written where the program has `warnings`. */
#ifndef RUNG_OUT_WARNINGS_H
#define RUNG_OUT_WARNINGS_H

#include "out/sheets.h"

void warnings_header(const struct layout *layout, struct csv_row *row);
void warnings_rows(const struct layout *layout, const struct card_reader *reader, struct text partner, struct csv_row *row);

#endif
