/* movement_text.h - how a partner came from the tier of the last period to the one of this, in words. */
#ifndef RUNG_OUT_MOVEMENT_TEXT_H
#define RUNG_OUT_MOVEMENT_TEXT_H

#include "base/buf.h"
#include "run/run.h"

/* Sentences, no line end; visible as they are. Nothing for a scorecard without tiers. */
void movement_text(const struct card_reader *reader, size_t scorecard, struct buf *out);
/* The name of a tier; -1: "no tier". */
const char *movement_tier(const struct scorecard *scorecard, int tier);

#endif
