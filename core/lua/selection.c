#include "lua/selection.h"

#include <lauxlib.h>
#include <string.h>

#include "base/suggest.h"
#include "lua/aggregate.h"
#include "lua/failure.h"

enum { POOL_ROWS = 128, ROWS_PER_STEP = 8, STEPS_PER_SELECTION = 10, NAMES_MOST = 64 };

/* ---- making them */

struct rows selection_rows(const struct selection *selection)
{
    if (!selection->whole) return (struct rows){.list = selection->rows, .count = selection->count};
    const uint32_t *first = selection->view->table->first + *selection->view->partner;
    return (struct rows){.first = first[0], .count = first[1] - first[0]};
}

static struct selection *make(lua_State *L, uint32_t capacity)
{
    struct selection *selection = thing_new(L, THING_SELECTION, sizeof *selection + capacity * sizeof *selection->rows);
    selection->whole = false;
    selection->asked = selection->narrowed = 0;
    selection->event = SELECTION_UNTOLD;
    return selection;
}

static struct selection *from_pool(lua_State *L, struct sandbox *sandbox)
{
    size_t index = sandbox->pooled++;
    if (sandbox->pool[index]) {
        lua_rawgeti(L, LUA_REGISTRYINDEX, SLOT_POOL + (int)index);
        sandbox->pool[index]->asked = sandbox->pool[index]->narrowed = 0;
        sandbox->pool[index]->event = SELECTION_UNTOLD;
        return sandbox->pool[index];
    }
    struct selection *selection = make(L, POOL_ROWS);
    lua_pushvalue(L, -1);
    lua_rawseti(L, LUA_REGISTRYINDEX, SLOT_POOL + (int)index);
    sandbox->pool[index] = selection;
    return selection;
}

struct selection *selection_new(lua_State *L, const struct view *view, uint32_t capacity)
{
    struct sandbox *sandbox = sandbox_of(L);
    struct selection *selection = capacity <= POOL_ROWS && sandbox->pooled < SANDBOX_POOL ? from_pool(L, sandbox) : make(L, capacity);
    selection->view = view;
    selection->count = 0;
    budget_charge(L, &sandbox->budget, STEPS_PER_SELECTION + capacity / ROWS_PER_STEP);
    return selection;
}

void selection_push_whole(lua_State *L, const struct view *view)
{
    struct selection *selection = make(L, 0);
    selection->view = view;
    selection->count = 0;
    selection->whole = true;
}

/* ---- columns */

static int unknown_column(lua_State *L, const struct view *view, const char *name)
{
    const struct table_spec *spec = view->table->spec;
    const char *names[NAMES_MOST];
    size_t count = 0;
    for (size_t i = 0; i < spec->column_count; i++)
        if (strcmp(spec->columns[i].name, name) == 0)
            return failure_raise(L, NULL, "column '%s' of %s is not declared: add it to reads = { %s = { ... } }", name, view->name,
                                 view->name);
    for (size_t i = 0; i < view->count && i < NAMES_MOST; i++) names[count++] = view->columns[i].name;
    return failure_raise(L, suggest(text_of(name), names, count), "%s has no column '%s'", view->name, name);
}

struct view_column *view_column(lua_State *L, const struct view *view, int index)
{
    const char *name = lua_type(L, index) == LUA_TSTRING ? lua_tostring(L, index) : NULL;
    if (!name)
        failure_with_cure(L, "name it in quotes: \"amount\"", "the name of a column is needed here, this is %s", thing_kind_name(L, index));
    for (size_t i = 0; i < view->count; i++)
        if (view->columns[i].name == name) return &view->columns[i];
    for (size_t i = 0; i < view->count; i++)
        if (strcmp(view->columns[i].name, name) == 0) return &view->columns[i]; /* long texts are not unique in Lua */
    unknown_column(L, view, name);
    return NULL;
}

void selection_push_cell(lua_State *L, const struct column *column, uint32_t row)
{
    int64_t units = 0;
    double number = 0;
    bool given = column->real ? aggregate_number(column, row, &number) : column_integer(column, row, &units);
    if (!given) {
        lua_pushnil(L);
        return;
    }
    switch (column->spec->type) {
    case COLUMN_TEXT: lua_pushlstring(L, column->words.words[units].ptr, column->words.words[units].len); break;
    case COLUMN_DATE: date_push(L, (int32_t)units); break;
    case COLUMN_YESNO: lua_pushboolean(L, units != 0); break;
    case COLUMN_INTEGER: lua_pushinteger(L, units); break;
    default: lua_pushnumber(L, column->real ? number : units_to_double(units, column->scale));
    }
}
