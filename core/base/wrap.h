/* wrap.h - plain text for a terminal: words broken into lines of at most `width` columns, each indented. A longer word stays whole. */
#ifndef RUNG_BASE_WRAP_H
#define RUNG_BASE_WRAP_H

#include <stddef.h>

#include "base/buf.h"

/* The words of a text, with a line end. The first line begins where the line in `out` has got to; the next ones at `indent`. */
void wrap_words(struct buf *out, struct text text, size_t indent, size_t width);
/* Paragraphs, with empty lines between them. Lines that begin with a blank (examples, formulas) stay as they are, indented. */
void wrap_paragraphs(struct buf *out, struct text text, size_t indent, size_t width);
/* Blanks up to `column` of the line in `out`, or an own line when it has got further. */
void wrap_to(struct buf *out, size_t column);

#endif
