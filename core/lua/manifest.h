/* manifest.h - a manifest's tree checked and made into a struct plugin. Pure: no Lua. */
#ifndef RUNG_LUA_MANIFEST_H
#define RUNG_LUA_MANIFEST_H

#include "lua/plugin.h"

struct manifest_field {
    const char *name;
    const char *lua; /* its type, as LuaCATS says it */
    const char *help;
};
enum { MANIFEST_KEY_COUNT = 7, PARAM_KEY_COUNT = 11 };
extern const struct manifest_field manifest_keys[MANIFEST_KEY_COUNT]; /* of metric and incentive, value of the one, award of the other */
extern const struct manifest_field param_keys[PARAM_KEY_COUNT];

/* plugin has kind, name and source already; `line` is where metric or incentive was called. Reports every mistake at the plugin's own
 * line; false when there was one. */
bool manifest_read(const struct node *manifest, unsigned line, struct plugin *plugin, struct arena *arena, struct problems *problems);

#endif
