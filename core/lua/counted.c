#include "lua/counted.h"

#include "base/mem.h"
#include "lua/selection.h"

static uint32_t most_rows(const struct dataset *dataset, const uint32_t *first)
{
    uint32_t most = 0;
    for (size_t p = 0; p < dataset->partners; p++)
        if (first[p + 1] - first[p] > most) most = first[p + 1] - first[p];
    return most;
}

bool counted_open(struct counted *counted, const struct dataset *dataset)
{
    *counted = (struct counted){.dataset = dataset, .tables = mem_zero(dataset->table_count, sizeof *counted->tables)};
    for (size_t t = 1; counted->tables && t < dataset->table_count; t++) {
        counted->tables[t].marks = mem_zero(most_rows(dataset, dataset->tables[t].first) + 1U, sizeof *counted->tables[t].marks);
        if (!counted->tables[t].marks) return false;
    }
    return counted->tables != NULL;
}

void counted_close(struct counted *counted)
{
    for (size_t t = 1; counted->tables && t < counted->dataset->table_count; t++) mem_free(counted->tables[t].marks);
    mem_free(counted->tables);
}

void counted_begin(struct counted *counted)
{
    counted->first = counted->last + 1;
}

static struct counted_table *look_at(struct counted *counted, const struct selection *selection)
{
    struct counted_table *table = &counted->tables[selection->view->table - counted->dataset->tables];
    table->looked = ++counted->last;
    return table;
}

/* Rows marked with `from` get the mark `to`; any, where from is 0. */
static void mark_rows(const struct counted_table *table, const struct selection *selection, uint64_t from, uint64_t to)
{
    struct rows rows = selection_rows(selection);
    uint32_t first = selection->view->table->first[*selection->view->partner];
    for (uint32_t i = 0; i < rows.count; i++) {
        uint64_t *mark = &table->marks[rows_at(&rows, i) - first];
        if (from == 0 || *mark == from) *mark = to;
    }
}

void counted_ask(struct counted *counted, struct selection *selection)
{
    const struct counted_table *table = look_at(counted, selection);
    if (selection->narrowed >= counted->first || selection->asked >= counted->first) return;
    selection->asked = counted->last;
    mark_rows(table, selection, 0, selection->asked);
}

void counted_narrow(struct counted *counted, struct selection *selection)
{
    const struct counted_table *table = look_at(counted, selection);
    if (selection->narrowed >= counted->first) return;
    selection->narrowed = counted->last;
    if (selection->asked >= counted->first) mark_rows(table, selection, selection->asked, 0);
}

struct row_count counted_end(const struct counted *counted, size_t partner)
{
    struct row_count count = {0};
    for (size_t t = 1; t < counted->dataset->table_count; t++) {
        const struct counted_table *table = &counted->tables[t];
        const uint32_t *first = counted->dataset->tables[t].first + partner;
        uint32_t rows = first[1] - first[0], marked = 0;
        if (table->looked < counted->first) continue;
        for (uint32_t i = 0; i < rows; i++) marked += table->marks[i] >= counted->first;
        count.has_rows = true;
        count.counted += marked;
        count.passed_over += rows - marked;
    }
    return count;
}
