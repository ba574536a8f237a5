/* The arithmetic of awards, margin and pay-outs as a list of steps, each with its number and the reason for it. The order is that of
 * score/card.h: what an award counts, how awards stack, limits, amounts, what is paid. */
#include "lua/words.h"
#include "out/cells.h"
#include "out/explain.h"
#include "out/movement_text.h"
#include "out/points_text.h"

enum { BANDS_TOLD = 4, LINES_SPARE = 24 + BANDS_TOLD };

static bool begin(const struct explanation *of, struct money_lines *lines)
{
    size_t room = LINES_SPARE + 2 * of->of.program->incentive_count + 2 * of->of.program->payout_count;
    *lines = (struct money_lines){.of = of, .lines = arena_array(of->arena, room, sizeof *lines->lines), .room = room};
    return lines->lines != NULL;
}

/* Takes over the sentence. */
static void add(struct money_lines *lines, const char *step, enum money_unit unit, const struct decimal *number, struct buf *says)
{
    struct text text = arena_text(lines->of->arena, buf_view(says));
    lines->of->arena->failed |= says->failed;
    if (lines->count < lines->room)
        lines->lines[lines->count++] = (struct money_line){
            .step = step, .given = number != NULL, .unit = unit, .number = number ? *number : (struct decimal){0}, .says = text};
    buf_release(says);
}

static void add_if_any(struct money_lines *lines, const char *step, struct buf *says)
{
    if (says->len || says->failed)
        add(lines, step, MONEY_OTHER, NULL, says);
    else
        buf_release(says);
}

__attribute__((format(printf, 5, 6))) static void add_said(struct money_lines *lines, const char *step, enum money_unit unit,
                                                           const struct decimal *number, const char *format, ...)
{
    struct buf says = {0};
    va_list args;
    va_start(args, format);
    buf_vprintf(&says, format, args);
    va_end(args);
    add(lines, step, unit, number, &says);
}

static bool is_some(struct decimal amount)
{
    return amount.units != 0;
}

static void put_rate(struct decimal rate, struct buf *out)
{
    words_rate(rate, true, out);
}

static void put_amount(struct decimal amount, struct buf *out)
{
    words_rate(amount, false, out);
}

/* A limit for this partner; false: none. */
static bool limit_of(const struct explanation *of, const struct setting *setting, struct decimal *limit)
{
    return setting_decimal(setting, of->reader->attributes, limit);
}

/* ---- the margin */

static void add_base(struct money_lines *lines)
{
    const struct explanation *of = lines->of;
    const struct program *program = of->of.program;
    const struct scorecard *scorecard = &program->scorecards[program->margin.scorecard];
    int tier = of->reader->card.scorecards[program->margin.scorecard].tier;
    const struct decimal *base = &of->reader->margin.base;
    struct decimal rate;
    if (tier < 0)
        add_said(lines, "base", MONEY_RATE, base, scorecard->tier_count ? "no tier of %s, so no margin of a tier" : "%s has no tiers",
                 scorecard->name);
    else
        add_said(lines, "base", MONEY_RATE, base,
                 setting_decimal(&scorecard->tiers[tier].margin, of->reader->attributes, &rate) ? "margin of tier %s of %s"
                                                                                                : "tier %s of %s has no margin",
                 scorecard->tiers[tier].name, scorecard->name);
}

static void add_margin_awards(struct money_lines *lines)
{
    const struct card_reader *reader = lines->of->reader;
    const struct program *program = lines->of->of.program;
    const struct award *awards = run_awards(reader->run, reader->partner);
    for (size_t i = 0; i < program->incentive_count; i++) {
        const struct incentive *incentive = &program->incentives[i];
        const struct decimal *counted = &reader->margin.steps[i].counted;
        if (awards[i].kind != AWARD_MARGIN || incentive->on || incentive->trial) continue;
        add_said(lines, incentive->name, MONEY_RATE, counted,
                 is_some(*counted) ? "award, as told above" : "award that does not count here");
    }
}

static void add_stacked(struct money_lines *lines)
{
    static const char *const ways[] = {
        [STACK_ADD] = "base and awards added",
        [STACK_BEST] = "base and the best award or group",
        [STACK_MULTIPLY] = "base and awards multiplied: 1 - (1 - a)(1 - b)...",
        [STACK_SEQUENCE] = "base and awards",
    };
    const struct margin *margin = &lines->of->reader->margin;
    add_said(lines, "stacked", MONEY_RATE, &margin->stacked, "%s (stacking)", ways[lines->of->of.program->margin.stacking]);
}

static void add_limit(struct money_lines *lines, const char *name, const struct setting *setting, bool held)
{
    struct decimal limit;
    if (!limit_of(lines->of, setting, &limit)) return;
    add_said(lines, name, MONEY_RATE, &limit, held ? "the margin is held to this" : "changes nothing here");
}

static void add_recommended(struct money_lines *lines)
{
    const struct explanation *of = lines->of;
    const struct margin *margin = &of->reader->margin;
    const struct margin_rule *rule = &of->of.program->margin;
    struct buf says = {0};
    if (margin->waiver) {
        explain_waiver(margin->waiver, &says);
        add(lines, "waived", MONEY_RATE, &margin->recommended, &says);
    } else {
        struct decimal rounded = decimal_round(margin->stacked, rule->rate_places + 2, rule->rounding);
        if (rule->rate_places >= 0)
            add_said(lines, "rounded", MONEY_RATE, &rounded, "%s to %d places of percentage points", rounding_names[rule->rounding],
                     rule->rate_places);
        add_limit(lines, "floor", &rule->floor, margin->floored);
        add_limit(lines, "cap", &rule->cap, margin->capped);
    }
    add_said(lines, "margin", MONEY_RATE, &margin->recommended, "the recommendation");
}

static void add_margin_amount(struct money_lines *lines)
{
    const struct explanation *of = lines->of;
    const struct margin *margin = &of->reader->margin;
    const struct margin_rule *rule = &of->of.program->margin;
    struct buf says = {0};
    struct decimal exact;
    if (!rule->on) return;
    if (!margin->has_amount) {
        add_said(lines, "amount", MONEY_AMOUNT, NULL, "none: %s, on which it is paid, has no value", rule->on);
        return;
    }
    add_said(lines, "paid on", MONEY_AMOUNT, &margin->on, "%s", rule->on);
    put_amount(margin->on, &says);
    buf_puts(&says, " x ");
    put_rate(margin->recommended, &says);
    if (decimal_multiply(margin->on, margin->recommended, &exact)) buf_puts(&says, " = "), put_amount(exact, &says);
    buf_printf(&says, ", rounded %s to %d places", rounding_names[rule->rounding], rule->places);
    add(lines, "amount", MONEY_AMOUNT, &margin->amount, &says);
}

/* Why there is no recommendation. */
static const char *lacking(const struct explanation *of)
{
    const struct program *program = of->of.program;
    const struct award *awards = run_awards(of->reader->run, of->reader->partner);
    if (!of->fits) return "the figures have more digits than Rung holds exactly";
    if (!of->reader->card.complete) return "the card is incomplete, as something that it needs failed";
    for (size_t i = 0; i < program->incentive_count; i++)
        if (awards[i].kind == AWARD_FAILED && !program->incentives[i].trial) return "an incentive failed";
    return "the partner has no tier that would give a base";
}

bool explain_margin(const struct explanation *of, struct money_lines *lines)
{
    if (!begin(of, lines)) return false;
    if (!of->reader->margin.given) {
        add_said(lines, "margin", MONEY_RATE, NULL, "no recommendation: %s", lacking(of));
        return !of->arena->failed;
    }
    add_base(lines);
    add_margin_awards(lines);
    add_stacked(lines);
    add_recommended(lines);
    add_margin_amount(lines);
    return !of->arena->failed;
}

/* ---- one award */

static void put_limits(const struct explanation *of, const struct incentive *incentive, struct buf *out)
{
    static const char *const takes[] = {[STACK_BEST] = "takes the best of its awards",
                                        [STACK_ADD] = "adds its awards",
                                        [STACK_MULTIPLY] = "takes each award of what those before it leave",
                                        [STACK_SEQUENCE] = "works its awards out one after the other"};
    const struct margin_rule *rule = &of->of.program->margin;
    struct decimal cap;
    if (limit_of(of, &incentive->cap, &cap)) buf_puts(out, "; its cap is "), put_rate(cap, out);
    if (incentive->group >= 0) {
        const struct stack_group *group = &rule->groups[incentive->group];
        buf_printf(out, "; group %s %s", group->name, takes[group->take]);
        if (limit_of(of, &group->cap, &cap)) buf_puts(out, ", at most "), put_rate(cap, out);
        if (limit_of(of, &group->amount_cap, &cap)) buf_puts(out, ", amounts at most "), put_amount(cap, out);
    }
    if (rule->given && rule->stacking == STACK_BEST && !incentive->on)
        buf_puts(out, "; of all awards the best one counts (stacking: best)");
}

static void add_counted(struct money_lines *lines, size_t index)
{
    const struct explanation *of = lines->of;
    const struct incentive *incentive = &of->of.program->incentives[index];
    const struct margin_step *step = &of->reader->margin.steps[index];
    bool known = of->reader->margin.given || of->reader->margin.has_rebates;
    const struct award *award = &run_awards(of->reader->run, of->reader->partner)[index];
    struct buf says = {0};
    if (award->kind != AWARD_MARGIN) return;
    if (incentive->trial)
        buf_puts(&says, "on trial: shown, counts nowhere yet");
    else if (!known)
        buf_puts(&says, "nothing is recommended for this partner");
    else
        buf_puts(&says, decimal_compare(step->counted, step->awarded) == 0 ? "all of it" : "not all of it");
    if (known && !incentive->trial) put_limits(of, incentive, &says);
    add(lines, "  counts", MONEY_RATE, known || incentive->trial ? &step->counted : NULL, &says);
}

/* What awards before it in the sequence take off its base. */
static void put_earlier(const struct explanation *of, const struct incentive *incentive, struct buf *out)
{
    for (size_t i = 0; incentive->reduced_by && i < of->of.program->incentive_count; i++) {
        const struct margin_step *step = &of->reader->margin.steps[i];
        if (!incentive->reduced_by[i] || !step->pays) continue;
        buf_puts(out, ", less ");
        put_amount(step->amount, out);
        buf_printf(out, " of %s", of->of.program->incentives[i].name);
    }
}

static void add_pay_base(struct money_lines *lines, size_t index)
{
    const struct explanation *of = lines->of;
    const struct incentive *incentive = &of->of.program->incentives[index];
    const struct margin_step *step = &of->reader->margin.steps[index];
    size_t track = of->reader->card.scorecards[incentive->scorecard].track;
    struct buf says = {0};
    if (!step->has_base) return;
    int on = program_metric(of->of.program, incentive->scorecard, track, text_of(incentive->on));
    buf_printf(&says, "%s ", incentive->on);
    explain_value(of, (size_t)on, &says);
    if (incentive->net_of_margin && of->reader->margin.given) {
        buf_puts(&says, ", less the recommended margin of ");
        put_rate(of->reader->margin.recommended, &says);
    }
    put_earlier(of, incentive, &says);
    add(lines, "  paid on", MONEY_AMOUNT, &step->base, &says);
}

static void add_pay_amount(struct money_lines *lines, size_t index)
{
    const struct explanation *of = lines->of;
    const struct incentive *incentive = &of->of.program->incentives[index];
    const struct margin_step *step = &of->reader->margin.steps[index];
    const struct award *award = &run_awards(of->reader->run, of->reader->partner)[index];
    struct decimal exact = decimal_of(award->units, award->scale), limit;
    struct buf says = {0};
    if (award->kind == AWARD_MARGIN && step->has_base) {
        put_amount(step->base, &says);
        buf_puts(&says, " x ");
        put_rate(step->counted, &says);
        if (decimal_multiply(step->base, step->counted, &exact)) buf_puts(&says, " = "), put_amount(exact, &says);
        buf_puts(&says, ", ");
    } else if (award->kind == AWARD_AMOUNT) {
        put_amount(exact, &says);
        buf_puts(&says, ", ");
    }
    buf_printf(&says, "rounded %s to %d places", rounding_names[of->of.program->margin.rounding], of->of.program->margin.places);
    if (limit_of(of, &incentive->maximum, &limit)) buf_puts(&says, "; at most "), put_amount(limit, &says), buf_puts(&says, " in a run");
    if (limit_of(of, &of->of.program->margin.amount_cap, &limit))
        buf_puts(&says, "; all amounts together at most "), put_amount(limit, &says);
    if (award->kind == AWARD_AMOUNT) put_limits(of, incentive, &says);
    add(lines, "  amount", MONEY_AMOUNT, &step->amount, &says);
}

static void put_pay_limits(const struct explanation *of, const struct incentive *incentive, struct buf *out)
{
    struct decimal limit;
    if (limit_of(of, &incentive->year_most, &limit))
        buf_puts(out, "; at most "), put_amount(limit, out), buf_puts(out, " in a fiscal year");
    if (!limit_of(of, &incentive->minimum, &limit)) return;
    buf_puts(out, "; at least ");
    put_amount(limit, out);
    buf_puts(out, incentive->below_minimum == BELOW_CARRY ? ", what is less is carried on" : ", what is less is forfeited");
}

static void put_kinds(const struct program *program, const struct incentive *incentive, struct buf *out)
{
    for (size_t p = 0; p < incentive->part_count; p++) {
        buf_puts(out, p ? ", " : "as ");
        if (incentive->part_count > 1) put_rate(incentive->parts[p].share, out), buf_char(out, ' ');
        buf_puts(out, program->payouts[incentive->parts[p].kind].name);
    }
}

static void add_paid(struct money_lines *lines, size_t index)
{
    const struct explanation *of = lines->of;
    const struct incentive *incentive = &of->of.program->incentives[index];
    const struct margin_step *step = &of->reader->margin.steps[index];
    struct buf says = {0};
    if (is_some(step->brought)) add_said(lines, "  brought", MONEY_AMOUNT, &step->brought, "carried on by earlier periods");
    if (of->reader->margin.has_rebates && (step->pays || is_some(step->brought))) {
        put_kinds(of->of.program, incentive, &says);
        put_pay_limits(of, incentive, &says);
        add(lines, "  paid", MONEY_AMOUNT, &step->paid, &says);
    }
    if (is_some(step->carried)) add_said(lines, "  carried on", MONEY_AMOUNT, &step->carried, "to the next period");
    if (is_some(step->forfeited)) add_said(lines, "  forfeited", MONEY_AMOUNT, &step->forfeited, "above a maximum, or below the minimum");
}

static void put_applies(const struct explanation *of, const struct incentive *incentive, struct buf *out)
{
    struct value held = {.kind = VALUE_YESNO, .number = 1};
    if (incentive->applies) held = card_eval(incentive->applies, &of->reader->card, of->of.program, &of->reader->subject);
    if (value_holds(held)) return;
    buf_puts(out, held.kind == VALUE_NONE ? "; could not tell: " : "; does not hold: ");
    explain_condition(of, incentive->applies, out);
}

static void add_award(struct money_lines *lines, size_t index)
{
    static const char *const kinds[AWARD_KIND_COUNT] = {"no award", "award", "award", "failed"};
    const struct explanation *of = lines->of;
    const struct incentive *incentive = &of->of.program->incentives[index];
    const struct award *award = &run_awards(of->reader->run, of->reader->partner)[index];
    struct decimal awarded = decimal_trim(decimal_of(award->units, award->scale));
    struct buf says = {0}, reason = {0};
    bool given = award->kind == AWARD_MARGIN || award->kind == AWARD_AMOUNT;
    buf_puts(&says, kinds[award->kind]);
    award_reason(of->reader, index, &reason);
    if (!reason.len && given && strcmp(incentive->title, incentive->name) != 0) buf_puts(&reason, incentive->title);
    if (reason.len) buf_puts(&says, ": "), explain_visible(buf_view(&reason), &says);
    says.failed |= reason.failed;
    buf_release(&reason);
    put_applies(of, incentive, &says);
    if (incentive->trial && award->kind != AWARD_MARGIN) buf_puts(&says, "; on trial: shown, counts nowhere yet");
    add(lines, incentive->name, award->kind == AWARD_MARGIN ? MONEY_RATE : MONEY_AMOUNT, given ? &awarded : NULL, &says);
}

/* "revenue 57,600, certified_people 1": the metrics that the rule was given. */
static void add_needs(struct money_lines *lines, size_t index)
{
    const struct explanation *of = lines->of;
    const struct rule *rule = &of->reader->run->rules.incentives[index];
    size_t track = of->reader->card.scorecards[of->of.program->incentives[index].scorecard].track;
    struct buf says = {0};
    for (size_t i = 0; rule->plugin && i < rule->need_count; i++) {
        size_t metric = rule->needs[track * rule->need_count + i];
        buf_printf(&says, "%s%s ", i ? ", " : "", rule->need_names[i]);
        if (metric == NEED_ABSENT)
            buf_puts(&says, "not of this track");
        else
            explain_value(of, metric, &says);
    }
    add_if_any(lines, "  given", &says);
}

/* Of an incentive that is asked alone, and of one that gives nothing: there they are what has to be known. */
static void add_params(struct money_lines *lines, size_t index)
{
    const struct explanation *of = lines->of;
    const struct trace *trace = &of->awards[index];
    struct buf says = {0};
    if (!of->rule && run_awards(of->reader->run, of->reader->partner)[index].kind != AWARD_NONE) return;
    for (size_t i = 0; i < trace->count; i++) {
        if (trace->events[i].kind != TRACE_PARAM) continue;
        if (says.len) buf_puts(&says, "; ");
        explain_visible(trace->events[i].name, &says);
        buf_puts(&says, ": ");
        explain_visible(trace->events[i].text, &says);
    }
    add_if_any(lines, "  params", &says);
}

/* "of 57,600, marginal: 7,600 x 1 % = 76" */
static void add_bands(struct money_lines *lines, size_t index)
{
    const struct trace *trace = &lines->of->awards[index];
    size_t told = 0;
    for (size_t i = 0; i < trace->count; i++) {
        struct text of = trace->events[i].name;
        struct buf says = {0};
        if (trace->events[i].kind != TRACE_BANDS || told++ >= BANDS_TOLD) continue;
        text_take(&of, ' '); /* "bands", which is the step */
        explain_visible(of, &says);
        buf_puts(&says, ": ");
        explain_visible(trace->events[i].text, &says);
        add(lines, "  bands", MONEY_OTHER, NULL, &says);
    }
}

bool explain_award(const struct explanation *of, size_t index, struct money_lines *lines)
{
    const struct margin *margin = &of->reader->margin;
    const struct margin_step *step = &margin->steps[index];
    if (!begin(of, lines)) return false;
    add_award(lines, index);
    add_needs(lines, index);
    add_params(lines, index);
    add_bands(lines, index);
    add_counted(lines, index);
    if (margin->has_rebates && step->pays) add_pay_base(lines, index), add_pay_amount(lines, index);
    add_paid(lines, index);
    return !of->arena->failed;
}

/* ---- pay-outs */

bool explain_pays(const struct explanation *of)
{
    return of->of.program->incentive_count > 0;
}

static void add_kind(struct money_lines *lines, size_t kind)
{
    const struct explanation *of = lines->of;
    const struct payout *payout = &of->of.program->payouts[kind];
    const struct payout_sum *sum = &of->reader->margin.payouts[kind];
    struct decimal least;
    struct buf says = {0};
    buf_puts(&says, "earned ");
    put_amount(sum->earned, &says);
    if (is_some(sum->moved)) buf_puts(&says, ", moved "), put_amount(sum->moved, &says);
    if (is_some(sum->forfeited)) buf_puts(&says, ", forfeited "), put_amount(sum->forfeited, &says);
    if (limit_of(of, &payout->minimum, &least)) {
        buf_puts(&says, "; less than ");
        put_amount(least, &says);
        if (payout->otherwise >= 0)
            buf_printf(&says, " goes to %s", of->of.program->payouts[payout->otherwise].name);
        else
            buf_puts(&says, " is forfeited");
    }
    if (is_some(sum->carried)) buf_puts(&says, "; carried on "), put_amount(sum->carried, &says);
    add(lines, payout->name, MONEY_AMOUNT, &sum->paid, &says);
}

bool explain_payouts(const struct explanation *of, struct money_lines *lines)
{
    if (!begin(of, lines)) return false;
    if (!of->reader->margin.has_rebates) {
        add_said(lines, "nothing", MONEY_AMOUNT, NULL, "is paid: %s; what was brought is carried on", lacking(of));
        return !of->arena->failed;
    }
    for (size_t k = 0; k < of->of.program->payout_count; k++) add_kind(lines, k);
    add_said(lines, "all", MONEY_AMOUNT, &of->reader->margin.rebates, "what is paid of all kinds together");
    return !of->arena->failed;
}
