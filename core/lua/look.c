#include "lua/look.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct text look_text(const struct token *from, const struct token *to)
{
    return (struct text){from->text.ptr, (size_t)(to->text.ptr + to->text.len - from->text.ptr)};
}

void look_warn(const struct look *look, const struct token *from, const struct token *to, const char *cure, const char *format, ...)
{
    char what[300];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    const struct source *source = &look->binder->plugin->source;
    struct text line = source_line(source, from->line);
    struct place place = {.file = source->path, .line = from->line};
    place.column = (uint32_t)text_length((struct text){line.ptr, (size_t)(from->text.ptr - line.ptr)}) + 1;
    place.width = (uint32_t)text_length(to->line == from->line ? look_text(from, to) : from->text);
    binder_warning(look->binder, place, cure, "%s", what);
}

bool look_ends_value(const struct token *token)
{
    static const char *const ends[] = {")", "]", "}", "...", "true", "false", "nil", "end"};
    if (token->kind == TOKEN_NAME || token->kind == TOKEN_NUMBER || token->kind == TOKEN_TEXT) return true;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (token_is(token, ends[i])) return true;
    return false;
}

const struct token *look_closing(const struct token *open)
{
    int depth = 0;
    for (; open->kind != TOKEN_END; open++) {
        depth += token_is(open, "(") || token_is(open, "{") || token_is(open, "[");
        depth -= token_is(open, ")") || token_is(open, "}") || token_is(open, "]");
        if (depth == 0) break;
    }
    return open;
}

bool look_column(const struct look *look, struct text name, enum column_type *type)
{
    const struct program *program = look->binder->program;
    bool found = false;
    for (size_t t = 0; t < program->table_count; t++) {
        int column = table_column(&program->tables[t], name);
        if (column < 0) continue;
        enum column_type own = program->tables[t].columns[column].type;
        if (found && own != *type) return false;
        *type = own;
        found = true;
    }
    return found;
}

void look_at_rule(const struct binder *binder)
{
    struct arena arena = {0};
    struct look look = {.binder = binder};
    look.tokens = tokens_read(binder->plugin->source.bytes, &arena, &look.count);
    if (look.tokens) {
        look_at_kinds(&look);
        look_at_habits(&look);
    }
    arena_release(&arena);
}
