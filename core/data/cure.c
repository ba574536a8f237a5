#include "data/cure.h"

#include "base/number.h"

bool cure_reads(const struct lane_plan *plan, char mark, struct text text, struct decimal *out)
{
    const struct cell_marks marks = {.decimal = mark, .declared = true};
    int64_t units;
    int scale;
    if (cell_decimal(plan->spec->type, &marks, text, &units, &scale) != CELL_FINE) return false;
    *out = decimal_of(units, scale);
    return true;
}

static bool has_exponent(struct text text)
{
    double number;
    bool marked = memchr(text.ptr, 'e', text.len) || memchr(text.ptr, 'E', text.len);
    return marked && number_parse(text_trim(text), &number);
}

const char *cure_number(const struct lane_plan *plan, struct text text)
{
    char other = plan->marks.decimal == ',' ? '.' : ',';
    struct decimal value;
    if (cure_reads(plan, other, text, &value))
        return other == ',' ? "if the comma is the file's decimal mark, declare decimal: \",\" for this table"
                            : "if the point is the file's decimal mark, declare decimal: \".\" for this table";
    if (has_exponent(text)) return "a spreadsheet shortened this number: show the column with all digits and export it again";
    return "correct the cell, or leave it empty";
}

const char *cure_fraction(const struct lane_plan *plan, struct text text)
{
    struct decimal value;
    if (!plan->marks.declared && cure_reads(plan, ',', text, &value))
        return "write it without decimals, or, if the point separates thousands, declare decimal: \",\" for this table";
    return "write it without decimals, or declare the column as number";
}

/* The forms that are met most, strict ones first: where none of them reads a cell, those with single digits may. */
static const char *const forms[2][7] = {
    {"yyyy-mm-dd", "yyyy/mm/dd", "dd/mm/yyyy", "mm/dd/yyyy", "dd.mm.yyyy", "dd-mmm-yyyy", NULL},
    {"d/m/yyyy", "m/d/yyyy", "d.m.yyyy", "d-mmm-yyyy", "d mmm yyyy", "mmm d, yyyy", NULL},
};

static size_t fitting(struct text text, const char *found[2])
{
    enum { SERIAL = 5 }; /* digits of the spreadsheets' day numbers from 1927 to 2173 */
    int64_t day;
    size_t count = 0;
    if (text_trim(text).len == SERIAL && cell_date("excel", text, &day) == CELL_FINE) found[count++] = "excel";
    for (size_t set = 0; count == 0 && set < 2; set++)
        for (size_t i = 0; forms[set][i] && count < 2; i++)
            if (cell_date(forms[set][i], text, &day) == CELL_FINE) found[count++] = forms[set][i];
    return count;
}

void cure_date(const struct lane_plan *plan, struct text text, struct buf *out)
{
    const char *found[2], *format = plan->spec->format;
    size_t count = fitting(text, found);
    if (count == 2)
        buf_printf(out, "it may be %s or %s, which only those know who made the file: declare the one, as in {type: date, format: %s}",
                   found[0], found[1], found[0]);
    else if (count == 1 && format)
        buf_printf(out, "this one is %s: write all dates of the column in one way, or declare format: %s", found[0], found[0]);
    else if (count == 1)
        buf_printf(out, "correct the cell, or, if the file writes dates so, declare {type: date, format: %s}", found[0]);
    else
        buf_printf(out, "write it as %s, or leave it empty", format ? format : "yyyy-mm-dd");
}
