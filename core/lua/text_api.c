#include <lauxlib.h>
#include <string.h>

#include "base/text.h"
#include "lua/environment.h"
#include "lua/offer.h"
#include "lua/sandbox.h"
#include "lua/text_format.h"
#include "lua/thing.h"

/* Every function charges for the bytes that it walks, so a loop over long texts meets the instruction limit. */
enum { BYTES_PER_STEP = 16, BYTES_AT_ONCE = 200 };

static struct text check_text(lua_State *L, int argument)
{
    struct text text;
    if (lua_type(L, argument) != LUA_TSTRING && lua_type(L, argument) != LUA_TNUMBER)
        luaL_error(L, "bad argument: text is needed here, this is %s", thing_kind_name(L, argument));
    text.ptr = lua_tolstring(L, argument, &text.len);
    sandbox_charge(L, text.len / BYTES_PER_STEP);
    return text;
}

static int text_len(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)check_text(L, 1).len);
    return 1;
}

/* Positions as Lua counts them, -1 being the last byte, brought within the text. */
static struct text slice(struct text text, lua_Integer from, lua_Integer to)
{
    lua_Integer len = (lua_Integer)text.len;
    if (from < 0) from = from < -len ? 1 : len + from + 1;
    if (to < 0) to = to < -len ? 0 : len + to + 1;
    if (from < 1) from = 1;
    if (to > len) to = len;
    return from > to ? (struct text){text.ptr, 0} : (struct text){text.ptr + from - 1, (size_t)(to - from + 1)};
}

static int text_sub(lua_State *L)
{
    struct text part = slice(check_text(L, 1), luaL_checkinteger(L, 2), luaL_optinteger(L, 3, -1));
    lua_pushlstring(L, part.ptr, part.len);
    return 1;
}

static int text_byte(lua_State *L)
{
    lua_Integer from = luaL_optinteger(L, 2, 1);
    struct text part = slice(check_text(L, 1), from, luaL_optinteger(L, 3, from));
    if (part.len > BYTES_AT_ONCE) return luaL_error(L, "byte gives at most %d bytes at once", BYTES_AT_ONCE);
    luaL_checkstack(L, (int)part.len, NULL);
    for (size_t i = 0; i < part.len; i++) lua_pushinteger(L, (unsigned char)part.ptr[i]);
    return (int)part.len;
}

static int text_char(lua_State *L)
{
    char bytes[BYTES_AT_ONCE];
    int count = lua_gettop(L);
    if (count > BYTES_AT_ONCE) return luaL_error(L, "char takes at most %d bytes at once", BYTES_AT_ONCE);
    for (int i = 0; i < count; i++) {
        lua_Integer byte = luaL_checkinteger(L, i + 1);
        luaL_argcheck(L, byte >= 0 && byte <= 255, i + 1, "a byte goes from 0 to 255");
        bytes[i] = (char)byte;
    }
    lua_pushlstring(L, bytes, (size_t)count);
    return 1;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

/* [-0, +1, error] */
static int push_mapped(lua_State *L, char (*map)(char))
{
    luaL_Buffer buffer;
    struct text text = check_text(L, 1);
    char *out = luaL_buffinitsize(L, &buffer, text.len);
    for (size_t i = 0; i < text.len; i++) out[i] = map(text.ptr[i]);
    luaL_pushresultsize(&buffer, text.len);
    return 1;
}

static int text_lower(lua_State *L)
{
    return push_mapped(L, lower);
}

static int text_upper(lua_State *L)
{
    return push_mapped(L, upper);
}

static int text_reverse(lua_State *L)
{
    luaL_Buffer buffer;
    struct text text = check_text(L, 1);
    char *out = luaL_buffinitsize(L, &buffer, text.len);
    for (size_t i = 0; i < text.len; i++) out[i] = text.ptr[text.len - 1 - i];
    luaL_pushresultsize(&buffer, text.len);
    return 1;
}

static int text_rep(lua_State *L)
{
    enum { LONGEST = 1 << 20 };
    luaL_Buffer buffer;
    struct text text = check_text(L, 1);
    lua_Integer times = luaL_checkinteger(L, 2);
    struct text between = lua_isnoneornil(L, 3) ? (struct text){"", 0} : check_text(L, 3);
    size_t each = text.len + between.len;
    if (times < 1 || each == 0) {
        lua_pushliteral(L, "");
        return 1;
    }
    if ((lua_Unsigned)times > LONGEST / each) return luaL_error(L, "rep would make a text of more than %d bytes", LONGEST);
    size_t size = each * (size_t)times - between.len;
    sandbox_charge(L, size / BYTES_PER_STEP);
    char *out = luaL_buffinitsize(L, &buffer, size);
    for (lua_Integer i = 0; i < times; i++) {
        if (text.len) memcpy(out, text.ptr, text.len);
        out += text.len;
        if (between.len && i + 1 < times) memcpy(out, between.ptr, between.len);
        out += between.len;
    }
    luaL_pushresultsize(&buffer, size);
    return 1;
}

/* ---- plain searching: no patterns, so no blow-up; charged for the worst case, as memmem may be n*m for hostile needles */

static const char *find(lua_State *L, struct text text, struct text part)
{
    sandbox_charge(L, text.len / BYTES_PER_STEP * (1 + part.len / BYTES_PER_STEP));
    return memmem(text.ptr, text.len, part.ptr, part.len);
}

static int text_contains(lua_State *L)
{
    struct text text = check_text(L, 1), part = check_text(L, 2);
    lua_pushboolean(L, find(L, text, part) != NULL);
    return 1;
}

static int text_starts_with(lua_State *L)
{
    struct text text = check_text(L, 1), part = check_text(L, 2);
    lua_pushboolean(L, text.len >= part.len && memcmp(text.ptr, part.ptr, part.len) == 0);
    return 1;
}

static int text_ends_with(lua_State *L)
{
    struct text text = check_text(L, 1), part = check_text(L, 2);
    lua_pushboolean(L, text.len >= part.len && memcmp(text.ptr + text.len - part.len, part.ptr, part.len) == 0);
    return 1;
}

static int text_split(lua_State *L)
{
    struct text text = check_text(L, 1), separator = check_text(L, 2);
    luaL_argcheck(L, separator.len > 0, 2, "an empty separator splits nothing");
    lua_newtable(L);
    for (lua_Integer n = 1;; n++) {
        const char *found = find(L, text, separator);
        size_t len = found ? (size_t)(found - text.ptr) : text.len;
        lua_pushlstring(L, text.ptr, len);
        lua_rawseti(L, -2, n);
        if (!found) return 1;
        text = (struct text){found + separator.len, text.len - len - separator.len};
    }
}

static int text_trimmed(lua_State *L)
{
    struct text text = text_trim(check_text(L, 1));
    lua_pushlstring(L, text.ptr, text.len);
    return 1;
}

static const struct offer rows[] = {
    {"contains", text_contains, "s: string, part: string", "boolean", "is the part in it?"},
    {"starts_with", text_starts_with, "s: string, part: string", "boolean", "does it begin so?"},
    {"ends_with", text_ends_with, "s: string, part: string", "boolean", "does it end so?"},
    {"split", text_split, "s: string, separator: string", "string[]", "the parts between separators"},
    {"trim", text_trimmed, "s: string", "string", "without blanks at both ends"},
    {"lower", text_lower, "s: string", "string", "in small letters (a to z alone)"},
    {"upper", text_upper, "s: string", "string", "in capitals (A to Z alone)"},
    {"len", text_len, "s: string", "integer", "how many bytes it has, as #s"},
    {"sub", text_sub, "s: string, from: integer, to?: integer", "string", "the bytes from one place to another; -1 is the last one"},
    {"format", text_format, "s: string, ...: any", "string",
     "puts values in place of %d, %s and the like: (\"%d of %s\"):format(3, \"ten\")"},
    {"rep", text_rep, "s: string, times: integer, between?: string", "string", "so many times one after the other"},
    {"reverse", text_reverse, "s: string", "string", "back to front"},
    {"byte", text_byte, "s: string, from?: integer, to?: integer", "integer", "the bytes as numbers"},
    {"char", text_char, "...: integer", "string", "a text of bytes"},
};
const struct offers offers_text = {"string", "Texts", "s:", OFFERS(rows), NULL};

void text_api_add(lua_State *L)
{
    lua_newtable(L);
    offers_register(L, &offers_text);
    lua_pushliteral(L, "");
    lua_createtable(L, 0, 1);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2); /* of all texts: ("x"):upper() */
    lua_pop(L, 1);
    environment_library(L, "string");
}
