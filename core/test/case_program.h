/* case_program.h - one case as a partner program: the files that a run needs, in a folder made for them.
 *
 * The program has one partner and the plugin under test, as the metric or incentive CASE_RULE. Metrics that the case gives come from the
 * partner table through a plugin of two lines, with weight 0; the score of the card is that of one more metric. */
#ifndef RUNG_TEST_CASE_PROGRAM_H
#define RUNG_TEST_CASE_PROGRAM_H

#include <stdbool.h>

#include "run/case_file.h"

#define CASE_RULE "case_rule"

/* The plugin, once for all cases of a file. False after a problem. */
bool case_program_plugins(const char *folder, const struct case_file *file, struct problems *problems);
/* program.yaml and the tables of a case, over those of the case before. */
bool case_program_write(const char *folder, const struct case_file *file, const struct plugin_case *one, struct problems *problems);

/* The text in double quotes, as YAML reads it back. */
void case_put_quoted(struct buf *out, struct text text);

#endif
