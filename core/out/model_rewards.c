/* What hangs on a metric: what it is worth to a partner to be good at it. */
#include "out/model.h"

static void raise_to(struct model *model, size_t metric, enum reward reward)
{
    if (model->metrics[metric].reward < reward) model->metrics[metric].reward = reward;
}

/* All metrics of a scorecard of that name; a block or a category instead, when one is given; name NULL: all that have weight. */
static void raise_some(struct model *model, size_t scorecard, const char *name, int block, int category, enum reward reward)
{
    const struct program *program = model->run->program;
    for (size_t m = 0; m < program->metric_count; m++) {
        const struct metric *metric = &program->metrics[m];
        bool counts =
            model->metrics[m].share > 0 && (block < 0 || metric->block == block) && (category < 0 || metric->category == category);
        if (metric->scorecard == scorecard && (name ? strcmp(metric->name, name) == 0 : counts)) raise_to(model, m, reward);
    }
}

static void raise_named(struct model *model, const struct name *name, enum reward reward)
{
    switch (name->kind) {
    case NAME_VALUE:
    case NAME_POINTS: raise_some(model, name->scorecard, name->metric, -1, -1, reward); break;
    case NAME_BLOCK: raise_some(model, name->scorecard, NULL, (int)name->index, -1, reward); break;
    case NAME_CATEGORY: raise_some(model, name->scorecard, NULL, -1, (int)name->index, reward); break;
    case NAME_SCORE: raise_some(model, name->scorecard, NULL, -1, -1, REWARD_TIER); break;
    case NAME_TIER:
    case NAME_TRACK:
    case NAME_ATTRIBUTE: break;
    }
}

static void raise_in(struct model *model, const struct expr *expr, enum reward reward)
{
    if (!expr) return;
    if (expr->op == EXPR_NAME) raise_named(model, &model->run->program->names[expr->slot], reward);
    for (size_t i = 0; i < expr->arg_count; i++) raise_in(model, expr->args[i], reward);
}

static void raise_incentive(struct model *model, size_t index)
{
    const struct incentive *incentive = &model->run->program->incentives[index];
    const struct rule *rule = &model->run->rules.incentives[index];
    size_t tracks = model->run->program->scorecards[incentive->scorecard].track_count;
    for (size_t i = 0; i < rule->need_count * tracks; i++)
        if (rule->needs[i] != NEED_ABSENT) raise_to(model, rule->needs[i], REWARD_DIRECT);
    if (incentive->pool.given) raise_some(model, incentive->scorecard, incentive->pool.by, -1, -1, REWARD_DIRECT);
    if (incentive->on) raise_some(model, incentive->scorecard, incentive->on, -1, -1, REWARD_DIRECT);
    raise_in(model, incentive->applies, REWARD_DIRECT);
}

static void raise_tiers(struct model *model, size_t s)
{
    const struct scorecard *scorecard = &model->run->program->scorecards[s];
    for (size_t t = 0; t < scorecard->track_count; t++) raise_in(model, scorecard->tracks[t].when, REWARD_TIER);
    for (size_t t = 0; t < scorecard->tier_count; t++) {
        if (scorecard->tiers[t].score.given) raise_some(model, s, NULL, -1, -1, REWARD_TIER);
        raise_in(model, scorecard->tiers[t].require, REWARD_TIER);
    }
}

/* What a rewarded metric is made of is rewarded with it. True: something was raised. */
static bool raise_sources(struct model *model, size_t m)
{
    const struct metric *metric = &model->run->program->metrics[m];
    const struct rule *rule = &model->run->rules.metrics[m];
    enum reward reward = model->metrics[m].reward;
    size_t before = 0, after = 0, count = model->run->program->metric_count;
    if (reward == REWARD_NONE) return false;
    for (size_t i = 0; i < count; i++) before += model->metrics[i].reward;
    raise_in(model, metric->formula, reward);
    raise_in(model, metric->when, reward);
    if (metric_compares(metric)) raise_to(model, metric->cohort.of, reward);
    for (size_t i = 0; i < rule->need_count; i++)
        if (rule->needs[i] != NEED_ABSENT) raise_to(model, rule->needs[i], reward);
    for (size_t i = 0; i < count; i++) after += model->metrics[i].reward;
    return after > before;
}

void model_rewards(struct model *model)
{
    const struct program *program = model->run->program;
    for (size_t i = 0; i < program->incentive_count; i++) raise_incentive(model, i);
    if (program->margin.on) raise_some(model, program->margin.scorecard, program->margin.on, -1, -1, REWARD_DIRECT);
    for (size_t s = 0; s < program->scorecard_count; s++) raise_tiers(model, s);
    for (bool more = true; more;) {
        more = false;
        for (size_t m = 0; m < program->metric_count; m++) more = raise_sources(model, m) || more;
    }
}
