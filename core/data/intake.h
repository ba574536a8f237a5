/* intake.h - one table on its way in.
 *
 * The text behind the header row is cut into chunks of fixed size; a chunk's records are those that begin in it. Threads
 * parse chunks in any order (chunk.h) into pieces: the cells of one column of one chunk, narrow already. What is left to do when all chunks
 * are known is done by the files that include this one: chain.c (did every chunk begin where the one before it ended),
 * unique.c and partners.c (repeated cells and keys), blend.c (one dictionary, scale and width for a column), group.c (one array, ordered
 * by partner); table.c has them in order. */
#ifndef RUNG_DATA_INTAKE_H
#define RUNG_DATA_INTAKE_H

#include "data/csv.h"
#include "data/dataset.h"
#include "data/lane.h"
#include "data/pool.h"
#include "data/source.h"

#define ROW_GONE UINT32_MAX /* in chunk->owners: set aside after all */

/* The cells of a column in a chunk: stored = value - base as in dataset.h, or codes of the worker's dictionary, or doubles. */
struct piece {
    void *cells;
    uint8_t width;
    int8_t scale;
    bool crowded; /* see struct lane */
    int64_t base, most;
};

/* Where the record of a row begins, from the chunk's start on. */
struct trace {
    uint32_t offset, line;
};

/* Rows without content, one behind the other. */
struct blank_run {
    uint32_t line, count;
};

/* A row of a partner whose own row was set aside: which of partners->lost, and its line. */
struct orphan {
    uint32_t lost, line;
};

/* Rows of one kind: how many, and the line of the first. */
struct row_tally {
    uint32_t line;
    size_t count;
};

enum chunk_state {
    CHUNK_DONE,
    CHUNK_UNSURE, /* began at a guess and found no end: parse again once its true start is known */
    CHUNK_BROKEN, /* a problem that the run cannot go on with */
    CHUNK_NO_MEMORY,
    CHUNK_UNREAD /* the source has trouble */
};

struct chunk {
    enum chunk_state state;
    int worker;          /* whose dictionaries its codes are of */
    size_t start, end;   /* offsets of its first record and of the one behind its last */
    uint32_t first_line; /* physical, from 1; known when all chunks before it are */
    uint32_t lines;      /* physical lines in it */
    uint32_t last_line;  /* of its last record with content */
    bool content;        /* has such a record */
    size_t rows;
    size_t set_aside;
    uint32_t *owners;     /* per row: its partner; later its place in the grouped table. in the partner table 0 */
    struct trace *traces; /* per row; only when intake->traced */
    uint32_t *bands;      /* rows of band b end at bands[b] */
    struct piece *pieces; /* per lane */
    char *keys;           /* partner table: the keys of its rows, each ended by a NUL; then those of rows set aside */
    size_t keys_length, lost_length;
    char *lost;
    uint32_t *troubled; /* partners of rows that were set aside */
    size_t troubled_count, troubled_cap;
    struct blank_run *blanks;
    size_t blank_count, blank_cap;
    struct orphan *orphans;
    size_t orphan_count, orphan_cap;
    struct row_tally surplus; /* with empty cells beyond those of the header row */
    struct problems problems; /* lines from 0 on: the chunk's first line */
};

/* What one thread works with. */
struct bench {
    char *text;
    size_t text_size;
    struct csv_field *fields;
    struct csv_rows rows;
    struct lane *lanes;
    uint64_t *tags; /* per row: tag of its key */
    struct trace *traces;
    uint32_t *owners;
    uint32_t *order;
    struct buf plain; /* a field without its doubled quotes */
    struct buf keys, lost;
};

struct partners;
struct exchange;

struct intake {
    const struct table_spec *spec;
    struct source source;
    struct lane_plan *plans; /* the columns that need a look, in the order of the file */
    size_t plan_count;
    size_t key_field;
    size_t field_count;
    char delimiter;
    size_t data_at;                  /* where the first record behind the header begins */
    uint32_t data_line;              /* and its line, from 1 */
    const struct partners *partners; /* NULL while the partner table itself is read */
    bool traced;
    bool converts; /* has plans with a currency */
    const struct exchange *exchange;
    unsigned band_shift; /* partner >> band_shift is its band */
    size_t band_count;
    size_t chunk_size, chunk_count, row_room;
    struct chunk *chunks;
    struct bench *benches;
    int bench_count;
    struct load_watch *watch;
};

void intake_release_benches(struct intake *intake);

#endif
