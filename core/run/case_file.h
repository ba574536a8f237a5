/* case_file.h - the cases beside a plugin, read and checked.
 *
 *     period: 2026-Q3                                  # when not said: 2026-Q3
 *     tables: {deals: {stage: text, amount: money}}    # the columns that rows have, as in program.yaml
 *     partners: {size: text}                           # columns of the partner table
 *     params: {table: deals, column: amount}           # of every case
 *     cases:
 *       - name: won deals are added up
 *         params: {where: {stage: won}}                # over the common ones, key by key; {where: } takes one away
 *         partner: {size: large}
 *         rows: {deals: [[won, 100], [lost, 50]]}      # cells in the order of the columns
 *         metrics: {people: 4, growth: no data}        # other metrics that the plugin asks for
 *         points: {people: 80}                         # what they earned; when not said: their value
 *         tier: gold                                   # the card of an incentive: tier, and score or block scores
 *         score: 70
 *         blocks: {culture: 90}
 *         value: 100                                   # expected of a metric: value or no_data
 *         margin: 2%                                   # expected of an incentive: margin, amount or nothing
 *         error: no such column                        # expected of either: a part of what is said
 *         reason: 1 row                                # and the reason, exactly; also what no_data and nothing may say
 *
 * A case expects one thing. Numbers may be fractions (2/3) and percentages. */
#ifndef RUNG_RUN_CASE_FILE_H
#define RUNG_RUN_CASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/problem.h"
#include "program/node.h"
#include "program/program.h"

enum case_wish { WISH_VALUE, WISH_NO_DATA, WISH_MARGIN, WISH_AMOUNT, WISH_NOTHING, WISH_ERROR, WISH_COUNT };
extern const char *const case_wish_names[WISH_COUNT]; /* "value", "no_data", ... as the file writes them */

/* The format as rows: what is checked here, and what editors are told (case_schema). */
struct case_key {
    const char *name;
    enum node_kind kind;
    const char *shape; /* as program/row.h writes shapes; "a case" is a mapping with case_keys */
    const char *help;
};
extern const struct case_key case_file_keys[], case_keys[];
extern const size_t case_file_key_count, case_key_count;

/* Nothing behind a colon. */
static inline bool case_nothing(const struct node *node)
{
    return node->kind == NODE_SCALAR && !node->quoted && node->scalar.len == 0;
}

struct plugin_case {
    struct text name;
    struct place at;
    const struct node *node; /* its mapping */
    enum case_wish wish;
    struct setting_case number; /* of value, margin, amount */
    struct text part;           /* of error */
    bool has_reason;
    struct text reason;
};

struct case_file {
    struct source source; /* the cases */
    bool marked;          /* they begin with a byte order mark, which is no part of source */
    struct source plugin; /* the .lua beside them */
    const char *name;     /* of the plugin: metrics/sum */
    bool incentive;       /* what the cases expect of it */
    const struct node *root;
    struct plugin_case *cases;
    size_t count;
};

/* `path` ends in CASES_SUFFIX. False after reporting every mistake. Everything lives in the arena. */
bool case_file_read(struct case_file *file, const char *path, struct arena *arena, struct problems *problems);
/* The same for other bytes in file->source; the plugin stays. */
bool case_file_parse(struct case_file *file, struct arena *arena, struct problems *problems);
#define CASES_SUFFIX ".cases.yaml"

/* case_schema.c: the format as JSON Schema. */
void case_schema(struct buf *out);

#endif
