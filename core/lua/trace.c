#include "lua/trace.h"

#include <string.h>
#include <sys/mman.h>

enum { CHAIN_TOLD = 16 };

struct trace_page *trace_page_open(void)
{
    struct trace_page *page = mmap(NULL, sizeof *page, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return page == MAP_FAILED ? NULL : page;
}

void trace_page_close(struct trace_page *page)
{
    if (page) munmap(page, sizeof *page);
}

/* ---- reading: from a copy, which nobody changes any more */

struct reading {
    const char *at, *end;
    const struct dataset *dataset;
    struct arena *arena;
};

/* NULL: there is no more. */
static const void *take(struct reading *reading, size_t size)
{
    if ((size_t)(reading->end - reading->at) < size) return NULL;
    reading->at += size;
    return reading->at - size;
}

static bool take_text(struct reading *reading, uint32_t len, struct text *text)
{
    *text = (struct text){take(reading, len), len};
    return text->ptr && len <= TRACE_TEXT;
}

static bool take_conditions(struct reading *reading, struct trace_event *event)
{
    if (event->count > (size_t)(reading->end - reading->at) / sizeof(struct trace_mark)) return false;
    struct trace_condition *conditions = arena_array(reading->arena, event->count + 1, sizeof *conditions);
    event->conditions = conditions;
    for (size_t i = 0; conditions && i < event->count; i++) {
        struct trace_mark mark;
        const void *bytes = take(reading, sizeof mark);
        if (!bytes) return false;
        memcpy(&mark, bytes, sizeof mark);
        conditions[i] = (struct trace_condition){.kept = mark.kept, .dropped = mark.dropped};
        if (!take_text(reading, mark.len, &conditions[i].words)) return false;
    }
    return conditions != NULL;
}

static bool take_event(struct reading *reading, struct trace_event *event)
{
    struct trace_frame frame;
    const void *bytes = take(reading, sizeof frame);
    if (!bytes) return false;
    memcpy(&frame, bytes, sizeof frame);
    if (frame.kind >= TRACE_KIND_COUNT || frame.table >= reading->dataset->table_count) return false;
    *event = (struct trace_event){.kind = (enum trace_kind)frame.kind,
                                  .line = frame.line,
                                  .table = frame.table,
                                  .rows = frame.rows,
                                  .from = frame.from,
                                  .count = frame.count};
    return take_text(reading, frame.name_len, &event->name) && take_text(reading, frame.text_len, &event->text) &&
           take_conditions(reading, event);
}

/* A chain of selections goes back to earlier ones of the same table, or ends. */
static void check_from(const struct trace *trace, struct trace_event *event)
{
    const struct trace_event *from = event->from < trace->count ? &trace->events[event->from] : NULL;
    if (event->kind != TRACE_SELECT || !from || from->kind != TRACE_SELECT || from->table != event->table) event->from = TRACE_WHOLE;
}

static bool honest_row(const struct trace *trace, const struct dataset *dataset, size_t partner, const struct trace_row *row)
{
    if (row->table == 0 || row->table >= dataset->table_count || row->event >= trace->count) return false;
    const uint32_t *first = dataset->tables[row->table].first + partner;
    const struct trace_event *event = &trace->events[row->event];
    bool decided = row->condition == TRACE_KEPT || row->condition < event->count;
    bool asked = event->kind == TRACE_SELECT || (event->kind == TRACE_ASK && row->condition == TRACE_KEPT);
    return row->row >= first[0] && row->row < first[1] && asked && event->table == row->table && decided;
}

bool trace_read(const struct trace_page *page, const struct dataset *dataset, size_t partner, struct trace *trace, struct arena *arena)
{
    uint32_t used = page->used < TRACE_BYTES ? page->used : TRACE_BYTES;
    uint32_t all = page->row_count, rows = all < TRACE_ROWS ? all : TRACE_ROWS;
    char *bytes = arena_alloc(arena, used + 1U);
    struct trace_row *copied = arena_array(arena, rows + 1U, sizeof *copied);
    *trace =
        (struct trace){.events = arena_array(arena, TRACE_EVENTS + 1, sizeof *trace->events), .rows = copied, .rows_left_out = all - rows};
    if (!bytes || !copied || !trace->events) return false;
    memcpy(bytes, page->bytes, used);
    struct reading reading = {.at = bytes, .end = bytes + used, .dataset = dataset, .arena = arena};
    while (trace->count < TRACE_EVENTS && take_event(&reading, &trace->events[trace->count])) {
        check_from(trace, &trace->events[trace->count]);
        trace->count++;
    }
    for (uint32_t i = 0; i < rows; i++) {
        struct trace_row row = page->rows[i];
        if (honest_row(trace, dataset, partner, &row)) copied[trace->row_count++] = row;
    }
    return !arena->failed;
}

/* ---- chains */

static void put_conditions(const struct trace_event *event, size_t before, struct buf *out)
{
    for (size_t i = 0; i < event->count; i++) {
        if (out->len > before) buf_puts(out, ", ");
        buf_text(out, event->conditions[i].words);
    }
}

void trace_conditions(const struct trace *trace, uint32_t event, struct buf *out)
{
    const struct trace_event *chain[CHAIN_TOLD];
    size_t count = 0, before = out->len;
    for (; event != TRACE_WHOLE && count < CHAIN_TOLD; event = chain[count++]->from) chain[count] = &trace->events[event];
    if (event != TRACE_WHOLE) buf_puts(out, "...");
    while (count-- > 0)
        if (chain[count]->kind == TRACE_SELECT) put_conditions(chain[count], before, out);
}
