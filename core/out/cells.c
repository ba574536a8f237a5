#include "out/cells.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/number.h"

enum { POINTS_PLACES = 9 };

void columns(struct csv_row *row, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) csv_string(row, names[i]);
}

void tier_cell(const struct scorecard *scorecard, int tier, struct csv_row *row)
{
    if (tier < 0)
        csv_empty(row);
    else
        csv_string(row, scorecard->tiers[tier].name);
}

void number_cell(struct csv_row *row, bool given, double number)
{
    if (given && isfinite(number)) /* no sheet knows what to do with "inf" */
        csv_number(row, number);
    else
        csv_empty(row);
}

/* Points and what is made of them: without the last bits of binary arithmetic, which say nothing. */
void points_cell(struct csv_row *row, bool given, double points)
{
    if (given && isfinite(points))
        csv_points(row, number_round(points, POINTS_PLACES));
    else
        csv_empty(row);
}

void score_cell(struct csv_row *row, const struct card_scorecard *card)
{
    if (card->has_score)
        csv_points(row, card->score);
    else
        csv_empty(row);
}

void money_cell(const struct program *program, struct csv_row *row, bool given, struct decimal amount)
{
    if (given)
        csv_money(row, amount, program->margin.places);
    else
        csv_empty(row);
}

void percent_cell(struct csv_row *row, bool given, struct decimal rate)
{
    if (given)
        csv_percent(row, rate);
    else
        csv_empty(row);
}

void put_waiver(struct buf *text, const struct waiver *waiver)
{
    char from[DATE_TEXT_MAX] = "", until[DATE_TEXT_MAX] = "further notice";
    if (!waiver) return;
    if (waiver->from != DATE_MIN) date_format(waiver->from, from);
    if (waiver->until != DATE_MAX) date_format(waiver->until, until);
    buf_printf(text, "%s%.*s: %.*s, approved by %.*s%s%s until %s (%.*s)", text->len ? "; " : "", TEXT_ARG(waiver->what),
               TEXT_ARG(waiver->value), TEXT_ARG(waiver->approver), *from ? " from " : "", from, until, TEXT_ARG(waiver->reason));
}

void made_cell(struct csv_row *row, struct buf *text)
{
    csv_text(row, buf_view(text));
    row->out->failed = row->out->failed || text->failed;
    buf_release(text);
}

void waiver_cell(struct csv_row *row, const struct waiver *waiver)
{
    struct buf text = {0};
    put_waiver(&text, waiver);
    made_cell(row, &text);
}

/* A failure is its first line here; how it came there is in problems.csv. */
struct text reason_of(const struct run *run, uint32_t reference)
{
    struct text reason = results_text(&run->results, reference);
    const char *newline = reason.len ? memchr(reason.ptr, '\n', reason.len) : NULL;
    if (newline) reason.len = (size_t)(newline - reason.ptr);
    return reason;
}

static struct text lack_of(const struct program *program, const struct name *unknown, char room[REASON_ROOM])
{
    if (!unknown)
        snprintf(room, REASON_ROOM, "the formula gives no number");
    else if (unknown->kind == NAME_ATTRIBUTE)
        snprintf(room, REASON_ROOM, "partner.%s is not known", program->tables[0].columns[unknown->index].name);
    else
        snprintf(room, REASON_ROOM, "%s%s is not known", unknown->kind == NAME_POINTS ? "points." : "", unknown->metric);
    return text_of(room);
}

struct text metric_reason(const struct card_reader *reader, size_t metric, char room[REASON_ROOM])
{
    const struct card_metric *own = &reader->card.metrics[metric];
    const struct program *program = reader->run->program;
    if (program->metrics[metric].formula && (own->state == MEASURE_NO_DATA || own->state == MEASURE_FAILED))
        return lack_of(program, own->unknown, room);
    if (own->unearned && !own->waiver) return text_of("the points expression gives no number");
    return reason_of(reader->run, reader->subject.measures[metric].reason);
}

void award_reason(const struct card_reader *reader, size_t index, struct buf *text)
{
    const struct incentive *incentive = &reader->run->program->incentives[index];
    const struct margin_step *step = &reader->margin.steps[index];
    struct text reason = reason_of(reader->run, run_awards(reader->run, reader->partner)[index].reason);
    buf_text(text, reason);
    if (reader->margin.has_rebates && step->pays && incentive->on && !step->has_base && step->counted.units != 0)
        buf_printf(text, "%s%s has no data, so there is nothing to pay on", reason.len ? "; " : "", incentive->on);
}
