#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "lua/aggregate.h"
#include "lua/counted.h"
#include "lua/failure.h"
#include "lua/frozen.h"
#include "lua/offer.h"
#include "lua/selection.h"
#include "lua/unknown.h"

enum { ROWS_PER_STEP = 8 };

/* [-0, +0, error] More was asked than the question takes; Lua would let it go without a word. */
static int asked_too_much(lua_State *L, int takes)
{
    static const char *const wanted[] = {"nothing", "one column", "a number and a column"};
    lua_Debug call;
    const char *name = lua_getstack(L, 0, &call) && lua_getinfo(L, "n", &call) && call.name ? call.name : "this question";
    if (strcmp(name, "where") == 0 && lua_type(L, 2) != LUA_TTABLE) return 0; /* where says what it takes */
    if (strcmp(name, "where") == 0)
        return failure_with_cure(L, "put all conditions between one pair of braces: where { stage = \"won\", amount = { min = 100 } }",
                                 "where takes one set of conditions");
    if (strcmp(name, "count") == 0 && lua_type(L, 2) == LUA_TSTRING && lua_type(L, 3) == LUA_TSTRING)
        return failure_with_cure(L, lua_pushfstring(L, "write :where { %s = \"%s\" }:count()", lua_tostring(L, 2), lua_tostring(L, 3)),
                                 "count takes one column");
    const char *cure = takes == 1 ? lua_pushfstring(L, "conditions go into where: deals:where { ... }:%s(\"amount\")", name) : NULL;
    return failure_with_cure(L, cure, "%s takes %s", name, wanted[takes]);
}

struct selection *selection_check(lua_State *L, int takes)
{
    struct selection *selection = thing_at(L, 1, THING_SELECTION);
    if (!selection && lua_type(L, 1) != LUA_TUSERDATA)
        failure_with_cure(L, "write partner.deals:sum(\"amount\"), not partner.deals.sum(\"amount\")",
                          "a question to a selection has a colon before it");
    if (selection && lua_gettop(L) > takes + 1) asked_too_much(L, takes);
    return selection ? selection : thing_check(L, 1, THING_SELECTION);
}

/* [-0, +0, error] Of a question that the rows themselves answer: they count. */
static const struct selection *selection_asked(lua_State *L, int takes)
{
    struct selection *selection = selection_check(L, takes);
    counted_ask(sandbox_of(L)->counted, selection);
    return selection;
}

/* A column whose cells are numbers. [-0, +0, error] */
static const struct column *number_column(lua_State *L, const struct selection *selection, const char *method)
{
    const struct view_column *found = view_column(L, selection->view, 2);
    enum column_type type = found->column->spec->type;
    if (type == COLUMN_TEXT || type == COLUMN_DATE || type == COLUMN_YESNO)
        failure_with_cure(L, type == COLUMN_TEXT ? "count different texts with :distinct, rows with #" : NULL,
                          "%s needs a column of numbers, and '%s' is %s%s", method, found->name, type == COLUMN_DATE ? "a " : "",
                          column_type_names[type]);
    return found->column;
}

/* [-0, +1, error] Whole numbers stay whole, so that texts made of them have no ".0". */
static void push_total(lua_State *L, const struct column *column, double total)
{
    if (column->spec->type == COLUMN_INTEGER && total > -9e15 && total < 9e15)
        lua_pushinteger(L, (lua_Integer)total);
    else
        lua_pushnumber(L, total);
}

static int selection_sum(lua_State *L)
{
    const struct selection *selection = selection_asked(L, 1);
    const struct column *column = number_column(L, selection, "sum");
    struct rows rows = selection_rows(selection);
    sandbox_look(L, rows.count, ROWS_PER_STEP);
    push_total(L, column, aggregate_sum(column, &rows));
    return 1;
}

static int selection_count(lua_State *L)
{
    const struct selection *selection = selection_asked(L, 1);
    struct rows rows = selection_rows(selection);
    if (!lua_isnoneornil(L, 2)) {
        sandbox_look(L, rows.count, ROWS_PER_STEP);
        rows.count = aggregate_count(view_column(L, selection->view, 2)->column, &rows);
    }
    lua_pushinteger(L, rows.count);
    return 1;
}

static int selection_length(lua_State *L)
{
    lua_settop(L, 1);
    return selection_count(L);
}

/* [-0, +1, error] Room for rows, as a selection that nobody sees. */
static uint32_t *scratch_rows(lua_State *L, const struct selection *selection, uint32_t count)
{
    return selection_new(L, selection->view, count)->rows;
}

static int selection_distinct(lua_State *L)
{
    const struct selection *selection = selection_asked(L, 1);
    const struct column *column = view_column(L, selection->view, 2)->column;
    struct rows rows = selection_rows(selection);
    sandbox_of(L)->rows += rows.count;
    lua_pushinteger(L, aggregate_distinct(column, &rows, scratch_rows(L, selection, rows.count)));
    return 1;
}

static int selection_mean(lua_State *L)
{
    const struct selection *selection = selection_asked(L, 1);
    const struct column *column = number_column(L, selection, "mean");
    struct rows rows = selection_rows(selection);
    sandbox_look(L, rows.count, ROWS_PER_STEP);
    double mean = aggregate_mean(column, &rows);
    if (mean == mean)
        lua_pushnumber(L, mean);
    else
        lua_pushnil(L);
    return 1;
}

/* [-0, +2, error] Rows with a cell of the column, in its order: the scratch that holds them, and how many. */
static uint32_t *sorted_rows(lua_State *L, const struct selection *selection, const struct column *column, uint32_t *count)
{
    struct rows rows = selection_rows(selection);
    uint32_t *order = scratch_rows(L, selection, rows.count);
    sandbox_look(L, rows.count, 1);
    *count = aggregate_sort(column, &rows, order);
    return order;
}

static int selection_median(lua_State *L)
{
    const struct selection *selection = selection_asked(L, 1);
    const struct column *column = number_column(L, selection, "median");
    uint32_t count;
    const uint32_t *order = sorted_rows(L, selection, column, &count);
    if (count)
        lua_pushnumber(L, aggregate_median(column, order, count));
    else
        lua_pushnil(L);
    return 1;
}

static int push_extreme(lua_State *L, bool (*find)(const struct column *, const struct rows *, uint32_t *))
{
    const struct selection *selection = selection_asked(L, 1);
    const struct column *column = view_column(L, selection->view, 2)->column;
    struct rows rows = selection_rows(selection);
    uint32_t row;
    sandbox_look(L, rows.count, ROWS_PER_STEP);
    if (find(column, &rows, &row))
        selection_push_cell(L, column, row);
    else
        lua_pushnil(L);
    return 1;
}

static int selection_min(lua_State *L)
{
    return push_extreme(L, aggregate_least);
}

static int selection_max(lua_State *L)
{
    return push_extreme(L, aggregate_greatest);
}

static uint32_t check_amount(lua_State *L, uint32_t most)
{
    lua_Integer n = luaL_checkinteger(L, 2);
    luaL_argcheck(L, n >= 0, 2, "how many rows cannot be negative");
    lua_remove(L, 2);
    return n < (lua_Integer)most ? (uint32_t)n : most;
}

static int selection_first(lua_State *L)
{
    const struct selection *selection = selection_check(L, 2);
    uint32_t wanted = check_amount(L, UINT32_MAX), count;
    const struct column *column = view_column(L, selection->view, 2)->column;
    sorted_rows(L, selection, column, &count);
    struct selection *result = lua_touserdata(L, -1);
    result->count = wanted < count ? wanted : count;
    return 1;
}

/* The greatest first; equal ones in file order, so runs of them are turned back after the whole was reversed. */
static void reverse_order(const struct column *column, uint32_t *order, uint32_t count)
{
    for (uint32_t i = 0, j = count; i + 1 < j; i++) {
        uint32_t row = order[i];
        order[i] = order[--j];
        order[j] = row;
    }
    for (uint32_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && aggregate_equal(column, order[i], order[end]);) end++;
        for (uint32_t a = i, b = end; a + 1 < b; a++) {
            uint32_t row = order[a];
            order[a] = order[--b];
            order[b] = row;
        }
    }
}

static int selection_last(lua_State *L)
{
    const struct selection *selection = selection_check(L, 2);
    uint32_t wanted = check_amount(L, UINT32_MAX), count;
    const struct column *column = view_column(L, selection->view, 2)->column;
    uint32_t *order = sorted_rows(L, selection, column, &count);
    struct selection *result = lua_touserdata(L, -1);
    reverse_order(column, order, count);
    result->count = wanted < count ? wanted : count;
    return 1;
}

static int selection_values(lua_State *L)
{
    const struct selection *selection = selection_asked(L, 1);
    const struct column *column = view_column(L, selection->view, 2)->column;
    struct rows rows = selection_rows(selection);
    lua_Integer n = 0;
    sandbox_look(L, rows.count, 1);
    lua_createtable(L, (int)rows.count, 0);
    for (uint32_t i = 0; i < rows.count; i++) {
        selection_push_cell(L, column, rows_at(&rows, i));
        if (lua_isnil(L, -1))
            lua_pop(L, 1);
        else
            lua_rawseti(L, -2, ++n);
    }
    return 1;
}

static int by_row(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* [-0, +1, error] { key = ..., rows = ... } of rows with the same cell, rows in file order. */
static void push_group(lua_State *L, const struct view *view, const struct column *column, const uint32_t *order, uint32_t count)
{
    lua_createtable(L, 0, 2);
    selection_push_cell(L, column, order[0]);
    lua_setfield(L, -2, "key");
    struct selection *rows = selection_new(L, view, count);
    memcpy(rows->rows, order, count * sizeof *order);
    qsort(rows->rows, count, sizeof *order, by_row);
    rows->count = count;
    lua_setfield(L, -2, "rows");
}

static int selection_group(lua_State *L)
{
    const struct selection *selection = selection_check(L, 1);
    const struct column *column = view_column(L, selection->view, 2)->column;
    uint32_t count;
    const uint32_t *order = sorted_rows(L, selection, column, &count);
    lua_Integer n = 0;
    lua_newtable(L);
    for (uint32_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && aggregate_equal(column, order[i], order[end]);) end++;
        push_group(L, selection->view, column, order + i, end - i);
        lua_rawseti(L, -2, ++n);
    }
    return 1;
}

/* ---- rows */

static int next_row(lua_State *L)
{
    const struct selection *selection = lua_touserdata(L, lua_upvalueindex(1));
    struct rows rows = selection_rows(selection);
    uint32_t i = (uint32_t)lua_tointeger(L, lua_upvalueindex(2));
    if (i >= rows.count) return 0;
    struct row_thing *row = thing_new(L, THING_ROW, sizeof *row);
    row->view = selection->view;
    row->row = rows_at(&rows, i);
    sandbox_of(L)->rows++;
    lua_pushinteger(L, (lua_Integer)i + 1);
    lua_replace(L, lua_upvalueindex(2));
    return 1;
}

static int selection_each(lua_State *L)
{
    selection_asked(L, 0);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_row, 2);
    return 1;
}

static int row_index(lua_State *L)
{
    const struct row_thing *row = lua_touserdata(L, 1);
    selection_push_cell(L, view_column(L, row->view, 2)->column, row->row);
    return 1;
}

static const struct offer rows[] = {
    {"where", selection_where, "conditions: rung.Conditions|rung.Filter", "rung.Selection", "the rows that fulfil all conditions"},
    {"count", selection_count, "column?: string", "integer",
     "number of rows, as #selection; with a column, of those where it is not empty"},
    {"sum", selection_sum, "column: string", "number", "sum, 0 when there is none; exact for money, percent, rate and integer columns"},
    {"distinct", selection_distinct, "column: string", "integer", "number of different values, empty cells left out"},
    {"mean", selection_mean, "column: string", "number?", "mean; nil when there is none"},
    {"median", selection_median, "column: string", "number?", "median; nil when there is none"},
    {"min", selection_min, "column: string", "any", "least; of dates a date; nil when there is none"},
    {"max", selection_max, "column: string", "any", "greatest; of dates a date; nil when there is none"},
    {"first", selection_first, "n: integer, column: string", "rung.Selection",
     "the rows with the n least values; ties in the order of the file"},
    {"last", selection_last, "n: integer, column: string", "rung.Selection", "the rows with the n greatest values, the greatest first"},
    {"group", selection_group, "column: string", "rung.Group[]",
     "{ key = value, rows = selection } for each value, sorted by it, empty cells left out"},
    {"values", selection_values, "column: string", "any[]", "the values as a list, in the order of the rows, empty cells left out"},
    {"rows", selection_each, "", "fun(): rung.Row", "for a loop over rows: for row in selection:rows() do ... row.amount ... end"},
};
const struct offers offers_selection = {"rung.Selection", "Selections", "selection:", OFFERS(rows), "---@operator len: integer\n"};
static const struct offer fields[] = {{"[string]", NULL, NULL, "any", "a cell: a text, number, yes or no, or date; nil when it is empty"}};
const struct offers offers_row = {"rung.Row", "Rows", "row", OFFERS(fields), NULL};

void selection_register(lua_State *L)
{
    static const luaL_Reg metamethods[] = {{"__len", selection_length}, {NULL, NULL}};
    static const luaL_Reg row[] = {{"__index", row_index}, {NULL, NULL}};
    thing_metamethods(L, THING_SELECTION, metamethods);
    thing_metamethods(L, THING_ROW, row);
    lua_rawgeti(L, LUA_REGISTRYINDEX, SLOT_THINGS + (int)THING_SELECTION);
    lua_newtable(L);
    offers_register(L, &offers_selection);
    frozen_otherwise(L, -1, unknown_method, 0);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
}
