/* Loading: what files are like, and what they must not be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "data/source.h"
#include "facts.h"

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
    struct facts *fixture = *state;
    facts_write(fixture->files.partners, facts_usual_partners);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        table_files_write(fixture->files.facts, cases[i].facts, cases[i].length);
        fixture->files.specs[1].decimal = cases[i].decimal;
        fixture->files.specs[1].encoding = cases[i].encoding;
        assert_true(table_files_load(&fixture->files, 1, 0));
        facts_assert_problems(fixture, "");
        facts_assert_table(fixture, 1, expected);
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
    struct facts *fixture = *state;
    char bytes[512];
    facts_write(fixture->files.facts, facts_usual_header);
    for (int big = 0; big < 2; big++) {
        size_t len = utf16("id\tname\r\nP1\tOne\r\nP2\t\"T,w\"\"o\"\r\n", big, bytes);
        table_files_write(fixture->files.partners, bytes, len);
        assert_true(table_files_load(&fixture->files, 1, 5));
        facts_assert_table(fixture, 0, "P1: [P1] [One]\nP2: [P2] [T,w\"o]\n");
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
        {TEXT("\x1f\x8b\x08"),
         "0:0: this file is compressed with gzip | decompress it first (gunzip), and name the CSV file that comes out | - | facts\n"},
        {TEXT("%PDF-1.7"), "0:0: this is a PDF document, not CSV | export the table as CSV from where the document was made | - | facts\n"},
        {TEXT("\n<!DOCTYPE html><p>"), "0:0: this is an HTML page, not CSV | if it shows the table, open it in the spreadsheet program "
                                       "and save it as CSV UTF-8; if it is a login page, sign in and export again | - | facts\n"},
        {TEXT("[ {\"id\": 1} ]"),
         "0:0: this is JSON, not CSV | export the table as CSV from where it comes, or turn it into CSV with a tool such as "
         "jq (@csv) | - | facts\n"},
        {TEXT("i\0d\0,\0"), "0:0: this looks like UTF-16 without a byte order mark | save it as CSV UTF-8 | - | facts\n"},
        {TEXT("id,day,stage,amount,share,hours,new\nP1\n"),
         "1:1: the file has no column \"count\" | add the column to the file, name its "
         "heading with header:, or remove it from table facts in program.yaml | - | facts.count\n"},
        {TEXT("id,day,Stage,amount,share,hours,new,coutn\nP1\n"),
         "1:1: the file has no column \"stage\" | did you mean \"Stage\"? rename "
         "it in the file, or declare stage: {type: text, header: \"Stage\"} | - | facts.stage\n"
         "1:1: the file has no column \"count\" | did you mean \"coutn\"? rename "
         "it in the file, or declare count: {type: integer, header: \"coutn\"} | - | facts.count\n"},
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
         "3:5: the quote that opens here is never closed | add the closing quote; double quotes that belong to the text | P2 | facts\n"},
#undef TEXT
    };
    struct facts *fixture = *state;
    facts_write(fixture->files.partners, facts_usual_partners);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (size_t chunk = 0; chunk < 40; chunk += 13) {
            table_files_write(fixture->files.facts, cases[i].bytes, cases[i].length);
            assert_false(table_files_load(&fixture->files, 2, chunk));
            facts_assert_problems(fixture, cases[i].problems);
        }
    }
}

static void columns_under_other_headings(void **state)
{
    struct facts *fixture = *state;
    facts_write(fixture->files.partners, facts_usual_partners);
    facts_write(fixture->files.facts, "id,day,stage,Amount (USD),share,hours,new,How many,,Note\nP1\n");
    assert_false(table_files_load(&fixture->files, 1, 0));
    facts_assert_problems(fixture,
                          "1:1: the file has no column \"amount\" | did you mean \"Amount (USD)\"? rename it in the file, or declare "
                          "amount: {type: money, header: \"Amount (USD)\"} | - | facts.amount\n"
                          "1:1: the file has no column \"count\" | add the column to the file, name its heading with header:, or remove "
                          "it from table facts in program.yaml | - | facts.count\n");
    assert_string_equal(fixture->files.problems.items[1].detail, "no column of the table reads \"Amount (USD)\", \"How many\", \"Note\"");
}

static void paths_that_are_no_files(void **state)
{
    struct facts *fixture = *state;
    facts_write(fixture->files.partners, "id,name\n");
    assert_false(table_files_load(&fixture->files, 1, 0));
    assert_string_equal(fixture->files.problems.items[0].what, "cannot open the file of table facts: No such file or directory");
    assert_int_equal(mkfifo(fixture->files.facts, 0600), 0);
    assert_false(table_files_load(&fixture->files, 1, 0));
    facts_assert_problems(fixture, "0:0: this is a pipe (FIFO), not a CSV file | name a regular file in program.yaml | - | facts\n");
    fixture->files.specs[1].path = fixture->files.folder;
    assert_false(table_files_load(&fixture->files, 1, 0));
    facts_assert_problems(fixture, "0:0: this is a folder, not a CSV file | name a regular file in program.yaml | - | facts\n");
    assert_int_equal(unlink(fixture->files.facts), 0);
    facts_write(fixture->files.facts, facts_usual_header);
    fixture->files.specs[1].path = fixture->files.facts;
    assert_false(table_files_load(&fixture->files, 1, 0));
    facts_assert_problems(fixture, "0:0: table partners has no rows | give it a row for each partner | - | partners\n");
}

static void files_that_change_while_read(void **state)
{
    struct facts *fixture = *state;
    struct problems problems = {0};
    struct source source;
    char bytes[8];
    facts_write(fixture->files.partners, facts_usual_partners);
    assert_true(source_open(&source, &fixture->files.specs[0], &problems));
    assert_true(source_read(&source, 0, 8, bytes) && source_check(&source, &problems));
    assert_int_equal(truncate(fixture->files.partners, 4), 0);
    assert_false(source_read(&source, 0, 8, bytes));
    assert_false(source_check(&source, &problems));
    assert_string_equal(problems.items[0].what, "the file changed while it was read");
    source_release(&source);
    problems_release(&problems);
    facts_write(fixture->files.partners, facts_usual_partners);
    assert_true(source_open(&source, &fixture->files.specs[0], &problems));
    assert_int_equal(truncate(fixture->files.partners, 400), 0);
    assert_true(source_read(&source, 0, 8, bytes));
    assert_false(source_check(&source, &problems));
    source_release(&source);
    problems_release(&problems);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, facts_set_up, facts_tear_down)
    const struct CMUnitTest tests[] = {
        TEST(dialects),
        TEST(utf16_by_its_mark),
        TEST(files_that_cannot_be_used),
        TEST(columns_under_other_headings),
        TEST(paths_that_are_no_files),
        TEST(files_that_change_while_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
