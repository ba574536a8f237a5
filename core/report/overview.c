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

/* The same as a way to what is counted. */
static void put_way(struct buf *out, const char *title, size_t count, const char *where)
{
    if (count)
        html_put(out, "<div class=\"tile\"><dt>%s</dt><dd><a href=\"%s\">%zu</a></dd></div>\n", title, where, count);
    else
        put_count(out, title, count);
}

static void put_money(const struct told *told, struct buf *out, const char *title, struct text digits)
{
    if (digits.len == 0) return;
    html_put(out, "<div class=\"tile money\"><dt>%s, %s</dt><dd>", title, told_currency(told));
    html_number(out, digits, 0);
    buf_puts(out, "</dd></div>\n");
}

static void put_cost(const struct told *told, struct buf *out)
{
    const struct node *cost = recorded_in(told->record, "cost");
    struct text margin = text_of(overview_has_margin(told) ? told_number_word(cost, "margin") : "");
    struct text rebates = text_of(overview_has_rebates(told) ? told_number_word(cost, "rebates") : "");
    struct decimal a, b, sum;
    char digits[DECIMAL_TEXT_MAX];
    put_money(told, out, "margin", margin);
    put_money(told, out, "rebates", rebates);
    if (decimal_parse(margin, &a) && decimal_parse(rebates, &b) && decimal_add(a, b, &sum))
        put_money(told, out, "margin and rebates", (struct text){digits, decimal_format(sum, digits)});
}

/* ---- partners to look at */

/* Partners with a row that has this word in the column; NULL: with any row. Rows of a partner stand together. */
static size_t count_partners(const struct grid *grid, const char *column, const char *word)
{
    struct text last = {NULL, 0};
    size_t count = 0;
    for (size_t r = 0; r < grid->count; r++) {
        struct text partner = told_cell(grid, r, "partner");
        if ((word && !text_is(told_cell(grid, r, column), word)) || (last.ptr && text_equal(last, partner))) continue;
        last = partner;
        count++;
    }
    return count;
}

static void put_incomplete(const struct told *told, struct buf *out)
{
    size_t count = count_partners(&told->finished.tables[SHEET_SCORECARDS], "complete", "no");
    bool money = overview_has_margin(told) || overview_has_rebates(told);
    if (count == 0) return;
    html_put(out, "<p class=\"notice\"><a href=\"#/partners?note=incomplete\">%zu %s no result yet</a> (a rule failed)%s</p>\n", count,
             count == 1 ? "partner has" : "partners have",
             !money       ? "."
             : count == 1 ? ": its margin and rebates are not in these totals."
                          : ": their margin and rebates are not in these totals.");
}

static void put_tiles(const struct told *told, struct buf *out)
{
    const struct node *counts = recorded_in(told->record, "counts");
    buf_puts(out, "<h2 tabindex=\"-1\">Overview</h2>\n");
    put_incomplete(told, out);
    buf_puts(out, "<dl class=\"tiles\">\n");
    put_count(out, "partners", recorded_count(counts, "partners"));
    put_way(out, "promoted", moved(told, "promoted"), "#/partners?movement=promoted");
    put_way(out, "demoted", moved(told, "demoted"), "#/partners?movement=demoted");
    put_cost(told, out);
    if (finished_has(&told->finished, SHEET_WARNINGS))
        put_way(out, "partners warned", count_partners(&told->finished.tables[SHEET_WARNINGS], NULL, NULL), "#/partners?note=warned");
    put_way(out, "problems", recorded_count(counts, "errors") + recorded_count(counts, "warnings"), "#problems");
    buf_puts(out, "</dl>\n");
}

static void put_scorecard(const struct told *told, size_t s, struct buf *out)
{
    const struct node *scorecards = recorded_in(told->record, "scorecards");
    struct buf tiers = {0}, charts = {0};
    overview_tiers(told, s, &tiers);
    overview_scores(told, s, &charts);
    overview_moves(told, s, &charts);
    if (tiers.len || charts.len) {
        html_open_card(out, told_title(told, scorecards->items[s], scorecards->keys[s].ptr));
        buf_text(out, buf_view(&tiers));
        buf_puts(out, "<div class=\"pair\">\n");
        buf_text(out, buf_view(&charts));
        buf_puts(out, "</div>\n");
        html_close_card(out);
    }
    out->failed |= tiers.failed || charts.failed;
    buf_release(&tiers);
    buf_release(&charts);
}

void overview_put(const struct told *told, struct buf *out)
{
    put_tiles(told, out);
    for (size_t s = 0; s < recorded_in(told->record, "scorecards")->count; s++) put_scorecard(told, s, out);
    overview_cost(told, out);
    overview_coverage(told, out);
    overview_problems(told, out);
}
