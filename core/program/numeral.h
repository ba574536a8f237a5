/* numeral.h - numbers as program.yaml writes them: 15, 2.5, 1.5e3, 15% and, where asked for, exact fractions such as 40/6. */
#ifndef RUNG_PROGRAM_NUMERAL_H
#define RUNG_PROGRAM_NUMERAL_H

#include <stdbool.h>

#include "base/buf.h"
#include "program/program.h"

/* Sets value, exact, has_exact and percent of `out`. False when the text is no number. */
bool numeral_parse(struct text text, bool fraction, struct setting_case *out);
/* What to write instead of a text that is none: "write 250000". */
void numeral_cure(struct text text, bool fraction, struct buf *cure);
/* The same, but only where the number that was meant can be seen (1,000, 1 000, $1000, 1000 EUR); else `cure` stays empty. */
void numeral_cure_meant(struct text text, struct buf *cure);
/* 1.000 is one, or a thousand for who writes points between thousands: of money it has to be said. The cure names both. */
bool numeral_two_ways(struct text text, struct buf *cure);
/* Inside braces a comma ends a value: {weight: 1,000} is weight: 1 and a key 000, {weight: 0,5} is weight: 0 and a key 5, and
 * {100,000: 80} a key 100 and a key 000. True when the key at `index` is such a rest; the cure says what was meant. */
bool numeral_is_rest(const struct node *map, size_t index, struct buf *cure);
/* Is a value of the mapping what stands before such a comma? */
bool numeral_is_head(const struct node *map, const struct node *value);
/* What stands before that comma, and where. */
struct text numeral_cut_head(const struct node *map, size_t index, struct place *at);

#endif
