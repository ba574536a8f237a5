#include "run/task.h"

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
        if (!card_applies(program->metrics[m].applies, program, worker->reader.attributes)) {
            measures[m] = (struct measure){.state = MEASURE_NOT_APPLICABLE};
            continue;
        }
        struct outcome outcome;
        note_call(worker, m);
        host_measure(worker->host, m, measures, &outcome);
        measures[m] = measure_of(worker, &outcome);
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

void task_award(struct worker *worker, size_t partner)
{
    const struct program *program = worker->run->program;
    struct award *awards = worker->run->results.awards + partner * worker->run->results.incentives;
    card_reader_card(&worker->reader, partner);
    host_partner(worker->host, partner);
    for (size_t i = 0; i < program->incentive_count; i++) {
        if (awards[i].kind != AWARD_NONE || awards[i].reason) continue;
        if (!incentive_applies(worker, &program->incentives[i])) {
            awards[i].reason = results_text_put(&worker->texts, text_of("does not apply to this partner"));
            continue;
        }
        struct outcome outcome;
        note_call(worker, i);
        host_award(worker->host, i, &worker->reader.card, &outcome);
        awards[i] = award_of(worker, &outcome);
    }
}
