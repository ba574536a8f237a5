#include "out/trace_text.h"

#include <string.h>

#include "base/number.h"
#include "base/wrap.h"
#include "lua/words.h"
#include "out/cells.h"
#include "out/plugin_book.h"
#include "out/points_text.h"
#include "program/expr.h"
#include "run/groups.h"
#include "run/traits.h"

enum { NAME_COLUMN = 18 };

static void put_name(const char *name, struct buf *out)
{
    buf_puts(out, name);
    wrap_to(out, NAME_COLUMN);
}

static void put_money(struct decimal amount, struct buf *out)
{
    char digits[DECIMAL_TEXT_MAX], grouped[NUMBER_GROUPED_MAX];
    decimal_format(amount, digits);
    buf_puts(out, number_group(digits, grouped));
}

static void put_visible_line(struct text text, struct buf *out)
{
    buf_visible(out, text, "");
    buf_char(out, '\n');
}

static void put_waiver_of(const struct waiver *waiver, struct buf *out)
{
    put_name("waived by", out);
    buf_visible(out, waiver->approver, "");
    if (waiver->reason.len) buf_puts(out, ": ");
    put_visible_line(waiver->reason, out);
}

/* ---- the head */

static void put_partner(const struct trace_page_text *page, struct buf *out)
{
    const struct run *run = page->run;
    struct text name = run_partner_name(run, page->reader->partner);
    buf_puts(out, " of ");
    buf_visible(out, run_partner_key(run, page->reader->partner), "");
    if (name.len) {
        buf_puts(out, " (");
        buf_visible(out, name, "");
        buf_char(out, ')');
    }
    buf_printf(out, ", %s\n", run->program->period_text);
}

static void put_rule(const struct rule *rule, struct buf *out)
{
    if (!rule->plugin) return;
    put_visible_line(plugin_headline(rule->plugin), out);
    buf_printf(out, "rule: %s\n", rule->plugin->source.path);
}

static void put_needs(const struct trace_page_text *page, const struct rule *rule, size_t track, struct buf *out)
{
    size_t column = NAME_COLUMN;
    if (rule->need_count) buf_puts(out, "\nneeds\n");
    for (size_t i = 0; i < rule->need_count; i++) column = trace_column(column, strlen(rule->need_names[i]));
    for (size_t i = 0; i < rule->need_count; i++) {
        size_t index = rule->needs[track * rule->need_count + i];
        const struct card_metric *metric = index == NEED_ABSENT ? NULL : &page->reader->card.metrics[index];
        buf_puts(out, "  ");
        buf_puts(out, rule->need_names[i]);
        wrap_to(out, column);
        if (metric && metric->state == MEASURE_VALUE)
            words_number(metric->value, out);
        else
            buf_puts(out, metric ? measure_state_names[metric->state] : "not of this track");
        if (metric && page->incentive && metric->has_points) {
            buf_puts(out, ", ");
            words_number(metric->points, out);
            buf_puts(out, " points");
        }
        buf_char(out, '\n');
    }
}

static void put_call(const struct trace_page_text *page, const struct rule *rule, size_t track, struct buf *out)
{
    if (page->trace) trace_params(page, out);
    if (rule->plugin) put_needs(page, rule, track, out);
    if (page->trace) trace_steps(page, rule, out);
    if (page->trace && page->rows) trace_rows(page, out);
}

/* ---- a metric */

static void put_formula(const struct trace_page_text *page, const struct expr *formula, struct buf *out)
{
    size_t before;
    put_name("\nformula", out);
    put_visible_line(formula->text, out);
    put_name("with", out);
    before = out->len;
    names_text(page->reader, formula, out);
    buf_puts(out, out->len > before ? "\n" : "nothing but numbers\n");
}

/* Who is compared with whom. */
static void put_cohort(const struct trace_page_text *page, const struct metric *metric, struct buf *out)
{
    const struct run *run = page->run;
    const struct cohort *cohort = &metric->cohort;
    const struct metric *of = &run->program->metrics[cohort->of];
    const struct card_metric *own = &page->reader->card.metrics[cohort->of];
    size_t peers = 0;
    uint32_t group = groups_of(run, cohort->within, page->reader->partner);
    for (size_t p = 0; p < run->data.partners; p++) peers += groups_of(run, cohort->within, p) == group;
    put_name("\ncompared", out);
    buf_printf(out, "%s with that of its peers, without a plugin (%s:%u)\n", of->name, metric->at.file, metric->at.line);
    put_name("its own", out);
    if (own->state == MEASURE_VALUE)
        words_number(own->value, out);
    else
        buf_puts(out, measure_state_names[own->state]);
    buf_char(out, '\n');
    put_name("peers", out);
    words_number((double)peers, out);
    buf_puts(out, peers == 1 ? " partner" : " partners");
    if (cohort->within >= 0) {
        const struct column *column = &run->data.tables[0].columns[cohort->within];
        struct buf cell = {0};
        words_cell(column, page->reader->partner, &cell);
        buf_printf(out, ", those whose %s is ", column->spec->name);
        buf_visible(out, buf_view(&cell), "");
        buf_release(&cell);
    }
    buf_char(out, '\n');
}

static void put_value(const struct trace_page_text *page, const struct card_metric *metric, struct buf *out)
{
    const struct measure *measure = &page->reader->subject.measures[page->rule];
    const struct expr *applies = page->run->program->metrics[page->rule].applies;
    struct text reason = reason_of(page->run, measure->reason);
    put_name("\nvalue", out);
    if (metric->state == MEASURE_VALUE) {
        words_number(metric->value, out);
        const char *unit = metric_unit(page->run, page->rule);
        buf_printf(out, *unit ? " (%s)\n" : "%s\n", unit);
    } else if (metric->state == MEASURE_NOT_APPLICABLE && applies) {
        buf_printf(out, "none: does not apply, as this does not hold: %.*s\n", TEXT_ARG(applies->text));
    } else {
        buf_printf(out, "none: %s\n", measure_state_names[metric->state]);
    }
    if (metric->waiver) put_waiver_of(metric->waiver, out);
    if (!reason.len) return;
    put_name(metric->waiver && metric->waiver->kind == WAIVE_VALUE ? "measured"
             : metric->state == MEASURE_FAILED                     ? "failure"
                                                                   : "reason",
             out);
    put_visible_line(reason, out);
}

static void put_points(const struct trace_page_text *page, const struct card_metric *metric, struct buf *out)
{
    put_name("points", out);
    if (metric->has_points)
        words_number(number_round(metric->points, 9), out);
    else
        buf_puts(out, "none");
    buf_puts(out, ": ");
    points_text(page->reader, page->rule, out);
    buf_char(out, '\n');
}

static void put_weight(const struct trace_page_text *page, const struct card_metric *metric, struct buf *out)
{
    const struct metric *rule = &page->run->program->metrics[page->rule];
    const struct scorecard *scorecard = &page->run->program->scorecards[rule->scorecard];
    const struct card_scorecard *card = &page->reader->card.scorecards[rule->scorecard];
    put_name("weight", out);
    words_number(metric->weight, out);
    if (metric->counts) {
        buf_puts(out, ": adds ");
        words_number(number_round(metric->contribution, 9), out);
        buf_printf(out, " to the score of %s, ", scorecard->name);
        words_number(card->score, out);
    } else if (rule->trial) {
        buf_puts(out, ": on trial, counts nowhere yet");
    } else if (!card->on_track || card->track != rule->track) {
        buf_puts(out, ": not of the track that holds for this partner");
    } else {
        buf_puts(out, ": does not count");
    }
    buf_char(out, '\n');
}

static void put_metric(const struct trace_page_text *page, struct buf *out)
{
    const struct run *run = page->run;
    const struct metric *metric = &run->program->metrics[page->rule];
    const struct card_metric *own = &page->reader->card.metrics[page->rule];
    const struct rule *rule = &run->rules.metrics[page->rule];
    bool waived = own->waiver && own->waiver->kind == WAIVE_VALUE;
    buf_printf(out, "%s.%s", run->program->scorecards[metric->scorecard].name, metric->name);
    put_partner(page, out);
    put_rule(rule, out);
    put_call(page, rule, 0, out);
    if (metric->formula && !waived) put_formula(page, metric->formula, out);
    if (metric_compares(metric) && !waived) put_cohort(page, metric, out);
    put_value(page, own, out);
    put_points(page, own, out);
    put_weight(page, own, out);
}

/* ---- an incentive */

static const char *currency_of(const struct trace_page_text *page)
{
    return page->run->program->currency ? page->run->program->currency : "";
}

static void put_amount(const struct trace_page_text *page, const char *name, struct decimal amount, struct buf *out)
{
    if (amount.units == 0) return;
    put_name(name, out);
    put_money(amount, out);
    buf_printf(out, " %s\n", currency_of(page));
}

static void put_rate(struct decimal rate, struct buf *out)
{
    struct decimal points;
    if (decimal_multiply(rate, decimal_of(100, 0), &points)) put_money(decimal_trim(points), out);
    buf_puts(out, " %");
}

static void put_award(const struct trace_page_text *page, const struct award *award, struct buf *out)
{
    struct text reason = reason_of(page->run, award->reason);
    struct decimal exact = decimal_of(award->units, award->scale);
    put_name("\naward", out);
    if (award->kind == AWARD_MARGIN)
        put_rate(exact, out);
    else if (award->kind == AWARD_AMOUNT)
        put_money(decimal_trim(exact), out);
    else
        buf_puts(out, award->kind == AWARD_FAILED ? "none: failed" : "none");
    buf_char(out, '\n');
    if (!reason.len) return;
    put_name(award->kind == AWARD_FAILED ? "failure" : "reason", out);
    put_visible_line(reason, out);
}

/* What limits, groups and pay-outs made of it. */
static void put_step(const struct trace_page_text *page, const struct award *award, struct buf *out)
{
    const struct incentive *incentive = &page->run->program->incentives[page->rule];
    const struct margin_step *step = &page->reader->margin.steps[page->rule];
    if (award->kind == AWARD_NONE || award->kind == AWARD_FAILED) return;
    if (incentive->trial) buf_puts(out, "on trial: shown, counts nowhere yet\n");
    if (award->kind == AWARD_MARGIN) {
        put_name("counts", out);
        put_rate(step->counted, out);
        bool less = decimal_compare(step->counted, decimal_of(award->units, award->scale)) != 0;
        buf_puts(out, less && !incentive->trial ? ", after its cap and its group\n" : "\n");
    }
    if (step->has_base) put_amount(page, "paid on", step->base, out);
    if (!step->pays) return;
    put_amount(page, "amount", step->amount, out);
    put_amount(page, "brought", step->brought, out);
    put_amount(page, "carried on", step->carried, out);
    put_amount(page, "forfeited", step->forfeited, out);
    put_name("paid", out);
    put_money(step->paid, out);
    buf_printf(out, " %s%s\n", currency_of(page), page->reader->margin.has_rebates ? "" : " (the card is incomplete: nothing is paid)");
}

/* What the rule finds on the card besides the metrics that it needs. */
static void put_card(const struct trace_page_text *page, size_t index, struct buf *out)
{
    const struct scorecard *scorecard = &page->run->program->scorecards[index];
    const struct card_scorecard *card = &page->reader->card.scorecards[index];
    buf_printf(out, "\ncard of %s\n", scorecard->name);
    if (scorecard->tier_count) {
        put_name("  tier", out);
        buf_printf(out, "%s\n", card->tier >= 0 ? scorecard->tiers[card->tier].name : "none");
    }
    put_name("  score", out);
    if (card->has_score)
        words_number(card->score, out);
    else
        buf_puts(out, "none");
    buf_char(out, '\n');
}

static void put_incentive(const struct trace_page_text *page, struct buf *out)
{
    const struct run *run = page->run;
    const struct incentive *incentive = &run->program->incentives[page->rule];
    const struct award *award = &run_awards(run, page->reader->partner)[page->rule];
    const struct rule *rule = &run->rules.incentives[page->rule];
    buf_puts(out, incentive->name);
    put_partner(page, out);
    put_rule(rule, out);
    if (incentive->applies) {
        put_name("\napplies", out);
        buf_printf(out, "where %.*s: ", TEXT_ARG(incentive->applies->text));
        names_text(page->reader, incentive->applies, out);
        buf_char(out, '\n');
    }
    if (!rule->plugin) buf_puts(out, "\na pool: it shares an amount among all partners, without a plugin\n");
    if (rule->plugin) put_card(page, incentive->scorecard, out);
    put_call(page, rule, page->reader->card.scorecards[incentive->scorecard].track, out);
    put_award(page, award, out);
    put_step(page, award, out);
}

void trace_text(const struct trace_page_text *page, struct buf *out)
{
    uint32_t aside = page->run->data.troubles[page->reader->partner];
    (page->incentive ? put_incentive : put_metric)(page, out);
    if (aside == 0) return;
    words_number(aside, out);
    buf_puts(out, aside == 1 ? " row of this partner has a bad cell and counts nowhere"
                             : " rows of this partner have bad cells and count nowhere");
    buf_puts(out, ": rung check says which\n");
}
