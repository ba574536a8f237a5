#include "out/record_rules.h"

#include "out/points_text.h"
#include "out/require_text.h"
#include "program/expr.h"
#include "run/traits.h"

/* ---- values */

/* A number where all partners have the same, else in words: 10, or "10 for amer, 5 otherwise". A rate is in percentage points. */
static void put_setting(struct json *json, const char *key, const struct setting *setting, bool rate)
{
    struct buf text = {0};
    char digits[DECIMAL_TEXT_MAX];
    bool plain = setting->given && setting->count == 1 && setting->cases[0].has_exact;
    struct decimal exact = plain ? setting->cases[0].exact : decimal_of(0, 0);
    if (plain && (!rate || decimal_multiply(exact, decimal_of(100, 0), &exact))) {
        decimal_format(decimal_trim(exact), digits);
        json_raw(json, key, digits);
        return;
    }
    setting_text(setting, &text);
    if (setting->given)
        json_text(json, key, buf_view(&text));
    else
        json_string(json, key, NULL);
    json->out->failed |= text.failed;
    buf_release(&text);
}

static void put_points(struct json *json, const struct run *run, size_t m)
{
    struct buf text = {0};
    points_rule_for_all(&run->program->metrics[m].points, strcmp(metric_unit(run, m), "ratio") == 0, &text);
    json_text(json, "points", buf_view(&text));
    json->out->failed |= text.failed;
    buf_release(&text);
}

static void put_missing(struct json *json, const struct instead *missing)
{
    static const char *const does[] = {"0 points", "left out"};
    if (missing->kind == INSTEAD_POINTS)
        put_setting(json, "missing", &missing->points, false);
    else
        json_string(json, "missing", does[missing->kind]);
}

/* ---- what is measured and rewarded */

static const char *objective_title(const struct program *program, int objective)
{
    return objective < 0 ? NULL : program->objectives[objective].title;
}

void record_objectives(struct json *json, const struct program *program)
{
    json_open(json, "objectives", '[');
    for (size_t i = 0; i < program->objective_count; i++) {
        json_open(json, NULL, '{');
        json_string(json, "name", program->objectives[i].name);
        json_string(json, "title", program->objectives[i].title);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static int method_of(const struct program *program, size_t metric);

/* Of the metrics that the expression names. */
static int method_within(const struct program *program, const struct expr *expr)
{
    const struct name *name = expr->op == EXPR_NAME ? &program->names[expr->slot] : NULL;
    int method = -1;
    for (size_t m = 0; name && m < program->metric_count; m++) {
        int other = name_means(name, &program->metrics[m]) ? method_of(program, m) : -1;
        method = other > method ? other : method;
    }
    for (size_t i = 0; i < expr->arg_count; i++) {
        int other = method_within(program, expr->args[i]);
        method = other > method ? other : method;
    }
    return method;
}

/* How a metric compares partners, by itself or through what its formula names; of several methods one that is no percent rank, which tells
 * least of others. -1: it looks at its own partner alone. */
static int method_of(const struct program *program, size_t m)
{
    const struct metric *metric = &program->metrics[m];
    if (metric_compares(metric)) return (int)metric->cohort.method;
    return metric->formula ? method_within(program, metric->formula) : -1;
}

static void put_method(struct json *json, int method)
{
    json_string(json, "compares", method < 0 ? NULL : cohort_method_names[method]);
}

static void put_metric(struct json *json, const struct run *run, size_t m)
{
    const struct program *program = run->program;
    const struct metric *metric = &program->metrics[m];
    json_open(json, NULL, '{');
    json_string(json, "scorecard", program->scorecards[metric->scorecard].name);
    json_string(json, "track", program->scorecards[metric->scorecard].tracks[metric->track].name);
    json_string(json, "metric", metric->name);
    json_string(json, "title", metric->title);
    json_string(json, "block", block_names[metric->block]);
    json_string(json, "objective", objective_title(program, metric->objective));
    json_string(json, "plugin", metric->plugin);
    json_string(json, "unit", metric_unit(run, m));
    put_setting(json, "weight", &metric->weight, false);
    put_points(json, run, m);
    put_missing(json, &metric->missing);
    put_method(json, method_of(program, m));
    json_raw(json, "trial", metric->trial ? "true" : "false");
    json_close(json, '}');
}

void record_metrics(struct json *json, const struct run *run)
{
    json_open(json, "metrics", '[');
    for (size_t m = 0; m < run->program->metric_count; m++) put_metric(json, run, m);
    json_close(json, ']');
}

/* Through the metrics that its rule asks for, in any track. */
static int method_of_rule(const struct run *run, size_t incentive)
{
    const struct rule *rule = &run->rules.incentives[incentive];
    size_t tracks = run->program->scorecards[run->program->incentives[incentive].scorecard].track_count;
    int method = -1;
    for (size_t i = 0; i < rule->need_count * tracks; i++) {
        int other = rule->needs[i] == NEED_ABSENT ? -1 : method_of(run->program, rule->needs[i]);
        method = other > method ? other : method;
    }
    return method;
}

static void put_incentive(struct json *json, const struct run *run, size_t i)
{
    const struct program *program = run->program;
    const struct incentive *incentive = &program->incentives[i];
    json_open(json, NULL, '{');
    json_string(json, "name", incentive->name);
    json_string(json, "title", incentive->title);
    json_string(json, "scorecard", program->scorecards[incentive->scorecard].name);
    json_string(json, "block", incentive->block < 0 ? NULL : block_names[incentive->block]);
    json_string(json, "objective", objective_title(program, incentive->objective));
    json_string(json, "plugin", incentive->plugin);
    json_string(json, "on", incentive->on);
    put_method(json, incentive->pool.given ? COHORT_SHARE : method_of_rule(run, i));
    json_raw(json, "trial", incentive->trial ? "true" : "false");
    json_close(json, '}');
}

void record_incentives(struct json *json, const struct run *run)
{
    json_open(json, "incentives", '[');
    for (size_t i = 0; i < run->program->incentive_count; i++) put_incentive(json, run, i);
    json_close(json, ']');
}

/* ---- what is earned */

void record_margin(struct json *json, const struct program *program)
{
    const struct margin_rule *margin = &program->margin;
    if (!margin->given) return;
    json_open(json, "margin", '{');
    json_string(json, "scorecard", program->scorecards[margin->scorecard].name);
    json_string(json, "on", margin->on);
    put_setting(json, "floor_pct", &margin->floor, true);
    put_setting(json, "cap_pct", &margin->cap, true);
    json_close(json, '}');
}

static void put_tier(struct json *json, const struct run *run, const struct tier *tier)
{
    struct buf text = {0};
    if (tier->require) require_text(run, tier->require, &text);
    json_open(json, NULL, '{');
    json_string(json, "name", tier->name);
    json_string(json, "title", tier->title);
    put_setting(json, "score", &tier->score, false);
    if (tier->require)
        json_text(json, "require", buf_view(&text));
    else
        json_string(json, "require", NULL);
    put_method(json, tier->require ? method_within(run->program, tier->require) : -1);
    put_setting(json, "margin_pct", &tier->margin, true);
    json_close(json, '}');
    json->out->failed |= text.failed;
    buf_release(&text);
}

void record_tiers(struct json *json, const struct run *run, const struct scorecard *card)
{
    json_open(json, "tier_rules", '[');
    for (size_t t = 0; t < card->tier_count; t++) put_tier(json, run, &card->tiers[t]);
    json_close(json, ']');
}
