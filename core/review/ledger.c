#include "review/ledger.h"

#include <stdlib.h>

#include "out/next_text.h"

/* ---- look-ups */

static int find_name(const char *const *names, size_t count, struct text name)
{
    for (size_t i = 0; i < count; i++)
        if (text_is(name, names[i])) return (int)i;
    return -1;
}

int ledger_scorecard(const struct ledger *ledger, struct text name)
{
    for (size_t s = 0; s < ledger->scorecard_count; s++)
        if (text_is(name, ledger->scorecards[s].name)) return (int)s;
    return -1;
}

int ledger_metric(const struct ledger_scorecard *scorecard, struct text name)
{
    return find_name(scorecard->metrics, scorecard->metric_count, name);
}

int ledger_tier(const struct ledger_scorecard *scorecard, struct text name)
{
    return find_name(scorecard->tiers, scorecard->tier_count, name);
}

size_t ledger_find(const struct ledger *ledger, struct text key)
{
    size_t low = 0, high = ledger->partners;
    while (low < high) {
        size_t middle = low + (high - low) / 2, partner = ledger->sorted[middle];
        int order = text_compare(ledger->keys[partner], key);
        if (order == 0) return partner;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return SIZE_MAX;
}

/* ---- filling */

bool ledger_open(struct ledger *ledger, size_t partners, bool metrics, struct arena *arena)
{
    ledger->metric_count = 0;
    for (size_t s = 0; s < ledger->scorecard_count; s++) {
        ledger->scorecards[s].first_metric = ledger->metric_count;
        ledger->metric_count += ledger->scorecards[s].metric_count;
    }
    ledger->partners = partners;
    ledger->keys = arena_array(arena, partners + 1, sizeof *ledger->keys);
    ledger->names = arena_array(arena, partners + 1, sizeof *ledger->names);
    ledger->money = arena_array(arena, partners + 1, sizeof *ledger->money);
    ledger->standings = arena_array(arena, partners * ledger->scorecard_count + 1, sizeof *ledger->standings);
    ledger->entries = metrics ? arena_array(arena, partners * ledger->metric_count + 1, sizeof *ledger->entries) : NULL;
    return !arena->failed;
}

static int by_key(const void *a, const void *b, void *context)
{
    const struct ledger *ledger = context;
    return text_compare(ledger->keys[*(const uint32_t *)a], ledger->keys[*(const uint32_t *)b]);
}

bool ledger_close(struct ledger *ledger, struct arena *arena)
{
    ledger->sorted = arena_array(arena, ledger->partners + 1, sizeof *ledger->sorted);
    if (!ledger->sorted) return false;
    for (size_t p = 0; p < ledger->partners; p++) ledger->sorted[p] = (uint32_t)p;
    qsort_r(ledger->sorted, ledger->partners, sizeof *ledger->sorted, by_key, ledger);
    return !arena->failed;
}

/* ---- of a run in memory */

static void name_metrics(struct ledger_scorecard *into, const struct program *program, size_t s, struct arena *arena)
{
    const struct scorecard *scorecard = &program->scorecards[s];
    size_t room = 0;
    for (size_t t = 0; t < scorecard->track_count; t++) room += scorecard->tracks[t].metric_count;
    into->metrics = arena_array(arena, room + 1, sizeof *into->metrics);
    for (size_t m = 0; into->metrics && m < program->metric_count; m++) {
        const struct metric *metric = &program->metrics[m];
        if (metric->scorecard != s || ledger_metric(into, text_of(metric->name)) >= 0) continue;
        into->metrics[into->metric_count++] = arena_string(arena, text_of(metric->name));
    }
}

static bool name_scorecards(struct ledger *ledger, const struct program *program, struct arena *arena)
{
    ledger->scorecard_count = program->scorecard_count;
    ledger->scorecards = arena_array(arena, program->scorecard_count + 1, sizeof *ledger->scorecards);
    for (size_t s = 0; ledger->scorecards && s < program->scorecard_count; s++) {
        const struct scorecard *scorecard = &program->scorecards[s];
        struct ledger_scorecard *into = &ledger->scorecards[s];
        into->name = arena_string(arena, text_of(scorecard->name));
        into->tiers = arena_array(arena, scorecard->tier_count + 1, sizeof *into->tiers);
        for (; into->tiers && into->tier_count < scorecard->tier_count; into->tier_count++)
            into->tiers[into->tier_count] = arena_string(arena, text_of(scorecard->tiers[into->tier_count].name));
        name_metrics(into, program, s, arena);
    }
    return !arena->failed;
}

static void take_entries(struct ledger *ledger, const struct card_reader *reader, size_t s)
{
    const struct program *program = reader->run->program;
    const struct card_scorecard *card = &reader->card.scorecards[s];
    const struct track *track = &program->scorecards[s].tracks[card->track];
    struct ledger_scorecard *scorecard = &ledger->scorecards[s];
    struct ledger_entry *entries = &ledger->entries[reader->partner * ledger->metric_count + scorecard->first_metric];
    for (size_t i = 0; card->on_track && i < track->metric_count; i++) {
        const struct card_metric *metric = &reader->card.metrics[track->first_metric + i];
        int at = ledger_metric(scorecard, text_of(program->metrics[track->first_metric + i].name));
        entries[at] = (struct ledger_entry){.there = true,
                                            .has_value = metric->state == MEASURE_VALUE,
                                            .has_points = metric->has_points,
                                            .value = metric->value,
                                            .points = metric->points,
                                            .weight = metric->weight,
                                            .contribution = metric->counts ? metric->contribution : 0};
    }
}

static void take_money(struct ledger *ledger, const struct card_reader *reader)
{
    const struct margin *margin = &reader->margin;
    const struct margin_rule *rule = &reader->run->program->margin;
    struct ledger_money *money = &ledger->money[reader->partner];
    money->has_rate = margin->given && decimal_multiply(margin->recommended, decimal_of(100, 0), &money->rate);
    money->has_margin = margin->given && margin->has_amount;
    if (money->has_margin) money->margin = decimal_pad(margin->amount, rule->places);
    money->has_rebates = margin->has_rebates;
    if (money->has_rebates) money->rebates = decimal_pad(margin->rebates, rule->places);
}

static void take_missing(struct ledger_standing *standing, const struct card_reader *reader, size_t s, struct arena *arena)
{
    struct buf missing = {0};
    struct next next = next_gap(reader->run->program, &reader->card, &reader->subject, s);
    standing->next = next.tier;
    if (next.tier >= 0) put_next_missing(&missing, reader, s, &next);
    standing->missing = arena_text(arena, buf_view(&missing));
    buf_release(&missing);
}

static void take_partner(struct ledger *ledger, const struct card_reader *reader, struct arena *arena)
{
    const struct program *program = reader->run->program;
    for (size_t s = 0; s < program->scorecard_count; s++) {
        const struct card_scorecard *card = &reader->card.scorecards[s];
        bool moves = program->scorecards[s].prior >= 0 || reader->subject.past;
        struct ledger_standing *standing = &ledger->standings[reader->partner * ledger->scorecard_count + s];
        *standing = (struct ledger_standing){.complete = card->complete,
                                             .has_score = card->has_score,
                                             .score = card->score,
                                             .tier = card->tier,
                                             .earned = card->earned,
                                             .movement = moves ? movement_names[card->movement] : ""};
        take_missing(standing, reader, s, arena);
        take_entries(ledger, reader, s);
    }
    take_money(ledger, reader);
}

bool ledger_of_run(struct ledger *ledger, const struct run *run, struct arena *arena)
{
    const struct program *program = run->program;
    struct card_reader reader;
    *ledger = (struct ledger){.program = arena_string(arena, text_of(program->name)),
                              .period = arena_string(arena, text_of(program->period_text)),
                              .currency = arena_string(arena, text_of(program->currency ? program->currency : ""))};
    if (!name_scorecards(ledger, program, arena) || !ledger_open(ledger, run->data.partners, true, arena)) return false;
    if (!card_reader_init(&reader, run, arena)) return false;
    for (size_t p = 0; p < run->data.partners; p++) {
        ledger->keys[p] = arena_text(arena, run_partner_key(run, p));
        ledger->names[p] = arena_text(arena, run_partner_name(run, p));
        card_reader_make(&reader, p);
        take_partner(ledger, &reader, arena);
    }
    return ledger_close(ledger, arena);
}
