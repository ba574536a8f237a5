#include "data/complaint.h"

#include "base/date.h"
#include "base/suggest.h"
#include "data/cure.h"

enum { SHOWN_MAX = 60 };

static const struct text nobody = {NULL, 0};

/* The place of a piece of the record: physical line, and column in characters. */
static struct place place_at(const struct spot *spot, size_t at, size_t length)
{
    const char *text = spot->text;
    size_t line_start = spot->record->at;
    uint32_t line = spot->record->line;
    csv_locate(text, at, &line_start, &line);
    return (struct place){
        .file = spot->spec->path,
        .line = line,
        .column = (uint32_t)text_length((struct text){text + line_start, at - line_start}) + 1,
        .width = (uint32_t)text_length((struct text){text + at, length}),
    };
}

static struct text line_around(const struct spot *spot, size_t at)
{
    size_t from = at, to = at;
    while (from > spot->record->at && spot->text[from - 1] != '\n' && spot->text[from - 1] != '\r') from--;
    while (to < spot->length && spot->text[to] != '\n' && spot->text[to] != '\r') to++;
    return (struct text){spot->text + from, to - from};
}

/* "deals.amount", or "deals" for a row as a whole; cut when the room is small. */
struct subject {
    char text[256];
};

static struct subject subject_of(const struct table_spec *spec, const struct column_spec *column)
{
    struct subject subject = {""};
    size_t room = sizeof subject.text - 1, len = strnlen(spec->name, room);
    memcpy(subject.text, spec->name, len);
    if (column && len < room) {
        subject.text[len++] = '.';
        memcpy(subject.text + len, column->name, strnlen(column->name, room - len));
    }
    return subject;
}

/* Gives a problem its row: line, partner and subject. */
static void finish(const struct spot *spot, struct problem *problem, size_t at, const struct column_spec *column)
{
    struct subject subject = subject_of(spot->spec, column);
    problem_line(spot->problems, problem, line_around(spot, at));
    problem_about(spot->problems, problem, spot->spec->partnerless ? nobody : spot->partner, text_of(subject.text));
}

static size_t field_at(const struct spot *spot, const struct csv_field *field)
{
    return (size_t)(field->ptr - spot->text) - field->quoted;
}

static struct place place_of_field(const struct spot *spot, const struct csv_field *field)
{
    return place_at(spot, field_at(spot, field), field->len + 2 * (size_t)field->quoted);
}

/* For "%.*s": a text of which too much would be shown is cut at a character. */
static struct text shown(struct text text)
{
    if (text.len <= SHOWN_MAX) return text;
    text.len = SHOWN_MAX;
    while (text.len > 0 && (text.ptr[text.len] & 0xc0) == 0x80) text.len--;
    return text;
}

static const char *expectation(const struct lane_plan *plan)
{
    bool comma = plan->marks.decimal == ',';
    switch (plan->spec->type) {
    case COLUMN_NUMBER: return comma ? "is not a number such as 1234,5" : "is not a number such as 1234.5";
    case COLUMN_INTEGER: return "is not a whole number such as 12";
    case COLUMN_MONEY: return comma ? "is not an amount of money such as 1234,50" : "is not an amount of money such as 1234.50";
    case COLUMN_PERCENT: return comma ? "is not a percentage such as 12,5 or 12,5%" : "is not a percentage such as 12.5 or 12.5%";
    case COLUMN_RATE: return comma ? "is not a rate such as 0,125 or 12,5%" : "is not a rate such as 0.125 or 12.5%";
    case COLUMN_YESNO: return "is neither yes nor no";
    default: return "is not a text";
    }
}

static void add_refused(const struct spot *spot, const struct lane_plan *plan, struct place place, size_t at, struct text text)
{
    const struct column_spec *column = plan->spec;
    const char *near = suggest(text_trim(text), column->allowed, column->allowed_count);
    struct problem *problem = problem_add(spot->problems, SEVERITY_ERROR, STAGE_DATA, place, NULL,
                                          "\"%.*s\" is not an allowed value of column \"%s\"", TEXT_ARG(shown(text)), column->header);
    if (near)
        problem_cure(spot->problems, problem, "did you mean %s?", near);
    else
        problem_cure(spot->problems, problem, "correct the cell, or add the value to the column's allowed ones");
    finish(spot, problem, at, column);
}

static void add_wrong_date(const struct spot *spot, const struct lane_plan *plan, struct place place, size_t at, struct text text)
{
    const char *format = plan->spec->format ? plan->spec->format : "yyyy-mm-dd";
    struct problem *problem =
        problem_add(spot->problems, SEVERITY_ERROR, STAGE_DATA, place, NULL, "\"%.*s\" in column \"%s\" is not a date of the form %s",
                    TEXT_ARG(shown(text)), plan->spec->header, format);
    struct buf cure = {0};
    cure_date(plan, text, &cure);
    problem_cure(spot->problems, problem, "%.*s", TEXT_ARG(buf_view(&cure)));
    if (cure.failed) spot->problems->out_of_memory = true;
    buf_release(&cure);
    finish(spot, problem, at, plan->spec);
}

static void add_wrong(const struct spot *spot, const struct lane_plan *plan, struct place place, size_t at, struct text text,
                      const char *cure, const char *what)
{
    struct problem *problem = problem_add(spot->problems, SEVERITY_ERROR, STAGE_DATA, place, cure, "\"%.*s\" in column \"%s\" %s",
                                          TEXT_ARG(shown(text)), plan->spec->header, what);
    finish(spot, problem, at, plan->spec);
}

static void add_comma(const struct spot *spot, const struct lane_plan *plan, struct place place, size_t at, struct text text)
{
    add_wrong(spot, plan, place, at, text, "declare decimal: \",\" for this table, or decimal: \".\" if its commas separate thousands",
              "has a comma, in a file with semicolons between cells");
}

static void add_doubt(const struct spot *spot, const struct lane_plan *plan, struct place place, size_t at, struct text text)
{
    struct decimal point, comma;
    char by_point[DECIMAL_TEXT_MAX], by_comma[DECIMAL_TEXT_MAX];
    if (!cure_reads(plan, '.', text, &point) || !cure_reads(plan, ',', text, &comma)) {
        add_comma(spot, plan, place, at, text);
        return;
    }
    decimal_format(decimal_trim(point), by_point);
    decimal_format(decimal_trim(comma), by_comma);
    bool thousands = memchr(text.ptr, ',', text.len) != NULL;
    struct problem *problem =
        problem_add(spot->problems, SEVERITY_ERROR, STAGE_DATA, place, NULL, "\"%.*s\" in column \"%s\" may be %s or %s",
                    TEXT_ARG(shown(text)), plan->spec->header, thousands ? by_comma : by_point, thousands ? by_point : by_comma);
    problem_cure(spot->problems, problem, "declare what the file of this table has: decimal: \".\" (then it is %s) or decimal: \",\" (%s)",
                 by_point, by_comma);
    finish(spot, problem, at, plan->spec);
}

static void add_foreign(const struct spot *spot, const struct lane_plan *plan, struct place place, size_t at, struct text text)
{
    struct problem *problem =
        problem_add(spot->problems, SEVERITY_ERROR, STAGE_DATA, place, "convert it, or keep amounts of one currency in the column",
                    "\"%.*s\" in column \"%s\" is in %.*s, but the program's currency is %s", TEXT_ARG(shown(text)), plan->spec->header,
                    TEXT_ARG(cell_currency(text)), plan->marks.currency);
    finish(spot, problem, at, plan->spec);
}

static void add_missing(const struct spot *spot, const struct column_spec *column, struct place place, size_t at)
{
    const char *cure =
        spot->spec->fixed ? "fill in the cell, or remove the row" : "fill in the cell, or declare the column as not required";
    struct problem *problem =
        problem_add(spot->problems, SEVERITY_ERROR, STAGE_DATA, place, cure, "column \"%s\" is empty here, but required", column->header);
    finish(spot, problem, at, column);
}

static void add_other(const struct spot *spot, const struct lane_plan *plan, struct place place, size_t at, struct text text)
{
    if (plan->spec->type == COLUMN_DATE)
        add_wrong_date(spot, plan, place, at, text);
    else if (plan->spec->type == COLUMN_YESNO)
        add_wrong(spot, plan, place, at, text, "write yes or no (y, n, true, false, 1, 0 are fine as well)", expectation(plan));
    else
        add_wrong(spot, plan, place, at, text, cure_number(plan, text), expectation(plan));
}

void complain_cell(const struct spot *spot, const struct lane_plan *plan, const struct csv_field *field, struct text text,
                   enum cell_flaw flaw)
{
    struct place place = place_of_field(spot, field);
    size_t at = field_at(spot, field);
    switch (flaw) {
    case CELL_MISSING: add_missing(spot, plan->spec, place, at); break;
    case CELL_REFUSED: add_refused(spot, plan, place, at, text); break;
    case CELL_DOUBT: add_doubt(spot, plan, place, at, text); break;
    case CELL_FOREIGN: add_foreign(spot, plan, place, at, text); break;
    case CELL_TOO_LONG:
        add_wrong(spot, plan, place, at, text, "round it, or declare the column as number", "has more than 18 digits");
        break;
    case CELL_FRACTION: add_wrong(spot, plan, place, at, text, cure_fraction(plan, text), expectation(plan)); break;
    case CELL_OTHER:
    case CELL_FINE: add_other(spot, plan, place, at, text); break;
    }
}

static struct problem *add_no_rate(const struct spot *spot, struct place place, struct exchange_slip slip)
{
    const char *rates = spot->spec->exchange->rates->path;
    char day[DATE_TEXT_MAX];
    struct problem *problem;
    date_format(slip.day, day);
    if (slip.flaw == EXCHANGE_NO_RATE)
        problem = problem_add(spot->problems, SEVERITY_ERROR, STAGE_DATA, place, NULL, "there is no rate for %.*s on %s",
                              TEXT_ARG(shown(slip.currency)), day);
    else
        problem = problem_add(spot->problems, SEVERITY_ERROR, STAGE_DATA, place, NULL, "there is no rate for the currency \"%.*s\"",
                              TEXT_ARG(shown(slip.currency)));
    if (slip.near)
        problem_cure(spot->problems, problem, "did you mean %s? otherwise add a rate to %s", slip.near, rates);
    else
        problem_cure(spot->problems, problem, "add one to %s", rates);
    return problem;
}

static struct problem *add_unconverted(const struct spot *spot, const struct lane_plan *plan, struct place place, struct exchange_slip slip)
{
    const struct column_spec *column = plan->spec;
    switch (slip.flaw) {
    case EXCHANGE_NO_CURRENCY:
        return problem_add(spot->problems, SEVERITY_ERROR, STAGE_DATA, place, "write the currency's code, as in EUR",
                           "column \"%s\" is empty here, but says in which currency \"%s\" is", column->currency->header, column->header);
    case EXCHANGE_NO_DAY:
        return problem_add(spot->problems, SEVERITY_ERROR, STAGE_DATA, place, "fill in the date",
                           "column \"%s\" is empty here, but says which rate \"%s\" is converted by", column->on->header, column->header);
    case EXCHANGE_CONTRADICTED:
        return problem_add(spot->problems, SEVERITY_ERROR, STAGE_DATA, place, "correct one of the two",
                           "the amount is written in another currency than %.*s, which column \"%s\" says", TEXT_ARG(shown(slip.currency)),
                           column->currency->header);
    case EXCHANGE_TOO_LONG:
        return problem_add(spot->problems, SEVERITY_ERROR, STAGE_DATA, place, "correct the amount or the rate",
                           "converted from %.*s, the amount has more than 18 digits", TEXT_ARG(shown(slip.currency)));
    default: return add_no_rate(spot, place, slip);
    }
}

void complain_exchange(const struct spot *spot, const struct lane_plan *plan, struct exchange_slip slip, const struct csv_field *amount,
                       const struct csv_field *currency, const struct csv_field *on)
{
    const struct csv_field *field = amount;
    if (slip.flaw == EXCHANGE_NO_CURRENCY || slip.flaw == EXCHANGE_UNKNOWN || (slip.flaw == EXCHANGE_NO_RATE && !on)) field = currency;
    if (on && (slip.flaw == EXCHANGE_NO_DAY || slip.flaw == EXCHANGE_NO_RATE)) field = on;
    finish(spot, add_unconverted(spot, plan, place_of_field(spot, field), slip), field_at(spot, field), plan->spec);
}

void complain_ragged(const struct spot *spot, size_t expected)
{
    const struct csv_record *record = spot->record;
    bool few = record->count < expected;
    struct place place = place_at(spot, record->at, 0);
    struct problem *problem =
        problem_add(spot->problems, SEVERITY_ERROR, STAGE_DATA, place,
                    few ? "add the missing cells, or look for a line break in the middle of the row"
                        : "put cells that hold the delimiter within quotes, or remove what is too much",
                    "this row has %zu cell%s, but the header row has %zu", record->count, record->count == 1 ? "" : "s", expected);
    finish(spot, problem, record->at, NULL);
}

static void complain_runaway(const struct spot *spot)
{
    const struct csv_record *record = spot->record;
    struct problem *problem = problem_add(
        spot->problems, SEVERITY_ERROR, STAGE_DATA, place_at(spot, record->flaw_at, 0),
        "close the quote where its cell ends; double quotes that belong to the text",
        "the quote that opens here closes only %u line%s below, which makes no row: this line is set aside, those below are read",
        record->wide_lines, record->wide_lines == 1 ? "" : "s");
    finish(spot, problem, record->flaw_at, NULL);
}

void complain_quote(const struct spot *spot)
{
    static const char *const whats[] = {
        [CSV_STRAY_QUOTE] = "a quote stands within a cell that is not quoted",
        [CSV_AFTER_QUOTE] = "the quoted cell that opens here is followed by more text after its closing quote",
        [CSV_OPEN_QUOTE] = "the quote that opens here is never closed",
    };
    static const char *const cures[] = {
        [CSV_STRAY_QUOTE] = "put the whole cell within quotes and double those in it, as in \"a 5\"\" pipe\"",
        [CSV_AFTER_QUOTE] = "double quotes that belong to the text, as in \"a 5\"\" pipe\"",
        [CSV_OPEN_QUOTE] = "add the closing quote; double quotes that belong to the text",
    };
    const struct csv_record *record = spot->record;
    if (record->flaw == CSV_RUNAWAY) {
        complain_runaway(spot);
        return;
    }
    struct problem *problem = problem_add(spot->problems, SEVERITY_ERROR, STAGE_DATA, place_at(spot, record->flaw_at, 0),
                                          cures[record->flaw], "%s", whats[record->flaw]);
    finish(spot, problem, record->flaw_at, NULL);
}

void complain_endless(const struct spot *spot)
{
    struct problem *problem = problem_add(spot->problems, SEVERITY_ERROR, STAGE_DATA, place_at(spot, spot->record->at, 0),
                                          "export the table again as CSV", "a row that begins here goes on for more than 16 MiB");
    finish(spot, problem, spot->record->at, NULL);
}

void complain_key_missing(const struct spot *spot, const struct csv_field *field)
{
    const struct column_spec *key = &spot->spec->columns[spot->spec->key];
    bool partner = !spot->spec->partnerless;
    struct problem *problem = problem_add(spot->problems, SEVERITY_ERROR, STAGE_DATA, place_of_field(spot, field),
                                          partner ? "fill in the partner's key, or remove the row" : "fill in the cell, or remove the row",
                                          "column \"%s\" is empty%s", key->header, partner ? ": the row names no partner" : "");
    finish(spot, problem, field_at(spot, field), key);
}

void complain_unknown(const struct spot *spot, const struct csv_field *field, struct text key, const char *near)
{
    struct problem *problem =
        problem_add(spot->problems, SEVERITY_ERROR, STAGE_DATA, place_of_field(spot, field),
                    "correct the key, or add the partner to the partner table", "there is no partner \"%.*s\"", TEXT_ARG(shown(key)));
    if (near) problem_cure(spot->problems, problem, "did you mean %s? otherwise add the partner to the partner table", near);
    finish(spot, problem, field_at(spot, field), &spot->spec->columns[spot->spec->key]);
}

void complain_repeated(const struct spot *spot, const struct column_spec *column, const struct csv_field *field, uint32_t first_line)
{
    struct text text = shown(csv_text(field));
    struct problem *problem =
        problem_add(spot->problems, SEVERITY_ERROR, STAGE_DATA, place_of_field(spot, field), "remove one of the rows, or correct the cell",
                    "\"%.*s\" in column \"%s\" is there already, on line %u", TEXT_ARG(text), column->header, first_line);
    finish(spot, problem, field_at(spot, field), column);
}

void complain_bytes(const struct spot *spot, size_t at)
{
    bool nul = spot->text[at] == '\0';
    const char *cure =
        nul ? "export the table again as CSV UTF-8" : "save it as CSV UTF-8, or declare encoding: windows-1252 for this table";
    struct problem *problem = problem_add(spot->problems, SEVERITY_ERROR, STAGE_DATA, place_at(spot, at, 1), cure, "%s",
                                          nul ? "here is a NUL byte: this is no text" : "here are bytes that are not UTF-8");
    finish(spot, problem, at, NULL);
}

void complain_blank(const struct table_spec *spec, struct problems *problems, uint32_t line, uint32_t count)
{
    struct place place = {.file = spec->path, .line = line, .column = 1};
    struct problem *problem =
        count == 1 ? problem_add(problems, SEVERITY_WARNING, STAGE_DATA, place, "remove it", "an empty row among the others")
                   : problem_add(problems, SEVERITY_WARNING, STAGE_DATA, place, "remove them", "%u empty rows among the others", count);
    problem_about(problems, problem, nobody, text_of(spec->name));
}

void complain_surplus(const struct table_spec *spec, struct problems *problems, uint32_t line, size_t rows)
{
    struct place place = {.file = spec->path, .line = line, .column = 1};
    struct problem *problem = problem_add(
        problems, SEVERITY_WARNING, STAGE_DATA, place, "export the table again without them, or leave them: they change nothing",
        "%zu row%s more cells than the header row: the surplus ones are empty, and left out", rows, rows == 1 ? " has" : "s have");
    problem_about(problems, problem, nobody, text_of(spec->name));
}

void complain_orphans(const struct table_spec *spec, struct problems *problems, struct text partner, uint32_t line, size_t rows)
{
    struct subject subject = subject_of(spec, &spec->columns[spec->key]);
    struct place place = {.file = spec->path, .line = line};
    struct problem *problem = problem_add(problems, SEVERITY_NOTE, STAGE_DATA, place, "correct that partner's row in the partner table",
                                          "%zu row%s of %s belong%s to partner \"%.*s\", whose row in the partner table was set aside",
                                          rows, rows == 1 ? "" : "s", spec->name, rows == 1 ? "s" : "", TEXT_ARG(shown(partner)));
    problem_about(problems, problem, partner, text_of(subject.text));
}

void complain_crowded(const struct table_spec *spec, struct problems *problems, const struct column_spec *column)
{
    struct subject subject = subject_of(spec, column);
    struct problem *problem = problem_add(
        problems, SEVERITY_ERROR, STAGE_DATA, (struct place){.file = spec->path},
        "write all amounts of the column with the same few decimals, or declare it as number",
        "column \"%s\" has amounts with so many digits, and others with so many decimals, that 18 digits do not hold both", column->header);
    problem_about(problems, problem, nobody, text_of(subject.text));
}
