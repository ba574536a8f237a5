/* revisit.h - going back to rows whose fault shows only when all of the table is known: repeated ones. */
#ifndef RUNG_DATA_REVISIT_H
#define RUNG_DATA_REVISIT_H

#include "data/intake.h"

/* Where the last one was, so that rows visited in the order of the file cost one reading of their chunks. A zeroed struct is
 * ready to use; revisit_release when done. */
struct revisit {
    struct intake *intake;
    size_t chunk;
    struct csv_lexer lexer;
    char *text;
    struct csv_field *fields;
};

/* Sets row `row` of a chunk aside because its cell in `lane` (or, lane SIZE_MAX, its key) is that of an earlier row as well.
 * False: no memory, or the file cannot be read any more. */
bool revisit_repeated(struct revisit *revisit, size_t chunk, size_t row, size_t lane, uint32_t first_line, struct problems *problems);
void revisit_release(struct revisit *revisit);

static inline uint32_t revisit_line(const struct chunk *chunk, size_t row)
{
    return chunk->first_line + chunk->traces[row].line;
}

#endif
