/* row.h - the format of program.yaml as rows, and the walker that reads by them.
 *
 * A form is one kind of mapping (a metric, a tier, ...): its rows say which keys it has, of what type, where they go in its struct, and
 * what they mean. form_read parses by the rows, descriptor_markdown prints the same rows: the rows are the format. */
#ifndef RUNG_PROGRAM_ROW_H
#define RUNG_PROGRAM_ROW_H

#include <stdbool.h>
#include <stddef.h>

#include "program/node.h"

struct load;
struct row;

struct row_type {
    const char *name;    /* "number", as the reference and the messages say it */
    const char *example; /* a value of it */
    void (*read)(struct load *load, const struct node *node, const struct row *row, void *to);
    /* What it looks like, for editors (schema.h): alternatives with | between, each the name of a form or of one of schema.c's simple
     * shapes, a 'word', [a list of them], a {mapping to them} or {of keys: to them}; a form with ? may lack required keys. "." is the form
     * in the row's extra, "*" its choices; "#" before all: its extra is a struct range. */
    const char *shape;
};

struct row {
    const char *key;
    const struct row_type *type;
    size_t to; /* offset of the destination in the form's struct */
    bool required;
    const char *otherwise; /* read when the key is absent, as if program.yaml had said it; NULL: the destination stays as it was */
    const void *extra;     /* what the type asks for: struct choices, struct range, struct form, enum scope */
    const char *help;      /* one line */
};

struct form {
    const char *name; /* "a metric" */
    const struct row *rows;
    size_t count;
    const char *intro;   /* for the reference: a sentence or two, or NULL */
    const char *example; /* for the reference: YAML, or NULL */
};

/* May its mappings carry from and until, or be lists of mappings that do? effective.h takes them away before they are read. */
bool form_has_dates(const struct form *form);

/* Reads a mapping into the struct at `to`. `at` is the place to name when a required key is missing. Unknown keys are reported with
 * the nearest known one; false when the node is no mapping (reported). */
bool form_read(struct load *load, const struct form *form, const struct node *node, struct place at, void *to);

struct choices {
    const char *const *names;
    size_t count;
};
struct range {
    double least, most;
    const char *said; /* "from 1 to 12" */
};

/* Types without a home of their own; each comment names the destination. */
extern const struct row_type type_text;    /* const char * */
extern const struct row_type type_texts;   /* const char *const *; extra: offset from it to its size_t count */
extern const struct row_type type_yesno;   /* bool */
extern const struct row_type type_choice;  /* an enum; extra: struct choices */
extern const struct row_type type_word;    /* const char *; extra: struct choices */
extern const struct row_type type_count;   /* int; extra: struct range */
extern const struct row_type type_mapping; /* const struct node *: a mapping, its keys read by somebody else */
extern const struct row_type type_columns; /* the same, of columns */
extern const struct row_type type_form;    /* a struct; extra: struct form */
/* setting.c; extra: NULL or struct range */
extern const struct row_type type_number;   /* struct setting: 15, 2.5, 15%, or {by: ...} */
extern const struct row_type type_fraction; /* struct setting: 40/6 as well */
extern const struct row_type type_rate;     /* struct setting: 0% to 100%; extra: NULL or the key that takes an amount instead */
extern const struct row_type type_money;    /* struct setting: 0 or more; extra: NULL */
/* names.c */
extern const struct row_type type_column;        /* int: a column of the partner table */
extern const struct row_type type_scorecard;     /* size_t */
extern const struct row_type type_own_scorecard; /* size_t, to which names in rows behind it belong */
extern const struct row_type type_track_metric;  /* const char *: a metric of that scorecard, in any of its tracks */
extern const struct row_type type_block;         /* int */
extern const struct row_type type_objective;     /* int */
extern const struct row_type type_condition;     /* const struct expr *; extra: enum scope */

#endif
