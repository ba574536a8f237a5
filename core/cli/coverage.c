#include "cli/command.h"
#include "cli/terminal.h"

int coverage_command(const struct arguments *arguments)
{
    if (!command_one_program(arguments)) return EXIT_WRONG;
    struct rung_coverage asked = {.json = arguments->view.json, .width = terminal_width()};
    struct rung_run *run = command_new_run();
    char *text;
    if (!run) return EXIT_WRONG;
    enum rung_status status = rung_coverage(run, arguments->words[1], &asked, &arguments->options, &text);
    if (text) fputs(text, stdout);
    rung_text_free(text);
    if (status != RUNG_OK) terminal_problems(run, status, "");
    return command_finish(run, status);
}
