/* temp_folder.h - a temporary folder of a test. */
#ifndef RUNG_TEST_TEMP_FOLDER_H
#define RUNG_TEST_TEMP_FOLDER_H

#include <limits.h>
#include <stdbool.h>

#include "base/problem.h"

bool temp_folder_make(char folder[PATH_MAX], struct problems *problems); /* in TMPDIR; false after a problem */
void temp_folder_remove(const char *folder);                             /* with all that is in it */

#endif
