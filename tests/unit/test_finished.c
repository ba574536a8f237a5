/* A folder of results read back: texts and numbers as they were, and folders that cannot be trusted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/digest.h"
#include "base/file.h"
#include "review/finished.h"
#include "scratch.h"

static const char european[] = "\xef\xbb\xbfpartner;name;score;tier\r\nA1;\"'=1+1 \"\"x\"\"; y\";1234,5;gold\r\nA2;'tis;;\r\n";

static int make_scratch(void **state)
{
    static struct scratch scratch;
    *state = &scratch;
    return scratch_make(&scratch, "out");
}

static int remove_scratch(void **state)
{
    return scratch_remove(*state);
}

static void write_file(const struct scratch *scratch, const char *name, const char *text)
{
    char path[160];
    snprintf(path, sizeof path, "%s/%s", scratch->path, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void write_results(const struct scratch *scratch, const char *format)
{
    char record[600], digest[DIGEST_TEXT_SIZE];
    digest_of(text_of(european), digest);
    snprintf(record, sizeof record,
             "{\"rung\": \"1\", \"format\": \"%s\", \"program\": {\"folder\": \"p\"}, \"counts\": {\"partners\": 2},\n"
             "\"outputs\": [{\"file\": \"scorecards.csv\", \"sha256\": \"%s\"}]}",
             format, digest);
    mkdir(scratch->path, 0777);
    write_file(scratch, "scorecards.csv", european);
    write_file(scratch, "run.json", record);
}

static void assert_refused(const struct scratch *scratch, const char *what)
{
    assert_int_equal(scratch->problems.count, 1);
    assert_string_equal(scratch->problems.items[0].what, what);
}

static void cells_are_those_of_the_run(void **state)
{
    struct scratch *scratch = *state;
    struct finished finished;
    struct decimal exact;
    double number;
    write_results(scratch, "excel-eu");
    assert_true(finished_open(&finished, scratch->path, &scratch->arena, &scratch->problems));
    assert_int_equal(recorded_count(recorded_in(finished.record, "counts"), "partners"), 2);
    assert_true(finished_has(&finished, SHEET_SCORECARDS));
    assert_true(finished_table(&finished, SHEET_SCORECARDS, &scratch->problems));
    const struct grid *grid = &finished.tables[SHEET_SCORECARDS];
    size_t name = finished_column(grid, "name"), score = finished_column(grid, "score");
    assert_int_equal(grid->count, 2);
    assert_true(text_is(finished_text(&grid->rows[0], name), "=1+1 \"x\"; y"));
    assert_true(text_is(finished_text(&grid->rows[1], name), "'tis"));
    assert_true(finished_number(&finished, &grid->rows[0], score, &number));
    assert_true(number == 1234.5);
    assert_true(finished_decimal(&finished, &grid->rows[0], score, &exact));
    assert_int_equal(decimal_compare(exact, decimal_of(12345, 1)), 0);
    assert_false(finished_number(&finished, &grid->rows[1], score, &number));
    assert_false(finished_number(&finished, &grid->rows[0], name, &number));
    assert_int_equal(finished_text(&grid->rows[0], finished_column(grid, "no such")).len, 0);
}

static void a_table_that_was_changed_is_refused(void **state)
{
    struct scratch *scratch = *state;
    struct finished finished;
    write_results(scratch, "excel-eu");
    write_file(scratch, "scorecards.csv", "partner;name;score;tier\r\n");
    assert_true(finished_open(&finished, scratch->path, &scratch->arena, &scratch->problems));
    assert_false(finished_table(&finished, SHEET_SCORECARDS, &scratch->problems));
    assert_refused(scratch, "this table was changed after the run, perhaps by a spreadsheet that saved it");
}

static void a_table_that_was_not_written_is_named(void **state)
{
    struct scratch *scratch = *state;
    struct finished finished;
    write_results(scratch, "csv");
    assert_true(finished_open(&finished, scratch->path, &scratch->arena, &scratch->problems));
    assert_false(finished_has(&finished, SHEET_METRICS));
    assert_false(finished_table(&finished, SHEET_METRICS, &scratch->problems));
    assert_refused(scratch, "the run did not write its table \"metrics\"");
}

static void other_folders_are_refused(void **state)
{
    struct scratch *scratch = *state;
    struct finished finished;
    assert_false(finished_open(&finished, scratch->path, &scratch->arena, &scratch->problems));
    assert_refused(scratch, "there is no run.json to read here: No such file or directory");
}

static void a_format_of_another_version_is_refused(void **state)
{
    struct scratch *scratch = *state;
    struct finished finished;
    write_results(scratch, "papyrus");
    assert_false(finished_open(&finished, scratch->path, &scratch->arena, &scratch->problems));
    assert_refused(scratch, "its record names a format that this Rung does not write");
}

#define WITH_SCRATCH(test) cmocka_unit_test_setup_teardown(test, make_scratch, remove_scratch)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_SCRATCH(cells_are_those_of_the_run),
        WITH_SCRATCH(a_table_that_was_changed_is_refused),
        WITH_SCRATCH(a_table_that_was_not_written_is_named),
        WITH_SCRATCH(other_folders_are_refused),
        WITH_SCRATCH(a_format_of_another_version_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
