/* band_edges.h - the edges of bands, and whether bands follow each other: one check for bands of points and of rates. Pure. */
#ifndef RUNG_BASE_BAND_EDGES_H
#define RUNG_BASE_BAND_EDGES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/decimal.h"

struct band_edge {
    struct decimal at;
    bool given; /* false: no limit on this side */
    bool open;  /* the value itself is outside */
};
struct band_span {
    struct band_edge low, high;
};

bool band_reached(const struct band_span *span, struct decimal value); /* not below its beginning */
bool band_holds(const struct band_span *span, struct decimal value);

/* A mistake as it is told. */
struct band_fault {
    size_t band; /* whose place to name */
    char what[320], cure[160];
};
/* Each band has to have values, come after the one before it, and begin where that one ends, so that every value between, fractions
 * too, is in exactly one. True while there is a mistake: `fault` is the next one. `next` begins with 0. `where` is said with it: "", or
 * " where region is amer". */
bool bands_fault(const struct band_span *spans, size_t count, const char *where, size_t *next, struct band_fault *fault);
/* True when the last band has an end, and `fault` warns of it. `there`: what is earned behind it, as in "nothing is earned there".
 * `unit`: "points: 0", what to write when that is meant. */
bool bands_end(const struct band_span *spans, size_t count, const char *there, const char *unit, struct band_fault *fault);

#endif
