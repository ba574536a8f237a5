/* sketch.h - a rule that is about to be written: on which table and columns of which program. Private to core/draft. */
#ifndef RUNG_DRAFT_SKETCH_H
#define RUNG_DRAFT_SKETCH_H

#include "draft/draft.h"
#include "program/program.h"

/* Columns may be NULL: there is none such. */
struct sketch {
    const struct draft *draft;
    enum draft_rule rule;
    const char *name;
    const struct program *program;
    const struct table_spec *table;
    const struct column_spec *words, *date, *number, *any; /* any: where there is none of these */
};

/* The columns that the rule reads, in the order of the rows of its cases. */
void sketch_columns(struct buf *out, const struct sketch *sketch, void (*put)(struct buf *out, const struct column_spec *column));
/* Fills the templates, and makes the two files. False after a problem. */
bool sketch_write(const struct sketch *sketch);

#endif
