#include "review/compare.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"

const char *const shift_names[SHIFT_COUNT] = {"up", "down", "unchanged", "in", "out", "open"};

enum { PLACES = 9 }; /* of points in a folder of results */

/* ---- one partner */

static const struct ledger_standing *standing_of(const struct ledger *ledger, size_t scorecard, size_t partner)
{
    return partner == SIZE_MAX ? NULL : &ledger->standings[partner * ledger->scorecard_count + scorecard];
}

const struct ledger_standing *compared_before(const struct comparison *comparison, size_t scorecard, size_t pair)
{
    return standing_of(comparison->before, comparison->scorecards[scorecard].before, comparison->pairs[pair].before);
}

const struct ledger_standing *compared_after(const struct comparison *comparison, size_t scorecard, size_t pair)
{
    return standing_of(comparison->after, comparison->scorecards[scorecard].after, comparison->pairs[pair].after);
}

static const struct ledger_entry *entry_of(const struct ledger *ledger, size_t scorecard, size_t partner, int metric)
{
    if (partner == SIZE_MAX || metric < 0 || !ledger->entries) return NULL;
    size_t first = partner * ledger->metric_count + ledger->scorecards[scorecard].first_metric;
    const struct ledger_entry *entry = &ledger->entries[first + (size_t)metric];
    return entry->there ? entry : NULL;
}

const struct ledger_entry *compared_entry_before(const struct comparison *comparison, size_t scorecard, size_t pair, size_t metric)
{
    const struct compared_scorecard *own = &comparison->scorecards[scorecard];
    return entry_of(comparison->before, own->before, comparison->pairs[pair].before, own->metrics[metric].before);
}

const struct ledger_entry *compared_entry_after(const struct comparison *comparison, size_t scorecard, size_t pair, size_t metric)
{
    const struct compared_scorecard *own = &comparison->scorecards[scorecard];
    return entry_of(comparison->after, own->after, comparison->pairs[pair].after, own->metrics[metric].after);
}

struct text compared_key(const struct comparison *comparison, size_t pair)
{
    const struct pair *one = &comparison->pairs[pair];
    return one->after != SIZE_MAX ? comparison->after->keys[one->after] : comparison->before->keys[one->before];
}

struct text compared_name(const struct comparison *comparison, size_t pair)
{
    const struct pair *one = &comparison->pairs[pair];
    return one->after != SIZE_MAX ? comparison->after->names[one->after] : comparison->before->names[one->before];
}

int compared_tier(const int *tiers, const struct ledger_standing *standing)
{
    return standing && standing->tier >= 0 ? tiers[standing->tier] : -1;
}

/* ---- what made the difference */

double compared_score_change(const struct comparison *comparison, size_t scorecard, size_t pair)
{
    const struct ledger_standing *before = compared_before(comparison, scorecard, pair),
                                 *after = compared_after(comparison, scorecard, pair);
    return number_round((after ? after->score : 0) - (before ? before->score : 0), PLACES);
}

struct share_of_change *shares_room(const struct comparison *comparison, struct arena *arena)
{
    size_t most = 0;
    for (size_t s = 0; s < comparison->scorecard_count; s++)
        if (comparison->scorecards[s].metric_count > most) most = comparison->scorecards[s].metric_count;
    return arena_array(arena, most + 1, sizeof(struct share_of_change));
}

static int by_size(const void *a, const void *b)
{
    const struct share_of_change *one = a, *other = b;
    double size = fabs(one->change), against = fabs(other->change);
    if (size != against) return size > against ? -1 : 1;
    return one->metric < other->metric ? -1 : one->metric > other->metric;
}

size_t compare_shares(const struct comparison *comparison, size_t scorecard, size_t pair, struct share_of_change *shares)
{
    size_t count = 0;
    for (size_t m = 0; m < comparison->scorecards[scorecard].metric_count; m++) {
        const struct ledger_entry *before = compared_entry_before(comparison, scorecard, pair, m);
        const struct ledger_entry *after = compared_entry_after(comparison, scorecard, pair, m);
        struct share_of_change share = {m, before ? before->contribution : 0, after ? after->contribution : 0, 0};
        share.change = number_round(share.after - share.before, PLACES);
        if (share.change != 0) shares[count++] = share;
    }
    qsort(shares, count, sizeof *shares, by_size);
    return count;
}

/* ---- names of both */

/* The tiers of `after`, and among them those of `before` alone, each behind the one that stood above it. */
static bool merge_tiers(struct compared_scorecard *own, const struct ledger_scorecard *before, const struct ledger_scorecard *after,
                        struct arena *arena)
{
    own->tiers = arena_array(arena, before->tier_count + after->tier_count + 1, sizeof *own->tiers);
    own->before_tiers = arena_array(arena, before->tier_count + 1, sizeof *own->before_tiers);
    own->after_tiers = arena_array(arena, after->tier_count + 1, sizeof *own->after_tiers);
    if (arena->failed) return false;
    for (; own->tier_count < after->tier_count; own->tier_count++) own->tiers[own->tier_count] = after->tiers[own->tier_count];
    struct ledger_scorecard all = {.tiers = own->tiers, .tier_count = own->tier_count};
    size_t at = 0;
    for (size_t t = 0; t < before->tier_count; t++) {
        int found = ledger_tier(&all, text_of(before->tiers[t]));
        if (found < 0) {
            for (size_t i = all.tier_count++; i > at; i--) own->tiers[i] = own->tiers[i - 1];
            own->tiers[at] = before->tiers[t];
            found = (int)at;
        }
        at = (size_t)found + 1;
    }
    own->tier_count = all.tier_count;
    for (size_t t = 0; t < before->tier_count; t++) own->before_tiers[t] = ledger_tier(&all, text_of(before->tiers[t]));
    for (size_t t = 0; t < after->tier_count; t++) own->after_tiers[t] = ledger_tier(&all, text_of(after->tiers[t]));
    return true;
}

/* The metrics of `after`, then those of `before` alone. */
static bool merge_metrics(struct compared_scorecard *own, const struct ledger_scorecard *before, const struct ledger_scorecard *after,
                          struct arena *arena)
{
    own->metrics = arena_array(arena, before->metric_count + after->metric_count + 1, sizeof *own->metrics);
    if (!own->metrics) return false;
    for (size_t m = 0; m < after->metric_count; m++)
        own->metrics[own->metric_count++] =
            (struct compared_metric){after->metrics[m], ledger_metric(before, text_of(after->metrics[m])), (int)m};
    for (size_t m = 0; m < before->metric_count; m++)
        if (ledger_metric(after, text_of(before->metrics[m])) < 0)
            own->metrics[own->metric_count++] = (struct compared_metric){before->metrics[m], (int)m, -1};
    return true;
}

static bool merge_scorecards(struct comparison *comparison, struct arena *arena)
{
    const struct ledger *before = comparison->before, *after = comparison->after;
    comparison->scorecards = arena_array(arena, after->scorecard_count + 1, sizeof *comparison->scorecards);
    for (size_t s = 0; comparison->scorecards && s < after->scorecard_count; s++) {
        int found = ledger_scorecard(before, text_of(after->scorecards[s].name));
        if (found < 0) continue;
        struct compared_scorecard *own = &comparison->scorecards[comparison->scorecard_count++];
        *own = (struct compared_scorecard){.name = after->scorecards[s].name, .before = (size_t)found, .after = s};
        if (!merge_tiers(own, &before->scorecards[found], &after->scorecards[s], arena)) return false;
        if (!merge_metrics(own, &before->scorecards[found], &after->scorecards[s], arena)) return false;
    }
    return comparison->scorecards != NULL;
}

/* ---- money */

static void add(struct decimal *sum, struct decimal amount)
{
    struct decimal total;
    if (decimal_add(*sum, amount, &total)) *sum = total;
}

void change_add(struct change *sum, const struct change *one)
{
    add(&sum->before, one->before);
    add(&sum->after, one->after);
    add(&sum->change, one->change);
}

static struct change change_of(bool has_before, struct decimal before, bool has_after, struct decimal after)
{
    struct change change = {.before = has_before ? before : decimal_of(0, 0), .after = has_after ? after : decimal_of(0, 0)};
    if (!decimal_subtract(change.after, change.before, &change.change)) change.change = decimal_of(0, 0);
    return change;
}

static void pair_money(const struct comparison *comparison, struct pair *pair)
{
    static const struct ledger_money none = {0};
    const struct ledger_money *before = pair->before == SIZE_MAX ? &none : &comparison->before->money[pair->before];
    const struct ledger_money *after = pair->after == SIZE_MAX ? &none : &comparison->after->money[pair->after];
    pair->half_known = pair->before != SIZE_MAX && pair->after != SIZE_MAX && before->has_rebates != after->has_rebates;
    pair->margin = change_of(before->has_margin, before->margin, after->has_margin, after->margin);
    pair->rebates = change_of(before->has_rebates, before->rebates, after->has_rebates, after->rebates);
    pair->money = pair->margin;
    change_add(&pair->money, &pair->rebates);
}

static void add_rate(struct comparison *comparison, const struct pair *pair)
{
    if (pair->before == SIZE_MAX || pair->after == SIZE_MAX) return;
    const struct ledger_money *before = &comparison->before->money[pair->before], *after = &comparison->after->money[pair->after];
    int order = before->has_rate && after->has_rate ? decimal_compare(after->rate, before->rate) : 0;
    comparison->rate_higher += order > 0;
    comparison->rate_lower += order < 0;
}

static void add_money(struct comparison *comparison, const struct pair *pair)
{
    add_rate(comparison, pair);
    comparison->half_known += pair->half_known;
    change_add(&comparison->margin, &pair->margin);
    change_add(&comparison->rebates, &pair->rebates);
    change_add(&comparison->money, &pair->money);
    if (pair->money.change.units > 0) {
        comparison->gaining++;
        add(&comparison->gained, pair->money.change);
    } else if (pair->money.change.units < 0) {
        comparison->losing++;
        add(&comparison->lost, pair->money.change);
    }
}

/* ---- partners */

static bool pair_partners(struct comparison *comparison, struct arena *arena)
{
    const struct ledger *before = comparison->before, *after = comparison->after;
    comparison->pairs = arena_array(arena, before->partners + after->partners + 1, sizeof *comparison->pairs);
    if (!comparison->pairs) return false;
    for (size_t p = 0; p < after->partners; p++)
        comparison->pairs[comparison->count++] = (struct pair){.before = ledger_find(before, after->keys[p]), .after = p};
    for (size_t p = 0; p < before->partners; p++)
        if (ledger_find(after, before->keys[p]) == SIZE_MAX)
            comparison->pairs[comparison->count++] = (struct pair){.before = p, .after = SIZE_MAX};
    for (size_t i = 0; i < comparison->count; i++) {
        struct pair *pair = &comparison->pairs[i];
        comparison->shared += pair->before != SIZE_MAX && pair->after != SIZE_MAX;
        pair_money(comparison, pair);
        add_money(comparison, pair);
    }
    return true;
}

/* No tier because a rule failed is no tier that was lost. */
static bool undecided(const struct ledger_standing *standing)
{
    return !standing->complete && standing->tier < 0;
}

static bool is_among(const int *places, size_t count, size_t tier)
{
    for (size_t t = 0; t < count; t++)
        if (places[t] == (int)tier) return true;
    return false;
}

/* Nobody knows which of two tiers is higher when each is in one of the two alone and none of both lies between: one may be renamed. */
static bool are_ordered(const struct comparison *comparison, const struct compared_scorecard *own, size_t from, size_t to)
{
    size_t last = from > to ? from : to;
    bool ordered = last >= own->tier_count;
    for (size_t t = from < to ? from : to; !ordered && t <= last; t++)
        ordered = is_among(own->before_tiers, comparison->before->scorecards[own->before].tier_count, t) &&
                  is_among(own->after_tiers, comparison->after->scorecards[own->after].tier_count, t);
    return ordered;
}

static enum shift shift_of(const struct ledger_standing *before, const struct ledger_standing *after, size_t from, size_t to, bool ordered)
{
    if (!before) return SHIFT_IN;
    if (!after) return SHIFT_OUT;
    if (undecided(before) || undecided(after)) return SHIFT_OPEN;
    if (!ordered) return SHIFT_SAME;
    return to < from ? SHIFT_UP : to > from ? SHIFT_DOWN : SHIFT_SAME;
}

/* Line or column of the matrix. */
static size_t matrix_place(const struct compared_scorecard *own, const int *tiers, const struct ledger_standing *standing)
{
    int tier = compared_tier(tiers, standing);
    return !standing ? own->tier_count + 1 : tier < 0 ? own->tier_count : (size_t)tier;
}

static bool count_shifts(struct comparison *comparison, size_t s, struct arena *arena)
{
    struct compared_scorecard *own = &comparison->scorecards[s];
    own->side = own->tier_count + 2;
    own->matrix = arena_array(arena, own->side * own->side, sizeof *own->matrix);
    own->shifts = arena_array(arena, comparison->count + 1, sizeof *own->shifts);
    if (!own->matrix || !own->shifts) return false;
    for (size_t i = 0; i < comparison->count; i++) {
        const struct ledger_standing *before = compared_before(comparison, s, i), *after = compared_after(comparison, s, i);
        size_t from = matrix_place(own, own->before_tiers, before), to = matrix_place(own, own->after_tiers, after);
        enum shift shift = shift_of(before, after, from, to, are_ordered(comparison, own, from, to));
        own->shifts[i] = (uint8_t)shift;
        own->counts[shift]++;
        own->matrix[from * own->side + to]++;
    }
    return true;
}

bool compare(struct comparison *comparison, const struct ledger *before, const struct ledger *after, struct arena *arena)
{
    *comparison = (struct comparison){.before = before, .after = after};
    if (!merge_scorecards(comparison, arena) || !pair_partners(comparison, arena)) return false;
    for (size_t s = 0; s < comparison->scorecard_count; s++)
        if (!count_shifts(comparison, s, arena)) return false;
    return true;
}

/* ---- is there any difference? */

static bool same_entries(const struct comparison *comparison, size_t s, size_t pair)
{
    if (!comparison->before->entries || !comparison->after->entries) return true;
    for (size_t m = 0; m < comparison->scorecards[s].metric_count; m++) {
        const struct ledger_entry *before = compared_entry_before(comparison, s, pair, m);
        const struct ledger_entry *after = compared_entry_after(comparison, s, pair, m);
        if (!before != !after) return false;
        if (before && (before->value != after->value || number_round(after->contribution - before->contribution, PLACES) != 0))
            return false;
    }
    return true;
}

static bool same_tier(const struct comparison *comparison, size_t s, size_t pair)
{
    const struct compared_scorecard *own = &comparison->scorecards[s];
    int before = compared_tier(own->before_tiers, compared_before(comparison, s, pair));
    return before == compared_tier(own->after_tiers, compared_after(comparison, s, pair));
}

bool compare_same(const struct comparison *comparison)
{
    if (comparison->gaining || comparison->losing || comparison->rate_higher || comparison->rate_lower) return false;
    if (comparison->shared < comparison->count) return false;
    for (size_t s = 0; s < comparison->scorecard_count; s++)
        for (size_t i = 0; i < comparison->count; i++) {
            if (!same_tier(comparison, s, i) || compared_score_change(comparison, s, i) != 0 || !same_entries(comparison, s, i))
                return false;
        }
    return true;
}
