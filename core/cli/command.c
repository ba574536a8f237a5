#include "cli/command.h"

#include <string.h>

static const struct command commands[] = {
    {"run",
     "PROGRAM [options]",
     "measure all partners of a program and write scorecards, tiers and margins",
     {{"rung run scorecards/starter -o out/2026-Q3", "the program's own period, results in a folder"},
      {"rung run scorecards/starter --period 2026-Q2 -f excel", "another quarter, for Excel"},
      {"rung run scorecards/starter --only scorecards -o - > cards.csv", "one table, to standard output"}},
     FOR_RUN,
     run_command},
    {"check",
     "PROGRAM [options]",
     "find every mistake of a program and its plugins before the first partner",
     {{"rung check scorecards/starter", "all of it: program, plugins, params, tables"}},
     FOR_CHECK,
     check_command},
    {"test",
     "PLUGIN ... [options]",
     "run the cases that stand beside plugins",
     {{"rung test plugins/metrics/sum", "the cases of one plugin"}},
     FOR_TEST,
     test_command},
    {"history",
     "list|show|remove|export FILE [PERIOD | TABLE]",
     "what the history of finished runs holds",
     {{"rung history list scorecards/starter/history.sqlite", "the periods that are kept"},
      {"rung history export scorecards/starter/history.sqlite awards > awards.csv", "a table over all of them"}},
     FOR_HISTORY,
     history_command},
    {"help",
     "[COMMAND | format]",
     "help on a command, or the reference of program.yaml",
     {{"rung help run", "one command"}, {"rung help format", "every key of program.yaml, as Markdown"}},
     FOR_HELP,
     help_command},
};

size_t command_list(const struct command **list)
{
    *list = commands;
    return sizeof commands / sizeof *commands;
}

const struct command *command_named(const char *name)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strcmp(commands[i].name, name) == 0) return &commands[i];
    return NULL;
}

bool command_one_program(const struct arguments *arguments)
{
    if (arguments->word_count == 2) return true;
    fprintf(stderr, "rung: error: rung %s takes one program, the folder that holds program.yaml\n   cure: rung %s scorecards/starter\n",
            arguments->words[0], arguments->words[0]);
    return false;
}

struct rung_run *command_new_run(void)
{
    struct rung_run *run = rung_run_new();
    if (!run) fputs("rung: error: out of memory\n", stderr);
    return run;
}

int command_finish(struct rung_run *run, enum rung_status status)
{
    size_t errors = rung_error_count(run);
    rung_run_free(run);
    return status != RUNG_OK ? EXIT_WRONG : errors ? EXIT_PROBLEMS : EXIT_GOOD;
}
