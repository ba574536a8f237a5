#include "cli/command.h"
#include "cli/terminal.h"

int explain_command(const struct arguments *arguments)
{
    if (arguments->word_count != 3 && arguments->word_count != 4) {
        fputs("rung: error: rung explain takes a program and a partner, and a metric or incentive when only that one is asked for\n"
              "   cure: rung explain scorecards/starter acorn\n",
              stderr);
        return EXIT_WRONG;
    }
    struct rung_explain asked = {.partner = arguments->words[2],
                                 .rule = arguments->word_count > 3 ? arguments->words[3] : NULL,
                                 .json = arguments->view.json,
                                 .evidence = arguments->evidence,
                                 .format = arguments->write.format};
    struct rung_run *run = command_new_run();
    char *text;
    if (!run) return EXIT_WRONG;
    enum rung_status status = rung_explain(run, arguments->words[1], &asked, &arguments->options, &text);
    if (text) fputs(text, stdout);
    rung_text_free(text);
    terminal_problems(run, status, "");
    return command_finish(run, status);
}
