/* csv_row.h - rows of an output table: RFC 4180, harmless in a spreadsheet, the same bytes on every machine.
 *
 * Text that a spreadsheet would run as a formula (a first character = + - @ tab or carriage return, or such a one behind apostrophes)
 * gets one apostrophe in front; taking one apostrophe away from every such text gives the input back. Numbers
 * are written in full, shortest form, without exponent for usual sizes. Errors are sticky in the buf.
 *
 * In the style csv_typed the same calls put cells with their types instead (out/typed.h), of which a workbook is made. */
#ifndef RUNG_OUT_CSV_ROW_H
#define RUNG_OUT_CSV_ROW_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/decimal.h"
#include "base/text.h"
#include "out/typed.h"

struct csv_style {
    const char *name;
    const char *help;
    const char *line_end;
    char delimiter, decimal;
    bool mark;  /* UTF-8 byte order mark, which Excel wants to see */
    bool typed; /* csv_typed */
};
extern const struct csv_style csv_styles[];
extern const size_t csv_style_count;
const struct csv_style *csv_style_named(const char *name); /* NULL: no such style */
extern const struct csv_style csv_typed;                   /* no style of a file */

struct csv_row {
    struct buf *out;
    const struct csv_style *style;
    bool begun;
    size_t rows; /* that were ended */
};

void csv_begin(struct csv_row *row); /* the start of a file */
void csv_text(struct csv_row *row, struct text text);
struct text csv_harmless_undo(struct text text); /* of a cell read back: the text that csv_text was given */
void csv_string(struct csv_row *row, const char *string);
void csv_ready(struct csv_row *row,
               struct text cells); /* one or more cells as they are: made by csv_text into another row of the same style */
void csv_word(struct csv_row *row, const char *word); /* a cell of letters, digits, blanks and _ . alone */
void csv_number(struct csv_row *row, double number);
void csv_points(struct csv_row *row, double points); /* a number; in a workbook with at least one decimal to look at */
void csv_decimal(struct csv_row *row, struct decimal number);
/* Money: with at least `places` digits after the point. */
void csv_money(struct csv_row *row, struct decimal amount, int places);
void csv_percent(struct csv_row *row, struct decimal rate); /* 0.145 as 14.5 */
void csv_date(struct csv_row *row, int32_t day);
void csv_yesno(struct csv_row *row, bool yes);
void csv_empty(struct csv_row *row);
void csv_end(struct csv_row *row);

#endif
