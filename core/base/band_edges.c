#include "base/band_edges.h"

#include <stdio.h>

bool band_reached(const struct band_span *span, struct decimal value)
{
    int order = span->low.given ? decimal_compare(value, span->low.at) : 1;
    return order > 0 || (order == 0 && !span->low.open);
}

bool band_holds(const struct band_span *span, struct decimal value)
{
    int order = span->high.given ? decimal_compare(value, span->high.at) : -1;
    return band_reached(span, value) && (order < 0 || (order == 0 && !span->high.open));
}

struct number {
    char text[DECIMAL_TEXT_MAX];
};

static struct number said(struct decimal value)
{
    struct number number;
    decimal_format(decimal_trim(value), number.text);
    return number;
}

static void tell_hole(const struct band_edge *end, const struct band_edge *begin, const char *where, struct band_fault *fault)
{
    struct decimal middle = {0};
    bool one = decimal_compare(end->at, begin->at) == 0;
    bool has_middle = !one && decimal_add(end->at, begin->at, &middle) && decimal_multiply(middle, decimal_of(5, 1), &middle);
    if (one)
        snprintf(fault->what, sizeof fault->what, "the value %s is in no band%s", said(begin->at).text, where);
    else
        snprintf(fault->what, sizeof fault->what, "values between %s and %s%s%s, are in no band%s", said(end->at).text,
                 said(begin->at).text, has_middle ? ", such as " : "", has_middle ? said(middle).text : "", where);
    if (begin->open)
        snprintf(fault->cure, sizeof fault->cure, "let this band begin where the one before it ends: %s: %s", end->open ? "from" : "above",
                 said(end->at).text);
    else
        snprintf(fault->cure, sizeof fault->cure, "let the band before end where this one begins: below: %s", said(begin->at).text);
}

static void tell_overlap(const struct band_edge *end, const struct band_edge *begin, const char *where, struct band_fault *fault)
{
    if (decimal_compare(end->at, begin->at) == 0)
        snprintf(fault->what, sizeof fault->what, "the value %s is in two bands%s", said(begin->at).text, where);
    else
        snprintf(fault->what, sizeof fault->what, "values between %s and %s are in two bands%s", said(begin->at).text, said(end->at).text,
                 where);
    snprintf(fault->cure, sizeof fault->cure, "let the band before end where this one begins: %s: %s", begin->open ? "to" : "below",
             said(begin->at).text);
}

static bool tell(struct band_fault *fault, size_t band, const char *what, const char *where, const char *cure)
{
    fault->band = band;
    snprintf(fault->what, sizeof fault->what, "%s%s", what, where);
    snprintf(fault->cure, sizeof fault->cure, "%s", cure);
    return true;
}

static bool has_values(const struct band_span *span)
{
    int order = span->low.given && span->high.given ? decimal_compare(span->low.at, span->high.at) : -1;
    return order < 0 || (order == 0 && !span->low.open && !span->high.open);
}

static bool do_not_meet(const struct band_edge *end, const struct band_edge *begin, const char *where, struct band_fault *fault)
{
    int order = decimal_compare(end->at, begin->at);
    bool hole = order < 0 || (order == 0 && end->open && begin->open), overlap = order > 0 || (!end->open && !begin->open);
    if (hole)
        tell_hole(end, begin, where, fault);
    else if (overlap)
        tell_overlap(end, begin, where, fault);
    return hole || overlap;
}

/* Bands in a wrong order are told as that, not as holes and overlaps. */
static bool descend(const struct band_span *spans, size_t count, const char *where, struct band_fault *fault)
{
    for (size_t i = 1; i < count; i++) {
        const struct band_edge *before = &spans[i - 1].low, *low = &spans[i].low;
        int order = before->given && low->given ? decimal_compare(before->at, low->at) : -1;
        if (order < 0 || (order == 0 && low->open && !before->open)) continue;
        char what[128];
        snprintf(what, sizeof what, "the band %s %s does not come after the one before it", low->open ? "above" : "from",
                 said(low->at).text);
        return tell(fault, i, what, where, "write the bands from low to high, each value once");
    }
    return false;
}

static bool is_wrong(const struct band_span *spans, size_t i, const char *where, struct band_fault *fault)
{
    const struct band_edge *end = i > 0 ? &spans[i - 1].high : NULL;
    if (!has_values(&spans[i]))
        return tell(fault, i, "this band is empty: its end is not above its beginning", where,
                    "write the bands from low to high, each with its lower edge first");
    if (end && (!end->given || !spans[i].low.given))
        return tell(fault, end->given ? i : i - 1,
                    end->given ? "this band has no beginning" : "this band has no end, but another one follows", where,
                    "only the first band may lack a beginning, only the last an end");
    fault->band = i;
    return end && do_not_meet(end, &spans[i].low, where, fault);
}

/* An empty band, or one inside the one before it: then what follows cannot be judged by its end. */
static bool ends_astray(const struct band_span *spans, size_t i)
{
    if (!has_values(&spans[i])) return true;
    const struct band_edge *end = &spans[i].high, *before = i > 0 ? &spans[i - 1].high : NULL;
    return before && end->given && (!before->given || decimal_compare(end->at, before->at) < 0);
}

bool bands_fault(const struct band_span *spans, size_t count, const char *where, size_t *next, struct band_fault *fault)
{
    if (*next == 0 && descend(spans, count, where, fault)) {
        *next = count;
        return true;
    }
    while (*next < count) {
        size_t i = (*next)++;
        if (!is_wrong(spans, i, where, fault)) continue;
        if (ends_astray(spans, i)) *next = count;
        return true;
    }
    return false;
}

bool bands_end(const struct band_span *spans, size_t count, const char *there, const char *unit, struct band_fault *fault)
{
    if (count == 0 || !spans[count - 1].high.given) return false;
    const struct band_edge *end = &spans[count - 1].high;
    const char *beyond = end->open ? "from" : "above";
    struct number value = said(end->at);
    fault->band = count - 1;
    snprintf(fault->what, sizeof fault->what, "values %s %s%s are in no band: %s", beyond, value.text, end->open ? " on" : "", there);
    snprintf(fault->cure, sizeof fault->cure, "leave out the end of the last band; or, when that is meant, add {%s: %s, %s}", beyond,
             value.text, unit);
    return true;
}
