/* asked.h - what a caller's words mean in a run that was measured: a partner, a metric or an incentive; and what the run knows of it. */
#ifndef RUNG_OUT_ASKED_H
#define RUNG_OUT_ASKED_H

#include "lua/trace.h"
#include "out/api.h"

struct asked_rule {
    size_t index; /* of the metric or the incentive */
    bool incentive;
};

/* By its key, or by its name where one partner alone has it. False: a problem tells, with those that it may
 * mean: a word of the name begins so, accents aside, or it is the nearest one. */
bool asked_partner(struct rung_run *run, const char *word, size_t *partner);
/* "revenue", "main.revenue", or an incentive. run->reader has made the partner's card: of several tracks it is the one in force that
 * counts. False: a problem tells, with the nearest one. */
bool asked_rule(struct rung_run *run, const char *word, struct asked_rule *rule);

const char *asked_name(const struct rung_run *run, const struct asked_rule *rule);

/* The trace of the reader's partner, for a rule that trace_called says yes to. False after a problem. */
bool asked_trace(struct rung_run *run, const struct asked_rule *rule, struct trace *trace);
/* The problems among these that are of this rule and the reader's partner, as the terminal shows them. */
void asked_failures(struct rung_run *run, const struct asked_rule *rule, const struct problems *problems, struct buf *out);

#endif
