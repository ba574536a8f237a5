#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/terminal.h"

enum { WIDEST = 100 };

/* As wide as the terminal, but not wider than reads well. */
static unsigned width(void)
{
    struct winsize size;
    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 0;
    return size.ws_col < WIDEST ? size.ws_col : WIDEST;
}

int plugins_command(const struct arguments *arguments)
{
    struct rung_plugins asked = {
        .words = arguments->words + 1, .count = arguments->word_count - 1, .markdown = arguments->markdown, .width = width()};
    struct rung_run *run = command_new_run();
    char *text;
    if (!run) return EXIT_WRONG;
    enum rung_status status = rung_plugins(run, &asked, &arguments->options, &text);
    if (text) fputs(text, stdout);
    rung_text_free(text);
    terminal_problems(run, status, "");
    return command_finish(run, status);
}
