/* workbook_book.h - what the sheets of a workbook share: their looks, and cells put safely. */
#ifndef RUNG_OUT_WORKBOOK_BOOK_H
#define RUNG_OUT_WORKBOOK_BOOK_H

#include <xlsxwriter.h>

#include "out/typed.h"
#include "out/workbook.h"

/* What a colour says. Tiers take the steps from TONE_HIGHEST to TONE_LOWEST, as far as they reach: one hue from dark to light, which
 * needs no eye for hues, and the others differ in lightness as well, or in blue and orange. */
enum tone { TONE_NONE, TONE_GOOD, TONE_CALM, TONE_WATCH, TONE_BAD, TONE_HIGHEST, TONE_LOWEST = TONE_HIGHEST + 6, TONE_COUNT };
enum tone tone_of_tier(size_t tier, size_t count); /* tier 0 is the highest */

enum look {
    LOOK_TEXT,
    LOOK_WRAPPED, /* text on as many lines as it takes */
    LOOK_WHOLE,
    LOOK_NUMBER, /* as many decimals as a threshold tells apart: 69.96 does not look like 70 */
    LOOK_MONEY,
    LOOK_PERCENT, /* of percentage points */
    LOOK_SHARE,   /* of a fraction, shown as a percentage */
    LOOK_DATE,
    LOOK_UP, /* whole numbers in the colours of movement */
    LOOK_SAME,
    LOOK_DOWN,
    LOOK_HEADER,
    LOOK_HEADER_RIGHT,
    LOOK_HEADER_FIGURE, /* to the right as well, but for the arrow of the filter */
    LOOK_TITLE,
    LOOK_HEADING,
    LOOK_COUNT
};

struct book {
    const struct workbook *asked;
    lxw_workbook *file;
    lxw_format *looks[LOOK_COUNT];
    lxw_format *tones[TONE_COUNT]; /* of texts; of those that a table holds, what its rules lay over them */
    struct buf text;               /* of the cell at hand */
    lxw_error error;               /* the first */
    int failure;                   /* errno of what the machine refused; 0: nothing */
};
bool book_begin(struct book *book, const struct workbook *workbook, const char *path);
bool book_end(struct book *book); /* writes the file; false: book->error */
void book_note(struct book *book, lxw_error error);
bool book_close_file(struct book *book); /* a part of book_end, in a file of its own */

lxw_color_t tone_colour(enum tone tone); /* of the ground */

/* NULL: book->error. Titles are letters, digits and blanks, at most 31. */
lxw_worksheet *book_sheet(struct book *book, const char *title);

/* How a sheet is printed: so many pages wide, and at the foot of each what it is of, and its number. */
void book_pages(struct book *book, lxw_worksheet *sheet, unsigned across);

/* A text as a cell can hold it: what XML does not know as U+FFFD, CR as a plain line end, not longer than a cell. Valid until the next. */
const char *book_text(struct book *book, struct text text);

/* text: the format of texts. */
void put_typed(struct book *book, lxw_worksheet *sheet, lxw_row_t row, size_t column, const struct typed_cell *cell, lxw_format *text);
void put_string(struct book *book, lxw_worksheet *sheet, lxw_row_t row, size_t column, const char *string, lxw_format *format);
void put_figure(struct book *book, lxw_worksheet *sheet, lxw_row_t row, size_t column, double number, enum look look);

/* ---- sheets that are tables: the first row of the tape is the header */

struct table_sheet {
    struct book *book;
    const char *title;
    double lines;      /* of the row at hand, where texts are wrapped */
    bool wraps;        /* its texts are sentences, and not cut where the next cell begins */
    size_t frozen;     /* columns that stay when the sheet is moved */
    size_t rows_most;  /* that a sheet holds, with its header; more go to "TITLE 2" and so on */
    lxw_worksheet *at; /* NULL: there has been no row yet */
    lxw_row_t row;
    unsigned part;
    struct buf held; /* what came before the first row, then the header */
    size_t header;   /* its bytes in held */
    size_t columns;
    struct arena arena;
    double *widths;
    bool *figures; /* columns of numbers */
};
void table_sheet_begin(struct table_sheet *sheet, struct book *book, const char *title, size_t frozen);
bool table_sheet_put(struct table_sheet *sheet, struct text tape); /* whole rows; false: an error of the book */
bool table_sheet_end(struct table_sheet *sheet);                   /* a table without rows gets no sheet */

/* Rules that colour the words of the rows that are there: tiers by their rank, movements, severities. A cell that is edited, sorted or
 * pasted has the colour of what it then says. */
void table_sheet_colour(struct table_sheet *sheet);

/* The first sheet. False: no memory, or an error of the book. */
bool summary_sheet(struct book *book, const struct problems *problems);

#endif
