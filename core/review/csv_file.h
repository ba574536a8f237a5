/* csv_file.h - a table as one file of its own, beside no others. */
#ifndef RUNG_REVIEW_CSV_FILE_H
#define RUNG_REVIEW_CSV_FILE_H

#include <stdbool.h>

#include "base/problem.h"
#include "base/text.h"

/* Writes the file, or replaces one that holds such a table: it begins with the same line. False after a problem: any other file stays. */
bool csv_file_write(const char *path, struct text bytes, struct problems *problems);

#endif
