/* Loading: typed columns, grouping by partner, and problems with their places. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "facts.h"

static const char *const stages[] = {"won", "lost", "open"};

/* Grouping moves rows; a cell over two lines and a row set aside move those behind them. */
static void lines_of_rows_are_kept_where_they_are_asked_for(void **state)
{
    struct facts *fixture = *state;
    fixture->files.specs[1].lined = true;
    assert_true(facts_load(fixture, "P2,2026-07-01,won,,,,,\n"
                                    "P1,2026-07-01,\"w\non\",,,,,\n"
                                    "P1,2026-07-01,won,much,,,,\n"
                                    "\n"
                                    "P1,2026-07-01,won,,,,,\n"));
    static const uint32_t lines[] = {3, 7, 2};
    const struct dataset *dataset = &fixture->files.dataset;
    assert_int_equal(dataset->tables[1].rows, 3);
    assert_memory_equal(dataset->tables[1].lines, lines, sizeof lines);
    assert_null(dataset->tables[0].lines);
}

static void rows_are_grouped_and_typed(void **state)
{
    struct facts *fixture = *state;
    const struct dataset *dataset = &fixture->files.dataset;
    assert_true(facts_load(fixture, "P2,2026-07-01,won,10.5,5%,1.5,yes,3\n"
                                    "P1,2026-07-02,lost,-2,7.25,,no,\n"
                                    "P2,1969-12-31,won,\"1,000.25\",,-0.5,Y,-4\n"
                                    "P2,,,,,,,\n"
                                    "P1,2026-07-02,\"a \"\"b\"\"\",0,0,1e3,0,7\n"));
    facts_assert_problems(fixture, "");
    facts_assert_table(fixture, 1,
                       "P1: [P1] 20636 [lost] -2 7.25 - 0 -\n"
                       "P1: [P1] 20636 [a \"b\"] 0 0 1000 0 7\n"
                       "P2: [P2] 20635 [won] 10.5 5 1.5 1 3\n"
                       "P2: [P2] -1 [won] 1000.25 - -0.5 1 -4\n"
                       "P2: [P2] - - - - - - -\n");
    facts_assert_table(fixture, 0, "P1: [P1] [One]\nP2: [P2] [Two]\nP3: [P3] [Three]\n");
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
    /* sha256sum of facts_usual_partners */
    assert_string_equal(dataset->tables[0].digest, "c7c72398212c088790c51a95a4e6dfa26362f3069024ec52b41c6b7001ff1a5d");
    assert_int_equal(dataset->tables[0].bytes, strlen(facts_usual_partners));
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
    struct facts *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char rows[256];
        snprintf(rows, sizeof rows, "P1,,,,,,,%s\nP1,,,,,,,\nP1,,,,,,,%s\n", cases[i].low, cases[i].high);
        assert_true(facts_load(fixture, rows));
        const struct column *column = &fixture->files.dataset.tables[1].columns[FACT_COUNT];
        int64_t low = 0, none = 0, high = 0;
        assert_int_equal(column->width, cases[i].width);
        assert_true(column_integer(column, 0, &low) && !column_integer(column, 1, &none) && column_integer(column, 2, &high));
        assert_int_equal(low, strtoll(cases[i].low, NULL, 10));
        assert_int_equal(high, strtoll(cases[i].high, NULL, 10));
    }
}

static const struct {
    const char *row, *problems;
} bad_cells[] = {
    {"P1,01/07/2026,,,,,,",
     "2:4: \"01/07/2026\" in column \"day\" is not a date of the form yyyy-mm-dd | it may be dd/mm/yyyy or mm/dd/yyyy, "
     "which only those know who made the file: declare the one, as in {type: date, format: dd/mm/yyyy} | P1 | "
     "facts.day\n"},
    {"P1,31/07/2026,,,,,,", "2:4: \"31/07/2026\" in column \"day\" is not a date of the form yyyy-mm-dd | correct the cell, or, if the "
                            "file writes dates so, declare {type: date, format: dd/mm/yyyy} | P1 | facts.day\n"},
    {"P1,2026-02-30,,,,,,", "2:4: \"2026-02-30\" in column \"day\" is not a date of the form yyyy-mm-dd | write it as yyyy-mm-dd, or "
                            "leave it empty | P1 | facts.day\n"},
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
    {",,won,,,,,", "2:1: column \"id\" is empty: the row names no partner | fill in the partner's key, or remove the row | - | facts.id\n"},
    {"P9,x,,,,,,", "2:1: there is no partner \"P9\" | correct the key, or add the partner to the partner table | - | facts.id\n"
                   "2:4: \"x\" in column \"day\" is not a date of the form yyyy-mm-dd | write it as yyyy-mm-dd, or leave it empty | P9 | "
                   "facts.day\n"},
    {"P1,,won", "2:1: this row has 3 cells, but the header row has 8 | add the missing cells, or look for a line break in the middle "
                "of the row | P1 | facts\n"},
    {"P1", "2:1: this row has 1 cell, but the header row has 8 | add the missing cells, or look for a line break in the middle of the "
           "row | P1 | facts\n"},
    {"P9,won", "2:1: this row has 2 cells, but the header row has 8 | add the missing cells, or look for a line break in the middle "
               "of the row | - | facts\n"},
    {"P1,,won,,,,,,x", "2:1: this row has 9 cells, but the header row has 8 | put cells that hold the delimiter within quotes, or "
                       "remove what is too much | P1 | facts\n"},
    {"P1,,5\" pipe,,,,,", "2:5: a quote stands within a cell that is not quoted | put the whole cell within quotes and double those in "
                          "it, as in \"a 5\"\" pipe\" | P1 | facts\n"},
    {"P1,,\"a\"b,,,,,", "2:5: the quoted cell that opens here is followed by more text after its closing quote | double quotes that "
                        "belong to the text, as in \"a 5\"\" pipe\" "
                        "| P1 | facts\n"},
    {"\"P1\"x,,won,,,,,", "2:1: the quoted cell that opens here is followed by more text after its closing quote | double quotes that "
                          "belong to the text, as in \"a 5\"\" pipe\" | - | facts\n"},
    {"P1,,\"\xc3\xa9\n\xc3\xa9\",x,,,,", "3:4: \"x\" in column \"amount\" is not an amount of money such as 1234.50 | correct the "
                                         "cell, or leave it empty | P1 | facts.amount\n"},
};

static void bad_cells_are_named(void **state)
{
    struct facts *fixture = *state;
    fixture->facts[FACT_STAGE].allowed = stages;
    for (size_t i = 0; i < sizeof bad_cells / sizeof bad_cells[0]; i++) {
        char rows[256];
        snprintf(rows, sizeof rows, "%s\nP2,2026-07-01,won,1,1,1,yes,1\n", bad_cells[i].row);
        fixture->facts[FACT_STAGE].allowed_count = strchr(bad_cells[i].row, '"') ? 0 : 3;
        assert_true(facts_load(fixture, rows));
        facts_assert_problems(fixture, bad_cells[i].problems);
        facts_assert_table(fixture, 1, "P2: [P2] 20635 [won] 1 1 1 1 1\n");
        assert_int_equal(fixture->files.dataset.tables[1].set_aside, 1);
    }
}

/* The marks that program.yaml does not declare, and the currency that it does. */
static void numbers_that_may_be_others(void **state)
{
    static const struct {
        char delimiter;
        const char *row, *problems;
    } cases[] = {
        {',', "P1,,,48.000,,,,",
         "2:6: \"48.000\" in column \"amount\" may be 48 or 48000 | declare what the file of this table has: decimal: "
         "\".\" (then it is 48) or decimal: \",\" (48000) | P1 | facts.amount\n"},
        {',', "P1,,,\"-$4,625\",,,,",
         "2:6: \"-$4,625\" in column \"amount\" may be -4.625 or -4625 | declare what the file of this table has: "
         "decimal: \".\" (then it is -4625) or decimal: \",\" (-4.625) | P1 | facts.amount\n"},
        {',', "P1,,,,,\"4,625\",,",
         "2:8: \"4,625\" in column \"hours\" may be 4.625 or 4625 | declare what the file of this table has: "
         "decimal: \".\" (then it is 4625) or decimal: \",\" (4.625) | P1 | facts.hours\n"},
        {',', "P1,,,\"0,625\",,,,",
         "2:6: \"0,625\" in column \"amount\" is not an amount of money such as 1234.50 | if the comma is the file's "
         "decimal mark, declare decimal: \",\" for this table | P1 | facts.amount\n"},
        {',', "P1,,,,,,,48.000",
         "2:10: \"48.000\" in column \"count\" is not a whole number such as 12 | write it without decimals, or, if the "
         "point separates thousands, declare decimal: \",\" for this table | P1 | facts.count\n"},
        {',', "P1,,,\u20ac 48.00,,,,",
         "2:6: \"\u20ac 48.00\" in column \"amount\" is in EUR, but the program's currency is USD | convert it, or "
         "keep amounts of one currency in the column | P1 | facts.amount\n"},
        {';', "P1;;;12,345.60;;;;",
         "2:6: \"12,345.60\" in column \"amount\" has a comma, in a file with semicolons between cells | declare decimal: "
         "\",\" for this table, or decimal: \".\" if its commas separate thousands | P1 | facts.amount\n"},
        {';', "P1;;;12,50;;;;",
         "2:6: \"12,50\" in column \"amount\" is not an amount of money such as 1234.50 | if the comma is the file's decimal "
         "mark, declare decimal: \",\" for this table | P1 | facts.amount\n"},
    };
    struct facts *fixture = *state;
    fixture->files.specs[1].decimal = '\0';
    fixture->files.specs[1].currency = "USD";
    facts_write(fixture->files.partners, facts_usual_partners);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[256];
        const char *header = cases[i].delimiter == ';' ? "id;day;stage;amount;share;hours;new;count\n" : facts_usual_header;
        snprintf(text, sizeof text, "%s%s\n", header, cases[i].row);
        facts_write(fixture->files.facts, text);
        assert_true(table_files_load(&fixture->files, 1, 0));
        facts_assert_problems(fixture, cases[i].problems);
        assert_int_equal(fixture->files.dataset.troubles[0], 1);
    }
    assert_true(facts_load(fixture, "P1,,,\"1,234,567\",,0.625,,\"1,234\"\nP1,,,\"$1,500.00\",12.625,12.345,,\n"));
    facts_assert_problems(fixture, "");
    facts_assert_table(fixture, 1, "P1: [P1] - - 1234567 - 0.625 - 1234\nP1: [P1] - - 1500 12.625 12.345 - -\n");
    fixture->files.specs[1].decimal = ',';
    assert_true(facts_load(fixture, "P1,,,48.000,,\"4,625\",,48.000\n"));
    facts_assert_problems(fixture, "");
    facts_assert_table(fixture, 1, "P1: [P1] - - 48000 - 4.625 - 48000\n");
}

static void dates_of_a_declared_form(void **state)
{
    static const struct {
        const char *format, *cell, *cure;
    } cases[] = {
        {"dd/mm/yyyy", "2026-07-03", "this one is yyyy-mm-dd: write all dates of the column in one way, or declare format: yyyy-mm-dd"},
        {"dd/mm/yyyy", "07/31/2026", "this one is mm/dd/yyyy: write all dates of the column in one way, or declare format: mm/dd/yyyy"},
        {"dd/mm/yyyy", "soon", "write it as dd/mm/yyyy, or leave it empty"},
        {NULL, "46206", "correct the cell, or, if the file writes dates so, declare {type: date, format: excel}"},
        {NULL, "03.07.2026", "correct the cell, or, if the file writes dates so, declare {type: date, format: dd.mm.yyyy}"},
        {NULL, "3.7.2026", "correct the cell, or, if the file writes dates so, declare {type: date, format: d.m.yyyy}"},
        {NULL, "2026/07/03", "correct the cell, or, if the file writes dates so, declare {type: date, format: yyyy/mm/dd}"},
        {NULL, "03-Jul-2026", "correct the cell, or, if the file writes dates so, declare {type: date, format: dd-mmm-yyyy}"},
        {NULL, "3/7/2026",
         "it may be d/m/yyyy or m/d/yyyy, which only those know who made the file: declare the one, as in {type: date, "
         "format: d/m/yyyy}"},
        {NULL, "03/07/26", "write it as yyyy-mm-dd, or leave it empty"},
    };
    struct facts *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char row[64];
        snprintf(row, sizeof row, "P1,%s,,,,,,\n", cases[i].cell);
        fixture->facts[FACT_DAY].format = cases[i].format;
        assert_true(facts_load(fixture, row));
        assert_int_equal(fixture->files.problems.count, 1);
        assert_string_equal(fixture->files.problems.items[0].cure, cases[i].cure);
    }
    fixture->facts[FACT_DAY].format = NULL;
    assert_true(facts_load(fixture, "P1,2026-07-01 00:00:00,,,,,,\nP1,2026-07-01T10:15:00Z,,,,,,\n"));
    facts_assert_table(fixture, 1, "P1: [P1] 20635 - - - - - -\nP1: [P1] 20635 - - - - - -\n");
}

/* All rows that a quote would swallow count: they are used, or set aside with a problem. */
static void quotes_left_open(void **state)
{
    struct facts *fixture = *state;
    for (size_t chunk = 0; chunk < 60; chunk += 7) {
        facts_load(fixture,
                   "P1,,\"open,1,,,,\nP2,,won,2,,,,\nP2,x,,,,,,\nP3,,\"a \"\"b\"\"\",3,,,,\n\"P1,,,4,,,,\nP2,,,5,,,,\nP3,,\"\nz\",6,,,,\n");
        assert_true(table_files_load(&fixture->files, 1, chunk));
        facts_assert_problems(
            fixture,
            "2:5: the quote that opens here closes only 3 lines below, which makes no row: this line is set aside, those below are read | "
            "close the quote where its cell ends; double quotes that belong to the text | P1 | facts\n"
            "4:4: \"x\" in column \"day\" is not a date of the form yyyy-mm-dd | write it as yyyy-mm-dd, or leave it empty | P2 | "
            "facts.day\n"
            "6:1: the quote that opens here closes only 2 lines below, which makes no row: this line is set aside, those below are read | "
            "close the quote where its cell ends; double quotes that belong to the text | - | facts\n");
        facts_assert_table(
            fixture, 1, "P2: [P2] - [won] 2 - - - -\nP2: [P2] - - 5 - - - -\nP3: [P3] - [a \"b\"] 3 - - - -\nP3: [P3] - [\nz] 6 - - - -\n");
        assert_int_equal(fixture->files.dataset.tables[1].set_aside, 3);
        static const uint32_t troubles[] = {1, 1, 0};
        assert_memory_equal(fixture->files.dataset.troubles, troubles, sizeof troubles);
    }
}

static void surplus_cells_that_are_empty(void **state)
{
    struct facts *fixture = *state;
    for (size_t chunk = 0; chunk < 40; chunk += 13) {
        facts_load(fixture, "P1,,,1,,,,\nP1,,,2,,,,,\nP2,,,3,,,,\"7\", , \nP3,,,,,,,,x\n");
        assert_true(table_files_load(&fixture->files, 1, chunk));
        facts_assert_problems(fixture,
                              "3:1 warning: 2 rows have more cells than the header row: the surplus ones are empty, and left out | export "
                              "the table again without them, or leave them: they change nothing | - | facts\n"
                              "5:1: this row has 9 cells, but the header row has 8 | put cells that hold the delimiter within quotes, or "
                              "remove what is too much | P3 | facts\n");
        facts_assert_table(fixture, 1, "P1: [P1] - - 1 - - - -\nP1: [P1] - - 2 - - - -\nP2: [P2] - - 3 - - - 7\n");
    }
}

static void set_aside_rows_are_counted_per_partner(void **state)
{
    struct facts *fixture = *state;
    assert_true(facts_load(fixture, "P2,x,,,,,,\nP2,,,,,,,\nP1,,,,,,,\nP2,y,z,,,,q,\nP1,few\nP3,a\"b,,,,,,\n"));
    static const uint32_t troubles[] = {1, 2, 1};
    assert_memory_equal(fixture->files.dataset.troubles, troubles, sizeof troubles);
    assert_int_equal(fixture->files.dataset.tables[1].set_aside, 4);
    assert_int_equal(fixture->files.dataset.tables[1].rows, 2);
    assert_int_equal(fixture->files.problems.errors, 5);
}

static void required_and_declared_empty(void **state)
{
    static const char *const empty[] = {"n/a", "-"};
    struct facts *fixture = *state;
    fixture->facts[FACT_DAY].required = true;
    fixture->facts[FACT_DAY].wanted = false;
    fixture->files.specs[1].empty = empty;
    fixture->files.specs[1].empty_count = 2;
    assert_true(facts_load(fixture, "P1,2026-07-01,n/a,-,n/a,-,-,n/a\nP1,n/a,,,,,,\n"));
    facts_assert_problems(
        fixture,
        "3:4: column \"day\" is empty here, but required | fill in the cell, or declare the column as not required | P1 | facts.day\n");
    facts_assert_table(fixture, 1, "P1: [P1] - - - - - - -\n");
    assert_null(fixture->files.dataset.tables[1].columns[FACT_DAY].cells);
}

static void blank_rows(void **state)
{
    struct facts *fixture = *state;
    assert_true(facts_load(fixture, "P1,,,,,,,\n\n,,,,,,,\nP2,,,,,,,\n \xc2\xa0\t\nP3,,,,,,,\n,,,,,,,\n\n\n"));
    facts_assert_problems(fixture, "3:1 warning: 2 empty rows among the others | remove them | - | facts\n"
                                   "6:1 warning: an empty row among the others | remove it | - | facts\n");
    assert_int_equal(fixture->files.dataset.tables[1].rows, 3);
}

static void repeated_keys_and_cells(void **state)
{
    struct facts *fixture = *state;
    facts_write(fixture->files.partners, "id,name\nP1,One\nP2,Two\n P1 ,Three\nP3,Four\n");
    facts_write(fixture->files.facts, facts_usual_header);
    table_files_load(&fixture->files, 2, 7);
    facts_assert_problems(
        fixture,
        "0:0 warning: table facts has no rows | export the table again if it should have rows | - | facts\n"
        "4:1: \" P1 \" in column \"id\" is there already, on line 2 | remove one of the rows, or correct the cell | P1 | partners.id\n");
    facts_assert_table(fixture, 0, "P1: [P1] [One]\nP2: [P2] [Two]\nP3: [P3] [Four]\n");
    fixture->facts[FACT_STAGE].unique = true;
    fixture->facts[FACT_STAGE].wanted = false;
    assert_true(facts_load(fixture, "P1,,a,,,,,1\nP2,,b,,,,,2\nP3,,a,,,,,3\nP1,,,,,,,4\nP1,,,,,,,5\n"));
    facts_assert_problems(
        fixture,
        "4:5: \"a\" in column \"stage\" is there already, on line 2 | remove one of the rows, or correct the cell | P3 | facts.stage\n");
    facts_assert_table(fixture, 1, "P1: [P1] - - - - - - 1\nP1: [P1] - - - - - - 4\nP1: [P1] - - - - - - 5\nP2: [P2] - - - - - - 2\n");
    assert_int_equal(fixture->files.dataset.troubles[2], 1);
    assert_int_equal(fixture->files.dataset.tables[1].set_aside, 1);
}

static void facts_of_a_partner_set_aside(void **state)
{
    struct facts *fixture = *state;
    fixture->partners[1].required = true;
    facts_write(fixture->files.partners, "id,name\nP1,One\nP2,\nP3\n");
    facts_write(fixture->files.facts,
                "id,day,stage,amount,share,hours,new,count\nP2,,,,,,,\nP1,,,,,,,\nP3,,,,,,,\nP2,x,,,,,,\nP2,,,,,,,\n");
    for (size_t chunk = 0; chunk < 30; chunk += 5) {
        assert_true(table_files_load(&fixture->files, 1, chunk));
        facts_assert_problems(
            fixture, "2:0 note: 3 rows of facts belong to partner \"P2\", whose row in the partner table was set aside | correct that "
                     "partner's row in "
                     "the partner table | P2 | facts.id\n"
                     "4:0 note: 1 row of facts belongs to partner \"P3\", whose row in the partner table was set aside | correct that "
                     "partner's row in "
                     "the partner table | P3 | facts.id\n"
                     "5:4: \"x\" in column \"day\" is not a date of the form yyyy-mm-dd | write it as yyyy-mm-dd, or leave it empty | P2 | "
                     "facts.day\n"
                     "3:4: column \"name\" is empty here, but required | fill in the cell, or declare the column as not required | P2 | "
                     "partners.name\n"
                     "4:1: this row has 1 cell, but the header row has 2 | add the missing cells, or look for a line break in the middle "
                     "of the row | "
                     "P3 | partners\n");
        assert_int_equal(fixture->files.dataset.tables[1].set_aside, 4);
    }
}

static void digits_that_do_not_fit_together(void **state)
{
    struct facts *fixture = *state;
    for (size_t chunk = 0; chunk <= 20; chunk += 20) {
        assert_true(facts_load(fixture, "P1,,,123456789012345678,,,,\nP1,,,1,,,,\n"));
        facts_load(fixture, "P1,,,123456789012345678,,,,\nP1,,,0.01,,,,\n");
        assert_false(table_files_load(&fixture->files, 1, chunk));
        facts_assert_problems(
            fixture,
            "0:0: column \"amount\" has amounts with so many digits, and others with so many decimals, that 18 digits do not hold both | "
            "write all amounts of the column with the same few decimals, or declare it as number | - | facts.amount\n");
    }
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, facts_set_up, facts_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(rows_are_grouped_and_typed),
        TEST(lines_of_rows_are_kept_where_they_are_asked_for),
        TEST(widths_hold_their_extremes),
        TEST(bad_cells_are_named),
        TEST(numbers_that_may_be_others),
        TEST(dates_of_a_declared_form),
        TEST(quotes_left_open),
        TEST(surplus_cells_that_are_empty),
        TEST(set_aside_rows_are_counted_per_partner),
        TEST(required_and_declared_empty),
        TEST(blank_rows),
        TEST(repeated_keys_and_cells),
        TEST(facts_of_a_partner_set_aside),
        TEST(digits_that_do_not_fit_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
