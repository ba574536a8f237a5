#include "data/row.h"

#include "base/mem.h"
#include "data/exchange.h"
#include "data/partners.h"

struct spot row_spot(struct work *work, const struct csv_record *record)
{
    return (struct spot){
        .spec = work->intake->spec,
        .problems = &work->chunk->problems,
        .text = work->lexer.text,
        .length = work->lexer.length,
        .record = record,
    };
}

static void out_of_memory(struct work *work)
{
    work->chunk->state = CHUNK_NO_MEMORY;
}

/* The field's text with single quotes; it has CSV_PADDING readable bytes behind it. */
static struct text field_text(struct work *work, const struct csv_field *field)
{
    if (!field->doubled) return csv_text(field);
    struct buf *plain = &work->bench->plain;
    buf_clear(plain);
    char *room = buf_room(plain, (size_t)field->len + CSV_PADDING);
    if (!room) {
        out_of_memory(work);
        return (struct text){"", 0};
    }
    size_t len = csv_unquote(field, room);
    memset(room + len, 0, CSV_PADDING);
    return (struct text){room, len};
}

static inline bool is_plain(char c)
{
    return c > ' ' && c < 0x7f;
}

static inline struct text trim_key(struct text key)
{
    return key.len > 0 && is_plain(key.ptr[0]) && is_plain(key.ptr[key.len - 1]) ? key : text_trim(key);
}

struct text row_key(struct work *work)
{
    return trim_key(field_text(work, &work->lexer.fields[work->intake->key_field]));
}

static void note_blank(struct work *work, uint32_t line)
{
    struct chunk *chunk = work->chunk;
    struct blank_run *last = chunk->blank_count > 0 ? &chunk->blanks[chunk->blank_count - 1] : NULL;
    if (last && last->line + last->count == line) {
        last->count++;
        return;
    }
    if (!mem_grow((void **)&chunk->blanks, &chunk->blank_cap, chunk->blank_count + 1, sizeof *chunk->blanks)) {
        out_of_memory(work);
        return;
    }
    chunk->blanks[chunk->blank_count++] = (struct blank_run){line, 1};
}

static void note_trouble(struct work *work, uint32_t partner)
{
    struct chunk *chunk = work->chunk;
    if (mem_grow((void **)&chunk->troubled, &chunk->troubled_cap, chunk->troubled_count + 1, sizeof *chunk->troubled))
        chunk->troubled[chunk->troubled_count++] = partner;
    else
        out_of_memory(work);
}

static void report_cell(struct work *work, const struct csv_record *record, const struct lane_plan *plan, enum cell_flaw flaw)
{
    struct spot spot = row_spot(work, record);
    struct text key = row_key(work);
    const struct csv_field *field = &work->lexer.fields[plan->field];
    struct buf copy = {0};
    buf_text(&copy, key); /* the text below may take the place of the key's */
    if (copy.failed) out_of_memory(work);
    spot.partner = key.len > 0 ? buf_view(&copy) : (struct text){NULL, 0};
    complain_cell(&spot, plan, field, field_text(work, field), flaw);
    buf_release(&copy);
}

static void report_exchange(struct work *work, const struct csv_record *record, const struct lane_plan *plan, struct exchange_slip slip)
{
    struct spot spot = row_spot(work, record);
    struct text key = row_key(work);
    spot.partner = key.len > 0 ? key : (struct text){NULL, 0};
    const struct lane_plan *plans = work->intake->plans;
    const struct csv_field *fields = work->lexer.fields;
    complain_exchange(&spot, plan, slip, &fields[plan->field], &fields[plans[plan->currency].field],
                      plan->on == LANE_NONE ? NULL : &fields[plans[plan->on].field]);
}

/* The row's cells are all fine so far. */
static bool convert_cells(struct work *work, const struct csv_record *record)
{
    struct intake *intake = work->intake;
    bool good = true;
    for (size_t i = 0; i < intake->plan_count; i++) {
        const struct lane_plan *plan = &intake->plans[i];
        if (!plan->spec->currency) continue;
        struct text text = field_text(work, &work->lexer.fields[plan->field]);
        struct exchange_slip slip = exchange_cell(intake->exchange, work->bench->lanes, i, work->chunk->rows, text);
        if (slip.flaw == EXCHANGE_FINE) continue;
        report_exchange(work, record, plan, slip);
        good = false;
    }
    return good;
}

static bool take_cells(struct work *work, const struct csv_record *record)
{
    struct intake *intake = work->intake;
    size_t row = work->chunk->rows;
    size_t told = SIZE_MAX; /* a field may be read twice */
    for (size_t i = 0; i < intake->plan_count; i++) {
        struct lane *lane = &work->bench->lanes[i];
        enum cell_flaw flaw = lane_take(lane, row, field_text(work, &work->lexer.fields[lane->plan->field]));
        if (flaw == CELL_FINE || lane->plan->field == told) continue;
        report_cell(work, record, lane->plan, flaw);
        told = lane->plan->field;
    }
    bool good = told == SIZE_MAX;
    return good && (!intake->converts || convert_cells(work, record));
}

static uint32_t find_partner(const struct intake *intake, uint64_t tag, struct text key)
{
    return index_find(&intake->partners->index, intake->partners->keys, tag, key);
}

static void note_orphan(struct work *work, uint32_t lost, uint32_t line)
{
    struct chunk *chunk = work->chunk;
    if (mem_grow((void **)&chunk->orphans, &chunk->orphan_cap, chunk->orphan_count + 1, sizeof *chunk->orphans))
        chunk->orphans[chunk->orphan_count++] = (struct orphan){lost, line};
    else
        out_of_memory(work);
}

void row_unknown(struct work *work, const struct csv_record *record)
{
    const struct intake *intake = work->intake;
    if (intake->spec->history) return;
    const struct words *words = &intake->partners->lost;
    struct text key = row_key(work);
    uint32_t lost = index_find(&words->index, words->items, index_tag(key), key);
    if (lost != INDEX_NONE) {
        note_orphan(work, lost, record->line);
        return;
    }
    struct spot spot = row_spot(work, record);
    complain_unknown(&spot, &work->lexer.fields[intake->key_field], key, partners_near(intake->partners, key));
}

/* A row of facts: whom it belongs to is looked up for many rows at once (settle.c), but for long keys at once. */
static inline void keep_fact(struct work *work, size_t row, struct text key)
{
    struct bench *bench = work->bench;
    uint64_t tag = index_tag(key);
    bench->tags[row] = tag;
    if (key.len > 8) bench->owners[row] = find_partner(work->intake, tag, key);
}

static void set_fact_aside(struct work *work, const struct csv_record *record, struct text key)
{
    uint32_t partner = find_partner(work->intake, index_tag(key), key);
    if (partner == INDEX_NONE)
        row_unknown(work, record);
    else
        note_trouble(work, partner);
}

static void keep_key(struct buf *keys, struct text key)
{
    buf_text(keys, key);
    buf_char(keys, '\0');
}

/* What the key is for: partners are told apart by it, facts find their partner. */
static void use_key(struct work *work, const struct csv_record *record, struct text key, bool good)
{
    bool partner_table = !work->intake->partners;
    if (partner_table)
        keep_key(good ? &work->bench->keys : &work->bench->lost, key);
    else if (good)
        keep_fact(work, work->chunk->rows, key);
    else
        set_fact_aside(work, record, key);
}

static void take_sound(struct work *work, const struct csv_record *record)
{
    struct chunk *chunk = work->chunk;
    bool good = take_cells(work, record);
    struct text key = row_key(work);
    if (key.len == 0) {
        struct spot spot = row_spot(work, record);
        complain_key_missing(&spot, &work->lexer.fields[work->intake->key_field]);
        good = false;
    } else {
        use_key(work, record, key, good);
    }
    work->bench->traces[chunk->rows] = (struct trace){(uint32_t)(work->begin + record->at - chunk->start), record->line};
    chunk->rows += good;
    chunk->set_aside += !good;
}

/* A record that is no row may still say whose it would be. The key's field counts when the flaw is not its own, and it is there. */
static struct text key_of_broken(struct work *work, const struct csv_record *record)
{
    size_t field = work->intake->key_field;
    const struct csv_field *key = &work->lexer.fields[field];
    if (field >= record->count) return (struct text){NULL, 0};
    size_t at = (size_t)(key->ptr - work->lexer.text) - key->quoted;
    bool sound = record->flaw == CSV_SOUND || (record->flaw == CSV_RUNAWAY ? at < record->flaw_at : at != record->flaw_at);
    return sound ? row_key(work) : (struct text){NULL, 0};
}

/* Charges a record that is no row to its partner. Returns the partner's key, or nothing. */
static struct text charge(struct work *work, const struct csv_record *record)
{
    struct text key = key_of_broken(work, record);
    if (key.len == 0) return (struct text){NULL, 0};
    if (!work->intake->partners) {
        keep_key(&work->bench->lost, key);
        return key;
    }
    uint32_t partner = find_partner(work->intake, index_tag(key), key);
    if (partner == INDEX_NONE) return (struct text){NULL, 0};
    note_trouble(work, partner);
    return key;
}

static void take_broken(struct work *work, const struct csv_record *record)
{
    struct spot spot = row_spot(work, record);
    spot.partner = charge(work, record);
    work->chunk->set_aside++;
    if (record->flaw == CSV_SOUND)
        complain_ragged(&spot, work->intake->field_count);
    else
        complain_quote(&spot);
    if (record->flaw == CSV_OPEN_QUOTE) work->chunk->state = CHUNK_BROKEN;
}

/* Without cells, or with blanks only. */
static bool is_blank(const struct work *work, const struct csv_record *record)
{
    if (csv_blank(record)) return true;
    struct text line = {work->lexer.text + record->at, record->length};
    return record->count == 1 && record->flaw == CSV_SOUND && text_trim(line).len == 0;
}

/* Whether what stands beyond the cells of the header row is empty. */
static bool has_empty_surplus(const struct work *work, const struct csv_record *record)
{
    size_t cells = work->intake->field_count;
    if (record->count <= cells || record->flaw != CSV_SOUND) return false;
    const struct csv_field *last = &work->lexer.fields[cells - 1];
    const char *at = last->ptr + last->len + last->quoted, *end = work->lexer.text + record->at + record->length;
    while (at < end && (*at == work->lexer.delimiter || *at == ' ')) at++;
    return at == end;
}

static void note_surplus(struct chunk *chunk, uint32_t line)
{
    if (chunk->surplus.count++ == 0) chunk->surplus.line = line;
}

void row_take(struct work *work, struct csv_record *record)
{
    struct chunk *chunk = work->chunk;
    if (is_blank(work, record)) {
        note_blank(work, record->line);
        return;
    }
    bool surplus = has_empty_surplus(work, record);
    if (surplus) note_surplus(chunk, record->line);
    chunk->content = true;
    chunk->last_line = record->line;
    if (surplus || (record->flaw == CSV_SOUND && record->count == work->intake->field_count)) {
        take_sound(work, record);
        return;
    }
    if (record->flaw == CSV_SOUND && record->wide_at != SIZE_MAX) csv_call_back(&work->lexer, record);
    take_broken(work, record);
}

static struct text plain_key(const struct work *work, size_t row)
{
    return trim_key(csv_rows_text(&work->bench->rows, &work->lexer, row, work->intake->key_field));
}

static bool take_plain_keys(struct work *work)
{
    size_t count = work->bench->rows.count, first = work->chunk->rows;
    for (size_t i = 0; i < count; i++) {
        struct text key = plain_key(work, i);
        if (key.len == 0) return false;
        if (work->intake->partners) keep_fact(work, first + i, key);
    }
    for (size_t i = 0; i < count && !work->intake->partners; i++) keep_key(&work->bench->keys, plain_key(work, i));
    return true;
}

static bool convert_plain(struct work *work)
{
    const struct intake *intake = work->intake;
    const struct csv_rows *rows = &work->bench->rows;
    for (size_t i = 0; i < intake->plan_count; i++) {
        if (!intake->plans[i].spec->currency) continue;
        for (size_t row = 0; row < rows->count; row++) {
            struct text text = csv_rows_text(rows, &work->lexer, row, intake->plans[i].field);
            if (exchange_cell(intake->exchange, work->bench->lanes, i, work->chunk->rows + row, text).flaw != EXCHANGE_FINE) return false;
        }
    }
    return true;
}

static void keep_plain(struct work *work, uint32_t line)
{
    struct chunk *chunk = work->chunk;
    const struct csv_rows *rows = &work->bench->rows;
    for (size_t i = 0; i < rows->count; i++) {
        size_t at = (uint32_t)(rows->stops[i * work->lexer.cap] + 1);
        work->bench->traces[chunk->rows++] = (struct trace){(uint32_t)(work->begin + at - chunk->start), line + (uint32_t)i};
    }
    chunk->content = true;
    chunk->last_line = line + (uint32_t)rows->count - 1;
}

void row_take_plain(struct work *work)
{
    struct csv_lexer *lexer = &work->lexer;
    const struct csv_rows *rows = &work->bench->rows;
    uint32_t line = lexer->line - (uint32_t)rows->count;
    bool good = true;
    for (size_t i = 0; good && i < work->intake->plan_count; i++)
        good = lane_take_rows(&work->bench->lanes[i], work->chunk->rows, lexer, rows);
    if (good && work->intake->converts) good = convert_plain(work);
    if (good && take_plain_keys(work)) {
        keep_plain(work, line);
        return;
    }
    /* One of them is not good: the slow way through all of them tells which, and why. */
    struct csv_record record;
    csv_start(lexer, (uint32_t)(rows->stops[0] + 1), line);
    for (size_t i = 0; i < rows->count && csv_next(lexer, &record) == CSV_RECORD; i++) row_take(work, &record);
}
