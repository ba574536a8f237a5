#include "program/program.h"
#include "report/html.h"
#include "report/overview.h"

/* What stands in one cell of the matrix: the metrics of that block and objective, and the incentives. objective NULL: of none. */
struct cell {
    const char *block, *objective;
};

static bool is_of(const struct cell *cell, const struct node *entry)
{
    const char *objective = recorded_word(entry, "objective");
    return strcmp(recorded_word(entry, "block"), cell->block) == 0 && strcmp(objective, cell->objective) == 0;
}

/* The same metric of several tracks is told once. */
static bool is_repeated(const struct node *metrics, size_t m)
{
    for (size_t i = 0; i < m; i++)
        if (strcmp(recorded_word(metrics->items[i], "title"), recorded_word(metrics->items[m], "title")) == 0 &&
            strcmp(recorded_word(metrics->items[i], "scorecard"), recorded_word(metrics->items[m], "scorecard")) == 0)
            return true;
    return false;
}

#define INCENTIVE "<li>%s <span class=\"soft small\">incentive</span></li>"

static size_t put_entries(const struct told *told, const struct cell *cell, struct buf *out)
{
    const struct node *metrics = recorded_in(told->record, "metrics"), *incentives = recorded_in(told->record, "incentives");
    size_t count = 0;
    for (size_t m = 0; m < metrics->count; m++) {
        const char *weight = told_number_word(metrics->items[m], "weight");
        if (!is_of(cell, metrics->items[m]) || is_repeated(metrics, m)) continue;
        html_put(out, count++ ? "<li>%s" : "<ul><li>%s", told_title(told, metrics->items[m], recorded_word(metrics->items[m], "metric")));
        if (*weight) html_put(out, " <span class=\"soft small\">weight %s</span>", weight);
        buf_puts(out, "</li>");
    }
    for (size_t i = 0; i < incentives->count; i++)
        if (is_of(cell, incentives->items[i]))
            html_put(out, count++ ? INCENTIVE : "<ul>" INCENTIVE,
                     told_title(told, incentives->items[i], recorded_word(incentives->items[i], "name")));
    if (count) buf_puts(out, "</ul>");
    return count;
}

static void put_cell(const struct told *told, const struct cell *cell, struct buf *out)
{
    struct buf entries = {0};
    size_t count = put_entries(told, cell, &entries);
    buf_puts(out, count ? "<td>" : "<td class=\"empty\"><span class=\"unseen\">nothing</span>");
    buf_text(out, buf_view(&entries));
    buf_puts(out, "</td>");
    out->failed |= entries.failed;
    buf_release(&entries);
}

static bool any_without(const struct told *told, const char *list)
{
    const struct node *entries = recorded_in(told->record, list);
    for (size_t i = 0; i < entries->count; i++)
        if (!*recorded_word(entries->items[i], "objective")) return true;
    return false;
}

static void put_columns(const struct node *objectives, bool without, struct buf *out)
{
    html_column(out, "Building block");
    for (size_t i = 0; i < objectives->count; i++) html_column(out, recorded_word(objectives->items[i], "title"));
    if (without) html_column(out, "no objective");
}

void overview_coverage(const struct told *told, struct buf *out)
{
    const struct node *objectives = recorded_in(told->record, "objectives");
    bool without = any_without(told, "metrics") || any_without(told, "incentives");
    if (recorded_in(told->record, "metrics")->count == 0) return;
    html_open_card(out, "What is measured and rewarded");
    html_open_table(out, "coverage", "Building blocks and objectives");
    put_columns(objectives, without, out);
    html_open_rows(out);
    for (size_t b = 0; b < BLOCK_COUNT; b++) {
        html_put(out, "<tr><th scope=\"row\">%s</th>", block_titles[b]);
        for (size_t i = 0; i < objectives->count; i++)
            put_cell(told, &(struct cell){block_names[b], recorded_word(objectives->items[i], "title")}, out);
        if (without) put_cell(told, &(struct cell){block_names[b], ""}, out);
        buf_puts(out, "</tr>\n");
    }
    html_close_table(out);
    html_close_card(out);
}
