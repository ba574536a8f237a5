#include <lauxlib.h>
#include <string.h>

#include "base/suggest.h"
#include "lua/argument.h"
#include "lua/condition.h"
#include "lua/counted.h"
#include "lua/failure.h"
#include "lua/frozen.h"
#include "lua/meant.h"
#include "lua/recorder.h"
#include "lua/selection.h"

/* selection:where{ column = condition, ... }: from Lua values to conditions. Columns are looked at in the order of their names, so the
 * same mistake is reported first in every run. */

enum { WHERE_MOST = 32, LIST_MOST = 10000, LIST_SHORT = 16, ROOM = 64 };

struct entry {
    const char *name;
    int value; /* stack index */
};

/* One call of where. Sets of conditions live in `room`, or, when they are long, in userdata left on the stack. */
struct where {
    lua_State *L;
    const struct view *view;
    size_t room_used;
    uint64_t room[ROOM];
    struct condition conditions[WHERE_MOST];
    struct recorder *recorder; /* NULL: nobody looks */
};

/* The condition being made, and the column that it is on. */
struct making {
    struct where *where;
    struct view_column *column;
    struct condition *condition;
    bool inside_not;
};

/* ---- texts: the usual condition is one word, compared again and again */

static int64_t remembered_code(struct view_column *column, struct text word)
{
    int64_t *code = &column->codes[(uintptr_t)word.ptr >> 4 & (WORDS_REMEMBERED - 1)];
    const struct dictionary *words = &column->column->words;
    if (*code >= 0 && text_equal(words->words[*code], word)) return *code;
    *code = column_code(column->column, word);
    return *code;
}

/* ---- misfits */

/* [-0, +1 or 0, memory] NULL: nothing is known. */
static const char *misfit_cure(lua_State *L, enum column_type type, const struct operand *culprit)
{
    char number[NUMBER_TEXT_MAX], text[200];
    struct buf cure = {.ceiling = sizeof text};
    struct text written = culprit->text;
    if (culprit->kind == OPERAND_NUMBER) written = (struct text){number, number_format(culprit->real, number)};
    if (type == COLUMN_TEXT && culprit->kind == OPERAND_NUMBER)
        buf_printf(&cure, "write \"%.*s\"", TEXT_ARG(written));
    else if (culprit->kind == OPERAND_TEXT || culprit->kind == OPERAND_NUMBER)
        meant_condition(type, written, MEANT_IN_LUA, &cure);
    size_t len = cure.len;
    if (len) memcpy(text, cure.ptr, len);
    buf_release(&cure);
    return len ? lua_pushlstring(L, text, len) : NULL;
}

static int misfit_error(const struct making *making, enum test_misfit misfit, const struct operand *culprit)
{
    lua_State *L = making->where->L;
    const char *column = making->column->name, *table = making->where->view->name;
    const struct column_spec *spec = making->column->column->spec;
    const char *type = column_type_names[spec->type];
    if (misfit == TEST_NO_ORDER)
        return failure_with_cure(L, "name the values, { \"won\", \"lost\" }, or write { is_not = ... }",
                                 "'%s' of %s is a %s column: it has no least and greatest values", column, table, type);
    if (misfit == TEST_NOT_ALLOWED) {
        lua_pushlstring(L, culprit->text.ptr, culprit->text.len);
        return failure_raise(L, suggest(culprit->text, spec->allowed, spec->allowed_count), "'%s' of %s never holds '%s'", column, table,
                             lua_tostring(L, -1));
    }
    return failure_with_cure(L, misfit_cure(L, spec->type, culprit), "'%s' of %s is a %s column: it is compared with %s, not with %s",
                             column, table, type, operand_wanted(spec->type), operand_name(culprit->kind));
}

/* [-0, +0, error] */
static void finish(const struct making *making, const struct test *test, uint64_t *room)
{
    const struct operand *culprit = NULL;
    enum test_misfit misfit = test_check(test, making->column->column->spec, &culprit);
    if (misfit != TEST_FITS) misfit_error(making, misfit, culprit);
    condition_make(test, making->column->column, room, making->condition);
    if (making->where->recorder) {
        struct test told = *test;
        told.negated ^= making->inside_not;
        recorder_condition(making->where->recorder, making->column->name, &told);
    }
}

/* ---- operands */

static bool has_star(struct text word)
{
    return word.len > 1 && (word.ptr[0] == '*' || word.ptr[word.len - 1] == '*');
}

/* [-0, +0, error] Refuses what spreadsheets take for empty, for not empty, and for the beginning of a text: here it is a text like any
 * other, and when no cell holds it, none is found. */
static void check_word(const struct making *making, struct text word)
{
    lua_State *L = making->where->L;
    const struct column *column = making->column->column;
    bool empty = word.len == 0, wild = column->spec->type == COLUMN_TEXT && has_star(word);
    if (!empty && !wild && !text_is(word, "<>")) return;
    if (column->spec->type == COLUMN_TEXT && column_code(column, word) >= 0) return;
    if (wild)
        failure_with_cure(L, "go over the rows: if row.name and row.name:contains(\"part\") then ... end",
                          "no row has the %s '%s', and * stands for nothing but itself", making->column->name, word.ptr);
    const char *meant = empty != making->inside_not ? "none" : "any";
    failure_with_cure(L, lua_pushfstring(L, "write where { %s = %s }, without quotes", making->column->name, meant),
                      "no cell holds the text \"%s\": an empty cell is none, any other is any", word.ptr);
}

/* [-0, +0, error] */
static struct operand to_operand(const struct making *making, int index)
{
    lua_State *L = making->where->L;
    struct operand operand = {.kind = OPERAND_NUMBER};
    const struct date_thing *date;
    switch (lua_type(L, index)) {
    case LUA_TNUMBER:
        operand.real = lua_tonumber(L, index);
        if (lua_isinteger(L, index))
            operand.number = decimal_of(lua_tointeger(L, index), 0);
        else if (!decimal_from_double(operand.real, &operand.number))
            luaL_error(L, "'%s' cannot be compared with this number", making->column->name);
        return operand;
    case LUA_TSTRING:
        operand.kind = OPERAND_TEXT;
        operand.text.ptr = lua_tolstring(L, index, &operand.text.len);
        check_word(making, operand.text);
        return operand;
    case LUA_TBOOLEAN:
        operand.kind = OPERAND_YESNO;
        operand.yes = lua_toboolean(L, index);
        return operand;
    default:
        date = thing_at(L, index, THING_DATE);
        operand.kind = OPERAND_DATE;
        operand.day = date ? date->day : luaL_error(L, "'%s' cannot be compared with %s", making->column->name, thing_kind_name(L, index));
        return operand;
    }
}

/* [-0, +0, error] A single value. */
static void value_condition(const struct making *making, int index)
{
    uint64_t room;
    struct operand operand = to_operand(making, index);
    if (operand.kind == OPERAND_TEXT && making->column->column->spec->type == COLUMN_TEXT && !making->where->recorder) {
        int64_t code = remembered_code(making->column, operand.text);
        if (code >= 0) {
            condition_range(making->column->column, code, code, making->condition);
            return;
        }
    }
    finish(making, &(const struct test){.kind = TEST_ONE_OF, .values = &operand, .count = 1}, &room);
}

/* [-0, +?, error] Room for the set of a condition on so many values. */
static uint64_t *set_room(struct where *where, size_t count)
{
    if (count > ROOM - where->room_used) return lua_newuserdatauv(where->L, count * sizeof(uint64_t), 0);
    where->room_used += count;
    return where->room + where->room_used - count;
}

/* [-0, +0, -] The stored integers of a list of words. False: some item is no word, or one that no row holds. */
static bool words_of_list(const struct making *making, int list, size_t count, uint64_t *set)
{
    lua_State *L = making->where->L;
    for (size_t i = 0; i < count; i++) {
        struct text word = {0};
        if (lua_rawgeti(L, list, (lua_Integer)i + 1) == LUA_TSTRING) word.ptr = lua_tolstring(L, -1, &word.len);
        int64_t code = word.ptr ? remembered_code(making->column, word) : -1;
        lua_pop(L, 1);
        if (code < 0) return false;
        set[i] = (uint64_t)(code - making->column->column->base);
    }
    return true;
}

/* [-0, +?, error] One of a list of values. */
static void list_condition(const struct making *making, int list, size_t count)
{
    lua_State *L = making->where->L;
    struct operand few[LIST_SHORT], *values = few;
    if (count > LIST_MOST) luaL_error(L, "'%s' is compared with a list of more than %d values", making->column->name, LIST_MOST);
    sandbox_charge(L, count);
    uint64_t *room = set_room(making->where, count);
    if (making->column->column->spec->type == COLUMN_TEXT && !making->where->recorder && words_of_list(making, list, count, room)) {
        condition_set(making->column->column, room, count, making->condition);
        return;
    }
    if (count > LIST_SHORT) values = lua_newuserdatauv(L, count * sizeof *values, 0);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, list, (lua_Integer)i + 1);
        values[i] = to_operand(making, -1);
        lua_pop(L, 1); /* texts stay alive in the list */
    }
    finish(making, &(const struct test){.kind = TEST_ONE_OF, .values = values, .count = count}, room);
}

static void span_condition(const struct making *making, struct span span)
{
    const struct test test = {.kind = TEST_BETWEEN,
                              .low = {.given = true, .at = {.kind = OPERAND_DATE, .day = span.from}},
                              .high = {.given = true, .at = {.kind = OPERAND_DATE, .day = span.to}}};
    if (making->column->column->spec->type == COLUMN_DATE && !making->where->recorder)
        condition_range(making->column->column, span.from, span.to, making->condition);
    else
        finish(making, &test, NULL);
}

/* ---- tables: a list, { min = ..., below = ... }, or { is_not = ... } */

static void make_condition(const struct making *making, int value);

static struct bound *bound_named(struct test *test, const char *name)
{
    static const char *const names[] = {"min", "from", "above", "max", "to", "below"};
    for (size_t i = 0; i < 6; i++) {
        if (strcmp(name, names[i]) != 0) continue;
        struct bound *bound = i < 3 ? &test->low : &test->high;
        *bound = (struct bound){.given = true, .open = i % 3 == 2};
        return bound;
    }
    return NULL;
}

/* [-0, +?, error] The value on the top. */
static void negated_condition(const struct making *making, bool alone)
{
    struct making inner = *making;
    if (!alone || making->inside_not)
        luaL_error(making->where->L, "is_not of '%s' stands alone, and not inside another one", making->column->name);
    inner.inside_not = true;
    make_condition(&inner, lua_gettop(making->where->L));
    making->condition->negated = !making->condition->negated;
}

/* [-0, +?, error] */
static void bounds_condition(const struct making *making, int value)
{
    static const char *const known[] = {"min", "max", "above", "below", "from", "to", "is_not"};
    lua_State *L = making->where->L;
    struct test test = {.kind = TEST_BETWEEN};
    lua_pushnil(L);
    for (bool first = true; lua_next(L, value); first = false) {
        const char *name = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "?";
        struct bound *bound = bound_named(&test, name);
        if (!bound && strcmp(name, "is_not") == 0) {
            lua_pushvalue(L, -2);
            bool alone = first && !lua_next(L, value);
            negated_condition(making, alone);
            return;
        }
        if (!bound) {
            const char *near = suggest(text_of(name), known, 7);
            const char *cure = near ? lua_pushfstring(L, "did you mean %s?", near) : "write min, max, above, below, from, to or is_not";
            failure_with_cure(L, cure, "a condition on '%s' knows no '%s'", making->column->name, name);
            return;
        }
        bound->at = to_operand(making, -1);
        lua_pop(L, 1);
    }
    if (test.low.given || test.high.given)
        finish(making, &test, NULL);
    else
        list_condition(making, value, 0); /* {} is a list of nothing */
}

/* [-0, +?, error] */
static void table_condition(const struct making *making, int value)
{
    lua_State *L = making->where->L;
    if (frozen_is(L, value)) {
        frozen_contents(L, value);
        value = lua_gettop(L);
    }
    size_t count = lua_rawlen(L, value);
    if (count > 0)
        list_condition(making, value, count);
    else
        bounds_condition(making, value);
}

/* [-0, +?, error] What is left on the stack keeps the condition's set alive. */
static void make_condition(const struct making *making, int value)
{
    lua_State *L = making->where->L;
    const enum thing_tag *thing;
    luaL_checkstack(L, 10, NULL);
    if (lua_type(L, value) == LUA_TTABLE) {
        table_condition(making, value);
        return;
    }
    thing = lua_touserdata(L, value);
    if (thing && *thing == THING_SPAN) {
        span_condition(making, ((const struct span_thing *)(const void *)thing)->span);
    } else if (thing && *thing == THING_CONSTANT) {
        finish(making, &(const struct test){.kind = TEST_EMPTY, .negated = ((const struct constant_thing *)(const void *)thing)->any},
               NULL);
    } else {
        value_condition(making, value);
    }
}

/* [-0, +n, error] The fields of the table at `index`, values left on the stack, in the order of their names. */
static size_t read_entries(lua_State *L, int index, struct entry *entries)
{
    size_t count = 0;
    int top = lua_gettop(L);
    lua_pushnil(L);
    while (lua_next(L, index)) {
        struct entry entry = {.value = ++top};
        if (lua_type(L, -2) != LUA_TSTRING) luaL_error(L, "where takes { column = condition, ... }");
        if (count == WHERE_MOST) luaL_error(L, "where takes at most %d columns", WHERE_MOST);
        entry.name = lua_tostring(L, -2);
        lua_insert(L, -2);
        size_t at = count++;
        for (; at > 0 && strcmp(entries[at - 1].name, entry.name) > 0; at--) entries[at] = entries[at - 1];
        entries[at] = entry;
        luaL_checkstack(L, 4, NULL);
    }
    return count;
}

static struct view_column *entry_column(lua_State *L, const struct view *view, const struct entry *entry)
{
    for (size_t i = 0; i < view->count; i++)
        if (view->columns[i].name == entry->name) return &view->columns[i];
    lua_pushstring(L, entry->name);
    return view_column(L, view, -1);
}

static inline int select_rows(lua_State *L, struct selection *selection, const struct condition *conditions, size_t count)
{
    struct rows rows = selection_rows(selection);
    struct selection *result = selection_new(L, selection->view, rows.count);
    struct sandbox *sandbox = sandbox_of(L);
    sandbox->rows += rows.count;
    counted_narrow(sandbox->counted, selection);
    result->count = filter_rows(conditions, count, &rows, result->rows);
    if (sandbox->recorder) recorder_select(sandbox->recorder, L, selection, conditions, count);
    return 1;
}

static int where_filter(lua_State *L, struct selection *selection, const struct filter_thing *filter)
{
    if (filter->table != selection->view->table)
        return luaL_error(L, "this filter is for %s, not for %s", filter->table->spec->name, selection->view->name);
    struct recorder *recorder = sandbox_of(L)->recorder;
    for (size_t i = 0; recorder && i < filter->count; i++)
        recorder_condition(recorder, filter->table->spec->columns[filter->terms[i].column].name, &filter->terms[i].test);
    return select_rows(L, selection, filter->conditions, filter->count);
}

/* [-0, +1, error] The table at 2. */
static int where_table(lua_State *L, struct selection *selection)
{
    struct where where;
    struct entry entries[WHERE_MOST];
    int table = 2;
    if (frozen_is(L, table)) {
        frozen_contents(L, table);
        table = lua_gettop(L);
    }
    where.L = L;
    where.view = selection->view;
    where.room_used = 0;
    where.recorder = sandbox_of(L)->recorder;
    size_t count = read_entries(L, table, entries);
    for (size_t i = 0; i < count; i++) {
        struct making making = {
            .where = &where, .column = entry_column(L, selection->view, &entries[i]), .condition = &where.conditions[i]};
        make_condition(&making, entries[i].value);
    }
    return select_rows(L, selection, where.conditions, count);
}

int selection_where(lua_State *L)
{
    struct selection *selection = selection_check(L, 1);
    const struct filter_thing *filter = thing_at(L, 2, THING_FILTER);
    if (filter) return where_filter(L, selection, filter);
    if (lua_type(L, 2) == LUA_TTABLE) return where_table(L, selection);
    return failure_with_cure(L, "write where { stage = \"won\" }", "where takes { column = condition, ... } or a filter, this is %s",
                             thing_kind_name(L, 2));
}
