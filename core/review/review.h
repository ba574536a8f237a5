/* review.h - a comparison as text for people, as JSON, and as a table for spreadsheets. */
#ifndef RUNG_REVIEW_REVIEW_H
#define RUNG_REVIEW_REVIEW_H

#include "base/buf.h"
#include "base/json.h"
#include "out/csv_row.h"
#include "review/groups.h"
#include "review/rules.h"

struct review {
    const struct comparison *comparison;
    const char *before, *after;     /* what the two are, each in a line */
    const char *const *differences; /* what differs between them besides the results, each in a line */
    size_t difference_count;
    const struct rule_changes *rules;
    const struct groups *groups; /* NULL: partners are not grouped */
    bool all;                    /* text: tell of every rule, partner and metric */
};

/* What matters most comes first: the money, who moves, by which ways, then partner by partner. False: no memory. */
bool review_text(const struct review *review, struct arena *arena, struct buf *out);
bool review_partners_text(const struct review *review, struct arena *arena, struct buf *out); /* the part of it about single partners */

bool review_json(const struct review *review, struct arena *arena, struct buf *out);
void json_decimal(struct json *json, const char *key, struct decimal number);
void json_change(struct json *json, const char *key, const struct change *change);

/* A row per partner, scorecard and metric that is there before or after. */
void review_csv(const struct comparison *comparison, const struct csv_style *style, struct buf *out);

#endif
