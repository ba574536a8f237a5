#include "run/task.h"

#include "base/clock.h"

static void note_call(struct worker *worker, size_t rule, size_t partner)
{
    atomic_store_explicit(&worker->note->partner, (uint32_t)partner, memory_order_relaxed);
    atomic_store_explicit(&worker->note->rule, (uint32_t)rule, memory_order_relaxed);
    atomic_fetch_add_explicit(&worker->note->calls, 1, memory_order_release);
}

static double begin_call(const struct worker *worker)
{
    return worker->run->profile.by_rule ? clock_seconds() : 0;
}

static void end_measure(const struct worker *worker, size_t metric, size_t partner, double began)
{
    const struct profile *profile = &worker->run->profile;
    if (!profile->by_rule) return;
    double seconds = clock_seconds() - began;
    profile_note(profile, worker->index, metric, partner, host_cost_measure(worker->host, metric), seconds);
}

static void end_award(const struct worker *worker, size_t incentive, size_t partner, double began)
{
    const struct profile *profile = &worker->run->profile;
    if (!profile->by_rule) return;
    double seconds = clock_seconds() - began;
    size_t rule = worker->run->program->metric_count + incentive;
    profile_note(profile, worker->index, rule, partner, host_cost_award(worker->host, incentive), seconds);
}

/* A failure is one text: the message; a line of numbers (column and width of its place, bytes of its cure); how it came there. */
static uint32_t put_failure(struct worker *worker, const struct outcome *outcome)
{
    struct buf text = {.ceiling = TEXT_MAX};
    buf_text(&text, outcome->failure);
    buf_printf(&text, "\n%u %u %zu\n", outcome->column, outcome->width, outcome->cure);
    buf_text(&text, outcome->way);
    uint32_t reference = results_text_put(&worker->texts, text.failed ? outcome->failure : buf_view(&text));
    buf_release(&text);
    return reference;
}

static struct measure measure_of(struct worker *worker, const struct outcome *outcome)
{
    if (outcome->state == OUTCOME_FAILED) return (struct measure){.state = MEASURE_FAILED, .reason = put_failure(worker, outcome)};
    return (struct measure){.value = outcome->value,
                            .state = outcome->state == OUTCOME_VALUE ? MEASURE_VALUE : MEASURE_NO_DATA,
                            .reason = results_text_put(&worker->texts, outcome->reason),
                            .has_rows = outcome->rows.has_rows,
                            .counted = outcome->rows.counted,
                            .passed_over = outcome->rows.passed_over};
}

static void measure_one(struct worker *worker, size_t metric, size_t partner)
{
    struct outcome outcome;
    const struct run *run = worker->run;
    const struct expr *applies = run->program->metrics[metric].applies;
    struct measure *measures = run->results.measures + partner * run->results.metrics;
    if (measures[metric].state != MEASURE_PENDING) return;
    if (applies) card_reader_subject(&worker->reader, partner);
    if (applies && !card_applies(applies, run->program, worker->reader.attributes)) {
        measures[metric] = (struct measure){.state = MEASURE_NOT_APPLICABLE};
        return;
    }
    note_call(worker, metric, partner);
    host_partner(worker->host, partner);
    double began = begin_call(worker);
    host_measure(worker->host, metric, measures, &outcome);
    end_measure(worker, metric, partner, began);
    measures[metric] = measure_of(worker, &outcome);
}

/* Metric by metric: a plugin that is called for some dozens of partners in a row finds its own code and tables in the cache. */
void task_measure(struct worker *worker, size_t from, size_t last)
{
    const struct ruleset *rules = &worker->run->rules;
    for (size_t i = 0; i < rules->order_count; i++)
        for (size_t p = from; p < last; p++) measure_one(worker, rules->order[i], p);
}

static struct award failed_award(struct worker *worker, const struct outcome *outcome)
{
    return (struct award){.kind = AWARD_FAILED, .reason = put_failure(worker, outcome)};
}

static struct award award_of(struct worker *worker, struct outcome *outcome)
{
    if (outcome->state == OUTCOME_FAILED) return failed_award(worker, outcome);
    struct award award = {.kind = AWARD_NONE, .reason = results_text_put(&worker->texts, outcome->reason)};
    if (outcome->state == OUTCOME_NONE) return award;
    struct decimal exact = decimal_trim(outcome->exact);
    award.kind = (uint8_t)outcome->kind;
    award.units = (int64_t)exact.units;
    award.scale = (int8_t)exact.scale;
    if (award.units == exact.units) return award;
    *outcome = (struct outcome){.failure = text_of("the award has more digits than Rung holds")};
    return failed_award(worker, outcome);
}

static bool incentive_applies(const struct worker *worker, const struct incentive *incentive)
{
    if (!incentive->applies) return true;
    const struct card_reader *reader = &worker->reader;
    return value_holds(card_eval(incentive->applies, &reader->card, worker->run->program, &reader->subject));
}

static struct award ask_incentive(struct worker *worker, size_t incentive, size_t partner)
{
    struct outcome outcome;
    if (!incentive_applies(worker, &worker->run->program->incentives[incentive]))
        return (struct award){.reason = results_text_put(&worker->texts, text_of("does not apply to this partner"))};
    note_call(worker, incentive, partner);
    double began = begin_call(worker);
    host_award(worker->host, incentive, &worker->reader.card, &outcome);
    end_award(worker, incentive, partner, began);
    return award_of(worker, &outcome);
}

static void award_one(struct worker *worker, size_t partner)
{
    const struct program *program = worker->run->program;
    struct award *awards = worker->run->results.awards + partner * worker->run->results.incentives;
    card_reader_card(&worker->reader, partner);
    host_partner(worker->host, partner);
    for (size_t i = 0; i < program->incentive_count; i++)
        if (program->incentives[i].plugin && awards[i].kind == AWARD_NONE && !awards[i].reason)
            awards[i] = ask_incentive(worker, i, partner);
}

void task_award(struct worker *worker, size_t from, size_t last)
{
    for (size_t p = from; p < last; p++) award_one(worker, p);
}
