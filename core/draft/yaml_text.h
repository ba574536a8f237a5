/* yaml_text.h - texts as program.yaml writes them, and names made of what people call things. */
#ifndef RUNG_DRAFT_YAML_TEXT_H
#define RUNG_DRAFT_YAML_TEXT_H

#include "base/arena.h"
#include "base/buf.h"

void yaml_text(struct buf *out, struct text text); /* in quotes where it would not be read as the text that it is */

/* A name as program.yaml, Lua and expressions can write it: "Deal Amount (EUR)" becomes deal_amount. Where that alone will not do, `kind`
 * stands in front: column_2026. NULL: no memory. */
const char *name_of_heading(struct text heading, const char *kind, struct arena *arena);

#endif
