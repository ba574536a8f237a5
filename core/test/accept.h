/* accept.h - makes cases expect what came out: rewrites value, no_data, margin, amount, nothing, error and reason, and leaves every other
 * byte of the file as it is.
 *
 * The new text is read again before it is written: unless just the cases in question now expect something else, it is not. */
#ifndef RUNG_TEST_ACCEPT_H
#define RUNG_TEST_ACCEPT_H

#include "test/case_run.h"

struct case_change {
    const char *said;    /* "value 100 -> value 150": the case is rewritten */
    const char *refused; /* why not */
};

/* outcomes, changes: one for each case of the file; changes are zero, and stay so where a case is as expected. False after a problem:
 * the file cannot be written, and is as it was. */
bool accept_cases(const struct case_file *file, const struct case_outcome *outcomes, struct case_change *changes, struct arena *arena,
                  struct problems *problems);

#endif
