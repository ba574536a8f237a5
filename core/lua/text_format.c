#include "lua/text_format.h"

#include <lauxlib.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "lua/environment.h"
#include "lua/sandbox.h"
#include "lua/thing.h"

enum { WIDTH_MOST = 99, DIGITS_MOST = 15, DIGITS_USUAL = 6, FIXED_MAX = DECIMAL_TEXT_MAX + NUMBER_TEXT_MAX };

struct directive {
    bool left, zeros;
    int width, digits; /* digits -1: not given */
    char kind;
};

static int read_number(const char **c, const char *end)
{
    int number = 0;
    while (*c < end && **c >= '0' && **c <= '9' && number <= WIDTH_MOST) number = number * 10 + (*(*c)++ - '0');
    return number;
}

/* [-0, +0, error] c stands behind the %. */
static struct directive read_directive(lua_State *L, const char **c, const char *end)
{
    struct directive d = {.digits = -1};
    for (; *c < end && (**c == '-' || **c == '0'); (*c)++) {
        if (**c == '-')
            d.left = true;
        else
            d.zeros = true;
    }
    d.width = read_number(c, end);
    if (*c < end && **c == '.') {
        (*c)++;
        d.digits = read_number(c, end);
    }
    if (*c >= end || d.width > WIDTH_MOST || !memchr("dsfgi%", **c, 6))
        luaL_error(L, "format knows %%d %%s %%f %%.2f %%g and %%%%, and widths up to %d", WIDTH_MOST);
    d.kind = *(*c)++;
    if (d.kind != 's' && d.digits > DIGITS_MOST) luaL_error(L, "format gives at most %d digits", DIGITS_MOST);
    return d;
}

static size_t format_fixed(double number, int places, char out[FIXED_MAX])
{
    struct decimal exact;
    if (!decimal_from_double(number, &exact)) return number_format(number, out);
    exact = decimal_round(exact, places, ROUND_HALF_UP);
    while (exact.scale < places) {
        if (!decimal_multiply(exact, decimal_of(10, 1), &exact)) break;
    }
    return decimal_format(exact, out);
}

static size_t format_general(double number, int digits, char out[FIXED_MAX])
{
    if (number == 0 || !isfinite(number)) return number_format(number, out);
    int places = (digits > 0 ? digits : 1) - 1 - (int)floor(log10(fabs(number)));
    return number_format(places >= 0 && places <= 300 ? number_round(number, places) : number, out);
}

static void put_padded(luaL_Buffer *out, const struct directive *d, struct text text, bool number)
{
    size_t width = (size_t)d->width;
    size_t pad = width > text.len ? width - text.len : 0;
    bool zeros = number && d->zeros && !d->left;
    if (zeros && pad && text.len && text.ptr[0] == '-') {
        luaL_addchar(out, '-');
        text = (struct text){text.ptr + 1, text.len - 1};
    }
    for (size_t i = 0; !d->left && i < pad; i++) luaL_addchar(out, zeros ? '0' : ' ');
    luaL_addlstring(out, text.ptr, text.len);
    for (size_t i = 0; d->left && i < pad; i++) luaL_addchar(out, ' ');
}

/* [-0, +0, error] Arguments are read before the buffer grows: a buffer may keep a box on the stack. */
static void put_number(lua_State *L, luaL_Buffer *out, const struct directive *d, int argument)
{
    char text[FIXED_MAX];
    size_t len;
    int digits = d->digits >= 0 ? d->digits : DIGITS_USUAL;
    if (lua_type(L, argument) != LUA_TNUMBER)
        luaL_error(L, "format: a number is needed for %%%c, this is %s", d->kind, thing_kind_name(L, argument));
    double number = lua_tonumber(L, argument);
    if (d->kind == 'f') {
        len = format_fixed(number, digits, text);
    } else if (d->kind == 'g') {
        len = format_general(number, digits, text);
    } else {
        if (number != floor(number) || !(fabs(number) < 9007199254740993.0))
            luaL_error(L, "format: %%d takes a whole number (use %%.0f, or round)");
        len = format_fixed(number, 0, text);
    }
    put_padded(out, d, (struct text){text, len}, true);
}

static void put_text(lua_State *L, luaL_Buffer *out, const struct directive *d, int argument)
{
    struct text text;
    text.ptr = lua_tolstring(L, argument, &text.len);
    if (d->digits >= 0 && (size_t)d->digits < text.len) text.len = (size_t)d->digits;
    put_padded(out, d, text, false);
}

/* [-0, +0, error] Every argument that is not a number becomes text in its place, before the buffer is begun. */
static void make_texts(lua_State *L, int count)
{
    for (int i = 2; i <= count; i++) {
        size_t len;
        if (lua_type(L, i) == LUA_TSTRING || lua_type(L, i) == LUA_TNUMBER) continue;
        environment_text(L, i, &len);
        lua_replace(L, i);
    }
}

int text_format(lua_State *L)
{
    luaL_Buffer out;
    size_t len;
    const char *c = luaL_checklstring(L, 1, &len), *end = c + len;
    int argument = 1, count = lua_gettop(L);
    sandbox_charge(L, len / 4);
    make_texts(L, count);
    luaL_buffinit(L, &out);
    while (c < end) {
        if (*c != '%') {
            luaL_addchar(&out, *c++);
            continue;
        }
        c++;
        struct directive d = read_directive(L, &c, end);
        if (d.kind == '%') {
            luaL_addchar(&out, '%');
            continue;
        }
        if (++argument > count) return luaL_error(L, "format: a value is missing for %%%c", d.kind);
        if (d.kind == 's')
            put_text(L, &out, &d, argument);
        else
            put_number(L, &out, &d, argument);
    }
    luaL_pushresult(&out);
    return 1;
}
