/* temp_folder.h - a folder of one's own for a moment. */
#ifndef RUNG_BASE_TEMP_FOLDER_H
#define RUNG_BASE_TEMP_FOLDER_H

#include <limits.h>
#include <stdbool.h>

#include "base/problem.h"

#define TEMP_FOLDER_PREFIX "rung-scratch-"                               /* of its name */
bool temp_folder_make(char folder[PATH_MAX], struct problems *problems); /* in TMPDIR; false after a problem */
void temp_folder_remove(const char *folder);                             /* with all that is in it */

#endif
