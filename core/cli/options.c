#include "cli/options.h"

#include <getopt.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"

enum { OPTION_ROWS = 12 };

struct option_row {
    const char *name;
    const char *value; /* what it takes, for the help; NULL: nothing */
    const char *help;
    unsigned commands; /* which know it */
    char letter;       /* 0: none */
};

static const struct option_row rows[OPTION_ROWS] = {
    {"period", "PERIOD", "the period to run: 2026-Q3, 2026-H1, 2026, 2026-07 or 2026-07-01..2026-09-30", FOR_RUN | FOR_CHECK, 0},
    {"data", "DIR", "look for the program's table files in DIR, at their path or by their name", FOR_RUN | FOR_CHECK, 0},
    {"output", "DIR", "folder for the results, made or replaced as a whole; - prints one table (default: out)", FOR_RUN, 'o'},
    {"format", "NAME", "csv, tsv, excel (byte order mark, CRLF) or excel-eu (semicolons, decimal comma)", FOR_RUN | FOR_HISTORY, 'f'},
    {"only", "TABLES", "write only these tables: scorecards, metrics, awards, margins, payouts", FOR_RUN, 0},
    {"jobs", "N", "worker processes (default: one per core); the results are the same for any number", FOR_RUN, 'j'},
    {"strict", NULL, "stop, and write nothing, when the data or a plugin has a problem", FOR_RUN, 0},
    {"record", NULL, "keep the finished run in the program's history, for later periods to begin with", FOR_RUN, 0},
    {"history", "FILE", "the history to read from and to record in (default: the program's)", FOR_RUN | FOR_CHECK, 0},
    {"plugins", "DIR", "the library of plugins (default: the one installed with Rung)", FOR_RUN | FOR_CHECK | FOR_TEST, 0},
    {"quiet", NULL, "no summary and no progress; problems are still told", FOR_RUN | FOR_CHECK | FOR_TEST, 'q'},
    {"help", NULL, "show help", FOR_ALL, 'h'},
};

const struct command *command_named(const struct command *commands, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(commands[i].name, name) == 0) return &commands[i];
    return NULL;
}

void help_print(FILE *out, const struct command *commands, size_t count)
{
    fputs("Rung runs a partner program: tables and rules in, scorecards, tiers and margins out.\n\nusage: rung COMMAND ...\n\n", out);
    for (size_t i = 0; i < count; i++) fprintf(out, "  %-8s %s\n", commands[i].name, commands[i].summary);
    fputs("\n  rung COMMAND --help tells more; rung --version tells the version.\n", out);
}

static void help_option(FILE *out, const struct option_row *row)
{
    char left[40];
    snprintf(left, sizeof left, "--%s%s%s", row->name, row->value ? " " : "", row->value ? row->value : "");
    if (row->letter)
        fprintf(out, "  -%c, %-18s %s\n", row->letter, left, row->help);
    else
        fprintf(out, "      %-18s %s\n", left, row->help);
}

void help_command(FILE *out, const struct command *command)
{
    fprintf(out, "usage: rung %s %s\n\n%s\n\nexample:\n  %s\n\noptions:\n", command->name, command->usage, command->summary,
            command->example);
    for (size_t i = 0; i < OPTION_ROWS; i++)
        if (rows[i].commands & command->mask) help_option(out, &rows[i]);
}

static bool wrong(const char *cure, const char *what, const char *word)
{
    fprintf(stderr, "rung: error: %s \"%s\"\n   cure: %s\n", what, word, cure);
    return false;
}

static bool wrong_option(const char *given)
{
    const char *names[OPTION_ROWS];
    char cure[120] = "rung --help lists the commands, rung COMMAND --help the options";
    size_t dashes = strspn(given, "-");
    for (size_t i = 0; i < OPTION_ROWS; i++) names[i] = rows[i].name;
    const char *near = suggest((struct text){given + dashes, strcspn(given + dashes, "=")}, names, OPTION_ROWS);
    if (near) snprintf(cure, sizeof cure, "did you mean --%s?", near);
    return wrong(cure, "unknown option", given);
}

static bool parse_jobs(const char *word, int *jobs)
{
    char *end;
    long value = strtol(word, &end, 10);
    if (*word == '\0' || *end != '\0' || value < 1 || value > 256)
        return wrong("write --jobs N with N from 1 to 256", "jobs is a whole number, not", word);
    *jobs = (int)value;
    return true;
}

static bool take(struct arguments *arguments, const char *name, const char *value)
{
    if (strcmp(name, "period") == 0)
        arguments->options.period = value;
    else if (strcmp(name, "data") == 0)
        arguments->options.data = value;
    else if (strcmp(name, "output") == 0)
        arguments->output = value;
    else if (strcmp(name, "format") == 0)
        arguments->write.format = value;
    else if (strcmp(name, "only") == 0)
        arguments->write.only = value;
    else if (strcmp(name, "jobs") == 0)
        return parse_jobs(value, &arguments->options.jobs);
    else if (strcmp(name, "strict") == 0)
        arguments->options.strict = true;
    else if (strcmp(name, "record") == 0)
        arguments->record = true;
    else if (strcmp(name, "history") == 0)
        arguments->options.history = value;
    else if (strcmp(name, "plugins") == 0)
        arguments->options.plugins = value;
    else if (strcmp(name, "quiet") == 0)
        arguments->quiet = true;
    else
        arguments->help = true;
    return true;
}

/* For getopt_long: the long options, and the letters in `letters`. */
static void getopt_tables(struct option options[OPTION_ROWS + 2], char letters[2 * OPTION_ROWS + 3])
{
    *letters++ = ':';
    for (size_t i = 0; i < OPTION_ROWS; i++) {
        options[i] = (struct option){rows[i].name, rows[i].value ? required_argument : no_argument, NULL,
                                     rows[i].letter ? rows[i].letter : 256 + (int)i};
        if (!rows[i].letter) continue;
        *letters++ = rows[i].letter;
        if (rows[i].value) *letters++ = ':';
    }
    options[OPTION_ROWS] = (struct option){"version", no_argument, NULL, 'V'};
    options[OPTION_ROWS + 1] = (struct option){0};
    *letters = '\0';
}

static const struct option_row *row_of(int code)
{
    for (size_t i = 0; i < OPTION_ROWS; i++)
        if (code == 256 + (int)i || (rows[i].letter && code == rows[i].letter)) return &rows[i];
    return NULL;
}

static bool belongs(const struct option_row *row, const struct command *command)
{
    char cure[80];
    if (!command || row->commands & command->mask) return true;
    snprintf(cure, sizeof cure, "rung %s --help lists its options", command->name);
    fprintf(stderr, "rung: error: rung %s knows no option --%s\n   cure: %s\n", command->name, row->name, cure);
    return false;
}

bool arguments_parse(int argc, char **argv, const struct command *commands, size_t count, struct arguments *arguments)
{
    struct option options[OPTION_ROWS + 2];
    char letters[2 * OPTION_ROWS + 3];
    unsigned seen = 0;
    getopt_tables(options, letters);
    opterr = 0;
    for (int code; (code = getopt_long(argc, argv, letters, options, NULL)) != -1;) {
        if (code == '?') return wrong_option(argv[optind - 1]);
        if (code == ':') return wrong("give it a value: rung COMMAND --help shows which", "a value is missing after", argv[optind - 1]);
        if (code == 'V') {
            arguments->version = true;
            continue;
        }
        const struct option_row *row = row_of(code);
        seen |= 1u << (row - rows);
        if (!take(arguments, row->name, optarg)) return false;
    }
    arguments->words = (const char **)(argv + optind);
    arguments->word_count = (size_t)(argc - optind);
    const struct command *command = arguments->word_count ? command_named(commands, count, arguments->words[0]) : NULL;
    for (size_t i = 0; i < OPTION_ROWS; i++)
        if (seen & 1u << i && !belongs(&rows[i], command)) return false;
    return true;
}
