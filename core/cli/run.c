#include <string.h>

#include "cli/command.h"
#include "cli/terminal.h"

static enum rung_status do_run(struct rung_run *run, const struct arguments *arguments, const char *folder)
{
    enum rung_status status = rung_run_prepare(run, folder, &arguments->write);
    if (status == RUNG_OK) status = rung_run_load(run, arguments->words[1], &arguments->options);
    if (status == RUNG_OK && arguments->record) status = rung_run_record(run);
    if (status == RUNG_OK) status = rung_run_measure(run);
    if (status == RUNG_OK) status = rung_run_write(run, folder, &arguments->write);
    return status;
}

static void print_profile(FILE *out, struct rung_run *run)
{
    const char *profile = rung_profile(run);
    if (profile) fputs(profile, out);
}

int run_command(const struct arguments *given)
{
    struct arguments arguments = *given;
    struct progress_bar bar;
    const char *folder = arguments.output ? arguments.output : "out";
    bool printed = strcmp(folder, "-") == 0;
    struct rung_run *run = command_one_program(&arguments) ? command_new_run() : NULL;
    if (!run) return EXIT_WRONG;
    progress_begin(&bar, arguments.quiet);
    arguments.options.progress = progress_draw;
    arguments.options.progress_context = &bar;
    enum rung_status status = do_run(run, &arguments, folder);
    bool written = status == RUNG_OK;
    progress_end(&bar);
    terminal_problems(run, status, printed || !written ? "" : ": see problems.csv");
    FILE *out = printed ? stderr : stdout;
    if (written && !arguments.quiet) terminal_summary(out, run, printed ? NULL : folder);
    if (written && arguments.record && !arguments.quiet)
        fprintf(out, rung_run_known(run) ? "%s holds this very run already\n" : "recorded in %s\n", rung_run_history(run));
    if (written && arguments.options.profile) print_profile(out, run);
    return command_finish(run, status);
}
