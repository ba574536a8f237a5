/* writing.h - new files, all of them or none: an existing one is never touched. */
#ifndef RUNG_DRAFT_WRITING_H
#define RUNG_DRAFT_WRITING_H

#include <stddef.h>

#include "draft/draft.h"

struct new_file {
    const char *name;    /* below the folder: tables/deals.csv */
    struct text content; /* what stands in it */
    const char *copy;    /* instead: the path of a file to copy; NULL: none */
};

/* Whether a program may be made there: nothing is there, or an empty folder. False after a problem. */
bool writing_is_free(const struct draft *draft, const char *folder);

/* Makes the folder, and those within it, as far as they are not there. False after a problem, with everything taken back. */
bool writing_make(const struct draft *draft, const char *folder, const struct new_file *files, size_t count);

#endif
