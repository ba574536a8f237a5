#include "out/money_sheets.h"

#include "out/cells.h"

/* ---- awards.csv: a row per partner and incentive */

void awards_header(const struct layout *layout, struct csv_row *row)
{
    (void)layout;
    COLUMNS(row, "partner", "name", "incentive", "kind", "awarded", "unit", "counted", "reason", "base", "order", "amount", "brought",
            "paid", "carried", "forfeited");
    csv_end(row);
}

static void award_cells(const struct program *program, const struct margin *margin, const struct margin_step *step,
                        const struct award *award, struct csv_row *row)
{
    bool given = award->kind == AWARD_MARGIN || award->kind == AWARD_AMOUNT;
    struct decimal awarded = decimal_of(award->units, award->scale);
    csv_word(row, award_kind_names[award->kind]);
    if (award->kind == AWARD_MARGIN)
        csv_percent(row, awarded);
    else
        money_cell(program, row, given, awarded);
    csv_string(row, award->kind == AWARD_MARGIN ? "margin points" : given ? program->currency : "");
    if (award->kind == AWARD_MARGIN)
        percent_cell(row, margin->given || margin->has_rebates, step->counted);
    else
        money_cell(program, row, given && margin->has_rebates, step->counted);
}

static void award_reason_cell(const struct card_reader *reader, size_t incentive, struct csv_row *row)
{
    struct buf text = {0};
    award_reason(reader, incentive, &text);
    made_cell(row, &text);
}

static bool is_some(struct decimal amount)
{
    return amount.units != 0;
}

/* From what is earned to what is paid. Nothing is known of it when the card is incomplete, but for what stays. */
static void step_cells(const struct program *program, const struct margin_step *step, bool known, struct csv_row *row)
{
    bool pays = known && (step->pays || is_some(step->brought));
    money_cell(program, row, known && step->has_base, step->base);
    number_cell(row, known && step->order > 0, (double)step->order);
    money_cell(program, row, pays, step->amount);
    money_cell(program, row, is_some(step->brought), step->brought);
    money_cell(program, row, pays, step->paid);
    money_cell(program, row, is_some(step->carried), step->carried);
    money_cell(program, row, is_some(step->forfeited), step->forfeited);
}

void awards_rows(const struct layout *layout, const struct card_reader *reader, struct text partner, struct csv_row *row)
{
    const struct program *program = layout->run->program;
    const struct award *awards = run_awards(layout->run, reader->partner);
    for (size_t i = 0; i < program->incentive_count; i++) {
        csv_ready(row, partner);
        csv_ready(row, layout->incentive_cells[i]);
        const struct margin_step *step = &reader->margin.steps[i];
        bool known = reader->margin.has_rebates;
        award_cells(program, &reader->margin, step, &awards[i], row);
        award_reason_cell(reader, i, row);
        step_cells(program, step, known, row);
        csv_end(row);
    }
}

/* ---- margins.csv: a row per partner */

void margins_header(const struct layout *layout, struct csv_row *row)
{
    const struct program *program = layout->run->program;
    COLUMNS(row, "partner", "name", "scorecard", "tier", "base_pct");
    for (size_t i = 0; i < program->incentive_count; i++) csv_string(row, program->incentives[i].name);
    COLUMNS(row, "stacked_pct", "limit", "margin_pct", "paid_on", "margin_amount", "rebates", "waiver");
    csv_end(row);
}

/* Points that are added to the margin, or money that is paid. */
static void added_cell(const struct program *program, size_t incentive, const struct award *award, const struct margin *margin,
                       struct csv_row *row)
{
    const struct margin_step *step = &margin->steps[incentive];
    bool pays = award->kind == AWARD_AMOUNT || (award->kind == AWARD_MARGIN && program->incentives[incentive].on);
    if (award->kind == AWARD_MARGIN && !pays)
        csv_percent(row, step->counted);
    else
        money_cell(program, row, margin->has_rebates && (pays || is_some(step->paid)), step->paid);
}

void margins_rows(const struct layout *layout, const struct card_reader *reader, struct text partner, struct csv_row *row)
{
    const struct program *program = layout->run->program;
    const struct margin *margin = &reader->margin;
    size_t s = program->margin.scorecard;
    if (!program->margin.given) return;
    csv_ready(row, partner);
    csv_string(row, program->scorecards[s].name);
    tier_cell(&program->scorecards[s], reader->card.scorecards[s].tier, row);
    percent_cell(row, margin->given, margin->base);
    for (size_t i = 0; i < program->incentive_count; i++) {
        if (margin->given)
            added_cell(program, i, &run_awards(layout->run, reader->partner)[i], margin, row);
        else
            csv_empty(row);
    }
    percent_cell(row, margin->given, margin->stacked);
    csv_word(row, !margin->given ? "" : margin->capped ? "cap" : margin->floored ? "floor" : "");
    percent_cell(row, margin->given, margin->recommended);
    money_cell(program, row, margin->given && margin->has_amount, margin->on);
    money_cell(program, row, margin->given && margin->has_amount, margin->amount);
    money_cell(program, row, margin->has_rebates, margin->rebates);
    waiver_cell(row, margin->waiver);
    csv_end(row);
}

/* ---- payouts.csv: a row per partner and kind of pay-out */

void payouts_header(const struct layout *layout, struct csv_row *row)
{
    (void)layout;
    COLUMNS(row, "partner", "name", "kind", "title", "earned", "moved", "forfeited", "paid", "carried", "usable_from", "usable_until",
            "claim_until");
    csv_end(row);
}

static void date_cell(struct csv_row *row, bool given, int32_t day)
{
    if (given)
        csv_date(row, day);
    else
        csv_empty(row);
}

static void date_cells(const struct program *program, const struct payout *payout, bool paid, struct csv_row *row)
{
    int32_t from = date_add_length(program->period.to, (struct length){1, 'd'}), until = program->period.to;
    bool usable = paid && payout->usable.amount > 0, claim = paid && payout->claim.amount > 0;
    if (usable) until = date_add_length(from, payout->usable) - 1;
    date_cell(row, usable, from);
    date_cell(row, usable, until);
    date_cell(row, claim, claim ? date_add_length(until, payout->claim) : 0);
}

void payouts_rows(const struct layout *layout, const struct card_reader *reader, struct text partner, struct csv_row *row)
{
    const struct program *program = layout->run->program;
    bool known = reader->margin.has_rebates;
    for (size_t k = 0; k < program->payout_count; k++) {
        const struct payout_sum *sum = &reader->margin.payouts[k];
        csv_ready(row, partner);
        COLUMNS(row, program->payouts[k].name, program->payouts[k].title);
        money_cell(program, row, known, sum->earned);
        money_cell(program, row, known && is_some(sum->moved), sum->moved);
        money_cell(program, row, known && is_some(sum->forfeited), sum->forfeited);
        money_cell(program, row, known, sum->paid);
        money_cell(program, row, is_some(sum->carried), sum->carried);
        date_cells(program, &program->payouts[k], known && sum->paid.units > 0, row);
        csv_end(row);
    }
}
