/* value.h - one scalar of a partner, a literal of program.yaml, or the result of an expression. */
#ifndef RUNG_BASE_VALUE_H
#define RUNG_BASE_VALUE_H

#include "base/decimal.h"
#include "base/text.h"

/* VALUE_NONE: empty cell, "no data", or "could not tell". A date is a number: its day. */
enum value_kind { VALUE_NONE, VALUE_NUMBER, VALUE_TEXT, VALUE_YESNO };

struct value {
    enum value_kind kind;
    double number; /* VALUE_NUMBER; VALUE_YESNO: 1 or 0 */
    struct text text;
};

/* Is it a condition that holds? One that could not tell does not. */
static inline bool value_holds(struct value value)
{
    return value.kind == VALUE_YESNO && value.number != 0;
}

#endif
