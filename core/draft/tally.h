/* tally.h - what the cells of one column can be read as, and how many of them.
 *
 * tally_add looks at one cell after the other; judge.h says what the counts amount to. */
#ifndef RUNG_DRAFT_TALLY_H
#define RUNG_DRAFT_TALLY_H

#include "base/arena.h"
#include "base/text.h"
#include "draft/tags.h"

/* Ways to read a cell. Numbers: of any type, with the point or with the comma as decimal mark. The others are forms of dates. */
enum reading_way { READ_YESNO, READ_POINT, READ_COMMA, READ_DATE };
enum { DATE_FORMS = 20, READINGS = READ_DATE + DATE_FORMS, OTHER_MAX = 32, WORDS_MAX = 12, BLANKS_MAX = 5 };
extern const char *const date_forms[DATE_FORMS];  /* those that are likelier first */
extern const char *const blank_words[BLANKS_MAX]; /* texts that mostly stand for an empty cell, n/a among them */

struct reading {
    uint64_t fits;
    uint32_t other_line; /* the first cell that cannot be read so; 0: none */
    char other[OTHER_MAX];
};

struct tally_word {
    struct text text;
    uint64_t count;
};

struct tally {
    uint64_t cells, empty; /* cells: those that are neither empty nor a blank word */
    uint64_t blanks[BLANKS_MAX];
    struct reading readings[READINGS];
    uint64_t both; /* numbers with either mark; and of these, those that are not the same number then */
    uint64_t either;
    char either_text[OTHER_MAX];     /* the first of them */
    uint64_t fractions[2], cents[2]; /* by mark (READ_POINT, READ_COMMA): numbers with decimals, and with just two */
    double least[2], most[2];
    uint64_t bits;        /* 0 and 1 */
    uint64_t zeros;       /* whole numbers with a 0 in front */
    uint64_t percents;    /* with a percent sign */
    uint64_t signs;       /* with a currency */
    char currency[8];     /* the first one, as currency_name says it */
    uint64_t dated;       /* dates of any form */
    uint64_t short_years; /* like dates with two digits for the year */
    uint64_t timed;       /* dates of some form with a time of day behind them, as no column can have them but yyyy-mm-dd */
    struct tally_word words[WORDS_MAX];
    size_t word_count; /* WORDS_MAX + 1: too many to list */
    struct tags tags;  /* of all texts */
    uint64_t repeats;  /* cells that were there before */
    uint32_t repeat_line;
    char repeat[OTHER_MAX];
};

/* One cell, without blanks around it, which has 8 readable bytes from its start on. False: no memory. */
bool tally_add(struct tally *tally, struct text cell, uint32_t line, struct arena *arena);
void tally_release(struct tally *tally);

#endif
