/* require_text.h - a tier's requirement in words: "Won revenue at least 250,000, and People certified at least 4". */
#ifndef RUNG_OUT_REQUIRE_TEXT_H
#define RUNG_OUT_REQUIRE_TEXT_H

#include "base/buf.h"
#include "run/run.h"

/* What has no words stands in brackets as it is written. */
void require_text(const struct run *run, const struct expr *expr, struct buf *out);
/* The same where all of it has words; else nothing, and false. */
bool require_words(const struct run *run, const struct expr *expr, struct buf *out);

#endif
