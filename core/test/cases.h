/* cases.h - runs the cases beside a plugin: rows or a card in, a value or an award out, in the same sandbox as a real run.
 *
 * Cases stand in <plugin>.cases.yaml beside <plugin>.lua; case_file.h describes them. Each becomes a program of its own with one
 * partner, in a temporary folder. */
#ifndef RUNG_TEST_CASES_H
#define RUNG_TEST_CASES_H

#include "test/suite.h"

/* Fills name and results of a suite that has kind and path. Mistakes in the cases are a failed result. When the machine gives out, the
 * problems say how, and suite->gave_out is set. */
void cases_run(struct suite *suite, const struct test_settings *settings, struct arena *arena, struct problems *problems);

#endif
