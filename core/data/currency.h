/* currency.h - the currency that an amount of money is written with: a sign or a code of three capitals, before or behind it. */
#ifndef RUNG_DATA_CURRENCY_H
#define RUNG_DATA_CURRENCY_H

#include <stdbool.h>

#include "base/text.h"

/* Takes it off the amount; false: there is none. */
bool currency_take(struct text *amount, struct text *currency);
/* Whether money written so can be money of a program whose currency is `own`. Signs that several currencies share fit all of them;
 * an `own` that is neither code nor sign fits everything. */
bool currency_fits(struct text currency, const char *own);
/* What to call it: "EUR" for its sign and its code, "dollars" for theirs. */
struct text currency_name(struct text currency);

#endif
