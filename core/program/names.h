/* names.h - what may be a name in a program: letters, digits and _, so that plugins and expressions can write it. */
#ifndef RUNG_PROGRAM_NAMES_H
#define RUNG_PROGRAM_NAMES_H

#include "base/text.h"

bool name_is_sound(struct text name);
bool name_is_reserved(struct text name); /* it means something else in expressions, so no metric is called so: tier, score, and, ... */

#endif
