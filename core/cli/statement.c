#include "cli/command.h"
#include "cli/terminal.h"

/* One partner or --all, and not both. */
static bool words_fit(const struct arguments *arguments)
{
    if (arguments->word_count == (arguments->view.all ? 2 : 3)) return true;
    fputs("rung: error: rung statement takes a folder of results and a partner, or --all\n"
          "   cure: rung statement out acorn\n",
          stderr);
    return false;
}

int statement_command(const struct arguments *arguments)
{
    if (!words_fit(arguments)) return EXIT_WRONG;
    struct rung_statement asked = {.partner = arguments->view.all ? NULL : arguments->words[2], .output = arguments->output};
    struct rung_run *run = command_new_run();
    char *written;
    if (!run) return EXIT_WRONG;
    enum rung_status status = rung_statement(run, arguments->words[1], &asked, &written);
    terminal_problems(run, status, "");
    if (status == RUNG_OK) command_written(arguments, written);
    rung_text_free(written);
    return command_finish(run, status);
}
