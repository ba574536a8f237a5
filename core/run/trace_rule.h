/* trace_rule.h - one rule of one partner once more, in a process of its own, with everything written down that it does.
 *
 * After run_measure: needed metrics and the card are those of the run, and so are value and reason, as a rule gives the same again. */
#ifndef RUNG_RUN_TRACE_RULE_H
#define RUNG_RUN_TRACE_RULE_H

#include "lua/trace.h"
#include "run/run.h"

/* Did the run call a plugin for this metric or incentive and the reader's partner, whose card is made? */
bool trace_called(const struct card_reader *reader, size_t rule, bool incentive);

/* A metric or an incentive, by its index; it has a plugin. The trace lives in the arena; of a rule that hung or brought its process down it
 * holds what came before. False after a problem of the machine. */
bool trace_metric(const struct run *run, size_t metric, size_t partner, struct trace *trace, struct arena *arena,
                  struct problems *problems);
bool trace_incentive(const struct run *run, size_t incentive, size_t partner, struct trace *trace, struct arena *arena,
                     struct problems *problems);

#endif
