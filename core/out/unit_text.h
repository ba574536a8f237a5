/* unit_text.h - units beside numbers, as people write them: 2 people, 1 person. */
#ifndef RUNG_OUT_UNIT_TEXT_H
#define RUNG_OUT_UNIT_TEXT_H

#include "base/buf.h"

/* The unit as it stands beside that number; programs name units in the plural. The same as words.unit of report/page_words.js. */
void put_unit(struct text unit, double number, struct buf *out);

#endif
