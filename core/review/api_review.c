#include "review/api_review.h"

#include "out/csv_file.h"

bool api_tell(struct rung_run *run, const struct told *told, const struct rung_view *view, struct buf *out)
{
    const struct csv_style *style = csv_style_named(view->format ? view->format : csv_styles[0].name);
    bool printed = view->csv && strcmp(view->csv, "-") == 0;
    struct buf table = {0};
    bool good = true;
    if (!style) return api_refuse(run, "write --format csv, tsv, excel or excel-eu", "there is no format", view->format);
    if (printed && view->json) {
        problem_add(&run->problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){0}, "name a file for the table, as in --csv changes.csv",
                    "--csv - and --json would both be printed");
        return false;
    }
    if (view->csv) told->csv(told->of, style, printed ? out : &table);
    if (view->csv && !printed)
        good = !table.failed && csv_file_write(view->csv, buf_view(&table), csv_file_first_line(buf_view(&table)), &run->problems);
    if (!printed) good = good && (view->json ? told->json : told->text)(told->of, &run->arena, out);
    buf_release(&table);
    return good;
}

static bool tell_review(const void *review, struct arena *arena, struct buf *out)
{
    return review_text(review, arena, out);
}

static bool tell_review_json(const void *review, struct arena *arena, struct buf *out)
{
    return review_json(review, arena, out);
}

static void tell_review_csv(const void *of, const struct csv_style *style, struct buf *out)
{
    const struct review *review = of;
    review_csv(review->comparison, style, out);
}

bool api_review(struct rung_run *run, const struct review *review, const struct rung_view *view, struct buf *out)
{
    return api_tell(run, &(struct told){review, tell_review, tell_review_json, tell_review_csv}, view, out);
}

static bool tell_trials(const void *trials, struct arena *arena, struct buf *out)
{
    return trials_text(trials, arena, out);
}

static bool tell_trials_json(const void *trials, struct arena *arena, struct buf *out)
{
    struct json json = {.out = out};
    (void)arena;
    json_open(&json, NULL, '{');
    trials_json(trials, &json);
    json_close(&json, '}');
    return true;
}

static void tell_trials_csv(const void *trials, const struct csv_style *style, struct buf *out)
{
    trials_csv(trials, style, out);
}

bool api_trials(struct rung_run *run, const struct trials *trials, const struct rung_view *view, struct buf *out)
{
    return api_tell(run, &(struct told){trials, tell_trials, tell_trials_json, tell_trials_csv}, view, out);
}
