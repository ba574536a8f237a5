/* share.h - an amount shared so that the parts add up to it to the last cent, by largest remainder: each part is rounded towards zero, and
 * what is left goes unit by unit to the parts that rounding took most from, the earlier one of two equals first. */
#ifndef RUNG_BASE_SHARE_H
#define RUNG_BASE_SHARE_H

#include "base/decimal.h"

struct share {
    struct decimal weight; /* given, 0 or more */
    struct decimal part;   /* made, of the sign of the amount */
    rung_int128 rest;      /* scratch */
    size_t index;          /* scratch */
};

/* Shares an amount of at most `places` places by the weights. All parts are 0 when all weights are. False: does not fit in 128 bits. */
bool share_out(struct decimal amount, int places, struct share *shares, size_t count);

#endif
