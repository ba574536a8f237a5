/* selection.h - rows of one table of one partner, as a plugin holds them.
 *
 * A view is a table as one rule may read it: only the columns that it declared. The whole of a view is the partner's rows at the time
 * of use; every other selection holds a list of rows. Selections of a call come from a pool that the next call uses again:
 * nothing that a plugin can reach outlives a call (lua/frozen.h). */
#ifndef RUNG_LUA_SELECTION_H
#define RUNG_LUA_SELECTION_H

#include <lua.h>

#include "lua/filter.h"
#include "lua/sandbox.h"
#include "lua/thing.h"

enum { WORDS_REMEMBERED = 4 };

struct view_column {
    const char *name; /* Lua's own copy of the text, anchored: equal names are the same pointer */
    const struct column *column;
    int64_t codes[WORDS_REMEMBERED]; /* codes of words lately compared with, by address */
};

struct view {
    const struct table *table;
    const char *name; /* of the table, as the program calls it */
    struct view_column *columns;
    size_t count;
    const size_t *partner; /* of the call at hand */
};

static const uint32_t SELECTION_UNTOLD = UINT32_MAX;
struct selection {
    enum thing_tag tag;
    bool whole; /* all of the partner's rows: no list */
    uint32_t count;
    const struct view *view;
    uint64_t asked, narrowed; /* when that was done last, for lua/counted.h */
    uint32_t event;           /* of the trace that tells how it was made, for lua/recorder.h; SELECTION_UNTOLD: none does */
    uint32_t rows[];
};

struct filter_term;
struct filter_thing {
    enum thing_tag tag;
    const struct table *table;
    const struct condition *conditions;
    const struct filter_term *terms; /* what the conditions were made of */
    size_t count;
};

struct row_thing {
    enum thing_tag tag;
    const struct view *view;
    uint32_t row;
};

/* [-0, +0, memory] selection_api.c: the methods of selections and rows */
void selection_register(lua_State *L);
void selection_push_whole(lua_State *L, const struct view *view); /* [-0, +1, memory] */
/* [-0, +1, error] An empty selection with room for so many rows. */
struct selection *selection_new(lua_State *L, const struct view *view, uint32_t capacity);
struct rows selection_rows(const struct selection *selection);

/* [-0, +0, error] Argument 1, which a question asked with a dot lacks; behind it stand no more than `takes` others. */
struct selection *selection_check(lua_State *L, int takes);
/* [-0, +0, error] The column that argument `index` names. */
struct view_column *view_column(lua_State *L, const struct view *view, int index);
/* [-0, +1, memory] A cell as a plugin sees it; nil when it is empty. */
void selection_push_cell(lua_State *L, const struct column *column, uint32_t row);

int selection_where(lua_State *L); /* where.c: selection:where{...} */

#endif
