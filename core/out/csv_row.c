#include "out/csv_row.h"

#include "base/date.h"
#include "base/number.h"

const struct csv_style csv_styles[] = {
    {"csv", "comma, UTF-8, plain line ends", "\n", ',', '.', false, false},
    {"tsv", "tab, UTF-8, plain line ends", "\n", '\t', '.', false, false},
    {"excel", "comma, byte order mark, CRLF: Excel with an English number format", "\r\n", ',', '.', true, false},
    {"excel-eu", "semicolon, decimal comma, byte order mark, CRLF: Excel with a European number format", "\r\n", ';', ',', true, false},
};
const size_t csv_style_count = sizeof csv_styles / sizeof csv_styles[0];

const struct csv_style csv_typed = {.name = "typed", .typed = true};

const struct csv_style *csv_style_named(const char *name)
{
    for (size_t i = 0; i < csv_style_count; i++)
        if (strcmp(csv_styles[i].name, name) == 0) return &csv_styles[i];
    return NULL;
}

void csv_begin(struct csv_row *row)
{
    if (row->style->mark) buf_puts(row->out, "\xef\xbb\xbf");
    row->begun = false;
}

static void next_cell(struct csv_row *row)
{
    if (row->begun) buf_char(row->out, row->style->delimiter);
    row->begun = true;
}

/* What a cell needs besides its bytes. */
enum { NEEDS_QUOTES = 1, NEEDS_APOSTROPHE = 2 };

static bool begins_formula(struct text text)
{
    size_t i = 0;
    while (i < text.len && text.ptr[i] == '\'') i++;
    return i < text.len && memchr("=+-@\t\r", text.ptr[i], 6) != NULL;
}

struct text csv_harmless_undo(struct text text)
{
    bool harmless = text.len > 0 && text.ptr[0] == '\'' && begins_formula(text);
    return harmless ? (struct text){text.ptr + 1, text.len - 1} : text;
}

static int needs_of(struct text text, char delimiter)
{
    int needs = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == delimiter || c == '"' || c == '\n' || c == '\r') needs |= NEEDS_QUOTES;
    }
    if (text.len > 0 && (text.ptr[0] == ' ' || text.ptr[text.len - 1] == ' ')) needs |= NEEDS_QUOTES;
    return begins_formula(text) ? needs | NEEDS_APOSTROPHE : needs;
}

static void put_quoted(struct buf *out, struct text text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"') buf_char(out, '"');
        buf_char(out, text.ptr[i]);
    }
}

static void put_text(struct csv_row *row, struct text text)
{
    int needs = needs_of(text, row->style->delimiter);
    next_cell(row);
    if (needs & NEEDS_QUOTES) buf_char(row->out, '"');
    if (needs & NEEDS_APOSTROPHE) buf_char(row->out, '\'');
    if (needs & NEEDS_QUOTES)
        put_quoted(row->out, text);
    else
        buf_text(row->out, text);
    if (needs & NEEDS_QUOTES) buf_char(row->out, '"');
}

void csv_text(struct csv_row *row, struct text text)
{
    if (row->style->typed)
        typed_text(row->out, text);
    else
        put_text(row, text);
}

void csv_ready(struct csv_row *row, struct text cells)
{
    if (!row->style->typed) next_cell(row);
    buf_text(row->out, cells);
}

void csv_word(struct csv_row *row, const char *word)
{
    if (row->style->typed)
        typed_text(row->out, text_of(word));
    else
        csv_ready(row, text_of(word));
}

void csv_string(struct csv_row *row, const char *string)
{
    csv_text(row, text_of(string));
}

/* A plain decimal with the style's decimal sign. */
static void put_numeral(struct csv_row *row, char *digits, size_t len)
{
    char *point = row->style->decimal == '.' ? NULL : memchr(digits, '.', len);
    next_cell(row);
    if (point) *point = row->style->decimal;
    buf_put(row->out, digits, len);
}

static void number_of_kind(struct csv_row *row, double number, enum cell_kind kind)
{
    char digits[NUMBER_TEXT_MAX];
    if (row->style->typed)
        typed_number(row->out, kind, number);
    else
        put_numeral(row, digits, number_format(number, digits));
}

void csv_number(struct csv_row *row, double number)
{
    number_of_kind(row, number, CELL_NUMBER);
}

void csv_points(struct csv_row *row, double points)
{
    number_of_kind(row, points, CELL_POINTS);
}

static void decimal_of_kind(struct csv_row *row, struct decimal number, enum cell_kind kind)
{
    char digits[DECIMAL_TEXT_MAX];
    if (row->style->typed)
        typed_decimal(row->out, kind, number);
    else
        put_numeral(row, digits, decimal_format(number, digits));
}

void csv_decimal(struct csv_row *row, struct decimal number)
{
    decimal_of_kind(row, number, CELL_NUMBER);
}

void csv_money(struct csv_row *row, struct decimal amount, int places)
{
    decimal_of_kind(row, decimal_pad(amount, places), CELL_MONEY);
}

void csv_percent(struct csv_row *row, struct decimal rate)
{
    struct decimal points = decimal_trim(rate);
    for (int i = 0; i < 2; i++) {
        if (points.scale > 0)
            points.scale--;
        else
            points.units *= 10;
    }
    decimal_of_kind(row, points, CELL_PERCENT);
}

void csv_date(struct csv_row *row, int32_t day)
{
    char text[DATE_TEXT_MAX];
    date_format(day, text);
    if (row->style->typed)
        typed_number(row->out, CELL_DATE, day);
    else
        csv_word(row, text);
}

void csv_yesno(struct csv_row *row, bool yes)
{
    csv_word(row, yes ? "yes" : "no");
}

void csv_empty(struct csv_row *row)
{
    if (row->style->typed)
        typed_mark(row->out, CELL_EMPTY);
    else
        next_cell(row);
}

void csv_end(struct csv_row *row)
{
    if (row->style->typed)
        typed_mark(row->out, CELL_ROW_END);
    else
        buf_puts(row->out, row->style->line_end);
    row->begun = false;
    row->rows++;
}
