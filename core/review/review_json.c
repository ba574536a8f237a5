#include "base/number.h"
#include "review/review.h"

static const double nothing = 0.0 / 0.0; /* null in JSON */

void json_decimal(struct json *json, const char *key, struct decimal number)
{
    char digits[DECIMAL_TEXT_MAX];
    decimal_format(number, digits);
    json_raw(json, key, digits);
}

void json_change(struct json *json, const char *key, const struct change *change)
{
    json_open(json, key, '{');
    json_decimal(json, "before", change->before);
    json_decimal(json, "after", change->after);
    json_decimal(json, "change", change->change);
    json_close(json, '}');
}

/* ---- totals */

static void put_matrix(const struct compared_scorecard *own, struct json *json)
{
    json_open(json, "from_to", '[');
    for (size_t from = 0; from < own->side; from++)
        for (size_t to = 0; to < own->side; to++) {
            if (own->matrix[from * own->side + to] == 0) continue;
            json_open(json, NULL, '{');
            json_string(json, "before", from < own->tier_count ? own->tiers[from] : from == own->tier_count ? NULL : "(new)");
            json_string(json, "after", to < own->tier_count ? own->tiers[to] : to == own->tier_count ? NULL : "(gone)");
            json_count(json, "partners", own->matrix[from * own->side + to]);
            json_close(json, '}');
        }
    json_close(json, ']');
}

static void put_scorecard(const struct compared_scorecard *own, struct json *json)
{
    json_open(json, NULL, '{');
    json_string(json, "scorecard", own->name);
    json_open(json, "tiers", '[');
    for (size_t t = 0; t < own->tier_count; t++) json_string(json, NULL, own->tiers[t]);
    json_close(json, ']');
    json_open(json, "partners", '{');
    for (size_t k = 0; k < SHIFT_COUNT; k++) json_count(json, shift_names[k], own->counts[k]);
    json_close(json, '}');
    put_matrix(own, json);
    json_close(json, '}');
}

static void put_totals(const struct comparison *comparison, struct json *json)
{
    json_open(json, "cost", '{');
    json_string(json, "currency", comparison->after->currency);
    json_change(json, "margin", &comparison->margin);
    json_change(json, "rebates", &comparison->rebates);
    json_change(json, "together", &comparison->money);
    json_count(json, "gaining", comparison->gaining);
    json_decimal(json, "gained", comparison->gained);
    json_count(json, "losing", comparison->losing);
    json_decimal(json, "lost", comparison->lost);
    json_count(json, "rate_higher", comparison->rate_higher);
    json_count(json, "rate_lower", comparison->rate_lower);
    json_close(json, '}');
    json_open(json, "scorecards", '[');
    for (size_t s = 0; s < comparison->scorecard_count; s++) put_scorecard(&comparison->scorecards[s], json);
    json_close(json, ']');
}

/* ---- partners */

static void put_number(struct json *json, const char *key, bool given, double number)
{
    json_number(json, key, given ? number : nothing);
}

static void put_side(const struct compared_scorecard *own, const int *tiers, const struct ledger_standing *standing, const char *key,
                     struct json *json)
{
    int tier = compared_tier(tiers, standing);
    if (!standing) {
        json_string(json, key, NULL);
        return;
    }
    json_open(json, key, '{');
    put_number(json, "score", standing->has_score, standing->score);
    json_string(json, "tier", tier < 0 ? NULL : own->tiers[tier]);
    json_string(json, "earned_tier", standing->earned < 0 ? NULL : own->tiers[tiers[standing->earned]]);
    json_string(json, "movement", *standing->movement ? standing->movement : NULL);
    json_raw(json, "complete", standing->complete ? "true" : "false");
    json_close(json, '}');
}

static void put_entry(const struct ledger_entry *entry, const char *key, struct json *json)
{
    if (!entry) {
        json_string(json, key, NULL);
        return;
    }
    json_open(json, key, '{');
    put_number(json, "value", entry->has_value, entry->value);
    put_number(json, "points", entry->has_points, entry->points);
    json_number(json, "weight", entry->weight);
    json_number(json, "contribution", entry->contribution);
    json_close(json, '}');
}

/* Largest first; what they leave of the change, as tables of results are rounded, is the rest. */
static void put_shares(const struct comparison *comparison, size_t s, size_t pair, struct share_of_change *shares, struct json *json)
{
    double rest = compared_score_change(comparison, s, pair);
    size_t count = compare_shares(comparison, s, pair, shares);
    json_open(json, "metrics", '[');
    for (size_t i = 0; i < count; i++) {
        json_open(json, NULL, '{');
        json_string(json, "metric", comparison->scorecards[s].metrics[shares[i].metric].name);
        json_number(json, "change", shares[i].change);
        put_entry(compared_entry_before(comparison, s, pair, shares[i].metric), "before", json);
        put_entry(compared_entry_after(comparison, s, pair, shares[i].metric), "after", json);
        json_close(json, '}');
        rest -= shares[i].change;
    }
    json_close(json, ']');
    json_number(json, "rounding", number_round(rest, 9));
}

static void put_partner(const struct comparison *comparison, size_t s, size_t pair, struct share_of_change *shares, struct json *json)
{
    const struct compared_scorecard *own = &comparison->scorecards[s];
    json_open(json, NULL, '{');
    json_text(json, "partner", compared_key(comparison, pair));
    json_text(json, "name", compared_name(comparison, pair));
    json_string(json, "scorecard", own->name);
    json_string(json, "change", shift_names[own->shifts[pair]]);
    put_side(own, own->before_tiers, compared_before(comparison, s, pair), "before", json);
    put_side(own, own->after_tiers, compared_after(comparison, s, pair), "after", json);
    json_number(json, "score_change", compared_score_change(comparison, s, pair));
    json_change(json, "margin", &comparison->pairs[pair].margin);
    json_change(json, "rebates", &comparison->pairs[pair].rebates);
    put_shares(comparison, s, pair, shares, json);
    json_close(json, '}');
}

static void put_group(const struct group *group, const char *value, struct json *json)
{
    json_open(json, NULL, '{');
    json_string(json, "value", value);
    json_count(json, "partners", group->partners);
    json_count(json, "up", group->up);
    json_count(json, "down", group->down);
    put_number(json, "score_change", group->scored > 0, group->score_change);
    json_decimal(json, "money_change", group->money);
    json_close(json, '}');
}

static void put_groups(const struct review *review, struct json *json)
{
    json_open(json, "groups", '[');
    for (size_t i = 0; i < review->groups->count; i++) {
        const struct grouped *grouped = &review->groups->tables[i];
        json_open(json, NULL, '{');
        json_string(json, "scorecard", review->comparison->scorecards[grouped->scorecard].name);
        json_string(json, "by", grouped->by->column);
        json_open(json, "groups", '[');
        for (size_t g = 0; g < grouped->by->count; g++) put_group(&grouped->groups[g], grouped->by->values[g], json);
        json_close(json, ']');
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_head(const struct review *review, struct json *json)
{
    json_string(json, "before", review->before);
    json_string(json, "after", review->after);
    json_open(json, "differences", '[');
    for (size_t i = 0; i < review->difference_count; i++) json_string(json, NULL, review->differences[i]);
    json_close(json, ']');
    rules_json(review->rules, json);
}

bool review_json(const struct review *review, struct arena *arena, struct buf *out)
{
    const struct comparison *comparison = review->comparison;
    struct share_of_change *shares = shares_room(comparison, arena);
    struct json json = {.out = out};
    json_open(&json, NULL, '{');
    put_head(review, &json);
    json_raw(&json, "same", compare_same(comparison) ? "true" : "false");
    put_totals(comparison, &json);
    if (review->groups) put_groups(review, &json);
    json_open(&json, "partners", '[');
    for (size_t s = 0; shares && s < comparison->scorecard_count; s++)
        for (size_t i = 0; i < comparison->count; i++) put_partner(comparison, s, i, shares, &json);
    json_close(&json, ']');
    json_close(&json, '}');
    return shares != NULL;
}
