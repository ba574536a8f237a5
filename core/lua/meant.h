/* meant.h - what people mean by a text where a column or a sign wants a number, a date, yes or no. For cures. */
#ifndef RUNG_LUA_MEANT_H
#define RUNG_LUA_MEANT_H

#include "base/buf.h"
#include "base/number.h"
#include "data/dataset.h"

/* The number that a text means to people, as it is written here: 1000 for "1,000", 0.05 for 5%. Quotes and currency signs do not count. */
bool meant_number(struct text written, char out[NUMBER_TEXT_MAX]);

enum meant_in { MEANT_IN_LUA, MEANT_IN_YAML };
/* What to write as a condition on a column of this type in place of the text: 1000 for "1,000", { above = 5 } for "> 5". Nothing is added
 * where nothing is known. */
void meant_condition(enum column_type type, struct text written, enum meant_in in, struct buf *cure);

#endif
