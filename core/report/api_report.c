/* Reports and statements as a part of the public library: see rung.h. */
#include "base/interrupt.h"
#include "out/api.h"
#include "out/folder.h"
#include "report/output.h"
#include "report/page.h"
#include "report/statement.h"

enum rung_status rung_report(struct rung_run *run, const char *results, const char *file)
{
    struct told told;
    struct buf page = {0};
    bool good = output_check(file, &run->problems) && told_open(&told, results, &run->arena, &run->problems);
    bool made = good && page_put(&told, &page) && !run->arena.failed;
    good = made && output_write(file, buf_view(&page), &run->problems);
    run->problems.out_of_memory |= page.failed;
    buf_release(&page);
    return api_status(run, good);
}

/* ---- statements */

static bool write_one(struct rung_run *run, const struct told *told, const struct rung_statement *asked, struct buf *written)
{
    char name[STATEMENT_NAME_MAX];
    struct statement statement;
    struct buf page = {0};
    if (!statement_of(&statement, told, asked->partner, &run->problems)) return false;
    statement_file_name(&statement, name);
    const char *file = asked->output ? asked->output : name;
    statement_put(&statement, &page);
    bool good = !page.failed && !run->arena.failed && output_write(file, buf_view(&page), &run->problems);
    run->problems.out_of_memory |= page.failed;
    buf_puts(written, file);
    buf_release(&page);
    return good;
}

static bool put_file(struct rung_run *run, const struct statement *statement, const struct folder *folder, struct buf *page)
{
    char name[STATEMENT_NAME_MAX];
    struct out_file file;
    buf_clear(page);
    statement_put(statement, page);
    statement_file_name(statement, name);
    out_file_open(&file, folder, name);
    out_file_put(&file, buf_view(page));
    run->problems.out_of_memory |= page->failed;
    return out_file_close(&file, folder, &run->problems) && !page->failed && !run->arena.failed;
}

static bool put_files(struct rung_run *run, const struct told *told, const struct folder *folder)
{
    struct statement statement = {.told = told};
    struct buf page = {0};
    bool good = true;
    while (good && !interrupts_wait() && statement_next(&statement)) {
        struct arena_mark mark = arena_mark(&run->arena);
        good = put_file(run, &statement, folder, &page);
        arena_rewind(&run->arena, mark);
    }
    buf_release(&page);
    return good && !interrupts_wait();
}

static bool write_all(struct rung_run *run, const struct told *told, const struct rung_statement *asked, struct buf *written)
{
    const char *path = asked->output ? asked->output : "statements";
    struct folder folder;
    if (strcmp(path, "-") == 0) {
        problem_add(&run->problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){0}, "name a folder with -o",
                    "statements of all partners are a file each, and cannot be printed");
        return false;
    }
    sigset_t before = interrupts_hold();
    bool good = folder_begin_own(&folder, path, output_is_ours, &run->arena, &run->problems) && put_files(run, told, &folder) &&
                folder_exchange(&folder, &run->problems);
    if (good) folder_commit(&folder);
    folder_abandon(&folder);
    interrupts_release(&before);
    buf_puts(written, path);
    return good;
}

enum rung_status rung_statement(struct rung_run *run, const char *results, const struct rung_statement *asked, char **written)
{
    struct told told;
    struct buf path = {0};
    bool good = told_open(&told, results, &run->arena, &run->problems) &&
                (asked->partner ? write_one(run, &told, asked, &path) : write_all(run, &told, asked, &path));
    *written = api_text(&path);
    return api_status(run, good && *written);
}
