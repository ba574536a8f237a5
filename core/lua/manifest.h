/* manifest.h - a manifest's tree checked and made into a struct plugin. Pure: no Lua. */
#ifndef RUNG_LUA_MANIFEST_H
#define RUNG_LUA_MANIFEST_H

#include "lua/plugin.h"

/* plugin has kind, name and source already; `line` is where metric or incentive was called. Reports every mistake at the plugin's own
 * line; false when there was one. */
bool manifest_read(const struct node *manifest, unsigned line, struct plugin *plugin, struct arena *arena, struct problems *problems);

#endif
