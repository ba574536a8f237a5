#include <string.h>

#include "base/wrap.h"
#include "cli/command.h"

const char help_summary[] = "runs a partner program: tables and rules in, scorecards, tiers and margins out";
const char help_about[] =
    "Rung measures the partners of a vendor. A program is a folder with program.yaml, tables as CSV and, where the rules that come with "
    "Rung "
    "are not enough, rules of its own in Lua. A run gives scorecards, tiers, awards and margin recommendations as CSV.";

enum { COLUMNS = 80 };

/* `left`, then the text in lines of at most COLUMNS from the column behind it on. */
static void put_beside(FILE *out, const char *left, const char *text)
{
    struct buf lines = {0};
    buf_puts(&lines, left);
    wrap_words(&lines, text_of(text), lines.len, COLUMNS);
    fwrite(lines.ptr, 1, lines.len, out);
    buf_release(&lines);
}

void help_overview(FILE *out)
{
    const struct command *commands;
    size_t count = command_list(&commands);
    fprintf(out, "Rung %s.\n\nusage: rung COMMAND ...\n\n", help_summary);
    for (size_t i = 0; i < count; i++) {
        char left[40];
        snprintf(left, sizeof left, "  %-10s  ", commands[i].name);
        put_beside(out, left, commands[i].summary);
    }
    fputs("\n  rung COMMAND --help tells more; rung --version tells the version.\n", out);
}

static void put_option(FILE *out, const struct option_row *row)
{
    char letter[4] = "", name[40], left[60];
    if (row->letter) snprintf(letter, sizeof letter, "-%c,", row->letter);
    snprintf(name, sizeof name, "--%s%s%s", row->name, row->value ? " " : "", row->value ? row->value : "");
    snprintf(left, sizeof left, "  %3s %-18s ", letter, name);
    put_beside(out, left, row->help);
}

void help_of_command(FILE *out, const struct command *command)
{
    const struct option_row *rows;
    size_t count = option_rows(&rows);
    fprintf(out, "usage: rung %s %s\n\n", command->name, command->usage);
    put_beside(out, "", command->summary);
    fputc('\n', out);
    put_beside(out, "", command->about);
    fputs("\noptions:\n", out);
    for (size_t i = 0; i < count; i++)
        if (rows[i].commands & command->bit) put_option(out, &rows[i]);
    fputs("\nexamples:\n", out);
    for (size_t i = 0; i < EXAMPLES_MAX && command->examples[i].line; i++)
        fprintf(out, "  %s\n      %s\n", command->examples[i].line, command->examples[i].says);
}

static int no_topic(const char *topic)
{
    fprintf(stderr, "rung: error: no help on \"%s\"\n   cure: rung help lists the commands\n", topic);
    return EXIT_WRONG;
}

static int help_document(const char *topic)
{
    char *document = rung_reference(topic);
    if (!document) return no_topic(topic);
    fputs(document, stdout);
    rung_text_free(document);
    return EXIT_GOOD;
}

int help_command(const struct arguments *arguments)
{
    const char *topic = arguments->word_count > 1 ? arguments->words[1] : NULL;
    const char *page = arguments->word_count > 2 ? arguments->words[2] : NULL;
    const struct command *command = topic ? command_named(topic) : NULL;
    if (!topic)
        help_overview(stdout);
    else if (command)
        help_of_command(stdout, command);
    else if (strcmp(topic, "man") == 0)
        return man_print(stdout, page) ? EXIT_GOOD : no_topic(page);
    else
        return help_document(topic);
    return EXIT_GOOD;
}
