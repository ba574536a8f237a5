#include "lua/codeline.h"

#include <ctype.h>
#include <string.h>

void codeline_init(struct codeline *line, struct text text)
{
    char quote = 0;
    size_t most = text.len < CODELINE_MOST - 1 ? text.len : CODELINE_MOST - 1;
    line->text = (struct text){text.ptr, most};
    line->len = 0;
    for (size_t i = 0; i < most; i++) {
        char c = text.ptr[i];
        if (!quote && c == '-' && i + 1 < most && text.ptr[i + 1] == '-') break;
        bool closes = quote && c == quote && text.ptr[i - 1] != '\\';
        line->bare[line->len++] = quote && !closes ? ' ' : c;
        if (closes)
            quote = 0;
        else if (!quote && (c == '"' || c == '\''))
            quote = c;
    }
    line->bare[line->len] = '\0';
}

static bool is_name_char(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static struct text part(const struct codeline *line, size_t from, size_t to)
{
    return (struct text){line->text.ptr + from, to - from};
}

static size_t blanks(const struct codeline *line, size_t at)
{
    while (at < line->len && isspace((unsigned char)line->bare[at])) at++;
    return at;
}

/* ---- names and paths */

static bool is_word_of_lua(struct text name)
{
    static const char *const words[] = {"and", "break", "do",  "else", "elseif", "end",    "false",  "for",  "function", "goto",  "if",
                                        "in",  "local", "nil", "not",  "or",     "repeat", "return", "then", "true",     "until", "while"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_is(name, words[i])) return true;
    return false;
}

bool codeline_path(const struct codeline *line, size_t *from, struct text *path)
{
    size_t at = *from;
    while (at < line->len) {
        size_t begin = at;
        while (at < line->len &&
               (is_name_char(line->bare[at]) || (at > begin && line->bare[at] == '.' && is_name_char(line->bare[at + 1]))))
            at++;
        *path = part(line, begin, at);
        bool method = begin > 0 && (line->bare[begin - 1] == ':' || line->bare[begin - 1] == '.');
        *from = at > begin ? at : begin + 1;
        if (at > begin && !method && !isdigit((unsigned char)line->bare[begin]) && !is_word_of_lua(*path)) return true;
        at = *from;
    }
    return false;
}

struct text path_last(struct text path)
{
    size_t from = path.len;
    while (from > 0 && path.ptr[from - 1] != '.') from--;
    return (struct text){path.ptr + from, path.len - from};
}

/* Where the = of "local x = ..." stands; 0: the line gives no local a value. */
static size_t local_sign(const struct codeline *line)
{
    const char *equals = strchr(line->bare, '=');
    return equals && strncmp(line->bare + blanks(line, 0), "local ", 6) == 0 ? (size_t)(equals - line->bare) : 0;
}

struct text codeline_use(const struct codeline *line, struct text name)
{
    struct text path;
    for (size_t from = local_sign(line); codeline_path(line, &from, &path);) {
        size_t begin = (size_t)(path.ptr - line->text.ptr), end = begin + name.len, behind = blanks(line, end);
        bool set = line->bare[behind] == '=' && line->bare[behind + 1] != '=';
        bool same = path.len >= name.len && memcmp(path.ptr, name.ptr, name.len) == 0 && !is_name_char(line->bare[end]);
        if (same && !set) return part(line, begin, end);
    }
    return (struct text){0};
}

bool codeline_entry(const struct codeline *line, struct text *list, struct text *key)
{
    for (size_t from = 0; codeline_path(line, &from, list);) {
        if (line->bare[from] != '[') continue;
        size_t inside = from;
        if (codeline_path(line, &inside, key) && key->ptr == list->ptr + list->len + 1 && line->bare[inside] == ']') return true;
    }
    return false;
}

static int braces_open(const struct codeline *line, size_t at)
{
    int depth = 0;
    for (size_t i = 0; i < at; i++) depth += (line->bare[i] == '{') - (line->bare[i] == '}');
    return depth;
}

bool codeline_wants_text(const struct codeline *line, struct text at)
{
    size_t begin = (size_t)(at.ptr - line->text.ptr), before = begin;
    while (before > 0 && line->bare[before - 1] == ' ') before--;
    char sign = before > 0 ? line->bare[before - 1] : 0, twice = before > 1 ? line->bare[before - 2] : 0;
    if (sign == '=' && (twice == '=' || twice == '~')) return true;
    return braces_open(line, begin) > 0 && strchr("={,", sign) && line->bare[begin + at.len] != '(' && line->bare[begin + at.len] != '.';
}

struct text codeline_word(const struct codeline *line, struct text word)
{
    const char *const texts[] = {line->bare, line->text.ptr};
    const size_t lengths[] = {line->len, line->text.len};
    for (size_t t = 0; t < 2; t++)
        for (size_t i = 0; word.len && i + word.len <= lengths[t]; i++) {
            bool starts = i == 0 || !is_name_char(texts[t][i - 1]) || !is_name_char(word.ptr[0]);
            bool ends = i + word.len == lengths[t] || !is_name_char(texts[t][i + word.len]) || !is_name_char(word.ptr[word.len - 1]);
            if (starts && ends && memcmp(texts[t] + i, word.ptr, word.len) == 0) return part(line, i, i + word.len);
        }
    return (struct text){0};
}

/* ---- operands */

/* Over a bracketed or quoted piece that ends before `at`: where it begins; `at` itself when there is none. */
static size_t back_over_piece(const struct codeline *line, size_t at)
{
    char last = at > 0 ? line->bare[at - 1] : 0;
    if (last == '"' || last == '\'') {
        for (size_t i = at - 1; i > 0; i--)
            if (line->bare[i - 1] == last) return i - 1;
        return at;
    }
    int depth = 0;
    for (size_t i = at; last && strchr(")]}", last) && i > 0; i--) {
        depth += strchr(")]}", line->bare[i - 1]) ? 1 : strchr("([{", line->bare[i - 1]) ? -1 : 0;
        if (depth == 0) return i - 1;
    }
    return at;
}

/* Over the blanks between a method's name and its braces: deals:where { ... }. */
static size_t back_to_method(const struct codeline *line, size_t at)
{
    size_t name = at;
    while (name > 0 && line->bare[name - 1] == ' ') name--;
    size_t end = name;
    while (name > 0 && is_name_char(line->bare[name - 1])) name--;
    return name < end && name > 0 && line->bare[name - 1] == ':' ? end : at;
}

static struct text operand_before(const struct codeline *line, size_t at)
{
    while (at > 0 && line->bare[at - 1] == ' ') at--;
    size_t begin = at;
    for (;;) {
        size_t before = back_over_piece(line, begin);
        if (before < begin) before = back_to_method(line, before);
        while (before > 0 && (is_name_char(line->bare[before - 1]) || strchr(".:#", line->bare[before - 1]))) before--;
        if (before == begin) break;
        begin = before;
    }
    return part(line, begin, at);
}

/* Behind a bracketed or quoted piece that begins at `at`; `at` itself when there is none. */
static size_t over_piece(const struct codeline *line, size_t at)
{
    char first = line->bare[at];
    if (first == '"' || first == '\'') {
        const char *close = strchr(line->bare + at + 1, first);
        return close ? (size_t)(close - line->bare) + 1 : line->len;
    }
    int depth = 0;
    for (size_t i = at; first && strchr("([{", first) && i < line->len; i++) {
        depth += strchr("([{", line->bare[i]) ? 1 : strchr(")]}", line->bare[i]) ? -1 : 0;
        if (depth == 0) return i + 1;
    }
    return at;
}

static struct text operand_after(const struct codeline *line, size_t at)
{
    size_t begin = blanks(line, at), end = begin;
    if (end < line->len && strchr("#-", line->bare[end])) end++;
    for (;;) {
        size_t after = end;
        while (after < line->len && (is_name_char(line->bare[after]) || strchr(".:", line->bare[after]))) after++;
        if (after < line->len) after = over_piece(line, after);
        if (after == end) return part(line, begin, end);
        end = after;
    }
}

bool codeline_comparison(const struct codeline *line, size_t *from, struct text *left, struct text *right)
{
    for (size_t at = *from; at < line->len; at++) {
        char c = line->bare[at];
        if (c != '<' && c != '>') continue;
        size_t behind = at + 1 + (at + 1 < line->len && line->bare[at + 1] == '=');
        *from = behind;
        *left = operand_before(line, at);
        *right = operand_after(line, behind);
        if (left->len && right->len) return true;
    }
    return false;
}

/* ---- questions and assignments */

bool codeline_question(const struct codeline *line, size_t *from, struct text *asked, struct text *column)
{
    static const char *const questions[] = {"max", "min", "mean", "median"};
    for (size_t at = *from; at < line->len; at++) {
        size_t begin = at + 1, end = begin;
        if (line->bare[at] != ':') continue;
        while (end < line->len && is_name_char(line->bare[end])) end++;
        *asked = part(line, begin, end);
        size_t open = blanks(line, end), quote = open < line->len && line->bare[open] == '(' ? blanks(line, open + 1) : open;
        bool known = false;
        for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) known = known || text_is(*asked, questions[i]);
        if (!known || quote >= line->len || !strchr("\"'", line->bare[quote])) continue;
        size_t close = over_piece(line, quote);
        *from = close;
        *column = part(line, quote + 1, close > quote + 1 ? close - 1 : close);
        return true;
    }
    return false;
}

/* The piece of a list with commas that is the nth; {NULL, 0}: it is shorter. */
static struct text nth_piece(const struct codeline *line, size_t from, size_t n)
{
    size_t at = from;
    for (size_t begin = from; at <= line->len; at++) {
        bool ends = at == line->len || line->bare[at] == ',' || line->bare[at] == ';';
        size_t over = ends ? at : over_piece(line, at);
        if (over > at) at = over - 1;
        if (!ends) continue;
        if (n-- == 0) return text_trim(part(line, begin, at));
        begin = at + 1;
    }
    return (struct text){0};
}

struct text codeline_assigned(const struct codeline *line, struct text name)
{
    size_t at = blanks(line, 0), index = 0;
    struct text path;
    const char *equals = line->bare;
    while ((equals = strchr(equals, '=')) && (equals[1] == '=' || (equals > line->bare && strchr("=~<>", equals[-1]))))
        equals += 1 + (equals[1] == '=');
    size_t sign = equals ? (size_t)(equals - line->bare) : line->len;
    bool local = strncmp(line->bare + at, "local ", 6) == 0;
    if (!equals && !local) return (struct text){0};
    for (size_t from = at; codeline_path(line, &from, &path) && (size_t)(path.ptr - line->text.ptr) < sign; index++) {
        if (!text_equal(path, name)) continue;
        if (!equals) return (struct text){line->text.ptr + line->len, 0};
        return nth_piece(line, sign + 1, index);
    }
    return (struct text){0};
}
