#include "base/wrap.h"
#include "lua/words.h"
#include "out/trace_text.h"

enum { NAME_COLUMN = 18, COUNT_COLUMN = 52, ROWS_SHOWN = 200 };

size_t trace_column(size_t column, size_t name_length)
{
    return name_length + 3 > column ? name_length + 3 : column;
}

void trace_params(const struct trace_page_text *page, struct buf *out)
{
    bool first = true;
    size_t column = NAME_COLUMN;
    for (size_t i = 0; i < page->trace->count; i++)
        if (page->trace->events[i].kind == TRACE_PARAM) column = trace_column(column, page->trace->events[i].name.len);
    for (size_t i = 0; i < page->trace->count; i++) {
        const struct trace_event *event = &page->trace->events[i];
        if (event->kind != TRACE_PARAM) continue;
        if (first) buf_puts(out, "\nparams\n");
        first = false;
        buf_puts(out, "  ");
        buf_visible(out, event->name, "");
        wrap_to(out, column);
        buf_visible(out, event->text, "");
        buf_char(out, '\n');
    }
}

/* ---- events */

static void put_rows(uint32_t rows, const char *table, struct buf *out)
{
    words_number(rows, out);
    buf_printf(out, " %s of %s", rows == 1 ? "row" : "rows", table);
}

static void put_select(const struct trace_event *event, const char *table, struct buf *out)
{
    buf_printf(out, "    %s: ", table);
    words_number(event->rows, out);
    buf_printf(out, " %s%s\n", event->rows == 1 ? "row" : "rows", event->count == 0 ? ", all kept" : "");
    for (size_t i = 0; i < event->count; i++) {
        buf_puts(out, "      ");
        buf_visible(out, event->conditions[i].words, "");
        wrap_to(out, COUNT_COLUMN);
        buf_puts(out, " ");
        words_number(event->conditions[i].kept, out);
        buf_puts(out, " kept, ");
        words_number(event->conditions[i].dropped, out);
        buf_puts(out, " dropped\n");
    }
}

static void put_ask(const struct trace_event *event, const char *table, struct buf *out)
{
    buf_puts(out, "    ");
    if (text_is(event->name, "#"))
        buf_puts(out, "how many");
    else
        buf_visible(out, event->name, "");
    buf_puts(out, " of ");
    put_rows(event->rows, table, out);
    buf_puts(out, ": ");
    buf_visible(out, event->text, "");
    buf_char(out, '\n');
}

static void put_read(const struct trace_event *event, struct buf *out)
{
    buf_puts(out, "    ");
    buf_visible(out, event->name, "");
    buf_puts(out, ": ");
    buf_visible(out, event->text, "");
    buf_char(out, '\n');
}

static void put_line(const struct rule *rule, unsigned line, struct buf *out)
{
    struct text source = text_trim(source_line(&rule->plugin->source, line));
    buf_printf(out, "  %s:%u  ", rule->plugin->source.path, line);
    buf_visible(out, source, "");
    buf_char(out, '\n');
}

static void put_event(const struct trace_event *event, const char *table, struct buf *out)
{
    switch (event->kind) {
    case TRACE_SELECT: put_select(event, table, out); break;
    case TRACE_ASK: put_ask(event, table, out); break;
    case TRACE_READ:
    case TRACE_BANDS: put_read(event, out); break;
    case TRACE_LOG:
        buf_puts(out, "    log: ");
        buf_visible(out, event->text, "");
        buf_char(out, '\n');
        break;
    default: buf_puts(out, "  ... there was more, and no room for it: a trace holds some 2,000 steps\n"); break;
    }
}

static bool same_event(const struct trace_event *a, const struct trace_event *b)
{
    bool same = a->kind == b->kind && a->line == b->line && a->table == b->table && a->rows == b->rows && a->count == b->count;
    same = same && text_equal(a->name, b->name) && text_equal(a->text, b->text);
    for (size_t i = 0; same && i < a->count; i++) {
        const struct trace_condition *x = &a->conditions[i], *y = &b->conditions[i];
        same = x->kept == y->kept && x->dropped == y->dropped && text_equal(x->words, y->words);
    }
    return same;
}

static void put_again(size_t times, struct buf *out)
{
    buf_puts(out, "      the same ");
    words_number((double)times, out);
    buf_puts(out, times == 1 ? " more time\n" : " more times\n");
}

/* How often in a row the step is made, as in a loop. */
static size_t count_same(const struct trace *trace, size_t first)
{
    size_t next = first + 1;
    while (next < trace->count && same_event(&trace->events[first], &trace->events[next])) next++;
    return next - first;
}

void trace_steps(const struct trace_page_text *page, const struct rule *rule, struct buf *out)
{
    unsigned line = 0;
    bool any = false;
    buf_puts(out, "\nsteps\n");
    for (size_t i = 0, same; i < page->trace->count; i += same) {
        const struct trace_event *event = &page->trace->events[i];
        same = count_same(page->trace, i);
        if (event->kind == TRACE_PARAM) continue;
        if (event->line && event->line != line) put_line(rule, event->line, out);
        line = event->line;
        put_event(event, page->run->program->tables[event->table].name, out);
        if (same > 1) put_again(same - 1, out);
        any = true;
    }
    if (any) return;
    buf_puts(out, "  this rule looks at no table and no column of the partner, only at ");
    buf_puts(out, page->incentive    ? "its params and the card\n"
                  : rule->need_count ? "its params and the metrics it needs\n"
                                     : "its params\n");
}

/* ---- rows */

static void put_cells(const struct table *table, size_t row, struct buf *out)
{
    bool first = true;
    for (size_t c = 0; c < table->spec->column_count; c++) {
        if (!table->columns[c].cells || c == table->spec->key) continue;
        struct buf cell = {0};
        words_cell(&table->columns[c], row, &cell);
        buf_printf(out, "%s%s ", first ? "" : ", ", table->spec->columns[c].name);
        buf_visible(out, buf_view(&cell), "");
        buf_release(&cell);
        first = false;
    }
}

static void put_row(const struct trace_page_text *page, const struct trace_row *row, struct buf *out)
{
    const struct table *table = &page->run->data.tables[row->table];
    const struct trace_event *event = &page->trace->events[row->event];
    if (table->lines)
        buf_printf(out, "  %s:%u  ", table->spec->path, table->lines[row->row]);
    else
        buf_puts(out, "  ");
    put_cells(table, row->row, out);
    buf_puts(out, "\n      ");
    buf_puts(out, row->condition == TRACE_KEPT ? "counted" : "dropped by ");
    if (row->condition != TRACE_KEPT) buf_visible(out, event->conditions[row->condition].words, "");
    if (event->line) buf_printf(out, " (line %u)", event->line);
    buf_char(out, '\n');
}

void trace_rows(const struct trace_page_text *page, struct buf *out)
{
    const struct trace *trace = page->trace;
    if (trace->row_count) buf_puts(out, "\nrows: counted in an answer, or what dropped them\n");
    for (size_t i = 0; i < trace->row_count && i < ROWS_SHOWN; i++) put_row(page, &trace->rows[i], out);
    if (trace->row_count > ROWS_SHOWN) {
        buf_puts(out, "  ... and ");
        words_number((double)(trace->row_count - ROWS_SHOWN + trace->rows_left_out), out);
        buf_puts(out, " more\n");
    }
}
