/* told.h - what the pages tell of: a folder of results with all of its tables, and what earlier periods came to. */
#ifndef RUNG_REPORT_TOLD_H
#define RUNG_REPORT_TOLD_H

#include "review/finished.h"

struct told {
    struct finished finished; /* .tables: those that the run wrote; the others are empty */
    struct grid problems;
    struct grid history; /* partner, scorecard, period, score, tier: oldest first; empty when the run read no history */
    const struct node *record;
};
/* False after reporting problems: no results, or some that were changed. Lives in the arena. */
bool told_open(struct told *told, const char *folder, struct arena *arena, struct problems *problems);

/* A cell by the name of its column, as text; "" when there is no such column. */
struct text told_cell(const struct grid *grid, size_t row, const char *column);
double told_number(const struct told *told, const struct grid *grid, size_t row, const char *column); /* NAN: none */
/* The same as digits with a point, whatever the run's style is; in the arena. "": none */
struct text told_digits(const struct told *told, const struct grid *grid, size_t row, const char *column);

/* ---- of the record */

const struct node *told_scorecard(const struct told *told, const char *name);      /* an empty list when there is none */
size_t told_tier_rank(const struct node *scorecard, struct text tier);             /* 0: the highest; the number of tiers: none */
const struct node *told_tier_rule(const struct node *scorecard, struct text tier); /* its entry of "tier_rules"; an empty list: none */
const char *told_tier_title(const struct node *scorecard, struct text tier);       /* its name where it has no title */
const char *told_tier_class(const struct node *scorecard, struct text tier);       /* "t0" to "t5", "none": its colour */
/* The "title" of an entry; where it has none of its own, its name in words: "certified_people" as "Certified people". In the arena. */
const char *told_title(const struct told *told, const struct node *entry, const char *name);
/* What rung says of metrics by their names, with their titles: "revenue 6100 -> 237000". Shares are said in percent. HTML. */
void told_words(const struct told *told, const char *scorecard, struct text text, struct buf *out);
/* A sentence about the program: names such as build_skills, of metrics and objectives, are told by their titles. HTML. */
void told_names(const struct told *told, struct text text, struct buf *out);
/* "2026-07-01 to 2026-09-30", and in the middle of a period up to which day there are data. HTML. */
void told_days(const struct told *told, struct buf *out);
/* Is an entry of the record - a metric, a tier's rule, an incentive - made of other partners' values in a way that tells of them? A percent
 * rank does not. */
bool told_compares(const struct node *entry);
/* Does a text that names metrics name one of these? */
bool told_names_compared(const struct told *told, const char *scorecard, struct text text);
const char *told_number_word(const struct node *map, const char *key); /* a text or a number as text; "": none */
/* As seen from the folder of the program, or of its data: what lies above is nobody's business. Borrowed. */
struct text told_path(const struct told *told, struct text path);
const char *told_currency(const struct told *told);

#endif
