#include "test/golden.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/temp_folder.h"
#include "out/outputs.h"
#include "test/listing.h"
#include "test/table_diff.h"

static const char record_file[] = "run.json", problems_file[] = "problems.csv";

struct golden {
    struct suite *suite;
    const struct test_settings *settings;
    struct arena *arena;
    struct problems *problems;
    const char *expected, *got; /* folders */
    double seconds;             /* that the run took */
};

bool golden_there(const char *program, struct arena *arena)
{
    struct listing listing;
    const char *folder = path_below(program, EXPECTED_FOLDER, arena);
    return folder && listing_read(&listing, folder, arena) && listing.count > 0;
}

/* ---- results */

static struct test_result *add_result(struct golden *golden, const char *file)
{
    struct test_result *result = suite_add(golden->suite, golden->arena);
    const char *name = arena_printf(golden->arena, EXPECTED_FOLDER "/%s", file), *path = path_below(golden->expected, file, golden->arena);
    if (!result || !name || !path) return NULL;
    *result = (struct test_result){.name = suite_word(golden->suite, text_of(name), golden->arena),
                                   .file = suite_word(golden->suite, text_of(path), golden->arena),
                                   .seconds = golden->seconds};
    golden->seconds = 0;
    return result;
}

__attribute__((format(printf, 4, 5))) static void fail(struct golden *golden, const char *file, const char *details, const char *format,
                                                       ...)
{
    struct test_result *result = add_result(golden, file);
    va_list arguments;
    va_start(arguments, format);
    const char *message = arena_vprintf(golden->arena, format, arguments);
    va_end(arguments);
    if (!result || !message) return;
    result->verdict = VERDICT_FAILED;
    result->message = text_of(message);
    result->details = text_of(arena_printf(golden->arena, "%s\n%s", message, details));
}

/* ---- one file */

static bool read_file(struct golden *golden, const char *folder, const char *file, struct buf *bytes)
{
    const char *path = path_below(folder, file, golden->arena);
    return path && file_read_path(path, bytes);
}

/* Paths of the program's files are those from its folder on, so that they are the same from wherever it is run. */
static void from_folder_on(struct golden *golden, const char *file, struct buf *bytes)
{
    const char *prefix = path_below(golden->suite->path, "", golden->arena);
    if (strcmp(golden->suite->path, ".") == 0) prefix = "./";
    size_t length = prefix ? strlen(prefix) : 0, kept = 0;
    if (length == 0 || strcmp(file, problems_file) != 0) return;
    for (size_t i = 0; i < bytes->len;) {
        bool begins = i == 0 || strchr(",\" \n\r(", bytes->ptr[i - 1]);
        if (begins && bytes->len - i >= length && memcmp(bytes->ptr + i, prefix, length) == 0)
            i += length;
        else
            bytes->ptr[kept++] = bytes->ptr[i++];
    }
    bytes->len = kept;
}

/* What differs, in words; "" when the cells do not. */
static struct text explain(struct golden *golden, const char *file, struct text expected, struct text got, size_t *count)
{
    struct buf said = {0};
    *count = table_diff(file, expected, got, &said, golden->arena);
    struct text text = suite_lines(golden->suite, &said, golden->arena);
    buf_release(&said);
    return text;
}

static bool rewrite(struct golden *golden, const char *file, struct text bytes)
{
    const char *path = path_below(golden->expected, file, golden->arena);
    if (path && file_replace(path, bytes)) return true;
    if (path)
        problem_add(golden->problems, SEVERITY_ERROR, STAGE_OUTPUT, (struct place){.file = path}, "make the file and its folder writable",
                    "the expected table cannot be written: %s", strerror(errno));
    return false;
}

static void tell_difference(struct golden *golden, struct test_result *result, size_t count, struct text said)
{
    const char *message = count == 0   ? "the cells are the same, but quotes, line ends or the byte order mark are not"
                          : count == 1 ? "1 difference"
                                       : arena_printf(golden->arena, "%zu differences", count);
    if (!message) return;
    result->message = text_of(message);
    const char *cure = golden->settings->accept
                           ? "rewritten"
                           : arena_printf(golden->arena, "when the new results are right: rung test %s --accept", golden->suite->path);
    if (!cure) return;
    const char *details = arena_printf(golden->arena, "%s\n%.*s%s\n", message, TEXT_ARG(said), cure);
    if (details) result->details = text_of(details);
}

static bool compare_bytes(struct golden *golden, const char *file, struct buf *expected, struct buf *got)
{
    struct test_result *result = add_result(golden, file);
    from_folder_on(golden, file, got);
    if (!result || text_equal(buf_view(expected), buf_view(got))) return result != NULL;
    struct buf plain = {0};
    buf_text(&plain, buf_view(expected));
    from_folder_on(golden, file, &plain);
    bool same = text_equal(buf_view(&plain), buf_view(got)), good = true;
    if (!same) {
        size_t count;
        struct text said = explain(golden, file, buf_view(&plain), buf_view(got), &count);
        tell_difference(golden, result, count, said);
        good = !golden->settings->accept || rewrite(golden, file, buf_view(got));
        result->verdict = golden->settings->accept && good ? VERDICT_ACCEPTED : VERDICT_FAILED;
    }
    buf_release(&plain);
    return good;
}

static void fail_unwritten(struct golden *golden, const char *file)
{
    fail(golden, file,
         "remove it from " EXPECTED_FOLDER "/: only tables of a run can be expected: scorecards.csv, metrics.csv, awards.csv, "
         "margins.csv, payouts.csv, problems.csv\n",
         "no run writes a file of this name");
}

static bool compare_file(struct golden *golden, const char *file)
{
    struct buf expected = {0}, got = {0};
    bool good = true;
    if (strcmp(file, record_file) == 0) return true;
    if (!read_file(golden, golden->got, file, &got))
        fail_unwritten(golden, file);
    else if (!read_file(golden, golden->expected, file, &expected))
        fail(golden, file, "make it a readable file\n", "the file cannot be read: %s", strerror(errno));
    else
        good = compare_bytes(golden, file, &expected, &got);
    golden->suite->starved |= expected.failed || got.failed;
    buf_release(&expected);
    buf_release(&got);
    return good;
}

/* ---- all files */

static bool compare_files(struct golden *golden)
{
    struct listing listing;
    bool good = listing_read(&listing, golden->expected, golden->arena);
    if (!good) fail(golden, "", "make the folder readable\n", "the folder cannot be read: %s", strerror(errno));
    for (size_t i = 0; good && i < listing.count; i++) good = compare_file(golden, listing.names[i]);
    return good || golden->problems->errors == 0;
}

static bool write_first(struct golden *golden, const char *file)
{
    struct buf got = {0};
    bool good = read_file(golden, golden->got, file, &got);
    from_folder_on(golden, file, &got);
    good = good && rewrite(golden, file, buf_view(&got));
    buf_release(&got);
    struct test_result *result = good ? add_result(golden, file) : NULL;
    if (!result) return false;
    result->verdict = VERDICT_ACCEPTED;
    result->details = text_of("written for the first time: look whether it is right\n");
    return true;
}

/* All tables of the run become what is expected of the next one. */
static bool write_all(struct golden *golden)
{
    struct listing listing;
    if (mkdir(golden->expected, 0777) != 0 && errno != EEXIST) {
        problem_add(golden->problems, SEVERITY_ERROR, STAGE_OUTPUT, (struct place){.file = golden->expected},
                    "make the program's folder writable", "the folder cannot be made: %s", strerror(errno));
        return false;
    }
    bool good = listing_read(&listing, golden->got, golden->arena);
    for (size_t i = 0; good && i < listing.count; i++)
        if (strcmp(listing.names[i], record_file) != 0) good = write_first(golden, listing.names[i]);
    return good;
}

/* ---- the run */

static bool run_into(struct golden *golden, struct run *run, struct problems *found)
{
    struct outputs outputs = {.style = csv_style_named("csv")};
    for (size_t i = 0; i < SHEET_COUNT; i++) outputs.wanted[i] = true;
    double begin = clock_seconds();
    bool good = run_measure(run, found) && outputs_folder(&outputs, run, golden->got, golden->arena, found);
    golden->seconds = clock_seconds() - begin;
    if (!good) problems_merge(golden->problems, found);
    return good;
}

static bool compare_run(struct golden *golden, struct run *run, struct problems *found)
{
    char scratch[PATH_MAX];
    if (!temp_folder_make(scratch, golden->problems)) return false;
    golden->got = path_below(scratch, "out", golden->arena);
    golden->expected = path_below(golden->suite->path, EXPECTED_FOLDER, golden->arena);
    bool good = golden->got && golden->expected && run_into(golden, run, found);
    if (good) good = golden_there(golden->suite->path, golden->arena) ? compare_files(golden) : write_all(golden);
    temp_folder_remove(scratch);
    return good;
}

/* The path without slashes at its end; of the folder that one is in, its own name. */
static struct text name_of(const char *path, struct arena *arena)
{
    char real[PATH_MAX];
    bool here = strcmp(path, ".") == 0 && realpath(path, real);
    struct text name = text_of(here ? arena_string(arena, text_of(strrchr(real, '/') + 1)) : path);
    while (name.len > 1 && name.ptr[name.len - 1] == '/') name.len--;
    return name;
}

void golden_run(struct suite *suite, const struct test_settings *settings, struct arena *arena, struct problems *problems)
{
    struct golden golden = {.suite = suite, .settings = settings, .arena = arena, .problems = problems};
    struct run run = {0};
    struct problems found = {0};
    suite->name = suite_word(suite, name_of(suite->path, arena), arena);
    bool loaded = run_load(&run, suite->path, &settings->options, &found), good = !loaded || compare_run(&golden, &run, &found);
    if (!loaded) suite_fail(suite, "the program can be run", &found, arena);
    if (run_starved(&run, good && loaded, &found) || arena->failed) suite->starved = true;
    problems_release(&found);
    run_release(&run);
    suite->gave_out = !good || suite->starved;
}
