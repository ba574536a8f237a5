/* case_run.h - runs one case, and says whether what came out is what it expects. */
#ifndef RUNG_TEST_CASE_RUN_H
#define RUNG_TEST_CASE_RUN_H

#include <stdbool.h>

#include "run/case_file.h"
#include "run/run.h"

/* What became of a row: of the selections that looked at it, the last one's word. */
struct case_row {
    const char *table;
    size_t row;          /* from 0, in the order of the case */
    struct text counted; /* "yes", or "no: stage = won" */
};

struct case_outcome {
    enum case_wish kind;
    double number;               /* of a value */
    struct decimal exact;        /* of a margin, an amount */
    struct text said;            /* the reason; of an error, all that was said */
    struct text what;            /* of an error: the first of its sentences */
    bool loaded;                 /* false: an error before any row was read: of the plugin, its params, the columns */
    bool called;                 /* false: an error before the rule itself was called, such as a cell that cannot be */
    const struct case_row *rows; /* of a call that did not give what is expected: those that it looked at */
    size_t row_count;
    double seconds;
};

/* Which lines of the plugin ran in some case. Zeroed: none is known yet. */
struct case_lines {
    unsigned char *can, *ran; /* [line - 1] */
    size_t count;
};

/* In the folder that holds the plugin (case_program_plugins). False after a problem: the machine gave out, which says nothing about the
 * plugin. Texts live in the arena. options: library and coverage count; with coverage, lines that ran are added to `lines`. */
bool case_run(const char *folder, const struct case_file *file, const struct plugin_case *one, const struct run_options *options,
              struct case_outcome *outcome, struct case_lines *lines, struct arena *arena, struct problems *problems);
bool case_as_expected(const struct plugin_case *one, const struct case_outcome *outcome);
struct decimal case_wanted_exactly(const struct plugin_case *one); /* of a margin or an amount */

#endif
