#include "out/outputs.h"

#include <signal.h>
#include <stdio.h>

#include "base/clock.h"
#include "out/press.h"
#include "out/record.h"

enum { FILES_MOST = SHEET_COUNT + 2 };

struct files {
    struct out_file file[FILES_MOST];
    struct out_file *sheet[SHEET_COUNT]; /* NULL: not wanted */
    struct out_file *all[FILES_MOST];
    size_t count;
};

static struct out_file *add_file(struct files *files, const struct folder *folder, const char *name, const char *ending)
{
    char full[64];
    struct out_file *file = &files->file[files->count];
    snprintf(full, sizeof full, "%s.%s", name, ending);
    out_file_open(file, folder, full);
    files->all[files->count++] = file;
    return file;
}

static bool close_all(struct files *files, const struct folder *folder, struct problems *problems)
{
    bool good = true;
    for (size_t i = 0; i < files->count; i++) good = out_file_close(files->all[i], folder, problems) && good;
    return good;
}

static void put_problems(const struct outputs *outputs, struct out_file *file, struct problems *problems)
{
    struct buf page = {0};
    struct csv_row row = {.out = &page, .style = outputs->style};
    problems_sheet(problems, &row);
    if (page.failed) problems->out_of_memory = true;
    out_file_put(file, buf_view(&page));
    buf_release(&page);
}

static bool put_record(const struct outputs *outputs, const struct run *run, struct files *files, const struct folder *folder,
                       struct problems *problems)
{
    struct buf page = {0};
    struct record record = {run, &outputs->summary, problems, outputs->style, files->all, files->count};
    record_put(&record, &page);
    if (page.failed) problems->out_of_memory = true;
    struct out_file file;
    out_file_open(&file, folder, "run.json");
    out_file_put(&file, buf_view(&page));
    buf_release(&page);
    return out_file_close(&file, folder, problems) && !problems->out_of_memory;
}

static void report_overflows(const struct summary *summary, struct problems *problems)
{
    if (summary->overflows > 0)
        problem_add(
            problems, SEVERITY_ERROR, STAGE_MEASURE, (struct place){0}, "look for amounts or rates that cannot be right in awards.csv",
            "the margin of %zu partners has more digits than Rung can hold exactly; they have no recommendation", summary->overflows);
}

/* Interrupts wait until the files are whole or gone: the mask to restore. */
static sigset_t hold_interrupts(void)
{
    sigset_t held, before;
    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    sigaddset(&held, SIGTERM);
    sigaddset(&held, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &held, &before);
    return before;
}

static bool write_files(struct outputs *outputs, struct run *run, const struct folder *folder, struct problems *problems)
{
    struct files files = {0};
    const char *ending = outputs->style->delimiter == '\t' ? "tsv" : "csv";
    for (size_t i = 0; i < SHEET_COUNT; i++)
        if (outputs->wanted[i]) files.sheet[i] = add_file(&files, folder, sheets[i].name, ending);
    double begin = clock_seconds();
    bool good = press_run(run, outputs->style, files.sheet, &outputs->summary, problems);
    report_overflows(&outputs->summary, problems);
    problems_sort(problems);
    put_problems(outputs, add_file(&files, folder, "problems", ending), problems);
    good = close_all(&files, folder, problems) && good;
    run->seconds[PART_WRITE] = clock_seconds() - begin;
    return good && put_record(outputs, run, &files, folder, problems);
}

/* A kill between exchange and commit leaves whole results without a record: the run is repeated, and recorded then. */
static bool write_folder(struct outputs *outputs, struct run *run, const char *path, const struct recording *recording, struct arena *arena,
                         struct problems *problems)
{
    struct folder folder;
    bool good = folder_begin(&folder, path, arena, problems) && write_files(outputs, run, &folder, problems) &&
                folder_exchange(&folder, problems) && recording_commit(recording, problems);
    if (good)
        folder_commit(&folder);
    else
        folder_abandon(&folder);
    return good;
}

/* What the history would refuse is not begun. */
static bool start(struct outputs *outputs, const struct run *run, struct recording *recording, struct arena *arena,
                  struct problems *problems)
{
    if (!summary_init(&outputs->summary, run->program, arena)) {
        problems->out_of_memory = true;
        return false;
    }
    bool good = !outputs->record || recording_begin(recording, run, problems);
    outputs->known = recording->known;
    return good;
}

bool outputs_folder(struct outputs *outputs, struct run *run, const char *path, struct arena *arena, struct problems *problems)
{
    struct recording recording = {0};
    sigset_t before = hold_interrupts();
    bool good = start(outputs, run, &recording, arena, problems) && write_folder(outputs, run, path, &recording, arena, problems);
    recording_end(&recording);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return good;
}

static bool write_stdout(struct outputs *outputs, struct run *run, struct problems *problems)
{
    struct out_file file;
    struct out_file *files[SHEET_COUNT] = {0};
    for (size_t i = 0; i < SHEET_COUNT; i++) {
        if (!outputs->wanted[i]) continue;
        out_file_stdout(&file, sheets[i].name);
        files[i] = &file;
        break;
    }
    bool good = press_run(run, outputs->style, files, &outputs->summary, problems);
    report_overflows(&outputs->summary, problems);
    return out_file_close(&file, NULL, problems) && good;
}

bool outputs_stdout(struct outputs *outputs, struct run *run, struct arena *arena, struct problems *problems)
{
    struct recording recording = {0};
    bool good =
        start(outputs, run, &recording, arena, problems) && write_stdout(outputs, run, problems) && recording_commit(&recording, problems);
    recording_end(&recording);
    return good;
}
