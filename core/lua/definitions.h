/* definitions.h - what plugins are offered, printed from the rows of offer.h and manifest.h. */
#ifndef RUNG_LUA_DEFINITIONS_H
#define RUNG_LUA_DEFINITIONS_H

#include "base/buf.h"

void definitions_luacats(struct buf *out);  /* for lua-language-server: types and help of all that a plugin can reach */
void definitions_luacheck(struct buf *out); /* .luacheckrc: the globals and their fields, and no others */
void definitions_markdown(struct buf *out); /* docs/plugin-api.md */

#endif
