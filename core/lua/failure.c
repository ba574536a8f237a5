#include "lua/failure.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/number.h"
#include "lua/lua_words.h"

/* Before every call, so the texts are only made empty. */
void failure_clear(struct sandbox *sandbox)
{
    struct failure *failure = &sandbox->failure;
    failure->line = failure->column = failure->width = 0;
    failure->cure = 0;
    failure->text[0] = failure->way[0] = '\0';
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

/* [-0, +0, error] Raises the text on the top, with the cure behind it. */
static int raise(lua_State *L, const char *cure)
{
    struct sandbox *sandbox = sandbox_of(L);
    sandbox->failure.cure = cure ? strlen(cure) + strlen(" ()") : 0;
    luaL_where(L, 1);
    lua_insert(L, -2);
    if (cure) lua_pushfstring(L, " (%s)", cure);
    lua_concat(L, cure ? 3 : 2);
    return lua_error(L);
}

int failure_raise(lua_State *L, const char *near, const char *format, ...)
{
    va_list args;
    const char *cure = near ? lua_pushfstring(L, "did you mean %s?", near) : NULL;
    va_start(args, format);
    lua_pushvfstring(L, format, args);
    va_end(args);
    return raise(L, cure);
}

int failure_with_cure(lua_State *L, const char *cure, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    lua_pushvfstring(L, format, args);
    va_end(args);
    return raise(L, cure);
}

/* ---- in words */

/* What comes after "metrics/x.lua:12: ". */
static const char *without_place(const struct sandbox *sandbox, const char *message)
{
    size_t len = strlen(sandbox->name);
    if (strncmp(message, sandbox->name, len) != 0 || message[len] != ':') return message;
    const char *rest = message + len + 1;
    while (*rest >= '0' && *rest <= '9') rest++;
    return rest[0] == ':' && rest[1] == ' ' ? rest + 2 : message;
}

static unsigned line_in(const struct sandbox *sandbox, const char *message)
{
    unsigned line = 0;
    size_t len = strlen(sandbox->name);
    if (without_place(sandbox, message) == message) return 0;
    for (const char *c = message + len + 1; *c >= '0' && *c <= '9'; c++) line = line * 10 + (unsigned)(*c - '0');
    return line;
}

/* The first name that a message quotes: ... has no column 'amout'. */
static struct text quoted_name(struct text message)
{
    const char *open = memchr(message.ptr, '\'', message.len);
    const char *close = open ? memchr(open + 1, '\'', (size_t)(message.ptr + message.len - open) - 1) : NULL;
    return close ? (struct text){open + 1, (size_t)(close - open - 1)} : (struct text){0};
}

/* What a function of the host raised: its words are for people already. */
static void tell_raised(const struct scene *scene, const char *message, size_t cure, struct telling *out)
{
    size_t len = strnlen(message, FAILURE_TEXT_MAX);
    if (len == FAILURE_TEXT_MAX) cure = 0;
    struct text what = {message, cure < len ? len - cure : len};
    buf_text(&out->what, what);
    if (what.len < len) buf_text(&out->cure, (struct text){message + what.len + 2, cure - 3});
    const char *withheld = strstr(message, " is not offered");
    bool unknown = strncmp(message, "nothing is called '", strlen("nothing is called '")) == 0;
    if (unknown) out->at = codeline_use(&scene->code, quoted_name(what));
    if (!out->at.ptr)
        out->at = codeline_word(&scene->code, withheld ? (struct text){message, (size_t)(withheld - message)} : quoted_name(what));
}

static void set_place(struct failure *failure, const struct scene *scene, struct text at)
{
    const char *line = scene->code.text.ptr;
    if (!line || at.ptr < line || at.ptr > line + scene->code.text.len || at.len == 0) return;
    failure->column = (unsigned)text_length((struct text){line, (size_t)(at.ptr - line)}) + 1;
    failure->width = (unsigned)text_length(at);
}

/* Puts what is told together, "metrics/x.lua:12: what (cure)", and gives its memory back. */
static void set_text(struct sandbox *sandbox, struct telling *told)
{
    struct failure *failure = &sandbox->failure;
    struct buf out = {.ceiling = 4 * FAILURE_TEXT_MAX};
    if (!failure->line) failure->line = sandbox->function_line;
    buf_puts(&out, sandbox->name);
    if (failure->line) buf_printf(&out, ":%u", failure->line);
    buf_puts(&out, ": ");
    buf_text(&out, buf_view(&told->what));
    if (told->cure.len) buf_printf(&out, " (%.*s)", TEXT_ARG(buf_view(&told->cure)));
    bool whole = out.len < sizeof failure->text && !out.failed;
    failure->cure = told->cure.len && whole ? told->cure.len + strlen(" ()") : 0;
    copy_text(failure->text, sizeof failure->text,
              out.failed ? text_of("the plugin failed, and there is no memory to say how") : buf_view(&out), false);
    buf_release(&out);
    buf_release(&told->what);
    buf_release(&told->cure);
}

int failure_handler(lua_State *L)
{
    struct sandbox *sandbox = sandbox_of(L);
    struct failure *failure = &sandbox->failure;
    struct scene scene = {0};
    struct telling telling = {.what.ceiling = 4 * FAILURE_TEXT_MAX, .cure.ceiling = 4 * FAILURE_TEXT_MAX};
    struct buf way = {.ceiling = FAILURE_WAY_MAX};
    if (sandbox->budget.again) return 1;
    if (scene_enter(L, &scene)) scene_tell(&scene, &way);
    copy_text(failure->way, sizeof failure->way, buf_view(&way), true);
    buf_release(&way);
    failure->line = scene.line;
    if (sandbox->budget.over || lua_type(L, 1) != LUA_TSTRING) return 1;
    const char *message = lua_tostring(L, 1), *said = without_place(sandbox, message);
    if (said != message) failure->line = line_in(sandbox, message);
    if (!lua_words(&scene, said, &telling)) tell_raised(&scene, said, failure->cure, &telling);
    set_place(failure, &scene, telling.at);
    set_text(sandbox, &telling);
    return 1;
}

static void tell_memory(const struct sandbox *sandbox, struct telling *out)
{
    double limit = (double)sandbox->memory.limit / (1 << 20);
    char now[NUMBER_TEXT_MAX], more[NUMBER_TEXT_MAX];
    number_format(limit, now);
    number_format(2 * limit, more);
    buf_printf(&out->what, "needed more than %s MiB of memory", now);
    buf_printf(&out->cure, "keep less at a time, or raise limits: {memory: %s MiB} in program.yaml", more);
}

static void tell_budget(const struct sandbox *sandbox, struct telling *out)
{
    unsigned long long limit = sandbox->budget.limit;
    buf_printf(&out->what, "ran for more than %llu instructions", limit);
    buf_printf(&out->cure, "an endless loop? otherwise raise limits: {instructions: %llu} in program.yaml", 2 * limit);
}

void failure_explain(struct sandbox *sandbox, int status)
{
    struct telling telling = {.what.ceiling = FAILURE_TEXT_MAX, .cure.ceiling = FAILURE_TEXT_MAX};
    bool told = sandbox->failure.text[0] != '\0';
    if (status == LUA_ERRMEM)
        tell_memory(sandbox, &telling);
    else if (sandbox->budget.over)
        tell_budget(sandbox, &telling);
    else if (told)
        return;
    else if (lua_type(sandbox->L, -1) == LUA_TSTRING)
        buf_puts(&telling.what, lua_tostring(sandbox->L, -1));
    else
        buf_puts(&telling.what, "raised an error that is not text (use error(\"...\"))");
    set_text(sandbox, &telling);
}
