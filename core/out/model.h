/* model.h - the operating model of a program: which building blocks and objectives it measures and rewards, what weight they have, and
 * what a run says of the thresholds and metrics. Made once for `rung coverage` and for run.json.
 *
 * A metric is rewarded directly when an incentive uses it (its params, `by`, `on`, `applies`) or the margin is paid on it, and through
 * tiers when a tier or the choice of a track asks for it, or it has weight in the score of a scorecard whose tiers ask for a score; so is
 * what it is made of. A tier counts as a reward, with margin or without. */
#ifndef RUNG_OUT_MODEL_H
#define RUNG_OUT_MODEL_H

#include "base/json.h"
#include "run/run.h"

/* What behaves like chance in fewer partners, and what is enough of more. */
enum { MODEL_PARTNERS_LEAST = 20, MODEL_PARTNERS_MOST = 5000 };

enum reward { REWARD_NONE, REWARD_TIER, REWARD_DIRECT };
extern const char *const reward_names[]; /* "none", "tiers", "directly" */

struct model_metric {
    enum reward reward;
    double share;   /* of the weights of its track, over all partners of the track; 0: it does not count */
    double *values; /* per partner that was looked at; NaN: none, or on another track */
    double *points;
    size_t partners; /* on the track, and the metric is for them */
    bool flat;       /* nearly all that have a value have the same points */
};
struct model_finding {
    const char *kind; /* "block unmeasured", ...: docs/outputs.md lists them */
    const char *text; /* a sentence or two */
    bool of_run;      /* of this run's partners; else of the program */
};
struct model {
    const struct run *run;
    size_t looked_at;             /* partners: all, or that many at even distances */
    struct model_metric *metrics; /* program->metric_count */
    double **scores;              /* [scorecard][partner]; NaN: none */
    size_t *on_track;             /* per scorecard and track, see model_track */
    struct model_finding *findings;
    size_t finding_count, finding_room;
    struct arena *arena;
};
bool model_make(struct model *model, const struct run *run, struct arena *arena); /* of a measured run; false: no memory */
size_t model_track(const struct model *model, size_t scorecard, size_t track);    /* index into on_track */
/* Calls visit for each building block and objective of a track that has a metric or an incentive; -1: none. Blocks come first. */
struct model_cell {
    size_t scorecard, track;
    int block, objective;
    double share; /* of its metrics */
    size_t metrics, incentives;
};
bool model_in_cell(const struct model_cell *cell, const struct program *program, size_t index, bool incentive);
void model_cells(const struct model *model, size_t scorecard, size_t track, void (*visit)(void *context, const struct model_cell *cell),
                 void *context);

void model_text(const struct model *model, size_t width, struct buf *out);
void model_json(const struct model *model, struct json *json); /* the members of an object */

/* Parts of model_make. */
void model_rewards(struct model *model);
void model_say(struct model *model, const char *kind, bool of_run, const struct buf *text); /* a finding; the text is copied */
void model_program_findings(struct model *model);
void model_run_findings(struct model *model);

#endif
