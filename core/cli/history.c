#include "cli/command.h"

#include <string.h>

#include "base/suggest.h"
#include "cli/terminal.h"

/* The words behind `rung history`: act, file, and what the act is about. */
static const struct action {
    const char *name;
    enum rung_history_act act;
    size_t least, most; /* words behind the name */
    const char *example;
} actions[] = {
    {"list", RUNG_HISTORY_LIST, 1, 1, "rung history list scorecards/starter/history.sqlite"},
    {"show", RUNG_HISTORY_SHOW, 1, 2, "rung history show scorecards/starter/history.sqlite 2026-Q3"},
    {"remove", RUNG_HISTORY_REMOVE, 2, 2, "rung history remove scorecards/starter/history.sqlite 2026-Q3"},
    {"export", RUNG_HISTORY_EXPORT, 2, 2, "rung history export scorecards/starter/history.sqlite awards > awards.csv"},
};
enum { ACTION_COUNT = sizeof actions / sizeof *actions };

static const struct action *action_named(const char *name)
{
    const char *names[ACTION_COUNT];
    for (size_t i = 0; i < ACTION_COUNT; i++) {
        names[i] = actions[i].name;
        if (name && strcmp(name, names[i]) == 0) return &actions[i];
    }
    const char *near = name ? suggest(text_of(name), names, ACTION_COUNT) : NULL;
    fprintf(stderr, "rung: error: rung history takes list, show, remove or export, and a file\n   cure: %s%s%s\n",
            near ? "did you mean rung history " : actions[0].example, near ? near : "", near ? "?" : "");
    return NULL;
}

static const struct action *wanted_action(const struct arguments *arguments)
{
    const struct action *action = action_named(arguments->word_count > 1 ? arguments->words[1] : NULL);
    size_t given = arguments->word_count - 2;
    if (!action || (given >= action->least && given <= action->most)) return action;
    fprintf(stderr, "rung: error: rung history %s takes %s\n   cure: %s\n", action->name,
            action->act == RUNG_HISTORY_LIST     ? "one file"
            : action->act == RUNG_HISTORY_EXPORT ? "a file and a table: scorecards, metrics, awards, margins or payouts"
                                                 : "a file and a period or an id",
            action->example);
    return NULL;
}

int history_command(const struct arguments *arguments)
{
    const struct action *action = wanted_action(arguments);
    struct rung_run *run = action ? command_new_run() : NULL;
    char *text;
    if (!run) return EXIT_WRONG;
    struct rung_history asked = {
        .act = action->act,
        .file = arguments->words[2],
        .which = arguments->word_count > 3 ? arguments->words[3] : NULL,
        .format = arguments->write.format,
    };
    enum rung_status status = rung_history(run, &asked, &text);
    if (status == RUNG_OK) fputs(text, stdout);
    if (status != RUNG_OK) terminal_problems(run, status, "");
    rung_text_free(text);
    rung_run_free(run);
    return status == RUNG_OK ? EXIT_GOOD : EXIT_WRONG;
}
