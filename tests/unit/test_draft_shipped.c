/* What rung new program proposes from the tables of the programs that ship, against what their program.yaml says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "draft/draft.h"
#include "program/program.h"
#include "scratch.h"

/* Differences that are meant to be: what the program says, what is proposed, and why that is as well as it can be. */
struct difference {
    const char *column; /* program/table.heading */
    const char *said, *proposed, *why;
};
static const struct difference differences[] = {
    {"microsoft-pcs/microsoft_365.active_share", "percent", "number", "nothing in the file says percent: neither a sign nor the heading"},
    {"microsoft-pcs/microsoft_365.active_share_claimed", "percent", "integer", "the same, and all of them are whole"},
    {"salesforce-consulting/distinctions.points", "number", "integer", "all points are whole so far"},
    {"salesforce-consulting/leadership.points", "number", "integer", "all points are whole so far"},
    {"sap-partneredge/points.points", "number", "integer", "all points are whole so far"},
};
enum { DIFFERENCES = sizeof differences / sizeof *differences };

static const char *const programs[] = {"atlassian-marketplace",
                                       "atlassian-solution-partners",
                                       "aws-services-path",
                                       "dell",
                                       "hubspot",
                                       "meridian",
                                       "microsoft-csp-incentives",
                                       "microsoft-pcs",
                                       "salesforce-appexchange",
                                       "salesforce-consulting",
                                       "sap-partneredge",
                                       "starter",
                                       "veeam"};
enum { PROGRAMS = sizeof programs / sizeof *programs, FILES_MAX = 32 };

struct comparison {
    const char *program;
    bool met[DIFFERENCES];
    size_t compared, wrong;
};

static void compare(struct comparison *comparison, const char *column, const char *said, const char *proposed)
{
    comparison->compared++;
    if (strcmp(said, proposed) == 0) return;
    for (size_t i = 0; i < DIFFERENCES; i++) {
        const struct difference *it = &differences[i];
        if (strcmp(it->column, column) != 0 || strcmp(it->said, said) != 0 || strcmp(it->proposed, proposed) != 0) continue;
        comparison->met[i] = true;
        return;
    }
    print_error("%s: the program says %s, proposed is %s\n", column, said, proposed);
    comparison->wrong++;
}

static const struct column_spec *with_heading(const struct table_spec *table, const char *heading)
{
    for (size_t c = 0; c < table->column_count; c++)
        if (strcmp(table->columns[c].header, heading) == 0) return &table->columns[c];
    return NULL;
}

static const char *said_of(char out[64], const struct column_spec *column)
{
    snprintf(out, 64, "%s%s%s", column ? column_type_names[column->type] : "nothing", column && column->format ? " " : "",
             column && column->format ? column->format : "");
    return out;
}

static void compare_table(struct comparison *comparison, const struct table_spec *said, const struct table_spec *proposed)
{
    char name[200], one[64], other[64];
    snprintf(name, sizeof name, "%s/%s", comparison->program, said->name);
    compare(comparison, name, said->columns[said->key].header, proposed->columns[proposed->key].header);
    for (size_t c = 0; c < said->column_count; c++) {
        const struct column_spec *column = &said->columns[c];
        snprintf(name, sizeof name, "%s/%s.%s", comparison->program, said->name, column->header);
        compare(comparison, name, said_of(one, column), said_of(other, with_heading(proposed, column->header)));
    }
}

static const char *file_of(const char *path)
{
    return path ? strrchr(path, '/') + 1 : "";
}

static bool compare_program(struct comparison *comparison, const struct program *said, const struct program *proposed)
{
    char name[200];
    snprintf(name, sizeof name, "%s/partners", comparison->program);
    compare(comparison, name, file_of(said->tables[0].path), file_of(proposed->tables[0].path));
    for (size_t t = 0; t < said->table_count; t++) {
        size_t p = 0;
        if ((int)t == said->waivers || said->tables[t].history) continue;
        while (p < proposed->table_count && strcmp(file_of(said->tables[t].path), file_of(proposed->tables[p].path)) != 0) p++;
        snprintf(name, sizeof name, "%s/%s", comparison->program, said->tables[t].name);
        if (p == proposed->table_count)
            compare(comparison, name, "a table", "left out");
        else
            compare_table(comparison, &said->tables[t], &proposed->tables[p]);
    }
    return true;
}

static void propose(struct comparison *comparison, const char *folder, struct scratch *scratch)
{
    struct program_options options = {0};
    const char *files[FILES_MAX];
    size_t count = 0;
    struct buf told = {0};
    struct draft draft = {&scratch->arena, &scratch->problems, &told};
    const struct program *said = program_load(folder, &options, &scratch->arena, &scratch->problems);
    assert_non_null(said);
    for (size_t t = 0; t < said->table_count && count < FILES_MAX; t++)
        if ((int)t != said->waivers && !said->tables[t].history) files[count++] = said->tables[t].path;
    assert_true(draft_proposal(&draft, scratch->path, files, count));
    const struct program *proposed = program_load(scratch->path, &options, &scratch->arena, &scratch->problems);
    for (size_t i = 0; i < scratch->problems.count; i++) print_error("%s: %s\n", scratch->path, scratch->problems.items[i].what);
    assert_non_null(proposed);
    compare_program(comparison, said, proposed);
    buf_release(&told);
}

static void test_shipped(void **state)
{
    struct comparison comparison = {0};
    char folder[100];
    (void)state;
    for (size_t i = 0; i < PROGRAMS; i++) {
        struct scratch scratch;
        assert_int_equal(scratch_make(&scratch, "proposal"), 0);
        comparison.program = programs[i];
        snprintf(folder, sizeof folder, "scorecards/%s", programs[i]);
        propose(&comparison, folder, &scratch);
        assert_int_equal(scratch_remove(&scratch), 0);
    }
    print_message("%zu columns and keys compared\n", comparison.compared);
    for (size_t i = 0; i < DIFFERENCES; i++)
        if (!comparison.met[i]) fail_msg("%s is not different any more", differences[i].column);
    assert_int_equal(comparison.wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_shipped)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
