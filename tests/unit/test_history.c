/* The store of finished runs: one transaction per run, periods that do not overlap, and files that are none refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "history/history.h"
#include "scratch.h"

static int make_scratch(void **state)
{
    static struct scratch scratch;
    *state = &scratch;
    return scratch_make(&scratch, "h.sqlite");
}

static int remove_scratch(void **state)
{
    return scratch_remove(*state);
}

static struct value text(const char *string)
{
    return string ? (struct value){.kind = VALUE_TEXT, .text = text_of(string)} : (struct value){.kind = VALUE_NONE};
}

static struct value number(double number)
{
    return (struct value){.kind = VALUE_NUMBER, .number = number};
}

static struct history_run a_run(const char *period)
{
    struct history_run run = {.program = "P", .version = "1", .period = period, .partners = 1};
    assert_true(period_parse(text_of(period), 1, &run.span));
    return run;
}

/* A run of one partner with one scorecard. */
static enum history_end record(struct scratch *scratch, const char *program, const char *period, const char *partner, double score)
{
    struct history *history;
    struct history_run run = a_run(period);
    enum history_end end = HISTORY_REFUSED;
    run.program = program;
    const struct value cells[] = {text(partner), text("main"), text(NULL),  number(score), text("gold"),
                                  text("gold"),  text(NULL),   text("new"), number(0),     number(0)};
    if (history_open(scratch->path, HISTORY_RECORD, &history, &scratch->problems) && history_begin(history, &run, &scratch->problems)) {
        history_input(history, text_of("program"));
        history_put(history, HISTORY_SCORECARDS, cells);
        end = history_end(history, &scratch->problems);
        if (end == HISTORY_READY) assert_true(history_commit(history, &scratch->problems));
    }
    history_close(history);
    return end;
}

static bool see(void *context, const struct value *cells)
{
    struct buf *seen = context;
    buf_printf(seen, "%.*s %.*s %.*s %.*s %d;", TEXT_ARG(cells[0].text), TEXT_ARG(cells[1].text), TEXT_ARG(cells[2].text),
               TEXT_ARG(cells[HISTORY_PARTNER].text), (int)cells[SCORECARDS_SCORE].number);
    return true;
}

/* All scorecards of all runs, in the order of the store. */
static void assert_holds(struct scratch *scratch, const char *expected)
{
    struct buf seen = {0};
    struct history *history;
    struct history_run *runs;
    size_t count = 0;
    assert_true(history_open(scratch->path, HISTORY_OPEN, &history, &scratch->problems));
    if (history) assert_true(history_runs(history, &scratch->arena, &runs, &count, &scratch->problems));
    for (size_t i = 0; i < count; i++) assert_true(history_rows(history, &runs[i], HISTORY_SCORECARDS, see, &seen, &scratch->problems));
    history_close(history);
    buf_char(&seen, '\0');
    assert_string_equal(seen.ptr, expected);
    buf_release(&seen);
}

static void assert_said(const struct scratch *scratch, const char *part)
{
    assert_int_equal(scratch->problems.count, 1);
    if (!strstr(scratch->problems.items[0].what, part)) fail_msg("\"%s\" does not say \"%s\"", scratch->problems.items[0].what, part);
}

static void shell(const struct scratch *scratch, const char *before, const char *after)
{
    char command[400];
    snprintf(command, sizeof command, "%s '%s' %s", before, scratch->path, after);
    assert_int_equal(system(command), 0);
}

static void nothing_there_is_nothing_known(void **state)
{
    assert_holds(*state, "");
    shell(*state, ": >", ""); /* what a kill may leave */
    assert_holds(*state, "");
    assert_int_equal(record(*state, "P", "2026-Q1", "a", 1), HISTORY_READY);
    assert_holds(*state, "2026-Q1 2026-01-01 2026-03-31 a 1;");
}

static void the_same_run_changes_nothing(void **state)
{
    assert_int_equal(record(*state, "P", "2026-Q1", "a", 1), HISTORY_READY);
    assert_int_equal(record(*state, "P", "2026-Q1", "a", 1), HISTORY_KNOWN);
    assert_holds(*state, "2026-Q1 2026-01-01 2026-03-31 a 1;");
}

static void another_result_is_refused(void **state)
{
    struct scratch *scratch = *state;
    assert_int_equal(record(scratch, "P", "2026-Q1", "a", 1), HISTORY_READY);
    assert_int_equal(record(scratch, "P", "2026-Q1", "a", 2), HISTORY_REFUSED);
    assert_said(scratch, "2026-Q1 of P is recorded with other inputs or results");
    assert_non_null(strstr(scratch->problems.items[0].cure, "rung history remove"));
    assert_holds(scratch, "2026-Q1 2026-01-01 2026-03-31 a 1;");
}

/* Cells must not run into each other: "ab" + "c" is not "a" + "bc". Here, a name that looks like the next number. */
static void hostile_names_are_names(void **state)
{
    const char *names[] = {"'; DROP TABLE runs; --", "=cmd|x", "a,b\n\"c\"", "n1:1", "\xc3\xa9\xf0\x9f\x8e\x89"};
    struct scratch *scratch = *state;
    char expected[100];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        unlink(scratch->path);
        assert_int_equal(record(scratch, "P", "2026-Q1", names[i], 1), HISTORY_READY);
        snprintf(expected, sizeof expected, "2026-Q1 2026-01-01 2026-03-31 %s 1;", names[i]);
        assert_holds(scratch, expected);
        assert_int_equal(record(scratch, "P", "2026-Q1", names[(i + 1) % 5], 1), HISTORY_REFUSED);
    }
}

static void periods_do_not_overlap(void **state)
{
    struct scratch *scratch = *state;
    assert_int_equal(record(scratch, "P", "2026-Q1", "a", 1), HISTORY_READY);
    assert_int_equal(record(scratch, "P", "2026-H1", "a", 1), HISTORY_REFUSED);
    assert_said(scratch, "2026-H1 shares days with 2026-Q1 of P, which is recorded: this run is not");
    assert_int_equal(record(scratch, "Other", "2026-H1", "a", 1), HISTORY_READY);
    assert_int_equal(record(scratch, "P", "2026-04", "a", 1), HISTORY_READY);
}

static void runs_stand_by_period(void **state)
{
    const char *periods[] = {"2025", "2026-Q3", "2026-Q1", "2026-Q2"};
    const int scores[] = {1, 0, 2, 3};
    struct scratch *scratch = *state;
    for (int i = 0; i < 4; i++) assert_int_equal(record(scratch, "P", periods[i], "a", scores[i]), HISTORY_READY);
    assert_int_equal(scratch->problems.count, 2); /* the first quarter and the second came too late for the third */
    assert_string_equal(scratch->problems.items[0].what,
                        "2026-Q3 was recorded before this; if this run differs from what was there before, run and record it again");
    assert_int_equal(record(scratch, "P", "2026-Q2", "a", 3), HISTORY_KNOWN);
    assert_int_equal(scratch->problems.count, 2);
    assert_holds(*state, "2025 2025-01-01 2025-12-31 a 1;2026-Q1 2026-01-01 2026-03-31 a 2;2026-Q2 2026-04-01 2026-06-30 a 3;"
                         "2026-Q3 2026-07-01 2026-09-30 a 0;");
}

static void a_removed_run_leaves_no_rows(void **state)
{
    struct scratch *scratch = *state;
    struct history *history;
    struct history_run *runs;
    size_t count;
    record(scratch, "P", "2026-Q1", "a", 1);
    record(scratch, "P", "2026-Q2", "a", 2);
    assert_true(history_open(scratch->path, HISTORY_OPEN, &history, &scratch->problems));
    assert_true(history_runs(history, &scratch->arena, &runs, &count, &scratch->problems));
    assert_true(history_remove(history, &runs[0], &scratch->problems));
    history_close(history);
    assert_holds(scratch, "2026-Q2 2026-04-01 2026-06-30 a 2;");
    shell(scratch, "test \"$(sqlite3", "'SELECT count(*) FROM scorecards')\" = 1");
    assert_int_equal(record(scratch, "P", "2026-Q1", "a", 9), HISTORY_READY);
}

/* A run that is begun and not ended was never there, and one file is all that is left. */
static void a_run_without_its_end_is_no_run(void **state)
{
    struct scratch *scratch = *state;
    struct history *history;
    struct history_run run = a_run("2026-Q2");
    record(scratch, "P", "2026-Q1", "a", 1);
    assert_true(history_open(scratch->path, HISTORY_RECORD, &history, &scratch->problems));
    assert_true(history_begin(history, &run, &scratch->problems));
    history_close(history);
    assert_holds(scratch, "2026-Q1 2026-01-01 2026-03-31 a 1;");
    shell(scratch, "test \"$(ls $(dirname", "))\" = h.sqlite");
}

static void assert_refused(struct scratch *scratch, const char *part)
{
    struct history *history;
    assert_false(history_open(scratch->path, HISTORY_OPEN, &history, &scratch->problems));
    assert_said(scratch, part);
    assert_false(history_open(scratch->path, HISTORY_RECORD, &history, &scratch->problems));
}

static void a_newer_store_is_refused(void **state)
{
    record(*state, "P", "2026-Q1", "a", 1);
    shell(*state, "sqlite3", "'PRAGMA user_version = 2'");
    assert_refused(*state, "made by a newer version of Rung");
}

static void a_text_is_no_store(void **state)
{
    shell(*state, "printf 'partner,name\\nacorn,Acorn and Oak\\n%0500d\\n' 1 >", "");
    assert_refused(*state, "this is no history of Rung");
}

static void another_database_is_no_store(void **state)
{
    shell(*state, "sqlite3", "'CREATE TABLE t (a)'");
    assert_refused(*state, "this is a database, but no history of Rung");
}

static void a_folder_is_no_store(void **state)
{
    shell(*state, "mkdir", "");
    assert_refused(*state, "this is not a file");
}

/* What a prepared file would do besides holding rows is not done. */
static void a_view_is_not_read(void **state)
{
    struct scratch *scratch = *state;
    struct history *history;
    struct history_run *runs;
    size_t count;
    record(scratch, "P", "2026-Q1", "a", 1);
    shell(scratch, "sqlite3", "'ALTER TABLE runs RENAME TO held; CREATE VIEW runs AS SELECT * FROM held'");
    assert_true(history_open(scratch->path, HISTORY_OPEN, &history, &scratch->problems));
    assert_false(history_runs(history, &scratch->arena, &runs, &count, &scratch->problems));
    history_close(history);
}

static bool ignore(void *context, const struct value *cells)
{
    (void)context, (void)cells;
    return true;
}

/* Is the store still read after this statement? */
static bool still_read(struct scratch *scratch, const char *sql)
{
    struct history *history;
    struct history_run *runs;
    size_t count;
    char command[300];
    unlink(scratch->path);
    problems_release(&scratch->problems);
    record(scratch, "P", "2026-Q1", "a", 1);
    snprintf(command, sizeof command, "\"%s\"", sql);
    shell(scratch, "sqlite3", command);
    assert_true(history_open(scratch->path, HISTORY_OPEN, &history, &scratch->problems));
    bool good = history_runs(history, &scratch->arena, &runs, &count, &scratch->problems) &&
                history_rows(history, &runs[0], HISTORY_SCORECARDS, ignore, NULL, &scratch->problems);
    history_close(history);
    if (!good) assert_said(scratch, "that Rung did not write");
    return good;
}

static void what_rung_did_not_write_is_told(void **state)
{
    static const char *const changes[] = {
        "UPDATE runs SET partners = -1",
        "UPDATE runs SET period_to = '2025-12-31'",
        "UPDATE runs SET period_from = 'soon'",
        "UPDATE scorecards SET tier = 'go' || char(0) || 'ld'",
        "UPDATE scorecards SET partner = CAST(x'ff' AS TEXT)",
        "UPDATE scorecards SET partner = x'61'",
        "UPDATE scorecards SET score = 9e999",
        "UPDATE scorecards SET score = 'high'",
        "UPDATE scorecards SET periods_below = 'two'",
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        if (still_read(*state, changes[i])) fail_msg("%s", changes[i]);
    assert_true(still_read(*state, "UPDATE scorecards SET score = NULL, track = 'a', periods_above = 3"));
}

int main(void)
{
#define in_scratch(test) cmocka_unit_test_setup_teardown(test, make_scratch, remove_scratch)
    const struct CMUnitTest tests[] = {
        in_scratch(nothing_there_is_nothing_known),
        in_scratch(the_same_run_changes_nothing),
        in_scratch(another_result_is_refused),
        in_scratch(hostile_names_are_names),
        in_scratch(periods_do_not_overlap),
        in_scratch(runs_stand_by_period),
        in_scratch(a_removed_run_leaves_no_rows),
        in_scratch(a_run_without_its_end_is_no_run),
        in_scratch(a_newer_store_is_refused),
        in_scratch(a_text_is_no_store),
        in_scratch(another_database_is_no_store),
        in_scratch(a_folder_is_no_store),
        in_scratch(a_view_is_not_read),
        in_scratch(what_rung_did_not_write_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
