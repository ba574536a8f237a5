/* host.h - the one door into Lua: measures metrics and asks for awards, in a worker process.
 *
 * One host per worker, made after the fork. Each plugin file has its own Lua state with its own environment of read-only
 * stand-ins, its memory and instruction budgets, and nothing that outlives a call. */
#ifndef RUNG_LUA_HOST_H
#define RUNG_LUA_HOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "data/dataset.h"
#include "lua/counted.h"
#include "lua/lines.h"
#include "lua/rule.h"
#include "score/card.h"

enum outcome_state { OUTCOME_VALUE, OUTCOME_NONE /* nil: no data, or no award */, OUTCOME_FAILED };

struct outcome {
    enum outcome_state state;
    double value;          /* metric */
    struct row_count rows; /* metric: of the partner */
    enum award_kind kind;  /* incentive: AWARD_MARGIN or AWARD_AMOUNT */
    struct decimal exact;  /* incentive: rate or money */
    struct text
        reason; /* may be empty; valid until the next call of this host. Cut to REASON_MAX bytes, valid UTF-8, no control characters */
    struct text failure;          /* OUTCOME_FAILED: one line, "metrics/x.lua:12: what (cure)" */
    size_t cure;                  /* OUTCOME_FAILED: bytes of the cure at its end, " (cure)"; 0: none */
    unsigned line, column, width; /* OUTCOME_FAILED: of the plugin, 0 when unknown */
    struct text way;              /* OUTCOME_FAILED: the row of a loop, and calls, several lines; or empty */
};
enum { REASON_MAX = 300 };

struct host;
/* NULL: no memory. A plugin whose state cannot be made fails at each call instead. `lines`: where each plugin of the ruleset notes its
 * lines (lua/lines.h); NULL: nobody asks. */
struct host *host_open(const struct ruleset *ruleset, const struct dataset *dataset, const struct lines *lines);
/* Workers end without it: it gives memory back, and runs nothing of the plugins'. */
void host_close(struct host *host);
/* The partner that the next calls are about. */
void host_partner(struct host *host, size_t partner);
/* measures: the program's metrics of this partner so far (needs of this metric are there). */
void host_measure(struct host *host, size_t metric, const struct measure *measures, struct outcome *out);
void host_award(struct host *host, size_t incentive, const struct card *card, struct outcome *out);
/* What the last call of a rule cost, behind that call; host_weigh begins with it, for all rules. */
struct host_cost {
    uint64_t rows; /* that selections looked at */
    size_t memory; /* that the plugin's state held at most */
};
void host_weigh(struct host *host);
struct host_cost host_cost_measure(struct host *host, size_t metric);
struct host_cost host_cost_award(struct host *host, size_t incentive);
/* As host_measure and host_award, and what the call does is written into the page (lua/trace.h). Once per host. False: no memory. */
struct trace_page;
bool host_trace_measure(struct host *host, size_t metric, const struct measure *measures, struct trace_page *page, struct outcome *out);
bool host_trace_award(struct host *host, size_t incentive, const struct card *card, struct trace_page *page, struct outcome *out);
/* The machine ran out of memory in some call, below every ceiling: outcomes since then are not the plugins' doing. */
bool host_starved(const struct host *host);

#endif
