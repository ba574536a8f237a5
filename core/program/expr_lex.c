#include <stdio.h>

#include "base/number.h"
#include "program/expr_parts.h"

/* Symbols, longest first. Those with a cure are slips of people who know other languages: reported, then taken as meant. */
struct symbol {
    const char *text;
    enum token_kind kind;
    enum expr_op op;
    const char *cure;
};

static const struct symbol symbols[] = {
    {"==", TOKEN_BINARY, EXPR_EQ, NULL},
    {"~=", TOKEN_BINARY, EXPR_NE, NULL},
    {"<=", TOKEN_BINARY, EXPR_LE, NULL},
    {">=", TOKEN_BINARY, EXPR_GE, NULL},
    {"//", TOKEN_BINARY, EXPR_IDIV, NULL},
    {"!=", TOKEN_BINARY, EXPR_NE, "write ~= for \"is not\""},
    {"<>", TOKEN_BINARY, EXPR_NE, "write ~= for \"is not\""},
    {"=>", TOKEN_BINARY, EXPR_GE, "write >= for \"at least\""},
    {"=<", TOKEN_BINARY, EXPR_LE, "write <= for \"at most\""},
    {"\u2265", TOKEN_BINARY, EXPR_GE, "write >= for \"at least\""},
    {"\u2264", TOKEN_BINARY, EXPR_LE, "write <= for \"at most\""},
    {"\u2260", TOKEN_BINARY, EXPR_NE, "write ~= for \"is not\""},
    {"\u2212", TOKEN_BINARY, EXPR_SUB, "write -"},
    {"\u2013", TOKEN_BINARY, EXPR_SUB, "write -"},
    {"\u00d7", TOKEN_BINARY, EXPR_MUL, "write *"},
    {"&&", TOKEN_BINARY, EXPR_AND, "write and"},
    {"||", TOKEN_BINARY, EXPR_OR, "write or"},
    {"&", TOKEN_BINARY, EXPR_AND, "write and"},
    {"|", TOKEN_BINARY, EXPR_OR, "write or"},
    {"!", TOKEN_NOT, EXPR_NOT, "write not"},
    {"=", TOKEN_BINARY, EXPR_EQ, "write == to compare"},
    {"<", TOKEN_BINARY, EXPR_LT, NULL},
    {">", TOKEN_BINARY, EXPR_GT, NULL},
    {"+", TOKEN_BINARY, EXPR_ADD, NULL},
    {"-", TOKEN_BINARY, EXPR_SUB, NULL},
    {"*", TOKEN_BINARY, EXPR_MUL, NULL},
    {"/", TOKEN_BINARY, EXPR_DIV, NULL},
    {"%", TOKEN_BINARY, EXPR_MOD, NULL},
    {"^", TOKEN_BINARY, EXPR_POW, NULL},
    {"(", TOKEN_OPEN, EXPR_CALL, NULL},
    {")", TOKEN_CLOSE, EXPR_CALL, NULL},
    {",", TOKEN_COMMA, EXPR_CALL, NULL},
};

static const struct symbol words[] = {
    {"and", TOKEN_BINARY, EXPR_AND, NULL},     {"or", TOKEN_BINARY, EXPR_OR, NULL},       {"not", TOKEN_NOT, EXPR_NOT, NULL},
    {"true", TOKEN_TRUE, EXPR_YESNO, NULL},    {"false", TOKEN_FALSE, EXPR_YESNO, NULL},  {"AND", TOKEN_BINARY, EXPR_AND, "write and"},
    {"OR", TOKEN_BINARY, EXPR_OR, "write or"}, {"NOT", TOKEN_NOT, EXPR_NOT, "write not"},
};

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool name_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static struct text skip_blanks(struct text text)
{
    while (text.len > 0 && blank(*text.ptr)) text = (struct text){text.ptr + 1, text.len - 1};
    return text;
}

/* Cuts the first `length` bytes off the rest. */
static struct text cut(struct lexer *lexer, size_t length)
{
    struct text head = {lexer->rest.ptr, length};
    lexer->rest = (struct text){lexer->rest.ptr + length, lexer->rest.len - length};
    return head;
}

static bool begins_with(struct text text, const char *word)
{
    size_t length = strlen(word);
    return text.len >= length && memcmp(text.ptr, word, length) == 0;
}

static struct token symbol_token(struct lexer *lexer, const struct symbol *symbol, struct text text)
{
    if (symbol->cure) expr_error(lexer->compile, text, symbol->cure, "\"%.*s\" is not used here", TEXT_ARG(text));
    return (struct token){.kind = symbol->kind, .op = symbol->op, .text = text};
}

static struct token name_token(struct lexer *lexer)
{
    size_t length = 0;
    const struct text rest = lexer->rest;
    while (length < rest.len && (name_start(rest.ptr[length]) || digit(rest.ptr[length]) || rest.ptr[length] == '.')) length++;
    while (rest.ptr[length - 1] == '.') length--;
    struct text text = cut(lexer, length);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_is(text, words[i].text)) return symbol_token(lexer, &words[i], text);
    return (struct token){.kind = TOKEN_NAME, .text = text};
}

static size_t number_length(struct text rest)
{
    size_t length = 0;
    while (length < rest.len && (digit(rest.ptr[length]) || name_start(rest.ptr[length]) || rest.ptr[length] == '.')) {
        bool exponent = rest.ptr[length] == 'e' || rest.ptr[length] == 'E';
        length++;
        if (exponent && length + 1 < rest.len && (rest.ptr[length] == '-' || rest.ptr[length] == '+') && digit(rest.ptr[length + 1]))
            length++;
    }
    return length;
}

/* "15%" where nothing follows that could be divided by. */
static bool percent_follows(struct text rest)
{
    if (rest.len == 0 || *rest.ptr != '%') return false;
    rest = skip_blanks((struct text){rest.ptr + 1, rest.len - 1});
    if (rest.len == 0 || strchr("),<>=~!&|+*/", *rest.ptr)) return true;
    return begins_with(rest, "and") || begins_with(rest, "or");
}

static void report_percent(struct lexer *lexer, struct token *token)
{
    char number[NUMBER_TEXT_MAX];
    number_format(token->number / 100, number);
    struct text percent = cut(lexer, 1);
    token->text = text_between(token->text, percent);
    struct problem *problem =
        expr_error(lexer->compile, token->text, NULL, "\"%.*s\": an expression has no percent sign", TEXT_ARG(token->text));
    problem_cure(lexer->compile->problems, problem, "write %s", number);
}

static struct token number_token(struct lexer *lexer)
{
    struct token token = {.kind = TOKEN_NUMBER, .text = cut(lexer, number_length(lexer->rest))};
    if (!number_parse(token.text, &token.number)) {
        expr_error(lexer->compile, token.text, "write digits, and a point for decimals, as in 1000 or 2.5", "\"%.*s\" is not a number",
                   TEXT_ARG(token.text));
        return token;
    }
    if (percent_follows(lexer->rest)) report_percent(lexer, &token);
    return token;
}

static struct token text_token(struct lexer *lexer)
{
    const char *close = memchr(lexer->rest.ptr + 1, *lexer->rest.ptr, lexer->rest.len - 1);
    if (!close) {
        struct text all = cut(lexer, lexer->rest.len);
        expr_error(lexer->compile, (struct text){all.ptr, 1}, "close it with the same kind of quote", "this quote is never closed");
        return (struct token){.kind = TOKEN_BAD, .text = all};
    }
    struct text text = cut(lexer, (size_t)(close - lexer->rest.ptr) + 1);
    return (struct token){.kind = TOKEN_TEXT, .text = text, .content = {text.ptr + 1, text.len - 2}};
}

static size_t character_length(struct text rest)
{
    size_t length = 1;
    while (length < rest.len && ((unsigned char)rest.ptr[length] & 0xc0) == 0x80) length++;
    return length;
}

static struct token stray_token(struct lexer *lexer)
{
    static const char *const curly[] = {"\u2018", "\u2019", "\u201c", "\u201d", "\u00ab", "\u00bb"};
    const char *cure = "take it away; a text stands in single quotes";
    for (size_t i = 0; i < sizeof curly / sizeof *curly; i++)
        if (begins_with(lexer->rest, curly[i])) cure = "use straight quotes: '";
    struct text text = cut(lexer, character_length(lexer->rest));
    expr_error(lexer->compile, text, cure, "\"%.*s\" has no meaning in an expression", TEXT_ARG(text));
    return (struct token){.kind = TOKEN_BAD, .text = text};
}

struct token lexer_next(struct lexer *lexer)
{
    lexer->rest = skip_blanks(lexer->rest);
    if (lexer->rest.len == 0) return (struct token){.kind = TOKEN_END, .text = lexer->rest};
    char c = *lexer->rest.ptr;
    if (name_start(c)) return name_token(lexer);
    if (digit(c) || (c == '.' && lexer->rest.len > 1 && digit(lexer->rest.ptr[1]))) return number_token(lexer);
    if (c == '\'' || c == '"') return text_token(lexer);
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++)
        if (begins_with(lexer->rest, symbols[i].text)) return symbol_token(lexer, &symbols[i], cut(lexer, strlen(symbols[i].text)));
    return stray_token(lexer);
}
