/* tests.h - runs the suites of a plan, several at a time, and reports them in their order. */
#ifndef RUNG_TEST_TESTS_H
#define RUNG_TEST_TESTS_H

#include "test/plan.h"
#include "test/report.h"

/* settings->options.jobs suites at a time, each in a process of its own; 0: as many as there are cores. False after a problem: the
 * machine gave out. */
bool tests_run(const struct plan *plan, const struct test_settings *settings, struct report *report, struct problems *problems);

#endif
