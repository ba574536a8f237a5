/* numeral.h - numbers as program.yaml writes them: 15, 2.5, 1.5e3, 15% and, where asked for, exact fractions such as 40/6. */
#ifndef RUNG_PROGRAM_NUMERAL_H
#define RUNG_PROGRAM_NUMERAL_H

#include <stdbool.h>

#include "base/buf.h"
#include "program/program.h"

/* Sets value, exact and has_exact of `out`. False when the text is no number. */
bool numeral_parse(struct text text, bool fraction, struct setting_case *out);
/* What to write instead of a text that is none: "write 250000". */
void numeral_cure(struct text text, struct buf *cure);

#endif
