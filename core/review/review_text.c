/* The head of a comparison: money, movement, the ways that partners went. */
#include <string.h>

#include "base/wrap.h"
#include "review/review.h"
#include "review/said.h"

/* ---- the head */

enum { TEXT_COLUMN = 9 };

static void put_line(struct buf *out, const char *label, const char *text)
{
    buf_puts(out, label);
    wrap_to(out, TEXT_COLUMN);
    buf_visible(out, text_of(text), "");
    buf_char(out, '\n');
}

static void put_head(const struct review *review, struct buf *out)
{
    put_line(out, "before", review->before);
    put_line(out, "after", review->after);
    for (size_t i = 0; i < review->difference_count; i++) put_line(out, i == 0 ? "differs" : "", review->differences[i]);
    if (review->difference_count == 0 && review->rules->count > 0) buf_puts(out, "differs");
    rules_text(review->rules, TEXT_COLUMN, review->all, out);
}

static void put_partners(struct buf *out, size_t count)
{
    char said[SAID_MAX];
    buf_puts(out, said_partners(count, said));
}

static bool has_money(const struct comparison *comparison)
{
    return comparison->money.before.units != 0 || comparison->money.after.units != 0 || comparison->gaining || comparison->losing;
}

/* "183 partners gain 3,236,890.03", "nobody loses" */
static void put_side(struct buf *out, size_t partners, const char *verb, struct decimal amount)
{
    char said[SAID_MAX];
    if (partners == 0) {
        buf_printf(out, "nobody %ss", verb);
        return;
    }
    put_partners(out, partners);
    buf_printf(out, " %s%s %s", verb, partners == 1 ? "s" : "", said_money(amount, said));
}

static void put_cost(const struct comparison *comparison, struct buf *out)
{
    char amount[SAID_MAX], share[SAID_MAX];
    struct decimal change = comparison->money.change;
    if (!has_money(comparison)) return;
    if (change.units == 0) {
        buf_puts(out, "costs the same: ");
    } else {
        struct decimal size = {change.units < 0 ? -change.units : change.units, change.scale};
        said_share(change, comparison->money.before, share);
        buf_printf(out, "costs %s%s%s %s%s%s%s: ", said_money(size, amount), *comparison->after->currency ? " " : "",
                   comparison->after->currency, change.units < 0 ? "less" : "more", *share ? " (" : "", share, *share ? ")" : "");
    }
    put_side(out, comparison->gaining, "gain", comparison->gained);
    buf_puts(out, ", ");
    put_side(out, comparison->losing, "lose", (struct decimal){-comparison->lost.units, comparison->lost.scale});
    buf_char(out, '\n');
}

/* Where margins are rates without an amount that they are paid on. */
static void put_rates(const struct comparison *comparison, struct buf *out)
{
    if (has_money(comparison) || comparison->rate_higher + comparison->rate_lower == 0) return;
    buf_puts(out, "margin in per cent: higher for ");
    put_partners(out, comparison->rate_higher);
    buf_puts(out, ", lower for ");
    put_partners(out, comparison->rate_lower);
    buf_char(out, '\n');
}

static void put_shifts(const struct compared_scorecard *own, struct buf *out)
{
    char said[SAID_MAX];
    buf_visible(out, text_of(own->name), "");
    buf_printf(out, ": %s up", said_count(own->counts[SHIFT_UP], said));
    buf_printf(out, ", %s down", said_count(own->counts[SHIFT_DOWN], said));
    buf_printf(out, ", %s unchanged", said_count(own->counts[SHIFT_SAME], said));
    if (own->counts[SHIFT_IN]) buf_printf(out, ", %s new", said_count(own->counts[SHIFT_IN], said));
    if (own->counts[SHIFT_OUT]) buf_printf(out, ", %s gone", said_count(own->counts[SHIFT_OUT], said));
    if (own->counts[SHIFT_OPEN]) buf_printf(out, ", %s open (a rule failed)", said_count(own->counts[SHIFT_OPEN], said));
    buf_char(out, '\n');
}

/* ---- money */

static void put_amounts(const char *label, const struct change *change, struct buf *out)
{
    char before[SAID_MAX], after[SAID_MAX], difference[SAID_MAX], share[SAID_MAX];
    buf_printf(out, "%-10s %18s %18s %18s", label, said_money(change->before, before), said_money(change->after, after),
               said_money_change(change->change, difference));
    said_share(change->change, change->before, share);
    buf_printf(out, *share ? "   %s\n" : "%s\n", share);
}

static void put_money(const struct comparison *comparison, struct buf *out)
{
    if (!has_money(comparison)) return;
    buf_printf(out, "\n%-10s %18s %18s %18s\n", *comparison->after->currency ? comparison->after->currency : "cost", "before", "after",
               "change");
    put_amounts("margin", &comparison->margin, out);
    put_amounts("rebates", &comparison->rebates, out);
    put_amounts("together", &comparison->money, out);
    if (comparison->half_known == 0) return;
    put_partners(out, comparison->half_known);
    buf_puts(out, " with amounts in one of the two alone, as a rule failed: in the other they count 0\n");
}

/* ---- from tier to tier */

struct matrix {
    const struct compared_scorecard *own;
    size_t label, width; /* columns of the first one, and of the others */
};

static size_t line_sum(const struct compared_scorecard *own, size_t line, bool column)
{
    size_t sum = 0;
    for (size_t i = 0; i < own->side; i++) sum += own->matrix[column ? i * own->side + line : line * own->side + i];
    return sum;
}

/* Lines and columns of tiers always; the last two only where there is somebody. */
static bool is_shown(const struct compared_scorecard *own, size_t at, bool column)
{
    return at < own->tier_count || line_sum(own, at, column) > 0;
}

static const char *place_name(const struct compared_scorecard *own, size_t at, bool column)
{
    if (at < own->tier_count) return own->tiers[at];
    if (at == own->tier_count) return "no tier";
    return column ? "gone" : "new";
}

static void put_matrix_line(const struct matrix *matrix, size_t from, struct buf *out)
{
    const struct compared_scorecard *own = matrix->own;
    buf_puts(out, "  ");
    buf_visible(out, text_of(place_name(own, from, false)), "");
    wrap_to(out, matrix->label);
    for (size_t to = 0; to < own->side; to++)
        if (is_shown(own, to, true)) said_cell(out, own->matrix[from * own->side + to], matrix->width);
    said_cell(out, line_sum(own, from, false), matrix->width);
    buf_char(out, '\n');
}

static void put_matrix_head(const struct matrix *matrix, struct buf *out)
{
    buf_puts(out, "  before / after");
    wrap_to(out, matrix->label);
    for (size_t to = 0; to < matrix->own->side; to++)
        if (is_shown(matrix->own, to, true)) said_right(out, place_name(matrix->own, to, true), matrix->width);
    said_right(out, "all", matrix->width);
    buf_char(out, '\n');
}

static void put_matrix_foot(const struct matrix *matrix, struct buf *out)
{
    size_t all = 0;
    buf_puts(out, "  all");
    wrap_to(out, matrix->label);
    for (size_t to = 0; to < matrix->own->side; to++) {
        size_t sum = line_sum(matrix->own, to, true);
        if (is_shown(matrix->own, to, true)) said_cell(out, sum, matrix->width);
        all += sum;
    }
    said_cell(out, all, matrix->width);
    buf_char(out, '\n');
}

static void put_matrix(const struct compared_scorecard *own, struct buf *out)
{
    struct matrix matrix = {.own = own, .label = 17, .width = 8};
    for (size_t t = 0; t < own->tier_count; t++) {
        size_t columns = text_columns(text_of(own->tiers[t]));
        if (columns + 3 > matrix.label) matrix.label = columns + 3;
        if (columns + 2 > matrix.width) matrix.width = columns + 2;
    }
    buf_puts(out, "\n");
    buf_visible(out, text_of(own->name), "");
    buf_puts(out, ", from tier to tier\n");
    put_matrix_head(&matrix, out);
    for (size_t from = 0; from < own->side; from++)
        if (is_shown(own, from, false)) put_matrix_line(&matrix, from, out);
    put_matrix_foot(&matrix, out);
}

/* ---- by region, by type */

static void put_group(const struct group *group, const char *value, size_t label, struct buf *out)
{
    char said[SAID_MAX];
    buf_puts(out, "  ");
    buf_visible(out, text_of(*value ? value : "(empty)"), "");
    wrap_to(out, label);
    said_cell(out, group->partners, 10);
    said_cell(out, group->up, 8);
    said_cell(out, group->down, 8);
    said_right(out, group->scored ? said_change(group->score_change, said) : "", 12);
    said_right(out, said_money_change(group->money, said), 20);
    buf_char(out, '\n');
}

static void put_grouped(const struct review *review, const struct grouped *grouped, struct buf *out)
{
    const char *scorecard = review->comparison->scorecards[grouped->scorecard].name;
    size_t label = text_columns(text_of(scorecard)) + text_columns(text_of(grouped->by->column)) + strlen(", by ") + 1;
    for (size_t g = 0; g < grouped->by->count; g++) {
        size_t columns = text_columns(text_of(grouped->by->values[g])) + 3;
        label = columns > label ? columns : label;
    }
    buf_char(out, '\n');
    buf_visible(out, text_of(scorecard), "");
    buf_puts(out, ", by ");
    buf_visible(out, text_of(grouped->by->column), "");
    wrap_to(out, label);
    buf_printf(out, "%10s%8s%8s%12s%20s\n", "partners", "up", "down", "mean score", "money");
    for (size_t g = 0; g < grouped->by->count; g++)
        if (grouped->groups[g].partners) put_group(&grouped->groups[g], grouped->by->values[g], label, out);
}

bool review_text(const struct review *review, struct arena *arena, struct buf *out)
{
    const struct comparison *comparison = review->comparison;
    put_head(review, out);
    buf_char(out, '\n');
    if (compare_same(comparison)) {
        buf_puts(out, "no difference: ");
        put_partners(out, comparison->count);
        buf_puts(out, " with the same scores, tiers, margins and rebates\n");
        return true;
    }
    put_cost(comparison, out);
    put_rates(comparison, out);
    for (size_t s = 0; s < comparison->scorecard_count; s++) put_shifts(&comparison->scorecards[s], out);
    put_money(comparison, out);
    for (size_t s = 0; s < comparison->scorecard_count; s++) put_matrix(&comparison->scorecards[s], out);
    for (size_t i = 0; review->groups && i < review->groups->count; i++) put_grouped(review, &review->groups->tables[i], out);
    return review_partners_text(review, arena, out);
}
