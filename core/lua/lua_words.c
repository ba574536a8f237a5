#include "lua/lua_words.h"

#include <string.h>

#include "base/date.h"
#include "lua/meant.h"
#include "lua/thing.h"

/* ---- reading a message: fixed words, and names or types between them */

/* Cuts what stands between `before` and `after` out of the message; {NULL, 0}: they are not there. */
static struct text between(const char *message, const char *before, const char *after)
{
    const char *from = strstr(message, before);
    if (from) from += strlen(before);
    const char *to = from ? strstr(from, after) : NULL;
    return to ? (struct text){from, (size_t)(to - from)} : (struct text){0};
}

static bool is_of_type(const struct scene *scene, struct text path, struct text type)
{
    struct sight sight;
    if (!scene_look(scene, path, &sight)) return false;
    bool same = text_is(type, thing_type_name(scene->L, -1));
    lua_pop(scene->L, 2);
    return same;
}

/* [-0, +0, -] The last path in the line, or beginning of one, whose value is of that type and whose last name is `name`; without a name
 * the first whole path. */
static bool path_of_type(const struct scene *scene, struct text name, struct text type, struct text *path)
{
    struct text whole;
    *path = (struct text){0};
    for (size_t from = 0; codeline_path(&scene->code, &from, &whole);) {
        for (size_t end = 1; end <= whole.len; end++) {
            struct text part = {whole.ptr, end};
            if (end < whole.len && whole.ptr[end] != '.') continue;
            if (name.len ? !text_equal(path_last(part), name) : end < whole.len) continue;
            if (!is_of_type(scene, part, type)) continue;
            *path = part;
            if (!name.len) return true;
        }
    }
    return path->len > 0;
}

static bool is_quoted(struct text operand)
{
    return operand.len >= 2 && (operand.ptr[0] == '"' || operand.ptr[0] == '\'');
}

/* ---- values of a wrong type */

static const struct wrong {
    enum attempt attempt;
    const char *type, *cure; /* %: the path */
} wrongs[] = {
    {ATTEMPT_CALCULATE, "string", "texts are joined by .., and tonumber(%) makes a number of a text"},
    {ATTEMPT_CALCULATE, "boolean", "choose a number by it: (% and 1 or 0)"},
    {ATTEMPT_CALCULATE, "selection", "count its rows, #%, or add up a column, %:sum(\"...\")"},
    {ATTEMPT_CALCULATE, "metric", "take its value: %.value"},
    {ATTEMPT_CALCULATE, "function", "call it with parentheses"},
    {ATTEMPT_CALCULATE, "span", "take its first or last day, %.from or %.to, or its length in days, %.days"},
    {ATTEMPT_CALCULATE, "row", "take one of its columns, as in %.amount"},
    {ATTEMPT_JOIN, "boolean", "write tostring(%)"},
    {ATTEMPT_JOIN, "date", "write tostring(%)"},
    {ATTEMPT_JOIN, "span", "write tostring(%)"},
    {ATTEMPT_JOIN, "selection", "join the number of its rows: #%"},
    {ATTEMPT_JOIN, "metric", "join its value: number(%.value)"},
    {ATTEMPT_JOIN, "table", "join its items: table.concat(%, \", \")"},
    {ATTEMPT_CALL, "number", "parentheses behind a name call it; * multiplies"},
    {ATTEMPT_CALL, "selection", "ask it with a colon: %:where { ... }, %:sum(\"...\")"},
    {ATTEMPT_CALL, "table", "take an entry of it in square brackets: %[...]"},
    {ATTEMPT_CALL, "string", "join texts by .."},
    {ATTEMPT_MEASURE, "number", "# counts rows, items and bytes; the number itself is %"},
};

static void put_path(struct buf *out, const char *format, struct text path)
{
    for (const char *c = format; *c; c++) {
        if (*c == '%')
            buf_text(out, path);
        else
            buf_char(out, *c);
    }
}

static void tell_wrong(struct text path, struct text type, enum attempt attempt, struct telling *out)
{
    static const struct text some = {"x", 1};
    char number[NUMBER_TEXT_MAX];
    if (path.len)
        buf_printf(&out->what, "%.*s is %s%s", TEXT_ARG(path), thing_kind_of(type), attempt_ends[attempt]);
    else
        buf_printf(&out->what, "%s stands here%s", thing_kind_of(type), attempt_ends[attempt]);
    out->at = path;
    if (attempt == ATTEMPT_CALCULATE && is_quoted(path) && meant_number(path, number)) {
        buf_printf(&out->cure, "write it without quotes: %s", number);
        return;
    }
    for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
        if (wrongs[i].attempt != attempt || !text_is(type, wrongs[i].type)) continue;
        put_path(&out->cure, is_quoted(path) ? "texts are joined by .., numbers stand without quotes" : wrongs[i].cure,
                 path.len ? path : some);
        return;
    }
}

/* A quoted text of the line, as the message has it without its quotes. */
static struct text quoted_in(const struct scene *scene, struct text constant)
{
    struct text found = codeline_word(&scene->code, constant);
    const char *line = scene->code.text.ptr;
    if (!found.ptr || found.ptr == line || (size_t)(found.ptr - line) + found.len >= scene->code.text.len) return found;
    return (struct text){found.ptr - 1, found.len + 2};
}

/* p.weights[kind] where p.weights has no entry of the text or number that kind is. False: the line shows no such thing. */
static bool tell_entry(const struct scene *scene, enum attempt attempt, struct telling *out)
{
    struct text list, key;
    struct sight sight;
    if (!codeline_entry(&scene->code, &list, &key) || !scene_look(scene, key, &sight)) return false;
    bool named = lua_type(scene->L, -1) == LUA_TSTRING;
    if (named)
        buf_printf(&out->what, "%.*s[%.*s] is nothing (nil)%s: %.*s has no entry \"%s\"", TEXT_ARG(list), TEXT_ARG(key),
                   attempt_ends[attempt], TEXT_ARG(list), lua_tostring(scene->L, -1));
    lua_pop(scene->L, 2);
    if (!named) return false;
    buf_printf(&out->cure, "add the entry, or say what counts in its place: (%.*s[%.*s] or 0)", TEXT_ARG(list), TEXT_ARG(key));
    out->at = (struct text){list.ptr, (size_t)(key.ptr - list.ptr) + key.len + 1};
    return true;
}

/* [-0, +0, -] "attempt to index a nil value (field 'region')", with or without its end. */
static void tell_attempt(const struct scene *scene, const char *message, enum attempt attempt, struct telling *out)
{
    struct text type = between(message, " a ", " value"), name = between(message, " '", "'"), path = {0};
    bool nil = text_is(type, "nil"), item = text_is(name, "?") || text_is(name, "integer index");
    if (strstr(message, "(constant '") && !nil) path = quoted_in(scene, name);
    if (item || (strstr(message, "(constant '") && nil)) name = (struct text){0}; /* Lua names a neighbour */
    if (!path.len && !path_of_type(scene, name, type, &path) && name.len) path = codeline_word(&scene->code, name);
    if (!nil) {
        tell_wrong(path, type, attempt, out);
        return;
    }
    if (path.len && nothing_tell(scene, path, attempt, out)) return;
    if (!path.len && nothing_tell_question(scene, attempt, out)) return;
    if (!path.len && tell_entry(scene, attempt, out)) return;
    out->at = path;
    if (path.len)
        buf_printf(&out->what, "%.*s is nothing (nil)%s", TEXT_ARG(path), attempt_ends[attempt]);
    else
        buf_printf(&out->what, "%s is nothing (nil)%s", item ? "the item in square brackets" : "a value in this line",
                   attempt_ends[attempt]);
    buf_puts(&out->cure, item ? "test it first: the list may be shorter, #list is its length"
                              : "give the value a name and test it first: if x then ... end; a function without return gives nothing");
}

static void tell_call(const struct scene *scene, const char *message, struct telling *out)
{
    struct text type = between(message, "call a ", " value"), name = between(message, " '", "'"), path = {0};
    if (strstr(message, "for iterator")) {
        path_of_type(scene, (struct text){0}, type, &path);
        bool rows = text_is(type, "selection");
        buf_printf(&out->what, "%.*s is %s, and a loop cannot go over it as it is", TEXT_ARG(path.len ? path : text_of("this")),
                   thing_kind_of(type));
        buf_printf(&out->cure, rows ? "write for row in %.*s:rows() do" : "write for i, item in ipairs(%.*s) do",
                   TEXT_ARG(path.len ? path : text_of("list")));
        out->at = path;
    } else if (text_is(type, "nil") && name.len) {
        out->at = codeline_word(&scene->code, name);
        buf_printf(&out->what, "there is no %s '%.*s' here", strstr(message, "(method") ? "method" : "function", TEXT_ARG(name));
    } else {
        tell_attempt(scene, message, ATTEMPT_CALL, out);
    }
}

/* ---- comparisons */

static struct text type_of_operand(const struct scene *scene, struct text operand, bool *nil_path)
{
    struct sight sight;
    struct codeline code;
    struct text path;
    size_t from = 0;
    *nil_path = false;
    if (is_quoted(operand)) return text_of("string");
    if (operand.len && ((operand.ptr[0] >= '0' && operand.ptr[0] <= '9') || strchr("#-", operand.ptr[0]))) return text_of("number");
    codeline_init(&code, operand);
    if (!codeline_path(&code, &from, &path) || path.len != operand.len || !scene_look(scene, path, &sight)) return (struct text){0};
    struct text type = text_of(thing_type_name(scene->L, -1));
    *nil_path = lua_isnil(scene->L, -1);
    lua_pop(scene->L, 2);
    return type;
}

static bool may_be(struct text type, struct text wanted)
{
    return !type.len || text_equal(type, wanted);
}

struct pair {
    struct text operands[2], types[2];
};

/* The comparison of the line that the message is about. Lua turns a > b into b < a. */
static bool find_pair(const struct scene *scene, struct text first, struct text second, struct pair *pair)
{
    struct text left, right;
    for (size_t from = 0; codeline_comparison(&scene->code, &from, &left, &right);) {
        bool nil;
        struct text a = type_of_operand(scene, left, &nil), b = type_of_operand(scene, right, &nil);
        bool straight = may_be(a, first) && may_be(b, second), turned = may_be(a, second) && may_be(b, first);
        if (!straight && !turned) continue;
        bool swap =
            !straight || (turned && left.ptr[left.len] && memchr(left.ptr + left.len, '>', (size_t)(right.ptr - left.ptr) - left.len));
        *pair = (struct pair){{left, right}, {swap ? second : first, swap ? first : second}};
        return true;
    }
    return false;
}

static bool has_type(const struct pair *pair, const char *type, size_t *which)
{
    *which = text_is(pair->types[0], type) ? 0 : 1;
    return text_is(pair->types[*which], type);
}

/* 2026-07-01, which to Lua is a calculation: the operand is its first number, and the rest stands behind it. */
static bool starts_with_date(const struct scene *scene, struct text operand, struct text *date)
{
    int32_t day;
    const char *end = scene->code.text.ptr + scene->code.text.len;
    *date = (struct text){operand.ptr, strlen("2026-07-01")};
    return end - operand.ptr >= (ptrdiff_t)date->len && date_parse(*date, &day);
}

static void cure_pair(const struct scene *scene, const struct pair *pair, struct buf *cure)
{
    struct text date;
    size_t a, text;
    char number[NUMBER_TEXT_MAX];
    int32_t day;
    bool has_text = has_type(pair, "string", &text);
    struct text bare = has_text && is_quoted(pair->operands[text])
                           ? (struct text){pair->operands[text].ptr + 1, pair->operands[text].len - 2}
                           : (struct text){0};
    if (has_type(pair, "date", &a) && has_text && date_parse(bare, &day))
        buf_printf(cure, "write date(%.*s)", TEXT_ARG(pair->operands[text]));
    else if (has_type(pair, "date", &a) && has_type(pair, "span", &text))
        buf_printf(cure, "take its first or last day, %.*s.from or %.*s.to; %.*s:contains(%.*s) asks whether it holds the day",
                   TEXT_ARG(pair->operands[text]), TEXT_ARG(pair->operands[text]), TEXT_ARG(pair->operands[text]),
                   TEXT_ARG(pair->operands[a]));
    else if (has_type(pair, "date", &a) && starts_with_date(scene, pair->operands[1], &date))
        buf_printf(cure, "write date(\"%.*s\")", TEXT_ARG(date));
    else if (has_type(pair, "date", &a))
        buf_printf(cure, "write a date as date(\"2026-01-31\"), or compare its year: %.*s.year", TEXT_ARG(pair->operands[a]));
    else if (has_type(pair, "number", &a) && bare.len && meant_number(pair->operands[text], number))
        buf_printf(cure, "write the number without quotes: %s", number);
    else if (has_type(pair, "selection", &a))
        buf_printf(cure, "compare the number of its rows, #%.*s, or ask it for a sum", TEXT_ARG(pair->operands[a]));
    else if (has_type(pair, "metric", &a))
        buf_printf(cure, "compare its value: %.*s.value", TEXT_ARG(pair->operands[a]));
    else if (has_text && has_type(pair, "number", &a))
        buf_puts(cure, "compare texts with texts by == or ~=, and numbers with numbers");
    else if (has_type(pair, "boolean", &a))
        buf_printf(cure, "yes and no are not more or less: write if %.*s then ... end", TEXT_ARG(pair->operands[a]));
}

/* "attempt to compare number with nil", "attempt to compare two table values" */
static void tell_compare(const struct scene *scene, const char *message, struct telling *out)
{
    struct text first = between(message, "compare ", " with "), second = {0};
    struct pair pair;
    if (first.ptr)
        second = text_of(first.ptr + first.len + strlen(" with "));
    else
        first = second = between(message, "compare two ", " values");
    bool found = find_pair(scene, first, second, &pair);
    bool nil = text_is(first, "nil") || text_is(second, "nil");
    if (nil) {
        size_t which;
        if (found && has_type(&pair, "nil", &which) && nothing_tell(scene, pair.operands[which], ATTEMPT_COMPARE, out)) return;
        if (nothing_tell_question(scene, ATTEMPT_COMPARE, out)) return;
        buf_puts(&out->what, "an empty value (nil) cannot be compared");
        buf_puts(&out->cure, "give the value a name and test it first: if x then ... end");
        return;
    }
    if (!found) {
        bool twice = (text_is(first, "boolean") && text_is(second, "number")) || (text_is(first, "number") && text_is(second, "boolean"));
        buf_printf(&out->what, "%s cannot be compared with %s", thing_kind_of(first), thing_kind_of(second));
        if (twice) buf_puts(&out->cure, "a comparison has two sides: a < x and x < b asks for both");
        return;
    }
    buf_printf(&out->what, "%.*s is %s, and cannot be compared with %.*s, which is %s", TEXT_ARG(pair.operands[0]),
               thing_kind_of(pair.types[0]), TEXT_ARG(pair.operands[1]), thing_kind_of(pair.types[1]));
    cure_pair(scene, &pair, &out->cure);
    out->at = (struct text){pair.operands[0].ptr, (size_t)(pair.operands[1].ptr - pair.operands[0].ptr) + pair.operands[1].len};
}

/* ---- arguments */

/* Which of the values in the parentheses: "the first value", "value 5". */
static void put_position(struct buf *out, struct text position)
{
    static const char *const names[] = {"first", "second", "third"};
    int n = position.len == 1 ? position.ptr[0] - '1' : -1;
    if (n >= 0 && n < 3)
        buf_printf(out, "the %s value", names[n]);
    else
        buf_printf(out, "value %.*s", TEXT_ARG(position));
}

static void tell_misfit(struct text position, struct text function, struct text wanted, struct text got, struct telling *out)
{
    put_position(&out->what, position);
    buf_printf(&out->what, " given to %.*s has to be %s, and it is %s", TEXT_ARG(function), thing_kind_of(wanted), thing_kind_of(got));
    if (text_is(position, "1") && text_is(wanted, "selection"))
        buf_printf(&out->cure, "ask rows with a colon: partner.deals:%.*s", TEXT_ARG(function));
    else if (text_is(function, "first") || text_is(function, "last"))
        buf_printf(&out->cure, "say how many, and by which column: :%.*s(3, \"amount\")", TEXT_ARG(function));
    else if (text_is(wanted, "number") && text_is(got, "string"))
        buf_puts(&out->cure, "write numbers without quotes; tonumber(x) makes a number of a text");
}

/* "bad argument #1 to 'round' (number expected, got nil)" */
static void tell_argument(const struct scene *scene, const char *message, struct telling *out)
{
    struct text position = between(message, "argument #", " to '"), function = between(message, " to '", "'");
    struct text wanted = between(message, " (", " expected, got "), got = between(message, " expected, got ", ")");
    struct text path, said = between(message, "' (", ")");
    if (wanted.ptr && text_is(got, "nil")) {
        if (path_of_type(scene, (struct text){0}, got, &path) && nothing_tell(scene, path, ATTEMPT_PASS, out)) return;
        if (nothing_tell_question(scene, ATTEMPT_PASS, out)) return;
    }
    out->at = codeline_word(&scene->code, function);
    if (wanted.ptr) {
        tell_misfit(position, function, wanted, got, out);
    } else if (text_is(said, "number has no integer representation")) {
        put_position(&out->what, position);
        buf_printf(&out->what, " given to %.*s has to be a whole number", TEXT_ARG(function));
        buf_puts(&out->cure, "round it first: math.floor(x)");
    } else if (text_is(said, "value expected")) {
        buf_printf(&out->what, "%.*s needs a value in its parentheses", TEXT_ARG(function));
    } else {
        buf_printf(&out->what, "%.*s: %.*s", TEXT_ARG(function), TEXT_ARG(said));
    }
}

/* "bad 'for' limit (number expected, got nil)", "'for' step is zero" */
static void tell_loop(const struct scene *scene, const char *message, struct telling *out)
{
    static const char *const names[][2] = {{"initial", "first number"}, {"limit", "last number"}, {"step", "step"}};
    struct text got = between(message, "got ", ")"), path;
    if (strstr(message, "zero")) {
        buf_puts(&out->what, "the step of this loop is 0, so it would never end");
        return;
    }
    if (text_is(got, "nil") && path_of_type(scene, (struct text){0}, got, &path) && nothing_tell(scene, path, ATTEMPT_PASS, out)) return;
    for (size_t i = 0; i < 3; i++)
        if (strstr(message, names[i][0])) buf_printf(&out->what, "the %s of this loop is not a number", names[i][1]);
    if (got.len) buf_printf(&out->what, " but %s", thing_kind_of(got));
    buf_puts(&out->cure, "count from number to number: for i = 1, 3 do ... end");
}

/* ---- all of them */

static const struct form {
    const char *begins;
    enum attempt attempt;
    void (*tell)(const struct scene *scene, const char *message, struct telling *out); /* NULL: tell_attempt */
} forms[] = {
    {"attempt to perform arithmetic on ", ATTEMPT_CALCULATE, NULL},
    {"attempt to perform bitwise operation on ", ATTEMPT_CALCULATE, NULL},
    {"attempt to concatenate ", ATTEMPT_JOIN, NULL},
    {"attempt to index ", ATTEMPT_READ, NULL},
    {"attempt to get length of ", ATTEMPT_MEASURE, NULL},
    {"attempt to call ", ATTEMPT_CALL, tell_call},
    {"attempt to compare ", ATTEMPT_COMPARE, tell_compare},
    {"bad argument #", ATTEMPT_PASS, tell_argument},
    {"bad 'for' ", ATTEMPT_PASS, tell_loop},
    {"'for' ", ATTEMPT_PASS, tell_loop},
};

/* How messages begin that need no name. */
static const struct {
    const char *begins, *what, *cure;
} plain[] = {
    {"attempt to perform 'n//0'", "// divides by 0 here", "test it first: if x == 0 then return nil, \"nothing to divide by\" end"},
    {"attempt to divide by zero", "// divides by 0 here", "test it first: if x == 0 then return nil, \"nothing to divide by\" end"},
    {"attempt to perform 'n%", "% divides by 0 here", "test it first: if x == 0 then return nil, \"nothing to divide by\" end"},
    {"table index is nil", "the name of an entry, in square brackets, is nothing (nil)", "test it first: if key then list[key] = ... end"},
    {"table index is NaN", "the name of an entry, in square brackets, is not a number (0 / 0)", "test the divisor first"},
    {"number has no integer representation", "a whole number is needed here, and this one has decimals", "round it first: math.floor(x)"},
    {"number (", "a whole number is needed here, and this one has decimals", "round it first: math.floor(x)"},
    {"stack overflow", "calls or parentheses are nested too deeply (an endless recursion?)", NULL},
    {"C stack overflow", "calls or parentheses are nested too deeply (an endless recursion?)", NULL},
    {"string length overflow", "this text would be too long", NULL},
    {"string slice too long", "this text would be too long", NULL},
    {"table overflow", "this table would be too large", NULL},
    {"attempt to assign to const variable", "a variable marked <const> cannot be set again", "take <const> away"},
};

bool lua_words(const struct scene *scene, const char *message, struct telling *out)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (strncmp(message, forms[i].begins, strlen(forms[i].begins)) != 0) continue;
        if (forms[i].tell)
            forms[i].tell(scene, message, out);
        else
            tell_attempt(scene, message, forms[i].attempt, out);
        return true;
    }
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        if (strncmp(message, plain[i].begins, strlen(plain[i].begins)) != 0) continue;
        buf_puts(&out->what, plain[i].what);
        if (plain[i].cure) buf_puts(&out->cure, plain[i].cure);
        return true;
    }
    return false;
}
