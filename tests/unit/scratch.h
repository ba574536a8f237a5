/* scratch.h - a folder of its own for a test, and what a test of files needs besides. */
#ifndef RUNG_TESTS_SCRATCH_H
#define RUNG_TESTS_SCRATCH_H

#include "base/arena.h"
#include "base/problem.h"

struct scratch {
    char root[64], path[80]; /* the folder, and a name inside it that is not there yet */
    struct arena arena;
    struct problems problems;
};

/* 0: it is there. */
int scratch_make(struct scratch *scratch, const char *name);
int scratch_remove(struct scratch *scratch);

#endif
