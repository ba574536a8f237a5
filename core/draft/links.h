/* links.h - which of some files is the list of partners, and how the others name them. */
#ifndef RUNG_DRAFT_LINKS_H
#define RUNG_DRAFT_LINKS_H

#include "draft/judge.h"

enum { LINK_NONE = -1 };

struct links {
    size_t partners; /* index of the file with the partners */
    int *columns;    /* per file: the column with the partner's id; LINK_NONE: no column has it */
};

/* False after a problem: no file can be the list of partners. */
bool links_find(struct links *links, const struct profile *profiles, size_t count, const struct draft *draft, struct doubts *doubts);

#endif
