#include "lua/failure.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/number.h"

void failure_clear(struct sandbox *sandbox)
{
    sandbox->failure.line = 0;
    sandbox->failure.text[0] = sandbox->failure.stack[0] = '\0';
}

/* Cuts before a character that would be broken, and makes control characters blanks; line ends only where `lines` allows them. */
static void copy_text(char *to, size_t size, struct text from, bool lines)
{
    size_t len = from.len < size - 1 ? from.len : size - 1;
    while (len < from.len && len > 0 && ((unsigned char)from.ptr[len] & 0xC0) == 0x80) len--;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)from.ptr[i];
        to[i] = c >= 0x20 && c != 0x7F ? (char)c : c == '\n' && lines ? '\n' : ' ';
    }
    to[len] = '\0';
}

void failure_set(struct sandbox *sandbox, const char *format, ...)
{
    char text[FAILURE_TEXT_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    copy_text(sandbox->failure.text, sizeof sandbox->failure.text, text_of(text), false);
}

int failure_raise(lua_State *L, const char *near, const char *format, ...)
{
    va_list args;
    luaL_where(L, 1);
    va_start(args, format);
    lua_pushvfstring(L, format, args);
    va_end(args);
    if (near) lua_pushfstring(L, " (did you mean %s?)", near);
    lua_concat(L, near ? 3 : 2);
    return lua_error(L);
}

/* [-0, +0, -] The line of the innermost activation that is the plugin's own. */
static unsigned plugin_line(lua_State *L)
{
    lua_Debug activation;
    for (int level = 0; lua_getstack(L, level, &activation); level++) {
        lua_getinfo(L, "l", &activation);
        if (activation.currentline > 0) return (unsigned)activation.currentline;
    }
    return 0;
}

int failure_handler(lua_State *L)
{
    struct sandbox *sandbox = sandbox_of(L);
    size_t len;
    if (sandbox->budget.again) return 1;
    sandbox->failure.line = plugin_line(L);
    luaL_traceback(L, L, NULL, 1);
    const char *stack = lua_tolstring(L, -1, &len);
    copy_text(sandbox->failure.stack, sizeof sandbox->failure.stack, (struct text){stack, len}, true);
    lua_settop(L, 1);
    return 1;
}

/* ---- in words */

/* Messages of the interpreter, by what they contain, and what they mean here. %s is the name that the message quotes. */
static const struct {
    const char *contains, *named, *plain;
} explanations[] = {
    {"attempt to perform arithmetic on a nil value (field",
     "'%s' is empty here and cannot be calculated with (test it first, or keep such rows out: where { %s = any })", NULL},
    {"attempt to perform arithmetic on a nil value", "'%s' is empty here and cannot be calculated with (test it first: if %s then ... end)",
     "an empty value cannot be calculated with (test it first: if x then ... end)"},
    {"attempt to concatenate a nil value", "'%s' is empty here and cannot be joined to text (use tostring, or test it first)",
     "an empty value cannot be joined to text (use tostring, or test it first)"},
    {"attempt to concatenate a", "'%s' cannot be joined to text by .. as it is (use tostring)",
     "only text and numbers can be joined by .. (use tostring)"},
    {"attempt to compare nil with", NULL, "an empty value cannot be compared (test it first: if x then ... end)"},
    {"with nil", NULL, "an empty value cannot be compared (test it first: if x then ... end)"},
    {"attempt to index a nil value", "'%s' is empty (nil), so nothing can be read from it", NULL},
    {"attempt to call a nil value (method", "there is no method '%s' here", NULL},
    {"attempt to call a nil value", "there is no function '%s' here", NULL},
};

/* The name that a message quotes: ... (field 'amount'). */
static struct text quoted_name(const char *message)
{
    const char *open = strchr(message, '\'');
    const char *close = open ? strchr(open + 1, '\'') : NULL;
    return close ? (struct text){open + 1, (size_t)(close - open - 1)} : (struct text){0};
}

/* What comes after "metrics/x.lua:12: ". */
static const char *without_place(const struct sandbox *sandbox, const char *message)
{
    size_t len = strlen(sandbox->name);
    if (strncmp(message, sandbox->name, len) != 0 || message[len] != ':') return message;
    const char *rest = message + len + 1;
    while (*rest >= '0' && *rest <= '9') rest++;
    return rest[0] == ':' && rest[1] == ' ' ? rest + 2 : message;
}

static void put_named(struct buf *out, const char *format, struct text name)
{
    for (const char *c = format; *c; c++) {
        if (c[0] != '%') {
            buf_char(out, *c);
        } else {
            buf_text(out, name);
            c++;
        }
    }
}

static void put_what(struct buf *out, const char *message)
{
    for (size_t i = 0; i < sizeof explanations / sizeof *explanations; i++) {
        struct text name = quoted_name(message);
        if (!strstr(message, explanations[i].contains) || strncmp(message, "attempt", 7) != 0) continue;
        if (name.ptr && explanations[i].named)
            put_named(out, explanations[i].named, name);
        else if (explanations[i].plain)
            buf_puts(out, explanations[i].plain);
        else
            break;
        return;
    }
    if (strstr(message, "stack overflow"))
        buf_puts(out, "calls or parentheses are nested too deeply (an endless recursion?)");
    else
        buf_text(out, (struct text){message, strnlen(message, FAILURE_TEXT_MAX)});
}

static void put_memory(struct buf *out, const struct sandbox *sandbox)
{
    double limit = (double)sandbox->memory.limit / (1 << 20);
    char now[NUMBER_TEXT_MAX], more[NUMBER_TEXT_MAX];
    number_format(limit, now);
    number_format(2 * limit, more);
    buf_printf(out, "needed more than %s MiB of memory (keep less at a time, or raise limits: {memory: %s MiB} in program.yaml)", now,
               more);
}

static void put_budget(struct buf *out, const struct sandbox *sandbox)
{
    unsigned long long limit = sandbox->budget.limit;
    buf_printf(out, "ran for more than %llu instructions (an endless loop? otherwise raise limits: {instructions: %llu} in program.yaml)",
               limit, 2 * limit);
}

static unsigned line_in(const struct sandbox *sandbox, const char *message)
{
    unsigned line = 0;
    size_t len = strlen(sandbox->name);
    if (without_place(sandbox, message) == message) return 0;
    for (const char *c = message + len + 1; *c >= '0' && *c <= '9'; c++) line = line * 10 + (unsigned)(*c - '0');
    return line;
}

void failure_explain(struct sandbox *sandbox, int status)
{
    struct buf out = {.ceiling = 4096};
    struct failure *failure = &sandbox->failure;
    const char *message = lua_type(sandbox->L, -1) == LUA_TSTRING ? lua_tostring(sandbox->L, -1) : NULL;
    unsigned line = message ? line_in(sandbox, message) : 0;
    if (line) failure->line = line;
    if (!failure->line) failure->line = sandbox->function_line;
    buf_puts(&out, sandbox->name);
    if (failure->line) buf_printf(&out, ":%u", failure->line);
    buf_puts(&out, ": ");
    if (status == LUA_ERRMEM)
        put_memory(&out, sandbox);
    else if (sandbox->budget.over)
        put_budget(&out, sandbox);
    else if (message)
        put_what(&out, without_place(sandbox, message));
    else
        buf_puts(&out, "raised an error that is not text (use error(\"...\"))");
    copy_text(failure->text, sizeof failure->text,
              out.failed ? text_of("the plugin failed, and there is no memory to say how") : buf_view(&out), false);
    buf_release(&out);
}
