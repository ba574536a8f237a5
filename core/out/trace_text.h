/* trace_text.h - how one metric or incentive of one partner came about, step by step, for somebody who has never programmed. */
#ifndef RUNG_OUT_TRACE_TEXT_H
#define RUNG_OUT_TRACE_TEXT_H

#include "base/buf.h"
#include "lua/trace.h"
#include "run/run.h"

struct trace_page_text {
    const struct run *run;
    const struct card_reader *reader; /* card and margin of the partner are made */
    size_t rule;                      /* index of the metric or incentive */
    bool incentive;
    const struct trace *trace; /* NULL: no plugin was called */
    bool rows;                 /* tell the rows themselves, and what decided about each */
};

void trace_text(const struct trace_page_text *page, struct buf *out);

/* Where values stand beside names that are indented by two: at `column`, or behind a longer name and a blank. */
size_t trace_column(size_t column, size_t name_length);
/* trace_steps.c: the parts of it that the call itself made. */
void trace_params(const struct trace_page_text *page, struct buf *out);
void trace_steps(const struct trace_page_text *page, const struct rule *rule, struct buf *out);
void trace_rows(const struct trace_page_text *page, struct buf *out);

#endif
