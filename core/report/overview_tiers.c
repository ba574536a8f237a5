#include <math.h>

#include "base/mem.h"
#include "base/number.h"
#include "report/html.h"
#include "report/overview.h"

static const struct node *card_of(const struct told *told, size_t s)
{
    return recorded_in(told->record, "scorecards")->items[s];
}

static struct text name_of(const struct told *told, size_t s)
{
    return recorded_in(told->record, "scorecards")->keys[s];
}

static bool on_card(const struct told *told, size_t s, size_t row)
{
    return text_equal(told_cell(&told->finished.tables[SHEET_SCORECARDS], row, "scorecard"), name_of(told, s));
}

/* The beginning of a link to those partners of the table; before: NULL for any. */
static void open_link(const struct told *told, size_t s, const char *before, const char *tier, struct buf *out)
{
    buf_puts(out, "<a href=\"#/partners?scorecard=");
    html_url(out, name_of(told, s));
    if (before) buf_puts(out, "&amp;from="), html_url(out, text_of(before));
    buf_puts(out, "&amp;tier=");
    html_url(out, text_of(tier));
    buf_puts(out, "\">");
}

/* ---- how many are in each */

/* "score from 70; Won revenue at least 250,000; margin 15 %" */
static void put_rule(const struct node *rule, struct buf *out)
{
    const char *score = told_number_word(rule, "score"), *require = recorded_word(rule, "require");
    const char *margin = told_number_word(rule, "margin_pct");
    if (*score) html_put(out, "score from %s", score);
    if (*require) html_put(out, "%s%s", *score ? "; " : "", require);
    if (*margin) html_put(out, "%smargin %s%s", *score || *require ? "; " : "", margin, strchr(margin, '%') ? "" : "\u00a0%");
}

static void put_tier(const struct told *told, size_t s, struct text tier, size_t count, size_t all, struct buf *out)
{
    const struct node *card = card_of(told, s);
    const char *colour = told_tier_class(card, tier);
    const struct node *rule = told_tier_rule(card, tier);
    buf_puts(out, "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">");
    open_link(told, s, NULL, tier.len ? tier.ptr : "-", out);
    html_put(out, "<span class=\"tier %s\">%s</span></a>", colour, told_tier_title(card, tier));
    buf_puts(out, "</th><td role=\"cell\" class=\"chart\">");
    html_bar(out, (double)count, (double)all, colour);
    html_put(out, "</td><td role=\"cell\" class=\"number\">%zu</td><td role=\"cell\" class=\"number\">", count);
    html_share_column(out, all ? (double)count / (double)all : 0);
    buf_puts(out, "</td><td role=\"cell\" class=\"soft rule\">");
    put_rule(rule, out);
    buf_puts(out, "</td></tr>\n");
}

void overview_tiers(const struct told *told, size_t s, struct buf *out)
{
    const struct node *tiers = recorded_in(card_of(told, s), "tiers");
    size_t without = recorded_count(card_of(told, s), "no_tier"), all = without;
    for (size_t t = 0; t < tiers->count; t++) all += recorded_count(tiers, tiers->keys[t].ptr);
    if (tiers->count == 0) return;
    buf_puts(out, "<table class=\"bars tiers\" role=\"table\"><caption>Partners in each tier</caption>\n<thead class=\"unseen\" "
                  "role=\"rowgroup\"><tr role=\"row\">"
                  "<th scope=\"col\" role=\"columnheader\">Tier</th><th scope=\"col\" role=\"columnheader\">as a bar</th>"
                  "<th scope=\"col\" role=\"columnheader\">Partners</th><th scope=\"col\" role=\"columnheader\">Share</th>"
                  "<th scope=\"col\" role=\"columnheader\">Asks for</th></tr></thead>\n<tbody role=\"rowgroup\">\n");
    for (size_t t = 0; t < tiers->count; t++) put_tier(told, s, tiers->keys[t], recorded_count(tiers, tiers->keys[t].ptr), all, out);
    if (without) put_tier(told, s, (struct text){"", 0}, without, all, out);
    buf_puts(out, "</tbody></table>\n");
}

/* ---- from which to which */

struct moves {
    const struct told *told;
    size_t scorecard, tiers;
    size_t *counts; /* [before * (tiers + 1) + now]; the last of each is none */
    bool any;       /* somebody had a tier before */
};

static void count_moves(struct moves *moves)
{
    const struct grid *grid = &moves->told->finished.tables[SHEET_SCORECARDS];
    const struct node *card = card_of(moves->told, moves->scorecard);
    for (size_t r = 0; r < grid->count; r++) {
        if (!on_card(moves->told, moves->scorecard, r)) continue;
        size_t before = told_tier_rank(card, told_cell(grid, r, "prior_tier")), now = told_tier_rank(card, told_cell(grid, r, "tier"));
        moves->counts[before * (moves->tiers + 1) + now]++;
        moves->any |= before < moves->tiers;
    }
}

static size_t total_of(const struct moves *moves, size_t tier, bool now)
{
    size_t sum = 0, side = moves->tiers + 1;
    for (size_t i = 0; i < side; i++) sum += moves->counts[now ? i * side + tier : tier * side + i];
    return sum;
}

static const char *word_of(const struct moves *moves, size_t tier)
{
    return tier < moves->tiers ? recorded_in(card_of(moves->told, moves->scorecard), "tiers")->keys[tier].ptr : "-";
}

static const char *title_of(const struct moves *moves, size_t tier, const char *none)
{
    return tier < moves->tiers ? told_tier_title(card_of(moves->told, moves->scorecard), text_of(word_of(moves, tier))) : none;
}

static void put_move(const struct moves *moves, size_t before, size_t now, struct buf *out)
{
    static const char *const classes[2][2] = {{"soft", "some"}, {"same soft", "same some"}};
    size_t count = moves->counts[before * (moves->tiers + 1) + now];
    html_open_cell(out, classes[before == now][count > 0], title_of(moves, now, "no tier"));
    if (count) open_link(moves->told, moves->scorecard, word_of(moves, before), word_of(moves, now), out);
    html_put(out, count ? "%zu</a>" : "%zu", count);
    buf_puts(out, "</td>");
}

static void put_moves(const struct moves *moves, struct buf *out)
{
    html_open_table(out, "moves", "From the tier before to the tier now");
    html_column(out, "before");
    for (size_t now = 0; now <= moves->tiers; now++)
        if (total_of(moves, now, true)) html_number_column(out, title_of(moves, now, "no tier"));
    html_open_rows(out);
    for (size_t before = 0; before <= moves->tiers; before++) {
        if (!total_of(moves, before, false)) continue;
        html_open_row(out, "");
        html_put(out, "%s</th>", title_of(moves, before, "none"));
        for (size_t now = 0; now <= moves->tiers; now++)
            if (total_of(moves, now, true)) put_move(moves, before, now, out);
        buf_puts(out, "</tr>\n");
    }
    html_close_table(out);
}

void overview_moves(const struct told *told, size_t s, struct buf *out)
{
    struct moves moves = {.told = told, .scorecard = s, .tiers = recorded_in(card_of(told, s), "tiers")->count};
    moves.counts = mem_zero((moves.tiers + 1) * (moves.tiers + 1), sizeof *moves.counts);
    out->failed |= !moves.counts;
    if (moves.counts) count_moves(&moves);
    if (moves.any) put_moves(&moves, out);
    mem_free(moves.counts);
}

/* ---- scores */

enum { BINS = 10, WIDE = 560, HIGH = 120, TOP = 24, FOOT = 24, SIDE = 20 };

struct histogram {
    double step;
    size_t bins, counts[BINS], most, all;
};

/* 0 to 100 in steps of 10; where scores are all low, or higher, to the highest in steps of 1, 2 or 5 times a power of ten. */
static void choose_bins(struct histogram *histogram, double highest)
{
    static const double nice[] = {1, 2, 5};
    enum { NICE = sizeof nice / sizeof *nice };
    *histogram = (struct histogram){.step = 10, .bins = BINS};
    if (highest <= 0 || (highest > BINS && highest <= 100)) return;
    double power = 0.001;
    size_t i = 0;
    while (highest >= nice[i] * power * BINS && power < 1e15)
        if (++i == NICE) i = 0, power *= 10;
    histogram->step = nice[i] * power;
    histogram->bins = (size_t)fmin(floor(highest / histogram->step) + 1, BINS);
}

/* What has no score yet, as a rule failed, counts nowhere. */
static double final_score(const struct told *told, size_t s, size_t row)
{
    const struct grid *grid = &told->finished.tables[SHEET_SCORECARDS];
    bool final = on_card(told, s, row) && !text_is(told_cell(grid, row, "complete"), "no");
    return final ? told_number(told, grid, row, "score") : NAN;
}

static void count_scores(const struct told *told, size_t s, struct histogram *histogram)
{
    const struct grid *grid = &told->finished.tables[SHEET_SCORECARDS];
    double highest = 0;
    for (size_t r = 0; r < grid->count; r++) highest = fmax(highest, final_score(told, s, r));
    choose_bins(histogram, highest);
    for (size_t r = 0; r < grid->count; r++) {
        double score = final_score(told, s, r);
        if (isnan(score)) continue;
        double bin = fmin(fmax(score / histogram->step, 0), (double)histogram->bins - 1);
        size_t count = ++histogram->counts[(size_t)bin];
        histogram->all++;
        if (count > histogram->most) histogram->most = count;
    }
}

static void edge_text(const struct histogram *histogram, size_t bin, char digits[NUMBER_TEXT_MAX])
{
    number_format(number_tidy(histogram->step * (double)bin), digits);
}

/* Below the line, where one bin ends and the next begins. */
static void put_edge(const struct histogram *histogram, size_t bin, struct buf *out)
{
    char edge[NUMBER_TEXT_MAX];
    edge_text(histogram, bin, edge);
    html_put(out, "<text x=\"%zu\" y=\"%zu\">%s</text>\n", bin * (WIDE / histogram->bins), (size_t)(TOP + HIGH + 18), edge);
}

static void put_bin(const struct histogram *histogram, size_t bin, struct buf *out)
{
    size_t wide = WIDE / histogram->bins, high = histogram->counts[bin] * HIGH / histogram->most, left = bin * wide + 4;
    if (histogram->counts[bin] && high < 2) high = 2;
    buf_printf(out, "<rect x=\"%zu\" y=\"%zu\" width=\"%zu\" height=\"%zu\"/>", left, TOP + HIGH - high, wide - 8, high);
    if (histogram->counts[bin])
        html_put(out, "<text x=\"%zu\" y=\"%zu\">%zu</text>", left + wide / 2 - 4, TOP + HIGH - high - 6, histogram->counts[bin]);
    put_edge(histogram, bin, out);
}

static void put_bins_in_words(const struct histogram *histogram, struct buf *out)
{
    char from[NUMBER_TEXT_MAX], to[NUMBER_TEXT_MAX];
    for (size_t bin = 0; bin < histogram->bins; bin++) {
        edge_text(histogram, bin, from);
        edge_text(histogram, bin + 1, to);
        html_put(out, "%s%s to %s: %zu", bin ? ", " : "", from, to, histogram->counts[bin]);
    }
}

void overview_scores(const struct told *told, size_t s, struct buf *out)
{
    struct histogram histogram = {0};
    count_scores(told, s, &histogram);
    if (histogram.all < 2) return;
    buf_puts(out, "<figure><figcaption>Partners by score</figcaption>");
    buf_printf(out, "<svg class=\"histogram\" viewBox=\"%d 0 %d %d\" role=\"img\" aria-label=\"", -SIDE, WIDE + 2 * SIDE,
               TOP + HIGH + FOOT);
    put_bins_in_words(&histogram, out);
    buf_puts(out, "\">\n");
    for (size_t bin = 0; bin < histogram.bins; bin++) put_bin(&histogram, bin, out);
    put_edge(&histogram, histogram.bins, out);
    buf_printf(out, "<line x1=\"0\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/></svg></figure>\n", WIDE, TOP + HIGH, TOP + HIGH);
}
