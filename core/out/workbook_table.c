#include "out/workbook_book.h"

#include <math.h>
#include <stdio.h>

#include "base/number.h"

/* In characters, with room for the arrow of the filter. */
enum { ARROW = 5, NARROWEST = 8, WIDEST = 46, HEADER_WIDEST = 32, HEADER_HEIGHT = 32, PAGE_WIDEST = 240, PLACES = 9, POINTS = 11 };

void table_sheet_begin(struct table_sheet *sheet, struct book *book, const char *title, size_t frozen)
{
    *sheet = (struct table_sheet){.book = book, .title = title, .frozen = frozen, .rows_most = LXW_ROW_MAX};
}

/* ---- how wide */

static double held_between(double width, double least, double most)
{
    return width < least ? least : width > most ? most : width;
}

static double width_of(const struct typed_cell *cell)
{
    char digits[NUMBER_TEXT_MAX], grouped[NUMBER_GROUPED_MAX];
    if (cell->kind == CELL_EMPTY) return 0;
    if (cell->kind == CELL_TEXT) return (double)text_columns(cell->text);
    if (cell->kind == CELL_DATE) return 11;
    number_format(number_round(cell->number, PLACES), digits);
    double width = (double)strlen(number_group(digits, grouped)) + (cell->kind == CELL_NUMBER ? 0 : 2);
    return cell->kind == CELL_POINTS ? held_between(width, POINTS, WIDEST) : width;
}

/* Widths, and which columns are of figures, by what is known before the first row has to be written. */
static bool measure(struct table_sheet *sheet, struct text tape)
{
    struct typed_cell cell;
    size_t column = 0, row = 0, columns = 0;
    for (struct text at = buf_view(&sheet->held); typed_take(&at, &cell) && cell.kind != CELL_ROW_END;) columns++;
    sheet->columns = columns;
    sheet->widths = arena_array(&sheet->arena, columns + 1, sizeof *sheet->widths);
    sheet->figures = arena_array(&sheet->arena, columns + 1, sizeof *sheet->figures);
    if (!sheet->widths || !sheet->figures) {
        book_note(sheet->book, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return false;
    }
    while (typed_take(&tape, &cell)) {
        bool ends = cell.kind == CELL_ROW_END;
        double width =
            row == 0 ? held_between(width_of(&cell) + ARROW, NARROWEST, HEADER_WIDEST) : held_between(width_of(&cell) + 3, 0, WIDEST);
        if (!ends && column < columns && width > sheet->widths[column]) sheet->widths[column] = width;
        if (!ends && column < columns && cell.kind >= CELL_NUMBER && cell.kind <= CELL_PERCENT) sheet->figures[column] = true;
        column = ends ? 0 : column + 1;
        row += ends;
    }
    return true;
}

/* ---- rows */

static void put_rows(struct table_sheet *sheet, struct text tape, bool header);

/* How many pages wide a table is printed: one, or where its letters would be too small to read, more, with the frozen columns on each. */
static unsigned pages_across(const struct table_sheet *sheet)
{
    double frozen = 0, others = 0;
    for (size_t i = 0; i < sheet->columns; i++) *(i < sheet->frozen ? &frozen : &others) += sheet->widths[i];
    return frozen + others <= PAGE_WIDEST ? 1 : (unsigned)ceil(others / (PAGE_WIDEST - frozen));
}

static void set_print(struct table_sheet *sheet)
{
    unsigned across = pages_across(sheet);
    worksheet_set_landscape(sheet->at);
    book_pages(sheet->book, sheet->at, across);
    worksheet_repeat_rows(sheet->at, 0, 0);
    worksheet_print_across(sheet->at); /* the pages of a partner follow each other */
    if (across > 1 && sheet->frozen > 0) worksheet_repeat_columns(sheet->at, 0, (lxw_col_t)(sheet->frozen - 1));
}

static bool begin_part(struct table_sheet *sheet)
{
    char title[32];
    snprintf(title, sizeof title, sheet->part ? "%s %u" : "%s", sheet->title, sheet->part + 1);
    sheet->part++;
    sheet->row = 0;
    sheet->at = book_sheet(sheet->book, title);
    if (!sheet->at) return false;
    for (size_t i = 0; i < sheet->columns; i++)
        book_note(sheet->book, worksheet_set_column(sheet->at, (lxw_col_t)i, (lxw_col_t)i, sheet->widths[i], NULL));
    worksheet_set_row(sheet->at, 0, HEADER_HEIGHT, NULL);
    worksheet_freeze_panes(sheet->at, 1, (lxw_col_t)sheet->frozen);
    set_print(sheet);
    put_rows(sheet, (struct text){sheet->held.ptr, sheet->header}, true);
    return true;
}

/* The filter covers the rows, and ids such as 00417 are meant to be text: no mark says otherwise. */
static void end_part(struct table_sheet *sheet)
{
    char range[64];
    char column[8];
    if (!sheet->at || sheet->row == 0 || sheet->columns == 0) return;
    lxw_col_t last = (lxw_col_t)(sheet->columns - 1);
    book_note(sheet->book, worksheet_autofilter(sheet->at, 0, 0, sheet->row - 1, last));
    lxw_col_to_name(column, last, LXW_FALSE);
    snprintf(range, sizeof range, "A1:%s%u", column, (unsigned)sheet->row);
    book_note(sheet->book, worksheet_ignore_errors(sheet->at, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range));
    if (sheet->row > 1) table_sheet_colour(sheet);
}

static void put_header(struct table_sheet *sheet, size_t column, struct text title)
{
    enum look look = sheet->figures[column] ? LOOK_HEADER_FIGURE : LOOK_HEADER;
    put_string(sheet->book, sheet->at, sheet->row, column, book_text(sheet->book, title), sheet->book->looks[look]);
}

/* A row is as high as its longest text needs: not every spreadsheet program sees to that by itself. */
static void make_room(struct table_sheet *sheet, size_t column, const struct typed_cell *cell)
{
    enum { LINE_HEIGHT = 15, LINES_MOST = 20 };
    if (!sheet->wraps || cell->kind != CELL_TEXT || column >= sheet->columns) return;
    double lines = held_between(ceil((width_of(cell) + 2) / sheet->widths[column]), 1, LINES_MOST);
    if (lines <= sheet->lines) return;
    sheet->lines = lines;
    worksheet_set_row(sheet->at, sheet->row, lines * LINE_HEIGHT, NULL);
}

static void put_rows(struct table_sheet *sheet, struct text tape, bool header)
{
    struct typed_cell cell;
    size_t column = 0;
    lxw_format *texts = sheet->wraps ? sheet->book->looks[LOOK_WRAPPED] : sheet->book->tones[TONE_NONE];
    while (sheet->at && typed_take(&tape, &cell)) {
        if (cell.kind == CELL_ROW_END) {
            sheet->row++;
            column = 0;
            sheet->lines = 1;
            if (tape.len == 0 || sheet->row < sheet->rows_most) continue;
            end_part(sheet);
            begin_part(sheet);
        } else if (header) {
            put_header(sheet, column++, cell.text);
        } else {
            make_room(sheet, column, &cell);
            put_typed(sheet->book, sheet->at, sheet->row, column++, &cell, texts);
        }
    }
}

static size_t first_row(struct text tape)
{
    struct text rest = tape;
    struct typed_cell cell;
    while (typed_take(&rest, &cell) && cell.kind != CELL_ROW_END) continue;
    return tape.len - rest.len;
}

/* The header waits for a first row, so that columns can be made wide enough and no empty sheet. */
bool table_sheet_put(struct table_sheet *sheet, struct text tape)
{
    if (!sheet->at) {
        buf_text(&sheet->held, tape);
        if (sheet->held.failed) book_note(sheet->book, LXW_ERROR_MEMORY_MALLOC_FAILED);
        tape = buf_view(&sheet->held);
        sheet->header = first_row(tape);
        if (sheet->header == tape.len || sheet->held.failed || !measure(sheet, tape) || !begin_part(sheet))
            return sheet->book->error == LXW_NO_ERROR;
        tape.ptr += sheet->header;
        tape.len -= sheet->header;
    } else if (tape.len > 0 && sheet->row >= sheet->rows_most) {
        end_part(sheet);
        begin_part(sheet);
    }
    put_rows(sheet, tape, false);
    return sheet->book->error == LXW_NO_ERROR;
}

bool table_sheet_end(struct table_sheet *sheet)
{
    end_part(sheet);
    buf_release(&sheet->held);
    arena_release(&sheet->arena);
    return sheet->book->error == LXW_NO_ERROR;
}
