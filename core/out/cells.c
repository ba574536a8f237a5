#include "out/cells.h"

#include <math.h>
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
    number_cell(row, given, given ? number_round(points, POINTS_PLACES) : 0);
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
