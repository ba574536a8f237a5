/* judge.h - from tallies to what program.yaml says: the type of a column, the form of its dates, the decimal mark of a table; and
 * what was not sure about it.
 *
 * A column is of a type when at least nine cells in ten can be read so: the others are mistakes, which a run names. Else it is text, of
 * which nothing is lost. */
#ifndef RUNG_DRAFT_JUDGE_H
#define RUNG_DRAFT_JUDGE_H

#include "data/dataset.h"
#include "draft/profile.h"

/* What was not sure, in the order in which it was met. */
struct doubt {
    const char *file, *heading; /* heading: NULL for a doubt about the file, then file NULL: about the program */
    const void *about;          /* the profile_column, the profile, or NULL */
    const char *text;           /* a sentence without a full stop */
};
struct doubts {
    struct doubt *items;
    size_t count, cap;
    struct arena *arena;
    bool failed;
};
__attribute__((format(printf, 4, 5))) void doubt_add(struct doubts *doubts, const struct profile *profile,
                                                     const struct profile_column *column, const char *format, ...);
void doubts_release(struct doubts *doubts);

/* '.' or ','; *declared: whether program.yaml has to say it. */
char judge_decimal(const struct profile *profile, bool *declared, struct doubts *doubts);

/* Sets type, format and allowed of the column; its name and header are set. `decimal` is that of the table. `id`: the column that names
 * partners, which is text whatever it looks like. */
void judge_column(const struct profile *profile, const struct profile_column *column, char decimal, bool id, struct column_spec *spec,
                  struct doubts *doubts);

/* Declares the words of a text column where they are few and come again and again. */
void judge_words(const struct tally *tally, struct column_spec *spec, struct arena *arena);

#endif
