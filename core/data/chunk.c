#include "data/chunk.h"

#include "base/mem.h"
#include "data/settle.h"

enum {
    TAIL = 4096,              /* read behind the chunk, for its last record */
    GUESSED_TAIL_MAX = 65536, /* a guess that finds no end within is left alone until the start is known */
    RECORD_MAX = 1 << 24,
    ROWS_AT_ONCE = 128
};

static bool lane_converts(struct lane *lane, size_t rows)
{
    lane->converted = mem_zero(1, sizeof *lane->converted);
    if (lane->converted) lane->converted->cells = mem_alloc(rows * sizeof(int64_t));
    return lane->converted && lane->converted->cells;
}

static bool bench_lanes(struct bench *bench, const struct intake *intake)
{
    bench->lanes = mem_zero(intake->plan_count, sizeof *bench->lanes);
    for (size_t i = 0; bench->lanes && i < intake->plan_count; i++) {
        bench->lanes[i].plan = &intake->plans[i];
        bench->lanes[i].cells = mem_alloc(intake->row_room * sizeof(int64_t));
        if (!bench->lanes[i].cells) return false;
        if (intake->plans[i].spec->currency && !lane_converts(&bench->lanes[i], intake->row_room)) return false;
    }
    return bench->lanes != NULL;
}

static bool bench_init(struct bench *bench, const struct intake *intake)
{
    size_t room = intake->row_room;
    bench->fields = mem_alloc(intake->field_count * sizeof *bench->fields);
    bench->rows.room = ROWS_AT_ONCE;
    bench->rows.stops = mem_alloc(((ROWS_AT_ONCE + 1) * intake->field_count + CSV_ROWS_SLACK) * sizeof *bench->rows.stops);
    bench->tags = mem_alloc(room * sizeof *bench->tags);
    bench->traces = mem_alloc(room * sizeof *bench->traces);
    bench->owners = mem_alloc(room * sizeof *bench->owners);
    bench->order = mem_alloc(room * sizeof *bench->order);
    return bench_lanes(bench, intake) && bench->fields && bench->rows.stops && bench->tags && bench->traces && bench->owners &&
           bench->order;
}

static void bench_release(struct bench *bench, const struct intake *intake)
{
    for (size_t i = 0; bench->lanes && i < intake->plan_count; i++) lane_release(&bench->lanes[i]);
    mem_free(bench->lanes);
    mem_free(bench->text);
    mem_free(bench->fields);
    mem_free(bench->rows.stops);
    mem_free(bench->tags);
    mem_free(bench->traces);
    mem_free(bench->owners);
    mem_free(bench->order);
    buf_release(&bench->plain);
    buf_release(&bench->keys);
    buf_release(&bench->lost);
    *bench = (struct bench){0};
}

void intake_release_benches(struct intake *intake)
{
    for (int i = 0; intake->benches && i < intake->bench_count; i++) bench_release(&intake->benches[i], intake);
    mem_free(intake->benches);
    intake->benches = NULL;
}

void chunk_release(struct chunk *chunk, const struct intake *intake)
{
    for (size_t i = 0; chunk->pieces && i < intake->plan_count; i++) mem_free(chunk->pieces[i].cells);
    mem_free(chunk->pieces);
    mem_free(chunk->bands);
    mem_free(chunk->owners);
    mem_free(chunk->traces);
    mem_free(chunk->keys);
    mem_free(chunk->lost);
    mem_free(chunk->troubled);
    mem_free(chunk->blanks);
    mem_free(chunk->orphans);
    problems_release(&chunk->problems);
    *chunk = (struct chunk){0};
}

/* Makes the text `length` bytes long (less at the end of the file); what it has already is not read again. */
static bool read_text(struct work *work, size_t length)
{
    struct bench *bench = work->bench;
    struct csv_lexer *lexer = &work->lexer;
    size_t left = work->intake->source.length - work->begin, have = lexer->length;
    if (length > left) length = left;
    if (bench->text_size < length + CSV_PADDING) {
        char *text = mem_resize(bench->text, length + CSV_PADDING);
        if (!text) {
            work->chunk->state = CHUNK_NO_MEMORY;
            return false;
        }
        bench->text = text;
        bench->text_size = length + CSV_PADDING;
    }
    if (!source_read(&work->intake->source, work->begin + have, length - have, bench->text + have)) {
        work->chunk->state = CHUNK_UNREAD;
        return false;
    }
    memset(bench->text + length, 0, CSV_PADDING);
    lexer->text = bench->text;
    lexer->length = length;
    lexer->whole = length == left;
    return true;
}

/* Whatever this is, it is no row: most likely a quote was left open. */
static void give_up(struct work *work, struct csv_record record)
{
    struct csv_lexer *lexer = &work->lexer;
    lexer->whole = true;
    csv_start(lexer, record.at, record.line);
    csv_next(lexer, &record);
    struct spot spot = row_spot(work, &record);
    if (record.flaw == CSV_OPEN_QUOTE)
        complain_quote(&spot);
    else
        complain_endless(&spot);
    work->chunk->state = CHUNK_BROKEN;
}

/* Reads on where a record does not end within the text. */
static bool read_more(struct work *work, const struct csv_record *record)
{
    struct csv_lexer *lexer = &work->lexer;
    size_t length = lexer->length, behind = length - record->at;
    if (work->guessed && behind >= GUESSED_TAIL_MAX) {
        work->chunk->state = CHUNK_UNSURE;
        return false;
    }
    if (behind >= RECORD_MAX) {
        give_up(work, *record);
        return false;
    }
    if (!read_text(work, length + (behind > TAIL ? behind : TAIL))) return false;
    csv_start(lexer, record->at, record->line);
    return true;
}

/* Where the chunk's first record begins, as far as one can tell from here. */
static bool guess_start(struct work *work, size_t *start)
{
    const struct csv_lexer *lexer = &work->lexer;
    *start = csv_line_after(lexer->text, lexer->length, 0);
    if (*start < lexer->length || lexer->whole) return true;
    work->chunk->state = CHUNK_UNSURE;
    return false;
}

static void read_records(struct work *work, size_t stop)
{
    struct csv_lexer *lexer = &work->lexer;
    struct csv_record record;
    struct csv_rows *rows = &work->bench->rows;
    while (work->chunk->state == CHUNK_DONE && work->begin + lexer->at < stop) {
        csv_plain_rows(lexer, stop - work->begin, rows);
        if (rows->count > 0) {
            row_take_plain(work);
            continue;
        }
        enum csv_step step = csv_next(lexer, &record);
        if (step == CSV_RECORD)
            row_take(work, &record);
        else if (step == CSV_END || !read_more(work, &record))
            break;
    }
    work->chunk->end = work->begin + lexer->at;
    work->chunk->lines = lexer->line;
}

static void check_bytes(struct work *work)
{
    struct chunk *chunk = work->chunk;
    size_t start = chunk->start - work->begin, length = chunk->end - chunk->start;
    size_t good = csv_utf8_length(work->lexer.text + start, length);
    if (good == length) return;
    struct csv_record record = {.at = start};
    struct spot spot = row_spot(work, &record);
    complain_bytes(&spot, start + good);
    chunk->state = CHUNK_BROKEN;
}

/* Worker 0 is the thread that loads: only it calls back. */
static void note_progress(const struct work *work, size_t bytes)
{
    struct load_watch *watch = work->intake->watch;
    if (!watch) return;
    uint64_t done = atomic_fetch_add_explicit(&watch->done, bytes, memory_order_relaxed) + bytes;
    if (work->chunk->worker == 0) watch->tell(watch->context, done, watch->total);
}

static void parse(struct work *work, size_t from, size_t stop)
{
    struct chunk *chunk = work->chunk;
    struct bench *bench = work->bench;
    size_t at = 0;
    if (!read_text(work, stop - work->begin + TAIL) || (work->guessed && !guess_start(work, &at))) return;
    chunk->start = work->begin + at;
    csv_start(&work->lexer, at, 0);
    buf_clear(&bench->keys);
    buf_clear(&bench->lost);
    for (size_t i = 0; i < work->intake->plan_count; i++) lane_begin(&bench->lanes[i]);
    read_records(work, stop);
    if (chunk->state == CHUNK_DONE || chunk->state == CHUNK_BROKEN) check_bytes(work);
    for (size_t i = 0; i < work->intake->plan_count; i++)
        if (bench->lanes[i].no_memory) chunk->state = CHUNK_NO_MEMORY;
    if (chunk->state == CHUNK_DONE && !settle_chunk(work)) chunk->state = CHUNK_NO_MEMORY;
    note_progress(work, stop - from);
}

void chunk_parse(struct intake *intake, size_t index, int worker, size_t start)
{
    struct chunk *chunk = &intake->chunks[index];
    struct bench *bench = &intake->benches[worker];
    size_t from = intake->data_at + index * intake->chunk_size, length = intake->source.length;
    size_t stop = length - from < intake->chunk_size ? length : from + intake->chunk_size;
    struct work work = {.intake = intake, .chunk = chunk, .bench = bench, .guessed = start == CHUNK_GUESS && index > 0};
    chunk_release(chunk, intake);
    chunk->worker = worker;
    if (!bench->fields && !bench_init(bench, intake)) {
        bench_release(bench, intake);
        chunk->state = CHUNK_NO_MEMORY;
        return;
    }
    work.begin = work.guessed ? from - 1 : index == 0 ? from : start;
    work.lexer = (struct csv_lexer){.delimiter = intake->delimiter, .fields = bench->fields, .cap = intake->field_count};
    parse(&work, from, stop);
}
