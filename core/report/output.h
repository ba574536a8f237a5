/* output.h - where a page goes: a file that appears whole, and takes the place of no file that Rung did not write; "-": standard output. */
#ifndef RUNG_REPORT_OUTPUT_H
#define RUNG_REPORT_OUTPUT_H

#include <stdbool.h>

#include "base/problem.h"
#include "base/text.h"

extern const char output_generator[]; /* names Rung in a page, and by that in the next one that would replace it */

/* May a page be written there? Before any work. False after a problem. */
bool output_check(const char *path, struct problems *problems);
bool output_is_ours(int dir, const char *name);                                    /* of an open folder: did some Rung write that page? */
bool output_write(const char *path, struct text bytes, struct problems *problems); /* checks as well; false after a problem */

#endif
