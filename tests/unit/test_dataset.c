/* Loading: dialects, grouping, problems with their places, and the same outcome for any chunks and threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/number.h"
#include "table_file.h"

#define COLUMN(column_name, column_type)                                                \
    {                                                                                   \
        .name = column_name, .header = column_name, .type = column_type, .wanted = true \
    }

static struct column_spec partner_columns[] = {COLUMN("id", COLUMN_TEXT), COLUMN("name", COLUMN_TEXT)};
static const char *const stages[] = {"won", "lost", "open"};

enum { FACT_ID, FACT_DAY, FACT_STAGE, FACT_AMOUNT, FACT_SHARE, FACT_HOURS, FACT_NEW, FACT_COUNT, FACT_COLUMNS };

static const struct column_spec fact_columns[FACT_COLUMNS] = {
    COLUMN("id", COLUMN_TEXT),       COLUMN("day", COLUMN_DATE),     COLUMN("stage", COLUMN_TEXT), COLUMN("amount", COLUMN_MONEY),
    COLUMN("share", COLUMN_PERCENT), COLUMN("hours", COLUMN_NUMBER), COLUMN("new", COLUMN_YESNO),  COLUMN("count", COLUMN_INTEGER),
};

struct fixture {
    struct table_files files;
    struct column_spec facts[FACT_COLUMNS];
};

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    assert_non_null(fixture);
    table_files_init(&fixture->files);
    memcpy(fixture->facts, fact_columns, sizeof fact_columns);
    fixture->files.specs[0].columns = partner_columns;
    fixture->files.specs[0].column_count = 2;
    fixture->files.specs[1].columns = fixture->facts;
    fixture->files.specs[1].column_count = FACT_COLUMNS;
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    table_files_release(&fixture->files);
    free(fixture);
    return 0;
}

static void write_text(const char *path, const char *text)
{
    table_files_write(path, text, strlen(text));
}

static const char usual_partners[] = "id,name\nP1,One\nP2,Two\nP3,Three\n";
static const char usual_header[] = "id,day,stage,amount,share,hours,new,count\n";

/* One line per problem: line:column, what, cure, partner, subject. */
static void spell_problems(const struct problems *problems, struct buf *out)
{
    for (size_t i = 0; i < problems->count; i++) {
        const struct problem *it = &problems->items[i];
        buf_printf(out, "%u:%u%s: %s | %s | %s | %s\n", it->place.line, it->place.column,
                   it->severity == SEVERITY_WARNING ? " warning" : "", it->what, it->cure ? it->cure : "-", it->partner ? it->partner : "-",
                   it->subject ? it->subject : "-");
    }
    buf_char(out, '\0');
}

/* All cells of a table, row by row, with the key of each row. */
static void spell_table(const struct table *table, struct buf *out)
{
    for (size_t row = 0; row < table->rows; row++) {
        buf_printf(out, "%.*s:", TEXT_ARG(column_key(table, row)));
        for (size_t i = 0; i < table->spec->column_count; i++) {
            const struct column *column = &table->columns[i];
            char number[NUMBER_TEXT_MAX];
            struct value value = column->cells ? column_value(column, row) : (struct value){.kind = VALUE_NONE};
            if (value.kind == VALUE_TEXT)
                buf_printf(out, " [%.*s]", TEXT_ARG(value.text));
            else if (value.kind != VALUE_NONE && number_format(value.number, number) > 0)
                buf_printf(out, " %s", number);
            else
                buf_puts(out, " -");
        }
        buf_char(out, '\n');
    }
    buf_char(out, '\0');
}

static void assert_problems(struct fixture *fixture, const char *expected)
{
    struct buf out = {0};
    spell_problems(&fixture->files.problems, &out);
    assert_string_equal(out.ptr, expected);
    buf_release(&out);
}

static void assert_table(struct fixture *fixture, size_t table, const char *expected)
{
    struct buf out = {0};
    spell_table(&fixture->files.dataset.tables[table], &out);
    assert_string_equal(out.ptr, expected);
    buf_release(&out);
}

static bool load_facts(struct fixture *fixture, const char *rows)
{
    struct buf text = {0};
    buf_puts(&text, usual_header);
    buf_puts(&text, rows);
    write_text(fixture->files.partners, usual_partners);
    table_files_write(fixture->files.facts, text.ptr, text.len);
    buf_release(&text);
    return table_files_load(&fixture->files, 1, 0);
}

static void rows_are_grouped_and_typed(void **state)
{
    struct fixture *fixture = *state;
    const struct dataset *dataset = &fixture->files.dataset;
    assert_true(load_facts(fixture, "P2,2026-07-01,won,10.5,5%,1.5,yes,3\n"
                                    "P1,2026-07-02,lost,-2,7.25,,no,\n"
                                    "P2,1969-12-31,won,\"1,000.25\",,-0.5,Y,-4\n"
                                    "P2,,,,,,,\n"
                                    "P1,2026-07-02,\"a \"\"b\"\"\",0,0,1e3,0,7\n"));
    assert_problems(fixture, "");
    assert_table(fixture, 1,
                 "P1: [P1] 20636 [lost] -2 7.25 - 0 -\n"
                 "P1: [P1] 20636 [a \"b\"] 0 0 1000 0 7\n"
                 "P2: [P2] 20635 [won] 10.5 5 1.5 1 3\n"
                 "P2: [P2] -1 [won] 1000.25 - -0.5 1 -4\n"
                 "P2: [P2] - - - - - - -\n");
    assert_table(fixture, 0, "P1: [P1] [One]\nP2: [P2] [Two]\nP3: [P3] [Three]\n");
    const struct table *facts = &dataset->tables[1];
    assert_int_equal(dataset->partners, 3);
    static const uint32_t first[] = {0, 2, 5, 5};
    assert_memory_equal(facts->first, first, sizeof first);
    assert_int_equal(facts->columns[FACT_AMOUNT].scale, 2);
    assert_int_equal(facts->columns[FACT_AMOUNT].width, 4);
    assert_int_equal(facts->columns[FACT_COUNT].width, 1);
    assert_int_equal(facts->columns[FACT_COUNT].base, -5);
    assert_true(facts->columns[FACT_HOURS].real);
    assert_int_equal(column_code(&facts->columns[FACT_STAGE], text_of("won")), 0);
    assert_int_equal(column_code(&facts->columns[FACT_STAGE], text_of("wo")), -1);
    assert_int_equal(column_code(&facts->columns[FACT_ID], text_of("P3")), 2);
    assert_int_equal(dataset_partner(dataset, text_of("P2")), 1);
    assert_true(dataset_partner(dataset, text_of("P4")) == SIZE_MAX);
    /* sha256sum of usual_partners */
    assert_string_equal(dataset->tables[0].digest, "c7c72398212c088790c51a95a4e6dfa26362f3069024ec52b41c6b7001ff1a5d");
    assert_int_equal(dataset->tables[0].bytes, sizeof usual_partners - 1);
}

static void widths_hold_their_extremes(void **state)
{
    static const struct {
        const char *low, *high;
        int width;
    } cases[] = {
        {"0", "254", 1},   {"0", "255", 2},        {"-1", "253", 1},       {"5", "65539", 2},
        {"5", "65540", 4}, {"0", "4294967294", 4}, {"0", "4294967295", 8}, {"-999999999999999999", "999999999999999999", 8},
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char rows[256];
        snprintf(rows, sizeof rows, "P1,,,,,,,%s\nP1,,,,,,,\nP1,,,,,,,%s\n", cases[i].low, cases[i].high);
        assert_true(load_facts(fixture, rows));
        const struct column *column = &fixture->files.dataset.tables[1].columns[FACT_COUNT];
        int64_t low = 0, none = 0, high = 0;
        assert_int_equal(column->width, cases[i].width);
        assert_true(column_integer(column, 0, &low) && !column_integer(column, 1, &none) && column_integer(column, 2, &high));
        assert_int_equal(low, strtoll(cases[i].low, NULL, 10));
        assert_int_equal(high, strtoll(cases[i].high, NULL, 10));
    }
}

static void bad_cells_are_named(void **state)
{
    static const struct {
        const char *row, *problems;
    } cases[] = {
        {"P1,01/07/2026,,,,,,", "2:4: \"01/07/2026\" in column \"day\" is not a date of the form yyyy-mm-dd | correct the cell, or declare "
                                "how the file writes dates, such as "
                                "{type: date, format: dd/mm/yyyy} | P1 | facts.day\n"},
        {"P1,2026-02-30,,,,,,", "2:4: \"2026-02-30\" in column \"day\" is not a date of the form yyyy-mm-dd | correct the cell, or declare "
                                "the column's date format | P1 | "
                                "facts.day\n"},
        {"P1,,wno,,,,,", "2:5: \"wno\" is not an allowed value of column \"stage\" | did you mean won? | P1 | facts.stage\n"},
        {"P1,,everything,,,,,", "2:5: \"everything\" is not an allowed value of column \"stage\" | correct the cell, or add the value to "
                                "the column's allowed ones | P1 | "
                                "facts.stage\n"},
        {"P1,,,\"1.234,56\",,,,", "2:6: \"1.234,56\" in column \"amount\" is not an amount of money such as 1234.50 | if the comma is the "
                                  "file's decimal mark, declare "
                                  "decimal: \",\" for this table | P1 | facts.amount\n"},
        {"P1,,,1.2E+12,,,,", "2:6: \"1.2E+12\" in column \"amount\" is not an amount of money such as 1234.50 | a spreadsheet shortened "
                             "this number: show the column with all "
                             "digits and export it again | P1 | facts.amount\n"},
        {"P1,,,1234567890123456789,,,,", "2:6: \"1234567890123456789\" in column \"amount\" has more than 18 digits | round it, or declare "
                                         "the column as number | P1 | facts.amount\n"},
        {"P1,,,,x%,,,", "2:7: \"x%\" in column \"share\" is not a percentage such as 12.5 or 12.5% | correct the cell, or leave it empty | "
                        "P1 | facts.share\n"},
        {"P1,,,,,one,,",
         "2:8: \"one\" in column \"hours\" is not a number such as 1234.5 | correct the cell, or leave it empty | P1 | facts.hours\n"},
        {"P1,,,,,,maybe,", "2:9: \"maybe\" in column \"new\" is neither yes nor no | write yes or no (y, n, true, false, 1, 0 are fine as "
                           "well) | P1 | facts.new\n"},
        {"P1,,,,,,,12.5", "2:10: \"12.5\" in column \"count\" is not a whole number such as 12 | write it without decimals, or declare the "
                          "column as number | P1 | "
                          "facts.count\n"},
        {"P9,,,,,,,", "2:1: there is no partner \"P9\" | correct the key, or add the partner to the partner table | - | facts.id\n"},
        {",,won,,,,,",
         "2:1: column \"id\" is empty: the row names no partner | fill in the partner's key, or remove the row | - | facts.id\n"},
        {"P9,x,,,,,,", "2:1: there is no partner \"P9\" | correct the key, or add the partner to the partner table | - | facts.id\n"
                       "2:4: \"x\" in column \"day\" is not a date of the form yyyy-mm-dd | correct the cell, or declare the column's date "
                       "format | P9 | facts.day\n"},
        {"P1,,won", "2:1: this row has 3 cells, but the header row has 8 | add the missing cells, or look for a line break in the middle "
                    "of the row | - | facts\n"},
        {"P1,,won,,,,,,", "2:1: this row has 9 cells, but the header row has 8 | put cells that hold the delimiter within quotes, or "
                          "remove what is too much | - | facts\n"},
        {"P1,,5\" pipe,,,,,", "2:5: a quote stands within a cell that is not quoted | put the whole cell within quotes and double those in "
                              "it, as in \"a 5\"\" pipe\" | - | facts\n"},
        {"P1,,\"a\"b,,,,,", "2:5: the quoted cell that opens here is followed by more text after its closing quote | double quotes that "
                            "belong to the text, as in \"a 5\"\" pipe\" "
                            "| - | facts\n"},
        {"P1,,\"\xc3\xa9\n\xc3\xa9\",x,,,,", "3:4: \"x\" in column \"amount\" is not an amount of money such as 1234.50 | correct the "
                                             "cell, or leave it empty | P1 | facts.amount\n"},
    };
    struct fixture *fixture = *state;
    fixture->facts[FACT_STAGE].allowed = stages;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char rows[256];
        snprintf(rows, sizeof rows, "%s\nP2,2026-07-01,won,1,1,1,yes,1\n", cases[i].row);
        fixture->facts[FACT_STAGE].allowed_count = strchr(cases[i].row, '"') ? 0 : 3;
        assert_true(load_facts(fixture, rows));
        assert_problems(fixture, cases[i].problems);
        assert_table(fixture, 1, "P2: [P2] 20635 [won] 1 1 1 1 1\n");
        assert_int_equal(fixture->files.dataset.tables[1].set_aside, 1);
    }
}

static void set_aside_rows_are_counted_per_partner(void **state)
{
    struct fixture *fixture = *state;
    assert_true(load_facts(fixture, "P2,x,,,,,,\nP2,,,,,,,\nP1,,,,,,,\nP2,y,z,,,,q,\n"));
    static const uint32_t troubles[] = {0, 2, 0};
    assert_memory_equal(fixture->files.dataset.troubles, troubles, sizeof troubles);
    assert_int_equal(fixture->files.dataset.tables[1].set_aside, 2);
    assert_int_equal(fixture->files.dataset.tables[1].rows, 2);
    assert_int_equal(fixture->files.problems.errors, 3);
}

static void required_and_declared_empty(void **state)
{
    static const char *const empty[] = {"n/a", "-"};
    struct fixture *fixture = *state;
    fixture->facts[FACT_DAY].required = true;
    fixture->facts[FACT_DAY].wanted = false;
    fixture->files.specs[1].empty = empty;
    fixture->files.specs[1].empty_count = 2;
    assert_true(load_facts(fixture, "P1,2026-07-01,n/a,-,n/a,-,-,n/a\nP1,n/a,,,,,,\n"));
    assert_problems(
        fixture,
        "3:4: column \"day\" is empty here, but required | fill in the cell, or declare the column as not required | P1 | facts.day\n");
    assert_table(fixture, 1, "P1: [P1] - - - - - - -\n");
    assert_null(fixture->files.dataset.tables[1].columns[FACT_DAY].cells);
}

static void blank_rows(void **state)
{
    struct fixture *fixture = *state;
    assert_true(load_facts(fixture, "P1,,,,,,,\n\n,,,,,,,\nP2,,,,,,,\n\nP3,,,,,,,\n,,,,,,,\n\n\n"));
    assert_problems(fixture, "3:1 warning: 2 empty rows among the others | remove them | - | facts\n"
                             "6:1 warning: an empty row among the others | remove it | - | facts\n");
    assert_int_equal(fixture->files.dataset.tables[1].rows, 3);
}

static void repeated_keys_and_cells(void **state)
{
    struct fixture *fixture = *state;
    write_text(fixture->files.partners, "id,name\nP1,One\nP2,Two\n P1 ,Three\nP3,Four\n");
    write_text(fixture->files.facts, usual_header);
    table_files_load(&fixture->files, 2, 7);
    assert_problems(
        fixture,
        "0:0 warning: table facts has no rows | export the table again if it should have rows | - | facts\n"
        "4:1: \" P1 \" in column \"id\" is there already, on line 2 | remove one of the rows, or correct the cell | P1 | partners.id\n");
    assert_table(fixture, 0, "P1: [P1] [One]\nP2: [P2] [Two]\nP3: [P3] [Four]\n");
    fixture->facts[FACT_STAGE].unique = true;
    fixture->facts[FACT_STAGE].wanted = false;
    assert_true(load_facts(fixture, "P1,,a,,,,,1\nP2,,b,,,,,2\nP3,,a,,,,,3\nP1,,,,,,,4\nP1,,,,,,,5\n"));
    assert_problems(
        fixture,
        "4:5: \"a\" in column \"stage\" is there already, on line 2 | remove one of the rows, or correct the cell | P3 | facts.stage\n");
    assert_table(fixture, 1, "P1: [P1] - - - - - - 1\nP1: [P1] - - - - - - 4\nP1: [P1] - - - - - - 5\nP2: [P2] - - - - - - 2\n");
    assert_int_equal(fixture->files.dataset.troubles[2], 1);
    assert_int_equal(fixture->files.dataset.tables[1].set_aside, 1);
}

static void facts_of_a_partner_set_aside(void **state)
{
    struct fixture *fixture = *state;
    write_text(fixture->files.partners, "id,name\nP1,One\nP2,\n");
    write_text(fixture->files.facts, "id,day,stage,amount,share,hours,new,count\nP2,,,,,,,\nP1,,,,,,,\n");
    partner_columns[1].required = true;
    bool ok = table_files_load(&fixture->files, 1, 0);
    partner_columns[1].required = false;
    assert_true(ok);
    assert_problems(fixture, "2:1: partner \"P2\" has a row in the partner table that was set aside | correct that partner's row in the "
                             "partner table first | P2 | facts.id\n"
                             "3:4: column \"name\" is empty here, but required | fill in the cell, or declare the column as not required | "
                             "P2 | partners.name\n");
}

static void dialects(void **state)
{
    static const char expected[] = "P1: [P1] 20635 [won] 1234.5 5.5 2.5 1 12\n";
    static const struct {
        const char *facts;
        size_t length;
        char decimal;
        const char *encoding;
    } cases[] = {
#define TEXT(literal) literal, sizeof literal - 1
        {TEXT("id,day,stage,amount,share,hours,new,count\nP1,2026-07-01,won,1234.50,5.5%,2.5,yes,12"), '.', NULL},
        {TEXT("\xef\xbb\xbf"
              "id,day,stage,amount,share,hours,new,count\r\nP1,2026-07-01,won,1234.50,5.5%,2.5,yes,12\r\n"),
         '.', NULL},
        {TEXT("id;day;stage;amount;share;hours;new;count\rP1;2026-07-01;won;1.234,50 \xe2\x82\xac;5,5;2,5;yes;12\r"), ',', NULL},
        {TEXT("id\tday\tstage\tamount\tshare\thours\tnew\tcount\nP1\t2026-07-01\twon\t$1,234.50\t5.5\t2.5\tTrue\t12\n"), '.', NULL},
        {TEXT("id|day|stage|amount|share|hours|new|count\nP1|2026-07-01|won|1 234.50|5.5|2.5|1|12\n"), '.', NULL},
        {TEXT("\"count\",\"id\",\"extra, and \"\"more\"\"\",\"day\",\"stage\",\"amount\",\"share\",\"hours\",\"new\"\n"
              "\" 12\",\" P1\",\"x\",\"2026-07-01\",\"won\",\"1234.50\",\"5.5\",\"2.5\",\"y\"\n"),
         '.', NULL},
        {TEXT("id;day;stage;amount;share;hours;new;count\nP1;2026-07-01;won;1234.50 \x80;5.5;2.5;yes;12\n"), '.', "windows-1252"},
#undef TEXT
    };
    struct fixture *fixture = *state;
    write_text(fixture->files.partners, usual_partners);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        table_files_write(fixture->files.facts, cases[i].facts, cases[i].length);
        fixture->files.specs[1].decimal = cases[i].decimal;
        fixture->files.specs[1].encoding = cases[i].encoding;
        assert_true(table_files_load(&fixture->files, 1, 0));
        assert_problems(fixture, "");
        assert_table(fixture, 1, expected);
    }
}

static size_t utf16(const char *ascii, bool big, char *out)
{
    size_t len = 0;
    out[len++] = (char)(big ? 0xfe : 0xff);
    out[len++] = (char)(big ? 0xff : 0xfe);
    for (; *ascii; ascii++) {
        out[len++] = big ? '\0' : *ascii;
        out[len++] = big ? *ascii : '\0';
    }
    return len;
}

static void utf16_by_its_mark(void **state)
{
    struct fixture *fixture = *state;
    char bytes[512];
    write_text(fixture->files.facts, usual_header);
    for (int big = 0; big < 2; big++) {
        size_t len = utf16("id\tname\r\nP1\tOne\r\nP2\t\"T,w\"\"o\"\r\n", big, bytes);
        table_files_write(fixture->files.partners, bytes, len);
        assert_true(table_files_load(&fixture->files, 1, 5));
        assert_table(fixture, 0, "P1: [P1] [One]\nP2: [P2] [T,w\"o]\n");
        assert_int_equal(fixture->files.dataset.tables[0].bytes, len);
        table_files_write(fixture->files.partners, bytes, len - 1);
        assert_false(table_files_load(&fixture->files, 1, 0));
        assert_int_equal(fixture->files.problems.items[0].place.line, 4);
    }
}

static void files_that_cannot_be_used(void **state)
{
    static const struct {
        const char *bytes;
        size_t length;
        const char *problems;
    } cases[] = {
#define TEXT(literal) literal, sizeof literal - 1
        {TEXT(""), "0:0: the file is empty | export the table again, with its header row | - | facts\n"},
        {TEXT("PK\x03\x04rest"), "0:0: this is an Excel workbook (XLSX) or a ZIP archive, not CSV | open it in the spreadsheet program and "
                                 "save it as CSV UTF-8 | - | facts\n"},
        {TEXT("\x1f\x8b\x08"), "0:0: this file is compressed with gzip | decompress it first (gunzip) | - | facts\n"},
        {TEXT("%PDF-1.7"), "0:0: this is a PDF document, not CSV | export the table as CSV from where the document was made | - | facts\n"},
        {TEXT("\n<!DOCTYPE html><p>"), "0:0: this is an HTML page, not CSV | download the export itself: a page often stands in for it "
                                       "when the session has expired | - | facts\n"},
        {TEXT("[ {\"id\": 1} ]"), "0:0: this is JSON, not CSV | ask for the export as CSV | - | facts\n"},
        {TEXT("i\0d\0,\0"), "0:0: this looks like UTF-16 without a byte order mark | save it as CSV UTF-8 | - | facts\n"},
        {TEXT("id,day,stage,amount,share,hours,new\nP1\n"), "1:1: the file has no column \"count\" | add the column to the file, or remove "
                                                            "it from table facts in program.yaml | - | facts.count\n"},
        {TEXT("id,day,Stage,amount,share,hours,new,coutn\nP1\n"), "1:1: the file has no column \"stage\" | did you mean \"Stage\"? rename "
                                                                  "it in the file, or declare it with header: Stage | - | facts.stage\n"
                                                                  "1:1: the file has no column \"count\" | did you mean \"coutn\"? rename "
                                                                  "it in the file, or declare it with header: coutn | - | facts.count\n"},
        {TEXT("id,day,stage,amount,share,hours,new,count,day\nP1\n"),
         "1:43: column \"day\" is there twice | rename or remove one of the two | - | facts.day\n"},
        {TEXT("Report of July\n\nid,day,stage,amount,share,hours,new,count\nP1\n"),
         "1:1: the first row names none of the columns of table facts | remove the 2 rows above the header row | - | facts\n"},
        {TEXT("P1,2,3\n"), "1:1: the first row names none of the columns of table facts | begin the file with a header row that names id "
                           "and the other columns | - | facts\n"},
        {TEXT("id,day,stage,amount,share,hours,new,count\nP1,,caf\xe9,,,,,\nP2,,caf\xe9,,,,,\n"),
         "2:8: here are bytes that are not UTF-8 | save it as CSV UTF-8, or declare encoding: windows-1252 for this table | - | facts\n"},
        {TEXT("id,day,stage,amount,share,hours,new,count\nP1,,\0,,,,,\n"),
         "2:5: here is a NUL byte: this is no text | export the table again as CSV UTF-8 | - | facts\n"},
        {TEXT("id,day,stage,amount,share,hours,new,count\nP1,,,,,,,\nP2,,\"open,,,,,\nP3,,,,,,,\n"),
         "3:5: the quote that opens here is never closed | add the closing quote; double quotes that belong to the text | - | facts\n"},
#undef TEXT
    };
    struct fixture *fixture = *state;
    write_text(fixture->files.partners, usual_partners);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (size_t chunk = 0; chunk < 40; chunk += 13) {
            table_files_write(fixture->files.facts, cases[i].bytes, cases[i].length);
            assert_false(table_files_load(&fixture->files, 2, chunk));
            assert_problems(fixture, cases[i].problems);
        }
    }
}

static void paths_that_are_no_files(void **state)
{
    struct fixture *fixture = *state;
    write_text(fixture->files.partners, "id,name\n");
    assert_false(table_files_load(&fixture->files, 1, 0));
    assert_string_equal(fixture->files.problems.items[0].what, "cannot open the file of table facts: No such file or directory");
    assert_int_equal(mkfifo(fixture->files.facts, 0600), 0);
    assert_false(table_files_load(&fixture->files, 1, 0));
    assert_problems(fixture, "0:0: this is a pipe (FIFO), not a CSV file | name a regular file in program.yaml | - | facts\n");
    fixture->files.specs[1].path = fixture->files.folder;
    assert_false(table_files_load(&fixture->files, 1, 0));
    assert_problems(fixture, "0:0: this is a folder, not a CSV file | name a regular file in program.yaml | - | facts\n");
    assert_int_equal(unlink(fixture->files.facts), 0);
    write_text(fixture->files.facts, usual_header);
    fixture->files.specs[1].path = fixture->files.facts;
    assert_false(table_files_load(&fixture->files, 1, 0));
    assert_problems(fixture, "0:0: table partners has no rows | give it a row for each partner | - | partners\n");
}

static void digits_that_do_not_fit_together(void **state)
{
    struct fixture *fixture = *state;
    for (size_t chunk = 0; chunk <= 20; chunk += 20) {
        assert_true(load_facts(fixture, "P1,,,123456789012345678,,,,\nP1,,,1,,,,\n"));
        load_facts(fixture, "P1,,,123456789012345678,,,,\nP1,,,0.01,,,,\n");
        assert_false(table_files_load(&fixture->files, 1, chunk));
        assert_problems(
            fixture,
            "0:0: column \"amount\" has amounts with so many digits, and others with so many decimals, that 18 digits do not hold both | "
            "write all amounts of the column with the same few decimals, or declare it as number | - | facts.amount\n");
    }
}

static void add_random_cell(struct buf *out, unsigned *seed)
{
    static const char *const cells[] = {"",
                                        "",
                                        "won",
                                        "lost",
                                        "\"a,b\"",
                                        "\"two\nlines\"",
                                        "\"say \"\"x\"\"\"",
                                        "\"\r\n\"",
                                        "caf\xc3\xa9",
                                        "\"\n\n,\n\"",
                                        "\"P1,,,,,,,\nP1,,,,,,,\n\"",
                                        "plain text of some length"};
    buf_puts(out, cells[(size_t)rand_r(seed) % (sizeof cells / sizeof cells[0])]);
}

/* Rows with all kinds of quoting and some mistakes. */
static void add_random_row(struct buf *out, unsigned *seed)
{
    int kind = rand_r(seed) % 30;
    if (kind < 3) {
        buf_puts(out, kind == 0 ? "\n" : kind == 1 ? "P1,too few\n" : ",,,,,,,\r\n");
        return;
    }
    buf_printf(out, "P%d,2026-%02d-%02d,", 1 + rand_r(seed) % (kind == 4 ? 5 : 3), 1 + rand_r(seed) % 12,
               1 + rand_r(seed) % (kind == 5 ? 31 : 28));
    add_random_cell(out, seed);
    buf_printf(out, ",%d.%d,%d,,%s,%d%s", rand_r(seed) % 100000, rand_r(seed) % 100, rand_r(seed) % 100, rand_r(seed) % 2 ? "yes" : "no",
               rand_r(seed) % 300, rand_r(seed) % 2 ? "\n" : "\r\n");
}

static void spell_all(struct fixture *fixture, struct buf *out)
{
    spell_table(&fixture->files.dataset.tables[0], out);
    spell_table(&fixture->files.dataset.tables[1], out);
    spell_problems(&fixture->files.problems, out);
    for (size_t i = 0; i < FACT_COLUMNS; i++) {
        const struct column *column = &fixture->files.dataset.tables[1].columns[i];
        buf_printf(out, "%d %d %zu\n", column->width, column->scale, column->words.count);
        for (size_t k = 0; k < column->words.count; k++) buf_printf(out, "%.*s\n", TEXT_ARG(column->words.words[k]));
    }
    buf_char(out, '\0');
}

static void chunks_and_threads_do_not_matter(void **state)
{
    static const size_t chunks[] = {1, 2, 3, 7, 16, 61, 64, 129, 1000, 4096};
    static const int threads[] = {1, 2, 8};
    struct fixture *fixture = *state;
    for (unsigned round = 0; round < 12; round++) {
        struct buf text = {0}, expected = {0};
        unsigned seed = round;
        fixture->facts[FACT_AMOUNT].unique = round % 3 == 0;
        for (int row = 0; row < 60; row++) add_random_row(&text, &seed);
        buf_char(&text, '\0');
        assert_true(load_facts(fixture, text.ptr));
        spell_all(fixture, &expected);
        for (size_t i = 0; i < sizeof chunks / sizeof chunks[0]; i++) {
            struct buf got = {0};
            assert_true(table_files_load(&fixture->files, threads[i % 3], chunks[i]));
            spell_all(fixture, &got);
            assert_int_equal(got.len, expected.len);
            assert_memory_equal(got.ptr, expected.ptr, got.len);
            buf_release(&got);
        }
        buf_release(&text);
        buf_release(&expected);
    }
}

/* Enough partners and rows for several bands, chunks and a dictionary of two bytes. */
static void many_rows(void **state)
{
    enum { PARTNERS = 500, ROWS = 150000 };
    struct fixture *fixture = *state;
    struct buf partners = {0}, facts = {0};
    buf_puts(&partners, "id,name\n");
    for (int i = 0; i < PARTNERS; i++) buf_printf(&partners, "%s%d,name %d\n", i % 3 ? "P" : "a long partner key ", i, i);
    buf_puts(&facts, usual_header);
    for (int i = 0; i < ROWS; i++) {
        int partner = (int)((unsigned)i * 7919u % PARTNERS);
        buf_printf(&facts, "%s%d,2026-01-01,stage %d,%d.25,,%d,yes,%d\n", partner % 3 ? "P" : "a long partner key ", partner, i % 1000, i,
                   i, i);
    }
    table_files_write(fixture->files.partners, partners.ptr, partners.len);
    table_files_write(fixture->files.facts, facts.ptr, facts.len);
    for (int threads = 1; threads <= 8; threads *= 2) {
        assert_true(table_files_load(&fixture->files, threads, 0));
        const struct table *table = &fixture->files.dataset.tables[1];
        assert_int_equal(table->rows, ROWS);
        for (size_t partner = 0; partner < PARTNERS; partner++) {
            int64_t last = -1, count, cents, code;
            assert_int_equal(table->first[partner + 1] - table->first[partner], ROWS / PARTNERS);
            for (size_t row = table->first[partner]; row < table->first[partner + 1]; row++) {
                assert_true(column_integer(&table->columns[FACT_COUNT], row, &count) && count > last);
                assert_int_equal((unsigned)count * 7919u % PARTNERS, partner);
                assert_true(column_integer(&table->columns[FACT_AMOUNT], row, &cents) && cents == count * 100 + 25);
                assert_true(column_integer(&table->columns[FACT_STAGE], row, &code) && code == count % 1000);
                last = count;
            }
        }
    }
    buf_release(&partners);
    buf_release(&facts);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(rows_are_grouped_and_typed),
        TEST(widths_hold_their_extremes),
        TEST(bad_cells_are_named),
        TEST(set_aside_rows_are_counted_per_partner),
        TEST(required_and_declared_empty),
        TEST(blank_rows),
        TEST(repeated_keys_and_cells),
        TEST(facts_of_a_partner_set_aside),
        TEST(dialects),
        TEST(utf16_by_its_mark),
        TEST(files_that_cannot_be_used),
        TEST(paths_that_are_no_files),
        TEST(digits_that_do_not_fit_together),
        TEST(chunks_and_threads_do_not_matter),
        TEST(many_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
