#include "cli/command.h"
#include "cli/terminal.h"

static void tell_checked(const struct rung_run *run, const char *folder)
{
    size_t warnings = rung_warning_count(run);
    if (warnings == 0)
        printf("%s: nothing wrong found\n", folder);
    else
        printf("%s: no mistakes, %zu %s\n", folder, warnings, warnings == 1 ? "warning" : "warnings");
}

int check_command(const struct arguments *arguments)
{
    struct rung_run *run = command_one_program(arguments) ? command_new_run() : NULL;
    if (!run) return EXIT_WRONG;
    enum rung_status status = rung_run_check(run, arguments->words[1], &arguments->options);
    if (status == RUNG_OK && rung_error_count(run) == 0 && !arguments->quiet) tell_checked(run, arguments->words[1]);
    terminal_problems(run, status, "");
    return command_finish(run, status);
}
