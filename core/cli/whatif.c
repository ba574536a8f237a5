#include "cli/command.h"
#include "cli/terminal.h"

static bool asks_for_something(const struct arguments *arguments)
{
    if (arguments->sets.count > 0 || arguments->whatif.against || arguments->whatif.sweep) return true;
    fputs("rung: error: rung whatif needs a change to try\n"
          "   cure: rung whatif scorecards/starter --set scorecards.main.metrics.revenue.weight=40\n",
          stderr);
    return false;
}

/* Each of these is a table of its own. */
static bool asks_for_one(const struct arguments *arguments)
{
    if (!arguments->whatif.sweep || !arguments->whatif.periods) return true;
    fputs("rung: error: --sweep and --periods do not go together\n   cure: sweep one period at a time, with --period\n", stderr);
    return false;
}

int whatif_command(const struct arguments *arguments)
{
    struct rung_whatif asked = arguments->whatif;
    char *text;
    if (!command_one_program(arguments) || !asks_for_something(arguments) || !asks_for_one(arguments)) return EXIT_WRONG;
    struct rung_run *run = command_new_run();
    if (!run) return EXIT_WRONG;
    asked.sets = arguments->sets.items;
    asked.set_count = arguments->sets.count;
    asked.view = arguments->view;
    asked.view.format = arguments->write.format;
    enum rung_status status = rung_whatif(run, arguments->words[1], &asked, &arguments->options, &text);
    if (text) fputs(text, stdout);
    rung_text_free(text);
    terminal_problems(run, status, "");
    return command_finish(run, status);
}
