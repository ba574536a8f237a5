/* exchange.h - rates by currency and day, and the amounts that they convert.
 *
 * Made once from the table of rates, then read by all threads. An amount is converted exactly and rounded once, to the places that the
 * program says; amounts in the program's own currency stay as they are. */
#ifndef RUNG_DATA_EXCHANGE_H
#define RUNG_DATA_EXCHANGE_H

#include "data/lane.h"

/* Columns of the table of rates, in the order of its spec. */
enum { RATES_CURRENCY, RATES_RATE, RATES_FROM, RATES_UNTIL, RATES_COLUMNS };

struct rate {
    uint32_t currency; /* its code */
    int32_t from, until;
    struct decimal value;
    uint32_t line;
};

struct exchange {
    const struct exchange_spec *spec;
    struct words codes;
    struct rate *rates; /* by currency, then by day */
    size_t count;
    size_t *first; /* per code, and one more: where its rates begin */
};

enum exchange_flaw {
    EXCHANGE_FINE,
    EXCHANGE_NO_CURRENCY,  /* the row does not say which */
    EXCHANGE_CONTRADICTED, /* the amount is written with another one */
    EXCHANGE_UNKNOWN,      /* it has no rate at all */
    EXCHANGE_NO_DAY,       /* the row's date is empty */
    EXCHANGE_NO_RATE,      /* none on that day */
    EXCHANGE_TOO_LONG      /* more than CELL_DIGITS_MAX digits */
};
struct exchange_slip {
    enum exchange_flaw flaw;
    struct text currency;
    int32_t day;
    const char *near; /* EXCHANGE_UNKNOWN: a currency that may be meant, or NULL; borrowed from the exchange */
};

struct intake;

/* From the parsed table of rates, which is one chunk. Rows that make no sense, or whose days overlap those of an earlier row, are reported
 * and left out; `table` gets their numbers. False: no memory. */
bool exchange_make(struct exchange *exchange, const struct exchange_spec *spec, struct intake *intake, struct table *table,
                   struct problems *problems);
void exchange_release(struct exchange *exchange);

/* The cell of a row, already taken by lanes[lane], into the same row of its converted lane. `text`: the cell as it is written. */
struct exchange_slip exchange_cell(const struct exchange *exchange, struct lane *lanes, size_t lane, size_t row, struct text text);
/* units of 10^-scale, in the currency of the rate, to units of 10^-places; false: too long. */
bool exchange_convert(const struct exchange_spec *spec, struct decimal rate, int64_t units, int scale, int64_t *out);

#endif
