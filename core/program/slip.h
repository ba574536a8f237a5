/* slip.h - slips of writing YAML, said in words that help somebody who never learnt it.
 *
 * The parser knows what it could not go on with; these rows know what people usually did to get there. */
#ifndef RUNG_PROGRAM_SLIP_H
#define RUNG_PROGRAM_SLIP_H

#include <stdbool.h>

#include "program/node.h"

struct slip {
    const char *problem, *context; /* the parser's words; context may be NULL */
    struct place at;               /* where it could not go on */
    struct place begin;            /* where the thing began that it was reading; line 0 without a context */
};
void slip_report(const struct slip *slip, const struct source *source, struct problems *problems);

/* False after reporting bytes that are not text in UTF-8. */
bool slip_check_bytes(const struct source *source, struct problems *problems);

#endif
