/* Band methods: how a scale of rates applies to one amount. */
#include "base/bands.h"

const char *const band_method_names[BAND_METHOD_COUNT] = {"marginal", "retroactive"};

/* Each band's rate on the part of the amount inside it. */
static bool marginal(const struct rate_band *bands, size_t count, struct decimal amount, struct decimal *result)
{
    struct decimal sum = {0};
    for (size_t i = 0; i < count && decimal_compare(amount, bands[i].from) > 0; i++) {
        bool beyond = i + 1 < count && decimal_compare(amount, bands[i + 1].from) > 0;
        struct decimal part, earned;
        if (!decimal_subtract(beyond ? bands[i + 1].from : amount, bands[i].from, &part)) return false;
        if (!decimal_multiply(part, bands[i].rate, &earned) || !decimal_add(sum, earned, &sum)) return false;
    }
    *result = sum;
    return true;
}

/* The rate of the highest band reached on the whole amount; an amount on an edge has reached the band that begins there. */
static bool retroactive(const struct rate_band *bands, size_t count, struct decimal amount, struct decimal *result)
{
    const struct rate_band *reached = NULL;
    for (size_t i = 0; i < count && decimal_compare(amount, bands[i].from) >= 0; i++) reached = &bands[i];
    *result = (struct decimal){0};
    return !reached || decimal_multiply(amount, reached->rate, result);
}

bool bands_apply(enum band_method method, const struct rate_band *bands, size_t count, struct decimal amount, struct decimal *result)
{
    return method == BANDS_RETROACTIVE ? retroactive(bands, count, amount, result) : marginal(bands, count, amount, result);
}
