#include "out/workbook_book.h"

#include <math.h>
#include <stdio.h>

#include "base/date.h"

enum { CELL_CHARACTERS = 32767, INK = 0x1F2933, PAPER = 0xFFFFFF, HEADER_GROUND = 0x243B53, RULE = 0xD9E2EC };

/* ---- looks */

struct tone_look {
    lxw_color_t ground, ink;
};

enum tone tone_of_tier(size_t tier, size_t count)
{
    size_t steps = TONE_LOWEST - TONE_HIGHEST;
    return (enum tone)(TONE_HIGHEST + (count < 2 ? 0 : (tier * steps + (count - 1) / 2) / (count - 1)));
}

static const struct tone_look tone_looks[TONE_COUNT] = {
    [TONE_GOOD] = {0xCDEBE0, 0x00503A},     [TONE_CALM] = {0xE4E7EB, INK},        [TONE_WATCH] = {0xFFF0C2, 0x7A4F01},
    [TONE_BAD] = {0xF8C9A0, 0x6B2D00},      [TONE_HIGHEST] = {0x08384D, PAPER},   [TONE_HIGHEST + 1] = {0x0F5575, PAPER},
    [TONE_HIGHEST + 2] = {0x237BA1, PAPER}, [TONE_HIGHEST + 3] = {0x73B8D8, INK}, [TONE_HIGHEST + 4] = {0xA5D1E6, INK},
    [TONE_HIGHEST + 5] = {0xCCE5F1, INK},   [TONE_LOWEST] = {0xE6F1F7, INK},
};

lxw_color_t tone_colour(enum tone tone)
{
    return tone_looks[tone].ground;
}

static lxw_format *new_format(struct book *book)
{
    lxw_format *format = workbook_add_format(book->file);
    if (!format)
        book_note(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
    else
        format_set_font_color(format, INK);
    return format;
}

static void make_number_look(struct book *book, enum look look, const char *shown)
{
    book->looks[look] = new_format(book);
    if (!book->looks[look]) return;
    format_set_num_format(book->looks[look], shown);
    format_set_align(book->looks[look], LXW_ALIGN_VERTICAL_TOP); /* beside a text of several lines */
}

static void colour(lxw_format *format, enum tone tone)
{
    format_set_bg_color(format, tone_looks[tone].ground);
    format_set_font_color(format, tone_looks[tone].ink);
}

static void make_tones(struct book *book)
{
    for (size_t i = TONE_NONE; i < TONE_COUNT; i++) {
        book->tones[i] = new_format(book);
        if (!book->tones[i]) continue;
        if (i != TONE_NONE) colour(book->tones[i], (enum tone)i);
        format_set_indent(book->tones[i], 1);
    }
}

static void make_moves(struct book *book)
{
    static const struct {
        enum look look;
        enum tone tone;
    } moves[] = {{LOOK_UP, TONE_GOOD}, {LOOK_SAME, TONE_CALM}, {LOOK_DOWN, TONE_BAD}};
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
        make_number_look(book, moves[i].look, "#,##0");
        if (book->looks[moves[i].look]) colour(book->looks[moves[i].look], moves[i].tone);
    }
}

static void make_wrapped(struct book *book)
{
    lxw_format *wrapped = book->looks[LOOK_WRAPPED] = new_format(book);
    if (!wrapped) return;
    format_set_text_wrap(wrapped);
    format_set_indent(wrapped, 1);
    format_set_align(wrapped, LXW_ALIGN_VERTICAL_TOP);
}

static void make_header(struct book *book, enum look look)
{
    lxw_format *header = book->looks[look] = new_format(book);
    if (!header) return;
    format_set_bold(header);
    format_set_font_color(header, PAPER);
    format_set_bg_color(header, HEADER_GROUND);
    format_set_align(header, LXW_ALIGN_VERTICAL_CENTER);
    if (look != LOOK_HEADER) format_set_align(header, LXW_ALIGN_RIGHT);
    if (look != LOOK_HEADER_RIGHT) format_set_indent(header, look == LOOK_HEADER ? 1 : 2);
    format_set_text_wrap(header);
}

static void make_titles(struct book *book)
{
    lxw_format *title = book->looks[LOOK_TITLE] = new_format(book), *heading = book->looks[LOOK_HEADING] = new_format(book);
    if (!title || !heading) return;
    format_set_bold(title);
    format_set_font_size(title, 20);
    format_set_bold(heading);
    format_set_font_size(heading, 13);
    format_set_bottom(heading, LXW_BORDER_THIN);
    format_set_bottom_color(heading, RULE);
}

static void make_looks(struct book *book)
{
    char money[64] = "#,##0";
    int places = book->asked->run->program->margin.places;
    if (places > 0) snprintf(money, sizeof money, "#,##0.%.*s", places < 20 ? places : 20, "00000000000000000000");
    book->looks[LOOK_TEXT] = new_format(book);
    make_number_look(book, LOOK_WHOLE, "#,##0");
    make_number_look(book, LOOK_NUMBER, "#,##0.0########");
    make_number_look(book, LOOK_MONEY, money);
    make_number_look(book, LOOK_PERCENT, "0.0########\"%\"");
    make_number_look(book, LOOK_SHARE, "0.0%");
    make_number_look(book, LOOK_DATE, "yyyy-mm-dd");
    make_wrapped(book);
    make_tones(book);
    make_moves(book);
    make_header(book, LOOK_HEADER);
    make_header(book, LOOK_HEADER_RIGHT);
    make_header(book, LOOK_HEADER_FIGURE);
    make_titles(book);
}

/* ---- the file */

void book_note(struct book *book, lxw_error error)
{
    if (book->error == LXW_NO_ERROR) book->error = error;
}

/* A date of its own would make each file another one. */
static void set_properties(struct book *book)
{
    const struct program *program = book->asked->run->program;
    lxw_doc_properties properties = {.created = (time_t)program->period.to * 24 * 60 * 60};
    workbook_set_properties(book->file, &properties);
}

bool book_begin(struct book *book, const struct workbook *workbook, const char *path)
{
    char folder[4096];
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = folder};
    *book = (struct book){.asked = workbook};
    snprintf(folder, sizeof folder, "%s", workbook->folder);
    book->file = workbook_new_opt(path, &options);
    if (!book->file) {
        book_note(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return false;
    }
    set_properties(book);
    make_looks(book);
    return book->error == LXW_NO_ERROR;
}

bool book_end(struct book *book)
{
    bool good = book->file && book->error == LXW_NO_ERROR && book_close_file(book);
    if (book->file && !good) lxw_workbook_free(book->file);
    buf_release(&book->text);
    return good;
}

lxw_worksheet *book_sheet(struct book *book, const char *title)
{
    lxw_worksheet *sheet = workbook_add_worksheet(book->file, title);
    if (!sheet) book_note(book, LXW_ERROR_CREATING_TMPFILE);
    return sheet;
}

/* A name that holds an ampersand, or is longer than a foot of a page may be. */
static void put_foot_name(struct buf *out, struct text name)
{
    enum { SHOWN = 60 };
    for (size_t shown = 0; name.len > 0; shown++) {
        uint32_t code;
        size_t taken = text_character(name, &code);
        if (shown == SHOWN) {
            buf_puts(out, "\u2026");
            return;
        }
        if (code == '&') buf_char(out, '&');
        buf_put(out, name.ptr, taken);
        name = (struct text){name.ptr + taken, name.len - taken};
    }
}

void book_pages(struct book *book, lxw_worksheet *sheet, unsigned across)
{
    const struct program *program = book->asked->run->program;
    struct buf foot = {0};
    buf_puts(&foot, "&L");
    put_foot_name(&foot, text_of(book_text(book, text_of(program->name))));
    buf_puts(&foot, ", ");
    put_foot_name(&foot, text_of(book_text(book, text_of(program->period_text))));
    buf_puts(&foot, "&C&A&RPage &P of &N");
    buf_char(&foot, '\0');
    if (foot.failed)
        book_note(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
    else
        book_note(book, worksheet_set_footer(sheet, foot.ptr));
    worksheet_set_margins(sheet, 0.4, 0.4, 0.5, 0.6);
    worksheet_fit_to_pages(sheet, (uint16_t)across, 0);
    buf_release(&foot);
}

/* ---- cells */

/* Of the characters that XML 1.0 knows. */
static bool is_character(uint32_t code)
{
    return code == '\t' || code == '\n' || (code >= 0x20 && code != 0xFFFE && code != 0xFFFF);
}

/* A spreadsheet reads _x0041_ as the character with this number. */
static bool begins_escape(struct text text)
{
    if (text.len < 7 || text.ptr[0] != '_' || text.ptr[1] != 'x' || text.ptr[6] != '_') return false;
    for (size_t i = 2; i < 6; i++)
        if (!strchr("0123456789abcdefABCDEF", text.ptr[i])) return false;
    return true;
}

/* Puts what stands for the first character; returns how many bytes that was. */
static size_t put_character(struct buf *out, struct text text)
{
    uint32_t code;
    size_t len = text_character(text, &code);
    if (text.ptr[0] == '\r') {
        buf_char(out, '\n');
        return text.len > 1 && text.ptr[1] == '\n' ? 2 : 1;
    }
    if (begins_escape(text)) buf_puts(out, "_x005F");
    if (is_character(code) && code != 0xFFFD)
        buf_put(out, text.ptr, len);
    else
        buf_puts(out, "\xef\xbf\xbd");
    return len;
}

const char *book_text(struct book *book, struct text text)
{
    static const char cut[] = " ... (cut here: a cell holds no more)";
    size_t room = CELL_CHARACTERS - sizeof cut, characters = 0;
    buf_clear(&book->text);
    while (text.len > 0 && characters < room) {
        size_t before = book->text.len, len = put_character(&book->text, text);
        characters += book->text.len - before > 4 ? 7 : book->text.len - before == 4 ? 2 : 1; /* as UTF-16 counts */
        text.ptr += len;
        text.len -= len;
    }
    if (text.len > 0) buf_puts(&book->text, cut);
    buf_char(&book->text, '\0');
    if (!book->text.failed) return book->text.ptr;
    book_note(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return "";
}

static enum look look_of(const struct typed_cell *cell)
{
    switch (cell->kind) {
    case CELL_POINTS: return LOOK_NUMBER;
    case CELL_MONEY: return LOOK_MONEY;
    case CELL_PERCENT: return LOOK_PERCENT;
    default: return cell->number == trunc(cell->number) ? LOOK_WHOLE : LOOK_NUMBER;
    }
}

static void put_date(struct book *book, lxw_worksheet *sheet, lxw_row_t row, size_t column, int32_t day)
{
    struct civil civil = date_civil(day);
    char text[DATE_TEXT_MAX];
    if (civil.year >= 1900) {
        lxw_datetime date = {.year = civil.year, .month = civil.month, .day = civil.day};
        book_note(book, worksheet_write_datetime(sheet, row, (lxw_col_t)column, &date, book->looks[LOOK_DATE]));
    } else {
        date_format(day, text);
        put_string(book, sheet, row, column, text, book->looks[LOOK_TEXT]);
    }
}

void put_string(struct book *book, lxw_worksheet *sheet, lxw_row_t row, size_t column, const char *string, lxw_format *format)
{
    book_note(book, worksheet_write_string(sheet, row, (lxw_col_t)column, string, format));
}

void put_figure(struct book *book, lxw_worksheet *sheet, lxw_row_t row, size_t column, double number, enum look look)
{
    book_note(book, worksheet_write_number(sheet, row, (lxw_col_t)column, number, book->looks[look]));
}

void put_typed(struct book *book, lxw_worksheet *sheet, lxw_row_t row, size_t column, const struct typed_cell *cell, lxw_format *text)
{
    switch (cell->kind) {
    case CELL_EMPTY:
    case CELL_ROW_END: break;
    case CELL_TEXT: put_string(book, sheet, row, column, book_text(book, cell->text), text); break;
    case CELL_DATE: put_date(book, sheet, row, column, (int32_t)cell->number); break;
    default: put_figure(book, sheet, row, column, cell->number, look_of(cell));
    }
}
