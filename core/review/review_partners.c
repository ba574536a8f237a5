/* Partner by partner: who gains and loses most, who moved, and which metrics made the difference. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/wrap.h"
#include "review/review.h"
#include "review/said.h"

enum { TOP = 5, MOVERS = 10, REASONS = 3, NAME_COLUMNS = 34, CHANGE_COLUMNS = 15, CENT = 100 };

struct telling {
    const struct review *review;
    const struct comparison *comparison;
    size_t scorecard;
    struct share_of_change *shares; /* scratch */
    size_t why;                     /* column in which reasons begin */
    size_t *order;                  /* scratch: pairs */
    struct buf *out;
};

/* What is printed of a number, in hundredths: what is told is to add up as it stands there. */
static double hundredths(double number)
{
    return round(number_round(number, 2) * CENT);
}

/* ---- one partner in a line */

static void put_who(const struct telling *telling, size_t pair)
{
    struct text name = compared_name(telling->comparison, pair);
    size_t begin = telling->out->len;
    buf_puts(telling->out, "  ");
    buf_visible(telling->out, compared_key(telling->comparison, pair), "");
    if (name.len) buf_puts(telling->out, "  ");
    buf_visible(telling->out, name, "");
    if (telling->out->failed) return;
    size_t columns = text_columns((struct text){telling->out->ptr + begin, telling->out->len - begin});
    for (; columns < NAME_COLUMNS; columns++) buf_char(telling->out, ' ');
    buf_puts(telling->out, "  ");
}

static const char *tier_name(const struct compared_scorecard *own, int tier)
{
    return tier < 0 ? "no tier" : own->tiers[tier];
}

static void put_tiers(const struct telling *telling, size_t pair)
{
    const struct compared_scorecard *own = &telling->comparison->scorecards[telling->scorecard];
    const struct ledger_standing *before = compared_before(telling->comparison, telling->scorecard, pair);
    const struct ledger_standing *after = compared_after(telling->comparison, telling->scorecard, pair);
    const char *from = tier_name(own, compared_tier(own->before_tiers, before)),
               *to = tier_name(own, compared_tier(own->after_tiers, after));
    if (!before || !after) {
        buf_visible(telling->out, text_of(before ? from : to), "");
        return;
    }
    buf_visible(telling->out, text_of(from), "");
    if (from == to || strcmp(from, to) == 0) return;
    buf_puts(telling->out, " to ");
    buf_visible(telling->out, text_of(to), "");
}

static void put_score(const struct telling *telling, size_t pair)
{
    const struct ledger_standing *before = compared_before(telling->comparison, telling->scorecard, pair);
    const struct ledger_standing *after = compared_after(telling->comparison, telling->scorecard, pair);
    char from[SAID_MAX], to[SAID_MAX], change[SAID_MAX];
    bool had = before && before->has_score, has = after && after->has_score;
    if (had && has && before->score == after->score)
        buf_printf(telling->out, ", score %s", said_points(after->score, from));
    else if (had && has)
        buf_printf(telling->out, ", score %s to %s (%s)", said_points(before->score, from), said_points(after->score, to),
                   said_change((hundredths(after->score) - hundredths(before->score)) / CENT, change));
    else if (had || has)
        buf_printf(telling->out, ", score %s", said_points(had ? before->score : after->score, from));
}

static void put_pay(const struct telling *telling, size_t pair)
{
    const struct comparison *comparison = telling->comparison;
    const struct pair *one = &comparison->pairs[pair];
    const struct ledger_money *before = one->before == SIZE_MAX ? NULL : &comparison->before->money[one->before];
    const struct ledger_money *after = one->after == SIZE_MAX ? NULL : &comparison->after->money[one->after];
    char from[SAID_MAX], to[SAID_MAX];
    if (before && after && before->has_rate && after->has_rate && decimal_compare(before->rate, after->rate) != 0)
        buf_printf(telling->out, ", margin %s to %s", said_rate(before->rate, from), said_rate(after->rate, to));
    if (one->money.change.units != 0) buf_printf(telling->out, ", money %s", said_money_change(one->money.change, from));
}

static void put_partner(const struct telling *telling, size_t pair)
{
    put_who(telling, pair);
    put_tiers(telling, pair);
    put_score(telling, pair);
    put_pay(telling, pair);
    buf_char(telling->out, '\n');
}

/* ---- why */

static void put_from_to(struct buf *out, const char *what, double from, double to)
{
    char before[SAID_MAX], after[SAID_MAX];
    buf_printf(out, "%s %s to %s", what, said_value(from, before), said_value(to, after));
}

static void put_values(const struct ledger_entry *before, const struct ledger_entry *after, struct buf *out)
{
    char from[SAID_MAX], to[SAID_MAX];
    buf_printf(out, "value %s to %s", before->has_value ? said_value(before->value, from) : "none",
               after->has_value ? said_value(after->value, to) : "none");
}

/* What changed about a metric that is there before and after. */
static void put_cause(const struct ledger_entry *before, const struct ledger_entry *after, struct buf *out)
{
    bool measured = before->has_value != after->has_value || before->value != after->value;
    bool scored = before->has_points && after->has_points && number_round(after->points - before->points, 4) != 0;
    bool weighed = before->weight != after->weight;
    bool same_points = before->has_points && after->has_points && !scored;
    if (measured)
        put_values(before, after, out);
    else if (scored)
        put_from_to(out, "the same value, points", before->points, after->points);
    if (measured && same_points) buf_puts(out, ", the same points");
    if (weighed)
        put_from_to(out, measured || scored ? ", weight" : "weight", before->weight, after->weight);
    else if (!scored && (same_points || !measured))
        buf_printf(out, "%sits part of all weights changed", measured ? "; " : "");
}

static void put_why(const struct telling *telling, size_t pair, size_t metric)
{
    const struct ledger_entry *before = compared_entry_before(telling->comparison, telling->scorecard, pair, metric);
    const struct ledger_entry *after = compared_entry_after(telling->comparison, telling->scorecard, pair, metric);
    const struct compared_metric *named = &telling->comparison->scorecards[telling->scorecard].metrics[metric];
    if (before && after)
        put_cause(before, after, telling->out);
    else
        buf_printf(telling->out, "%s only%s", before ? "before" : "after",
                   named->before < 0 || named->after < 0 ? "" : ": another track, or not in the results");
}

static void put_reason(const struct telling *telling, double change, const char *what)
{
    char said[SAID_MAX];
    buf_printf(telling->out, "    %9s  ", said_change(change / CENT, said));
    buf_visible(telling->out, text_of(what), "");
}

static void put_share(const struct telling *telling, size_t pair, const struct share_of_change *share)
{
    put_reason(telling, hundredths(share->change), telling->comparison->scorecards[telling->scorecard].metrics[share->metric].name);
    wrap_to(telling->out, telling->why);
    put_why(telling, pair, share->metric);
    buf_char(telling->out, '\n');
}

/* What is told of some metrics, and of all others together, is the change of the score as it is told. */
static void put_rest(const struct telling *telling, double rest, size_t others)
{
    char what[40] = "rounding";
    if (others > 0) snprintf(what, sizeof what, "%zu other metrics", others);
    if (others == 0 && rest == 0) return;
    put_reason(telling, rest, what);
    buf_char(telling->out, '\n');
}

static void put_reasons(const struct telling *telling, size_t pair)
{
    const struct ledger_standing *before = compared_before(telling->comparison, telling->scorecard, pair);
    const struct ledger_standing *after = compared_after(telling->comparison, telling->scorecard, pair);
    if (!before || !after || !before->has_score || !after->has_score) return;
    if (!telling->comparison->before->entries || !telling->comparison->after->entries) return;
    size_t count = compare_shares(telling->comparison, telling->scorecard, pair, telling->shares);
    size_t told = telling->review->all || count <= REASONS + 1 ? count : REASONS;
    double rest = hundredths(after->score) - hundredths(before->score);
    for (size_t i = 0; i < told; i++) {
        put_share(telling, pair, &telling->shares[i]);
        rest -= hundredths(telling->shares[i].change);
    }
    put_rest(telling, rest, count - told);
}

/* What the tier asked for that was earned in one of the two alone, or why a tier changed though the same was earned. */
static void put_remark(const struct telling *telling, size_t pair)
{
    const struct compared_scorecard *own = &telling->comparison->scorecards[telling->scorecard];
    const struct ledger_standing *before = compared_before(telling->comparison, telling->scorecard, pair);
    const struct ledger_standing *after = compared_after(telling->comparison, telling->scorecard, pair);
    int was = before->earned < 0 ? -1 : own->before_tiers[before->earned], is = after->earned < 0 ? -1 : own->after_tiers[after->earned];
    bool up = own->shifts[pair] == SHIFT_UP;
    const struct ledger_standing *lower = up ? before : after;
    if (was == is) {
        buf_printf(telling->out, "               %s is earned both times: movement and waivers decide (%s, then %s)\n", tier_name(own, is),
                   *before->movement ? before->movement : "none", *after->movement ? after->movement : "none");
    } else if (lower->next >= 0 && lower->missing.len) {
        buf_printf(telling->out, "               %s %s: ", own->tiers[(up ? own->before_tiers : own->after_tiers)[lower->next]],
                   up ? "was missed before" : "is missed now");
        buf_visible(telling->out, lower->missing, "");
        buf_char(telling->out, '\n');
    }
}

/* ---- lists of partners */

static double size_of(struct decimal amount)
{
    return fabs(decimal_to_double(amount));
}

static int by_money(const void *a, const void *b, void *context)
{
    const struct telling *telling = context;
    size_t one = *(const size_t *)a, other = *(const size_t *)b;
    double size = size_of(telling->comparison->pairs[one].money.change), against = size_of(telling->comparison->pairs[other].money.change);
    if (size == against) {
        size = fabs(compared_score_change(telling->comparison, telling->scorecard, one));
        against = fabs(compared_score_change(telling->comparison, telling->scorecard, other));
    }
    if (size != against) return size > against ? -1 : 1;
    return one < other ? -1 : one > other;
}

static int by_score(const void *a, const void *b, void *context)
{
    const struct telling *telling = context;
    size_t one = *(const size_t *)a, other = *(const size_t *)b;
    double change = fabs(compared_score_change(telling->comparison, telling->scorecard, one));
    double against = fabs(compared_score_change(telling->comparison, telling->scorecard, other));
    if (change != against) return change > against ? -1 : 1;
    return one < other ? -1 : one > other;
}

typedef int order_of_pairs(const void *a, const void *b, void *context);

static void put_title(const struct telling *telling, const char *title)
{
    buf_char(telling->out, '\n');
    buf_visible(telling->out, text_of(telling->comparison->scorecards[telling->scorecard].name), "");
    buf_printf(telling->out, ", %s\n", title);
}

static void put_list(struct telling *telling, size_t count, order_of_pairs *order)
{
    qsort_r(telling->order, count, sizeof *telling->order, order, telling);
    for (size_t i = 0; i < count && i < TOP; i++) put_partner(telling, telling->order[i]);
}

/* Those whose money goes up, or down. */
static void put_top_money(struct telling *telling, const char *title, bool up)
{
    size_t count = 0;
    for (size_t i = 0; i < telling->comparison->count; i++) {
        rung_int128 units = telling->comparison->pairs[i].money.change.units;
        if (up ? units > 0 : units < 0) telling->order[count++] = i;
    }
    if (count > 0) buf_printf(telling->out, "\n%s\n", title);
    put_list(telling, count, by_money);
}

/* Both times: from no score to one is no rise. */
static bool was_scored(const struct telling *telling, size_t pair)
{
    const struct ledger_standing *before = compared_before(telling->comparison, telling->scorecard, pair);
    const struct ledger_standing *after = compared_after(telling->comparison, telling->scorecard, pair);
    return before && after && before->has_score && after->has_score;
}

static void put_top_score(struct telling *telling, const char *title, bool up)
{
    size_t count = 0;
    for (size_t i = 0; i < telling->comparison->count; i++) {
        double change = compared_score_change(telling->comparison, telling->scorecard, i);
        if (was_scored(telling, i) && (up ? change > 0 : change < 0)) telling->order[count++] = i;
    }
    if (count > 0) put_title(telling, title);
    put_list(telling, count, by_score);
}

static size_t find_shifted(struct telling *telling, enum shift shift)
{
    size_t count = 0;
    for (size_t i = 0; i < telling->comparison->count; i++)
        if (telling->comparison->scorecards[telling->scorecard].shifts[i] == shift) telling->order[count++] = i;
    qsort_r(telling->order, count, sizeof *telling->order, by_money, telling);
    return count;
}

static void put_shifted(struct telling *telling, enum shift shift, const char *title)
{
    size_t count = find_shifted(telling, shift), told = telling->review->all || count <= MOVERS + 1 ? count : MOVERS;
    if (count == 0) return;
    put_title(telling, title);
    for (size_t i = 0; i < told; i++) {
        put_partner(telling, telling->order[i]);
        if (shift == SHIFT_UP || shift == SHIFT_DOWN) put_remark(telling, telling->order[i]);
        put_reasons(telling, telling->order[i]);
    }
    if (count > told) buf_printf(telling->out, "  %zu more: --all tells of them, --csv FILE writes a table\n", count - told);
}

static size_t column_of_reasons(const struct compared_scorecard *own)
{
    size_t longest = 0;
    for (size_t m = 0; m < own->metric_count; m++) {
        size_t columns = text_columns(text_of(own->metrics[m].name));
        longest = columns > longest ? columns : longest;
    }
    return CHANGE_COLUMNS + longest + 2;
}

bool review_partners_text(const struct review *review, struct arena *arena, struct buf *out)
{
    const struct comparison *comparison = review->comparison;
    struct telling telling = {.review = review, .comparison = comparison, .out = out};
    telling.shares = shares_room(comparison, arena);
    telling.order = arena_array(arena, comparison->count + 1, sizeof *telling.order);
    if (!telling.shares || !telling.order) return false;
    put_top_money(&telling, "gain most", true);
    put_top_money(&telling, "lose most", false);
    for (size_t s = 0; s < comparison->scorecard_count; s++) {
        telling.scorecard = s;
        telling.why = column_of_reasons(&comparison->scorecards[s]);
        put_top_score(&telling, "rises most", true);
        put_top_score(&telling, "falls most", false);
        put_shifted(&telling, SHIFT_DOWN, "down a tier");
        put_shifted(&telling, SHIFT_UP, "up a tier");
        put_shifted(&telling, SHIFT_OPEN, "open: a rule failed before or after");
        put_shifted(&telling, SHIFT_IN, "new");
        put_shifted(&telling, SHIFT_OUT, "gone");
        if (review->all) put_shifted(&telling, SHIFT_SAME, "unchanged");
    }
    return true;
}
