/* Something new to begin with: core/draft writes it, and what it wrote is run or checked at once. */
#include <stdio.h>
#include <unistd.h>

#include "draft/draft.h"
#include "out/api.h"

/* A run of its own, over the program that was just made; its problems become those of `run`. */
static enum rung_status try_out(struct rung_run *run, const char *folder, const struct rung_options *options, const char *output)
{
    struct rung_run *trial = rung_run_new();
    struct rung_options same = options ? *options : (struct rung_options){0};
    if (!trial) return RUNG_FAILED;
    enum rung_status status = output ? rung_run_load(trial, folder, &same) : rung_run_check(trial, folder, &same);
    if (status == RUNG_OK && output) status = rung_run_measure(trial);
    if (status == RUNG_OK && output) status = rung_run_write(trial, output, NULL);
    problems_merge(&run->problems, &trial->problems);
    rung_run_free(trial);
    return status;
}

/* What the invented program gives goes to expected/, without run.json, which differs from run to run. */
static enum rung_status expect(struct rung_run *run, const char *folder, const struct rung_options *options)
{
    const char *output = arena_printf(&run->arena, "%s/expected", folder), *times = arena_printf(&run->arena, "%s/run.json", output);
    if (!output || !times) return RUNG_FAILED;
    enum rung_status status = try_out(run, folder, options, output);
    if (status == RUNG_OK) unlink(times);
    return status;
}

static bool draft_asked(const struct draft *draft, const struct rung_new *asked)
{
    const char *program = asked->program ? asked->program : ".";
    switch (asked->kind) {
    case RUNG_NEW_METRIC: return draft_plugin(draft, DRAFT_METRIC, asked->name, program);
    case RUNG_NEW_INCENTIVE: return draft_plugin(draft, DRAFT_INCENTIVE, asked->name, program);
    case RUNG_NEW_PROGRAM: break;
    }
    if (asked->file_count > 0) return draft_proposal(draft, asked->name, asked->files, asked->file_count);
    return draft_program(draft, asked->name);
}

enum rung_status rung_new(struct rung_run *run, const struct rung_new *asked, const struct rung_options *options, char **text)
{
    struct buf told = {0};
    struct draft draft = {&run->arena, &run->problems, &told};
    bool good = draft_asked(&draft, asked);
    enum rung_status status = RUNG_OK;
    if (good && asked->kind == RUNG_NEW_PROGRAM)
        status = asked->file_count > 0 ? try_out(run, asked->name, options, NULL) : expect(run, asked->name, options);
    if (good && asked->kind == RUNG_NEW_PROGRAM && run->problems.count > 0) buf_puts(&told, "\na check of it says\n");
    *text = api_text(&told);
    enum rung_status said = api_status(run, good && *text);
    return said == RUNG_OK ? status : said;
}
