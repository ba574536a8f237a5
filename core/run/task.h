/* task.h - what a worker does with some partners, in each of the two parts that enter Lua. */
#ifndef RUNG_RUN_TASK_H
#define RUNG_RUN_TASK_H

#include <stdint.h>

#include "lua/host.h"
#include "run/run.h"

/* What a worker is at: written by the worker, watched by the parent. */
struct worker_note {
    _Atomic uint64_t calls;      /* plugin calls begun: stands still when one hangs */
    _Atomic uint32_t from, last; /* partners that it took and has not done yet; last is one beyond */
    _Atomic uint32_t partner;    /* of the call at hand */
    _Atomic uint32_t rule;       /* index of the metric or incentive of the call at hand; RULE_NONE between calls */
    _Atomic uint32_t done;       /* partners finished in this part */
};
static const uint32_t RULE_NONE = UINT32_MAX;

struct worker {
    const struct run *run;
    struct host *host;
    struct card_reader reader;
    struct text_writer texts;
    struct worker_note *note;
    size_t index; /* of the worker */
};

/* The partners from .. last - 1. Both pass over what is already there, so what a lost worker left half done is simply done again. */
void task_measure(struct worker *worker, size_t from, size_t last);
void task_award(struct worker *worker, size_t from, size_t last);

#endif
