#include "lua/tokens.h"

#include <ctype.h>
#include <string.h>

enum { BEFORE = 4, BEHIND = 8 };

static bool is_name_char(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static bool begins(struct text text, const char *with)
{
    size_t len = strlen(with);
    return text.len >= len && memcmp(text.ptr, with, len) == 0;
}

static bool is_keyword(struct text name)
{
    static const char *const words[] = {"and", "break", "do",  "else", "elseif", "end",    "false",  "for",  "function", "goto",  "if",
                                        "in",  "local", "nil", "not",  "or",     "repeat", "return", "then", "true",     "until", "while"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_is(name, words[i])) return true;
    return false;
}

/* Of [[ ]] or [==[ ]==] at the beginning; 0: none begins there. */
static size_t long_bracket(struct text text)
{
    size_t level = 0;
    if (!begins(text, "[")) return 0;
    while (level + 1 < text.len && text.ptr[level + 1] == '=') level++;
    if (level + 1 >= text.len || text.ptr[level + 1] != '[') return 0;
    for (size_t i = level + 2; i + level + 1 < text.len; i++)
        if (text.ptr[i] == ']' && text.ptr[i + level + 1] == ']' && memcmp(text.ptr + i + 1, text.ptr + 1, level) == 0)
            return i + level + 2;
    return text.len;
}

static size_t quoted(struct text text)
{
    size_t i = 1;
    while (i < text.len && text.ptr[i] != text.ptr[0] && text.ptr[i] != '\n') i += text.ptr[i] == '\\' ? 2 : 1;
    return i < text.len ? i + 1 : text.len;
}

static size_t comment(struct text text)
{
    const char *end = memchr(text.ptr, '\n', text.len);
    size_t block = long_bracket((struct text){text.ptr + 2, text.len - 2});
    return block ? block + 2 : end ? (size_t)(end - text.ptr) : text.len;
}

static size_t number(struct text text)
{
    size_t i = 0;
    while (i < text.len && (is_name_char(text.ptr[i]) || (text.ptr[i] == '.' && !begins((struct text){text.ptr + i, text.len - i}, ".."))))
        i++;
    return i;
}

static size_t sign(struct text text)
{
    static const char *const signs[] = {"...", "==", "~=", "<=", ">=", "//", "..", "::"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (begins(text, signs[i])) return strlen(signs[i]);
    return 1;
}

/* The kind and length of what stands at the beginning of the text, which is not blank. */
static enum token_kind piece(struct text text, size_t *len)
{
    char c = text.ptr[0];
    if (isdigit((unsigned char)c) || (c == '.' && text.len > 1 && isdigit((unsigned char)text.ptr[1]))) {
        *len = number(text);
        return TOKEN_NUMBER;
    }
    if (is_name_char(c)) {
        for (*len = 1; *len < text.len && is_name_char(text.ptr[*len]);) ++*len;
        return is_keyword((struct text){text.ptr, *len}) ? TOKEN_KEYWORD : TOKEN_NAME;
    }
    *len = c == '"' || c == '\'' ? quoted(text) : long_bracket(text);
    if (*len) return TOKEN_TEXT;
    *len = sign(text);
    return TOKEN_SIGN;
}

static size_t count_lines(struct text text)
{
    size_t lines = 0;
    for (size_t i = 0; i < text.len; i++) lines += text.ptr[i] == '\n';
    return lines;
}

const struct token *tokens_read(struct text source, struct arena *arena, size_t *count)
{
    struct token *tokens = arena_array(arena, source.len + BEFORE + BEHIND, sizeof *tokens);
    unsigned line = 1;
    *count = 0;
    if (!tokens) return NULL;
    tokens += BEFORE;
    for (size_t at = 0, len; at < source.len; at += len) {
        struct text rest = {source.ptr + at, source.len - at};
        len = begins(rest, "--") ? comment(rest) : 1;
        if (len == 1 && !isspace((unsigned char)rest.ptr[0])) {
            struct token *token = &tokens[(*count)++];
            token->kind = piece(rest, &len);
            token->text = (struct text){rest.ptr, len};
            token->line = line;
        }
        line += (unsigned)count_lines((struct text){rest.ptr, len});
    }
    return tokens;
}

bool token_is(const struct token *token, const char *text)
{
    return token->kind != TOKEN_TEXT && text_is(token->text, text);
}
