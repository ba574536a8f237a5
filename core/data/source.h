/* source.h - the bytes of one file: opened with suspicion, read in pieces by any thread, digested, and watched for change.
 *
 * The text is UTF-8: that of the file itself behind its byte order mark, or, for UTF-16 and windows-1252, a converted copy in memory.
 * Offsets are those of the text. source_release closes. */
#ifndef RUNG_DATA_SOURCE_H
#define RUNG_DATA_SOURCE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/problem.h"
#include "data/dataset.h"

struct source {
    const struct table_spec *spec;
    int file;
    struct stat born; /* as it was when opened */
    size_t mark;      /* bytes of the byte order mark */
    struct buf converted;
    bool in_memory;
    size_t length; /* of the text */
    char digest[65];
    atomic_int trouble; /* errno of the first failed read; SOURCE_CHANGED */
};

enum { SOURCE_CHANGED = -1 };

/* False: a problem tells why there is nothing to read. */
bool source_open(struct source *source, const struct table_spec *spec, struct problems *problems);
void source_release(struct source *source);

/* Exactly length bytes of the text; false sets trouble. */
bool source_read(struct source *source, size_t at, size_t length, char *out);
/* SHA-256 of the whole file as it is on disk; false sets trouble. `stop` ends it early. */
bool source_digest(struct source *source, const atomic_bool *stop);
/* Reports what befell the file while it was read; true when nothing did. Called when all reading is over. */
bool source_check(struct source *source, struct problems *problems);

/* A problem of the file as a whole, or of one place in it. */
struct problem *source_problem(const struct table_spec *spec, struct problems *problems, uint32_t line, uint32_t column, const char *cure,
                               const char *what);

#endif
