#include "run/pools.h"

#include <math.h>
#include <stdio.h>

#include "base/mem.h"
#include "base/number.h"
#include "base/share.h"
#include "run/groups.h"

/* Weights keep so many digits of the largest one: enough for all money, and their products with an amount fit. */
enum { WEIGHT_DIGITS = 16 };

/* Those who share one amount. */
struct pool_group {
    size_t first, count; /* of sharing->shares */
    struct decimal amount;
    double most, sum; /* of their values */
    size_t failed;    /* the first partner whose value is not known, + 1 */
    bool too_large;
};

/* One pool on its way. */
struct sharing {
    struct run *run;
    size_t incentive;
    const struct pool *pool;
    struct card_reader *reader;
    struct text_writer texts;
    struct problems *problems;
    struct pool_group *groups;
    size_t group_count;
    double *values;       /* per partner; NaN: takes no part */
    struct share *shares; /* group by group, in the order of partners */
    size_t *partners;     /* of the shares */
};

static struct award *award_of(const struct sharing *sharing, size_t partner)
{
    return &sharing->run->results.awards[partner * sharing->run->results.incentives + sharing->incentive];
}

static void give_nothing(struct sharing *sharing, size_t partner, enum award_kind kind, const char *why)
{
    *award_of(sharing, partner) = (struct award){.kind = (uint8_t)kind, .reason = results_text_put(&sharing->texts, text_of(why))};
}

/* ---- who takes part, and with what */

static struct pool_group *group_of(const struct sharing *sharing, size_t partner)
{
    return &sharing->groups[groups_of(sharing->run, sharing->pool->within, partner)];
}

static const struct card_metric *shared_metric(const struct sharing *sharing)
{
    const struct program *program = sharing->run->program;
    size_t scorecard = program->incentives[sharing->incentive].scorecard;
    const struct card_scorecard *own = &sharing->reader->card.scorecards[scorecard];
    int metric = own->on_track ? program_metric(program, scorecard, own->track, text_of(sharing->pool->by)) : -1;
    return metric < 0 ? NULL : &sharing->reader->card.metrics[metric];
}

static void take_part(struct sharing *sharing, size_t partner, double value)
{
    struct pool_group *group = group_of(sharing, partner);
    sharing->values[partner] = fmax(value, 0);
    group->count++;
    group->sum += sharing->values[partner];
    group->most = fmax(group->most, sharing->values[partner]);
}

static struct value applies_to(const struct sharing *sharing)
{
    const struct program *program = sharing->run->program;
    const struct incentive *incentive = &program->incentives[sharing->incentive];
    if (!incentive->applies) return (struct value){.kind = VALUE_YESNO, .number = 1};
    return card_eval(incentive->applies, &sharing->reader->card, program, &sharing->reader->subject);
}

/* Where a failure leaves open whether a partner takes part, or with what, nobody's share is known. */
static bool is_open(const struct sharing *sharing, struct value applies, const struct card_metric *metric)
{
    size_t scorecard = sharing->run->program->incentives[sharing->incentive].scorecard;
    if (applies.kind == VALUE_NONE) return !sharing->reader->card.scorecards[scorecard].complete;
    return applies.number != 0 && metric && metric->state == MEASURE_FAILED;
}

static void look_at(struct sharing *sharing, size_t partner)
{
    card_reader_card(sharing->reader, partner);
    struct pool_group *group = group_of(sharing, partner);
    struct value applies = applies_to(sharing);
    const struct card_metric *metric = shared_metric(sharing);
    struct decimal amount;
    if (setting_decimal(&sharing->pool->amount, sharing->reader->attributes, &amount)) group->amount = amount;
    if (is_open(sharing, applies, metric)) {
        if (!group->failed) group->failed = partner + 1;
        take_part(sharing, partner, 0);
    } else if (applies.kind == VALUE_NONE || applies.number == 0) {
        give_nothing(sharing, partner, AWARD_NONE, "does not apply to this partner");
    } else if (metric && metric->state == MEASURE_VALUE) {
        take_part(sharing, partner, metric->value);
    } else {
        give_nothing(sharing, partner, AWARD_NONE, "no share of the pool: no data to share by");
    }
}

/* ---- shares */

/* The shortest decimal of a value, cut to the digits that count beside the largest one. */
static bool weigh(double value, double most, struct decimal *weight)
{
    int places = most > 0 ? WEIGHT_DIGITS - 1 - (int)floor(log10(most)) : 0;
    places = places < 0 ? 0 : places > DECIMAL_MAX_SCALE ? DECIMAL_MAX_SCALE : places;
    if (!decimal_from_double(value, weight)) return false;
    *weight = decimal_round(*weight, places, ROUND_HALF_EVEN);
    return true;
}

static void place_groups(struct sharing *sharing)
{
    size_t first = 0;
    for (size_t g = 0; g < sharing->group_count; g++) {
        sharing->groups[g].first = first;
        first += sharing->groups[g].count;
        sharing->groups[g].count = 0;
    }
}

static void enter_shares(struct sharing *sharing)
{
    place_groups(sharing);
    for (size_t p = 0; p < sharing->run->data.partners; p++) {
        if (isnan(sharing->values[p])) continue;
        struct pool_group *group = group_of(sharing, p);
        size_t at = group->first + group->count++;
        sharing->partners[at] = p;
        if (!weigh(sharing->values[p], group->most, &sharing->shares[at].weight)) group->too_large = true;
    }
}

static void give(struct sharing *sharing, const struct pool_group *group, size_t at)
{
    size_t partner = sharing->partners[at];
    double value = sharing->values[partner];
    struct decimal part = decimal_trim(sharing->shares[at].part);
    char own[NUMBER_TEXT_MAX], all[NUMBER_TEXT_MAX], amount[DECIMAL_TEXT_MAX], why[3 * NUMBER_TEXT_MAX + DECIMAL_TEXT_MAX + 100];
    if (group->sum <= 0) {
        give_nothing(sharing, partner, AWARD_NONE, "nobody has a share of the pool: all values are 0");
        return;
    }
    number_format(value, own);
    number_format(number_round(group->sum, 6), all);
    decimal_format(decimal_trim(group->amount), amount);
    snprintf(why, sizeof why, "%s %s of %s: its share of the pool of %s", sharing->pool->by, own, all, amount);
    give_nothing(sharing, partner, AWARD_AMOUNT, why);
    award_of(sharing, partner)->units = (int64_t)part.units;
    award_of(sharing, partner)->scale = (int8_t)part.scale;
}

static bool share_group(struct sharing *sharing, struct pool_group *group)
{
    const struct margin_rule *rule = &sharing->run->program->margin;
    group->amount = decimal_round(group->amount, rule->places, rule->rounding);
    if (group->too_large || group->amount.units > INT64_MAX) return false;
    if (!share_out(group->amount, rule->places, sharing->shares + group->first, group->count)) return false;
    for (size_t i = 0; i < group->count; i++) give(sharing, group, group->first + i);
    return true;
}

static void fail_group(struct sharing *sharing, const struct pool_group *group, const char *why)
{
    for (size_t i = 0; i < group->count; i++) give_nothing(sharing, sharing->partners[group->first + i], AWARD_FAILED, why);
}

static void hold_back(struct sharing *sharing, const struct pool_group *group)
{
    char why[200];
    struct text key = run_partner_key(sharing->run, group->failed - 1);
    snprintf(why, sizeof why, "the pool is not shared: a metric of %.*s failed", (int)(key.len < 100 ? key.len : 100), key.ptr);
    fail_group(sharing, group, why);
}

static void report_size(struct sharing *sharing, const struct pool_group *group)
{
    static const char why[] = "the pool has more digits than Rung holds";
    const struct incentive *incentive = &sharing->run->program->incentives[sharing->incentive];
    fail_group(sharing, group, why);
    problem_add(sharing->problems, SEVERITY_ERROR, STAGE_MEASURE, incentive->at, "share a smaller amount, or by smaller values", "%s: %s",
                incentive->name, why);
}

/* All groups that are not shared, told once. On trial nothing is kept back. */
static void report_open(struct sharing *sharing)
{
    const struct incentive *incentive = &sharing->run->program->incentives[sharing->incentive];
    const struct pool_group *first = NULL;
    size_t partners = 0;
    for (size_t g = 0; g < sharing->group_count; g++) {
        if (!sharing->groups[g].failed) continue;
        if (!first) first = &sharing->groups[g];
        partners += sharing->groups[g].count;
    }
    if (!first || incentive->trial) return;
    struct problem *problem = problem_add(sharing->problems, SEVERITY_ERROR, STAGE_MEASURE, incentive->at, NULL,
                                          "the pool of %s is not shared, so %zu %s without rebates", incentive->name, partners,
                                          partners == 1 ? "partner is" : "partners are");
    struct text key = run_partner_key(sharing->run, first->failed - 1);
    problem_cure(sharing->problems, problem, "see first to the metric of %.*s that failed", TEXT_ARG(key));
}

static void share_all(struct sharing *sharing)
{
    enter_shares(sharing);
    report_open(sharing);
    for (size_t g = 0; g < sharing->group_count; g++) {
        struct pool_group *group = &sharing->groups[g];
        if (group->failed)
            hold_back(sharing, group);
        else if (group->count > 0 && !share_group(sharing, group))
            report_size(sharing, group);
    }
}

/* ---- all pools */

static bool make_pool(struct sharing *sharing)
{
    size_t partners = sharing->run->data.partners;
    sharing->group_count = groups_count(sharing->run, sharing->pool->within);
    sharing->groups = mem_zero(sharing->group_count, sizeof *sharing->groups);
    sharing->values = mem_zero(partners, sizeof *sharing->values);
    sharing->shares = mem_zero(partners, sizeof *sharing->shares);
    sharing->partners = mem_zero(partners, sizeof *sharing->partners);
    bool good = sharing->groups && sharing->values && sharing->shares && sharing->partners;
    for (size_t p = 0; good && p < partners; p++) {
        sharing->values[p] = NAN;
        look_at(sharing, p);
    }
    if (good) share_all(sharing);
    mem_free(sharing->groups);
    mem_free(sharing->values);
    mem_free(sharing->shares);
    mem_free(sharing->partners);
    return good;
}

bool pools_make(struct run *run, struct problems *problems)
{
    struct arena arena = {0};
    struct card_reader reader;
    bool good = card_reader_init(&reader, run, &arena);
    for (size_t i = 0; good && i < run->program->incentive_count; i++) {
        const struct pool *pool = &run->program->incentives[i].pool;
        struct sharing sharing = {
            .run = run, .incentive = i, .pool = pool, .reader = &reader, .texts = {.results = &run->results}, .problems = problems};
        if (pool->given) good = make_pool(&sharing);
    }
    if (!good) problems->out_of_memory = true;
    arena_release(&arena);
    return good;
}
