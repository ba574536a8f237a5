#include "cli/command.h"
#include "cli/terminal.h"

static bool refuse(const char *what, const char *cure)
{
    fprintf(stderr, "rung: error: %s\n   cure: %s\n", what, cure);
    return false;
}

static bool can_be_asked(const struct arguments *arguments)
{
    const struct rung_whatif *whatif = &arguments->whatif;
    bool drawn = arguments->draw.draws || arguments->draw.spread > 0 || arguments->seed;
    if (arguments->sensitivity && (whatif->against || whatif->periods || whatif->sweep || whatif->by))
        return refuse("--sensitivity looks at one program in one period", "leave out --against, --periods, --sweep and --by");
    if (drawn && !arguments->sensitivity) return refuse("--draws, --seed and --spread are about --sensitivity", "add --sensitivity");
    if (whatif->sweep && whatif->periods)
        return refuse("--sweep and --periods do not go together", "sweep one period at a time, with --period");
    if (arguments->sets.count > 0 || whatif->against || whatif->sweep || arguments->sensitivity) return true;
    return refuse("rung whatif needs a change to try", "rung whatif scorecards/starter --set scorecards.main.metrics.revenue.weight=40");
}

static struct rung_view view_of(const struct arguments *arguments)
{
    struct rung_view view = arguments->view;
    view.format = arguments->write.format;
    return view;
}

static enum rung_status try_change(struct rung_run *run, const struct arguments *arguments, char **text)
{
    struct rung_whatif asked = arguments->whatif;
    asked.sets = arguments->sets.items;
    asked.set_count = arguments->sets.count;
    asked.view = view_of(arguments);
    return rung_whatif(run, arguments->words[1], &asked, &arguments->options, text);
}

static enum rung_status draw(struct rung_run *run, const struct arguments *arguments, char **text)
{
    struct rung_sensitivity asked = arguments->draw;
    asked.sets = arguments->sets.items;
    asked.set_count = arguments->sets.count;
    asked.seed = arguments->seed;
    asked.view = view_of(arguments);
    return rung_sensitivity(run, arguments->words[1], &asked, &arguments->options, text);
}

int whatif_command(const struct arguments *arguments)
{
    char *text;
    if (!command_one_program(arguments) || !can_be_asked(arguments)) return EXIT_WRONG;
    struct rung_run *run = command_new_run();
    if (!run) return EXIT_WRONG;
    enum rung_status status = (arguments->sensitivity ? draw : try_change)(run, arguments, &text);
    if (text) fputs(text, stdout);
    rung_text_free(text);
    if (status != RUNG_OK || !arguments->sensitivity) terminal_problems(run, status, "");
    return command_finish(run, status);
}
