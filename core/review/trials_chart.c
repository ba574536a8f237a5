/* Trials as curves drawn with characters: what each costs, and how partners spread over the tiers. */
#include <math.h>

#include "base/wrap.h"
#include "review/said.h"
#include "review/trials.h"

enum { CHART = 50 };

static size_t label_width(const struct trials *trials)
{
    size_t width = 0;
    for (size_t i = 0; i < trials->count; i++) {
        size_t columns = text_columns(text_of(trials->items[i].label));
        width = columns > width ? columns : width;
    }
    return width + 4;
}

static void put_label(const struct trial *trial, size_t width, struct buf *out)
{
    buf_puts(out, "  ");
    buf_visible(out, text_of(trial->label), "");
    wrap_to(out, width);
}

static void put_bar(struct buf *out, char fill, size_t length)
{
    for (size_t i = 0; i < length; i++) buf_char(out, fill);
}

/* + is money more, - is money less. */
static void put_costs(const struct trials *trials, size_t width, struct buf *out)
{
    double most = 0;
    char said[SAID_MAX];
    for (size_t i = 0; i < trials->count; i++) most = fmax(most, fabs(decimal_to_double(trials->items[i].money.change)));
    if (most == 0) return;
    buf_printf(out, "\nchange of margin and rebates%s%s\n", *trials->currency ? " in " : "", trials->currency);
    for (size_t i = 0; i < trials->count; i++) {
        double change = decimal_to_double(trials->items[i].money.change);
        size_t length = (size_t)(fabs(change) / most * CHART + 0.5);
        put_label(&trials->items[i], width, out);
        said_right(out, said_money_change(trials->items[i].money.change, said), 18);
        if (length > 0) buf_puts(out, "  ");
        put_bar(out, change < 0 ? '-' : '+', length);
        buf_char(out, '\n');
    }
}

/* Borders between tiers are rounded, so that the parts come to the whole width. */
static void put_spread(const struct trial_scorecard *scorecard, const char *fills, struct buf *out)
{
    size_t all = 0, sum = 0, drawn = 0;
    for (size_t t = 0; t <= scorecard->tier_count; t++) all += scorecard->partners[t];
    for (size_t t = 0; all > 0 && t < scorecard->tier_count; t++) {
        sum += scorecard->partners[t];
        size_t end = (sum * CHART + all / 2) / all;
        put_bar(out, fills[t % strlen(fills)], end - drawn);
        drawn = end;
    }
}

static void put_tiers(const struct trials *trials, size_t s, size_t width, struct buf *out)
{
    static const char fills[] = "#=-.:~";
    const struct trial_scorecard *first = &trials->items[0].scorecards[s];
    buf_char(out, '\n');
    buf_visible(out, text_of(first->name), "");
    buf_puts(out, ", partners by tier:");
    for (size_t t = 0; t < first->tier_count; t++) {
        buf_printf(out, "%s %c ", t ? "," : "", fills[t % (sizeof fills - 1)]);
        buf_visible(out, text_of(first->tiers[t]), "");
    }
    buf_char(out, '\n');
    for (size_t i = 0; i < trials->count; i++) {
        put_label(&trials->items[i], width, out);
        if (s < trials->items[i].scorecard_count) put_spread(&trials->items[i].scorecards[s], fills, out);
        buf_char(out, '\n');
    }
}

void trials_chart(const struct trials *trials, struct buf *out)
{
    size_t width = label_width(trials);
    put_costs(trials, width, out);
    for (size_t s = 0; trials->count > 0 && s < trials->items[0].scorecard_count; s++) put_tiers(trials, s, width, out);
}
