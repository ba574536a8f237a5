/* row.h - one record of a chunk to one row of the bench, or to a problem. */
#ifndef RUNG_DATA_ROW_H
#define RUNG_DATA_ROW_H

#include "data/complaint.h"
#include "data/intake.h"

/* A chunk on a bench. */
struct work {
    struct intake *intake;
    struct chunk *chunk;
    struct bench *bench;
    struct csv_lexer lexer; /* over bench->text */
    size_t begin;           /* offset in the source of bench->text */
    bool guessed;
};

enum { ROW_TAG_SETTLED = 0xff }; /* top byte of bench->tags: owners has the answer already */

/* The plain rows of bench->rows, just read by the lexer. */
void row_take_plain(struct work *work);
void row_take(struct work *work, struct csv_record *record); /* calls runaways back */
/* The key of the record in the lexer's fields, without blanks around it; it has 8 readable bytes. */
struct text row_key(struct work *work);
struct spot row_spot(struct work *work, const struct csv_record *record);
void row_unknown(struct work *work, const struct csv_record *record);

#endif
