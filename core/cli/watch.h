/* watch.h - rung test --watch: the tests again whenever a file that they read changes. */
#ifndef RUNG_CLI_WATCH_H
#define RUNG_CLI_WATCH_H

#include <stdbool.h>

#include "cli/options.h"

struct watch;
bool watch_interrupted(const struct watch *watch); /* Ctrl-C was pressed */

int watch_tests(const struct arguments *arguments); /* until Ctrl-C: the status of the last run */

/* test.c: one run; `watch` may be NULL. */
int test_once(const struct arguments *arguments, const struct watch *watch);

#endif
