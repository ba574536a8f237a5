/* problem.h - what went wrong, where, and what to do about it.
 *
 * Everything that a user can cause is collected as a problem in one list and reported together, never printed on the spot.
 * A problem says what in one sentence, names the place (file:line:column, 1-based, physical lines; columns count
 * characters), shows the line with a caret, and gives one concrete cure. Texts are copied: nothing is borrowed but struct source. */
#ifndef RUNG_BASE_PROBLEM_H
#define RUNG_BASE_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"

enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_NOTE, SEVERITY_COUNT };
extern const char *const severity_names[SEVERITY_COUNT]; /* "error", "warning", "note" */

/* How a problem ends the run. Fatal ones (program, plugins, structure of a table) stop it before the first partner. */
enum stage { STAGE_USAGE, STAGE_PROGRAM, STAGE_PLUGIN, STAGE_DATA, STAGE_MEASURE, STAGE_OUTPUT };

struct place {
    const char *file;      /* path as the user would write it; NULL: none */
    uint32_t line, column; /* 1-based; 0: none */
    uint32_t width;        /* characters to underline; 0: one caret */
};

struct problem {
    enum severity severity;
    enum stage stage;
    struct place place;
    const char *what;    /* one sentence, no full stop, offending text in quotes */
    const char *cure;    /* one concrete change, or NULL */
    const char *line;    /* the source line for the caret, or NULL */
    const char *partner; /* key of the partner concerned, or NULL */
    const char *subject; /* "deals.amount", "main.revenue": table.column or scorecard.metric concerned, or NULL */
    const char *detail;  /* the way to it or a second place, several lines, or NULL */
    uint32_t line_shift; /* columns by which `line` stands left of the file, because its start was cut off */
    size_t arrival;      /* order among the problems of one list */
};

/* Every problem is kept, for problems.csv as well; only of one subject (a column, a metric) that fails in row after row no more than
 * these many are, so that a column of ten million bad cells does not fill memory with its complaints. The first ones are kept, all
 * are counted. Applies to STAGE_DATA and STAGE_MEASURE. How many a terminal shows is the command line's matter. */
enum { PROBLEMS_KEPT_PER_SUBJECT = 10000 };

struct problem_tally; /* how many of one subject are kept */

struct problems {
    struct arena arena;
    struct problem *items;
    size_t count, cap;
    size_t errors, warnings; /* of all, also of those beyond the cap */
    size_t unlisted;         /* counted, but not kept: those beyond PROBLEMS_KEPT_PER_SUBJECT of one subject */
    bool out_of_memory;      /* some are neither kept nor in unlisted */
    struct problem_tally *tallies;
    size_t tally_count, tally_cap;
    struct arena_mark before_last; /* to take back the texts of the last one when it is not kept */
    struct problem scratch;        /* stands in when there is no memory */
};

/* Adds one; returns it for the caller to set line, partner, subject, detail through the functions below, before the next one is
 * added (never NULL: when memory is out a scratch problem is returned and out_of_memory is set). cure may be NULL. Control
 * characters in the texts are made visible, and texts longer than a screenful are cut. */
__attribute__((format(printf, 6, 7))) struct problem *problem_add(struct problems *problems, enum severity severity, enum stage stage,
                                                                  struct place place, const char *cure, const char *format, ...);
/* The cure as a format, set after the fact. */
__attribute__((format(printf, 3, 4))) void problem_cure(struct problems *problems, struct problem *problem, const char *format, ...);
/* The source line, without or with its line end: a long one is cut to what surrounds the place. */
void problem_line(struct problems *problems, struct problem *problem, struct text line);
/* Either may be {NULL, 0}. A problem that is one too many of its subject is dropped here; setting more on it does nothing. */
void problem_about(struct problems *problems, struct problem *problem, struct text partner, struct text subject);
void problem_detail(struct problems *problems, struct problem *problem, struct text detail);
void problems_merge(struct problems *into, const struct problems *from); /* copies; identical ones (place, text, partner, subject) once */
void problems_sort(struct problems *problems);                           /* by stage, file, line, column, then order of arrival */
void problems_release(struct problems *problems);

static inline bool problems_fatal(const struct problems *problems)
{
    return problems->errors > 0 || problems->out_of_memory;
}

/* As the terminal shows it:
 *     scorecards/x/program.yaml:12:9: error: unknown key "wieght"
 *        12 |         wieght: 15
 *           |         ^~~~~~
 *        cure: did you mean weight?
 * A problem without place begins with "rung: "; the partner (and subject) and the detail follow the cure on lines of their own.
 * colour: ANSI colours on top of the same text. */
void problem_format(const struct problem *problem, bool colour, struct buf *out);

#endif
