/* hints.h - what the names of things let one guess: which column is the one that a first rule should look at. */
#ifndef RUNG_DRAFT_HINTS_H
#define RUNG_DRAFT_HINTS_H

#include "data/dataset.h"

/* Whether one of the words, in lower case, is a part of the heading: "closed" of "Closed On", "date_closed", "closedAt". The list ends with
 * NULL. */
bool hints_at(const char *heading, const char *const *words);

/* The column of a fact table with the day on which something was done, with an amount or a number, or with a few declared words; the
 * likeliest of several; -1: none. */
int hints_date(const struct table_spec *table);
int hints_number(const struct table_spec *table);
int hints_words(const struct table_spec *table);
/* Does the heading say that the column tells how something stands, as stage, status, outcome do? */
bool hints_is_state(const struct column_spec *column);
bool hints_is_success(const char *word); /* "Closed Won", "gewonnen", "approved" */
/* The column of words of which one says that something came off; NULL: none does. */
const struct column_spec *hints_outcome(const struct table_spec *table);
/* Of the words of a column the one that says that something came off, as "won"; otherwise the first. */
size_t hints_success(const struct column_spec *column);
bool hints_lua_word(struct text name); /* a column of this name cannot be written as row.end */

bool hints_currency(struct text code); /* one of the usual codes: EUR, USD, ... */

#endif
