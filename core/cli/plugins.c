#include "cli/command.h"
#include "cli/terminal.h"

int plugins_command(const struct arguments *arguments)
{
    struct rung_plugins asked = {
        .words = arguments->words + 1, .count = arguments->word_count - 1, .markdown = arguments->markdown, .width = terminal_width()};
    struct rung_run *run = command_new_run();
    char *text;
    if (!run) return EXIT_WRONG;
    enum rung_status status = rung_plugins(run, &asked, &arguments->options, &text);
    if (text) fputs(text, stdout);
    rung_text_free(text);
    terminal_problems(run, status, "");
    return command_finish(run, status);
}
