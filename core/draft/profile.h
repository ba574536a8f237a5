/* profile.h - a CSV file of which nothing is known: its encoding, its delimiter, its headings, and a tally of each column.
 *
 * The file is read once, in pieces. Of one with more than PROFILE_ROWS rows the first ones are looked at, and of the others one in so many:
 * the work is bounded. Rows are counted all the same. */
#ifndef RUNG_DRAFT_PROFILE_H
#define RUNG_DRAFT_PROFILE_H

#include "data/dataset.h"
#include "draft/draft.h"
#include "draft/tally.h"

enum { PROFILE_ROWS = 100000 };

struct profile_column {
    const char *heading; /* without quotes and blanks around it; "" */
    bool twice;          /* another column has the same one */
    struct tally tally;
};

struct profile {
    const char *path, *file; /* the latter without folders */
    struct table_spec spec;  /* its path, encoding and delimiter */
    struct profile_column *columns;
    size_t column_count;
    uint64_t rows, seen;  /* seen: those that were looked at */
    uint64_t broken;      /* rows whose quotes do not match */
    uint32_t broken_line; /* of the first of them */
};

/* False after a problem. Texts live in the draft's arena. */
bool profile_read(struct profile *profile, const char *path, const struct draft *draft);
void profile_release(struct profile *profile);

#endif
