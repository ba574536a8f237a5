/* said.h - figures as people read them: thousands separated, a sign where one is asked for, so many places. */
#ifndef RUNG_REVIEW_SAID_H
#define RUNG_REVIEW_SAID_H

#include "base/buf.h"
#include "base/decimal.h"
#include "base/number.h"

enum { SAID_MAX = NUMBER_GROUPED_MAX + 1 };

const char *said_count(size_t count, char out[SAID_MAX]);
const char *said_partners(size_t count, char out[SAID_MAX]); /* 1 partner, 12 partners */
const char *said_value(double value, char out[SAID_MAX]);    /* as measured, to four places */
const char *said_points(double points, char out[SAID_MAX]);  /* two places, always */
const char *said_change(double points, char out[SAID_MAX]);  /* the same with its sign: +0.40 */
const char *said_money(struct decimal amount, char out[SAID_MAX]);
const char *said_money_change(struct decimal amount, char out[SAID_MAX]);
const char *said_rate(struct decimal points, char out[SAID_MAX]); /* 14.5 % */
/* What `change` is of `whole`: +3.4 %; "" when there is no whole, or next to none. */
const char *said_share(struct decimal change, struct decimal whole, char out[SAID_MAX]);

void said_right(struct buf *out, const char *text, size_t width); /* with blanks before it */
void said_cell(struct buf *out, size_t count, size_t width);      /* a count, "-" for none */

#endif
