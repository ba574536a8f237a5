#include "lua/describe.h"

#include <string.h>

#include "base/number.h"
#include "lua/argument.h"
#include "lua/frozen.h"
#include "lua/selection.h"
#include "lua/standin.h"
#include "lua/words.h"

enum { DEEPEST = 3, ITEMS_SHOWN = 12, KEY_SHOWN = 60, STACK_PER_LEVEL = 6 };

struct describing {
    lua_State *L;
    enum describe_numbers numbers;
    uint64_t *work;
    struct buf *out;
};

static void put(const struct describing *describing, int index, int depth);

/* ---- keys of tables, in an order of their own */

struct key {
    int type; /* LUA_TNUMBER before LUA_TSTRING; no others are shown */
    bool whole;
    lua_Integer integer;
    double number;
    struct text text;
};

static int compare(const struct key *a, const struct key *b)
{
    if (a->type != b->type) return a->type < b->type ? -1 : 1;
    if (a->type == LUA_TNUMBER) return (a->number > b->number) - (a->number < b->number);
    int order = memcmp(a->text.ptr, b->text.ptr, a->text.len < b->text.len ? a->text.len : b->text.len);
    return order ? order : (a->text.len > b->text.len) - (a->text.len < b->text.len);
}

static void keep_key(struct key *keys, size_t *count, struct key key)
{
    size_t at = *count;
    while (at > 0 && compare(&key, &keys[at - 1]) < 0) at--;
    if (at == ITEMS_SHOWN) return;
    if (*count < ITEMS_SHOWN) ++*count;
    memmove(keys + at + 1, keys + at, (*count - 1 - at) * sizeof *keys);
    keys[at] = key;
}

/* [-0, +0, -] The first keys of the table; false when it is more work than is left. */
static bool first_keys(const struct describing *describing, int table, struct key *keys, size_t *count, size_t *all)
{
    lua_State *L = describing->L;
    *count = *all = 0;
    lua_pushnil(L);
    while (lua_next(L, table)) {
        struct key key = {.type = lua_type(L, -2)};
        lua_pop(L, 1);
        if (*describing->work == 0) {
            lua_pop(L, 1);
            return false;
        }
        --*describing->work;
        ++*all;
        if (key.type == LUA_TNUMBER) {
            key.whole = lua_isinteger(L, -1);
            key.number = lua_tonumber(L, -1);
            if (key.whole) key.integer = lua_tointeger(L, -1);
        }
        if (key.type == LUA_TSTRING) key.text.ptr = lua_tolstring(L, -1, &key.text.len);
        if (key.type == LUA_TNUMBER || key.type == LUA_TSTRING) keep_key(keys, count, key);
    }
    return true;
}

/* [-0, +1, memory] */
static void push_key(lua_State *L, const struct key *key)
{
    if (key->type == LUA_TSTRING)
        lua_pushlstring(L, key->text.ptr, key->text.len);
    else if (key->whole)
        lua_pushinteger(L, key->integer);
    else
        lua_pushnumber(L, key->number);
}

/* Items of a list stand without their numbers. */
static void put_key(const struct describing *describing, const struct key *key, size_t i)
{
    size_t shown = key->text.len < KEY_SHOWN ? key->text.len : KEY_SHOWN;
    if (key->whole && key->integer == (lua_Integer)i + 1) return;
    if (key->type == LUA_TSTRING)
        buf_text(describing->out, (struct text){key->text.ptr, shown});
    else
        words_number(key->number, describing->out);
    buf_puts(describing->out, " = ");
}

static void put_table(const struct describing *describing, int index, int depth)
{
    lua_State *L = describing->L;
    struct key keys[ITEMS_SHOWN];
    size_t count, all;
    if (depth == DEEPEST || !lua_checkstack(L, STACK_PER_LEVEL)) {
        buf_puts(describing->out, "{...}");
        return;
    }
    frozen_contents(L, index);
    int table = lua_gettop(L);
    if (!first_keys(describing, table, keys, &count, &all)) {
        buf_puts(describing->out, "{...}");
    } else {
        buf_puts(describing->out, all ? "{ " : "{ }");
        for (size_t i = 0; i < count && !describing->out->failed; i++) {
            if (i > 0) buf_puts(describing->out, ", ");
            put_key(describing, &keys[i], i);
            push_key(L, &keys[i]);
            lua_rawget(L, table);
            put(describing, lua_gettop(L), depth + 1);
            lua_pop(L, 1);
        }
        if (all > count) buf_printf(describing->out, "%s%zu more", count ? ", and " : "", all - count);
        if (all) buf_puts(describing->out, " }");
    }
    lua_settop(L, table - 1);
}

/* ---- things */

static void put_row(const struct describing *describing, const struct row_thing *row)
{
    buf_printf(describing->out, "row of %s { ", row->view->name);
    for (size_t i = 0; i < row->view->count; i++) {
        buf_printf(describing->out, "%s%s = ", i ? ", " : "", row->view->columns[i].name);
        words_cell(row->view->columns[i].column, row->row, describing->out);
    }
    buf_puts(describing->out, " }");
}

static void put_filter(const struct describing *describing, const struct filter_thing *filter)
{
    if (filter->count == 0) buf_puts(describing->out, "every row");
    for (size_t i = 0; i < filter->count; i++) {
        if (i > 0) buf_puts(describing->out, ", ");
        words_test(filter->table->spec->columns[filter->terms[i].column].name, &filter->terms[i].test, describing->out);
    }
}

static void put_scale(const struct describing *describing, const struct scale *scale)
{
    for (size_t i = 0; i < scale->count && i < ITEMS_SHOWN; i++) {
        const struct rate_band *band = &scale->bands[i];
        if (i > 0) buf_puts(describing->out, ", ");
        if (band->span.low.given) {
            buf_puts(describing->out, band->span.low.open ? "above " : "from ");
            words_number(decimal_to_double(band->span.low.at), describing->out);
        } else {
            buf_puts(describing->out, "below");
        }
        buf_puts(describing->out, band->whole ? ": pays " : ": ");
        words_rate(band->rate, scale->percent && !band->whole, describing->out);
    }
    if (scale->count > ITEMS_SHOWN) buf_printf(describing->out, ", and %zu more", scale->count - ITEMS_SHOWN);
}

static void put_thing(const struct describing *describing, int index)
{
    const enum thing_tag *thing = lua_touserdata(describing->L, index);
    const void *any = thing;
    switch (*thing) {
    case THING_DATE: words_day(((const struct date_thing *)any)->day, describing->out); break;
    case THING_SPAN: words_span(((const struct span_thing *)any)->span, describing->out); break;
    case THING_BANDS: put_scale(describing, ((const struct bands_thing *)any)->scale); break;
    case THING_CONSTANT: buf_puts(describing->out, ((const struct constant_thing *)any)->any ? "any" : "none"); break;
    case THING_FILTER: put_filter(describing, any); break;
    case THING_ROW: put_row(describing, any); break;
    case THING_SELECTION: {
        uint32_t rows = selection_rows(any).count;
        words_number(rows, describing->out);
        buf_printf(describing->out, " %s of %s", rows == 1 ? "row" : "rows", ((const struct selection *)any)->view->name);
        break;
    }
    default: buf_puts(describing->out, thing_kind_name(describing->L, index));
    }
}

static void put_text(const struct describing *describing, int index, int depth)
{
    struct text text;
    text.ptr = lua_tolstring(describing->L, index, &text.len);
    size_t room = describing->out->ceiling - describing->out->len, len = text.len < room ? text.len : room;
    while (len < text.len && len > 0 && ((unsigned char)text.ptr[len] & 0xC0) == 0x80) len--;
    if (depth > 0) buf_char(describing->out, '"');
    buf_text(describing->out, (struct text){text.ptr, len});
    if (depth > 0) buf_char(describing->out, '"');
    describing->out->failed |= len < text.len;
}

static void put_number(const struct describing *describing, int index)
{
    char digits[NUMBER_TEXT_MAX];
    if (describing->numbers == DESCRIBE_PERCENT)
        words_percent(lua_tonumber(describing->L, index), describing->out);
    else if (describing->numbers == DESCRIBE_GROUPED)
        words_number(lua_tonumber(describing->L, index), describing->out);
    else if (lua_isinteger(describing->L, index))
        buf_printf(describing->out, "%lld", (long long)lua_tointeger(describing->L, index));
    else
        buf_put(describing->out, digits, number_format(lua_tonumber(describing->L, index), digits));
}

static void put(const struct describing *describing, int index, int depth)
{
    switch (lua_type(describing->L, index)) {
    case LUA_TNUMBER: put_number(describing, index); break;
    case LUA_TSTRING: put_text(describing, index, depth); break;
    case LUA_TBOOLEAN: buf_puts(describing->out, lua_toboolean(describing->L, index) ? "true" : "false"); break;
    case LUA_TTABLE: put_table(describing, index, depth); break;
    case LUA_TUSERDATA: put_thing(describing, index); break;
    case LUA_TFUNCTION: buf_puts(describing->out, "function"); break;
    default: buf_puts(describing->out, "nil");
    }
}

void describe(lua_State *L, int index, enum describe_numbers numbers, uint64_t *work, struct buf *out)
{
    struct describing describing = {.L = L, .numbers = numbers, .work = work, .out = out};
    put(&describing, lua_absindex(L, index), 0);
}
