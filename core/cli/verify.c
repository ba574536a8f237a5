#include "cli/command.h"
#include "cli/terminal.h"

int verify_command(const struct arguments *arguments)
{
    char *text;
    bool same;
    if (arguments->word_count != 2) {
        fputs("rung: error: rung verify takes one folder of results\n   cure: rung verify out\n", stderr);
        return EXIT_WRONG;
    }
    struct rung_run *run = command_new_run();
    if (!run) return EXIT_WRONG;
    enum rung_status status = rung_verify(run, arguments->words[1], &arguments->options, &text, &same);
    if (text) fputs(text, stdout);
    rung_text_free(text);
    terminal_problems(run, status, "");
    rung_run_free(run);
    return status != RUNG_OK ? EXIT_WRONG : same ? EXIT_GOOD : EXIT_PROBLEMS;
}
