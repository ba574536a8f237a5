#include "run/record.h"

#include "base/digest.h"

struct writer {
    struct history *history;
    struct card_reader reader;
    struct text partner;
};

static struct value text_cell(struct text text)
{
    return text.len > 0 ? (struct value){.kind = VALUE_TEXT, .text = text} : (struct value){.kind = VALUE_NONE};
}

static struct value word_cell(const char *word)
{
    return text_cell(text_of(word));
}

static struct value number_cell(bool given, double number)
{
    return given ? (struct value){.kind = VALUE_NUMBER, .number = number} : (struct value){.kind = VALUE_NONE};
}

static struct value decimal_cell(bool given, struct decimal number, char digits[DECIMAL_TEXT_MAX])
{
    if (!given) return (struct value){.kind = VALUE_NONE};
    return text_cell((struct text){digits, decimal_format(number, digits)});
}

static struct value tier_cell(const struct scorecard *scorecard, int tier)
{
    return word_cell(tier < 0 ? "" : scorecard->tiers[tier].name);
}

/* ---- the rows of one partner */

static void put_scorecard(struct writer *writer, size_t s)
{
    const struct scorecard *scorecard = &writer->reader.run->program->scorecards[s];
    const struct card_scorecard *card = &writer->reader.card.scorecards[s];
    const struct value cells[] = {
        text_cell(writer->partner),
        word_cell(scorecard->name),
        word_cell(card->on_track ? scorecard->tracks[card->track].name : ""),
        number_cell(card->has_score, card->score),
        tier_cell(scorecard, card->tier),
        tier_cell(scorecard, card->earned),
        tier_cell(scorecard, card->prior),
        word_cell(movement_names[card->movement]),
        number_cell(true, card->below),
        number_cell(true, card->above),
    };
    history_put(writer->history, HISTORY_SCORECARDS, cells);
}

static void put_metric(struct writer *writer, size_t m)
{
    const struct program *program = writer->reader.run->program;
    const struct card_metric *card = &writer->reader.card.metrics[m];
    const struct value cells[] = {
        text_cell(writer->partner),
        word_cell(program->scorecards[program->metrics[m].scorecard].name),
        word_cell(program->metrics[m].name),
        word_cell(measure_state_names[card->state]),
        number_cell(card->state == MEASURE_VALUE, card->value),
        number_cell(card->has_points, card->points),
    };
    history_put(writer->history, HISTORY_METRICS, cells);
}

/* Those of the track in force, as in metrics.csv. */
static void put_metrics(struct writer *writer, size_t s)
{
    const struct card_scorecard *card = &writer->reader.card.scorecards[s];
    const struct track *track = &writer->reader.run->program->scorecards[s].tracks[card->track];
    for (size_t i = 0; card->on_track && i < track->metric_count; i++) put_metric(writer, track->first_metric + i);
}

static void put_award(struct writer *writer, size_t i)
{
    const struct run *run = writer->reader.run;
    const struct award *award = &run_awards(run, writer->reader.partner)[i];
    const struct margin_step *step = &writer->reader.margin.steps[i];
    char awarded[DECIMAL_TEXT_MAX], paid[DECIMAL_TEXT_MAX], carried[DECIMAL_TEXT_MAX];
    bool given = award->kind == AWARD_MARGIN || award->kind == AWARD_AMOUNT;
    const struct value cells[] = {
        text_cell(writer->partner),
        word_cell(run->program->incentives[i].name),
        word_cell(award_kind_names[award->kind]),
        decimal_cell(given, decimal_of(award->units, award->scale), awarded),
        decimal_cell(step->pays && writer->reader.margin.has_rebates, step->paid, paid),
        decimal_cell(step->carried.units != 0, step->carried, carried),
    };
    history_put(writer->history, HISTORY_AWARDS, cells);
}

static void put_payout(struct writer *writer, size_t kind)
{
    const struct payout_sum *sum = &writer->reader.margin.payouts[kind];
    const struct decimal amounts[] = {sum->earned, sum->moved, sum->forfeited, sum->paid, sum->carried};
    enum { AMOUNTS = sizeof amounts / sizeof *amounts };
    char digits[AMOUNTS][DECIMAL_TEXT_MAX];
    struct value cells[2 + AMOUNTS] = {text_cell(writer->partner), word_cell(writer->reader.run->program->payouts[kind].name)};
    for (size_t i = 0; i < AMOUNTS; i++) cells[2 + i] = decimal_cell(writer->reader.margin.has_rebates, amounts[i], digits[i]);
    history_put(writer->history, HISTORY_PAYOUTS, cells);
}

static void put_margin(struct writer *writer)
{
    const struct margin *margin = &writer->reader.margin;
    char base[DECIMAL_TEXT_MAX], recommended[DECIMAL_TEXT_MAX], on[DECIMAL_TEXT_MAX], amount[DECIMAL_TEXT_MAX], rebates[DECIMAL_TEXT_MAX];
    bool paid = margin->given && margin->has_amount;
    const struct value cells[] = {
        text_cell(writer->partner),
        decimal_cell(margin->given, margin->base, base),
        decimal_cell(margin->given, margin->recommended, recommended),
        decimal_cell(paid, margin->on, on),
        decimal_cell(paid, margin->amount, amount),
        decimal_cell(margin->has_rebates, margin->rebates, rebates),
    };
    history_put(writer->history, HISTORY_MARGINS, cells);
}

static void put_partner(struct writer *writer, size_t partner)
{
    const struct program *program = writer->reader.run->program;
    card_reader_make(&writer->reader, partner); /* a margin that does not fit is told where the sheets are written, and not given here */
    writer->partner = run_partner_key(writer->reader.run, partner);
    for (size_t s = 0; s < program->scorecard_count; s++) {
        put_scorecard(writer, s);
        put_metrics(writer, s);
    }
    for (size_t i = 0; i < program->incentive_count; i++) put_award(writer, i);
    put_margin(writer);
    for (size_t k = 0; k < program->payout_count; k++) put_payout(writer, k);
}

/* ---- the run */

/* What was run: the program, its plugins, its tables. */
static void put_inputs(const struct run *run, struct history *history)
{
    char digest[DIGEST_TEXT_SIZE];
    for (const struct source *source = &run->program->source; source; source = source->beside) {
        digest_of(source->bytes, digest);
        history_input(history, text_of(digest));
    }
    for (size_t i = 0; i < run->rules.plugin_count; i++) history_input(history, text_of(run->rules.plugins[i]->digest));
    for (size_t i = 0; i < run->data.table_count; i++) history_input(history, text_of(run->data.tables[i].digest));
    if (run->data.rates.spec) history_input(history, text_of(run->data.rates.digest));
}

static enum history_end put_run(const struct run *run, struct history *history, struct problems *problems)
{
    struct arena arena = {0};
    struct writer writer = {.history = history};
    enum history_end end = HISTORY_REFUSED;
    put_inputs(run, history);
    if (card_reader_init(&writer.reader, run, &arena)) {
        for (size_t p = 0; p < run->data.partners; p++) put_partner(&writer, p);
        end = history_end(history, problems);
    } else {
        problems->out_of_memory = true;
    }
    arena_release(&arena);
    return end;
}

bool recording_begin(struct recording *recording, const struct run *run, struct problems *problems)
{
    const struct program *program = run->program;
    struct history_run record = {
        .program = program->name,
        .version = program->version,
        .period = program->period_text,
        .span = program->period,
        .partners = run->data.partners,
    };
    *recording = (struct recording){0};
    enum history_end end = HISTORY_REFUSED;
    if (history_open(run->earlier.path, HISTORY_RECORD, &recording->history, problems) &&
        history_begin(recording->history, &record, problems))
        end = put_run(run, recording->history, problems);
    recording->known = end == HISTORY_KNOWN;
    return end != HISTORY_REFUSED;
}

bool recording_commit(const struct recording *recording, struct problems *problems)
{
    return !recording->history || recording->known || history_commit(recording->history, problems);
}

void recording_end(struct recording *recording)
{
    history_close(recording->history);
    recording->history = NULL;
}
