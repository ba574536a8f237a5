/* offer.h - what plugins are offered, in tables: one row a function, method or field, with its types and a line of help.
 *
 * The rows make it: functions are registered from them, misspelt names are compared with them, and the reference of the language
 * (docs/plugin-api.md), the definitions for editors and the configuration of luacheck are printed from them. */
#ifndef RUNG_LUA_OFFER_H
#define RUNG_LUA_OFFER_H

#include <lauxlib.h>
#include <lua.h>
#include <stddef.h>

struct offer {
    const char *name;
    lua_CFunction function; /* NULL: a field, or a function of Lua's own that is taken over */
    const char *takes;      /* as LuaCATS says it: "x: number, places?: integer", "<T> list: T[]"; NULL: no function, but a field */
    const char *gives;      /* "number", "number?, string?"; "": nothing */
    const char *help;       /* one line */
};

struct offers {
    const char *name;   /* "": the globals; "math": a library; "rung.Date": a class */
    const char *title;  /* of its chapter */
    const char *called; /* before its names in the reference: "math.", "selection:"; fields take a dot whatever it is */
    const struct offer *rows;
    size_t count;
    const char *more; /* further lines of a class in LuaCATS, such as operators; NULL: none */
};
#define OFFERS(rows) (rows), sizeof(rows) / sizeof *(rows)

/* Beside the functions; in the order of the reference. offers_list ends with NULL. */
extern const struct offers offers_globals, offers_partner, offers_params, offers_selection, offers_row, offers_date, offers_span,
    offers_measure, offers_card, offers_text, offers_table, offers_math;
extern const struct offers *const offers_list[];

/* Adds the functions to the table on the top. [-0, +0, memory] */
void offers_register(lua_State *L, const struct offers *offers);
const struct offer *offer_named(const struct offers *offers, const char *name); /* NULL: there is none */
const char *offer_near(const struct offers *offers, const char *name);          /* the one that was probably meant, or NULL */

#endif
