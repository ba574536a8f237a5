#include "lua/lua_slip.h"

#include <string.h>

/* What stands in the line, outside of quotes and comments; the first row that fits is taken. */
static const struct {
    const char *symbol, *cure;
} symbols[] = {
    {"!==", "write ~= for \"is not\""},
    {"!=", "write ~= for \"is not\""},
    {"<>", "write ~= for \"is not\""},
    {"===", "write == to compare"},
    {"&&", "write and"},
    {"||", "write or"},
    {"++", "write it out: count = count + 1"},
    {"+=", "write it out: total = total + x"},
    {"-=", "write it out: total = total - x"},
    {"*=", "write it out: total = total * x"},
    {"/=", "write it out: total = total / x; \"is not\" is ~="},
    {"..=", "write it out: text = text .. more"},
    {"!", "write not"},
    {"?", "write condition and this or that"},
    {"/*", "comments begin with --"},
};

/* What Lua said. */
static const struct {
    const char *said, *cure;
} sayings[] = {
    {"unfinished string", "close the text with the same kind of quote on the same line"},
    {"unfinished long string", "close it with ]]"},
    {"'then' expected near '='", "write == to compare"},
    {"'then' expected", "write then behind the condition: if x > 1 then ... end"},
    {"'do' expected", "write do behind the loop's head: for i = 1, 3 do ... end"},
    {"'}' expected", "put a comma between the entries, and } behind the last one"},
    {"near '//'", "comments begin with --"},
    {"malformed number", "write numbers as in 1000 or 2.5; for i = 1, 10 do counts from 1 to 10"},
};

/* Blanks out texts in quotes, and ends the line at its comment. */
static void bare_code(struct text line, char *out, size_t size)
{
    char quote = 0;
    size_t len = 0;
    for (size_t i = 0; i < line.len && len + 1 < size; i++) {
        char c = line.ptr[i];
        if (!quote && c == '-' && i + 1 < line.len && line.ptr[i + 1] == '-') break;
        bool closes = quote && c == quote && line.ptr[i - 1] != '\\';
        out[len++] = quote && !closes ? ' ' : c;
        if (closes)
            quote = 0;
        else if (!quote && (c == '"' || c == '\''))
            quote = c;
    }
    out[len] = '\0';
}

static const char *symbol_cure(struct text line)
{
    char code[400];
    bare_code(line, code, sizeof code);
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++)
        if (strstr(code, symbols[i].symbol)) return symbols[i].cure;
    return NULL;
}

/* "else if" opens a second if, which wants an end of its own. 0: none. */
static unsigned else_if_line(const struct source *source, unsigned last)
{
    char code[400];
    for (unsigned line = last; line > 0; line--) {
        bare_code(source_line(source, line), code, sizeof code);
        if (strstr(code, "else if ")) return line;
    }
    return 0;
}

/* An end lacks where Lua, inside of a function, meets what can only stand behind one. */
static bool lacks_end(const char *what)
{
    static const char *const tokens[] = {"near '}'", "near ','", "near ')'", "near <eof>"};
    if (!strstr(what, "'end' expected") && !strstr(what, "unexpected symbol")) return false;
    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
        if (strstr(what, tokens[i])) return true;
    return false;
}

static const char *end_cure(const struct source *source, unsigned line, const char *what, struct arena *arena)
{
    static const char opened[] = "(to close '";
    const char *from = strstr(what, opened), *name = from ? from + strlen(opened) : NULL;
    size_t len = name ? strcspn(name, "'") : 0;
    const char *at = name ? strstr(name, "at line ") : NULL;
    unsigned twice = else_if_line(source, line);
    if (twice) return arena_printf(arena, "write elseif in one word in line %u", twice);
    if (!name || !at) return "write end where each function, if, for and while stops: one is missing above";
    return arena_printf(arena, "write end where the %.*s of line %.*s stops", (int)len, name, (int)strspn(at + 8, "0123456789"), at + 8);
}

const char *lua_slip_cure(const struct source *source, unsigned line, const char *what, struct arena *arena)
{
    if (!strstr(what, " near ")) return NULL; /* not of the syntax */
    const char *cure = strncmp(what, "unfinished", 10) == 0 ? NULL : symbol_cure(source_line(source, line));
    if (!cure && lacks_end(what)) return end_cure(source, line, what, arena);
    for (size_t i = 0; !cure && i < sizeof sayings / sizeof *sayings; i++)
        if (strstr(what, sayings[i].said)) cure = sayings[i].cure;
    return cure;
}
