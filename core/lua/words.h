/* words.h - values, cells and conditions as people say them: "48,000", "closed_on from 2026-07-01 to 2026-09-30". Plain C; no Lua.
 *
 * Texts are as long as they are and hold what the data hold: whoever shows them bounds the buffer and makes them visible. */
#ifndef RUNG_LUA_WORDS_H
#define RUNG_LUA_WORDS_H

#include "base/buf.h"
#include "lua/condition.h"

void words_number(double number, struct buf *out);
void words_percent(double rate, struct buf *out);                    /* 0.02: "2 %" */
void words_rate(struct decimal rate, bool percent, struct buf *out); /* "2 %"; else the number */
void words_day(int32_t day, struct buf *out);
void words_span(struct span span, struct buf *out);                            /* "2026-07-01 to 2026-09-30" */
void words_cell(const struct column *column, size_t row, struct buf *out);     /* "(empty)" when it is */
void words_test(const char *column, const struct test *test, struct buf *out); /* "stage = won", "amount at least 1,000" */

#endif
