#include "base/mem.h"
#include "out/explain.h"

/* The conditions of a selection, with commas between. */
static struct text conditions_of(const struct explanation *of, const struct trace_event *event)
{
    struct buf text = {0};
    for (size_t i = 0; i < event->count; i++) {
        if (i) buf_puts(&text, ", ");
        explain_visible(event->conditions[i].words, &text);
    }
    struct text made = arena_text(of->arena, buf_view(&text));
    buf_release(&text);
    return made;
}

static struct evidence_count count_of(const struct explanation *of, const struct trace_row *row)
{
    const struct trace_event *event = &of->trace->events[row->event];
    bool counted = row->condition == TRACE_KEPT;
    return (struct evidence_count){
        .table = row->table, .counted = counted, .condition = counted ? conditions_of(of, event) : event->conditions[row->condition].words};
}

static bool same(const struct evidence_count *a, const struct evidence_count *b)
{
    return a->table == b->table && a->counted == b->counted && text_equal(a->condition, b->condition);
}

static bool comes_before(const struct evidence_count *a, const struct evidence_count *b)
{
    if (a->table != b->table) return a->table < b->table;
    return a->counted && !b->counted;
}

/* Counts stay few: one for each condition of the rule. */
static void count_row(const struct explanation *of, const struct trace_row *row, struct evidence_count *counts, size_t *count)
{
    struct evidence_count one = count_of(of, row);
    size_t at = 0;
    while (at < *count && !same(&counts[at], &one)) at++;
    if (at < *count) {
        counts[at].rows++;
        return;
    }
    one.rows = 1;
    for (at = (*count)++; at > 0 && comes_before(&one, &counts[at - 1]); at--) counts[at] = counts[at - 1];
    counts[at] = one;
}

const struct evidence_count *explain_counts(const struct explanation *of, size_t *count)
{
    size_t most = 1;
    for (size_t i = 0; i < of->trace->count; i++) most += of->trace->events[i].count + 1;
    struct evidence_count *counts = arena_array(of->arena, most, sizeof *counts);
    *count = 0;
    for (size_t i = 0; counts && i < of->trace->row_count; i++) count_row(of, &of->trace->rows[i], counts, count);
    return of->arena->failed ? NULL : counts;
}
