#include <string.h>

#include "base/number.h"
#include "program/load.h"

/* ---- weights */

static bool can_weigh(const struct metric *metric)
{
    if (metric->trial) return false;
    if (!metric->weight.given) return true; /* a mistake in it is reported already */
    for (size_t i = 0; i < metric->weight.count; i++)
        if (metric->weight.cases[i].value.number > 0) return true;
    return false;
}

/* Without a score to reach, tiers may be conditions alone: a checklist. And metrics may be there for incentives alone. */
static bool score_asked_for(const struct scorecard *scorecard)
{
    for (size_t t = 0; t < scorecard->tier_count; t++)
        if (scorecard->tiers[t].score.given) return true;
    return false;
}

static void check_weights(struct load *load, const struct scorecard *scorecard, const struct track *track)
{
    const struct program *program = load->program;
    bool weighed = track->metric_count == 0;
    for (size_t m = track->first_metric; m < track->first_metric + track->metric_count; m++) {
        const struct metric *metric = &program->metrics[m];
        if (!can_weigh(metric)) continue;
        categories_check_metric(load, scorecard, metric);
        weighed = weighed || !metric->bonus;
    }
    if (weighed || !score_asked_for(scorecard)) return;
    load_error(load, scorecard->at, "give a metric that is not on trial and no bonus a weight above 0",
               "nothing counts in scorecard %s%s%s: all weights are 0", scorecard->name, *track->name ? ", track " : "", track->name);
}

/* 35% beside 10 is 0.35 beside 10: an example of each, whichever partner they are for. */
static void warn_weights(struct load *load, const struct track *track)
{
    const struct setting_case *percent = NULL, *plain = NULL;
    struct place at = {0};
    for (size_t m = track->first_metric; m < track->first_metric + track->metric_count; m++) {
        const struct setting *weight = &load->program->metrics[m].weight;
        for (size_t i = 0; i < weight->count; i++) {
            if (weight->cases[i].value.number == 0) continue;
            const struct setting_case **example = weight->cases[i].percent ? &percent : &plain;
            if (*example) continue;
            *example = &weight->cases[i];
            if (weight->cases[i].percent) at = weight->at;
        }
    }
    if (!percent || !plain) return;
    char one[NUMBER_TEXT_MAX], other[NUMBER_TEXT_MAX];
    number_format(number_round(percent->value.number * 100, 9), one);
    number_format(number_round(plain->value.number * 100, 9), other);
    load_warning(load, at, "write all weights of a scorecard with a percent sign, or none of them",
                 "a weight of %s%% stands beside one without a percent sign, which is %s%%", one, other);
}

/* The most that a curve or bands say; 0 where something else earns the points. */
static double most_points(const struct metric *metric)
{
    const struct points_rule *rule = &metric->points;
    bool said = rule->kind == POINTS_CURVE ? rule->curve != NULL : rule->kind == POINTS_BANDS && rule->bands;
    double most = 0;
    for (size_t i = 0; said && i < rule->count; i++) {
        const struct setting *points = rule->kind == POINTS_CURVE ? &rule->curve[i].points : &rule->bands[i].points;
        for (size_t c = 0; c < points->count; c++)
            if (points->cases[c].value.number > most) most = points->cases[c].value.number;
    }
    return most;
}

static double most_score(const struct scorecard *card)
{
    double most = 0;
    for (size_t t = 0; t < card->tier_count; t++)
        for (size_t c = 0; c < card->tiers[t].score.count; c++)
            if (card->tiers[t].score.cases[c].value.number > most) most = card->tiers[t].score.cases[c].value.number;
    return most;
}

/* Where points are averaged and no tier asks for a score above 100, points are from 0 to 100. Who writes max means what he says. */
static void warn_points(struct load *load, const struct scorecard *card, const struct track *track)
{
    double score = most_score(card);
    if (card->method == SCORE_SUM || card->within == SCORE_SUM || score <= 1 || score > 100) return;
    for (size_t m = track->first_metric; m < track->first_metric + track->metric_count; m++) {
        const struct metric *metric = &load->program->metrics[m];
        const struct node *points = node_get(load->metric_nodes[m], "points");
        double most = most_points(metric);
        if (most <= 100 || metric->bonus || metric->points.max.given || !can_weigh(metric) || !points) continue;
        char text[NUMBER_TEXT_MAX];
        number_format(most, text);
        load_warning(load, points->at, "let them end at 100, or say with max: how far they may go",
                     "%s earns up to %s points, where 100 are all: the score is the mean of its metrics", metric->name, text);
    }
}

/* ---- tiers: highest first, each can be reached */

/* score: 50% is half a point, where the metrics earn up to 100. */
static void check_percent_scores(struct load *load, const struct scorecard *card)
{
    const struct track *last = &card->tracks[card->track_count - 1];
    double most = 0;
    for (size_t m = card->tracks[0].first_metric; m < last->first_metric + last->metric_count; m++) {
        double points = most_points(&load->program->metrics[m]);
        if (points > most) most = points;
    }
    for (size_t t = 0; t < card->tier_count && most > 1; t++) {
        const struct setting *score = &card->tiers[t].score;
        char percent[NUMBER_TEXT_MAX], number[NUMBER_TEXT_MAX], points[NUMBER_TEXT_MAX];
        if (score->count == 0 || !score->cases[0].percent) continue;
        number_format(number_round(score->cases[0].value.number * 100, 9), percent);
        number_format(score->cases[0].value.number, number);
        number_format(most, points);
        load_cure(load,
                  load_error(load, score->at, NULL, "tier %s: a score of %s%% is %s points, and metrics earn up to %s", card->tiers[t].name,
                             percent, number, points),
                  "write score: %s", percent);
    }
}

static void report_order(struct load *load, const struct tier *upper, const struct tier *lower, const char *where, bool same)
{
    if (same)
        load_error(load, lower->at, "give it a lower score", "tier %s can never be reached: %s asks for the same score and nothing else%s",
                   lower->name, upper->name, where);
    else
        load_error(load, lower->at, "write the tiers highest first", "tier %s asks for a higher score than %s above it%s", lower->name,
                   upper->name, where);
}

static bool check_pair(struct load *load, const struct scenario *scenario, const struct tier *upper, const struct tier *lower)
{
    double high, low;
    if (!scenario_number(scenario, &upper->score, &high) || !scenario_number(scenario, &lower->score, &low)) return true;
    if (high > low || (high == low && upper->require)) return true;
    report_order(load, upper, lower, scenario_said(load, scenario), high == low);
    return false;
}

static const struct tier *next_with_score(const struct scorecard *card, size_t tier)
{
    for (size_t t = tier + 1; t < card->tier_count; t++)
        if (card->tiers[t].score.given) return &card->tiers[t];
    return NULL;
}

static void check_tier_scores(struct load *load, const struct scorecard *card)
{
    struct scenarios cases = {0};
    for (size_t t = 0; t < card->tier_count; t++) scenarios_add(load, &cases, &card->tiers[t].score);
    for (size_t c = 0; c < cases.count; c++) {
        for (size_t t = 0; t < card->tier_count; t++) {
            const struct tier *lower = next_with_score(card, t);
            if (card->tiers[t].score.given && lower && !check_pair(load, &cases.items[c], &card->tiers[t], lower)) return;
        }
    }
}

/* A tier without conditions takes everybody; node_get because a require with a mistake in it is a condition, too. */
static void check_open_tiers(struct load *load, const struct scorecard *card, const struct node *tiers)
{
    for (size_t t = 0; t + 1 < card->tier_count; t++) {
        if (node_get(tiers->items[t], "score") || node_get(tiers->items[t], "require")) continue;
        load_error(load, card->tiers[t].at, "give it a score or require, or move it to the end",
                   "tier %s asks for nothing, so %s below it can never be reached", card->tiers[t].name, card->tiers[t + 1].name);
        return;
    }
}

/* ---- margin and columns */

static void check_floor(struct load *load, const struct margin_rule *margin)
{
    struct scenarios cases = {0};
    scenarios_add(load, &cases, &margin->floor);
    scenarios_add(load, &cases, &margin->cap);
    for (size_t c = 0; c < cases.count; c++) {
        double floor, cap;
        if (!scenario_number(&cases.items[c], &margin->floor, &floor) || !scenario_number(&cases.items[c], &margin->cap, &cap) ||
            floor <= cap)
            continue;
        load_error(load, margin->floor.at, "exchange the two", "the floor of the margin is above its cap%s",
                   scenario_said(load, &cases.items[c]));
        return;
    }
}

void load_check_column(struct load *load, int column, const char *key, bool text, struct place at)
{
    if (column < 0 || !load->has_tables) return;
    const struct column_spec *spec = &load->program->tables[0].columns[column];
    bool number = spec->type == COLUMN_NUMBER || spec->type == COLUMN_INTEGER;
    if (text ? spec->type == COLUMN_TEXT : number) return;
    load_error(load, at, "name another column, or declare this one so", "%s needs a column of type %s, and %s is %s", key,
               text ? "text" : "integer", spec->name, column_type_names[spec->type]);
}

/* Does the margin's cap cut off what a tier of its scorecard gives? */
static void warn_tier_margin(struct load *load, const struct tier *tier, const struct setting *cap)
{
    struct scenarios cases = {0};
    scenarios_add(load, &cases, &tier->margin);
    scenarios_add(load, &cases, cap);
    for (size_t c = 0; c < cases.count; c++) {
        double margin, most;
        if (!scenario_number(&cases.items[c], &tier->margin, &margin) || !scenario_number(&cases.items[c], cap, &most) || margin <= most)
            continue;
        load_warning(load, tier->margin.at, "raise cap of margin, or lower this margin",
                     "tier %s has a margin above the margin's cap%s: nobody gets it", tier->name, scenario_said(load, &cases.items[c]));
        return;
    }
}

static double plain_margin(const struct tier *tier)
{
    return tier->margin.given ? tier->margin.cases[0].value.number : 0;
}

static void warn_less_margin(struct load *load, const struct tier *upper, const struct tier *lower)
{
    if (upper->margin.attribute >= 0 && upper->margin.given) return;
    if ((lower->margin.attribute >= 0 && lower->margin.given) || plain_margin(upper) >= plain_margin(lower)) return;
    load_warning(load, upper->margin.given ? upper->margin.at : upper->at,
                 upper->margin.given ? "exchange the two, or raise this one" : "add margin: to it",
                 "tier %s has less margin than %s below it", upper->name, lower->name);
}

static void warn_tier_margins(struct load *load)
{
    const struct margin_rule *margin = &load->program->margin;
    if (!margin->given || !load->has_scorecards) return;
    const struct scorecard *card = &load->program->scorecards[margin->scorecard];
    for (size_t t = 1; t < card->tier_count; t++) warn_less_margin(load, &card->tiers[t - 1], &card->tiers[t]);
    for (size_t t = 0; margin->cap.given && t < card->tier_count; t++) warn_tier_margin(load, &card->tiers[t], &margin->cap);
}

/* Whatever the day: a margin may come into force later. */
static void warn_no_margin(struct load *load, const struct node *root)
{
    const struct program *program = load->program;
    if (node_get(root, "margin")) return;
    for (size_t s = 0; s < program->scorecard_count; s++) {
        const struct scorecard *card = &program->scorecards[s];
        for (size_t t = 0; t < card->tier_count; t++) {
            if (!card->tiers[t].margin.given) continue;
            load_warning(load, card->tiers[t].margin.at, s == 0 ? "add margin: {}" : "add margin: {scorecard: <whose tiers give the base>}",
                         "the tiers of %s have margins, but the program has no margin: nothing is recommended", card->name);
            return;
        }
    }
}

/* ---- objectives */

static bool names_objective(const struct node *node, const char *name)
{
    for (size_t i = 0; i < node->count; i++) {
        const struct node *item = node->items[i];
        bool here =
            node->kind == NODE_MAP && item->kind == NODE_SCALAR && text_is(node->keys[i], "objective") && text_is(item->scalar, name);
        if (here || names_objective(item, name)) return true;
    }
    return false;
}

/* Whatever the day: an objective may come before the first metric that serves it. */
static void warn_objectives(struct load *load, const struct node *objectives)
{
    for (size_t i = 0; objectives && objectives->kind == NODE_MAP && i < objectives->count; i++)
        if (!names_objective(load->file, objectives->keys[i].ptr))
            load_warning(load, objectives->key_at[i], "add objective: to the metrics and incentives that serve it",
                         "no metric and no incentive serves the objective %.*s", TEXT_ARG(objectives->keys[i]));
}

/* ---- what only a history remembers */

static void warn_forgotten(struct load *load, const struct node *incentives)
{
    static const char cure[] = "add history: history.sqlite, and record finished runs with --record";
    const struct program *program = load->program;
    if (program->history) return;
    for (size_t i = 0; i < program->incentive_count; i++) {
        const struct incentive *incentive = &program->incentives[i];
        if (incentive->below_minimum == BELOW_CARRY)
            load_warning(load, node_get(incentives->items[i], "below_minimum")->at, cure,
                         "what %s carries over is forgotten: the program keeps no history", incentive->name);
        if (incentive->year_most.given)
            load_warning(load, incentive->year_most.at, cure,
                         "maximum_per_year of %s knows of this run alone: the program keeps no history", incentive->name);
    }
}

static void check_scorecard(struct load *load, size_t index)
{
    const struct scorecard *card = &load->program->scorecards[index];
    const struct node *node = load->scorecard_nodes[index], *prior = node_get(node, "prior");
    for (size_t t = 0; t < card->track_count; t++) check_weights(load, card, &card->tracks[t]);
    categories_check(load, card);
    if (card->track_count > 0) check_percent_scores(load, card);
    check_tier_scores(load, card);
    if (card->tier_count > 0) check_open_tiers(load, card, node_get(node, "tiers"));
    if (prior) load_check_column(load, card->prior, "prior", true, prior->at);
}

/* What may follow from a mistake, and is looked at only without one. */
static void warn_all(struct load *load, const struct node *root)
{
    for (size_t s = 0; s < load->program->scorecard_count; s++) {
        const struct scorecard *card = &load->program->scorecards[s];
        for (size_t t = 0; t < card->track_count; t++) {
            warn_weights(load, &card->tracks[t]);
            warn_points(load, card, &card->tracks[t]);
        }
    }
    warn_tier_margins(load);
    warn_no_margin(load, root);
    warn_objectives(load, node_get(root, "objectives"));
    warn_forgotten(load, node_get(root, "incentives"));
}

void load_check(struct load *load, const struct node *root)
{
    const struct program *program = load->program;
    for (size_t s = 0; s < program->scorecard_count; s++) check_scorecard(load, s);
    check_floor(load, &program->margin);
    if (load->problems->errors == 0) warn_all(load, root);
    if (!load->has_tables || !load->has_scorecards) return; /* names mean nothing */
    load_check_movement(load, root);
    load_order_metrics(load);
    load_order_tiers(load);
}
