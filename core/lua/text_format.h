/* text_format.h - string.format's safe part: %d %i %s %f %g %%, with width, - and 0, and digits; no locale, no addresses.
 *
 * %.2f rounds half away from zero on the number's shortest decimal form, as people do, and %g gives at most six digits. */
#ifndef RUNG_LUA_TEXT_FORMAT_H
#define RUNG_LUA_TEXT_FORMAT_H

#include <lua.h>

int text_format(lua_State *L);

#endif
