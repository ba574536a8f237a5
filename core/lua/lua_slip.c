#include "lua/lua_slip.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "lua/codeline.h"
#include "lua/meant.h"

enum { LOOK_BACK = 2 };

/* One failure to read: Lua's words taken apart. */
struct reading {
    const struct source *source;
    unsigned line;
    struct codeline code;
    const char *said;
    struct text near;     /* what Lua met: then, <eof>, '"won' */
    struct text expected; /* what it wanted: end, }, <name>; or {NULL, 0} */
    struct text opened;   /* what that would close: function, {; or {NULL, 0} */
    struct text opened_at;
    struct arena *arena;
};

static struct text between(const char *said, const char *before, const char *after)
{
    const char *from = strstr(said, before);
    if (from) from += strlen(before);
    const char *to = from ? strstr(from, after) : NULL;
    return to ? (struct text){from, (size_t)(to - from)} : (struct text){0};
}

static struct text near_of(const char *said)
{
    const char *near = strstr(said, " near ");
    struct text token = text_of(near ? near + strlen(" near ") : "");
    if (token.len > 2 && token.ptr[0] == '\'') token = (struct text){token.ptr + 1, token.len - 2};
    return token;
}

static struct reading take_apart(const struct source *source, unsigned line, const char *said, struct arena *arena)
{
    struct reading reading = {.source = source, .line = line, .said = said, .near = near_of(said), .arena = arena};
    const char *wanted = strstr(said, " expected");
    codeline_init(&reading.code, source_line(source, line));
    reading.opened = between(said, "(to close '", "' at line ");
    reading.opened_at = between(said, "' at line ", ")");
    if (wanted) reading.expected = said[0] == '\'' ? between(said, "'", "' expected") : (struct text){said, (size_t)(wanted - said)};
    return reading;
}

/* ---- what is looked for in the line */

static bool has(const struct reading *reading, const char *symbol)
{
    return strstr(reading->code.bare, symbol) != NULL;
}

static bool near_is(const struct reading *reading, const char *token)
{
    return text_is(reading->near, token);
}

static bool is_keyword(struct text word)
{
    static const char *const words[] = {"and", "break", "do",  "else", "elseif", "end",    "false",  "for",  "function", "goto",  "if",
                                        "in",  "local", "nil", "not",  "or",     "repeat", "return", "then", "true",     "until", "while"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == word.len && strncasecmp(words[i], word.ptr, word.len) == 0) return true;
    return false;
}

/* Return, AND: a word of Lua that is written in capitals. */
static const char *capitals_cure(const struct reading *reading)
{
    struct text path;
    for (size_t from = 0; codeline_path(&reading->code, &from, &path);) {
        if (!is_keyword(path)) continue;
        char *word = arena_string(reading->arena, path) ? arena_alloc(reading->arena, path.len + 1) : NULL;
        if (!word) return NULL;
        for (size_t i = 0; i < path.len; i++) word[i] = (char)tolower((unsigned char)path.ptr[i]);
        word[path.len] = '\0';
        return arena_printf(reading->arena, "write %s in small letters", word);
    }
    return NULL;
}

/* Characters that text programs put in the place of those that are typed. */
static const struct {
    const char *bytes, *cure;
} typography[] = {
    {"\u201c", "type straight quotes: \"won\""},
    {"\u201d", "type straight quotes: \"won\""},
    {"\u201e", "type straight quotes: \"won\""},
    {"\u2018", "type straight quotes: \"won\""},
    {"\u2019", "type straight quotes: \"won\""},
    {"\u2013", "type the minus of the keyboard: -"},
    {"\u2014", "type the minus of the keyboard: -"},
    {"\u2212", "type the minus of the keyboard: -"},
    {"\u2264", "write <="},
    {"\u2265", "write >="},
    {"\u2260", "write ~="},
    {"\u00d7", "write * to multiply"},
    {"\u00a0", "a blank from a web page or Word stands here: delete it, and type a blank"},
    {"\u20ac", "write amounts as plain numbers: 1000"},
    {"\u00a3", "write amounts as plain numbers: 1000"},
};

/* The first character of the line's code that is not ASCII; {NULL, 0}: none. */
static struct text foreign_character(const struct codeline *code)
{
    uint32_t unused;
    for (size_t i = 0; i < code->len; i++) {
        struct text rest = {code->text.ptr + i, code->text.len - i};
        if ((unsigned char)code->bare[i] >= 0x80) return (struct text){rest.ptr, text_character(rest, &unused)};
    }
    return (struct text){0};
}

static const char *typography_cure(const struct reading *reading)
{
    struct text foreign = foreign_character(&reading->code);
    for (size_t i = 0; foreign.len && i < sizeof typography / sizeof *typography; i++)
        if (text_is(foreign, typography[i].bytes)) return typography[i].cure;
    return foreign.len ? "names are made of a to z, digits and _; put a text in quotes" : NULL;
}

/* ---- symbols of other languages; the first row that fits is taken */

static const struct {
    const char *symbol, *cure;
} symbols[] = {
    {"!==", "write ~= for \"is not\""},
    {"!=", "write ~= for \"is not\""},
    {"<>", "write ~= for \"is not\""},
    {"===", "write == to compare"},
    {"=>", "write >="},
    {"=<", "write <="},
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
    {"$", "write amounts as plain numbers: 1000"},
    {"endif", "write end"},
    {"elsif", "write elseif"},
    {"elif ", "write elseif"},
    {"foreach", "write for row in partner.deals:rows() do ... end"},
    {"for each", "write for row in partner.deals:rows() do ... end"},
    {"return =", "leave the = away: return gives the answer"},
};

static const char *symbol_cure(const struct reading *reading)
{
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++)
        if (has(reading, symbols[i].symbol)) return symbols[i].cure;
    return NULL;
}

/* ---- shapes of the line */

static char first_behind(const struct codeline *code, size_t at)
{
    while (at < code->len && code->bare[at] == ' ') at++;
    return code->bare[at];
}

static bool keyword_behind(const struct codeline *code, size_t at)
{
    size_t end;
    while (at < code->len && code->bare[at] == ' ') at++;
    for (end = at; end < code->len && isalpha((unsigned char)code->bare[end]);) end++;
    return is_keyword((struct text){code->bare + at, end - at});
}

/* 5%: a number with a percent sign and nothing to divide by behind it. */
static struct text percentage(const struct codeline *code)
{
    for (size_t i = 1; i < code->len; i++) {
        size_t end = i, begin;
        while (end > 0 && code->bare[end - 1] == ' ') end--;
        for (begin = end; begin > 0 && (isdigit((unsigned char)code->bare[begin - 1]) || code->bare[begin - 1] == '.');) begin--;
        bool divides =
            !keyword_behind(code, i + 1) && (isalnum((unsigned char)first_behind(code, i + 1)) || first_behind(code, i + 1) == '(');
        if (code->bare[i] == '%' && begin < end && !divides) return (struct text){code->text.ptr + begin, i + 1 - begin};
    }
    return (struct text){0};
}

/* In this line, or one a little above, where Lua did not stumble yet. */
static const char *percent_cure(const struct reading *reading)
{
    char number[NUMBER_TEXT_MAX];
    struct codeline code;
    for (unsigned back = 0; back <= LOOK_BACK && back < reading->line; back++) {
        codeline_init(&code, source_line(reading->source, reading->line - back));
        struct text percent = percentage(&code);
        if (percent.len && meant_number(percent, number))
            return arena_printf(reading->arena, "write %.*s as %s", TEXT_ARG(percent), number);
    }
    return NULL;
}

/* 500k, 2m: where a value stands. */
static const char *thousands_cure(const struct reading *reading)
{
    struct text near = reading->near, digits = {near.ptr, near.len - 1};
    double number;
    char full[NUMBER_TEXT_MAX], unit = (char)tolower((unsigned char)near.ptr[near.len - 1]);
    if ((unit != 'k' && unit != 'm') || !number_parse(digits, &number)) return NULL;
    number_format(number * (unit == 'k' ? 1e3 : 1e6), full);
    return arena_printf(reading->arena, "write it in full: %s", full);
}

/* deals:count and no parentheses, in this line or one a little above. */
static const char *method_cure(const struct reading *reading)
{
    struct codeline code;
    for (unsigned back = 0; back <= LOOK_BACK && back < reading->line; back++) {
        codeline_init(&code, source_line(reading->source, reading->line - back));
        const char *colon = strrchr(code.bare, ':');
        size_t len = colon ? strspn(colon + 1, "abcdefghijklmnopqrstuvwxyz_") : 0;
        if (len) return arena_printf(reading->arena, "put () behind the name: %.*s()", (int)len + 1, colon);
    }
    return "put () behind the name of what is asked";
}

/* 1,000 or 0,5: digits on both sides of a comma. */
static bool has_comma_number(const struct codeline *code)
{
    for (size_t i = 1; i + 1 < code->len; i++)
        if (code->bare[i] == ',' && isdigit((unsigned char)code->bare[i - 1]) && isdigit((unsigned char)code->bare[i + 1])) return true;
    return false;
}

/* unit: "count" */
static bool has_colon_for_equals(const struct codeline *code)
{
    size_t at = 0;
    while (at < code->len && (code->bare[at] == ' ' || isalnum((unsigned char)code->bare[at]) || code->bare[at] == '_')) at++;
    return at > 0 && code->bare[at] == ':' && code->bare[at + 1] == ' ';
}

static bool opens_brace(const struct codeline *code)
{
    struct text line = text_trim((struct text){code->bare, code->len});
    return line.len > 3 && line.ptr[line.len - 1] == '{' &&
           (strncmp(line.ptr, "if", 2) == 0 || strncmp(line.ptr, "for", 3) == 0 || strncmp(line.ptr, "while", 5) == 0);
}

/* Whether this line, or one a little above, where Lua did not stumble yet, has the shape. */
static bool shows(const struct reading *reading, bool (*shape)(const struct codeline *code))
{
    struct codeline code;
    for (unsigned back = 0; back <= LOOK_BACK && back < reading->line; back++) {
        codeline_init(&code, source_line(reading->source, reading->line - back));
        if (shape(&code)) return true;
    }
    return false;
}

static bool begins_with(const struct reading *reading, unsigned back, const char *word)
{
    struct text line = back < reading->line ? text_trim(source_line(reading->source, reading->line - back)) : text_of("");
    return line.len >= strlen(word) && memcmp(line.ptr, word, strlen(word)) == 0;
}

/* won deals: a name behind a name, where a list would not explain it. */
static const char *two_names_cure(const struct reading *reading)
{
    struct text at = codeline_word(&reading->code, reading->near);
    size_t end = at.ptr ? (size_t)(at.ptr - reading->code.text.ptr) : 0, begin = end;
    if (!at.ptr || !isalpha((unsigned char)*at.ptr) || is_keyword(at) || reading->expected.len > strlen("end") ||
        text_is(reading->expected, "}") || text_is(reading->expected, "do"))
        return NULL;
    while (end > 0 && reading->code.bare[end - 1] == ' ') end--;
    for (begin = end; begin > 0 && (isalnum((unsigned char)reading->code.bare[begin - 1]) || reading->code.bare[begin - 1] == '_');)
        begin--;
    struct text before = {reading->code.text.ptr + begin, end - begin};
    if (before.len == 0 || !isalpha((unsigned char)*before.ptr) || is_keyword(before)) return NULL;
    return arena_printf(reading->arena, "a name has no blanks: write %.*s_%.*s", TEXT_ARG(before), TEXT_ARG(at));
}

static bool near_begins_number(const struct reading *reading)
{
    return reading->near.len > 1 && isdigit((unsigned char)reading->near.ptr[0]);
}

static const char *shape_cure(const struct reading *reading)
{
    bool named = text_is(reading->expected, "<name>");
    if (begins_with(reading, 0, "#") || begins_with(reading, 0, "//")) return "comments begin with --";
    if (near_is(reading, ";")) return "put commas between the values in parentheses";
    if (has_comma_number(&reading->code) && near_is(reading, ","))
        return "write thousands without a separator, 1000, and decimals with a point, 0.5";
    if (near_is(reading, "==") && begins_with(reading, 0, "local")) return "write one = to give a name a value";
    if (near_is(reading, "in") && text_is(reading->expected, "then"))
        return "write it out: x == \"a\" or x == \"b\"; of rows where { stage = { \"won\", \"lost\" } }";
    if (near_is(reading, "until")) return "write to: { from = a, to = b }";
    if (text_is(reading->expected, "function arguments")) return method_cure(reading);
    const char *percent = percent_cure(reading);
    if (percent) return percent;
    if (near_is(reading, "=") && has(reading, "where")) return "use braces: where { stage = \"won\" }";
    if (near_is(reading, "=") && text_is(reading->expected, ")")) return "use braces: return metric { unit = \"count\", ... }";
    if (near_is(reading, "[")) return "lists stand in braces: { \"stage\", \"amount\" }";
    if (text_is(reading->expected, "then") && near_is(reading, ":")) return "write then in place of the colon";
    if (has_colon_for_equals(&reading->code)) return "write = in place of the colon: unit = \"count\"";
    if (shows(reading, opens_brace)) return "write then in place of {, and end in place of }";
    if (named && is_keyword(reading->near))
        return arena_printf(reading->arena, "%.*s is a word of Lua: choose another name", TEXT_ARG(reading->near));
    const char *thousands = near_begins_number(reading) ? thousands_cure(reading) : NULL;
    if (thousands) return thousands;
    if (isdigit((unsigned char)reading->near.ptr[0]) && begins_with(reading, 0, "local")) return "a name begins with a letter";
    if (text_is(reading->expected, "(") && begins_with(reading, 0, "function")) return "write value = function(partner) ... end";
    if (begins_with(reading, 0, "local") && near_is(reading, "-")) return "a name has no dashes: write won_deals";
    if (text_is(reading->expected, "end") && text_is(reading->opened, "function") && begins_with(reading, 1, "return") &&
        !near_is(reading, "}") && !near_is(reading, ",") && !near_is(reading, "<eof>"))
        return "return ends a function: nothing can follow it but end";
    return two_names_cure(reading);
}

/* ---- what Lua says */

static const struct {
    const char *said, *cure;
} sayings[] = {
    {"unfinished string", "close the text with the same kind of quote on the same line"},
    {"unfinished long string", "close it with ]]"},
    {"'then' expected near '='", "write == to compare"},
    {"'then' expected", "write then behind the condition: if x > 1 then ... end"},
    {"'do' expected", "write do behind the loop's head: for i = 1, 3 do ... end"},
    {"'}' expected", "put a comma between the entries, and } behind the last one"},
    {"')' expected", "close the parenthesis with )"},
    {"near '//'", "comments begin with --"},
    {"malformed number", "write numbers as in 1000 or 2.5; for i = 1, 10 do counts from 1 to 10"},
    {"syntax error near", "a line gives a name a value (local x = 5), calls a function, or begins with return, if, for or local"},
    {"unexpected symbol near", "a line gives a name a value (local x = 5), calls a function, or begins with return, if, for or local"},
};

/* "else if" opens a second if, which wants an end of its own. 0: none. */
static unsigned else_if_line(const struct reading *reading)
{
    struct codeline code;
    for (unsigned line = reading->line; line > 0; line--) {
        codeline_init(&code, source_line(reading->source, line));
        if (strstr(code.bare, "else if ")) return line;
    }
    return 0;
}

/* More { than } up to the line. */
static bool lacks_brace(const struct reading *reading)
{
    struct codeline code;
    int open = 0;
    for (unsigned line = 1; line <= reading->line; line++) {
        codeline_init(&code, source_line(reading->source, line));
        for (size_t i = 0; i < code.len; i++) open += (code.bare[i] == '{') - (code.bare[i] == '}');
    }
    return open > 0;
}

/* An end lacks where Lua, inside of a function, meets what can only stand behind one. */
static bool lacks_end(const struct reading *reading)
{
    static const char *const tokens[] = {"}", ",", ")", "<eof>"};
    if (!text_is(reading->expected, "end") && !strstr(reading->said, "unexpected symbol")) return false;
    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
        if (near_is(reading, tokens[i])) return true;
    return text_is(reading->expected, "end") && reading->opened.len && is_keyword(reading->near);
}

static const char *end_cure(const struct reading *reading)
{
    unsigned twice = else_if_line(reading);
    if (twice) return arena_printf(reading->arena, "write elseif in one word in line %u", twice);
    if (!reading->opened.len && near_is(reading, "<eof>") && lacks_brace(reading)) return "put } at the end: a brace { is not closed";
    if (!reading->opened.len) return "write end where each function, if, for and while stops: one is missing above";
    return arena_printf(reading->arena, "write end where the %.*s of line %.*s stops", TEXT_ARG(reading->opened),
                        TEXT_ARG(reading->opened_at));
}

static const char *cure_for(const struct reading *reading)
{
    bool unfinished = strncmp(reading->said, "unfinished", 10) == 0;
    const char *cure = typography_cure(reading);
    if (!cure && !unfinished) cure = symbol_cure(reading);
    if (!cure && !unfinished) cure = capitals_cure(reading);
    if (!cure && !unfinished) cure = shape_cure(reading);
    if (cure) return cure;
    if (lacks_end(reading)) return end_cure(reading);
    if (text_is(reading->expected, "}") && reading->opened.len && is_keyword(reading->near))
        return "there is one end too many above, or a } is missing";
    if (text_is(reading->expected, "<eof>")) return "there is one end too many above, or something stands behind the last return";
    for (size_t i = 0; i < sizeof sayings / sizeof *sayings; i++)
        if (strstr(reading->said, sayings[i].said)) return sayings[i].cure;
    return NULL;
}

/* ---- in words */

static const char *token_words(const struct reading *reading, struct text token)
{
    struct text foreign = foreign_character(&reading->code);
    if (text_is(token, "<eof>")) return "the end of the file";
    if (text_is(token, "<name>")) return "a name";
    if (text_is(token, "function arguments")) return "\"()\"";
    if (text_is(token, "=' or 'in")) return "\"=\" or \"in\"";
    if (token.len && token.ptr[0] == '<' && token.len > 2 && token.ptr[1] == '\\' && foreign.len) token = foreign;
    bool quoted = memchr(token.ptr, '"', token.len) || memchr(token.ptr, '\'', token.len);
    return quoted ? arena_string(reading->arena, token) : arena_printf(reading->arena, "\"%.*s\"", TEXT_ARG(token));
}

static const char *words_for(const struct reading *reading)
{
    const char *near = token_words(reading, reading->near);
    const char *wanted = reading->expected.len ? token_words(reading, reading->expected) : NULL;
    if (strncmp(reading->said, "unfinished", 10) == 0) return "this text is not closed";
    if (strncmp(reading->said, "malformed number", 16) == 0) return arena_printf(reading->arena, "this is no number: %s", near);
    if (text_is(reading->expected, "<eof>")) return arena_printf(reading->arena, "%s cannot stand behind the end", near);
    if (!reading->expected.len && near_is(reading, "<eof>")) return "the file ends too early";
    if (!reading->expected.len) return arena_printf(reading->arena, "%s cannot stand here", near);
    if (!reading->opened.len) return arena_printf(reading->arena, "%s is missing before %s", wanted, near);
    return arena_printf(reading->arena, "%s is missing before %s: the \"%.*s\" of line %.*s is not closed", wanted, near,
                        TEXT_ARG(reading->opened), TEXT_ARG(reading->opened_at));
}

static bool quoted_before(const struct codeline *code, size_t at)
{
    while (at > 0 && code->bare[at - 1] == ' ') at--;
    return at > 0 && (code->bare[at - 1] == '"' || code->bare[at - 1] == '\'');
}

/* Of a =, the one within parentheses or braces when that is where it may not stand, else the first. */
static struct text place_of(const struct reading *reading)
{
    const struct codeline *code = &reading->code;
    bool within = text_is(reading->expected, ")") || text_is(reading->expected, "}");
    int depth = 0;
    for (size_t i = 0; within && near_is(reading, "=") && i < code->len; i++) {
        depth += (code->bare[i] == '(' || code->bare[i] == '{') - (code->bare[i] == ')' || code->bare[i] == '}');
        bool may_not = text_is(reading->expected, ")") || quoted_before(code, i); /* { a = 1, "stage" = "won" } */
        if (depth > 0 && code->bare[i] == '=' && may_not) return (struct text){code->text.ptr + i, 1};
    }
    return codeline_word(code, reading->near);
}

bool lua_slip_read(const struct source *source, unsigned line, const char *said, struct arena *arena, struct lua_slip *slip)
{
    if (!strstr(said, " near ")) return false;
    struct reading reading = take_apart(source, line, said, arena);
    struct text foreign = foreign_character(&reading.code);
    *slip = (struct lua_slip){.what = words_for(&reading), .cure = cure_for(&reading), .at = place_of(&reading)};
    if (foreign.len && reading.near.len && reading.near.ptr[0] == '<') slip->at = foreign;
    return slip->what != NULL;
}
