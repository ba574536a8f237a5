/* api_review.h - what the functions of rung.h that compare share. */
#ifndef RUNG_REVIEW_API_REVIEW_H
#define RUNG_REVIEW_API_REVIEW_H

#include "out/api.h"
#include "review/trials.h"

/* What there is to tell, in each of its forms. */
struct told {
    const void *of;
    bool (*text)(const void *of, struct arena *arena, struct buf *out);
    bool (*json)(const void *of, struct arena *arena, struct buf *out);
    void (*csv)(const void *of, const struct csv_style *style, struct buf *out);
};

/* As text or JSON into `out`, and as a table where one is asked for. False after reporting problems. */
bool api_tell(struct rung_run *run, const struct told *told, const struct rung_view *view, struct buf *out);
bool api_review(struct rung_run *run, const struct review *review, const struct rung_view *view, struct buf *out);
bool api_trials(struct rung_run *run, const struct trials *trials, const struct rung_view *view, struct buf *out);

#endif
