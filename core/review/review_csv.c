#include "base/number.h"
#include "out/cells.h"
#include "review/review.h"

static void decimal_cell(struct csv_row *row, bool given, struct decimal number)
{
    if (given)
        csv_decimal(row, number);
    else
        csv_empty(row);
}

static void tier_name_cell(struct csv_row *row, const struct compared_scorecard *own, int tier)
{
    csv_string(row, tier < 0 ? "" : own->tiers[tier]);
}

/* The same in all rows of a partner and scorecard. */
static void partner_change_cells(const struct comparison *comparison, size_t s, size_t pair, struct csv_row *row)
{
    const struct compared_scorecard *own = &comparison->scorecards[s];
    const struct ledger_standing *before = compared_before(comparison, s, pair), *after = compared_after(comparison, s, pair);
    const struct pair *one = &comparison->pairs[pair];
    bool was = one->before != SIZE_MAX, is = one->after != SIZE_MAX;
    csv_text(row, compared_key(comparison, pair));
    csv_text(row, compared_name(comparison, pair));
    COLUMNS(row, own->name, shift_names[own->shifts[pair]]);
    tier_name_cell(row, own, compared_tier(own->before_tiers, before));
    tier_name_cell(row, own, compared_tier(own->after_tiers, after));
    number_cell(row, before && before->has_score, before ? before->score : 0);
    number_cell(row, after && after->has_score, after ? after->score : 0);
    number_cell(row, true, compared_score_change(comparison, s, pair));
    decimal_cell(row, was, one->margin.before);
    decimal_cell(row, is, one->margin.after);
    decimal_cell(row, true, one->margin.change);
    decimal_cell(row, was, one->rebates.before);
    decimal_cell(row, is, one->rebates.after);
    decimal_cell(row, true, one->rebates.change);
}

static void entry_cells(const struct ledger_entry *before, const struct ledger_entry *after, struct csv_row *row)
{
    number_cell(row, before && before->has_value, before ? before->value : 0);
    number_cell(row, after && after->has_value, after ? after->value : 0);
    points_cell(row, before && before->has_points, before ? before->points : 0);
    points_cell(row, after && after->has_points, after ? after->points : 0);
    number_cell(row, before, before ? before->weight : 0);
    number_cell(row, after, after ? after->weight : 0);
    points_cell(row, before, before ? before->contribution : 0);
    points_cell(row, after, after ? after->contribution : 0);
}

static void metric_row(const struct comparison *comparison, size_t s, size_t pair, size_t metric, double change, struct csv_row *row)
{
    partner_change_cells(comparison, s, pair, row);
    csv_string(row, comparison->scorecards[s].metrics[metric].name);
    entry_cells(compared_entry_before(comparison, s, pair, metric), compared_entry_after(comparison, s, pair, metric), row);
    points_cell(row, true, change);
    csv_end(row);
}

/* Contributions are rounded to nine places and scores as the program says: what lies between is a row of its own, so sums are right. */
static void rounding_row(const struct comparison *comparison, size_t s, size_t pair, double rest, struct csv_row *row)
{
    if (number_round(rest, 9) == 0) return;
    partner_change_cells(comparison, s, pair, row);
    csv_string(row, "(rounding)");
    entry_cells(NULL, NULL, row);
    points_cell(row, true, rest);
    csv_end(row);
}

/* Of folders without metrics.csv. */
static void bare_row(const struct comparison *comparison, size_t s, size_t pair, struct csv_row *row)
{
    partner_change_cells(comparison, s, pair, row);
    csv_empty(row);
    entry_cells(NULL, NULL, row);
    csv_empty(row);
    csv_end(row);
}

static void partner_rows(const struct comparison *comparison, size_t s, size_t pair, struct csv_row *row)
{
    if (!comparison->before->entries || !comparison->after->entries) {
        bare_row(comparison, s, pair, row);
        return;
    }
    double rest = compared_score_change(comparison, s, pair);
    for (size_t m = 0; m < comparison->scorecards[s].metric_count; m++) {
        const struct ledger_entry *before = compared_entry_before(comparison, s, pair, m);
        const struct ledger_entry *after = compared_entry_after(comparison, s, pair, m);
        if (!before && !after) continue;
        double change = number_round((after ? after->contribution : 0) - (before ? before->contribution : 0), 9);
        metric_row(comparison, s, pair, m, change, row);
        rest -= change;
    }
    rounding_row(comparison, s, pair, rest, row);
}

void review_csv(const struct comparison *comparison, const struct csv_style *style, struct buf *out)
{
    struct csv_row row = {.out = out, .style = style};
    csv_begin(&row);
    COLUMNS(&row, "partner", "name", "scorecard", "change", "tier_before", "tier_after", "score_before", "score_after", "score_change",
            "margin_before", "margin_after", "margin_change", "rebates_before", "rebates_after", "rebates_change", "metric", "value_before",
            "value_after", "points_before", "points_after", "weight_before", "weight_after", "contribution_before", "contribution_after",
            "contribution_change");
    csv_end(&row);
    for (size_t s = 0; s < comparison->scorecard_count; s++)
        for (size_t i = 0; i < comparison->count; i++) partner_rows(comparison, s, i, &row);
}
