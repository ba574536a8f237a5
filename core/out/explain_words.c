#include <math.h>

#include "base/number.h"
#include "lua/words.h"
#include "out/cells.h"
#include "out/explain.h"
#include "out/points_text.h"
#include "out/unit_text.h"
#include "program/expr.h"
#include "run/groups.h"
#include "run/traits.h"

enum { PLACES = 9 };

bool explain_metric(const struct explanation *explanation, size_t metric)
{
    const struct asked_rule *rule = explanation->rule;
    return !rule || (!rule->incentive && rule->index == metric);
}

bool explain_incentive(const struct explanation *explanation, size_t incentive)
{
    const struct asked_rule *rule = explanation->rule;
    return !rule || (rule->incentive && rule->index == incentive);
}

bool explain_scorecard(const struct explanation *explanation, size_t scorecard)
{
    const struct asked_rule *rule = explanation->rule;
    return !rule || (!rule->incentive && explanation->of.program->metrics[rule->index].scorecard == scorecard);
}

void explain_number(double number, struct buf *out)
{
    words_number(number_round(number, PLACES), out);
}

void explain_visible(struct text text, struct buf *out)
{
    buf_visible(out, text, "");
}

void explain_names(const struct explanation *explanation, const struct expr *condition, struct buf *out)
{
    size_t before = out->len;
    buf_puts(out, " (");
    size_t begin = out->len;
    names_text(explanation->reader, condition, out);
    if (out->len > begin)
        buf_char(out, ')');
    else
        out->len = before;
}

void explain_condition(const struct explanation *explanation, const struct expr *condition, struct buf *out)
{
    explain_visible(condition->text, out);
    explain_names(explanation, condition, out);
}

/* ---- a metric */

/* Units that say nothing beside a number stay out. "money" is what a plugin calls all that it adds up, be it points: a program that means
 * its currency names it as the unit. */
static const char *unit_word(const struct explanation *explanation, size_t index)
{
    static const char *const silent[] = {"count", "number", "points", "money"};
    const char *unit = metric_unit(explanation->reader->run, index);
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
        if (strcmp(unit, silent[i]) == 0) return "";
    return unit;
}

/* A share reads as a percentage; its exact value, of which points are made, stands behind. */
static void put_figure(double value, const char *unit, struct buf *out)
{
    enum { PERCENT_PLACES = 2 };
    if (strcmp(unit, "ratio") == 0) {
        words_number(number_round(value * 100, PERCENT_PLACES), out);
        buf_puts(out, " % (");
        words_number(value, out);
        buf_char(out, ')');
        return;
    }
    words_number(value, out);
    if (*unit) buf_char(out, ' ');
    put_unit(text_of(unit), value, out);
}

void explain_value(const struct explanation *explanation, size_t index, struct buf *out)
{
    const struct card_metric *own = &explanation->reader->card.metrics[index];
    const struct metric *metric = &explanation->of.program->metrics[index];
    if (own->state == MEASURE_VALUE)
        put_figure(own->value, unit_word(explanation, index), out);
    else
        buf_puts(out, measure_state_names[own->state]);
    if (own->state != MEASURE_NOT_APPLICABLE || !metric->applies) return;
    buf_puts(out, ", as this does not hold: ");
    explain_condition(explanation, metric->applies, out);
}

void explain_points(const struct explanation *explanation, size_t index, struct buf *out)
{
    const struct card_metric *own = &explanation->reader->card.metrics[index];
    if (own->state != MEASURE_NOT_APPLICABLE || own->waiver) points_text(explanation->reader, index, out);
    if (own->state == MEASURE_NOT_APPLICABLE && !own->waiver) buf_puts(out, "left out of the score");
}

/* "percent rank of revenue among 88 partners, those whose type is msp" */
static void put_comparison(const struct explanation *explanation, const struct cohort *cohort, struct buf *out)
{
    const struct run *run = explanation->reader->run;
    size_t partner = explanation->reader->partner, peers = 0;
    uint32_t group = groups_of(run, cohort->within, partner);
    for (size_t p = 0; p < run->data.partners; p++) peers += groups_of(run, cohort->within, p) == group;
    buf_printf(out, "%s of %s (its own: ", cohort_method_names[cohort->method], run->program->metrics[cohort->of].name);
    explain_value(explanation, cohort->of, out);
    buf_puts(out, ") among ");
    words_number((double)peers, out);
    buf_puts(out, peers == 1 ? " partner" : " partners");
    if (cohort->within < 0) return;
    struct buf cell = {0};
    const struct column *column = &run->data.tables[0].columns[cohort->within];
    words_cell(column, partner, &cell);
    buf_printf(out, ", those whose %s is ", column->spec->name);
    explain_visible(buf_view(&cell), out);
    out->failed |= cell.failed;
    buf_release(&cell);
}

void explain_origin(const struct explanation *explanation, size_t index, struct buf *out)
{
    const struct card_metric *own = &explanation->reader->card.metrics[index];
    const struct metric *metric = &explanation->of.program->metrics[index];
    if (own->waiver && own->waiver->kind == WAIVE_VALUE) return;
    if (metric_compares(metric)) put_comparison(explanation, &metric->cohort, out);
    if (!metric->formula) return;
    explain_visible(metric->formula->text, out);
    size_t before = out->len;
    buf_puts(out, ", with ");
    size_t begin = out->len;
    names_text(explanation->reader, metric->formula, out);
    if (out->len == begin) out->len = before;
}

void explain_reason(const struct explanation *explanation, size_t index, struct buf *out)
{
    char room[REASON_ROOM];
    explain_visible(metric_reason(explanation->reader, index, room), out);
}

/* Rows that a question was asked of, as of a denominator, without being counted; 0: no call was looked at. */
static size_t rows_in_base(const struct trace *trace)
{
    size_t rows = 0;
    for (size_t i = 0; trace && i < trace->row_count; i++) rows += trace->rows[i].base && trace->rows[i].condition != TRACE_KEPT;
    return rows;
}

void explain_measured(const struct explanation *explanation, size_t index, struct buf *out)
{
    const struct measure *measure = &explanation->reader->subject.measures[index];
    bool called = explanation->of.program->metrics[index].plugin != NULL;
    char room[REASON_ROOM];
    if (called && measure->state == MEASURE_VALUE)
        put_figure(measure->value, unit_word(explanation, index), out);
    else if (called)
        buf_puts(out, measure_state_names[measure->state]);
    if (called && metric_reason(explanation->reader, index, room).len) buf_puts(out, ": ");
    explain_reason(explanation, index, out);
}

void explain_rows(const struct explanation *explanation, size_t index, struct buf *out)
{
    const struct measure *measure = &explanation->reader->subject.measures[index];
    if (!measure->has_rows) return;
    words_number(measure->counted, out);
    buf_puts(out, measure->counted == 1 ? " row counted, " : " rows counted, ");
    words_number(measure->passed_over, out);
    buf_puts(out, " passed over");
    size_t base = rows_in_base(explanation->trace);
    if (base == 0) return;
    buf_puts(out, ", ");
    words_number((double)base, out);
    buf_puts(out, " of those in the base");
}

void explain_weight(const struct explanation *explanation, size_t index, struct buf *out)
{
    const struct card_metric *own = &explanation->reader->card.metrics[index];
    const struct metric *metric = &explanation->of.program->metrics[index];
    if (own->counts) {
        buf_puts(out, metric->bonus ? "bonus, weight " : "weight ");
        explain_number(own->weight, out);
        buf_puts(out, ": adds ");
        explain_number(own->contribution, out);
    } else if (metric->trial) {
        buf_puts(out, "on trial: counts nowhere yet");
    } else if (own->weight == 0) {
        buf_puts(out, "weight 0: shown, adds nothing");
    } else {
        buf_puts(out, "adds nothing");
    }
}

void explain_waiver(const struct waiver *waiver, struct buf *out)
{
    struct buf text = {0};
    put_waiver(&text, waiver);
    explain_visible(buf_view(&text), out);
    out->failed |= text.failed;
    buf_release(&text);
}

/* ---- a scorecard */

double explain_sum(const struct explanation *explanation, size_t scorecard)
{
    const struct card_scorecard *own = &explanation->reader->card.scorecards[scorecard];
    const struct track *track = &explanation->of.program->scorecards[scorecard].tracks[own->track];
    double sum = 0;
    for (size_t i = 0; own->on_track && i < track->metric_count; i++)
        sum += explanation->reader->card.metrics[track->first_metric + i].contribution;
    return sum;
}

static void put_cap(const struct explanation *explanation, const struct setting *cap, struct buf *out)
{
    double held = setting_number(cap, explanation->reader->attributes, NAN);
    if (isnan(held)) return;
    buf_puts(out, ", held to ");
    explain_number(held, out);
}

void explain_score(const struct explanation *explanation, size_t index, struct buf *out)
{
    static const char *const made[SCORE_METHOD_COUNT] = {
        [SCORE_MEAN] = "sum of weight x points divided by the sum of the weights",
        [SCORE_SUM] = "sum of weight x points",
        [SCORE_GEOMETRIC] = "geometric mean by weight",
        [SCORE_HARMONIC] = "harmonic mean by weight",
        [SCORE_LOWEST] = "the lowest points",
    };
    static const char *const of[] = {[SCORE_OF_METRICS] = "metrics", [SCORE_OF_BLOCKS] = "blocks", [SCORE_OF_CATEGORIES] = "categories"};
    const struct scorecard *scorecard = &explanation->of.program->scorecards[index];
    const struct card_scorecard *own = &explanation->reader->card.scorecards[index];
    const struct track *track = &scorecard->tracks[own->track];
    double weights = 0;
    for (size_t i = 0; i < track->metric_count; i++) {
        const struct card_metric *metric = &explanation->reader->card.metrics[track->first_metric + i];
        if (metric->counts && !explanation->of.program->metrics[track->first_metric + i].bonus) weights += metric->weight;
    }
    buf_puts(out, made[scorecard->method]);
    if (scorecard->method == SCORE_MEAN && scorecard->of == SCORE_OF_METRICS) buf_puts(out, ", "), explain_number(weights, out);
    buf_printf(out, ", of the %s that count", of[scorecard->of]);
    put_cap(explanation, &scorecard->cap, out);
}

static void put_when(const struct explanation *explanation, const struct expr *when, bool with_names, struct buf *out)
{
    buf_puts(out, "when ");
    if (with_names)
        explain_condition(explanation, when, out);
    else
        explain_visible(when->text, out);
}

/* Names in the condition of another track are those of its own metrics, which are not of this card. */
void explain_track(const struct explanation *explanation, size_t index, struct buf *out)
{
    const struct scorecard *scorecard = &explanation->of.program->scorecards[index];
    const struct card_scorecard *own = &explanation->reader->card.scorecards[index];
    if (own->on_track) {
        const struct track *track = &scorecard->tracks[own->track];
        if (!*track->name) return;
        buf_printf(out, "track %s", track->name);
        if (track->when) buf_puts(out, ", "), put_when(explanation, track->when, true, out);
        if (scorecard->choice == TRACK_BEST) buf_puts(out, "; of the tracks that are for this partner, the one with the highest score");
        return;
    }
    buf_puts(out, "no track of this scorecard is for this partner, so there is no score and no tier: ");
    for (size_t i = 0; i < scorecard->track_count; i++) {
        buf_printf(out, "%s%s ", i ? "; " : "", *scorecard->tracks[i].name ? scorecard->tracks[i].name : "its condition");
        if (scorecard->tracks[i].when) put_when(explanation, scorecard->tracks[i].when, false, out);
    }
}

/* ---- what tiers ask for */

void explain_part(const struct tier_part *part, struct buf *out)
{
    if (part->condition) {
        explain_visible(part->condition->text, out);
    } else {
        buf_puts(out, "score >= ");
        if (isnan(part->score))
            buf_puts(out, "(nothing is set for this partner)");
        else
            explain_number(part->score, out);
    }
}

static void put_score_state(const struct card_scorecard *own, const struct tier_part *part, struct buf *out)
{
    if (!own->has_score) {
        buf_puts(out, "missed: there is no score");
        return;
    }
    buf_puts(out, part->state == PART_HOLDS ? "reached: " : "missed: ");
    explain_number(own->score, out);
    if (part->state == PART_HOLDS || isnan(part->score)) return;
    buf_puts(out, ", ");
    explain_number(part->score - own->score, out);
    buf_puts(out, " short");
}

void explain_part_state(const struct explanation *explanation, size_t scorecard, const struct tier_part *part, struct buf *out)
{
    static const char *const states[] = {[PART_HOLDS] = "holds", [PART_FAILS] = "does not hold", [PART_UNKNOWN] = "could not tell"};
    if (!part->condition) {
        put_score_state(&explanation->reader->card.scorecards[scorecard], part, out);
        return;
    }
    buf_printf(out, "%s: ", states[part->state]);
    size_t begin = out->len;
    names_text(explanation->reader, part->condition, out);
    if (out->len == begin) out->len -= 2;
}
