#include "cli/command.h"
#include "cli/terminal.h"

int diff_command(const struct arguments *arguments)
{
    if (arguments->word_count != 3) {
        fputs("rung: error: rung diff takes two folders of results, the earlier one first\n   cure: rung diff out/2026-Q2 out/2026-Q3\n",
              stderr);
        return EXIT_WRONG;
    }
    struct rung_view view = arguments->view;
    struct rung_run *run = command_new_run();
    char *text;
    view.format = arguments->write.format;
    if (!run) return EXIT_WRONG;
    enum rung_status status = rung_diff(run, arguments->words[1], arguments->words[2], &view, &text);
    if (text) fputs(text, stdout);
    rung_text_free(text);
    if (status != RUNG_OK) terminal_problems(run, status, "");
    return command_finish(run, status);
}
