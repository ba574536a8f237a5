#include "cli/command.h"
#include "cli/terminal.h"

int editor_command(const struct arguments *arguments)
{
    const char *folder = arguments->word_count > 1 ? arguments->words[1] : ".";
    if (arguments->word_count > 2) {
        fputs("rung: error: rung editor takes one folder\n   cure: rung editor scorecards/starter\n", stderr);
        return EXIT_WRONG;
    }
    struct rung_run *run = command_new_run();
    char *report;
    if (!run) return EXIT_WRONG;
    enum rung_status status = rung_editor(run, folder, &arguments->options, &report);
    if (report && !arguments->quiet) fputs(report, stdout);
    rung_text_free(report);
    terminal_problems(run, status, "");
    return command_finish(run, status);
}
