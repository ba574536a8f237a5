/* coverage.h - which lines of each plugin ran, over all partners of a run and all of its workers.
 *
 *     struct run_options options = {.coverage = true, ...};
 *     if (run_load(&run, ...) && run_measure(&run, ...))
 *         for (size_t i = 0; i < run.coverage.count; i++)
 *             for (size_t line = 1; line <= run.coverage.plugins[i].count; line++)
 *                 if (lines_can_run(&run.coverage.plugins[i], line)) ... lines_did_run(&run.coverage.plugins[i], line) ...
 *
 * Plugin i is run.rules.plugins[i], whose source has the text. What it holds lives until run_release. The top level of a plugin
 * runs in every worker, so its lines count, too. Calls are counted exactly and take some three times as long. Workers write into
 * a shared mapping: a plugin that broke out of its state can lie about lines, and do nothing else. */
#ifndef RUNG_RUN_COVERAGE_H
#define RUNG_RUN_COVERAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "lua/lines.h"
#include "lua/rule.h"

struct coverage {
    struct lines *plugins; /* as the plugins of the ruleset; NULL: not asked for */
    size_t count;
    void *mapping;
    size_t mapping_size;
};

bool coverage_open(struct coverage *coverage, const struct ruleset *rules, struct arena *arena); /* false: no memory */
void coverage_close(struct coverage *coverage);

#endif
