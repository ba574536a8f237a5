#include "cli/command.h"
#include "cli/terminal.h"

int trace_command(const struct arguments *arguments)
{
    if (arguments->word_count != 4) {
        fputs("rung: error: rung trace takes a program, a partner and a metric or incentive\n"
              "   cure: rung trace scorecards/starter acorn main.revenue\n",
              stderr);
        return EXIT_WRONG;
    }
    struct rung_trace asked = {.partner = arguments->words[2], .rule = arguments->words[3], .rows = arguments->rows};
    struct rung_run *run = command_new_run();
    char *text;
    if (!run) return EXIT_WRONG;
    enum rung_status status = rung_trace(run, arguments->words[1], &asked, &arguments->options, &text);
    if (text) fputs(text, stdout);
    rung_text_free(text);
    if (status != RUNG_OK) terminal_problems(run, status, "");
    return command_finish(run, status);
}
