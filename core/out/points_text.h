/* points_text.h - how a value came to its points, in words: "48,000 lies between 0 (0 points) and 50,000 (40 points)". */
#ifndef RUNG_OUT_POINTS_TEXT_H
#define RUNG_OUT_POINTS_TEXT_H

#include "base/buf.h"
#include "run/run.h"

/* The metric of the card that the reader holds; a sentence or more, no line end. */
void points_text(const struct card_reader *reader, size_t metric, struct buf *out);
/* The whole rule of the metric's points, as it is for this partner, and what stands for points where there is no value: "curve of
 * 0 points at 0, 40 at 50,000; no data would be 0 points (missing)". */
void points_rule_text(const struct card_reader *reader, size_t metric, struct buf *out);
/* The rule alone, for all partners: "0 points at 0, 40 at 50,000; straight lines between". share: values are shares, said in percent. */
void points_rule_for_all(const struct points_rule *rule, bool share, struct buf *out);
void setting_text(const struct setting *setting, struct buf *out); /* "250,000 for amer, 200,000 otherwise" */
/* The names in an expression with what they are for this partner: "revenue = 48,000, people = 4". Nothing when there are none. */
void names_text(const struct card_reader *reader, const struct expr *expr, struct buf *out);

#endif
