/* rung_diff: what is different between two finished runs? */
#include "review/api_review.h"
#include "review/csv_file.h"
#include "review/diff.h"

bool api_review(struct rung_run *run, const struct review *review, const struct rung_view *view, struct buf *out)
{
    const struct csv_style *style = csv_style_named(view->format ? view->format : csv_styles[0].name);
    bool printed = view->csv && strcmp(view->csv, "-") == 0;
    struct buf table = {0};
    bool good = true;
    if (!style) return api_refuse(run, "write --format csv, tsv, excel or excel-eu", "there is no format", view->format);
    if (view->csv) review_csv(review->comparison, style, printed ? out : &table);
    if (view->csv && !printed) good = !table.failed && csv_file_write(view->csv, buf_view(&table), &run->problems);
    if (!printed) good = good && (view->json ? review_json(review, &run->arena, out) : review_text(review, &run->arena, out));
    buf_release(&table);
    return good;
}

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
