/* unit.h - thresholds against the unit of what they are about: 75 on a share, or 30% on a count of days. Only doubts: warnings. */
#ifndef RUNG_LUA_UNIT_H
#define RUNG_LUA_UNIT_H

#include "lua/rule.h"

/* Of a ruleset that was bound without a mistake. */
void units_check(const struct ruleset *ruleset, struct program *program, struct arena *arena, struct problems *problems);

#endif
