/* typed.h - cells with their types, one after the other in a buffer: what a workbook is made of, and no file holds.
 *
 *     struct typed_cell cell;
 *     for (struct text tape = buf_view(&page); typed_take(&tape, &cell);) ...
 *
 * The functions of csv_row.h put them in the style csv_typed, so a table is described once for all formats. */
#ifndef RUNG_OUT_TYPED_H
#define RUNG_OUT_TYPED_H

#include "base/buf.h"
#include "base/decimal.h"
#include "base/text.h"

enum cell_kind { CELL_ROW_END, CELL_EMPTY, CELL_TEXT, CELL_NUMBER, CELL_POINTS, CELL_MONEY, CELL_PERCENT, CELL_DATE, CELL_KIND_COUNT };

struct typed_cell {
    enum cell_kind kind;
    struct text text; /* CELL_TEXT; points into the tape */
    double number;    /* of a CELL_PERCENT percentage points, of a CELL_DATE days since 1970-01-01 */
};
void typed_mark(struct buf *out, enum cell_kind kind); /* CELL_EMPTY, CELL_ROW_END */
void typed_text(struct buf *out, struct text text);
void typed_number(struct buf *out, enum cell_kind kind, double number);
/* As text where a spreadsheet, which keeps fifteen digits, would lose some. */
void typed_decimal(struct buf *out, enum cell_kind kind, struct decimal number);
bool typed_take(struct text *tape, struct typed_cell *cell); /* false: the tape is at its end */

#endif
