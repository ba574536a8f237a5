/* dataset.h - typed tables in columns, loaded from CSV and grouped by partner.
 *
 * One table of partners (row i is partner i, in the file's order) and any number of fact tables. Rows of a fact table are stored
 * grouped by partner, in file order within a partner: partner p owns rows first[p] .. first[p + 1] - 1.
 *
 * A column holds one 64-bit integer per row in the narrowest width that fits: stored = value - base, in 1, 2, 4 or 8 bytes, unsigned;
 * stored 0 means an empty cell, so base is one less than the least value. What the integer says depends on the type:
 *   text     code in the column's dictionary          date     day number (base/date.h)
 *   yes/no   1 or 0                                   integer  itself
 *   money, percent, rate   units of 10^-scale, one scale per column; percent counts points (12.5 is "12.5%"), rate is a
 *                          fraction (0.125 is "12.5%")
 * A number column holds doubles (width 8, `real` true, NaN is an empty cell).
 * Only columns with spec->wanted are stored; the others are checked and dropped (their `cells` is NULL).
 * Everything is owned by the dataset and read-only after loading: workers share it after a fork. */
#ifndef RUNG_DATA_DATASET_H
#define RUNG_DATA_DATASET_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/decimal.h"
#include "base/problem.h"
#include "base/text.h"
#include "base/value.h"

enum column_type {
    COLUMN_TEXT,
    COLUMN_NUMBER,
    COLUMN_INTEGER,
    COLUMN_MONEY,
    COLUMN_PERCENT,
    COLUMN_RATE,
    COLUMN_DATE,
    COLUMN_YESNO,
    COLUMN_TYPE_COUNT
};
extern const char *const column_type_names[COLUMN_TYPE_COUNT]; /* "text", "number", ..., "yes/no" as program.yaml writes them */

struct column_spec {
    const char *name;   /* as rules call it */
    const char *header; /* as the file's header row calls it */
    enum column_type type;
    bool required;              /* an empty cell is a problem */
    bool unique;                /* a repeated cell is a problem (the later row is set aside) */
    bool wanted;                /* somebody reads it: store it */
    const char *format;         /* dates: base/date.h's format; NULL: yyyy-mm-dd. yyyy-mm-dd takes timestamps, too: their day counts */
    const char *const *allowed; /* texts that may stand here; NULL: any */
    size_t allowed_count;
    /* Money that is converted: the columns of this table with each row's currency and with the day whose rate holds (NULL: exchange->day).
     * Both NULL: money as it is. */
    const struct column_spec *currency, *on;
    struct place at; /* where program.yaml declares it */
    bool doubtful;   /* there is a mistake in how it is declared, which is reported */
};

/* How money of other currencies becomes that of the program while it is loaded. */
struct exchange_spec {
    const struct table_spec *rates; /* partnerless, its columns in the order of exchange.h */
    const char *own;                /* the program's currency: amounts in it stay as they are */
    bool indirect;                  /* a rate is how many units make one of the program's currency; otherwise what a unit is worth in it */
    enum rounding rounding;
    int places;  /* of converted amounts */
    int32_t day; /* whose rate holds where a column names none */
};

struct table_spec {
    const char *name;
    const char *path;    /* to open */
    bool apart;          /* it lies in another folder than the program */
    const char *history; /* sheet of the history that the table is, in place of a file; NULL: a file. Rows of partners that are not there
                          * are left out: they left the program */
    struct text bytes;   /* of a history table: as it would stand in a file */
    struct column_spec *columns;
    size_t column_count;
    size_t key;           /* index of the column that names the partner: the key of the partner table, the link of a fact table */
    char delimiter;       /* 0: found from the header row among , ; tab | */
    char decimal;         /* '.' or ','; 0: not declared: '.', and cells that could mean either are errors */
    const char *currency; /* of the program: money in another one is an error; NULL: any is accepted */
    const char *encoding; /* "utf-8" (default when NULL), "windows-1252"; UTF-16 and UTF-8 with a byte order mark are seen by themselves */
    const char *const *empty; /* texts that stand for an empty cell besides "", e.g. "n/a" */
    size_t empty_count;
    bool lined;                           /* somebody asks where in the file its rows stand: keep their lines */
    const struct exchange_spec *exchange; /* NULL: no column is converted */
    bool partnerless;                     /* rates: what key says is no partner */
    bool fixed;                           /* waivers, rates: the program can change their headings, but not which columns they have */
    struct place at;
};
int table_column(const struct table_spec *table, struct text name); /* index of the declared column; -1: none */

struct index;
struct words;
struct partners;

struct dictionary {
    const struct text *words; /* by code */
    size_t count;
    const struct index *index; /* private */
};

struct column {
    const struct column_spec *spec;
    void *cells;
    uint8_t width; /* bytes of a cell: 1, 2, 4, 8 */
    bool real;     /* doubles */
    int8_t scale;
    int64_t base;
    struct dictionary words;
    struct words *own; /* private: what a dictionary of its own is kept in */
};

struct table {
    const struct table_spec *spec;
    size_t rows;
    struct column *columns;          /* spec->column_count of them, same order */
    uint32_t *first;                 /* partners + 1 entries; NULL for the partner table */
    uint32_t *lines;                 /* per row, from 1; NULL unless spec->lined */
    size_t set_aside;                /* rows of the file that count nowhere: problems tell of them all */
    uint64_t bytes;                  /* size of the file */
    char digest[65];                 /* SHA-256 of the file, hex */
    const struct partners *partners; /* private */
};

struct dataset {
    struct table *tables; /* in the order of the specs; tables[0] is the partner table */
    size_t table_count;
    size_t partners;
    uint32_t *troubles;    /* per partner: rows of it that were set aside */
    struct table rates;    /* what became of the file of rates; spec NULL: there is none */
    struct partners *keys; /* private */
    struct arena arena;
};

/* How far loading is. `tell` is called by the thread that loads, now and then, with bytes. */
struct load_watch {
    void (*tell)(void *context, uint64_t done, uint64_t total);
    void *context;
    _Atomic uint64_t done;
    uint64_t total;
};

/* Loads all tables with up to `threads` threads. Reports every problem; false when the run cannot go on (a missing file or column, a ragged
 * header, no partner, no memory). Problems of single cells and rows are errors too, but loading goes on: such a row is set
 * aside whole, counts nowhere, and troubles[partner] tells. A quoted cell that runs over line ends into quotes that do not match was not
 * closed on its line: only what is up to there is set aside. Rows of a partner whose own row was set aside are told once, as a note.
 * Empty cells beyond those of the header row are left out, with one warning for the table.
 * `watch` may be NULL. */
bool dataset_load(struct dataset *dataset, const struct table_spec *specs, size_t count, int threads, struct problems *problems,
                  struct load_watch *watch);
void dataset_release(struct dataset *dataset);

static inline uint64_t column_stored(const struct column *column, size_t row)
{
    switch (column->width) {
    case 1: return ((const uint8_t *)column->cells)[row];
    case 2: return ((const uint16_t *)column->cells)[row];
    case 4: return ((const uint32_t *)column->cells)[row];
    default: return ((const uint64_t *)column->cells)[row];
    }
}

/* The integer of a cell; false for an empty one. Not for number columns. */
static inline bool column_integer(const struct column *column, size_t row, int64_t *out)
{
    uint64_t stored = column_stored(column, row);
    *out = column->base + (int64_t)stored;
    return stored != 0;
}

struct value column_value(const struct column *column,
                          size_t row); /* VALUE_NONE when empty; date: its day; text: borrowed from the dictionary */
struct text column_key(const struct table *table, size_t row); /* the key cell: for the partner table, the partner's id */
/* The row of the partner table with that key, or SIZE_MAX. A hash. */
size_t dataset_partner(const struct dataset *dataset, struct text key);
/* Code of a word in a text column, or -1 when no row holds it. Linear time in nothing: a hash. */
int64_t column_code(const struct column *column, struct text word);

#endif
