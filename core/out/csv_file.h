/* csv_file.h - a table as one file of its own, beside no others. */
#ifndef RUNG_OUT_CSV_FILE_H
#define RUNG_OUT_CSV_FILE_H

#include <stdbool.h>

#include "base/problem.h"
#include "base/text.h"

/* Writes the file, or replaces one that holds such a table: its first line begins with `heads`. Any other file stays. False after a
 * problem. */
bool csv_file_write(const char *path, struct text bytes, struct text heads, struct problems *problems);
/* Without a byte order mark. */
struct text csv_file_first_line(struct text bytes);

#endif
