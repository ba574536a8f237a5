#include <math.h>
#include <stdio.h>

#include "base/number.h"
#include "out/unit_text.h"
#include "program/program.h"
#include "report/html.h"
#include "report/statement.h"

/* One scorecard of the partner. */
struct card_row {
    const struct statement *statement;
    const struct grid *grid;
    size_t row;
    const struct node *rules; /* of the record: its tiers */
    const char *name, *title;
};

static struct text cell(const struct card_row *card, const char *column)
{
    return told_cell(card->grid, card->row, column);
}

/* label: what its column is called, for narrow screens. */
static void put_digits(const struct told *told, size_t row, const char *column, const char *label, int places, struct buf *out)
{
    struct text digits = told_digits(told, &told->finished.tables[SHEET_METRICS], row, column);
    html_open_cell(out, "number", label);
    if (digits.len) html_number(out, digits, places);
    buf_puts(out, "</td>");
}

static void put_tier(const struct card_row *card, struct text tier, struct buf *out)
{
    html_put(out, "<span class=\"tier %s\">%s</span>", told_tier_class(card->rules, tier), told_tier_title(card->rules, tier));
}

/* ---- the tier, and what it means */

static bool is_open(const struct card_row *card)
{
    return text_is(cell(card, "complete"), "no");
}

static void put_score(const struct card_row *card, struct text score, struct buf *out)
{
    buf_puts(out, is_open(card) ? "<span class=\"soft\">score " : "<span>score <strong>");
    html_score(out, score);
    buf_puts(out, is_open(card) ? " so far</span>" : "</strong></span>");
}

static void put_verdict(const struct card_row *card, struct buf *out)
{
    struct text prior = cell(card, "prior_tier"), movement = cell(card, "movement"), tier = cell(card, "tier");
    struct text score = told_digits(card->statement->told, card->grid, card->row, "score");
    buf_puts(out, "<p class=\"verdict\">");
    if (recorded_in(card->rules, "tiers")->count) put_tier(card, tier, out);
    if (score.len) put_score(card, score, out);
    if (prior.len) {
        html_put(out, "<span>%.*s%s ", TEXT_ARG(movement), text_equal(prior, tier) ? "" : ", before:");
        if (!text_equal(prior, tier)) put_tier(card, prior, out);
        buf_puts(out, "</span>");
    }
    buf_puts(out, "</p>\n");
}

static void put_meaning(const struct card_row *card, struct buf *out)
{
    const struct node *rule = told_tier_rule(card->rules, cell(card, "tier"));
    const char *score = told_number_word(rule, "score"), *require = recorded_word(rule, "require");
    const char *margin = told_number_word(rule, "margin_pct");
    if (is_open(card))
        buf_puts(out,
                 "<p class=\"notice\">One of the metrics could not be worked out, so the tier is open. It is being looked into.</p>\n");
    if (!*score && !*require && !*margin) return;
    html_put(out, "<p>%s", *score || *require ? "This tier asks for " : "");
    if (*score) html_put(out, "a score of %s", score);
    if (*require) html_put(out, "%s%s", *score ? "; " : "", require);
    if (*score || *require) buf_puts(out, ". ");
    if (*margin) html_put(out, "Its margin is %s%s.", margin, strchr(margin, '%') ? "" : "\u00a0%");
    buf_puts(out, "</p>\n");
}

/* ---- the score by building block */

static void put_block(const struct card_row *card, size_t b, double most, struct buf *out)
{
    char column[64];
    snprintf(column, sizeof column, "block.%s", block_names[b]);
    struct text digits = told_digits(card->statement->told, card->grid, card->row, column);
    double score = told_number(card->statement->told, card->grid, card->row, column);
    if (digits.len == 0) return;
    html_put(out, "<tr><th scope=\"row\">%s</th><td class=\"chart\">", block_titles[b]);
    html_bar(out, score, most, "");
    buf_puts(out, "</td><td class=\"number\">");
    html_score(out, digits);
    buf_puts(out, "</td></tr>\n");
}

static void put_blocks(const struct card_row *card, struct buf *out)
{
    double most = 100;
    char column[64];
    bool any = false;
    for (size_t b = 0; b < BLOCK_COUNT; b++) {
        snprintf(column, sizeof column, "block.%s", block_names[b]);
        double score = told_number(card->statement->told, card->grid, card->row, column);
        any = any || !isnan(score);
        if (score > most) most = score;
    }
    if (!any) return;
    buf_puts(out, "<table class=\"bars\"><caption>Score by building block</caption>\n<tbody>\n");
    for (size_t b = 0; b < BLOCK_COUNT; b++) put_block(card, b, most, out);
    buf_puts(out, "</tbody></table>\n");
}

/* ---- the metrics */

static const struct node *metric_of(const struct told *told, const struct grid *grid, size_t row)
{
    const struct node *metrics = recorded_in(told->record, "metrics");
    for (size_t m = 0; m < metrics->count; m++)
        if (text_is(told_cell(grid, row, "metric"), recorded_word(metrics->items[m], "metric")) &&
            text_is(told_cell(grid, row, "scorecard"), recorded_word(metrics->items[m], "scorecard")) &&
            text_is(told_cell(grid, row, "track"), recorded_word(metrics->items[m], "track")))
            return metrics->items[m];
    return NULL;
}

static void put_value_unit(struct text unit, double value, struct buf *out)
{
    struct buf word = {0};
    put_unit(unit, value, &word);
    html_put(out, "\u00a0%.*s", TEXT_ARG(buf_view(&word)));
    out->failed |= word.failed;
    buf_release(&word);
}

static void put_value(const struct told *told, size_t row, const struct node *metric, struct buf *out)
{
    const struct grid *grid = &told->finished.tables[SHEET_METRICS];
    struct text digits = told_digits(told, grid, row, "value"), unit = told_cell(grid, row, "unit");
    double value = told_number(told, grid, row, "value");
    html_open_cell(out, "number", "Value");
    if (digits.len && told_compares(metric)) {
        buf_puts(out, "<span class=\"soft\">not shown</span>");
    } else if (digits.len && text_is(unit, "ratio")) {
        html_share(out, value);
    } else if (digits.len) {
        buf_puts(out, "<span>");
        html_number(out, digits, fabs(value) < 1 ? 3 : 2);
        bool plain = unit.len == 0 || text_is(unit, "number") || text_is(unit, "count");
        if (text_is(unit, "money")) unit = text_of(told_currency(told));
        if (!plain) put_value_unit(unit, value, out);
        buf_puts(out, "</span>");
    }
    buf_puts(out, "</td>");
}

static void put_rows_counted(const struct told *told, size_t row, struct buf *out)
{
    const struct grid *grid = &told->finished.tables[SHEET_METRICS];
    double counted = told_number(told, grid, row, "rows_counted"), passed = told_number(told, grid, row, "rows_passed_over");
    if (isnan(counted)) return;
    html_put(out, "<span class=\"soft small\">%zu %s counted", (size_t)counted, counted == 1 ? "record" : "records");
    if (passed > 0) html_put(out, ", %zu passed over", (size_t)passed);
    buf_puts(out, "</span>");
}

/* Words of a rule are the partner's to read; the message of one that failed is not. */
static void put_counted(const struct told *told, size_t row, struct buf *out)
{
    const struct grid *grid = &told->finished.tables[SHEET_METRICS];
    struct text state = told_cell(grid, row, "state"), reason = told_cell(grid, row, "reason");
    bool failed = text_is(state, "failed"), waived = text_is(state, "waived"), value = text_is(state, "value");
    html_open_cell(out, "why", "What counted");
    buf_puts(out, "<div>");
    if (failed)
        buf_puts(out, "could not be worked out; it is being looked into");
    else if (!value)
        html_put(out, "%.*s", TEXT_ARG(state));
    if (!failed && !waived && reason.len && !text_equal(reason, state)) {
        buf_puts(out, "<span class=\"small\">");
        html_name(out, reason);
        buf_puts(out, "</span>");
    }
    put_rows_counted(told, row, out);
    buf_puts(out, "</div></td></tr>\n");
}

/* Points that are the value itself are told once, or to its last place where they count. Those of a comparison lead back to its value. */
static void put_points(const struct told *told, size_t row, const struct node *metric, struct buf *out)
{
    const struct grid *grid = &told->finished.tables[SHEET_METRICS];
    bool value = text_equal(told_cell(grid, row, "points"), told_cell(grid, row, "value")),
         weighs = told_number(told, grid, row, "weight") > 0;
    if ((value && !weighs) || told_compares(metric))
        buf_puts(out, "<td role=\"cell\" class=\"number\"></td>");
    else
        put_digits(told, row, "points", "Points", value || !weighs ? DECIMAL_MAX_SCALE : 1, out);
}

static void put_metric(const struct told *told, size_t row, struct buf *out)
{
    const struct grid *grid = &told->finished.tables[SHEET_METRICS];
    const struct node *metric = metric_of(told, grid, row);
    if (!metric) return;
    html_open_row(out, "");
    html_put(out, "%s<span class=\"soft small\">%s</span></th>", told_title(told, metric, recorded_word(metric, "metric")),
             told_compares(metric) ? "compared with other partners" : recorded_word(metric, "points"));
    put_value(told, row, metric, out);
    put_points(told, row, metric, out);
    put_digits(told, row, "weight", "Weight", 2, out);
    if (told_compares(metric))
        buf_puts(out, "<td role=\"cell\"></td>");
    else
        put_digits(told, row, "contribution", "Adds to score", 2, out);
    put_counted(told, row, out);
}

static void put_metrics(const struct card_row *card, struct buf *out)
{
    const struct statement_rows rows = card->statement->rows[SHEET_METRICS];
    const struct grid *grid = &card->statement->told->finished.tables[SHEET_METRICS];
    if (rows.from == rows.to) return;
    html_open_table(out, "metrics", "What was measured, and how it earns points");
    html_column(out, "Metric");
    html_number_column(out, "Value");
    html_number_column(out, "Points");
    html_number_column(out, "Weight");
    html_number_column(out, "Adds to score");
    html_column(out, "What counted");
    html_open_rows(out);
    for (size_t r = rows.from; r < rows.to; r++)
        if (text_equal(told_cell(grid, r, "scorecard"), cell(card, "scorecard")) &&
            text_equal(told_cell(grid, r, "track"), cell(card, "track")))
            put_metric(card->statement->told, r, out);
    html_close_table(out);
}

/* ---- the way up */

static bool text_has(struct text text, const char *part)
{
    return text.len && memmem(text.ptr, text.len, part, strlen(part));
}

/* Parts with something between, as a list. */
static void put_list(const struct card_row *card, const char *title, struct text parts, const char *between, struct buf *out)
{
    if (parts.len == 0) return;
    html_put(out, "<p>%s</p>\n<ul>", title);
    while (parts.len) {
        const char *end = memmem(parts.ptr, parts.len, between, strlen(between));
        size_t len = end ? (size_t)(end - parts.ptr) : parts.len, taken = end ? len + strlen(between) : len;
        buf_puts(out, "<li>");
        told_words(card->statement->told, card->name, (struct text){parts.ptr, len}, out);
        buf_puts(out, "</li>");
        parts = (struct text){parts.ptr + taken, parts.len - taken};
    }
    buf_puts(out, "</ul>\n");
}

static void put_ways(const struct card_row *card, struct buf *out)
{
    struct text ways = cell(card, "next_tier_ways");
    bool some = text_has(ways, " -> "), several = text_has(ways, " | ");
    put_list(card, several ? "Ways up, each enough by itself:" : some ? "One way up:" : "Ways up:", ways, " | ", out);
    if (some) buf_puts(out, "<p>A way holds with all other values as they are; what changes one value may change others too.</p>\n");
}

static void put_next(const struct card_row *card, struct buf *out)
{
    struct text next = cell(card, "next_tier");
    if (next.len == 0) return;
    buf_puts(out, "<h3>Next tier: ");
    put_tier(card, next, out);
    buf_puts(out, "</h3>\n");
    if (told_compares(told_tier_rule(card->rules, next))) {
        buf_puts(out, "<p>This tier also compares partners, so what is missing hangs on how others do. Ask us how far it is.</p>\n");
        return;
    }
    put_list(card, "What is missing:", cell(card, "next_tier_missing"), "; ", out);
    put_ways(card, out);
}

static void put_card(const struct card_row *card, struct buf *out)
{
    html_put(out, "<section class=\"card\">\n<h2>%s</h2>\n", card->title);
    put_verdict(card, out);
    put_meaning(card, out);
    put_blocks(card, out);
    put_metrics(card, out);
    put_next(card, out);
    html_close_card(out);
}

void statement_cards(const struct statement *statement, struct buf *out)
{
    const struct grid *grid = &statement->told->finished.tables[SHEET_SCORECARDS];
    for (size_t r = statement->rows[SHEET_SCORECARDS].from; r < statement->rows[SHEET_SCORECARDS].to; r++) {
        const char *name = arena_string(statement->told->finished.arena, told_cell(grid, r, "scorecard"));
        if (!name) return; /* no memory, which the caller sees */
        const struct node *rules = told_scorecard(statement->told, name);
        struct card_row card = {statement, grid, r, rules, name, told_title(statement->told, rules, name)};
        put_card(&card, out);
    }
}
