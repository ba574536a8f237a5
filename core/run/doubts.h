/* doubts.h - what loads without a mistake and still looks like one: words that no row has, a period in which nothing happened, rows
 * after the day of --as-of, rows of totals. */
#ifndef RUNG_RUN_DOUBTS_H
#define RUNG_RUN_DOUBTS_H

#include "run/run.h"

/* After loading: warns of each word of the program that a column lacks while it has one that is almost the same, of a period in which no
 * day lies of all that filters ask for days of the period, of rows after the day of --as-of that projected metrics count, and of partners
 * that are called total. */
void doubts_report(const struct run *run, struct problems *problems);

#endif
