/* money_sheets.h - the tables of what is awarded and paid; entries of sheets (sheets.h). */
#ifndef RUNG_OUT_MONEY_SHEETS_H
#define RUNG_OUT_MONEY_SHEETS_H

#include "out/sheets.h"

void awards_header(const struct layout *layout, struct csv_row *row);
void awards_rows(const struct layout *layout, const struct card_reader *reader, struct text partner, struct csv_row *row);
void margins_header(const struct layout *layout, struct csv_row *row);
void margins_rows(const struct layout *layout, const struct card_reader *reader, struct text partner, struct csv_row *row);
void payouts_header(const struct layout *layout, struct csv_row *row);
void payouts_rows(const struct layout *layout, const struct card_reader *reader, struct text partner, struct csv_row *row);

#endif
