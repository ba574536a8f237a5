#include "out/verify.h"

#include <errno.h>
#include <limits.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/temp_folder.h"
#include "out/outputs.h"
#include "program/node.h"
#include "rung.h"

static const char record_file[] = "run.json";
enum { RECORD_MOST = 64 << 20 };

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

/* ---- records */

static const struct node no_node = {.kind = NODE_LIST};

static const struct node *inside(const struct node *map, const char *key)
{
    const struct node *node = node_get(map, key);
    return node ? node : &no_node;
}

/* Of what is no scalar, and of null: "". */
static const char *word(const struct node *map, const char *key)
{
    const struct node *node = inside(map, key);
    bool given = node->kind == NODE_SCALAR && node->quoted;
    return given ? node->scalar.ptr : "";
}

static const struct node *read_record(const struct verifying *verifying, const char *folder)
{
    struct buf bytes = {.ceiling = RECORD_MOST};
    const char *path = arena_printf(verifying->arena, "%s/%s", folder, record_file);
    const struct node *record = NULL;
    if (!path || !file_read_path(path, &bytes))
        problem_add(verifying->problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){.file = folder},
                    "name a folder that rung run has written, with all of its files", "there is no %s to read here: %s", record_file,
                    strerror(errno));
    else
        record = yaml_read(path, arena_text(verifying->arena, buf_view(&bytes)), verifying->arena, verifying->problems);
    buf_release(&bytes);
    bool whole = *word(record, "rung") && *word(inside(record, "program"), "folder") && inside(record, "outputs")->count > 0;
    if (!record || whole) return record;
    problem_add(verifying->problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){.file = path}, "run the program again",
                "this is not the record of a run");
    return NULL;
}

static const struct node *entry_named(const struct node *list, const char *key, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(word(list->items[i], key), name) == 0) return list->items[i];
    return NULL;
}

static bool same_digest(const struct node *a, const struct node *b)
{
    return strcmp(word(a, "sha256"), word(b, "sha256")) == 0;
}

/* ---- the files as they lie there */

static void check_file(struct verifying *verifying, const struct node *entry)
{
    struct buf bytes = {0};
    char digest[DIGEST_TEXT_SIZE];
    const char *path = arena_printf(verifying->arena, "%s/%s", verifying->folder, word(entry, "file"));
    if (!path) return;
    if (!file_read_path(path, &bytes)) {
        differs(verifying, "%s cannot be read: %s", path, strerror(errno));
    } else {
        digest_of(buf_view(&bytes), digest);
        if (strcmp(digest, word(entry, "sha256")) != 0) differs(verifying, "%s was changed after the run", path);
    }
    buf_release(&bytes);
}

static void check_files(struct verifying *verifying)
{
    const struct node *outputs = inside(verifying->record, "outputs");
    size_t before = verifying->differences;
    for (size_t i = 0; i < outputs->count; i++) check_file(verifying, outputs->items[i]);
    if (verifying->differences == before)
        buf_printf(verifying->out, "%s: %zu files as the run wrote them\n", verifying->folder, outputs->count);
}

/* ---- run again */

static bool want_outputs(const struct verifying *verifying, struct outputs *outputs)
{
    const struct node *files = inside(verifying->record, "outputs");
    outputs->style = csv_style_named(word(verifying->record, "format"));
    for (size_t s = 0; s < SHEET_COUNT; s++)
        for (size_t i = 0; i < files->count; i++) {
            const char *file = word(files->items[i], "file");
            size_t stem = strcspn(file, ".");
            if (text_is((struct text){file, stem}, sheets[s].name)) outputs->wanted[s] = true;
        }
    if (outputs->style) return true;
    problem_add(verifying->problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){.file = verifying->folder}, "run the program again",
                "its record names a format that this Rung does not write: \"%s\"", word(verifying->record, "format"));
    return false;
}

static const char *recorded(const char *given, const char *from_record)
{
    return given || !*from_record ? given : from_record;
}

/* The record of the same run, made now; NULL after reporting problems. */
static const struct node *run_again(const struct verifying *verifying, const char *into)
{
    const struct node *program = inside(verifying->record, "program");
    struct run run = {0};
    struct problems found = {0};
    struct outputs outputs = {0};
    struct run_options options = *verifying->options;
    options.period = word(inside(verifying->record, "period"), "name");
    options.data = recorded(options.data, word(program, "data"));
    options.history = recorded(options.history, word(inside(verifying->record, "history"), "file"));
    bool good = want_outputs(verifying, &outputs) && run_load(&run, word(program, "folder"), &options, &found) &&
                run_measure(&run, &found) && outputs_folder(&outputs, &run, into, verifying->arena, &found);
    if (!good) problems_merge(verifying->problems, &found);
    verifying->problems->out_of_memory |= run_starved(&run, good, &found);
    problems_release(&found);
    run_release(&run);
    return good ? read_record(verifying, into) : NULL;
}

/* ---- what differs */

static void compare_entries(struct verifying *verifying, const struct node *before, const struct node *after, const char *key,
                            const char *kind)
{
    for (size_t i = 0; i < before->count; i++) {
        const char *name = word(before->items[i], key), *file = word(before->items[i], "file");
        const struct node *now = entry_named(after, key, name);
        if (!now)
            differs(verifying, "%s %s is not read any more", kind, name);
        else if (strcmp(file, word(now, "file")) != 0)
            differs(verifying, "%s %s was read from %s, and now is from %s", kind, name, file, word(now, "file"));
        else if (!same_digest(before->items[i], now))
            differs(verifying, "%s %s%s%s%s has changed since the run", kind, name, *file ? " (" : "", file, *file ? ")" : "");
    }
    for (size_t i = 0; i < after->count; i++)
        if (!entry_named(before, key, word(after->items[i], key)))
            differs(verifying, "%s %s was not there in the run", kind, word(after->items[i], key));
}

static void compare_history(struct verifying *verifying, const struct node *before, const struct node *after)
{
    const struct node *was = inside(before, "read"), *is = inside(after, "read");
    bool same = was->count == is->count;
    for (size_t i = 0; same && i < was->count; i++) same = strcmp(word(was->items[i], "id"), word(is->items[i], "id")) == 0;
    if (!same) differs(verifying, "the earlier periods in the history (%s) have changed since the run", word(before, "file"));
}

static void compare_inputs(struct verifying *verifying, const struct node *now)
{
    const struct node *was = verifying->record, *program = inside(was, "program");
    if (strcmp(word(was, "rung"), RUNG_VERSION) != 0)
        differs(verifying, "the run was made by rung %s, and this is %s", word(was, "rung"), RUNG_VERSION);
    if (!same_digest(program, inside(now, "program")))
        differs(verifying, "%s/program.yaml has changed since the run", word(program, "folder"));
    if (!same_digest(inside(program, "version_file"), inside(inside(now, "program"), "version_file")))
        differs(verifying, "the version in force (%s) has changed since the run", word(inside(program, "version_file"), "file"));
    compare_entries(verifying, inside(was, "plugins"), inside(now, "plugins"), "name", "plugin");
    compare_entries(verifying, inside(was, "tables"), inside(now, "tables"), "name", "table");
    compare_history(verifying, inside(was, "history"), inside(now, "history"));
}

static void compare_outputs(struct verifying *verifying, const struct node *now)
{
    const struct node *was = inside(verifying->record, "outputs"), *is = inside(now, "outputs");
    size_t inputs = verifying->differences, different = 0;
    compare_inputs(verifying, now);
    inputs = verifying->differences - inputs;
    for (size_t i = 0; i < was->count; i++) {
        const struct node *other = entry_named(is, "file", word(was->items[i], "file"));
        if (other && same_digest(was->items[i], other)) continue;
        differs(verifying, "run again, %s comes out otherwise", word(was->items[i], "file"));
        different++;
    }
    if (different > 0 && inputs == 0) buf_puts(verifying->out, "no input has changed: the record was, or this is a fault of Rung\n");
    if (different > 0) return;
    buf_printf(verifying->out, "%s, %s, run again: %s\n", word(inside(verifying->record, "program"), "folder"),
               word(inside(verifying->record, "period"), "name"), inputs ? "the results stay the same" : "every byte is the same");
}

/* Paths in a record are those that the run was given. */
static bool program_there(const struct verifying *verifying)
{
    const char *program = word(inside(verifying->record, "program"), "folder");
    if (file_is_folder(program)) return true;
    problem_add(verifying->problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){.file = program},
                "start rung verify from the folder in which rung run was started", "the program of the run is not here");
    return false;
}

bool verify_results(const char *folder, const struct run_options *options, struct buf *out, bool *same, struct arena *arena,
                    struct problems *problems)
{
    struct verifying verifying = {.folder = folder, .options = options, .out = out, .arena = arena, .problems = problems};
    char scratch[PATH_MAX];
    verifying.record = read_record(&verifying, folder);
    if (!verifying.record) return false;
    check_files(&verifying);
    if (!program_there(&verifying) || !temp_folder_make(scratch, problems)) return false;
    const char *into = arena_printf(arena, "%s/out", scratch);
    const struct node *now = into ? run_again(&verifying, into) : NULL;
    if (now) compare_outputs(&verifying, now);
    temp_folder_remove(scratch);
    *same = verifying.differences == 0;
    if (now) buf_puts(out, *same ? "all is as it was\n" : "not all is as it was: see above\n");
    return now && !out->failed && !arena->failed;
}
