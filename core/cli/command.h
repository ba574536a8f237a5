/* command.h - the commands of rung: each is a file of its own beside this one, and a row of the list in command.c.
 *
 * A command gets its words and options parsed and checked, says on stderr what is wrong with how they are used, and answers with the
 * exit status. */
#ifndef RUNG_CLI_COMMAND_H
#define RUNG_CLI_COMMAND_H

#include "cli/options.h"

enum exit_code { EXIT_GOOD, EXIT_PROBLEMS, EXIT_WRONG };

enum { EXAMPLES_MAX = 5 };
struct example {
    const char *line; /* a whole command line */
    const char *says; /* what it does, in a few words */
};

struct command {
    const char *name;
    const char *usage;   /* what follows the name */
    const char *summary; /* one line */
    struct example examples[EXAMPLES_MAX];
    enum command_bit bit; /* of this command in the option rows */
    int (*run)(const struct arguments *arguments);
    const char *about;   /* a paragraph */
    const char *choices; /* what the first word may be, with blanks between; NULL: files and folders */
};

size_t command_list(const struct command **commands);  /* all of them, in the order of the help */
const struct command *command_named(const char *name); /* NULL */

int run_command(const struct arguments *arguments);
int check_command(const struct arguments *arguments);
int test_command(const struct arguments *arguments);
int editor_command(const struct arguments *arguments);
int explain_command(const struct arguments *arguments);
int coverage_command(const struct arguments *arguments);
int trace_command(const struct arguments *arguments);
int plugins_command(const struct arguments *arguments);
int history_command(const struct arguments *arguments);
int diff_command(const struct arguments *arguments);
int whatif_command(const struct arguments *arguments);
int verify_command(const struct arguments *arguments);
int report_command(const struct arguments *arguments);
int statement_command(const struct arguments *arguments);
int new_command(const struct arguments *arguments);
int completion_command(const struct arguments *arguments);
int help_command(const struct arguments *arguments);

/* ---- what commands share */

bool command_one_program(const struct arguments *arguments);               /* false after saying that there has to be just one */
struct rung_run *command_new_run(void);                                    /* NULL after saying why */
void command_written(const struct arguments *arguments, const char *path); /* says where a page is, unless it was printed */
int command_finish(struct rung_run *run, enum rung_status status);         /* frees the run */

/* help.c */
extern const char help_summary[], help_about[]; /* of rung itself: a line, a paragraph */
void help_overview(FILE *out);
void help_of_command(FILE *out, const struct command *command);

/* man.c: a page in mdoc by its name ("rung", "rung-run"); NULL: the names of all pages, one a line. False: there is no such page. */
bool man_print(FILE *out, const char *page);

#endif
