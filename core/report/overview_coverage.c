#include "base/number.h"
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

/* Its part of all weight on its track; of a run that does not tell it, the weight. */
static void put_weight(const struct told *told, const struct node *metric, struct buf *out)
{
    const struct node *tracks = recorded_in(recorded_in(told->record, "coverage"), "tracks");
    for (size_t t = 0; t < tracks->count; t++) {
        bool own = strcmp(recorded_word(tracks->items[t], "scorecard"), recorded_word(metric, "scorecard")) == 0 &&
                   strcmp(recorded_word(tracks->items[t], "track"), recorded_word(metric, "track")) == 0;
        const struct node *cells = recorded_in(tracks->items[t], "cells");
        for (size_t c = 0; own && c < cells->count; c++) {
            const struct node *entry = recorded_entry(recorded_in(cells->items[c], "metrics"), "metric", recorded_word(metric, "metric"));
            double share;
            if (!entry || !number_parse(text_of(told_number_word(entry, "share")), &share)) continue;
            html_share(out, share);
            buf_puts(out, " of the weight");
            return;
        }
    }
    html_put(out, "weight %s", told_number_word(metric, "weight"));
}

#define INCENTIVE "<li>%s <span class=\"soft small\">incentive</span></li>"

static size_t put_entries(const struct told *told, const struct cell *cell, struct buf *out)
{
    const struct node *metrics = recorded_in(told->record, "metrics"), *incentives = recorded_in(told->record, "incentives");
    size_t count = 0;
    for (size_t m = 0; m < metrics->count; m++) {
        if (!is_of(cell, metrics->items[m]) || is_repeated(metrics, m)) continue;
        html_put(out, count++ ? "<li>%s" : "<ul><li>%s", told_title(told, metrics->items[m], recorded_word(metrics->items[m], "metric")));
        buf_puts(out, " <span class=\"soft small\">");
        put_weight(told, metrics->items[m], out);
        buf_puts(out, "</span>");
        buf_puts(out, "</li>");
    }
    for (size_t i = 0; i < incentives->count; i++)
        if (is_of(cell, incentives->items[i]))
            html_put(out, count++ ? INCENTIVE : "<ul>" INCENTIVE,
                     told_title(told, incentives->items[i], recorded_word(incentives->items[i], "name")));
    if (count) buf_puts(out, "</ul>");
    return count;
}

static void put_cell(const struct told *told, const struct cell *cell, const char *label, struct buf *out)
{
    struct buf entries = {0};
    size_t count = put_entries(told, cell, &entries);
    html_open_cell(out, count ? "" : "empty", label);
    if (!count) buf_puts(out, "<span class=\"unseen\">nothing</span>");
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

/* What `rung coverage` finds, of the program or of the run. */
static void put_findings(const struct told *told, const char *of, const char *title, struct buf *out)
{
    const struct node *findings = recorded_in(recorded_in(told->record, "coverage"), "findings");
    size_t count = 0;
    for (size_t i = 0; i < findings->count; i++) {
        if (strcmp(recorded_word(findings->items[i], "of"), of) != 0) continue;
        if (count++ == 0) html_put(out, "<h4>%s</h4>\n<ul>\n", title);
        buf_puts(out, "<li>");
        told_names(told, text_of(recorded_word(findings->items[i], "text")), out);
        buf_puts(out, "</li>\n");
    }
    if (count) buf_puts(out, "</ul>\n");
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
        html_open_row(out, "");
        html_put(out, "%s</th>", block_titles[b]);
        for (size_t i = 0; i < objectives->count; i++) {
            const char *objective = recorded_word(objectives->items[i], "title");
            put_cell(told, &(struct cell){block_names[b], objective}, objective, out);
        }
        if (without) put_cell(told, &(struct cell){block_names[b], ""}, "no objective", out);
        buf_puts(out, "</tr>\n");
    }
    html_close_table(out);
    put_findings(told, "program", "What the program leaves out", out);
    put_findings(told, "run", "What the results show", out);
    html_close_card(out);
}
