#include "data/csv.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { BLOCK = 64 };

/* What matters in a block of plain rows. */
struct plain_bits {
    uint64_t stops; /* delimiters and LF */
    uint64_t feeds; /* LF */
    uint64_t odd;   /* quotes and CR */
};

/* One bit per byte of the block: delimiters, quotes, line ends. */
#ifdef __SSE2__
static inline uint64_t special_bits(const char *block, char delimiter)
{
    const __m128i comma = _mm_set1_epi8(delimiter), quote = _mm_set1_epi8('"');
    const __m128i feed = _mm_set1_epi8('\n'), ret = _mm_set1_epi8('\r');
    uint64_t bits = 0;
    for (int i = 0; i < 4; i++) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(block + 16 * i));
        __m128i hit = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, comma), _mm_cmpeq_epi8(bytes, quote)),
                                   _mm_or_si128(_mm_cmpeq_epi8(bytes, feed), _mm_cmpeq_epi8(bytes, ret)));
        bits |= (uint64_t)(uint32_t)_mm_movemask_epi8(hit) << (16 * i);
    }
    return bits;
}

static inline struct plain_bits plain_bits(const char *block, char delimiter)
{
    const __m128i comma = _mm_set1_epi8(delimiter), quote = _mm_set1_epi8('"');
    const __m128i feed = _mm_set1_epi8('\n'), ret = _mm_set1_epi8('\r');
    struct plain_bits bits = {0, 0, 0};
    for (int i = 0; i < 4; i++) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(block + 16 * i));
        __m128i feeds = _mm_cmpeq_epi8(bytes, feed);
        __m128i stops = _mm_or_si128(_mm_cmpeq_epi8(bytes, comma), feeds);
        __m128i odd = _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, ret));
        bits.stops |= (uint64_t)(uint32_t)_mm_movemask_epi8(stops) << (16 * i);
        bits.feeds |= (uint64_t)(uint32_t)_mm_movemask_epi8(feeds) << (16 * i);
        bits.odd |= (uint64_t)(uint32_t)_mm_movemask_epi8(odd) << (16 * i);
    }
    return bits;
}

/* Whether one of the 16 bytes is NUL or not ASCII. */
static inline bool needs_look(const char *bytes)
{
    __m128i block = _mm_loadu_si128((const __m128i *)(const void *)bytes);
    return _mm_movemask_epi8(_mm_or_si128(block, _mm_cmpeq_epi8(block, _mm_setzero_si128()))) != 0;
}
#else
static inline uint64_t special_bits(const char *block, char delimiter)
{
    uint64_t bits = 0;
    for (int i = 0; i < BLOCK; i++) {
        char c = block[i];
        bits |= (uint64_t)(c == delimiter || c == '"' || c == '\n' || c == '\r') << i;
    }
    return bits;
}

static inline struct plain_bits plain_bits(const char *block, char delimiter)
{
    struct plain_bits bits = {0, 0, 0};
    for (int i = 0; i < BLOCK; i++) {
        char c = block[i];
        bits.stops |= (uint64_t)(c == delimiter || c == '\n') << i;
        bits.feeds |= (uint64_t)(c == '\n') << i;
        bits.odd |= (uint64_t)(c == '"' || c == '\r') << i;
    }
    return bits;
}

static inline bool needs_look(const char *bytes)
{
    bool look = false;
    for (int i = 0; i < 16; i++) look |= bytes[i] <= 0;
    return look;
}
#endif

static inline uint64_t block_specials(const struct csv_lexer *lexer)
{
    uint64_t bits = special_bits(lexer->text + lexer->block, lexer->delimiter);
    size_t left = lexer->length - lexer->block;
    return left < BLOCK ? bits & (((uint64_t)1 << left) - 1) : bits;
}

void csv_start(struct csv_lexer *lexer, size_t at, uint32_t line)
{
    lexer->at = at;
    lexer->line = line;
    lexer->block = at;
    lexer->specials = at < lexer->length ? block_specials(lexer) : 0;
}

/* Offset of the next special character, which counts as visited; length when there is none. */
static inline size_t next_special(struct csv_lexer *lexer)
{
    while (lexer->specials == 0) {
        lexer->block += BLOCK;
        if (lexer->block >= lexer->length) return lexer->length;
        lexer->specials = block_specials(lexer);
    }
    size_t at = lexer->block + (size_t)__builtin_ctzll(lexer->specials);
    lexer->specials &= lexer->specials - 1;
    return at;
}

static inline size_t next_separator(struct csv_lexer *lexer, bool *quotes)
{
    size_t at = next_special(lexer);
    while (at < lexer->length && lexer->text[at] == '"') {
        *quotes = true;
        at = next_special(lexer);
    }
    return at;
}

/* A flaw behind a field with line ends in it is most likely that field's: its closing quote is missing, and what seems to close it opens
 * another one. */
static void note_flaw(struct csv_record *record, enum csv_flaw flaw, size_t at)
{
    if (record->flaw != CSV_SOUND) return;
    bool runaway = record->wide_at != SIZE_MAX && flaw != CSV_OPEN_QUOTE;
    record->flaw = runaway ? CSV_RUNAWAY : flaw;
    record->flaw_at = runaway ? record->wide_at : at;
}

/* Offset of the closing quote; length when there is none. */
static size_t closing_quote(struct csv_lexer *lexer, bool *doubled)
{
    const char *text = lexer->text;
    for (;;) {
        size_t at = next_special(lexer);
        if (at == lexer->length) return at;
        if (text[at] == '\n' || (text[at] == '\r' && text[at + 1] != '\n')) lexer->line++;
        if (text[at] != '"') continue;
        if (at + 1 == lexer->length || text[at + 1] != '"') return at;
        *doubled = true;
        next_special(lexer);
    }
}

/* Reads the field whose opening quote is at `start`; returns the offset of the separator behind it. */
static size_t quoted_field(struct csv_lexer *lexer, struct csv_record *record, size_t start, struct csv_field *field)
{
    bool doubled = false, more_quotes = false;
    uint32_t line = lexer->line;
    next_special(lexer);
    size_t close = closing_quote(lexer, &doubled);
    if (lexer->line > line && record->flaw == CSV_SOUND) {
        record->wide_at = start;
        record->wide_lines = lexer->line - line;
    }
    *field = (struct csv_field){lexer->text + start + 1, (uint32_t)(close - start - 1), true, doubled};
    if (close == lexer->length) {
        note_flaw(record, CSV_OPEN_QUOTE, start);
        return close;
    }
    size_t separator = next_separator(lexer, &more_quotes);
    if (separator != close + 1) note_flaw(record, CSV_AFTER_QUOTE, start);
    return separator;
}

static inline size_t plain_field(struct csv_lexer *lexer, struct csv_record *record, size_t start, struct csv_field *field)
{
    bool quotes = false;
    size_t separator = next_separator(lexer, &quotes);
    *field = (struct csv_field){lexer->text + start, (uint32_t)(separator - start), false, false};
    if (quotes) note_flaw(record, CSV_STRAY_QUOTE, start);
    return separator;
}

/* Steps over the line end at `at`; false when the text stops where a LF could still follow. */
static inline bool pass_line_end(struct csv_lexer *lexer, size_t at)
{
    lexer->line++;
    lexer->at = at < lexer->length ? at + 1 : at;
    if (at >= lexer->length || lexer->text[at] != '\r') return true;
    if (lexer->at == lexer->length) return lexer->whole;
    if (lexer->text[lexer->at] == '\n') {
        next_special(lexer);
        lexer->at++;
    }
    return true;
}

void csv_call_back(struct csv_lexer *lexer, struct csv_record *record)
{
    size_t line_start = record->at;
    uint32_t line = record->line;
    record->flaw = CSV_RUNAWAY;
    record->flaw_at = record->wide_at;
    csv_locate(lexer->text, record->flaw_at, &line_start, &line);
    csv_start(lexer, csv_line_after(lexer->text, lexer->length, record->flaw_at), line + 1);
    size_t end = lexer->at;
    while (end > record->flaw_at && (lexer->text[end - 1] == '\n' || lexer->text[end - 1] == '\r')) end--;
    record->length = end - record->at;
}

enum csv_step csv_next(struct csv_lexer *lexer, struct csv_record *record)
{
    const char *text = lexer->text;
    size_t start = lexer->at, end, count = 0;
    *record = (struct csv_record){.at = start, .line = lexer->line, .wide_at = SIZE_MAX};
    if (start >= lexer->length) return lexer->whole ? CSV_END : CSV_MORE;
    for (;; start = end + 1) {
        struct csv_field field;
        end = text[start] == '"' ? quoted_field(lexer, record, start, &field) : plain_field(lexer, record, start, &field);
        if (count < lexer->cap) lexer->fields[count] = field;
        count++;
        if (end == lexer->length || text[end] != lexer->delimiter) break;
    }
    if ((end == lexer->length && !lexer->whole) || !pass_line_end(lexer, end)) return CSV_MORE;
    record->count = count;
    record->length = end - record->at;
    if (record->flaw == CSV_RUNAWAY) csv_call_back(lexer, record);
    return CSV_RECORD;
}

/* The block's bits up to the end of the text and to the first byte that is not plain, which stays in odd. */
static inline struct plain_bits plain_block(const struct csv_lexer *lexer, size_t block)
{
    struct plain_bits bits = plain_bits(lexer->text + block, lexer->delimiter);
    size_t left = lexer->length - block;
    if (bits.odd != 0) {
        uint64_t ends_line = bits.feeds >> 1 | (uint64_t)(lexer->text[block + BLOCK] == '\n') << (BLOCK - 1);
        for (uint64_t odd = bits.odd; odd != 0; odd &= odd - 1)
            if ((odd & -odd & ends_line) != 0 && lexer->text[block + (size_t)__builtin_ctzll(odd)] == '\r') bits.odd ^= odd & -odd;
    }
    uint64_t before = bits.odd != 0 ? (bits.odd & -bits.odd) - 1 : UINT64_MAX;
    if (left < BLOCK) before &= ((uint64_t)1 << left) - 1;
    bits.stops &= before;
    bits.feeds &= before;
    return bits;
}

/* As the popcount instruction, which not every machine of the family has. */
static inline size_t count_bits(uint64_t bits)
{
    bits -= bits >> 1 & UINT64_C(0x5555555555555555);
    bits = (bits & UINT64_C(0x3333333333333333)) + (bits >> 2 & UINT64_C(0x3333333333333333));
    bits = (bits + (bits >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
    return (size_t)(bits * UINT64_C(0x0101010101010101) >> 56);
}

/* Writes the offsets of all bits, four at a time: some more than there are. */
static inline uint32_t *write_offsets(uint64_t bits, size_t block, uint32_t *out)
{
    uint32_t *end = out + count_bits(bits);
    while (bits != 0) {
        for (int i = 0; i < 4; i++) {
            *out++ = (uint32_t)block + (uint32_t)__builtin_ctzll(bits | (uint64_t)1 << 63);
            bits &= bits - 1;
        }
    }
    return end;
}

/* Whether the row that ends with stops[fields] is one to take. */
static inline bool row_is_plain(const struct csv_lexer *lexer, const uint32_t *stops, size_t fields)
{
    uint32_t start = stops[0] + 1, end = stops[fields];
    end -= end > start && lexer->text[end - 1] == '\r';
    return end - start + 1 != fields;
}

void csv_plain_rows(struct csv_lexer *lexer, size_t stop, struct csv_rows *rows)
{
    size_t fields = lexer->cap, at = lexer->at;
    uint32_t *row = rows->stops, *next = row + 1; /* stops of the row at hand, and where the next one goes */
    struct plain_bits bits = {0, 0, 0};
    row[0] = (uint32_t)at - 1;
    rows->count = 0;
    for (size_t block = at; block < lexer->length && bits.odd == 0; block += BLOCK) {
        bits = plain_block(lexer, block);
        uint32_t *end = write_offsets(bits.stops, block, next);
        for (uint64_t feeds = bits.feeds; feeds != 0; feeds &= feeds - 1) {
            bool as_long = row + fields < end && row[fields] == block + (size_t)__builtin_ctzll(feeds);
            if (!as_long || !row_is_plain(lexer, row, fields) || rows->count == rows->room || row[0] + 1 >= stop) goto done;
            rows->count++;
            row += fields;
        }
        next = end;
        if ((size_t)(next - row) > fields) break;
    }
done:
    csv_start(lexer, (size_t)(row[0] + 1), lexer->line + (uint32_t)rows->count);
}

size_t csv_unquote(const struct csv_field *field, char *out)
{
    size_t len = 0;
    for (size_t i = 0; i < field->len; i++) {
        out[len++] = field->ptr[i];
        if (field->doubled && field->ptr[i] == '"') i++;
    }
    return len;
}

size_t csv_line_after(const char *text, size_t length, size_t at)
{
    while (at < length && text[at] != '\n' && text[at] != '\r') at++;
    if (at + 1 < length && text[at] == '\r' && text[at + 1] == '\n') at++;
    return at < length ? at + 1 : length;
}

void csv_locate(const char *text, size_t at, size_t *line_start, uint32_t *line)
{
    while (*line_start < at) {
        size_t next = csv_line_after(text, at, *line_start);
        if (text[next - 1] != '\n' && text[next - 1] != '\r') break;
        *line_start = next;
        ++*line;
    }
}

/* Length of the well-formed sequence at the start (RFC 3629, table of section 4); 0 when there is none. */
static size_t sequence_length(const unsigned char *s, size_t left)
{
    if (s[0] < 0x80) return s[0] != 0;
    size_t len = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
    if (s[0] < 0xc2 || s[0] > 0xf4 || left < len) return 0;
    unsigned char low = s[0] == 0xe0 ? 0xa0 : s[0] == 0xf0 ? 0x90 : 0x80;
    unsigned char high = s[0] == 0xed ? 0x9f : s[0] == 0xf4 ? 0x8f : 0xbf;
    if (s[1] < low || s[1] > high) return 0;
    for (size_t i = 2; i < len; i++)
        if ((s[i] & 0xc0) != 0x80) return 0;
    return len;
}

size_t csv_utf8_length(const char *text, size_t length)
{
    size_t at = 0;
    while (at < length) {
        if (length - at >= 16 && !needs_look(text + at)) {
            at += 16;
            continue;
        }
        size_t stop = length - at < 16 ? length : at + 16;
        while (at < stop) {
            size_t len = sequence_length((const unsigned char *)text + at, length - at);
            if (len == 0) return at;
            at += len;
        }
    }
    return length;
}
