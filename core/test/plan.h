/* plan.h - which tests are meant by the words of whoever asks for them. */
#ifndef RUNG_TEST_PLAN_H
#define RUNG_TEST_PLAN_H

#include "test/suite.h"

struct plan {
    struct suite *suites;
    size_t count, cap;
    struct arena *arena; /* of the paths */
};

/* A folder with program.yaml: the cases of its plugins, then the program; any other folder: every program and every case below it, in
 * the order of names; a plugin, with or without .lua, also of the library; a .cases.yaml. False after a problem: there is nothing to test.
 * first: a program that expects nothing yet may be given its first expected/. */
bool plan_add(struct plan *plan, const char *word, const char *library, bool first, struct problems *problems);

#endif
