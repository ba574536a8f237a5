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
    *base = method != BANDS_TOTAL && span->high.given && decimal_compare(span->high.at, amount) < 0 ? span->high.at : amount;
    return method == BANDS_TOTAL || method == BANDS_ROLLING || decimal_subtract(*base, span->low.at, base);
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

static bool add_fee(const struct rate_band *band, struct decimal amount, struct decimal *sum)
{
    return decimal_compare(amount, (struct decimal){0}) == 0 || decimal_add(*sum, band->fee, sum);
}

/* Each band reached adds its own. */
static bool accumulate(enum band_method method, const struct scale *scale, struct decimal amount, struct decimal *sum)
{
    for (size_t i = 0; i < scale->count && band_reached(&scale->bands[i].span, amount); i++) {
        const struct rate_band *band = &scale->bands[i];
        struct decimal base, earned;
        if (!base_of(method, &band->span, amount, &base)) return false;
        if (!(band->whole ? share_of(band, base, &earned) : decimal_multiply(base, band->rate, &earned))) return false;
        if (!decimal_add(*sum, earned, sum) || !add_fee(band, amount, sum)) return false;
    }
    return true;
}

static const struct rate_band *band_holding(const struct scale *scale, struct decimal amount)
{
    for (size_t i = 0; i < scale->count; i++)
        if (band_holds(&scale->bands[i].span, amount)) return &scale->bands[i];
    return NULL;
}

bool bands_apply(enum band_method method, const struct scale *scale, struct decimal amount, struct decimal *result)
{
    *result = (struct decimal){0};
    if (method != BANDS_RETROACTIVE && method != BANDS_RATE) return accumulate(method, scale, amount, result);
    const struct rate_band *band = band_holding(scale, amount);
    if (band && method == BANDS_RATE) *result = band->rate;
    return !band || method == BANDS_RATE || (decimal_multiply(amount, band->rate, result) && add_fee(band, amount, result));
}
