#include "run/task.h"

#include <stdio.h>

static void note_call(struct worker *worker, size_t rule)
{
    atomic_store_explicit(&worker->note->rule, (uint32_t)rule, memory_order_relaxed);
    atomic_fetch_add_explicit(&worker->note->calls, 1, memory_order_release);
}

/* A failure is one text: the message, then the lines of the stack. */
static uint32_t put_failure(struct worker *worker, const struct outcome *outcome)
{
    char text[TEXT_MAX];
    size_t len = outcome->failure.len < sizeof text ? outcome->failure.len : sizeof text;
    memcpy(text, outcome->failure.ptr, len);
    if (outcome->stack.len && len + 1 + outcome->stack.len <= sizeof text) {
        text[len++] = '\n';
        memcpy(text + len, outcome->stack.ptr, outcome->stack.len);
        len += outcome->stack.len;
    }
    return results_text_put(&worker->texts, (struct text){text, len});
}

static struct measure measure_of(struct worker *worker, const struct outcome *outcome)
{
    switch (outcome->state) {
    case OUTCOME_VALUE:
        return (struct measure){.value = outcome->value, .state = MEASURE_VALUE, .reason = results_text_put(&worker->texts, outcome->reason)};
    case OUTCOME_NONE:
        return (struct measure){.state = MEASURE_NO_DATA, .reason = results_text_put(&worker->texts, outcome->reason)};
    default:
        return (struct measure){.state = MEASURE_FAILED, .reason = put_failure(worker, outcome)};
    }
}

const char *rule_blocked(const struct rule *rule, const struct measure *measures)
{
    for (size_t i = 0; i < rule->need_count; i++)
        if (measures[rule->needs[i]].state == MEASURE_FAILED) return rule->need_names[i];
    return NULL;
}

static uint32_t put_blocked(struct worker *worker, const char *need)
{
    char text[256];
    snprintf(text, sizeof text, "needs %s, which failed", need);
    return results_text_put(&worker->texts, text_of(text));
}

static struct measure ask_metric(struct worker *worker, size_t metric, const struct measure *measures)
{
    struct outcome outcome;
    const char *blocked = rule_blocked(&worker->run->rules.metrics[metric], measures);
    if (blocked) return (struct measure){.state = MEASURE_FAILED, .reason = put_blocked(worker, blocked)};
    note_call(worker, metric);
    host_measure(worker->host, metric, measures, &outcome);
    return measure_of(worker, &outcome);
}

void task_measure(struct worker *worker, size_t partner)
{
    const struct ruleset *rules = &worker->run->rules;
    const struct program *program = worker->run->program;
    struct measure *measures = worker->run->results.measures + partner * worker->run->results.metrics;
    card_reader_subject(&worker->reader, partner);
    host_partner(worker->host, partner);
    for (size_t i = 0; i < rules->order_count; i++) {
        size_t m = rules->order[i];
        if (measures[m].state != MEASURE_PENDING) continue;
        if (card_applies(program->metrics[m].applies, program, worker->reader.attributes)) measures[m] = ask_metric(worker, m, measures);
        else measures[m] = (struct measure){.state = MEASURE_NOT_APPLICABLE};
    }
}

static struct award award_of(struct worker *worker, const struct outcome *outcome)
{
    struct award award = {.kind = AWARD_NONE};
    if (outcome->state == OUTCOME_FAILED) {
        award.kind = AWARD_FAILED;
        award.reason = put_failure(worker, outcome);
        return award;
    }
    award.reason = results_text_put(&worker->texts, outcome->reason);
    if (outcome->state == OUTCOME_NONE) return award;
    struct decimal exact = decimal_trim(outcome->exact);
    award.kind = (uint8_t)outcome->kind;
    award.units = (int64_t)exact.units;
    award.scale = (int8_t)exact.scale;
    return award;
}

static bool incentive_applies(const struct worker *worker, const struct incentive *incentive)
{
    if (!incentive->applies) return true;
    const struct card_reader *reader = &worker->reader;
    struct value holds = card_eval(incentive->applies, &reader->card, incentive->scorecard, worker->run->program, &reader->subject);
    return holds.kind == VALUE_YESNO && holds.number != 0;
}

static struct award ask_incentive(struct worker *worker, size_t incentive, size_t partner)
{
    struct outcome outcome;
    const char *blocked = rule_blocked(&worker->run->rules.incentives[incentive], run_measures(worker->run, partner));
    if (blocked) return (struct award){.kind = AWARD_FAILED, .reason = put_blocked(worker, blocked)};
    if (!incentive_applies(worker, &worker->run->program->incentives[incentive]))
        return (struct award){.reason = results_text_put(&worker->texts, text_of("does not apply to this partner"))};
    note_call(worker, incentive);
    host_award(worker->host, incentive, &worker->reader.card, &outcome);
    return award_of(worker, &outcome);
}

void task_award(struct worker *worker, size_t partner)
{
    const struct program *program = worker->run->program;
    struct award *awards = worker->run->results.awards + partner * worker->run->results.incentives;
    card_reader_card(&worker->reader, partner);
    host_partner(worker->host, partner);
    for (size_t i = 0; i < program->incentive_count; i++)
        if (awards[i].kind == AWARD_NONE && !awards[i].reason) awards[i] = ask_incentive(worker, i, partner);
}
