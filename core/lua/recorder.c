#include "lua/recorder.h"

#include <string.h>

#include "base/mem.h"
#include "lua/sandbox.h"
#include "lua/words.h"

enum { NAME_MOST = 200, WORDS_MOST = 16 * 1024, ROWS_DECIDED = 1 << 20 /* of a table, beyond which nothing is noted of single rows */ };

bool recorder_init(struct recorder *recorder, struct trace_page *page, const struct dataset *dataset, size_t partner)
{
    *recorder = (struct recorder){.page = page, .dataset = dataset, .partner = partner, .work = DESCRIBE_WORK};
    recorder->decided = mem_zero(dataset->table_count, sizeof *recorder->decided);
    recorder->words.ceiling = WORDS_MOST;
    return recorder->decided != NULL;
}

void recorder_release(struct recorder *recorder)
{
    for (size_t t = 0; recorder->decided && t < recorder->dataset->table_count; t++) mem_free(recorder->decided[t]);
    mem_free(recorder->decided);
    buf_release(&recorder->frame);
    buf_release(&recorder->words);
}

static void put_away(struct recorder *recorder, struct buf *text)
{
    recorder->starved |= text->starved;
    buf_release(text);
}

/* ---- events */

/* Of the innermost activation that is the plugin's own. [-0, +0, -] */
static unsigned line_at(lua_State *L)
{
    lua_Debug activation;
    for (int level = 0; lua_getstack(L, level, &activation); level++) {
        lua_getinfo(L, "l", &activation);
        if (activation.currentline > 0) return (unsigned)activation.currentline;
    }
    return 0;
}

/* The frame that was made becomes part of the page. There is always room left for one that says that there was more. */
static void write_frame(struct recorder *recorder)
{
    struct text frame = buf_view(&recorder->frame);
    struct trace_frame cut = {.kind = TRACE_CUT};
    uint32_t used = recorder->page->used;
    bool fits = !recorder->frame.failed && recorder->events + 1 < TRACE_EVENTS && frame.len + sizeof cut <= TRACE_BYTES - used;
    if (!fits) {
        recorder->full = true;
        frame = (struct text){(const char *)&cut, sizeof cut};
    }
    memcpy(recorder->page->bytes + used, frame.ptr, frame.len);
    recorder->events++;
    atomic_store(&recorder->page->used, used + (uint32_t)frame.len);
}

static void begin_frame(struct recorder *recorder, const struct trace_frame *head, struct text name, struct text text)
{
    buf_clear(&recorder->frame);
    buf_put(&recorder->frame, head, sizeof *head);
    buf_text(&recorder->frame, name);
    buf_text(&recorder->frame, text);
}

static void write_event(struct recorder *recorder, struct trace_frame head, struct text name, struct text text)
{
    head.name_len = (uint32_t)name.len;
    head.text_len = (uint32_t)text.len;
    begin_frame(recorder, &head, name, text);
    write_frame(recorder);
}

/* A text with a ceiling that was reached says so. */
static struct text cut_text(struct buf *text)
{
    bool cut = text->failed;
    text->failed = false;
    text->ceiling = 0;
    if (cut) buf_puts(text, " ...");
    return buf_view(text);
}

/* ---- log, params */

void recorder_log(struct recorder *recorder, lua_State *L)
{
    struct buf text = {.ceiling = DESCRIBE_MOST};
    if (recorder->full) return;
    for (int i = 1, count = lua_gettop(L); i <= count && !text.failed; i++) {
        if (i > 1) buf_char(&text, ' ');
        describe(L, i, DESCRIBE_PLAIN, &recorder->work, &text);
    }
    write_event(recorder, (struct trace_frame){.kind = TRACE_LOG, .line = line_at(L)}, (struct text){0}, cut_text(&text));
    put_away(recorder, &text);
}

static bool is_rate(const struct param_spec *spec)
{
    bool of_items = spec->type == PARAM_LIST || spec->type == PARAM_MAP || spec->type == PARAM_DATED;
    return spec->type == PARAM_RATE || (of_items && spec->item == PARAM_RATE);
}

void recorder_param(struct recorder *recorder, lua_State *L, const struct param_spec *spec)
{
    struct buf text = {.ceiling = DESCRIBE_MOST};
    if (recorder->full) return;
    describe(L, -1, is_rate(spec) ? DESCRIBE_PERCENT : DESCRIBE_GROUPED, &recorder->work, &text);
    write_event(recorder, (struct trace_frame){.kind = TRACE_PARAM}, text_of(spec->name), cut_text(&text));
    put_away(recorder, &text);
}

void recorder_read(struct recorder *recorder, lua_State *L, const char *column)
{
    struct buf name = {.ceiling = NAME_MOST}, text = {.ceiling = DESCRIBE_MOST};
    if (recorder->full) return;
    buf_printf(&name, "partner.%s", column);
    if (lua_isnil(L, -1))
        buf_puts(&text, "(empty)");
    else
        describe(L, -1, DESCRIBE_GROUPED, &recorder->work, &text);
    write_event(recorder, (struct trace_frame){.kind = TRACE_READ, .line = line_at(L)}, cut_text(&name), cut_text(&text));
    put_away(recorder, &name);
    put_away(recorder, &text);
}

/* ---- bands */

/* "100,000 x 1 % + 13,250 x 2 %"; nothing where a single figure is all there is. */
static void put_parts(const struct scale *scale, enum band_method method, struct decimal amount, struct buf *out)
{
    for (size_t i = 0; i < scale->count; i++) {
        const struct rate_band *band = &scale->bands[i];
        struct band_part part;
        if (!bands_counts(method, scale, i, amount) || !bands_part(method, band, amount, &part)) continue;
        if (out->len) buf_puts(out, " + ");
        words_rate(band->whole ? part.earned : part.base, false, out);
        if (!band->whole) buf_puts(out, " x ");
        if (!band->whole) words_rate(band->rate, scale->percent, out);
        if (part.fee) buf_puts(out, " + fee ");
        if (part.fee) words_rate(band->fee, false, out);
    }
    if (out->len) buf_puts(out, " = ");
}

void recorder_bands(struct recorder *recorder, lua_State *L, const struct scale *scale, enum band_method method, struct decimal amount,
                    struct decimal result)
{
    struct buf name = {.ceiling = NAME_MOST}, text = {.ceiling = DESCRIBE_MOST};
    if (recorder->full) return;
    buf_puts(&name, "bands of ");
    words_rate(amount, false, &name);
    buf_printf(&name, ", %s", band_method_names[method]);
    if (method != BANDS_RATE) put_parts(scale, method, amount, &text);
    words_rate(result, method == BANDS_RATE && scale->percent, &text);
    write_event(recorder, (struct trace_frame){.kind = TRACE_BANDS, .line = line_at(L)}, cut_text(&name), cut_text(&text));
    put_away(recorder, &name);
    put_away(recorder, &text);
}

/* ---- selections */

void recorder_condition(struct recorder *recorder, const char *column, const struct test *test)
{
    if (recorder->conditions == RECORDER_CONDITIONS) return;
    size_t begin = recorder->words.len;
    struct buf words = {.ceiling = DESCRIBE_MOST};
    words_test(column, test, &words);
    buf_text(&recorder->words, cut_text(&words));
    put_away(recorder, &words);
    recorder->word_ends[recorder->conditions++] = recorder->words.failed ? begin : recorder->words.len;
}

static uint32_t table_of(const struct recorder *recorder, const struct selection *selection)
{
    return (uint32_t)(selection->view->table - recorder->dataset->tables);
}

/* One entry for each row of the partner; NULL: none is kept. */
static struct decision *decisions(struct recorder *recorder, uint32_t table)
{
    const uint32_t *first = recorder->dataset->tables[table].first + recorder->partner;
    struct decision **decided = &recorder->decided[table];
    if (!*decided && first[1] - first[0] <= ROWS_DECIDED) {
        *decided = mem_zero(first[1] - first[0] + 1U, sizeof **decided);
        recorder->starved |= !*decided;
        for (uint32_t row = first[0]; *decided && row < first[1]; row++)
            (*decided)[row - first[0]] =
                (struct decision){{.table = table, .row = row, .event = UINT32_MAX}, UINT32_MAX, UINT32_MAX, false};
    }
    return *decided;
}

static void decide(struct recorder *recorder, uint32_t table, const uint32_t *rows, uint32_t count, uint32_t condition)
{
    struct decision *decided = decisions(recorder, table);
    uint32_t first = recorder->dataset->tables[table].first[recorder->partner];
    for (uint32_t i = 0; decided && i < count; i++) {
        decided[rows[i] - first].last.event = recorder->events;
        decided[rows[i] - first].last.condition = condition;
    }
}

/* A question was asked of these rows; the event that tells of it is about to be written. Where a narrower selection was made of them, they
 * are the base of what that counts. */
static void ask_rows(struct recorder *recorder, const struct selection *selection, bool counts)
{
    uint32_t table = table_of(recorder, selection), first = recorder->dataset->tables[table].first[recorder->partner];
    struct rows rows = selection_rows(selection);
    struct decision *decided = decisions(recorder, table);
    uint32_t event = selection->event == SELECTION_UNTOLD ? recorder->events : selection->event;
    for (uint32_t i = 0; decided && i < rows.count; i++) {
        struct decision *decision = &decided[rows_at(&rows, i) - first];
        decision->again |= decision->asked != UINT32_MAX && decision->asked != event;
        if (decision->asked == UINT32_MAX) decision->asked = event;
        if (counts) decision->event = event;
    }
}

/* Runs the conditions one after the other over `left`, which has room for all rows. */
static void put_marks(struct recorder *recorder, uint32_t table, const struct condition *conditions, size_t count, uint32_t *left,
                      uint32_t rows)
{
    for (size_t i = 0, begin = 0; i < count; i++) {
        size_t end = i < recorder->conditions ? recorder->word_ends[i] : begin;
        decide(recorder, table, left, rows, (uint32_t)i);
        uint32_t kept = filter_rows(&conditions[i], 1, &(struct rows){.list = left, .count = rows}, left);
        struct trace_mark mark = {kept, rows - kept, (uint32_t)(end - begin)};
        buf_put(&recorder->frame, &mark, sizeof mark);
        buf_put(&recorder->frame, recorder->words.ptr + begin, end - begin);
        rows = kept;
        begin = end;
    }
    decide(recorder, table, left, rows, TRACE_KEPT);
}

void recorder_select(struct recorder *recorder, lua_State *L, const struct selection *from, const struct condition *conditions,
                     size_t count)
{
    struct rows rows = selection_rows(from);
    uint32_t *left = recorder->full ? NULL : mem_alloc((rows.count + 1U) * sizeof *left);
    struct selection *made = thing_at(L, -1, THING_SELECTION);
    if (made) made->event = recorder->events;
    recorder->starved |= !left && !recorder->full;
    if (left) {
        struct trace_frame head = {.kind = TRACE_SELECT,
                                   .line = line_at(L),
                                   .table = table_of(recorder, from),
                                   .rows = rows.count,
                                   .from = from->event,
                                   .count = (uint32_t)count};
        for (uint32_t i = 0; i < rows.count; i++) left[i] = rows_at(&rows, i);
        begin_frame(recorder, &head, (struct text){0}, (struct text){0});
        put_marks(recorder, head.table, conditions, count, left, rows.count);
        write_frame(recorder);
    }
    mem_free(left);
    buf_clear(&recorder->words);
    recorder->conditions = 0;
}

/* ---- questions */

/* [-0, +0, memory] "sum(amount)". */
static void put_question(struct recorder *recorder, lua_State *L, const char *name, struct buf *question)
{
    buf_puts(question, name);
    if (lua_gettop(L) < 2 || strcmp(name, "#") == 0) return;
    for (int i = 2, count = lua_gettop(L); i <= count && !question->failed; i++) {
        buf_puts(question, i == 2 ? "(" : ", ");
        describe(L, i, DESCRIBE_GROUPED, &recorder->work, question);
    }
    buf_char(question, ')');
}

/* [-0, +0, memory] The groups in the list on the top: "crm: 12 rows, erp: 3 rows". */
static void put_groups(struct recorder *recorder, lua_State *L, struct buf *answer)
{
    lua_Integer count = (lua_Integer)lua_rawlen(L, -1);
    if (count == 0) buf_puts(answer, "no groups");
    for (lua_Integer i = 1; i <= count && !answer->failed; i++) {
        lua_rawgeti(L, -1, i);
        lua_getfield(L, -1, "key");
        lua_getfield(L, -2, "rows");
        if (i > 1) buf_puts(answer, ", ");
        describe(L, -2, DESCRIBE_GROUPED, &recorder->work, answer);
        uint32_t rows = ((const struct selection *)lua_touserdata(L, -1))->count;
        buf_printf(answer, ": %u %s", rows, rows == 1 ? "row" : "rows");
        lua_pop(L, 3);
    }
}

/* [-0, +0, memory] */
static void put_answer(struct recorder *recorder, lua_State *L, const char *name, struct buf *answer)
{
    if (strcmp(name, "rows") == 0)
        buf_puts(answer, "one after the other");
    else if (strcmp(name, "group") == 0)
        put_groups(recorder, L, answer);
    else if (lua_isnil(L, -1))
        buf_puts(answer, "nothing (nil)");
    else
        describe(L, -1, DESCRIBE_GROUPED, &recorder->work, answer);
}

/* [-0, +0, memory] The selection on the top, if it is one, was made as another one was. */
static void tell_as(const struct recorder *recorder, lua_State *L, const struct selection *from)
{
    struct selection *made = thing_at(L, -1, THING_SELECTION);
    if (made) made->event = from->event == SELECTION_UNTOLD ? recorder->events : from->event;
}

/* [-0, +0, memory] What a question hands on for further ones: the first rows, or groups. */
static void hand_on(const struct recorder *recorder, lua_State *L, const struct selection *from, const char *name)
{
    tell_as(recorder, L, from);
    lua_Integer groups = strcmp(name, "group") == 0 ? (lua_Integer)lua_rawlen(L, -1) : 0;
    for (lua_Integer i = 1; i <= groups; i++) {
        lua_rawgeti(L, -1, i);
        lua_getfield(L, -1, "rows");
        tell_as(recorder, L, from);
        lua_pop(L, 2);
    }
}

/* [-n, +1, error] Stands for a method: its function and its name are the upvalues. What it raises passes. */
static int ask(lua_State *L)
{
    struct recorder *recorder = sandbox_of(L)->recorder;
    const char *name = lua_tostring(L, lua_upvalueindex(2));
    const struct selection *selection = thing_at(L, 1, THING_SELECTION);
    lua_CFunction method = lua_tocfunction(L, lua_upvalueindex(1));
    struct buf question = {.ceiling = NAME_MOST}, answer = {.ceiling = DESCRIBE_MOST};
    char asked[NAME_MOST + 8];
    if (!recorder || recorder->full || !selection) return method(L);
    put_question(recorder, L, name, &question);
    struct text kept = cut_text(&question);
    kept.len = kept.len < sizeof asked ? kept.len : sizeof asked;
    if (kept.len) memcpy(asked, kept.ptr, kept.len);
    kept.ptr = asked;
    put_away(recorder, &question); /* an error of the method would leave it */
    struct trace_frame head = {
        .kind = TRACE_ASK, .line = line_at(L), .table = table_of(recorder, selection), .rows = selection_rows(selection).count};
    const struct counted *counted = sandbox_of(L)->counted;
    uint64_t before = counted->last;
    int results = method(L);
    if (counted->last > before) ask_rows(recorder, selection, selection->asked > before);
    hand_on(recorder, L, selection, name);
    put_answer(recorder, L, name, &answer);
    write_event(recorder, head, kept, cut_text(&answer));
    put_away(recorder, &answer);
    return results;
}

/* [-0, +0, memory] The field of the table at `index` that holds a method. */
static void stand_in(lua_State *L, int index, const char *field, const char *name)
{
    index = lua_absindex(L, index);
    lua_pushstring(L, field);
    lua_pushvalue(L, -1);
    lua_rawget(L, index);
    lua_pushstring(L, name);
    lua_pushcclosure(L, ask, 2);
    lua_rawset(L, index);
}

void recorder_listen(lua_State *L)
{
    static const char *const methods[] = {"sum", "count", "distinct", "mean",  "median", "min",
                                          "max", "first", "last",     "group", "values", "rows"};
    lua_rawgeti(L, LUA_REGISTRYINDEX, SLOT_THINGS + (int)THING_SELECTION);
    stand_in(L, -1, "__len", "#");
    lua_getfield(L, -1, "__index");
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) stand_in(L, -1, methods[i], methods[i]);
    lua_pop(L, 2);
}

/* The row as the trace shall tell it; false: no selection looked at it. */
static bool decided_row(const struct decision *decision, bool counted, struct trace_row *row)
{
    *row = decision->last;
    if (counted && decision->event != UINT32_MAX) {
        row->event = decision->event;
        row->condition = TRACE_KEPT;
    }
    row->base = decision->again || (!counted && decision->asked != UINT32_MAX);
    return row->event != UINT32_MAX;
}

bool recorder_end(struct recorder *recorder, const struct counted *counted)
{
    uint32_t count = 0;
    for (size_t t = 1; t < recorder->dataset->table_count; t++) {
        const uint32_t *first = recorder->dataset->tables[t].first + recorder->partner;
        const struct decision *decided = recorder->decided[t];
        for (uint32_t i = 0; decided && i < first[1] - first[0]; i++) {
            struct trace_row row;
            if (!decided_row(&decided[i], counted_row(counted, t, i), &row)) continue;
            if (count < TRACE_ROWS) recorder->page->rows[count] = row;
            count++;
        }
    }
    atomic_store(&recorder->page->row_count, count);
    return !recorder->starved && !recorder->frame.starved && !recorder->words.starved;
}
