#include "lua/date_api.h"

#include <string.h>

#include "lua/failure.h"
#include "lua/offer.h"
#include "lua/sandbox.h"
#include "lua/thing.h"

/* [-0, +1, error] */
static void push_day(lua_State *L, lua_Number day)
{
    if (!(day >= DATE_MIN && day <= DATE_MAX)) luaL_error(L, "this date lies outside the years 1 to 9999");
    if (day != (lua_Number)(int32_t)day) luaL_error(L, "a date moves by whole days");
    date_push(L, (int32_t)day);
}

int date_make(lua_State *L)
{
    size_t len;
    int32_t day;
    if (lua_type(L, 1) == LUA_TNUMBER) return failure_with_cure(L, "write date(\"2026-01-31\")", "a date is made of a text in quotes");
    const char *text = luaL_checklstring(L, 1, &len);
    if (!date_parse((struct text){text, len}, &day)) return failure_with_cure(L, "write it as 2026-01-31", "'%s' is not a date", text);
    date_push(L, day);
    return 1;
}

/* The same day so many months later (or earlier), or that month's last day. */
static int date_plus_months(lua_State *L)
{
    const struct date_thing *date = thing_check(L, 1, THING_DATE);
    lua_Integer months = luaL_checkinteger(L, 2);
    luaL_argcheck(L, months >= -120000 && months <= 120000, 2, "more months than the calendar has");
    date_push(L, date_add_months(date->day, (int)months));
    return 1;
}

static const struct offer date_rows[] = {
    {"year", NULL, NULL, "integer", "2026"},
    {"month", NULL, NULL, "integer", "1 to 12"},
    {"day", NULL, NULL, "integer", "1 to 31"},
    {"plus_months", date_plus_months, "months: integer", "rung.Date", "the same day so many months later, or that month's last day"},
};
const struct offers offers_date = {"rung.Date", "Dates", "date:", OFFERS(date_rows),
                                   "---@operator add(number): rung.Date\n---@operator sub(number): rung.Date\n"
                                   "---@operator sub(rung.Date): integer\n"};

static int date_index(lua_State *L)
{
    struct civil civil = date_civil(((struct date_thing *)thing_check(L, 1, THING_DATE))->day);
    const int values[] = {civil.year, civil.month, civil.day};
    const char *key = luaL_checkstring(L, 2);
    const struct offer *found = offer_named(&offers_date, key);
    if (!found) return failure_raise(L, offer_near(&offers_date, key), "a date has no field '%s'", key);
    if (found->function)
        lua_pushcfunction(L, found->function);
    else
        lua_pushinteger(L, values[found - date_rows]);
    return 1;
}

/* [-0, +0, error] As Lua says it of its own values, so that failure.h finds the words for both. */
static int calculated_with(lua_State *L, int argument)
{
    return luaL_error(L, "attempt to perform arithmetic on a %s value", thing_type_name(L, argument));
}

static int date_add(lua_State *L)
{
    const struct date_thing *date = thing_at(L, 1, THING_DATE);
    if (!date) date = thing_check(L, 2, THING_DATE);
    int number = thing_is(L, 1, THING_DATE) ? 2 : 1;
    if (lua_isnil(L, number)) return calculated_with(L, number);
    if (lua_type(L, number) != LUA_TNUMBER)
        return failure_with_cure(L, "a:plus_months(6) is six months later, and a - b is the number of days between two dates",
                                 "only a number of days can be added to a date, not %s", thing_kind_name(L, number));
    push_day(L, date->day + lua_tonumber(L, number));
    return 1;
}

static int date_subtract(lua_State *L)
{
    const struct date_thing *date = thing_at(L, 1, THING_DATE), *other = thing_at(L, 2, THING_DATE);
    if (!date || lua_isnil(L, 2)) return calculated_with(L, date ? 2 : 1);
    if (other) {
        lua_pushinteger(L, date->day - other->day);
        return 1;
    }
    if (lua_type(L, 2) != LUA_TNUMBER)
        return failure_with_cure(L, lua_type(L, 2) == LUA_TSTRING ? "write date(\"2026-07-01\")" : NULL,
                                 "only a date or a number of days can be subtracted from a date, not %s", thing_kind_name(L, 2));
    push_day(L, date->day - lua_tonumber(L, 2));
    return 1;
}

static int date_equal(lua_State *L)
{
    const struct date_thing *a = thing_at(L, 1, THING_DATE), *b = thing_at(L, 2, THING_DATE);
    lua_pushboolean(L, a && b && a->day == b->day);
    return 1;
}

/* [-0, +0, error] a - b in days */
static int difference(lua_State *L)
{
    const struct date_thing *a = thing_at(L, 1, THING_DATE), *b = thing_at(L, 2, THING_DATE);
    if (!a || !b) return luaL_error(L, "attempt to compare %s with %s", thing_type_name(L, 1), thing_type_name(L, 2));
    return a->day - b->day;
}

static int date_less(lua_State *L)
{
    lua_pushboolean(L, difference(L) < 0);
    return 1;
}

static int date_less_equal(lua_State *L)
{
    lua_pushboolean(L, difference(L) <= 0);
    return 1;
}

static int date_text(lua_State *L)
{
    char text[DATE_TEXT_MAX];
    size_t len = date_format(((struct date_thing *)thing_check(L, 1, THING_DATE))->day, text);
    lua_pushlstring(L, text, len);
    return 1;
}

/* ---- spans */

static struct span check_span(lua_State *L)
{
    return ((struct span_thing *)thing_check(L, 1, THING_SPAN))->span;
}

static int span_contains(lua_State *L)
{
    struct span span = check_span(L);
    const struct date_thing *date = thing_check(L, 2, THING_DATE);
    lua_pushboolean(L, date->day >= span.from && date->day <= span.to);
    return 1;
}

/* The calendar's stretches of `months` months, cut to the span. [-0, +1, error] */
static int push_stretches(lua_State *L, int months)
{
    struct span span = check_span(L);
    struct civil first = date_civil(span.from);
    int32_t from = date_from_civil(first.year, (first.month - 1) / months * months + 1, 1);
    lua_newtable(L);
    for (lua_Integer n = 1; from <= span.to; n++) {
        int32_t next = date_add_months(from, months);
        if (next <= from) break; /* the end of the calendar */
        struct span part = {from > span.from ? from : span.from, next - 1 < span.to ? next - 1 : span.to};
        sandbox_charge(L, 1);
        span_push(L, part);
        lua_rawseti(L, -2, n);
        from = next;
    }
    return 1;
}

static int span_months(lua_State *L)
{
    return push_stretches(L, 1);
}

static int span_quarters(lua_State *L)
{
    return push_stretches(L, 3);
}

static int span_years(lua_State *L)
{
    return push_stretches(L, 12);
}

static const struct offer span_rows[] = {
    {"from", NULL, NULL, "rung.Date", "its first day"},
    {"to", NULL, NULL, "rung.Date", "its last day"},
    {"days", NULL, NULL, "integer", "how many days it has"},
    {"contains", span_contains, "day: rung.Date", "boolean", "does the day lie in it?"},
    {"months", span_months, "", "rung.Span[]", "its calendar months, cut to the span"},
    {"quarters", span_quarters, "", "rung.Span[]", "its calendar quarters, cut to the span"},
    {"years", span_years, "", "rung.Span[]", "its calendar years, cut to the span"},
};
const struct offers offers_span = {"rung.Span", "Spans", "span:", OFFERS(span_rows), NULL};

static int span_index(lua_State *L)
{
    struct span span = check_span(L);
    const char *key = luaL_checkstring(L, 2);
    const struct offer *found = offer_named(&offers_span, key);
    if (!found) return failure_raise(L, offer_near(&offers_span, key), "a span of dates has no field '%s'", key);
    if (found->function)
        lua_pushcfunction(L, found->function);
    else if (strcmp(key, "days") == 0)
        lua_pushinteger(L, (lua_Integer)span.to - span.from + 1);
    else
        date_push(L, strcmp(key, "from") == 0 ? span.from : span.to);
    return 1;
}

static int span_equal(lua_State *L)
{
    const struct span_thing *a = thing_at(L, 1, THING_SPAN), *b = thing_at(L, 2, THING_SPAN);
    lua_pushboolean(L, a && b && a->span.from == b->span.from && a->span.to == b->span.to);
    return 1;
}

static int span_text(lua_State *L)
{
    struct span span = check_span(L);
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
    date_format(span.from, from);
    date_format(span.to, to);
    lua_pushfstring(L, "%s..%s", from, to);
    return 1;
}

void date_register(lua_State *L)
{
    static const luaL_Reg date[] = {{"__index", date_index}, {"__add", date_add},       {"__sub", date_subtract},  {"__eq", date_equal},
                                    {"__lt", date_less},     {"__le", date_less_equal}, {"__tostring", date_text}, {NULL, NULL}};
    static const luaL_Reg span[] = {{"__index", span_index}, {"__eq", span_equal}, {"__tostring", span_text}, {NULL, NULL}};
    thing_metamethods(L, THING_DATE, date);
    thing_metamethods(L, THING_SPAN, span);
}
