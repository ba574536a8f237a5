/* encoding.h - what a file's first bytes tell: how its text is encoded, or that it is no CSV file at all. */
#ifndef RUNG_DATA_ENCODING_H
#define RUNG_DATA_ENCODING_H

#include "base/buf.h"
#include "base/problem.h"
#include "data/dataset.h"

enum { ENCODING_HEAD = 512 }; /* bytes that are enough to tell */

struct encoding {
    const char *iconv_name; /* NULL: UTF-8 already */
    size_t mark;            /* bytes of the byte order mark */
    const char *disguise;   /* a sentence: what the file really is; NULL: nothing suspicious */
    const char *cure;
};

struct encoding encoding_of(const struct table_spec *spec, struct text head);
bool encoding_convert(const struct encoding *encoding, const struct table_spec *spec, const char *bytes, size_t length, struct buf *out,
                      struct problems *problems);

#endif
