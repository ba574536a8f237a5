#include "draft/profile.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "data/csv.h"
#include "data/source.h"

enum { PIECE = 1 << 20, PIECE_MOST = 1 << 26, COLUMNS_MOST = 2000, SLACK = 16 };

/* A file being read: a piece of its text, the lexer on it. */
struct walk {
    struct profile *profile;
    const struct draft *draft;
    struct source source;
    struct csv_lexer lexer;
    struct csv_field *fields;
    char *piece;
    size_t room, filled; /* of the piece */
    uint64_t from;       /* where it begins in the file */
    uint64_t stride;     /* of the rows that are looked at; 0: not settled yet */
    struct buf plain;    /* a cell without its quotes */
};

static bool fail(const struct walk *walk, uint32_t line, const char *cure, const char *what)
{
    struct place place = {.file = walk->profile->path, .line = line};
    problem_add(walk->draft->problems, SEVERITY_ERROR, STAGE_DATA, place, cure, "%s", what);
    return false;
}

static bool no_memory(const struct walk *walk)
{
    walk->draft->problems->out_of_memory = true;
    return false;
}

/* ---- pieces */

static bool begin_piece(struct walk *walk, uint64_t from, size_t room, uint32_t line)
{
    if (room > walk->room) {
        mem_free(walk->piece);
        walk->piece = mem_alloc(room + CSV_PADDING);
        walk->room = walk->piece ? room : 0;
        if (!walk->piece) return no_memory(walk);
    }
    uint64_t left = walk->source.length - from;
    walk->filled = left < walk->room ? (size_t)left : walk->room;
    walk->from = from;
    memset(walk->piece + walk->filled, 0, CSV_PADDING);
    if (!source_read(&walk->source, from, walk->filled, walk->piece)) return source_check(&walk->source, walk->draft->problems);
    walk->lexer.text = walk->piece;
    walk->lexer.length = walk->filled;
    walk->lexer.whole = from + walk->filled == walk->source.length;
    csv_start(&walk->lexer, 0, line);
    return true;
}

/* The next record; CSV_MORE: it could not be read, which is reported. */
static enum csv_step next_record(struct walk *walk, struct csv_record *record)
{
    for (;;) {
        enum csv_step step = csv_next(&walk->lexer, record);
        if (step != CSV_MORE) return step;
        size_t room = record->at == 0 ? walk->room * 2 : walk->room;
        if (room > PIECE_MOST) {
            fail(walk, record->line, "close the quotes that stand open", "a row goes on and on: its quotes do not match");
            return CSV_MORE;
        }
        if (!begin_piece(walk, walk->from + record->at, room, record->line)) return CSV_MORE;
    }
}

/* ---- the headings */

static size_t headings_with(struct walk *walk, char delimiter)
{
    struct csv_record record;
    walk->lexer.delimiter = delimiter;
    csv_start(&walk->lexer, 0, 1);
    return csv_next(&walk->lexer, &record) == CSV_RECORD ? record.count : 0;
}

/* The delimiter that makes most headings. */
static void find_delimiter(struct walk *walk)
{
    static const char candidates[] = {',', ';', '\t', '|'};
    size_t most = 0;
    for (size_t i = 0; i < sizeof candidates; i++) {
        size_t count = headings_with(walk, candidates[i]);
        if (count <= most) continue;
        most = count;
        walk->profile->spec.delimiter = candidates[i];
    }
    walk->profile->column_count = most;
    walk->lexer.delimiter = walk->profile->spec.delimiter;
}

static struct text cell_of(struct walk *walk, const struct csv_field *field)
{
    if (!field->quoted && !field->doubled) return text_trim(csv_text(field));
    buf_clear(&walk->plain);
    char *room = buf_room(&walk->plain, (size_t)field->len + SLACK);
    if (!room) return (struct text){"", 0};
    size_t length = csv_unquote(field, room);
    memset(room + length, 0, SLACK);
    return text_trim((struct text){room, length});
}

static void mark_twice(struct profile *profile)
{
    for (size_t i = 0; i < profile->column_count; i++)
        for (size_t k = 0; k < profile->column_count; k++)
            profile->columns[i].twice |= i != k && strcmp(profile->columns[i].heading, profile->columns[k].heading) == 0;
}

/* More of the headings are numbers or nothing than are words: there is no row of headings. */
static bool looks_like_data(const struct profile *profile)
{
    size_t words = 0;
    for (size_t i = 0; i < profile->column_count; i++) {
        const char *heading = profile->columns[i].heading;
        words += *heading != '\0' && strspn(heading, "0123456789.,:/-+ %") < strlen(heading);
    }
    return words * 2 <= profile->column_count;
}

/* A title that stands alone, with rows of several cells below it. */
static bool is_title(const struct walk *walk)
{
    bool wider = false;
    for (const char *delimiter = ",;\t|"; walk->profile->column_count == 1 && *delimiter && !wider; delimiter++) {
        struct csv_lexer below = walk->lexer;
        struct csv_record record;
        below.fields = NULL;
        below.cap = 0;
        below.delimiter = *delimiter;
        csv_start(&below, walk->lexer.at, 2);
        for (int i = 0; i < 5 && !wider && csv_next(&below, &record) == CSV_RECORD; i++) wider = record.count > 1;
    }
    return wider;
}

static bool check_headings(const struct walk *walk)
{
    const struct profile *profile = walk->profile;
    if (profile->column_count > COLUMNS_MOST)
        return fail(walk, 1, "leave out columns that no rule needs", "there are more than 2000 columns");
    if (!is_title(walk) && !looks_like_data(profile)) return true;
    return fail(walk, 1, "remove what stands above the headings; if there are none, put a row above the data that says what each column is",
                "the first row does not look like headings");
}

static bool read_headings(struct walk *walk)
{
    struct profile *profile = walk->profile;
    struct csv_record record;
    find_delimiter(walk);
    size_t count = profile->column_count;
    profile->columns = arena_array(walk->draft->arena, count ? count : 1, sizeof *profile->columns);
    walk->fields = arena_array(walk->draft->arena, count ? count : 1, sizeof *walk->fields);
    if (!profile->columns || !walk->fields) return no_memory(walk);
    walk->lexer.fields = walk->fields;
    walk->lexer.cap = count;
    csv_start(&walk->lexer, 0, 1);
    if (next_record(walk, &record) != CSV_RECORD) return false;
    for (size_t i = 0; i < count; i++) {
        profile->columns[i].heading = arena_string(walk->draft->arena, cell_of(walk, &walk->fields[i]));
        if (!profile->columns[i].heading) return no_memory(walk);
    }
    mark_twice(profile);
    return check_headings(walk);
}

/* ---- the rows */

/* Once so many rows were looked at, the size of the rest tells how many to pass over. */
static bool is_looked_at(struct walk *walk)
{
    const struct profile *profile = walk->profile;
    if (profile->rows < PROFILE_ROWS) return true;
    if (walk->stride == 0) {
        uint64_t done = walk->from + walk->lexer.at, left = walk->source.length - done;
        uint64_t rows = done > 0 ? left / (done / profile->rows + 1) : 0;
        walk->stride = 1 + rows / PROFILE_ROWS;
    }
    return profile->rows % walk->stride == 0;
}

static bool add_row(struct walk *walk, const struct csv_record *record)
{
    struct profile *profile = walk->profile;
    bool looked_at = is_looked_at(walk), good = true;
    profile->rows++;
    if (record->flaw != CSV_SOUND && profile->broken++ == 0) profile->broken_line = record->line;
    if (!looked_at || record->flaw != CSV_SOUND) return true;
    profile->seen++;
    for (size_t i = 0; good && i < profile->column_count && i < record->count; i++)
        good = tally_add(&profile->columns[i].tally, cell_of(walk, &walk->fields[i]), record->line, walk->draft->arena);
    return (good && !walk->plain.failed) || no_memory(walk);
}

/* False with `foreign` set: the text is not UTF-8. */
static bool read_rows(struct walk *walk, bool *foreign)
{
    struct csv_record record;
    enum csv_step step;
    while ((step = next_record(walk, &record)) == CSV_RECORD) {
        const char *row = walk->piece + record.at;
        size_t good = csv_utf8_length(row, record.length);
        *foreign = good < record.length;
        if (*foreign && row[good] == '\0')
            return fail(walk, record.line, "export the table again as CSV UTF-8", "here is a NUL byte: this is no text");
        if (*foreign) return false;
        if (!csv_blank(&record) && !add_row(walk, &record)) return false;
    }
    return step == CSV_END;
}

static void end_walk(struct walk *walk)
{
    source_release(&walk->source);
    mem_free(walk->piece);
    buf_release(&walk->plain);
}

static bool read_as(struct profile *profile, const struct draft *draft, bool *foreign)
{
    struct walk walk = {.profile = profile, .draft = draft, .source = {.file = -1}};
    bool good = source_open(&walk.source, &profile->spec, draft->problems) && begin_piece(&walk, 0, PIECE, 1);
    *foreign = good && csv_utf8_length(walk.piece, csv_line_after(walk.piece, walk.filled, 0)) < csv_line_after(walk.piece, walk.filled, 0);
    good = good && !*foreign && read_headings(&walk) && read_rows(&walk, foreign);
    end_walk(&walk);
    return good;
}

bool profile_read(struct profile *profile, const char *path, const struct draft *draft)
{
    const char *slash = strrchr(path, '/');
    bool foreign;
    *profile = (struct profile){.path = path, .file = slash ? slash + 1 : path, .spec = {.path = path}};
    profile->spec.name = profile->file;
    bool good = read_as(profile, draft, &foreign);
    if (good || !foreign || profile->spec.encoding || draft->problems->errors > 0) return good;
    profile_release(profile);
    profile->rows = profile->seen = 0;
    profile->spec.encoding = "windows-1252";
    return read_as(profile, draft, &foreign);
}

void profile_release(struct profile *profile)
{
    for (size_t i = 0; i < profile->column_count; i++) tally_release(&profile->columns[i].tally);
    profile->column_count = 0;
}
