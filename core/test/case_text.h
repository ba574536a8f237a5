/* case_text.h - a case in words: what it expects, what came out, and what went in. */
#ifndef RUNG_TEST_CASE_TEXT_H
#define RUNG_TEST_CASE_TEXT_H

#include "test/case_run.h"

void case_text_expected(struct buf *out, const struct plugin_case *one); /* value 3, "1 row" */
void case_text_got(struct buf *out, const struct case_outcome *outcome); /* the same; of an error: error */
/* Lines: period, params, the rows of each table and which of them the rule counted. */
void case_text_input(struct buf *out, const struct case_file *file, const struct plugin_case *one, const struct case_outcome *outcome);

#endif
