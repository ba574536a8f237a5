/* task.h - what a worker does with one partner, in each of the two parts that enter Lua. */
#ifndef RUNG_RUN_TASK_H
#define RUNG_RUN_TASK_H

#include <stdint.h>

#include "lua/host.h"
#include "run/run.h"

/* What a worker is at: written by the worker, watched by the parent. */
struct worker_note {
    _Atomic uint64_t calls;       /* plugin calls begun: stands still when one hangs */
    _Atomic uint32_t partner, last; /* the range it took: partner is the one it is at, last is one beyond */
    _Atomic uint32_t rule;        /* index of the metric or incentive that it is at; RULE_NONE between calls */
    _Atomic uint32_t done;        /* partners finished in this part */
};
enum { RULE_NONE = UINT32_MAX };

struct worker {
    const struct run *run;
    struct host *host;
    struct card_reader reader;
    struct text_writer texts;
    struct worker_note *note;
};

/* Both pass over what is already there, so a partner that a dead worker left half done is simply done again. */
void task_measure(struct worker *worker, size_t partner);
void task_award(struct worker *worker, size_t partner);

/* The name of a metric that the rule needs and that failed for this partner, so that the rule is not asked; NULL: none. */
const char *rule_blocked(const struct rule *rule, const struct measure *measures);

#endif
