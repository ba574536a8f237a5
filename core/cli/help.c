#include "cli/command.h"

void help_overview(FILE *out)
{
    const struct command *commands;
    size_t count = command_list(&commands);
    fputs("Rung runs a partner program: tables and rules in, scorecards, tiers and margins out.\n\nusage: rung COMMAND ...\n\n", out);
    for (size_t i = 0; i < count; i++) fprintf(out, "  %-8s %s\n", commands[i].name, commands[i].summary);
    fputs("\n  rung COMMAND --help tells more; rung --version tells the version.\n", out);
}

static void put_option(FILE *out, const struct option_row *row)
{
    char left[40];
    snprintf(left, sizeof left, "--%s%s%s", row->name, row->value ? " " : "", row->value ? row->value : "");
    if (row->letter)
        fprintf(out, "  -%c, %-18s %s\n", row->letter, left, row->help);
    else
        fprintf(out, "      %-18s %s\n", left, row->help);
}

void help_of_command(FILE *out, const struct command *command)
{
    const struct option_row *rows;
    size_t count = option_rows(&rows);
    fprintf(out, "usage: rung %s %s\n\n%s\n\noptions:\n", command->name, command->usage, command->summary);
    for (size_t i = 0; i < count; i++)
        if (rows[i].commands & command->bit) put_option(out, &rows[i]);
    fputs("\nexamples:\n", out);
    for (size_t i = 0; i < EXAMPLES_MAX && command->examples[i].line; i++)
        fprintf(out, "  %s\n      %s\n", command->examples[i].line, command->examples[i].says);
}

int help_command(const struct arguments *arguments)
{
    const char *topic = arguments->word_count > 1 ? arguments->words[1] : NULL;
    const struct command *command = topic ? command_named(topic) : NULL;
    char *reference = topic && !command ? rung_reference(topic) : NULL;
    if (command)
        help_of_command(stdout, command);
    else if (reference)
        fputs(reference, stdout);
    else if (!topic)
        help_overview(stdout);
    else
        fprintf(stderr, "rung: error: no help on \"%s\"\n   cure: rung help lists the commands\n", topic);
    rung_text_free(reference);
    return topic && !command && !reference ? EXIT_WRONG : EXIT_GOOD;
}
