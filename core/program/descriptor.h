/* descriptor.h - program.yaml as rows: key, type, default, help. One walker parses by them, the same rows print
 * docs/program-format.md (rung help format) and the JSON Schema (schema.h). */
#ifndef RUNG_PROGRAM_DESCRIPTOR_H
#define RUNG_PROGRAM_DESCRIPTOR_H

#include "base/buf.h"
#include "program/row.h"

/* Every form, in the order of the reference, the whole program first; NULL: no more. */
const struct form *descriptor_form(size_t index);

/* The reference of program.yaml as Markdown. */
void descriptor_markdown(struct buf *out);

#endif
