#include "run/cases.h"

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/number.h"
#include "run/case_program.h"
#include "run/run.h"

enum { ENTRIES_MAX = 4096 };

struct bench {
    char folder[PATH_MAX]; /* where the programs of the cases are made */
    struct buf told;       /* the error that was told last: not told again for the next case */
    const char *library;
    struct buf *report;
    size_t *passed, *failed;
    struct problems *problems;
};

/* ---- what came out */

struct got {
    enum case_wish kind;
    double number;
    struct decimal exact;
    struct buf said; /* the reason; of an error, all that was said */
};

static void take_measure(struct got *got, const struct run *run)
{
    const struct measure *measure = NULL;
    for (size_t m = 0; m < run->program->metric_count; m++)
        if (strcmp(run->program->metrics[m].name, CASE_RULE) == 0) measure = &run_measures(run, 0)[m];
    got->kind = measure && measure->state == MEASURE_VALUE ? WISH_VALUE : WISH_NO_DATA;
    got->number = measure ? measure->value : 0;
    if (measure) buf_text(&got->said, results_text(&run->results, measure->reason));
}

static void take_award(struct got *got, const struct run *run)
{
    const struct award *award = run_awards(run, 0);
    got->kind = award->kind == AWARD_MARGIN ? WISH_MARGIN : award->kind == AWARD_AMOUNT ? WISH_AMOUNT : WISH_NOTHING;
    got->exact = decimal_of(award->units, award->scale);
    buf_text(&got->said, results_text(&run->results, award->reason));
}

static bool ends_with(const char *name, const char *end)
{
    size_t n = strlen(name), m = strlen(end);
    return n > m && strcmp(name + n - m, end) == 0;
}

/* Places in the folder made for a case mean the plugin, or else the cases: which one is said elsewhere. */
static struct problem as_of_case(const struct bench *bench, const struct case_file *file, const struct problem *problem)
{
    struct problem shown = *problem;
    const char *path = problem->place.file;
    shown.partner = NULL;
    if (shown.subject && ends_with(shown.subject, CASE_RULE)) shown.subject = NULL;
    if (!path || strncmp(path, bench->folder, strlen(bench->folder)) != 0) return shown;
    if (ends_with(path, ".lua")) {
        shown.place.file = file->plugin.path;
    } else {
        shown.place = (struct place){.file = file->source.path};
        shown.line = NULL;
    }
    return shown;
}

static void take_problems(const struct bench *bench, const struct case_file *file, struct got *got, const struct problems *problems)
{
    got->kind = WISH_ERROR;
    buf_clear(&got->said);
    for (size_t i = 0; i < problems->count; i++) {
        if (problems->items[i].severity != SEVERITY_ERROR) continue;
        struct problem shown = as_of_case(bench, file, &problems->items[i]);
        problem_format(&shown, false, &got->said);
    }
}

static void run_program(const struct bench *bench, const struct case_file *file, struct got *got)
{
    struct run run = {0};
    struct problems problems = {0};
    struct run_options options = {.library = bench->library, .jobs = 1};
    bool loaded = run_load(&run, bench->folder, &options, &problems), good = loaded && run_measure(&run, &problems);
    if (loaded && !good) problems_merge(bench->problems, &problems); /* the machine gave out, which no case is about */
    if (good && problems.errors == 0) {
        if (file->incentive)
            take_award(got, &run);
        else
            take_measure(got, &run);
    } else {
        take_problems(bench, file, got, &problems);
    }
    if (run_starved(&run, good, &problems)) bench->problems->out_of_memory = true;
    problems_release(&problems);
    run_release(&run);
}

/* ---- expected and got */

static bool holds(struct text all, struct text part)
{
    return part.len == 0 || (all.len >= part.len && memmem(all.ptr, all.len, part.ptr, part.len));
}

static struct decimal wanted_exactly(const struct plugin_case *one)
{
    struct decimal exact = one->number.exact;
    if (!one->number.has_exact && !decimal_from_double(one->number.value.number, &exact)) exact = (struct decimal){0};
    return exact;
}

static bool as_expected(const struct plugin_case *one, const struct got *got)
{
    double wanted = one->number.value.number;
    if (got->kind != one->wish) return false;
    if (one->wish == WISH_ERROR) return holds(buf_view(&got->said), one->part);
    if (one->has_reason && !text_equal(one->reason, buf_view(&got->said))) return false;
    if (one->wish == WISH_VALUE) return fabs(got->number - wanted) <= 1e-9 * fmax(1, fabs(wanted));
    return (one->wish != WISH_MARGIN && one->wish != WISH_AMOUNT) || decimal_compare(got->exact, wanted_exactly(one)) == 0;
}

static void say_decimal(struct buf *out, struct decimal exact)
{
    char text[DECIMAL_TEXT_MAX];
    decimal_format(decimal_trim(exact), text);
    buf_printf(out, " %s", text);
}

static void say_number(struct buf *out, enum case_wish kind, double number, struct decimal exact)
{
    char text[NUMBER_TEXT_MAX];
    if (kind == WISH_MARGIN || kind == WISH_AMOUNT) say_decimal(out, exact);
    if (kind != WISH_VALUE) return;
    number_format(number, text);
    buf_printf(out, " %s", text);
}

/* Each line of it behind "  #". */
static void say_lines(struct buf *out, struct text lines)
{
    while (lines.len > 0) {
        const char *newline = memchr(lines.ptr, '\n', lines.len);
        size_t len = newline ? (size_t)(newline - lines.ptr) : lines.len;
        buf_printf(out, "  #   %.*s\n", (int)len, lines.ptr);
        len += newline != NULL;
        lines = (struct text){lines.ptr + len, lines.len - len};
    }
}

/* Mistakes that keep a plugin from loading are those of every case: the first one tells them. */
static void say_error(struct bench *bench, struct text said)
{
    bool again = text_equal(buf_view(&bench->told), said);
    buf_puts(bench->report, again ? ", the same as above\n" : "\n");
    if (again) return;
    say_lines(bench->report, said);
    buf_clear(&bench->told);
    buf_text(&bench->told, said);
}

static void say_difference(struct bench *bench, const struct case_file *file, const struct plugin_case *one, const struct got *got)
{
    struct buf *out = bench->report;
    buf_printf(out, "  # %s:%u\n  # expected: %s", file->source.path, one->at.line, case_wish_names[one->wish]);
    say_number(out, one->wish, one->number.value.number, wanted_exactly(one));
    if (one->wish == WISH_ERROR) buf_printf(out, " with \"%.*s\"", TEXT_ARG(one->part));
    if (one->has_reason) buf_printf(out, ", \"%.*s\"", TEXT_ARG(one->reason));
    buf_printf(out, "\n  # got:      %s", case_wish_names[got->kind]);
    say_number(out, got->kind, got->number, got->exact);
    if (got->kind != WISH_ERROR && got->said.len) buf_printf(out, ", \"%.*s\"", TEXT_ARG(buf_view(&got->said)));
    if (got->kind == WISH_ERROR)
        say_error(bench, buf_view(&got->said));
    else
        buf_char(out, '\n');
}

/* ---- cases, files, folders */

static void tell_case(struct bench *bench, const struct case_file *file, const struct plugin_case *one, const struct got *got)
{
    bool good = as_expected(one, got);
    *(good ? bench->passed : bench->failed) += 1;
    buf_printf(bench->report, "%sok %zu - %s: %.*s\n", good ? "" : "not ", *bench->passed + *bench->failed, file->name,
               TEXT_ARG(one->name));
    if (!good) say_difference(bench, file, one, got);
}

static bool run_case(struct bench *bench, const struct case_file *file, const struct plugin_case *one)
{
    struct got got = {0};
    if (!case_program_write(bench->folder, file, one, bench->problems)) return false;
    size_t errors = bench->problems->errors;
    run_program(bench, file, &got);
    bench->problems->out_of_memory |= got.said.failed || bench->told.failed;
    bool told = !bench->problems->out_of_memory && bench->problems->errors == errors;
    if (told) tell_case(bench, file, one, &got);
    buf_release(&got.said);
    return told;
}

static bool make_folder(struct bench *bench)
{
    const char *parent = getenv("TMPDIR");
    int length = snprintf(bench->folder, sizeof bench->folder, "%s/rung-cases-XXXXXX", parent && *parent ? parent : P_tmpdir);
    if (length < (int)sizeof bench->folder && mkdtemp(bench->folder)) return true;
    problem_add(bench->problems, SEVERITY_ERROR, STAGE_OUTPUT, (struct place){0}, "set TMPDIR to a folder with room",
                "no folder for the programs of cases: %s", strerror(errno));
    return false;
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *at)
{
    (void)status, (void)type, (void)at;
    return remove(path);
}

static bool run_file(struct bench *bench, const char *path)
{
    struct arena arena = {0};
    struct case_file file;
    bool good = case_file_read(&file, path, &arena, bench->problems) && make_folder(bench);
    if (good) {
        good = case_program_plugins(bench->folder, &file, bench->problems);
        for (size_t i = 0; good && i < file.count; i++) good = run_case(bench, &file, &file.cases[i]);
        nftw(bench->folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
        buf_release(&bench->told);
    }
    arena_release(&arena);
    return good;
}

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Paths of what stands in a folder, in the order of names; NULL after a problem. */
static const char **list_folder(const struct bench *bench, const char *folder, size_t *count, struct arena *arena)
{
    DIR *entries = opendir(folder);
    const char **paths = arena_array(arena, ENTRIES_MAX, sizeof *paths);
    *count = 0;
    if (!entries || !paths)
        problem_add(bench->problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){.file = folder}, "make the folder readable",
                    "the folder cannot be read: %s", strerror(errno));
    for (struct dirent *entry; entries && paths && *count < ENTRIES_MAX && (entry = readdir(entries));)
        if (entry->d_name[0] != '.' && (paths[*count] = arena_printf(arena, "%s/%s", folder, entry->d_name))) ++*count;
    if (entries) closedir(entries);
    if (paths) qsort(paths, *count, sizeof *paths, by_name);
    return entries ? paths : NULL;
}

static bool run_path(struct bench *bench, const char *path);

static bool run_folder(struct bench *bench, const char *folder)
{
    struct arena arena = {0};
    size_t count;
    const char **paths = list_folder(bench, folder, &count, &arena);
    bool good = paths != NULL;
    for (size_t i = 0; i < count; i++)
        if (is_folder(paths[i]) || ends_with(paths[i], CASES_SUFFIX)) good = run_path(bench, paths[i]) && good;
    arena_release(&arena);
    return good;
}

static bool run_path(struct bench *bench, const char *path)
{
    return is_folder(path) ? run_folder(bench, path) : run_file(bench, path);
}

/* ---- which cases are meant */

static bool cases_at(const char *folder, const char *name, char path[PATH_MAX])
{
    size_t stem = strlen(name) - (ends_with(name, ".lua") ? strlen(".lua") : 0);
    if (snprintf(path, PATH_MAX, "%s%s%.*s" CASES_SUFFIX, folder ? folder : "", folder ? "/" : "", (int)stem, name) >= PATH_MAX)
        return false;
    return access(path, F_OK) == 0;
}

static bool find_cases(const char *name, const char *library, char path[PATH_MAX])
{
    if (is_folder(name) || ends_with(name, CASES_SUFFIX)) return snprintf(path, PATH_MAX, "%s", name) < PATH_MAX;
    return cases_at(NULL, name, path) || (library && cases_at(library, name, path));
}

/* A plugin or folder that is there, but without cases. */
static void report_no_cases(const struct bench *bench, const char *name)
{
    char plugin[PATH_MAX];
    size_t stem = strlen(name) - (ends_with(name, ".lua") ? strlen(".lua") : 0);
    bool there = snprintf(plugin, sizeof plugin, "%.*s.lua", (int)stem, name) < PATH_MAX && access(plugin, F_OK) == 0;
    struct problem *problem =
        problem_add(bench->problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){0},
                    "name a plugin such as plugins/metrics/sum, with sum" CASES_SUFFIX " beside it, or a folder with such files",
                    is_folder(name) ? "no cases in the folder \"%s\"" : "no cases for \"%s\"", name);
    if (there) problem_cure(bench->problems, problem, "write some to %.*s" CASES_SUFFIX, (int)stem, name);
}

bool cases_run(const char *path_or_plugin, const char *library, struct buf *report, size_t *passed, size_t *failed,
               struct problems *problems)
{
    struct bench bench = {.library = library, .report = report, .passed = passed, .failed = failed, .problems = problems};
    char path[PATH_MAX];
    size_t before = *passed + *failed + problems->errors;
    bool good = find_cases(path_or_plugin, library, path) && run_path(&bench, path);
    if (*passed + *failed + problems->errors > before) return good;
    report_no_cases(&bench, path_or_plugin);
    return false;
}
