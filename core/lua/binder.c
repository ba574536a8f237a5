#include "lua/binder.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/suggest.h"
#include "program/numeral.h"

static void add(const struct binder *binder, enum severity severity, struct place place, const char *cure, const char *format, va_list args)
{
    char text[512];
    const struct source *source = source_holding(&binder->program->source, place);
    vsnprintf(text, sizeof text, format, args);
    if (place.file && binder->plugin && place.file == binder->plugin->source.path) source = &binder->plugin->source;
    struct problem *problem = problem_add(binder->problems, severity, STAGE_PROGRAM, place, cure, "%s", text);
    problem_line(binder->problems, problem, source_line(source, place.line));
    problem_about(binder->problems, problem, (struct text){0}, text_of(binder->subject));
}

void binder_problem(const struct binder *binder, struct place place, const char *cure, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add(binder, SEVERITY_ERROR, place, cure, format, args);
    va_end(args);
}

void binder_warning(const struct binder *binder, struct place place, const char *cure, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add(binder, SEVERITY_WARNING, place, cure, format, args);
    va_end(args);
}

const char *binder_near(const struct binder *binder, struct text word, const char *const *names, size_t count, const char *otherwise)
{
    const char *near = suggest(word, names, count);
    return near ? arena_printf(binder->arena, "did you mean %s?", near) : otherwise;
}

bool binder_cut_number(const struct binder *binder, const struct node *map, size_t index)
{
    struct buf cure = {.ceiling = 400};
    bool cut = map->kind == NODE_MAP && numeral_is_rest(map, index, &cure);
    if (cut) {
        struct place at;
        struct text head = numeral_cut_head(map, index, &at);
        binder_problem(binder, at, arena_string(binder->arena, buf_view(&cure)), "\"%.*s,%.*s\" is not a number", TEXT_ARG(head),
                       TEXT_ARG(map->keys[index]));
    }
    buf_release(&cure);
    return cut;
}

/* ---- windows */

const char window_cure[] =
    "write period, period - 1y, trailing 12m, next 90d, calendar 6m, fiscal 4q, ytd, year, half, quarter, month, until end, from end, all, "
    "a period such as 2026-Q2, or two dates: 2026-01-01..2026-03-31";

bool binder_window(const struct binder *binder, struct text text, struct span *span)
{
    struct window window;
    const struct program *program = binder->program;
    if (!window_parse(text, &window)) return period_parse(text_trim(text), program->first_month, span);
    *span = window_resolve(&window, program->period, program->first_month);
    return true;
}

/* ---- tables and columns */

int binder_table(const struct binder *binder, struct text name)
{
    const struct program *program = binder->program;
    if (text_is(name, "partners")) return 0;
    for (size_t i = 0; i < program->table_count; i++)
        if (text_is(name, program->tables[i].name)) return (int)i;
    return -1;
}

const char *const *table_column_names(const struct table_spec *table, struct arena *arena)
{
    const char **names = arena_array(arena, table->column_count + 1, sizeof *names);
    for (size_t i = 0; names && i < table->column_count; i++) names[i] = table->columns[i].name;
    return names;
}

void binder_expect(const struct binder *binder, size_t table, size_t column, struct text word, struct place at)
{
    struct expected_word expected = {.table = table, .column = column, .word = word, .at = at};
    if (!program_expect(binder->program, expected)) binder->problems->out_of_memory = true;
}

void binder_read(const struct binder *binder, size_t table, size_t column)
{
    binder->program->tables[table].columns[column].wanted = true;
    binder->rule->reads[table][column] = true;
}

const char *binder_column_cure(const struct binder *binder, size_t table, struct text word)
{
    const struct table_spec *spec = &binder->program->tables[table];
    const char *const *names = table_column_names(spec, binder->arena);
    return names ? binder_near(binder, word, names, spec->column_count, "declare it under columns of this table") : NULL;
}
