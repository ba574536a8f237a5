/* trace.h - what one call of a rule did, step by step: params, selections with the count of every condition, questions, log lines; and for
 * each row of the partner, what decided about it.
 *
 * The recorder (lua/recorder.h) writes events into a page that it shares with its parent, while the call runs; so what a call did before
 * it hung or brought its process down is there as well. trace_read reads the page as if an enemy had written it: every length is
 * checked, every index is one of the dataset's. Texts may hold anything: whoever shows them makes them visible.
 *
 *     struct trace_page *page = trace_page_open();
 *     ... the call, in another process ...
 *     struct trace trace;
 *     if (trace_read(page, dataset, partner, &trace, &arena)) for (size_t i = 0; i < trace.count; i++) ... trace.events[i] ...
 *     trace_page_close(page); */
#ifndef RUNG_LUA_TRACE_H
#define RUNG_LUA_TRACE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "data/dataset.h"

static const uint32_t TRACE_WHOLE = UINT32_MAX;
enum trace_kind {
    TRACE_PARAM,  /* name, and text: the value that holds for this partner */
    TRACE_SELECT, /* conditions, on rows of a table */
    TRACE_ASK,    /* name: "sum(amount)", text: the answer, of rows of a table */
    TRACE_READ,   /* name: "partner.region", text: the cell */
    TRACE_BANDS,  /* name: "bands of 113,250, marginal", text: "100,000 x 1 % + 13,250 x 2 % = 1,265" */
    TRACE_LOG,    /* text */
    TRACE_CUT,    /* there was more, and no room for it: the last event */
    TRACE_KIND_COUNT
};

struct trace_condition {
    struct text words; /* "stage = won" */
    uint32_t kept, dropped;
};
struct trace_event {
    enum trace_kind kind;
    unsigned line; /* of the plugin; 0: none */
    size_t table;  /* TRACE_SELECT, TRACE_ASK */
    uint32_t rows; /* of them, before */
    uint32_t from; /* TRACE_SELECT: the earlier one whose rows it narrows; TRACE_WHOLE: all rows of the partner, or nothing is known */
    struct text name, text;
    const struct trace_condition *conditions;
    size_t count;
};

static const uint32_t TRACE_KEPT = UINT32_MAX;
/* A row of the partner that some selection looked at: the last one that did, or, of a row that counted, the one that was asked. */
struct trace_row {
    uint32_t table, row; /* of the dataset */
    uint32_t event;      /* of a TRACE_SELECT, or, where all rows of a table were asked, of the TRACE_ASK */
    uint32_t condition;  /* that dropped it; TRACE_KEPT */
    bool base;           /* a question was asked of a wider selection that holds it, as the denominator of a share is */
};

struct trace {
    struct trace_event *events;
    size_t count;
    const struct trace_row *rows; /* by table and row */
    size_t row_count;
    size_t rows_left_out; /* for which the page had no room */
};

/* ---- the page */

enum { TRACE_BYTES = 1 << 20, TRACE_ROWS = 1 << 16, TRACE_EVENTS = 2000, TRACE_TEXT = 2000 /* bytes of one text */ };
struct trace_page {
    _Atomic uint32_t used;      /* bytes of whole frames */
    _Atomic uint32_t row_count; /* of which the first TRACE_ROWS are here */
    char bytes[TRACE_BYTES];
    struct trace_row rows[TRACE_ROWS];
};
/* Before each event; behind it the name, the text, and per condition a struct trace_mark with its words. */
struct trace_frame {
    uint32_t kind, line, table, rows, from, name_len, text_len, count;
};
struct trace_mark {
    uint32_t kept, dropped, len;
};

struct trace_page *trace_page_open(void); /* shared with processes that are forked later; NULL: no memory */
void trace_page_close(struct trace_page *page);

/* All conditions of a selection, those of the wider ones that it was made of first: "stage = won, registered_on is not empty". As they were
 * written down, so whoever shows them makes them visible. Nothing for an event of another kind, or where all rows were kept. */
void trace_conditions(const struct trace *trace, uint32_t event, struct buf *out);

/* What is not whole or not possible ends the list. Everything is copied into the arena. False: no memory. */
bool trace_read(const struct trace_page *page, const struct dataset *dataset, size_t partner, struct trace *trace, struct arena *arena);

#endif
