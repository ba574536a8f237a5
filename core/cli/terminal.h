/* terminal.h - what a person sees: problems, a progress bar, the summary. Everything but data goes to stderr. */
#ifndef RUNG_CLI_TERMINAL_H
#define RUNG_CLI_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

#include "rung.h"

/* Colours when the stream is a terminal that wants them (NO_COLOR, TERM=dumb, CLICOLOR_FORCE). */
bool terminal_colours(FILE *stream);

/* Columns of standard output, but not more than read well. 0: it is no terminal. */
unsigned terminal_width(void);

/* The first twenty problems and how many more there are. A failure without one: there was no memory for it. */
void terminal_problems(struct rung_run *run, enum rung_status status, const char *more);

/* A progress bar on stderr, when it is a terminal, once the run has taken longer than a moment. */
struct progress_bar {
    double began, drawn;
    bool wanted, shown;
};
void progress_begin(struct progress_bar *bar, bool quiet);
void progress_draw(void *bar, const char *part, uint64_t done, uint64_t total); /* for rung_options.progress */
void progress_end(struct progress_bar *bar);

/* Tier distribution, movements, cost, problems, where the files are. */
void terminal_summary(FILE *out, struct rung_run *run, const char *folder);

#endif
