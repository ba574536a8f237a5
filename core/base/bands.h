/* bands.h - band methods on an amount, chosen by name, in exact decimals. Pure.
 *
 * A scale is a list of bands that follow each other (base/band_edges.h); each has a beginning, all but the last an end. A band earns at
 * a rate (or an amount per unit), or `whole`, what all of it pays together. Methods, with Dynamics 365 rebate management's names:
 *   marginal      each band's rate on the part of the amount inside it ("stepped")
 *   retroactive   the rate of the band that holds the amount, on the whole amount ("cumulative")
 *   rolling       the rate of every band reached, on the amount up to its end
 *   total         the rate of every band reached, on the whole amount
 *   interpolated  of bands that say what they pay as a whole: those below the amount pay it, the one reached its share
 *   rate          the rate of the band that holds the amount, itself
 * A `fee` is due besides: by retroactive that of the band held, by rate none, by the others that of every band reached. Outside all
 * bands nothing is earned, and an amount of 0 owes no fee. */
#ifndef RUNG_BASE_BANDS_H
#define RUNG_BASE_BANDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/band_edges.h"
#include "base/decimal.h"

enum band_method { BANDS_MARGINAL, BANDS_RETROACTIVE, BANDS_ROLLING, BANDS_TOTAL, BANDS_INTERPOLATED, BANDS_RATE, BAND_METHOD_COUNT };
extern const char *const band_method_names[BAND_METHOD_COUNT]; /* "marginal", "retroactive", ... */

struct rate_band {
    struct band_span span;
    struct decimal rate; /* 0.02; an amount per unit; or what the whole band pays */
    bool whole;          /* the last of these; such a band has an end */
    struct decimal fee;
};
struct scale {
    struct rate_band *bands; /* ascending */
    size_t count;
    bool percent; /* its rates are shares, not amounts per unit: for whoever shows them */
};
/* What one band adds to the result. */
struct band_part {
    struct decimal base, earned; /* what its rate applies to, and what comes of that */
    bool fee;                    /* its fee is due, besides */
};

/* Do all bands of the scale say what the method asks for: what they pay as a whole, or a rate? */
bool bands_fit(enum band_method method, const struct scale *scale);
/* Does the band add something to the result? */
bool bands_counts(enum band_method method, const struct scale *scale, size_t band, struct decimal amount);
/* What a band that counts adds; of no use for the method rate. False when it does not fit. */
bool bands_part(enum band_method method, const struct rate_band *band, struct decimal amount, struct band_part *part);
/* False when the result does not fit. A share of a band is exact to 18 places. */
bool bands_apply(enum band_method method, const struct scale *scale, struct decimal amount, struct decimal *result);

#endif
