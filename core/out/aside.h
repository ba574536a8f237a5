/* aside.h - rows of one partner that were set aside, as a cell is bad or missing: as the problems of the run tell of them. */
#ifndef RUNG_OUT_ASIDE_H
#define RUNG_OUT_ASIDE_H

#include "run/run.h"

struct aside_row {
    size_t table;
    struct place place;
    const char *why; /* what is wrong with each of its cells */
};
struct aside {
    const struct aside_row *rows; /* by table and line */
    size_t count;
    size_t all; /* rows that were set aside: more than `count` where the list of problems was full */
};

/* Texts are those of the problems, or live in the arena. False: no memory. */
bool aside_find(struct aside *aside, const struct run *run, size_t partner, const struct problems *problems, struct arena *arena);
/* "1 row of this partner was set aside and counts nowhere:", then a line for each of the first rows; nothing where there is none. */
void aside_text(const struct aside *aside, struct buf *out);

#endif
