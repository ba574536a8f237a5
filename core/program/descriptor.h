/* descriptor.h - program.yaml as rows: key, type, default, help. One walker parses by them, the same rows print
 * docs/program-format.md (rung help format), and later the JSON schema. */
#ifndef RUNG_PROGRAM_DESCRIPTOR_H
#define RUNG_PROGRAM_DESCRIPTOR_H

#include "base/buf.h"

/* The reference of program.yaml as Markdown. */
void descriptor_markdown(struct buf *out);

#endif
