#include "base/mem.h"
#include "out/explain.h"

static struct text conditions_of(const struct explanation *of, uint32_t event)
{
    struct buf words = {0}, text = {0};
    trace_conditions(of->trace, event, &words);
    explain_visible(buf_view(&words), &text);
    struct text made = arena_text(of->arena, buf_view(&text));
    of->arena->failed |= words.failed || text.failed;
    buf_release(&words);
    buf_release(&text);
    return made;
}

static struct evidence_count count_of(const struct explanation *of, const struct trace_row *row)
{
    bool counted = row->condition == TRACE_KEPT;
    return (struct evidence_count){.table = row->table,
                                   .counted = counted,
                                   .in_base = row->base,
                                   .condition = counted ? conditions_of(of, row->event)
                                                        : of->trace->events[row->event].conditions[row->condition].words};
}

/* Counted rows of one selection are together, in the base or not. */
static bool same(const struct evidence_count *a, const struct evidence_count *b)
{
    bool alike = a->counted || (a->in_base > 0) == (b->in_base > 0);
    return a->table == b->table && a->counted == b->counted && alike && text_equal(a->condition, b->condition);
}

static int rank_of(const struct evidence_count *count)
{
    return count->counted ? 0 : count->in_base ? 1 : 2;
}

static bool comes_before(const struct evidence_count *a, const struct evidence_count *b)
{
    if (a->table != b->table) return a->table < b->table;
    return rank_of(a) < rank_of(b);
}

/* Counts stay few: one for each condition of the rule. */
static void count_row(const struct explanation *of, const struct trace_row *row, struct evidence_count *counts, size_t *count)
{
    struct evidence_count one = count_of(of, row);
    size_t at = 0;
    while (at < *count && !same(&counts[at], &one)) at++;
    if (at < *count) {
        counts[at].rows++;
        counts[at].in_base += one.in_base;
        return;
    }
    one.rows = 1;
    for (at = (*count)++; at > 0 && comes_before(&one, &counts[at - 1]); at--) counts[at] = counts[at - 1];
    counts[at] = one;
}

const struct evidence_count *explain_counts(const struct explanation *of, size_t *count)
{
    size_t most = 1;
    for (size_t i = 0; i < of->trace->count; i++) most += 2 * of->trace->events[i].count + 1;
    struct evidence_count *counts = arena_array(of->arena, most, sizeof *counts);
    *count = 0;
    for (size_t i = 0; counts && i < of->trace->row_count; i++) count_row(of, &of->trace->rows[i], counts, count);
    return of->arena->failed ? NULL : counts;
}
