#include <string.h>

#include "lua/look.h"

static bool is_one_of(const struct token *token, const char *const *words)
{
    for (; *words; words++)
        if (token_is(token, *words)) return true;
    return false;
}

/* ---- "won" or "lost" */

static const char *const ends_condition[] = {"then", "do", "or", "and", NULL};

static void look_at_choice(const struct look *look, const struct token *word)
{
    static const char *const begins_value[] = {"=", "(", "{", ",", "return", NULL};
    const struct token *last = &word[2];
    bool either = token_is(&word[1], "or");
    if (last->kind != TOKEN_TEXT || !(either || token_is(&word[1], "and"))) return;
    if (is_one_of(&word[-1], begins_value)) {
        const char *cure =
            arena_printf(look->binder->arena, "a list means one of these: { %.*s, %.*s }", TEXT_ARG(word->text), TEXT_ARG(last->text));
        const struct token *taken = either ? word : last;
        look_warn(look, word, last, cure, "of two texts with %s between them, Lua takes %.*s, always", either ? "or" : "and",
                  TEXT_ARG(taken->text));
        return;
    }
    if (!token_is(&word[-1], "==") && !token_is(&word[-1], "~=")) return;
    const struct token *behind = token_is(&last[1], ")") ? &last[2] : &last[1];
    if (!(either ? is_one_of(behind, ends_condition) : token_is(behind, "then"))) return;
    look_warn(look, word, last,
              arena_printf(look->binder->arena, "write the comparison again: x %.*s %.*s %s x %.*s %.*s", TEXT_ARG(word[-1].text),
                           TEXT_ARG(word->text), either ? "or" : "and", TEXT_ARG(word[-1].text), TEXT_ARG(last->text)),
              "a text alone counts as true, so %s", either ? "this is always true" : "only the first one is compared");
}

/* ---- if #rows then */

/* Behind a path with questions, won:where { ... }:sum("amount"); `asked` is the last question, NULL when it ends otherwise. */
static const struct token *over_path(const struct token *t, const struct token **asked)
{
    *asked = NULL;
    if (t->kind != TOKEN_NAME) return t;
    for (t++; (token_is(t, ".") || token_is(t, ":")) && t[1].kind == TOKEN_NAME;) {
        bool method = token_is(t, ":");
        *asked = method ? &t[1] : NULL;
        t += 2;
        if (!method) continue;
        t = t->kind == TOKEN_TEXT ? t : look_closing(t);
        if (t->kind != TOKEN_END) t++;
    }
    return t;
}

static const char *const questions[] = {"where", "sum",   "count", "distinct", "mean",   "median", "min",
                                        "max",   "first", "last",  "group",    "values", "rows",   NULL};

static void look_at_if(const struct look *look, const struct token *word)
{
    static const char *const never_nothing[] = {"where", "sum", "count", "distinct", "first", "last", "group", "values", NULL};
    const struct token *first = &word[1], *asked = NULL;
    bool length = token_is(first, "#");
    const struct token *behind = first->kind == TOKEN_NUMBER ? &first[1] : over_path(&first[length], &asked);
    if (!token_is(behind, "then")) return;
    if (first->kind != TOKEN_NUMBER && !length && !(asked && is_one_of(asked, never_nothing))) return;
    bool rows = first->kind != TOKEN_NUMBER && !length && (token_is(asked, "where") || token_is(asked, "first") || token_is(asked, "last"));
    struct text said = look_text(first, &behind[-1]);
    const char *cure = arena_printf(look->binder->arena, "write if %s%.*s > 0 then", rows ? "#" : "", TEXT_ARG(said));
    if (first->kind == TOKEN_NUMBER) cure = "compare something: if x > 0 then";
    look_warn(look, first, &behind[-1], cure, "this is always true: 0 and no rows count as true, too");
}

/* ---- not a == b */

static void look_at_not(const struct look *look, const struct token *word)
{
    const struct token *path = &word[1], *asked, *sign = over_path(path, &asked), *value = &sign[1];
    if (path->kind != TOKEN_NAME || asked || !(token_is(sign, "==") || token_is(sign, "~="))) return;
    if (value->kind != TOKEN_TEXT && value->kind != TOKEN_NUMBER && !token_is(value, "nil")) return;
    const char *cure = arena_printf(look->binder->arena, "write %.*s %s %.*s", TEXT_ARG(look_text(path, &sign[-1])),
                                    token_is(sign, "==") ? "~=" : "==", TEXT_ARG(value->text));
    look_warn(look, word, value, cure, "not belongs to %.*s alone, and true or false is never the same as this value",
              TEXT_ARG(look_text(path, &sign[-1])));
}

/* ---- local rate = 2,5 */

static bool begins_statement(const struct token *t)
{
    static const char *const words[] = {"local",  "if",    "for",    "while", "return", "do",       "end", "else",
                                        "elseif", "until", "repeat", "goto",  "break",  "function", ";",   NULL};
    return t->kind == TOKEN_END || is_one_of(t, words) || (t->kind == TOKEN_NAME && look_ends_value(&t[-1]));
}

/* The comma behind the value that begins here; NULL: the statement ends before one. */
static const struct token *comma_behind(const struct token *value)
{
    const struct token *t = value;
    while (!token_is(t, ",")) {
        if (begins_statement(t)) return NULL;
        if (token_is(t, "(") || token_is(t, "{") || token_is(t, "[")) t = look_closing(t);
        if (t->kind == TOKEN_END) return NULL;
        t++;
    }
    return t;
}

static void look_at_local(const struct look *look, const struct token *word)
{
    const struct token *name = &word[1], *comma;
    if (name->kind != TOKEN_NAME || !token_is(&word[2], "=")) return;
    comma = comma_behind(&word[3]);
    if (!comma) return;
    const char *cure = arena_printf(
        look->binder->arena, "take away what stands behind the comma, or give it a name: local %.*s, other = ...", TEXT_ARG(name->text));
    if (comma[-1].kind == TOKEN_NUMBER && comma[1].kind == TOKEN_NUMBER)
        cure = arena_printf(look->binder->arena, "decimals have a point: %.*s.%.*s", TEXT_ARG(comma[-1].text), TEXT_ARG(comma[1].text));
    else if (token_is(&comma[-1], "}") && token_is(&comma[1], "{"))
        cure = "put all conditions between one pair of braces: where { stage = \"won\", amount = { min = 100 } }";
    look_warn(look, comma, &comma[1], cure, "%.*s takes one value: what stands behind the comma is lost", TEXT_ARG(name->text));
}

/* ---- won:where { ... } on a line of its own */

static void look_at_statement(const struct look *look, const struct token *first)
{
    static const char *const opens[] = {"do", "then", "else", "repeat", ";", NULL};
    const struct token *asked, *behind = over_path(first, &asked);
    if (!is_one_of(&first[-1], opens) && !look_ends_value(&first[-1])) return;
    if (!asked || !is_one_of(asked, questions) || !begins_statement(behind)) return;
    const char *cure = arena_printf(look->binder->arena, "give it a name: local found = %.*s ...", TEXT_ARG(look_text(first, asked)));
    look_warn(look, first, asked, cure, "nothing is done with what %.*s finds", TEXT_ARG(asked->text));
}

/* ---- conditions */

static void look_at_days(const struct look *look, const struct token *column, const struct token *list)
{
    enum column_type type;
    const struct token *close = look_closing(list), *comma = comma_behind(&list[1]);
    if (!look_column(look, column->text, &type) || type != COLUMN_DATE || !comma || comma > close || close[-1].kind == TOKEN_END) return;
    for (const struct token *t = &list[1]; t < close; t++)
        if (token_is(t, "=") || (t != comma && token_is(t, ","))) return;
    const char *cure = arena_printf(look->binder->arena, "write %.*s = { from = %.*s, to = %.*s }", TEXT_ARG(column->text),
                                    TEXT_ARG(look_text(&list[1], &comma[-1])), TEXT_ARG(look_text(&comma[1], &close[-1])));
    look_warn(look, list, close, cure, "a list means one of its values: these two days, and none between them");
}

static void look_at_twice(const struct look *look, const struct token *first, const struct token *close)
{
    for (const struct token *t = &first[1]; t < close; t++) {
        if (token_is(t, "(") || token_is(t, "{") || token_is(t, "[")) t = look_closing(t);
        if (t->kind != TOKEN_NAME || !text_equal(t->text, first->text) || !token_is(&t[1], "=") || !token_is(&t[-1], ",")) continue;
        const char *cure =
            "several values are a list, { \"won\", \"lost\" }; both ends of a range stand together, { min = 100, max = 700 }";
        look_warn(look, t, t, cure, "'%.*s' has two conditions here, and only the last one counts", TEXT_ARG(t->text));
        return;
    }
}

static void look_at_where(const struct look *look, const struct token *word)
{
    const struct token *open = token_is(&word[1], "(") ? &word[2] : &word[1];
    if (!token_is(&word[-1], ":") || !token_is(open, "{")) return;
    const struct token *close = look_closing(open);
    for (const struct token *t = &open[1]; t < close; t++) {
        if (t->kind == TOKEN_NAME && token_is(&t[1], "=") && (token_is(&t[-1], ",") || t == &open[1])) {
            look_at_twice(look, t, close);
            if (token_is(&t[2], "{")) look_at_days(look, t, &t[2]);
        }
        if (token_is(t, "(") || token_is(t, "{") || token_is(t, "[")) t = look_closing(t);
    }
}

void look_at_habits(const struct look *look)
{
    for (const struct token *t = look->tokens; t->kind != TOKEN_END; t++) {
        if (t->kind == TOKEN_TEXT) look_at_choice(look, t);
        if (t->kind == TOKEN_NAME) look_at_statement(look, t);
        if (token_is(t, "if") || token_is(t, "elseif")) look_at_if(look, t);
        if (token_is(t, "not")) look_at_not(look, t);
        if (token_is(t, "local")) look_at_local(look, t);
        if (token_is(t, "where")) look_at_where(look, t);
    }
}
