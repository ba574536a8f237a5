/* Tables and columns that params name. */
#include "lua/argument.h"
#include "lua/binder.h"

static bool one_name(const struct binder *binder, const struct node *node, struct argument *argument)
{
    argument->cases = arena_array(binder->arena, 1, sizeof *argument->cases);
    argument->case_count = 1;
    if (argument->cases) argument->cases[0].value.text = node->scalar;
    return argument->cases != NULL;
}

bool table_bind(const struct binder *binder, const struct param_spec *spec, const struct node *node, struct argument *argument)
{
    const struct program *program = binder->program;
    int table = binder_table(binder, node->scalar);
    if (!one_name(binder, node, argument)) return false;
    if (table > 0 && table != program->waivers) {
        argument->table = (size_t)table;
        return true;
    }
    const char **names = arena_array(binder->arena, program->table_count + 1, sizeof *names);
    if (!names) return false;
    for (size_t i = 1; i < program->table_count; i++) names[i - 1] = program->tables[i].name;
    binder_problem(binder, node->at, binder_near(binder, node->scalar, names, program->table_count - 1, NULL),
                   "%s: no fact table is called \"%.*s\"", spec->name, TEXT_ARG(node->scalar));
    argument->given = false;
    return true;
}

int argument_table(const struct binder *binder, const struct param_spec *spec, const struct argument *arguments)
{
    for (size_t i = 0; i < binder->plugin->param_count; i++) {
        const struct param_spec *other = &binder->plugin->params[i];
        if (other->type == PARAM_TABLE && strcmp(other->name, spec->of) == 0) return arguments[i].given ? (int)arguments[i].table : -1;
    }
    int table = binder_table(binder, text_of(spec->of));
    if (table < 0)
        binder_problem(binder, binder->at, "add the table to program.yaml, or use another plugin",
                       "%s is about the table \"%s\", which the program does not have", spec->name, spec->of);
    return table;
}

static bool fits(enum cells_held holds, enum column_type type)
{
    if (holds == HOLDS_DATES) return type == COLUMN_DATE;
    return holds == HOLDS_ANY || (type != COLUMN_TEXT && type != COLUMN_DATE && type != COLUMN_YESNO);
}

static void check_cells(const struct binder *binder, const struct param_spec *spec, const struct table_spec *table, size_t column,
                        struct place at)
{
    enum column_type type = table->columns[column].type;
    const char *wants = spec->holds == HOLDS_DATES ? "dates" : "numbers", *other = NULL;
    if (fits(spec->holds, type) || table->columns[column].doubtful) return;
    for (size_t i = 0; !other && i < table->column_count; i++)
        if (fits(spec->holds, table->columns[i].type)) other = table->columns[i].name;
    const char *cure =
        other ? arena_printf(binder->arena, "name a column of %s, such as %s", wants, other)
              : arena_printf(binder->arena, "table %s has no column of %s: give one that type, or use another plugin", table->name, wants);
    binder_problem(binder, at, cure, "%s: %s is of type %s, and %s needs %s here", spec->name, table->columns[column].name,
                   column_type_names[type], binder->plugin->name, wants);
}

bool column_bind(const struct binder *binder, const struct param_spec *spec, const struct node *node, int table, struct argument *argument)
{
    if (!one_name(binder, node, argument)) return false;
    if (table < 0) return true;
    argument->table = (size_t)table;
    const struct table_spec *of = &binder->program->tables[table];
    int column = table_column(of, node->scalar);
    if (column >= 0) {
        binder_read(binder, (size_t)table, (size_t)column);
        check_cells(binder, spec, of, (size_t)column, node->at);
    } else {
        binder_problem(binder, node->at, binder_column_cure(binder, (size_t)table, node->scalar), "%s: table %s has no column \"%.*s\"",
                       spec->name, of->name, TEXT_ARG(node->scalar));
    }
    return true;
}
