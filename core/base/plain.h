/* plain.h - names as people type them: small letters without accents, so that "Lodz" finds "Łódź". */
#ifndef RUNG_BASE_PLAIN_H
#define RUNG_BASE_PLAIN_H

#include "base/buf.h"

/* Latin letters alone are made plain; whatever else a text holds, bytes that are no UTF-8 included, stays as it is. */
void plain_text(struct text text, struct buf *out);

#endif
