/* bands.h - band methods on an amount, chosen by name, in exact decimals. Pure.
 *
 * A scale is a list of bands, each from an amount (included) up to the next band's, with a rate. The first band begins at
 * its own `from`: below it nothing is earned, as on negative amounts of a scale from 0. An amount on an edge has reached the band that
 * begins there. Methods (Dynamics 365 rebate management's names for the same bands):
 *   marginal      each band's rate on the part of the amount inside it ("stepped")
 *   retroactive   the rate of the highest band reached on the whole amount ("cumulative") */
#ifndef RUNG_BASE_BANDS_H
#define RUNG_BASE_BANDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/decimal.h"

enum band_method { BANDS_MARGINAL, BANDS_RETROACTIVE, BAND_METHOD_COUNT };
extern const char *const band_method_names[BAND_METHOD_COUNT]; /* "marginal", "retroactive" */

struct rate_band {
    struct decimal from, rate;
};
/* False when the result does not fit. Bands ascend by `from`. */
bool bands_apply(enum band_method method, const struct rate_band *bands, size_t count, struct decimal amount, struct decimal *result);

#endif
