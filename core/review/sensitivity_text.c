#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/wrap.h"
#include "review/said.h"
#include "review/sensitivity.h"

enum { SHOWN = 10, BAR = 30, WHO = 34 };

static const struct scorecard *rules_of(const struct sensitivity *sensitivity, const struct sensitivity_scorecard *own)
{
    return &sensitivity->run->program->scorecards[own->scorecard];
}

/* Draws with the tier that the partner has as it is, of 100. */
static double kept_of(const struct sensitivity *sensitivity, const struct sensitivity_scorecard *own, const struct partner_ranks *partner)
{
    size_t tier = partner->tier < 0 ? rules_of(sensitivity, own)->tier_count : (size_t)partner->tier;
    return 100 * (double)partner->tiers[tier] / (double)sensitivity->asked.draws;
}

/* ---- the head */

static void put_head(const struct sensitivity *sensitivity, struct buf *out)
{
    const struct program *program = sensitivity->run->program;
    char count[SAID_MAX], spread[SAID_MAX];
    buf_printf(out, "%s: %s, %s, %s\n", program->folder, program->name, program->period_text,
               said_partners(sensitivity->run->data.partners, count));
    buf_printf(out, "%s draws, seed %llu: each weight, and how far thresholds of each metric lie apart, up to %s %% more or less\n",
               said_count(sensitivity->asked.draws, count), (unsigned long long)sensitivity->asked.seed,
               said_value(sensitivity->asked.spread * 100, spread));
}

static void put_share(struct buf *out, size_t part, size_t whole)
{
    char count[SAID_MAX], percent[SAID_MAX];
    double share = whole > 0 ? 100 * (double)part / (double)whole : 0;
    buf_printf(out, "%s (%s %%)", said_partners(part, count), said_value(number_round(share, 1), percent));
}

static void put_totals(const struct sensitivity *sensitivity, const struct sensitivity_scorecard *own, struct buf *out)
{
    size_t partners = sensitivity->run->data.partners;
    char mean[SAID_MAX], low[SAID_MAX], high[SAID_MAX], ranked[SAID_MAX];
    buf_char(out, '\n');
    buf_visible(out, text_of(rules_of(sensitivity, own)->name), "");
    buf_puts(out, ": ");
    put_share(out, own->steady, partners);
    buf_puts(out, own->steady == 1 ? " has" : " have");
    buf_puts(out, " the same tier in every draw, ");
    put_share(out, own->firm, partners);
    buf_puts(out, " in nine of ten or more\n");
    buf_printf(out, "ranks shift by %s places on average (nine draws of ten: %s to %s), among %s with a score\n",
               said_points(own->shift, mean), said_points(own->shift_low, low), said_points(own->shift_high, high),
               said_partners(own->ranked, ranked));
}

/* ---- factors */

static void put_factor(const struct sensitivity_scorecard *own, size_t factor, size_t label, double most, struct buf *out)
{
    const struct variance_index *index = &own->indices[factor];
    char first[SAID_MAX], total[SAID_MAX];
    size_t length = index->total > 0 && most > 0 ? (size_t)(index->total / most * BAR + 0.5) : 0;
    buf_puts(out, "  ");
    buf_visible(out, text_of(own->factors.items[factor].metric), "");
    buf_puts(out, own->factors.items[factor].thresholds ? ", thresholds" : ", weight");
    wrap_to(out, label);
    buf_printf(out, "%8s %12s", said_points(fmax(index->first, 0), first), said_points(fmax(index->total, 0), total));
    if (length > 0) buf_puts(out, "  ");
    for (size_t i = 0; i < length; i++) buf_char(out, '#');
    buf_char(out, '\n');
}

static void put_factors(const struct sensitivity *sensitivity, const struct sensitivity_scorecard *own, struct buf *out)
{
    size_t count = own->factors.count, told = sensitivity->asked.all || count <= SHOWN + 1 ? count : SHOWN, label = 44;
    if (count == 0 || own->shift == 0) return;
    for (size_t i = 0; i < count; i++) {
        size_t columns = text_columns(text_of(own->factors.items[i].metric)) + 16;
        label = columns > label ? columns : label;
    }
    buf_puts(out, "\nits part in how much ranks shift");
    wrap_to(out, label);
    buf_printf(out, "%8s %12s\n", "alone", "with others");
    for (size_t i = 0; i < told; i++) put_factor(own, own->order[i], label, own->indices[own->order[0]].total, out);
    if (count > told) buf_printf(out, "  %zu more: --all tells of them\n", count - told);
}

/* ---- partners */

struct listing {
    const struct sensitivity *sensitivity;
    const struct sensitivity_scorecard *own;
};

static int by_kept(const void *a, const void *b, void *context)
{
    const struct listing *listing = context;
    size_t one = *(const size_t *)a, other = *(const size_t *)b;
    double kept = kept_of(listing->sensitivity, listing->own, &listing->own->partners[one]);
    double against = kept_of(listing->sensitivity, listing->own, &listing->own->partners[other]);
    if (kept != against) return kept < against ? -1 : 1;
    return one < other ? -1 : one > other;
}

static void put_tiers(const struct listing *listing, const struct partner_ranks *partner, struct buf *out)
{
    const struct scorecard *rules = rules_of(listing->sensitivity, listing->own);
    const char *before = "  ";
    char percent[SAID_MAX];
    for (size_t t = 0; t <= rules->tier_count; t++) {
        double share = 100 * (double)partner->tiers[t] / (double)listing->sensitivity->asked.draws;
        if (partner->tiers[t] == 0) continue;
        buf_puts(out, before);
        buf_visible(out, text_of(t < rules->tier_count ? rules->tiers[t].name : "no tier"), "");
        buf_printf(out, " %s %%", said_value(number_round(share, 1), percent));
        before = ", ";
    }
}

static void put_partner(const struct listing *listing, size_t p, struct buf *out)
{
    const struct partner_ranks *partner = &listing->own->partners[p];
    const struct scorecard *rules = rules_of(listing->sensitivity, listing->own);
    struct text name = run_partner_name(listing->sensitivity->run, p);
    char rank[24] = "", median[24] = "", between[60] = "";
    size_t begin = out->len;
    buf_puts(out, "  ");
    buf_visible(out, run_partner_key(listing->sensitivity->run, p), "");
    if (name.len) buf_puts(out, "  ");
    buf_visible(out, name, "");
    if (out->failed) return;
    for (size_t columns = text_columns((struct text){out->ptr + begin, out->len - begin}); columns < WHO; columns++) buf_char(out, ' ');
    if (partner->rank) snprintf(rank, sizeof rank, "%zu", partner->rank);
    if (partner->median) snprintf(median, sizeof median, "%zu", partner->median);
    if (partner->median) snprintf(between, sizeof between, "%zu to %zu", partner->low, partner->high);
    buf_printf(out, "%6s%8s%14s  ", rank, median, between);
    said_right(out, partner->tier < 0 ? "no tier" : rules->tiers[partner->tier].name, 12);
    put_tiers(listing, partner, out);
    buf_char(out, '\n');
}

static bool put_partners(const struct sensitivity *sensitivity, const struct sensitivity_scorecard *own, struct arena *arena,
                         struct buf *out)
{
    struct listing listing = {sensitivity, own};
    size_t partners = sensitivity->run->data.partners, told = 0;
    size_t *order = arena_array(arena, partners + 1, sizeof *order);
    if (!order) return false;
    for (size_t p = 0; p < partners; p++) order[p] = p;
    qsort_r(order, partners, sizeof *order, by_kept, &listing);
    while (told < partners && (sensitivity->asked.all || (told < SHOWN && kept_of(sensitivity, own, &own->partners[order[told]]) < 100)))
        told++;
    if (told == 0) return true;
    buf_printf(out, "\n%-*s%6s%8s%14s  %12s  %s\n", WHO, sensitivity->asked.all ? "all partners" : "least certain of their tier", "rank",
               "median", "90 % of draws", "tier", "tiers of the draws");
    for (size_t i = 0; i < told; i++) put_partner(&listing, order[i], out);
    return true;
}

static void put_nothing(const struct sensitivity *sensitivity, const struct sensitivity_scorecard *own, struct buf *out)
{
    buf_char(out, '\n');
    buf_visible(out, text_of(rules_of(sensitivity, own)->name), "");
    buf_puts(out, ": no metric has weight, so nothing is drawn: tiers hang on what they require, and not on a score\n");
}

bool sensitivity_text(const struct sensitivity *sensitivity, struct arena *arena, struct buf *out)
{
    put_head(sensitivity, out);
    for (size_t s = 0; s < sensitivity->run->program->scorecard_count; s++) {
        const struct sensitivity_scorecard *own = &sensitivity->scorecards[s];
        if (own->factors.count == 0) {
            put_nothing(sensitivity, own, out);
            continue;
        }
        put_totals(sensitivity, own, out);
        put_factors(sensitivity, own, out);
        if (!put_partners(sensitivity, own, arena, out)) return false;
    }
    return true;
}
