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
    struct facts *fixture = *state;
    fixture->facts[FACT_STAGE].allowed = stages;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char rows[256];
        snprintf(rows, sizeof rows, "%s\nP2,2026-07-01,won,1,1,1,yes,1\n", cases[i].row);
        fixture->facts[FACT_STAGE].allowed_count = strchr(cases[i].row, '"') ? 0 : 3;
        assert_true(facts_load(fixture, rows));
        facts_assert_problems(fixture, cases[i].problems);
        facts_assert_table(fixture, 1, "P2: [P2] 20635 [won] 1 1 1 1 1\n");
        assert_int_equal(fixture->files.dataset.tables[1].set_aside, 1);
    }
}

static void set_aside_rows_are_counted_per_partner(void **state)
{
    struct facts *fixture = *state;
    assert_true(facts_load(fixture, "P2,x,,,,,,\nP2,,,,,,,\nP1,,,,,,,\nP2,y,z,,,,q,\n"));
    static const uint32_t troubles[] = {0, 2, 0};
    assert_memory_equal(fixture->files.dataset.troubles, troubles, sizeof troubles);
    assert_int_equal(fixture->files.dataset.tables[1].set_aside, 2);
    assert_int_equal(fixture->files.dataset.tables[1].rows, 2);
    assert_int_equal(fixture->files.problems.errors, 3);
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
    assert_true(facts_load(fixture, "P1,,,,,,,\n\n,,,,,,,\nP2,,,,,,,\n\nP3,,,,,,,\n,,,,,,,\n\n\n"));
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
    facts_write(fixture->files.partners, "id,name\nP1,One\nP2,\n");
    facts_write(fixture->files.facts, "id,day,stage,amount,share,hours,new,count\nP2,,,,,,,\nP1,,,,,,,\n");
    fixture->partners[1].required = true;
    bool ok = table_files_load(&fixture->files, 1, 0);
    fixture->partners[1].required = false;
    assert_true(ok);
    facts_assert_problems(fixture,
                          "2:1: partner \"P2\" has a row in the partner table that was set aside | correct that partner's row in the "
                          "partner table first | P2 | facts.id\n"
                          "3:4: column \"name\" is empty here, but required | fill in the cell, or declare the column as not required | "
                          "P2 | partners.name\n");
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
        TEST(widths_hold_their_extremes),
        TEST(bad_cells_are_named),
        TEST(set_aside_rows_are_counted_per_partner),
        TEST(required_and_declared_empty),
        TEST(blank_rows),
        TEST(repeated_keys_and_cells),
        TEST(facts_of_a_partner_set_aside),
        TEST(digits_that_do_not_fit_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
