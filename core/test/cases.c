#include "test/cases.h"

#include "base/temp_folder.h"
#include "test/accept.h"
#include "test/case_program.h"
#include "test/case_text.h"

struct bench {
    struct suite *suite;
    const struct test_settings *settings;
    struct arena *arena;
    struct problems *problems;
    struct case_file file;
    char folder[PATH_MAX]; /* where the programs of the cases are made */
    struct case_outcome *outcomes;
    struct case_change *changes; /* as outcomes; NULL: nothing is to be rewritten */
    struct case_lines lines;
    struct text told; /* the error that was told last: not told again for the next case */
};

/* ---- what is said of a case */

static void put_difference(struct bench *bench, struct buf *out, size_t i)
{
    const struct plugin_case *one = &bench->file.cases[i];
    const struct case_outcome *outcome = &bench->outcomes[i];
    buf_puts(out, "expected: ");
    case_text_expected(out, one);
    buf_puts(out, "\ngot:      ");
    case_text_got(out, outcome);
    bool error = outcome->kind == WISH_ERROR, again = error && text_equal(bench->told, outcome->said);
    buf_puts(out, again ? ", the same as above\n" : "\n");
    if (error && !again) suite_put_lines(out, "  ", bench->told = outcome->said);
    if (!again && (!error || outcome->loaded)) case_text_input(out, &bench->file, one, outcome);
}

/* In one line, and at length. */
static void tell_difference(struct bench *bench, struct test_result *result, size_t i)
{
    struct buf said = {0};
    const struct case_outcome *outcome = &bench->outcomes[i];
    buf_puts(&said, "expected ");
    case_text_expected(&said, &bench->file.cases[i]);
    buf_puts(&said, ", got ");
    case_text_got(&said, outcome);
    if (outcome->kind == WISH_ERROR) buf_printf(&said, ": %.*s", TEXT_ARG(outcome->what));
    result->message = suite_line(bench->suite, &said, bench->arena);
    put_difference(bench, &said, i);
    if (bench->changes && bench->changes[i].refused) buf_printf(&said, "not rewritten: %s\n", bench->changes[i].refused);
    result->details = suite_lines(bench->suite, &said, bench->arena);
    buf_release(&said);
}

static void tell_change(struct bench *bench, struct test_result *result, size_t i)
{
    struct buf said = {0};
    buf_printf(&said, "rewritten: %s\n", bench->changes[i].said);
    result->details = suite_lines(bench->suite, &said, bench->arena);
    buf_release(&said);
}

static void tell_case(struct bench *bench, size_t i)
{
    const struct plugin_case *one = &bench->file.cases[i];
    bool good = case_as_expected(one, &bench->outcomes[i]), accepted = !good && bench->changes && bench->changes[i].said;
    struct test_result *result = suite_add(bench->suite, bench->arena);
    if (!result) return;
    *result = (struct test_result){.verdict = good       ? VERDICT_PASSED
                                              : accepted ? VERDICT_ACCEPTED
                                                         : VERDICT_FAILED,
                                   .name = suite_word(bench->suite, one->name, bench->arena),
                                   .file = suite_word(bench->suite, text_of(bench->suite->path), bench->arena),
                                   .line = one->at.line,
                                   .seconds = bench->outcomes[i].seconds};
    if (accepted)
        tell_change(bench, result, i);
    else if (!good)
        tell_difference(bench, result, i);
}

/* ---- the cases of a file */

/* How many were run: all of them, unless the machine gives out. */
static size_t run_all(struct bench *bench)
{
    const struct case_file *file = &bench->file;
    size_t done = 0;
    bench->outcomes = arena_array(bench->arena, file->count, sizeof *bench->outcomes);
    if (!bench->outcomes || !temp_folder_make(bench->folder, bench->problems)) return 0;
    bool good = case_program_plugins(bench->folder, file, bench->problems);
    while (good && done < file->count) {
        good = case_run(bench->folder, file, &file->cases[done], &bench->settings->options, &bench->outcomes[done], &bench->lines,
                        bench->arena, bench->problems);
        done += good;
    }
    temp_folder_remove(bench->folder);
    return done;
}

/* How many of the plugin's lines ran, and each that never did. */
static void tell_lines(struct bench *bench)
{
    struct buf said = {0}, missed = {0};
    struct suite *suite = bench->suite;
    const struct source *plugin = &bench->file.plugin;
    for (size_t line = 1; line <= bench->lines.count; line++) {
        suite->lines_can += bench->lines.can[line - 1];
        suite->lines_ran += bench->lines.ran[line - 1];
        struct text text = source_line(plugin, line);
        if (bench->lines.can[line - 1] && !bench->lines.ran[line - 1])
            buf_printf(&missed, "%s:%zu: %.*s\n", plugin->path, line, TEXT_ARG(text));
    }
    if (suite->lines_can == 0) return;
    buf_printf(&said, "%s: %zu of %zu lines ran, %zu %%%s\n", plugin->path, suite->lines_ran, suite->lines_can,
               suite->lines_ran * 100 / suite->lines_can, missed.len ? "; never:" : "");
    suite_put_lines(&said, "  ", buf_view(&missed));
    suite->starved |= missed.failed;
    suite->coverage = suite_lines(suite, &said, bench->arena);
    buf_release(&missed);
    buf_release(&said);
}

static bool accept_all(struct bench *bench)
{
    struct case_change *changes = arena_array(bench->arena, bench->file.count, sizeof *changes);
    bool good = changes && accept_cases(&bench->file, bench->outcomes, changes, bench->arena, bench->problems);
    if (good) bench->changes = changes;
    return good;
}

void cases_run(struct suite *suite, const struct test_settings *settings, struct arena *arena, struct problems *problems)
{
    struct bench bench = {.suite = suite, .settings = settings, .arena = arena, .problems = problems};
    struct problems mistakes = {0};
    bool read = case_file_read(&bench.file, suite->path, arena, &mistakes);
    suite->name = suite_word(suite, text_of(bench.file.name ? bench.file.name : suite->path), arena);
    if (!read) suite_fail(suite, "its cases can be read", &mistakes, arena);
    problems_release(&mistakes);
    if (!read) return;
    size_t done = run_all(&bench);
    bool good = done == bench.file.count && (!settings->accept || accept_all(&bench));
    for (size_t i = 0; i < done; i++) tell_case(&bench, i);
    if (settings->options.coverage) tell_lines(&bench);
    suite->gave_out = !good;
    suite->starved |= problems->out_of_memory || arena->failed;
}
