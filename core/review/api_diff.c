/* rung_diff: what is different between two finished runs? */
#include "review/api_review.h"
#include "review/diff.h"

enum rung_status rung_diff(struct rung_run *run, const char *before, const char *after, const struct rung_view *view, char **text)
{
    struct buf out = {0};
    struct diff *diff = arena_alloc(&run->arena, sizeof *diff);
    bool good = diff && diff_results(diff, before, after, &run->arena, &run->problems);
    if (good) diff->review.all = view->all;
    good = good && api_review(run, &diff->review, view, &out);
    enum rung_status status = api_status(run, good);
    *text = status == RUNG_OK ? api_text(&out) : NULL;
    if (!*text) buf_release(&out);
    return status == RUNG_OK && !*text ? RUNG_FAILED : status;
}
