/* statement.h - what a partner gets to read: its own results, as a page of HTML without scripts.
 *
 * It holds nothing of anybody else and nothing of the house: no other partner's name or amount, no totals, no approvers and reasons of
 * waivers, no messages of failed rules, no paths. Of what compares partners in another way than by percentiles neither value, points,
 * rule and share in the score of a metric are told, nor what a tier lacks, nor why an award is what it is: each leads back to what
 * others have. */
#ifndef RUNG_REPORT_STATEMENT_H
#define RUNG_REPORT_STATEMENT_H

#include "base/buf.h"
#include "report/told.h"

/* The rows of a partner stand together in every table. */
struct statement_rows {
    size_t from, to;
};
struct statement {
    const struct told *told;
    struct text key, name; /* name: the key where the results have none */
    struct statement_rows rows[SHEET_COUNT];
};

/* Makes the next partner's, in the order of the results; begin with a zeroed struct whose .told is set. False: there is no more. */
bool statement_next(struct statement *statement);
/* Of one partner. False after a problem: there is no such partner. */
bool statement_of(struct statement *statement, const struct told *told, const char *partner, struct problems *problems);
void statement_put(const struct statement *statement, struct buf *out);
/* What its file is called: the key where that is small letters and digits, and otherwise what is like it with digits of its digest, so
 * that no two keys share a file, also where file names do not tell capitals from small letters. */
enum { STATEMENT_NAME_MAX = 80 };
void statement_file_name(const struct statement *statement, char name[STATEMENT_NAME_MAX]);

/* Its parts, each in a file of its own. */
void statement_cards(const struct statement *statement, struct buf *out); /* tier, score, metrics, the way up */
void statement_money(const struct statement *statement, struct buf *out); /* margin, rebates, pay-outs */
void statement_notes(const struct statement *statement, struct buf *out); /* what is about to change, what is waived, earlier periods */

#endif
