#include "cli/command.h"
#include "cli/terminal.h"

int report_command(const struct arguments *arguments)
{
    const char *file = arguments->output ? arguments->output : "report.html";
    if (arguments->word_count != 2) {
        fputs("rung: error: rung report takes one folder of results\n   cure: rung report out -o report.html\n", stderr);
        return EXIT_WRONG;
    }
    struct rung_run *run = command_new_run();
    if (!run) return EXIT_WRONG;
    enum rung_status status = rung_report(run, arguments->words[1], file);
    terminal_problems(run, status, "");
    if (status == RUNG_OK) command_written(arguments, file);
    return command_finish(run, status);
}
