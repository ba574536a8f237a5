/* Band methods: how a scale of rates applies to one amount. */
#include "base/bands.h"

enum { SHARE_PLACES = 18 };

const char *const band_method_names[BAND_METHOD_COUNT] = {"marginal", "retroactive", "rolling", "total", "interpolated", "rate"};

bool bands_fit(enum band_method method, const struct scale *scale)
{
    for (size_t i = 0; i < scale->count; i++)
        if (scale->bands[i].whole != (method == BANDS_INTERPOLATED)) return false;
    return true;
}

/* What the band's rate applies to, of an amount that reached it. */
static bool base_of(enum band_method method, const struct band_span *span, struct decimal amount, struct decimal *base)
{
    *base = method != BANDS_TOTAL && method != BANDS_RETROACTIVE && span->high.given && decimal_compare(span->high.at, amount) < 0
                ? span->high.at
                : amount;
    return method == BANDS_TOTAL || method == BANDS_RETROACTIVE || method == BANDS_ROLLING || decimal_subtract(*base, span->low.at, base);
}

static bool share_of(const struct rate_band *band, struct decimal part, struct decimal *share)
{
    struct decimal width;
    if (decimal_compare(band->span.low.at, band->span.high.at) == 0) {
        *share = band->rate; /* a band of one value is reached as a whole */
        return true;
    }
    return decimal_subtract(band->span.high.at, band->span.low.at, &width) && decimal_multiply(part, band->rate, share) &&
           decimal_divide(*share, width, SHARE_PLACES, ROUND_HALF_EVEN, share);
}

static const struct rate_band *band_holding(const struct scale *scale, struct decimal amount)
{
    for (size_t i = 0; i < scale->count; i++)
        if (band_holds(&scale->bands[i].span, amount)) return &scale->bands[i];
    return NULL;
}

bool bands_counts(enum band_method method, const struct scale *scale, size_t band, struct decimal amount)
{
    if (method == BANDS_RETROACTIVE || method == BANDS_RATE) return band_holding(scale, amount) == &scale->bands[band];
    return band_reached(&scale->bands[band].span, amount);
}

bool bands_part(enum band_method method, const struct rate_band *band, struct decimal amount, struct band_part *part)
{
    struct decimal none = {0};
    part->fee = decimal_compare(amount, none) != 0 && decimal_compare(band->fee, none) != 0;
    if (!base_of(method, &band->span, amount, &part->base)) return false;
    return band->whole ? share_of(band, part->base, &part->earned) : decimal_multiply(part->base, band->rate, &part->earned);
}

bool bands_apply(enum band_method method, const struct scale *scale, struct decimal amount, struct decimal *result)
{
    *result = (struct decimal){0};
    for (size_t i = 0; i < scale->count; i++) {
        const struct rate_band *band = &scale->bands[i];
        struct band_part part;
        if (!bands_counts(method, scale, i, amount)) continue;
        if (method == BANDS_RATE) {
            *result = band->rate;
            return true;
        }
        if (!bands_part(method, band, amount, &part) || !decimal_add(*result, part.earned, result)) return false;
        if (part.fee && !decimal_add(*result, band->fee, result)) return false;
    }
    return true;
}
