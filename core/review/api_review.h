/* api_review.h - what the functions of rung.h that compare share. */
#ifndef RUNG_REVIEW_API_REVIEW_H
#define RUNG_REVIEW_API_REVIEW_H

#include "out/api.h"
#include "review/trials.h"

/* As text or JSON into `out`, and as a table where one is asked for. False after reporting problems. */
bool api_review(struct rung_run *run, const struct review *review, const struct rung_view *view, struct buf *out);
bool api_trials(struct rung_run *run, const struct trials *trials, const struct rung_view *view, struct buf *out);

#endif
