/* Ranks and tiers of draws as JSON and as a table. */
#include "base/json.h"
#include "out/cells.h"
#include "review/sensitivity.h"

static void put_factor(const struct sensitivity_scorecard *own, size_t factor, struct json *json)
{
    json_open(json, NULL, '{');
    json_string(json, "metric", own->factors.items[factor].metric);
    json_string(json, "of", own->factors.items[factor].thresholds ? "thresholds" : "weight");
    json_number(json, "first_order", own->indices[factor].first);
    json_number(json, "total", own->indices[factor].total);
    json_close(json, '}');
}

static void put_rank(struct json *json, const char *key, size_t rank)
{
    if (rank)
        json_count(json, key, rank);
    else
        json_string(json, key, NULL);
}

static void put_partner(const struct sensitivity *sensitivity, const struct sensitivity_scorecard *own, size_t p, struct json *json)
{
    const struct scorecard *rules = &sensitivity->run->program->scorecards[own->scorecard];
    const struct partner_ranks *partner = &own->partners[p];
    double draws = (double)sensitivity->asked.draws;
    json_open(json, NULL, '{');
    json_text(json, "partner", run_partner_key(sensitivity->run, p));
    json_text(json, "name", run_partner_name(sensitivity->run, p));
    json_number(json, "score", partner->score);
    put_rank(json, "rank", partner->rank);
    put_rank(json, "median", partner->median);
    put_rank(json, "low", partner->low);
    put_rank(json, "high", partner->high);
    json_string(json, "tier", partner->tier < 0 ? NULL : rules->tiers[partner->tier].name);
    json_open(json, "tiers", '{');
    for (size_t t = 0; t < rules->tier_count; t++) json_number(json, rules->tiers[t].name, partner->tiers[t] / draws);
    json_close(json, '}');
    json_number(json, "no_tier", partner->tiers[rules->tier_count] / draws);
    json_close(json, '}');
}

static void put_scorecard(const struct sensitivity *sensitivity, const struct sensitivity_scorecard *own, struct json *json)
{
    json_open(json, NULL, '{');
    json_string(json, "scorecard", sensitivity->run->program->scorecards[own->scorecard].name);
    json_count(json, "ranked", own->ranked);
    json_count(json, "same_tier_always", own->steady);
    json_count(json, "same_tier_in_nine_of_ten", own->firm);
    json_open(json, "shift_in_rank", '{');
    json_number(json, "mean", own->shift);
    json_number(json, "low", own->shift_low);
    json_number(json, "high", own->shift_high);
    json_close(json, '}');
    json_open(json, "factors", '[');
    for (size_t i = 0; i < own->factors.count; i++) put_factor(own, own->order[i], json);
    json_close(json, ']');
    json_open(json, "partners", '[');
    for (size_t p = 0; p < sensitivity->run->data.partners; p++) put_partner(sensitivity, own, p, json);
    json_close(json, ']');
    json_close(json, '}');
}

void sensitivity_json(const struct sensitivity *sensitivity, struct buf *out)
{
    struct json json = {.out = out};
    json_open(&json, NULL, '{');
    json_string(&json, "program", sensitivity->run->program->folder);
    json_string(&json, "period", sensitivity->run->program->period_text);
    json_count(&json, "draws", sensitivity->asked.draws);
    json_count(&json, "seed", sensitivity->asked.seed);
    json_number(&json, "spread", sensitivity->asked.spread);
    json_open(&json, "scorecards", '[');
    for (size_t s = 0; s < sensitivity->run->program->scorecard_count; s++) put_scorecard(sensitivity, &sensitivity->scorecards[s], &json);
    json_close(&json, ']');
    json_close(&json, '}');
}

static void rank_cells(const struct partner_ranks *partner, struct csv_row *row)
{
    number_cell(row, partner->rank > 0, partner->score);
    number_cell(row, partner->rank > 0, (double)partner->rank);
    number_cell(row, partner->median > 0, (double)partner->median);
    number_cell(row, partner->median > 0, (double)partner->low);
    number_cell(row, partner->median > 0, (double)partner->high);
}

/* Tidy, as scorecards may have other tiers: a row per partner, scorecard and tier that a draw came to. */
void sensitivity_csv(const struct sensitivity *sensitivity, const struct csv_style *style, struct buf *out)
{
    const struct run *run = sensitivity->run;
    struct csv_row row = {.out = out, .style = style};
    csv_begin(&row);
    COLUMNS(&row, "partner", "name", "scorecard", "score", "rank", "rank_median", "rank_low", "rank_high", "tier", "drawn_tier", "share");
    csv_end(&row);
    for (size_t s = 0; s < run->program->scorecard_count; s++)
        for (size_t p = 0; p < run->data.partners; p++) {
            const struct scorecard *rules = &run->program->scorecards[s];
            const struct partner_ranks *partner = &sensitivity->scorecards[s].partners[p];
            for (size_t t = 0; t <= rules->tier_count; t++) {
                if (partner->tiers[t] == 0) continue;
                csv_text(&row, run_partner_key(run, p));
                csv_text(&row, run_partner_name(run, p));
                csv_string(&row, rules->name);
                rank_cells(partner, &row);
                tier_cell(rules, partner->tier, &row);
                tier_cell(rules, t < rules->tier_count ? (int)t : -1, &row);
                csv_number(&row, partner->tiers[t] / (double)sensitivity->asked.draws);
                csv_end(&row);
            }
        }
}
