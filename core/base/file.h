/* file.h - whole files: read at once, written at once, replaced in one step. */
#ifndef RUNG_BASE_FILE_H
#define RUNG_BASE_FILE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/problem.h"
#include "base/text.h"

/* All that follows in an open file, behind what the buffer holds. False with errno: EFBIG when there is more than the buffer's
 * ceiling, ENOMEM. */
bool file_read(int file, struct buf *bytes);
bool file_read_path(const char *path, struct buf *bytes);
/* The same, and what went wrong is a problem, of memory or of the file. */
bool file_read_or_tell(const char *path, struct buf *bytes, enum stage stage, const char *cure, struct problems *problems);
bool file_write(int file, struct text bytes); /* all of it; false with errno */

/* A new content for a file that may exist: it holds the old bytes or the new ones at any moment, keeps its mode, and stays where a
 * link leads. False with errno, and nothing has changed. Into a device or a pipe the bytes are written. */
bool file_replace(const char *path, struct text bytes);

bool file_is_folder(const char *path); /* links followed */
bool file_is_plain(const char *path);  /* it is there, and no folder, device or pipe: reading it has an end */
bool file_exists(const char *path);

#endif
