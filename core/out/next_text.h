/* next_text.h - how far to the next tier, in words: what is missing, and the ways up. For sheets and explanations. */
#ifndef RUNG_OUT_NEXT_TEXT_H
#define RUNG_OUT_NEXT_TEXT_H

#include "base/buf.h"
#include "run/run.h"
#include "score/next.h"

/* "score 3.2 short; certified_people 2 of 4" */
void put_next_missing(struct buf *out, const struct card_reader *reader, size_t scorecard, const struct next *next);
/* "then silver at first (promoted)" of a way that movement holds back */
void put_next_held_back(struct buf *out, const struct card_reader *reader, size_t scorecard, const struct next *next);
/* "certified_people 2 -> 4 and revenue 187340 -> 250000": a metric of another scorecard as security.revenue */
void put_next_way(struct buf *out, const struct card_reader *reader, size_t scorecard, const struct next_way *way);
/* All of them with " | " between; where there is none, why. */
void put_next_ways(struct buf *out, const struct card_reader *reader, size_t scorecard, const struct next *next);

#endif
