#include <ctype.h>
#include <string.h>

#include "cli/command.h"

/* Manual pages in mdoc: rung(1), and one for each command. The names of pages are "rung" and "rung-COMMAND". */

static const char date[] = "November 27, 2026"; /* of the last change to what the pages say beyond their rows */

/* Text in which nothing is taken for a request or an escape; each sentence begins a line. */
static void put_text(FILE *out, const char *text)
{
    if (*text == '.' || *text == '\'') fputs("\\&", out);
    for (char before = '\0'; *text; before = *text++) {
        if (*text == '\\')
            fputs("\\e", out);
        else if (*text == '-')
            fputs("\\-", out);
        else
            fputc(before == '.' && *text == ' ' ? '\n' : *text, out);
    }
    fputc('\n', out);
}

static void put_head(FILE *out, const char *name, const char *after, const char *summary)
{
    fprintf(out, ".Dd %s\n.Dt ", date);
    for (const char *c = "rung"; *c; c++) fputc(toupper((unsigned char)*c), out);
    if (name) fputc('-', out);
    for (const char *c = name ? name : ""; *c; c++) fputc(toupper((unsigned char)*c), out);
    fprintf(out, " 1\n.Os Rung %s\n.Sh NAME\n.Nm rung%s%s\n.Nd ", RUNG_VERSION, name ? "-" : "", name ? name : "");
    put_text(out, summary);
    fprintf(out, ".Sh SYNOPSIS\n.Nm rung%s%s\n", name ? " " : "", name ? name : "");
    put_text(out, after);
    fputs(".Sh DESCRIPTION\n", out);
}

static void put_option(FILE *out, const struct option_row *row)
{
    fputs(".It ", out);
    if (row->letter) fprintf(out, "Fl %c , ", row->letter);
    fprintf(out, "Fl -%s", row->name);
    if (row->value) fprintf(out, " Ar %s", row->value);
    fputc('\n', out);
    put_text(out, row->help);
}

static void put_options(FILE *out, const struct command *command)
{
    const struct option_row *rows;
    size_t count = option_rows(&rows);
    fputs(".Sh OPTIONS\n.Bl -tag -width Ds\n", out);
    for (size_t i = 0; i < count; i++)
        if (rows[i].commands & command->bit) put_option(out, &rows[i]);
    fputs(".El\n", out);
}

static void put_examples(FILE *out, const struct command *command)
{
    fputs(".Sh EXAMPLES\n", out);
    for (size_t i = 0; i < EXAMPLES_MAX && command->examples[i].line; i++) {
        if (i > 0) fputs(".Pp\n", out);
        put_text(out, command->examples[i].says);
        fputs(".Pp\n.Dl ", out);
        put_text(out, command->examples[i].line);
    }
}

static void put_statuses(FILE *out)
{
    fputs(".Sh EXIT STATUS\n.Bl -tag -width Ds\n"
          ".It 0\nAll is well.\n"
          ".It 1\nIt was done, and problems were found: of the data, of a rule, or a test that failed.\n"
          ".It 2\nIt was not done: wrong usage, a program that cannot be used, or the machine gave out.\n.El\n",
          out);
}

static void put_command(FILE *out, const struct command *command)
{
    put_head(out, command->name, command->usage, command->summary);
    put_text(out, command->about);
    put_options(out, command);
    put_statuses(out);
    put_examples(out, command);
    fputs(".Sh SEE ALSO\n.Xr rung 1\n", out);
}

static void put_rung(FILE *out)
{
    const struct command *commands;
    size_t count = command_list(&commands);
    put_head(out, NULL, "COMMAND ...", help_summary);
    put_text(out, help_about);
    fputs(".Sh COMMANDS\n.Bl -tag -width Ds\n", out);
    for (size_t i = 0; i < count; i++) {
        fprintf(out, ".It Xr rung-%s 1\n", commands[i].name);
        put_text(out, commands[i].summary);
    }
    fputs(".El\n", out);
    put_statuses(out);
}

/* Page names, one a line. */
static void put_names(FILE *out)
{
    const struct command *commands;
    size_t count = command_list(&commands);
    fputs("rung\n", out);
    for (size_t i = 0; i < count; i++) fprintf(out, "rung-%s\n", commands[i].name);
}

bool man_print(FILE *out, const char *page)
{
    const struct command *command = page && strncmp(page, "rung-", 5) == 0 ? command_named(page + 5) : NULL;
    if (command)
        put_command(out, command);
    else if (!page)
        put_names(out);
    else if (strcmp(page, "rung") == 0)
        put_rung(out);
    else
        return false;
    return true;
}
