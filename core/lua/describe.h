/* describe.h - any value of a plugin as text, for a person: bounded in depth and length, keys in order, no addresses.
 *
 * Dates and spans are written out, selections are "12 rows of deals", lists and maps show their first items. Nothing of the
 * plugin's runs. */
#ifndef RUNG_LUA_DESCRIBE_H
#define RUNG_LUA_DESCRIBE_H

#include <lua.h>
#include <stdint.h>

#include "base/buf.h"

enum { DESCRIBE_MOST = 500 /* bytes of one text */, DESCRIBE_WORK = 2000000 /* keys looked at, for a whole call */ };

enum describe_numbers { DESCRIBE_PLAIN /* as tostring writes them */, DESCRIBE_GROUPED /* 1,000 */, DESCRIBE_PERCENT /* 0.02 is 2 % */ };

/* [-0, +0, memory] Appends the text of the value at `index`. `out` has a
 * ceiling, and has failed when it was reached. `work` is what may be looked at still; without it tables are {...}. */
void describe(lua_State *L, int index, enum describe_numbers numbers, uint64_t *work, struct buf *out);

#endif
