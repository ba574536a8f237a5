/* suggest.h - "did you mean": the nearest of some names, or NULL when none is near enough (edits with transposition
 * counted as one, case ignored; at most max(1, a third of the longer name)). Names are borrowed. */
#ifndef RUNG_BASE_SUGGEST_H
#define RUNG_BASE_SUGGEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

const char *suggest(struct text word, const char *const *names, size_t count);
/* Are two words but one edit apart, or the case of letters? For where both may be right. */
bool suggest_is_slip(struct text a, struct text b);

#endif
