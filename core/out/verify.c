#include "out/verify.h"
#include "out/workbook.h"

#include <errno.h>
#include <limits.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/interrupt.h"
#include "base/temp_folder.h"
#include "out/outputs.h"
#include "out/recorded.h"
#include "rung.h"

struct verifying {
    const char *folder;
    const struct run_options *options;
    const struct node *record;
    struct buf *out;
    size_t differences;
    struct arena *arena;
    struct problems *problems;
};

__attribute__((format(printf, 2, 3))) static void differs(struct verifying *verifying, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *line = arena_vprintf(verifying->arena, format, arguments);
    va_end(arguments);
    if (line) buf_printf(verifying->out, "%s\n", line);
    verifying->differences++;
}

static bool same_digest(const struct node *a, const struct node *b)
{
    return strcmp(recorded_word(a, "sha256"), recorded_word(b, "sha256")) == 0;
}

/* ---- the files as they lie there */

static void check_file(struct verifying *verifying, const struct node *entry)
{
    struct buf bytes = {0};
    char digest[DIGEST_TEXT_SIZE];
    const char *path = arena_printf(verifying->arena, "%s/%s", verifying->folder, recorded_word(entry, "file"));
    if (!path) return;
    if (!file_read_path(path, &bytes)) {
        if (errno == ENOMEM) verifying->problems->out_of_memory = true;
        differs(verifying, "%s cannot be read: %s", path, strerror(errno));
    } else {
        digest_of(buf_view(&bytes), digest);
        if (strcmp(digest, recorded_word(entry, "sha256")) != 0) differs(verifying, "%s was changed after the run", path);
    }
    buf_release(&bytes);
}

static void check_files(struct verifying *verifying)
{
    const struct node *outputs = recorded_in(verifying->record, "outputs");
    size_t before = verifying->differences;
    for (size_t i = 0; i < outputs->count; i++) check_file(verifying, outputs->items[i]);
    if (verifying->differences == before)
        buf_printf(verifying->out, "%s: %zu files as the run wrote them\n", verifying->folder, outputs->count);
}

/* ---- run again */

static bool want_outputs(const struct verifying *verifying, struct outputs *outputs)
{
    const struct node *files = recorded_in(verifying->record, "outputs");
    bool known = outputs_format(outputs, recorded_word(verifying->record, "format"));
    for (size_t s = 0; s < SHEET_COUNT; s++)
        for (size_t i = 0; i < files->count; i++) {
            const char *file = recorded_word(files->items[i], "file");
            size_t stem = strcspn(file, ".");
            if (text_is((struct text){file, stem}, sheets[s].name)) outputs->wanted[s] = true;
        }
    if (known && (!outputs->workbook || workbook_possible())) return true;
    problem_add(verifying->problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){.file = verifying->folder}, "run the program again",
                "its record names a format that this Rung does not write: \"%s\"", recorded_word(verifying->record, "format"));
    return false;
}

static const char *recorded(const char *given, const char *from_record)
{
    return given || !*from_record ? given : from_record;
}

/* The record of the run, written into a folder that is gone afterwards; NULL after reporting problems. */
static const struct node *record_of(const struct verifying *verifying, struct outputs *outputs, struct run *run, struct problems *found)
{
    char scratch[PATH_MAX];
    const struct node *record = NULL;
    sigset_t before = interrupts_hold();
    if (temp_folder_make(scratch, found)) {
        const char *into = arena_printf(verifying->arena, "%s/out", scratch);
        bool good = into && outputs_folder(outputs, run, into, verifying->arena, found);
        if (good) record = recorded_read(into, verifying->arena, found);
        temp_folder_remove(scratch);
    }
    interrupts_release(&before);
    return record;
}

/* The record of the same run, made now; NULL after reporting problems. */
static const struct node *run_again(const struct verifying *verifying)
{
    const struct node *program = recorded_in(verifying->record, "program"), *period = recorded_in(verifying->record, "period");
    const struct node *record = NULL;
    struct run run = {0};
    struct problems found = {0};
    struct outputs outputs = {0};
    struct run_options options = *verifying->options;
    options.period = recorded_word(period, "name");
    options.as_of = recorded(NULL, recorded_word(period, "as_of"));
    options.data = recorded(options.data, recorded_word(program, "data"));
    options.history = recorded(options.history, recorded_word(recorded_in(verifying->record, "history"), "file"));
    bool good = want_outputs(verifying, &outputs) && run_load(&run, recorded_word(program, "folder"), &options, &found) &&
                run_measure(&run, &found);
    if (good) record = record_of(verifying, &outputs, &run, &found);
    if (!record) problems_merge(verifying->problems, &found);
    verifying->problems->out_of_memory |= run_starved(&run, record != NULL, &found);
    problems_release(&found);
    run_release(&run);
    return record;
}

/* ---- what differs */

static void compare_entries(struct verifying *verifying, const struct node *before, const struct node *after, const char *key,
                            const char *kind)
{
    for (size_t i = 0; i < before->count; i++) {
        const char *name = recorded_word(before->items[i], key), *file = recorded_word(before->items[i], "file");
        const struct node *now = recorded_entry(after, key, name);
        if (!now)
            differs(verifying, "%s %s is not read any more", kind, name);
        else if (strcmp(file, recorded_word(now, "file")) != 0)
            differs(verifying, "%s %s was read from %s, and now is from %s", kind, name, file, recorded_word(now, "file"));
        else if (!same_digest(before->items[i], now))
            differs(verifying, "%s %s%s%s%s has changed since the run", kind, name, *file ? " (" : "", file, *file ? ")" : "");
    }
    for (size_t i = 0; i < after->count; i++)
        if (!recorded_entry(before, key, recorded_word(after->items[i], key)))
            differs(verifying, "%s %s was not there in the run", kind, recorded_word(after->items[i], key));
}

static void compare_history(struct verifying *verifying, const struct node *before, const struct node *after)
{
    const struct node *was = recorded_in(before, "read"), *is = recorded_in(after, "read");
    bool same = was->count == is->count;
    for (size_t i = 0; same && i < was->count; i++)
        same = strcmp(recorded_word(was->items[i], "id"), recorded_word(is->items[i], "id")) == 0;
    if (!same) differs(verifying, "the earlier periods in the history (%s) have changed since the run", recorded_word(before, "file"));
}

static void compare_inputs(struct verifying *verifying, const struct node *now)
{
    const struct node *was = verifying->record, *program = recorded_in(was, "program");
    if (strcmp(recorded_word(was, "rung"), RUNG_VERSION) != 0)
        differs(verifying, "the run was made by rung %s, and this is %s", recorded_word(was, "rung"), RUNG_VERSION);
    if (!same_digest(program, recorded_in(now, "program")))
        differs(verifying, "%s/program.yaml has changed since the run", recorded_word(program, "folder"));
    if (!same_digest(recorded_in(program, "version_file"), recorded_in(recorded_in(now, "program"), "version_file")))
        differs(verifying, "the version in force (%s) has changed since the run",
                recorded_word(recorded_in(program, "version_file"), "file"));
    compare_entries(verifying, recorded_in(was, "plugins"), recorded_in(now, "plugins"), "name", "plugin");
    compare_entries(verifying, recorded_in(was, "tables"), recorded_in(now, "tables"), "name", "table");
    compare_history(verifying, recorded_in(was, "history"), recorded_in(now, "history"));
}

static void compare_outputs(struct verifying *verifying, const struct node *now)
{
    const struct node *was = recorded_in(verifying->record, "outputs"), *is = recorded_in(now, "outputs");
    size_t inputs = verifying->differences, different = 0;
    compare_inputs(verifying, now);
    inputs = verifying->differences - inputs;
    for (size_t i = 0; i < was->count; i++) {
        const struct node *other = recorded_entry(is, "file", recorded_word(was->items[i], "file"));
        if (other && same_digest(was->items[i], other)) continue;
        differs(verifying, "run again, %s comes out otherwise", recorded_word(was->items[i], "file"));
        different++;
    }
    if (different > 0 && inputs == 0) buf_puts(verifying->out, "no input has changed: the record was, or this is a fault of Rung\n");
    if (different > 0) return;
    buf_printf(verifying->out, "%s, %s, run again: %s\n", recorded_word(recorded_in(verifying->record, "program"), "folder"),
               recorded_word(recorded_in(verifying->record, "period"), "name"),
               inputs ? "the results stay the same" : "every byte is the same");
}

static void go_into(struct buf *path, const struct node *part, size_t i)
{
    if (part->kind == NODE_LIST)
        buf_printf(path, "[%zu]", i + 1);
    else
        buf_printf(path, "%s%.*s", path->len ? "." : "", TEXT_ARG(part->keys[i]));
}

/* Whether two parts of records say the same; if not, `path` ends at the first place where they do not. */
static bool same_part(const struct node *was, const struct node *is, struct buf *path)
{
    if (was->kind != is->kind || was->count != is->count) return false;
    if (was->kind == NODE_SCALAR) return was->quoted == is->quoted && text_equal(was->scalar, is->scalar);
    for (size_t i = 0; i < was->count; i++) {
        size_t before = path->len;
        bool map = was->kind == NODE_MAP;
        if (map && text_is(was->keys[i], "timings")) continue;
        go_into(path, was, i);
        if ((map && !text_equal(was->keys[i], is->keys[i])) || !same_part(was->items[i], is->items[i], path)) return false;
        path->len = before;
    }
    return true;
}

/* Inputs and outputs are the same, so everything else in the record has to be. */
static void compare_rest(struct verifying *verifying, const struct node *now)
{
    struct buf path = {.ceiling = 200};
    if (!same_part(verifying->record, now, &path))
        differs(verifying, "%s/run.json was changed after the run: its %.*s comes out otherwise", verifying->folder,
                TEXT_ARG(buf_view(&path)));
    buf_release(&path);
}

/* Paths in a record are those that the run was given. */
static bool program_there(const struct verifying *verifying)
{
    const char *program = recorded_word(recorded_in(verifying->record, "program"), "folder");
    if (file_is_folder(program)) return true;
    problem_add(verifying->problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){.file = program},
                "start rung verify from the folder in which rung run was started", "the program of the run is not here");
    return false;
}

bool verify_results(const char *folder, const struct run_options *options, struct buf *out, bool *same, struct arena *arena,
                    struct problems *problems)
{
    struct verifying verifying = {.folder = folder, .options = options, .out = out, .arena = arena, .problems = problems};
    verifying.record = recorded_read(folder, arena, problems);
    if (!verifying.record) return false;
    check_files(&verifying);
    const struct node *now = program_there(&verifying) ? run_again(&verifying) : NULL;
    if (now) compare_outputs(&verifying, now);
    if (now && verifying.differences == 0) compare_rest(&verifying, now);
    *same = verifying.differences == 0;
    if (now) buf_puts(out, *same ? "all is as it was\n" : "not all is as it was: see above\n");
    return now && !out->failed && !arena->failed && !problems->out_of_memory;
}
