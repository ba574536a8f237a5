#include <string.h>

#include "lua/condition.h"
#include "lua/look.h"
#include "lua/meant.h"

/* A comparison: a path of two names on one side, a value that is written out on the other. */
struct comparison {
    const struct token *owner, *field, *sign, *literal;
};

/* ---- what the names are */

static bool follows(const struct token *token, const char *first, const char *second)
{
    return token_is(&token[-1], second) && token_is(&token[-2], first);
}

/* The nth argument (from 1) of the function behind `value =` or `award =`; NULL: it is not to be seen. */
static const struct token *argument(const struct look *look, const char *function, int n)
{
    const struct token *found = NULL;
    for (const struct token *t = look->tokens; t->kind != TOKEN_END; t++) {
        if (!token_is(t, "function") || !follows(t, function, "=") || !token_is(&t[1], "(")) continue;
        if (found) return NULL;
        found = &t[2];
    }
    for (int i = 1; found && i < n; i++) found = token_is(&found[1], ",") ? &found[2] : NULL;
    return found && found->kind == TOKEN_NAME ? found : NULL;
}

/* Is a name introduced here? `local x`, `local a, x`, `for x`, an argument, or x = ... outside of braces. */
static bool introduces(const struct token *name)
{
    const struct token *t = name - 1;
    while (token_is(t, ",") && t[-1].kind == TOKEN_NAME) t -= 2;
    if (token_is(t, "local") || token_is(t, "for")) return true;
    if (token_is(t, "(")) return token_is(&t[-1], "function") || token_is(&t[-2], "function");
    return token_is(&name[1], "=") && !token_is(t, ".") && !token_is(t, "{") && !token_is(t, ",");
}

/* `for name in ... :rows() do` */
static bool is_loop_over_rows(const struct token *name)
{
    const struct token *t = &name[1];
    if (!token_is(&name[-1], "for") || !token_is(t, "in")) return false;
    while (t->kind != TOKEN_END && !token_is(t, "do")) t++;
    return token_is(t, "do") && token_is(&t[-1], ")") && token_is(&t[-2], "(") && token_is(&t[-3], "rows") && token_is(&t[-4], ":");
}

static bool same_name(const struct token *a, const struct token *b)
{
    return b->kind == TOKEN_NAME && text_equal(a->text, b->text);
}

/* Does the name mean this argument wherever it stands? */
static bool is_argument(const struct look *look, const struct token *name, const struct token *meant)
{
    if (!meant || !same_name(name, meant)) return false;
    for (const struct token *t = look->tokens; t->kind != TOKEN_END; t++)
        if (t != meant && same_name(name, t) && introduces(t)) return false;
    return true;
}

static bool is_row(const struct look *look, const struct token *name)
{
    bool row = false;
    for (const struct token *t = look->tokens; t->kind != TOKEN_END; t++) {
        if (!same_name(name, t) || !introduces(t)) continue;
        if (!is_loop_over_rows(t)) return false;
        row = true;
    }
    return row;
}

/* ---- comparisons */

static bool binds_closer(const struct token *token)
{
    static const char *const signs[] = {"..", "+", "-", "*", "/",   "//", "%", "^",  "#", ".",
                                        ":",  "(", "[", "{", "not", "<",  ">", "<=", ">="};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (token_is(token, signs[i])) return true;
    return false;
}

static bool begins_operand(const struct token *before)
{
    return token_is(before, "(") || token_is(before, "{") || token_is(before, "[") || !binds_closer(before);
}

static bool is_literal(const struct token *token)
{
    return token->kind == TOKEN_TEXT || token->kind == TOKEN_NUMBER || token_is(token, "true") || token_is(token, "false");
}

static bool is_path(const struct token *t)
{
    return t->kind == TOKEN_NAME && token_is(&t[1], ".") && t[2].kind == TOKEN_NAME;
}

/* Reads what stands around a sign. False: it is not a path against a value. */
static bool read_comparison(const struct token *sign, struct comparison *read)
{
    const struct token *left = NULL, *right = NULL;
    read->sign = sign;
    if (is_literal(&sign[1]) && is_path(&sign[-3])) {
        left = &sign[-4], right = &sign[2];
        read->owner = &sign[-3];
        read->literal = &sign[1];
    } else if (is_literal(&sign[-1]) && is_path(&sign[1])) {
        left = &sign[-2], right = &sign[4];
        read->owner = &sign[1];
        read->literal = &sign[-1];
    }
    if (!left || !begins_operand(left) || binds_closer(right) || (right->kind == TOKEN_TEXT && read->literal == &sign[-1])) return false;
    read->field = &read->owner[2];
    return true;
}

static enum operand_kind literal_kind(const struct token *literal)
{
    return literal->kind == TOKEN_TEXT ? OPERAND_TEXT : literal->kind == TOKEN_NUMBER ? OPERAND_NUMBER : OPERAND_YESNO;
}

static struct text without_quotes(const struct token *literal)
{
    bool quoted = literal->kind == TOKEN_TEXT && literal->text.len >= 2 && literal->text.ptr[0] != '[';
    return quoted ? (struct text){literal->text.ptr + 1, literal->text.len - 2} : literal->text;
}

static const char *fitting(const struct look *look, enum column_type type, const struct token *literal)
{
    struct buf cure = {.ceiling = 200};
    if (type == COLUMN_TEXT && literal->kind == TOKEN_NUMBER)
        buf_printf(&cure, "write \"%.*s\"", TEXT_ARG(literal->text));
    else
        meant_condition(type, without_quotes(literal), MEANT_IN_LUA, &cure);
    const char *text = cure.len ? arena_string(look->binder->arena, buf_view(&cure)) : NULL;
    buf_release(&cure);
    return text;
}

static void look_at_table(const struct look *look, const struct comparison *read)
{
    int table = binder_table(look->binder, read->field->text);
    if (table < 1) return;
    const char *cure = arena_printf(look->binder->arena, "write #partner.%.*s for the number of its rows", TEXT_ARG(read->field->text));
    look_warn(look, read->owner, read->field, cure, "these are rows of a table, and rows are never the same as %s",
              operand_name(literal_kind(read->literal)));
}

static void look_at_equal(const struct look *look, const struct token *sign, const struct token *partner)
{
    struct comparison read;
    enum column_type type;
    if (!read_comparison(sign, &read)) return;
    bool of_partner = is_argument(look, read.owner, partner);
    const struct table_spec *partners = &look->binder->program->tables[0];
    int column = table_column(partners, read.field->text);
    if (of_partner && column < 0) look_at_table(look, &read);
    if (of_partner ? column < 0 : !is_row(look, read.owner) || !look_column(look, read.field->text, &type)) return;
    if (of_partner) type = partners->columns[column].type;
    const char *wanted = operand_wanted(type), *given = operand_name(literal_kind(read.literal));
    if (strcmp(wanted, given) == 0) return;
    look_warn(look, read.literal, read.literal, fitting(look, type, read.literal),
              "'%.*s' is a %s column: it is never the same as %s, so this is %s for all", TEXT_ARG(read.field->text),
              column_type_names[type], given, token_is(sign, "~=") ? "true" : "false");
}

/* "silver" < "gold" is a question to the alphabet. */
static void look_at_order(const struct look *look, const struct token *sign, const struct token *card)
{
    struct comparison read;
    if (!read_comparison(sign, &read) || !is_argument(look, read.owner, card) || !token_is(read.field, "tier")) return;
    if (read.literal->kind != TOKEN_TEXT) return; /* fails by itself */
    look_warn(look, read.sign, read.sign,
              arena_printf(
                  look->binder->arena,
                  "name the tiers that you mean, %.*s.tier == \"gold\" or ..., or take a param of type map that says the rank of each tier",
                  TEXT_ARG(read.owner->text)),
              "this asks which name comes later in the alphabet, not which tier is higher");
}

void look_at_kinds(const struct look *look)
{
    bool metric = look->binder->plugin->kind == PLUGIN_METRIC;
    const struct token *partner = argument(look, metric ? "value" : "award", 1);
    const struct token *card = metric ? NULL : argument(look, "award", 2);
    for (const struct token *t = look->tokens; t->kind != TOKEN_END; t++) {
        if (token_is(t, "==") || token_is(t, "~=")) look_at_equal(look, t, partner);
        if (token_is(t, "<") || token_is(t, ">") || token_is(t, "<=") || token_is(t, ">=")) look_at_order(look, t, card);
    }
}
