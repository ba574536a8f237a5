/* template.h - texts with blanks: @table@ stands for what is filled in there. */
#ifndef RUNG_DRAFT_TEMPLATE_H
#define RUNG_DRAFT_TEMPLATE_H

#include "base/buf.h"

struct blank {
    const char *name, *text; /* a list of them ends with a name of NULL */
};
/* Every @name@ has to be in the list. */
void template_fill(struct buf *out, const char *template, const struct blank *blanks);

/* An invented program: template_program.c */
extern const char template_program[], template_partners[], template_deals[], template_rule[], template_rule_cases[];

/* Rules on a table of a program: template_rule.c. A table with a column of numbers, or rows to count. */
extern const char template_metric[], template_metric_cases[], template_count[], template_count_cases[];
extern const char template_incentive[], template_incentive_cases[], template_prize[], template_prize_cases[];

#endif
