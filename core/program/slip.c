#include "program/slip.h"

#include <stdint.h>

/* What the parser says, where to look, and what to tell. The first row that fits is taken. */
struct lesson {
    const char *problem, *context; /* parts of the parser's words; NULL: any */
    bool at_begin;                 /* point at where the thing began, not at where it failed */
    const char *what, *cure;
};

static const struct lesson lessons[] = {
    {"could not find expected ':'", NULL, true, "this line has a key without a value",
     "write a key, a colon, a blank and the value, as in weight: 15"},
    {"found unexpected end of stream", "quoted scalar", true, "this quote is never closed",
     "close it with the same kind of quote on the same line"},
    {"found unexpected document indicator", "quoted scalar", true, "this quote is never closed",
     "close it with the same kind of quote on the same line"},
    {"expected ',' or ']'", NULL, true, "this bracket [ is not closed where it should be",
     "put commas between the items and ] behind the last one"},
    {"expected ',' or '}'", NULL, true, "this brace { is not closed where it should be",
     "put commas between the pairs and } behind the last one"},
    {"expected node content", "flow node", false, "a value is missing here", "write the value, or take away the comma or bracket too many"},
    {"expected node content", NULL, false, "a value is missing here", "write the value behind the colon or the dash"},
    {"tab character", NULL, false, "a tab stands where blanks must indent", "replace the tab by blanks"},
    {"expected key", NULL, false, "nothing can follow here", "put the whole text in one pair of quotes, and each key on a line of its own"},
    {"expected '-' indicator", NULL, false, "this line does not fit the list above",
     "begin each item with a dash and a blank, all at the same indentation"},
    {"mapping values are not allowed", NULL, false, "a colon ends a key, and no key can stand here",
     "put a text that holds a colon in quotes"},
    {"block sequence entries are not allowed", NULL, false, "a list cannot begin here",
     "begin it on a line of its own, or write it as [a, b]"},
    {"mapping keys are not allowed", NULL, false, "a text cannot begin with a question mark here", "put the text in quotes"},
    {"unknown escape character", NULL, false, "a backslash in double quotes means something else",
     "use single quotes, or write the backslash twice"},
    {"hexdecimal number", NULL, false, "a backslash in double quotes means something else",
     "use single quotes, or write the backslash twice"},
    {"character escape code", NULL, false, "a backslash in double quotes means something else",
     "use single quotes, or write the backslash twice"},
    {"alphabetic or numeric character", NULL, true, "a text cannot begin with * or &", "put the text in quotes"},
    {"undefined tag handle", NULL, true, "a text cannot begin with !", "put the text in quotes"},
    {"tag", NULL, true, "a text cannot begin with !", "put the text in quotes"},
    {NULL, "tag", true, "a text cannot begin with !", "put the text in quotes"},
    {"comment or line break", NULL, false, "nothing but a comment can follow here", "put the text on the next line, or in quotes"},
    {NULL, "directive", true, "a line cannot begin with %", "put the text in quotes"},
    {"cannot start any token", NULL, false, "a text cannot begin with this character", "put the text in quotes"},
    {"<document start>", NULL, false, "this line does not fit the lines above",
     "write a key, a colon, a blank and the value on every line, as in currency: USD"},
};

static bool holds(const char *words, const char *part)
{
    return !part || (words && strstr(words, part));
}

static const struct lesson *lesson_for(const struct slip *slip)
{
    for (size_t i = 0; i < sizeof lessons / sizeof *lessons; i++)
        if (holds(slip->problem, lessons[i].problem) && holds(slip->context, lessons[i].context)) return &lessons[i];
    return NULL;
}

static bool word_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (unsigned char)c >= 0x80;
}

/* Length up to the colon of a line that begins "word:value", the blank forgotten; 0 for any other line. *word is where it begins. */
static size_t glued_colon(struct text line, size_t *word)
{
    size_t i = 0;
    while (i < line.len && (line.ptr[i] == ' ' || line.ptr[i] == '-')) i++;
    *word = i;
    while (i < line.len && word_character(line.ptr[i])) i++;
    bool glued = i > *word && i + 1 < line.len && line.ptr[i] == ':' && !strchr(" \t\r/:", line.ptr[i + 1]);
    return glued ? i : 0;
}

/* A blank forgotten after a colon makes the parser stumble one or more lines later. */
static bool report_glued_colon(const struct slip *slip, const struct source *source, struct problems *problems)
{
    size_t first = slip->begin.line ? slip->begin.line : slip->at.line;
    for (size_t line = slip->at.line; line > 0 && line + 2 > first; line--) {
        size_t word;
        struct text text = source_line(source, line);
        size_t colon = glued_colon(text, &word);
        if (colon == 0) continue;
        struct place at = {source->path, (uint32_t)line, (uint32_t)colon + 1, 1};
        struct problem *problem = source_error(source, problems, at, NULL, "a blank is missing after the colon");
        problem_cure(problems, problem, "write %.*s: %.*s", (int)(colon - word), text.ptr + word, (int)(text.len - colon - 1),
                     text.ptr + colon + 1);
        return true;
    }
    return false;
}

static size_t characters(struct text text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) count += ((unsigned char)text.ptr[i] & 0xc0) != 0x80;
    return count;
}

/* Behind a closing quote only these can stand. */
static bool may_follow_quote(struct text line, size_t at)
{
    while (at < line.len && line.ptr[at] == ' ') at++;
    return at == line.len || strchr(",:]}#", line.ptr[at]);
}

/* Where a quote opens a text: behind a blank, bracket or brace. */
static bool opens_text(struct text line, size_t at)
{
    return (line.ptr[at] == '"' || line.ptr[at] == '\'') && (at == 0 || strchr(" [{", line.ptr[at - 1]));
}

/* "partner.region == "emea"": a double quote directly before a word. */
static bool ends_early(struct text line, size_t at)
{
    return line.ptr[at] == '"' && at + 1 < line.len && word_character(line.ptr[at + 1]);
}

static void report_early_end(const struct source *source, struct problems *problems, size_t line, size_t column)
{
    struct place at = {source->path, (uint32_t)line, (uint32_t)column, 1};
    source_error(source, problems, at, "inside double quotes write texts in single quotes, as in \"partner.region == 'emea'\"",
                 "this quote ends the text that began before it");
}

/* A quote left open swallows the lines up to the next quote, and the parser stumbles only there. Finds a quoted text of several lines
 * behind which something stands that cannot: its opening quote is the one to close. */
static bool report_open_quote(const struct slip *slip, const struct source *source, struct problems *problems)
{
    struct place open = {.file = source->path};
    char quote = 0;
    for (size_t number = 1; number <= slip->at.line; number++) {
        struct text line = source_line(source, number);
        for (size_t i = 0; i < line.len && (quote || line.ptr[i] != '#'); i++) {
            if (quote && line.ptr[i] == quote) {
                quote = 0;
                if (ends_early(line, i) && open.line == number && number == slip->at.line) {
                    report_early_end(source, problems, number, characters((struct text){line.ptr, i}) + 1);
                    return true;
                }
                if (open.line == number || may_follow_quote(line, i + 1)) continue;
                source_error(source, problems, open, "close it with the same kind of quote on the same line", "this quote is never closed");
                return true;
            }
            if (quote || !opens_text(line, i)) continue;
            quote = line.ptr[i];
            open.line = (uint32_t)number;
            open.column = (uint32_t)characters((struct text){line.ptr, i}) + 1;
        }
    }
    return false;
}

static bool report_tab(const struct slip *slip, const struct source *source, struct problems *problems)
{
    struct text line = source_line(source, slip->at.line);
    for (size_t i = 0; i < line.len && (line.ptr[i] == ' ' || line.ptr[i] == '\t'); i++) {
        if (line.ptr[i] != '\t') continue;
        struct place at = {source->path, slip->at.line, (uint32_t)i + 1, 1};
        source_error(source, problems, at, "replace the tab by blanks, as many as the neighbouring lines have",
                     "a tab cannot indent a line");
        return true;
    }
    return false;
}

/* A line without a colon runs on into the next one, and the parser stumbles over that one's colon. */
static bool report_no_colon(const struct slip *slip, const struct source *source, struct problems *problems)
{
    uint32_t number = slip->at.line;
    struct text line = {NULL, 0};
    while (number > 1 && line.len == 0) line = text_trim(source_line(source, --number));
    if (line.len == 0 || memchr(line.ptr, ':', line.len)) return false;
    struct place at = {source->path, number, (uint32_t)(line.ptr - source_line(source, number).ptr) + 1, 0};
    source_error(source, problems, at, "write a key, a colon, a blank and the value, as in weight: 15",
                 "this line has a key without a value");
    return true;
}

/* A key that is indented unlike its neighbours. */
static bool report_indentation(const struct slip *slip, const struct source *source, struct problems *problems)
{
    struct text line = source_line(source, slip->at.line);
    size_t blanks = 0, colon = 0;
    while (blanks < line.len && line.ptr[blanks] == ' ') blanks++;
    while (colon < line.len && line.ptr[colon] != ':') colon++;
    bool first_word = holds(slip->problem, "expected key") && slip->at.column == blanks + 1;
    bool first_colon = holds(slip->problem, "mapping values") && slip->at.column == characters((struct text){line.ptr, colon}) + 1;
    if (!first_word && !first_colon) return false;
    if (first_colon && report_no_colon(slip, source, problems)) return true;
    struct place at = {source->path, slip->at.line, (uint32_t)blanks + 1, 0};
    uint32_t above = at.line - 1;
    while (above > 0 && text_trim(source_line(source, above)).len == 0) above--;
    struct text before = source_line(source, above);
    size_t before_blanks = 0;
    while (before_blanks < before.len && before.ptr[before_blanks] == ' ') before_blanks++;
    source_error(source, problems, at, "indent all keys of one mapping by the same number of blanks: correct this line or the one above",
                 "this line begins with %zu blanks, and line %u above it with %zu", blanks, above, before_blanks);
    return true;
}

void slip_report(const struct slip *slip, const struct source *source, struct problems *problems)
{
    if (report_tab(slip, source, problems) || report_open_quote(slip, source, problems)) return;
    bool colon = holds(slip->problem, "':'") || holds(slip->problem, "mapping values") || holds(slip->problem, "expected key");
    if (colon && report_glued_colon(slip, source, problems)) return;
    if (report_indentation(slip, source, problems)) return;
    const struct lesson *lesson = lesson_for(slip);
    struct place at = lesson && lesson->at_begin && slip->begin.line ? slip->begin : slip->at;
    if (lesson)
        source_error(source, problems, at, lesson->cure, "%s", lesson->what);
    else
        source_error(source, problems, at, "compare this line with the lines around it", "the line cannot be read: %s", slip->problem);
}

/* ---- bytes */

static bool control_character(unsigned char c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f;
}

/* The first byte of a line that is not text; the line's length when all is well. */
static size_t first_bad_byte(struct text line)
{
    size_t good = 0;
    while (good < line.len && !control_character((unsigned char)line.ptr[good])) {
        size_t next = good + 1;
        while (next < line.len && ((unsigned char)line.ptr[next] & 0xc0) == 0x80) next++;
        if (!text_is_utf8((struct text){line.ptr + good, next - good})) break;
        good = next;
    }
    return good;
}

static void report_byte(const struct source *source, struct problems *problems, size_t line, struct text text, size_t byte)
{
    unsigned char c = (unsigned char)text.ptr[byte];
    size_t column = characters((struct text){text.ptr, byte}) + 1;
    struct place at = {source->path, (uint32_t)line, (uint32_t)column, 1};
    if (control_character(c))
        source_error(source, problems, at, "delete the character", "an invisible control character (0x%02x) stands here", c);
    else
        source_error(source, problems, at, "save the file as UTF-8", "the byte 0x%02x is not UTF-8", c);
}

static bool check_mark(const struct source *source, struct problems *problems)
{
    const unsigned char *bytes = (const unsigned char *)source->bytes.ptr;
    bool wide = source->bytes.len >= 2 && ((bytes[0] == 0xff && bytes[1] == 0xfe) || (bytes[0] == 0xfe && bytes[1] == 0xff));
    if (wide) source_error(source, problems, (struct place){.file = source->path}, "save the file as UTF-8", "the file is in UTF-16");
    return !wide;
}

/* Characters that come with text from a page or a mail. */
static const struct {
    const char *text, *name, *cure;
} pasted[] = {
    {"\u00a0", "a no-break blank", "replace it by a blank"},
    {"\u202f", "a narrow no-break blank", "replace it by a blank"},
    {"\u2003", "a wide blank", "replace it by blanks"},
    {"\u200b", "an invisible character (a blank without width)", "delete it"},
    {"\u2022", "a bullet", "delete it; an item of a list begins with a dash and a blank"},
    {"\u00b7", "a bullet", "delete it; an item of a list begins with a dash and a blank"},
    {"\u2013", "a long dash", "delete it, or write - for an item of a list"},
};

/* Such a character where the indentation of a key or a list item ends. False after reporting. */
static bool check_pasted(const struct source *source, struct problems *problems, size_t line, struct text text)
{
    size_t at = 0;
    while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '-')) at++;
    for (size_t i = 0; i < sizeof pasted / sizeof *pasted; i++) {
        size_t length = strlen(pasted[i].text);
        if (text.len - at < length || memcmp(text.ptr + at, pasted[i].text, length) != 0 || !memchr(text.ptr, ':', text.len)) continue;
        struct place place = {source->path, (uint32_t)line, (uint32_t)at + 1, 1};
        source_error(source, problems, place, pasted[i].cure, "%s stands before this key", pasted[i].name);
        return false;
    }
    return true;
}

bool slip_check_bytes(const struct source *source, struct problems *problems)
{
    if (!check_mark(source, problems)) return false;
    struct text rest = source->bytes;
    bool good = true;
    for (size_t line = 1; rest.len > 0; line++) {
        struct source from = {.path = source->path, .bytes = rest};
        struct text text = source_line(&from, 1);
        size_t byte = first_bad_byte(text);
        if (byte < text.len) {
            report_byte(source, problems, line, text, byte);
            return false;
        }
        good = check_pasted(source, problems, line, text) && good;
        size_t used = text.len;
        if (used < rest.len) used += rest.len - used >= 2 && rest.ptr[used] == '\r' && rest.ptr[used + 1] == '\n' ? 2 : 1;
        rest = (struct text){rest.ptr + used, rest.len - used};
    }
    return good;
}
