#include "out/outputs.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/interrupt.h"
#include "out/press.h"
#include "out/record.h"
#include "out/workbook.h"
#include "run/lapsed.h"

/* The tables, the problems and the workbook. */
enum { FILES_MOST = SHEET_COUNT + 2 };

struct files {
    struct out_file file[FILES_MOST];
    struct out_file *sheet[SHEET_COUNT]; /* NULL: not wanted */
    struct out_file *all[FILES_MOST];
    size_t count;
};

/* Beside its workbook a run writes plain CSV, which people who want a workbook need not open, and every other command can read. */
static const char workbook_format[] = "xlsx";

const struct csv_style *outputs_style(const char *format)
{
    return csv_style_named(strcmp(format, workbook_format) == 0 ? csv_styles[0].name : format);
}

bool outputs_format(struct outputs *outputs, const char *format)
{
    outputs->workbook = strcmp(format, workbook_format) == 0;
    outputs->style = outputs_style(format);
    return outputs->style != NULL;
}

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
    struct record record = {.run = run,
                            .summary = &outputs->summary,
                            .problems = problems,
                            .format = outputs->workbook ? workbook_format : outputs->style->name,
                            .files = files->all,
                            .file_count = files->count};
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

static bool put_sheet(void *context, size_t sheet, struct text page)
{
    struct out_file **files = context;
    out_file_put(files[sheet], page);
    return !files[sheet]->error;
}

static bool press_files(struct outputs *outputs, const struct run *run, struct out_file *sheet[SHEET_COUNT], struct problems *problems)
{
    struct press_target target = {outputs->style, outputs->wanted, put_sheet, sheet};
    return press_run(run, &target, &outputs->summary, problems);
}

static bool put_workbook(const struct outputs *outputs, const struct run *run, struct files *files, const struct folder *folder,
                         struct problems *problems)
{
    struct workbook workbook = {run, &outputs->summary, outputs->wanted, folder->temp};
    if (!workbook_write(&workbook, problems)) return false;
    struct out_file *file = &files->file[files->count];
    files->all[files->count++] = file;
    out_file_adopt(file, folder, workbook_file);
    return true;
}

static bool write_files(struct outputs *outputs, struct run *run, const struct folder *folder, struct problems *problems)
{
    struct files files = {0};
    const char *ending = outputs->style->delimiter == '\t' ? "tsv" : "csv";
    for (size_t i = 0; i < SHEET_COUNT; i++)
        if (outputs->wanted[i]) files.sheet[i] = add_file(&files, folder, sheets[i].name, ending);
    double begin = clock_seconds();
    bool good = press_files(outputs, run, files.sheet, problems);
    report_overflows(&outputs->summary, problems);
    problems_sort(problems);
    put_problems(outputs, add_file(&files, folder, "problems", ending), problems);
    good = good && (!outputs->workbook || put_workbook(outputs, run, &files, folder, problems));
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

static bool any_wanted(const struct outputs *outputs, struct problems *problems)
{
    for (size_t i = 0; i < SHEET_COUNT; i++)
        if (outputs->wanted[i]) return true;
    problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){0}, "add warnings to program.yaml, as in warnings: {near: 5%}",
                "the program asks for no warnings");
    return false;
}

/* What the history would refuse is not begun. The table of warnings is one that the program asks for. */
static bool start(struct outputs *outputs, struct run *run, struct recording *recording, struct arena *arena, struct problems *problems)
{
    outputs->wanted[SHEET_WARNINGS] = outputs->wanted[SHEET_WARNINGS] && run->program->warnings.given;
    if (!summary_init(&outputs->summary, run->program, arena)) {
        problems->out_of_memory = true;
        return false;
    }
    if (!any_wanted(outputs, problems)) return false;
    bool good = !outputs->record || recording_begin(recording, run, problems);
    outputs->known = recording->known;
    return good && (!outputs->wanted[SHEET_WARNINGS] || lapsed_measure(run, problems));
}

static bool write_whole(struct outputs *outputs, struct run *run, const char *path, const struct recording *recording, struct arena *arena,
                        struct problems *problems)
{
    sigset_t before = interrupts_hold();
    bool good = write_folder(outputs, run, path, recording, arena, problems);
    interrupts_release(&before);
    return good;
}

bool outputs_folder(struct outputs *outputs, struct run *run, const char *path, struct arena *arena, struct problems *problems)
{
    struct recording recording = {0};
    bool good = start(outputs, run, &recording, arena, problems) && write_whole(outputs, run, path, &recording, arena, problems);
    recording_end(&recording);
    return good;
}

static bool write_stdout(struct outputs *outputs, struct run *run, struct problems *problems)
{
    struct out_file file;
    struct out_file *files[SHEET_COUNT] = {0};
    for (size_t i = 0, found = 0; i < SHEET_COUNT; i++) {
        outputs->wanted[i] = outputs->wanted[i] && found == 0;
        if (!outputs->wanted[i]) continue;
        out_file_stdout(&file, sheets[i].name);
        files[i] = &file;
        found++;
    }
    bool good = press_files(outputs, run, files, problems);
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
