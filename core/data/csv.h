/* csv.h - bytes to records and fields: RFC 4180 with any delimiter and any line end (LF, CRLF, CR, mixed).
 *
 * The lexer walks over a text that the caller holds, with CSV_PADDING readable zero bytes behind it. csv_next gives one
 * record at a time; its fields are views into the text, without their quotes. Places are offsets; lines count from the number given to
 * csv_start, physical ones, so a line end within quotes counts too.
 * A record is never refused here: flaw tells what is wrong with it, and the next call goes on behind it. Of a runaway quote the record ends
 * with the line on which the quote opens, so that the rows that it would swallow are read. */
#ifndef RUNG_DATA_CSV_H
#define RUNG_DATA_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

enum { CSV_PADDING = 64 };

enum csv_step {
    CSV_RECORD,
    CSV_END, /* the text is over */
    CSV_MORE /* the text ends within a record, and goes on in the file: record->at is where to start again with more text */
};

enum csv_flaw {
    CSV_SOUND,
    CSV_STRAY_QUOTE, /* a quote in a field that does not begin with one */
    CSV_AFTER_QUOTE, /* text between the closing quote and the delimiter */
    CSV_RUNAWAY,     /* a quoted field goes over line ends, and then quotes do not match: it was not closed where it should have been */
    CSV_OPEN_QUOTE   /* no closing quote */
};

struct csv_field {
    const char *ptr;
    uint32_t len;
    bool quoted;
    bool doubled; /* holds doubled quotes: csv_unquote makes them single */
};

struct csv_record {
    size_t at;     /* offset of its first byte */
    size_t length; /* without its line end */
    uint32_t line;
    size_t count; /* fields, also of those beyond the lexer's cap */
    enum csv_flaw flaw;
    size_t flaw_at;      /* offset of the field with the flaw */
    size_t wide_at;      /* offset of the last quoted field with a line end in it; SIZE_MAX: none */
    uint32_t wide_lines; /* and how many it has */
};

struct csv_lexer {
    const char *text;
    size_t length;
    bool whole; /* nothing follows behind the text */
    char delimiter;
    struct csv_field *fields; /* of the last record; the caller's, cap of them */
    size_t cap;
    size_t at; /* where the next record begins */
    uint32_t line;
    size_t block; /* private: the 64 bytes whose special characters are being visited */
    uint64_t specials;
};

void csv_start(struct csv_lexer *lexer, size_t at, uint32_t line);
enum csv_step csv_next(struct csv_lexer *lexer, struct csv_record *record);
/* For a record just read that cannot be right and has a field with line ends: calls it a runaway. */
void csv_call_back(struct csv_lexer *lexer, struct csv_record *record);

/* Rows that need no second look, as offsets of what ends their fields: field f of row r, of `fields` each, lies between
 * stops[r * fields + f] + 1 and stops[r * fields + f + 1]; for the last field take a CR before the end off. */
struct csv_rows {
    uint32_t *stops; /* (room + 1) * fields + CSV_ROWS_SLACK of them */
    size_t room, count;
};

enum { CSV_ROWS_SLACK = 72 };

/* The fast lane: takes rows, beginning before `stop`, for as long as they are plain: no quote, no CR without LF, lexer->cap fields, not
 * blank, wholly in the text. The next csv_next goes on behind them. */
void csv_plain_rows(struct csv_lexer *lexer, size_t stop, struct csv_rows *rows);

static inline struct text csv_rows_text(const struct csv_rows *rows, const struct csv_lexer *lexer, size_t row, size_t field)
{
    const uint32_t *stop = rows->stops + row * lexer->cap + field;
    const char *start = lexer->text + (uint32_t)(stop[0] + 1), *end = lexer->text + stop[1];
    if (field + 1 == lexer->cap && end > start && end[-1] == '\r') end--;
    return (struct text){start, (size_t)(end - start)};
}

static inline bool csv_blank(const struct csv_record *record)
{
    return record->length + 1 == record->count && record->flaw == CSV_SOUND;
}

static inline struct text csv_text(const struct csv_field *field)
{
    return (struct text){field->ptr, field->len};
}

/* Writes the field with single quotes into out, which has room for field->len bytes; returns the length. */
size_t csv_unquote(const struct csv_field *field, char *out);

/* The offset behind the first line end at or behind `at`; length when there is none. */
size_t csv_line_after(const char *text, size_t length, size_t at);

/* Moves *line_start, the beginning of line *line, to the beginning of the physical line in which the offset `at` lies. */
void csv_locate(const char *text, size_t at, size_t *line_start, uint32_t *line);

/* The offset of the first byte that is not well-formed UTF-8, or is NUL; length when all is well. */
size_t csv_utf8_length(const char *text, size_t length);

#endif
