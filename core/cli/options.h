/* options.h - the command line as rows: the same rows parse it and print the help. */
#ifndef RUNG_CLI_OPTIONS_H
#define RUNG_CLI_OPTIONS_H

#include <stdbool.h>
#include <stdio.h>

#include "rung.h"

enum exit_code { EXIT_GOOD, EXIT_PROBLEMS, EXIT_WRONG };

struct arguments {
    struct rung_options options;
    struct rung_write_options write;
    const char *output;
    bool record, quiet, help, version;
    const char **words; /* what stands beside the options, the command's name first */
    size_t word_count;
};

struct command {
    const char *name;
    const char *usage;   /* what follows the name */
    const char *summary; /* one line */
    const char *example;
    unsigned mask; /* bit of this command in the option rows */
    int (*run)(const struct arguments *arguments);
};
enum { FOR_RUN = 1, FOR_CHECK = 2, FOR_TEST = 4, FOR_HELP = 8, FOR_HISTORY = 16, FOR_ALL = 31 };

/* False after saying on stderr what is wrong and how it is said right. */
bool arguments_parse(int argc, char **argv, const struct command *commands, size_t count, struct arguments *arguments);
const struct command *command_named(const struct command *commands, size_t count, const char *name); /* NULL */
void help_print(FILE *out, const struct command *commands, size_t count);
void help_command(FILE *out, const struct command *command);

#endif
