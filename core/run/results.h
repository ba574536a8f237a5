/* results.h - what the workers found, in memory that all of them share.
 *
 * The mapping is made before the workers are forked; each writes the measures and awards of the partners it took, and the parent
 * reads them. A worker may have been taken over by a hostile plugin: texts are read within bounds at any time, and results_check
 * looks at every entry once the workers are gone, before anything is written. */
#ifndef RUNG_RUN_RESULTS_H
#define RUNG_RUN_RESULTS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "score/card.h"

struct results {
    size_t partners, metrics, incentives;
    struct measure *measures; /* [partner * metrics + metric] */
    struct award *awards;     /* [partner * incentives + incentive] */
    double *percentiles;      /* as measures, or NULL when no metric earns points by percentile */
    char *texts;              /* reasons and failures: a uint16_t length and the bytes, at multiples of 8; entry 0 is "" */
    size_t texts_size;
    _Atomic uint64_t *texts_used;
    void *mapping;
    size_t mapping_size;
};

/* False: the machine has no room for them. */
bool results_open(struct results *results, size_t partners, size_t metrics, size_t incentives, bool percentiles);
void results_close(struct results *results);

/* A worker's own place to write texts: takes blocks of the store, and writes a repeated text once. */
enum { TEXT_CACHE = 512, TEXT_MAX = 4000 };
struct text_writer {
    struct results *results;
    uint64_t at, end;
    uint32_t cache[TEXT_CACHE]; /* references, by hash */
};
/* Reference of the text, cut to TEXT_MAX bytes; 0 for an empty text or when the store is full. */
uint32_t results_text_put(struct text_writer *writer, struct text text);
struct text results_text(const struct results *results, uint32_t reference); /* "" for 0 and for what is not there */

/* Turns every entry that no honest worker writes into a failed one. Returns their number. */
size_t results_check(struct results *results);

#endif
