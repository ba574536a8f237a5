#include "report/overview.h"

#include "report/html.h"

static size_t moved(const struct told *told, const char *how)
{
    const struct node *scorecards = recorded_in(told->record, "scorecards");
    size_t sum = 0;
    for (size_t s = 0; s < scorecards->count; s++) sum += recorded_count(recorded_in(scorecards->items[s], "movements"), how);
    return sum;
}

static void put_count(struct buf *out, const char *title, size_t count)
{
    html_put(out, "<div class=\"tile\"><dt>%s</dt><dd>%zu</dd></div>\n", title, count);
}

static void put_money(const struct told *told, struct buf *out, const char *title, const char *key)
{
    const char *digits = told_number_word(recorded_in(told->record, "cost"), key);
    if (!*digits) return;
    html_put(out, "<div class=\"tile\"><dt>%s, %s</dt><dd>", title, told_currency(told));
    html_number(out, text_of(digits), 0);
    buf_puts(out, "</dd></div>\n");
}

static void put_tiles(const struct told *told, struct buf *out)
{
    const struct node *counts = recorded_in(told->record, "counts");
    buf_puts(out, "<h2 tabindex=\"-1\">Overview</h2>\n<dl class=\"tiles\">\n");
    put_count(out, "partners", recorded_count(counts, "partners"));
    put_count(out, "promoted", moved(told, "promoted"));
    put_count(out, "demoted", moved(told, "demoted"));
    put_money(told, out, "margin", "margin");
    put_money(told, out, "rebates", "rebates");
    put_count(out, "problems", recorded_count(counts, "errors") + recorded_count(counts, "warnings"));
    buf_puts(out, "</dl>\n");
}

static void put_scorecard(const struct told *told, size_t s, struct buf *out)
{
    const struct node *scorecards = recorded_in(told->record, "scorecards");
    html_open_card(out, told_title(told, scorecards->items[s], scorecards->keys[s].ptr));
    overview_tiers(told, s, out);
    buf_puts(out, "<div class=\"pair\">\n");
    overview_scores(told, s, out);
    overview_moves(told, s, out);
    buf_puts(out, "</div>\n");
    html_close_card(out);
}

void overview_put(const struct told *told, struct buf *out)
{
    put_tiles(told, out);
    for (size_t s = 0; s < recorded_in(told->record, "scorecards")->count; s++) put_scorecard(told, s, out);
    overview_cost(told, out);
    overview_coverage(told, out);
    overview_problems(told, out);
}
