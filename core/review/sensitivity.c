#include "review/sensitivity.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/random.h"

enum { THREADS_MOST = 64 };
static const size_t cells_most = 200u * 1000 * 1000; /* partners x draws: 6 bytes each */

/* One scorecard while it is drawn. Results of a draw are its own cells, so threads never meet. */
struct drawing {
    const struct sensitivity *sensitivity;
    struct sensitivity_scorecard *into;
    size_t half, partners;   /* draws of one sample */
    double *units;           /* [2 * half][factors]: A, then B */
    double *shifts;          /* per evaluation: A, B, then AB of each factor */
    uint32_t *ranks;         /* [partner][2 * half]; 0: no score */
    int16_t *tiers;          /* the same; -1: none */
    const double *reference; /* rank of each partner as it is; 0: no score */
};

struct hand { /* one thread */
    const struct drawing *drawing;
    struct rig rig;
    size_t first, step;
    double *scores, *sorted, *units; /* scratch */
    pthread_t thread;
};

/* ---- one draw */

static int by_number(const void *a, const void *b)
{
    double one = *(const double *)a, other = *(const double *)b;
    return one < other ? -1 : one > other;
}

/* One more than there are better scores. */
static size_t rank_of(const double *sorted, size_t count, double score)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sorted[middle] <= score)
            low = middle + 1;
        else
            high = middle;
    }
    return count - low + 1;
}

/* What evaluation `e` draws: a row of A or of B, or one of A with the column of one factor from B. */
static void find_units(const struct drawing *drawing, size_t e, double *units)
{
    size_t k = drawing->into->factors.count, half = drawing->half;
    size_t row = e < 2 * half ? e : (e - 2 * half) % half;
    memcpy(units, drawing->units + row * k, k * sizeof *units);
    if (e < 2 * half) return;
    size_t factor = (e - 2 * half) / half;
    units[factor] = drawing->units[(half + row) * k + factor];
}

/* The scores of all partners, NaN where there is none; the tiers when this is a draw of A or B. */
static size_t make_scores(struct hand *hand, size_t e)
{
    const struct drawing *drawing = hand->drawing;
    size_t count = 0, draws = 2 * drawing->half;
    for (size_t p = 0; p < drawing->partners; p++) {
        const struct card_scorecard *card = &rig_card(&hand->rig, p)->scorecards[drawing->into->scorecard];
        hand->scores[p] = card->has_score ? card->score : NAN;
        if (card->has_score) hand->sorted[count++] = card->score;
        if (e < draws) drawing->tiers[p * draws + e] = (int16_t)card->tier;
    }
    qsort(hand->sorted, count, sizeof *hand->sorted, by_number);
    return count;
}

static void evaluate(struct hand *hand, size_t e)
{
    const struct drawing *drawing = hand->drawing;
    size_t draws = 2 * drawing->half, shared = 0;
    double sum = 0;
    find_units(drawing, e, hand->units);
    rig_turn(&hand->rig, hand->units, drawing->sensitivity->asked.spread);
    size_t count = make_scores(hand, e);
    for (size_t p = 0; p < drawing->partners; p++) {
        size_t rank = isnan(hand->scores[p]) ? 0 : rank_of(hand->sorted, count, hand->scores[p]);
        if (e < draws) drawing->ranks[p * draws + e] = (uint32_t)rank;
        if (rank == 0 || drawing->reference[p] == 0) continue;
        sum += fabs((double)rank - drawing->reference[p]);
        shared++;
    }
    drawing->shifts[e] = shared ? sum / (double)shared : 0;
}

static void *work(void *context)
{
    struct hand *hand = context;
    size_t all = (2 + hand->drawing->into->factors.count) * hand->drawing->half;
    for (size_t e = hand->first; e < all; e += hand->step) evaluate(hand, e);
    return NULL;
}

/* ---- all draws */

static bool hand_init(struct hand *hand, const struct drawing *drawing, size_t first, size_t step, struct arena *arena)
{
    *hand = (struct hand){.drawing = drawing, .first = first, .step = step};
    hand->scores = arena_array(arena, drawing->partners + 1, sizeof *hand->scores);
    hand->sorted = arena_array(arena, drawing->partners + 1, sizeof *hand->sorted);
    hand->units = arena_array(arena, drawing->into->factors.count + 1, sizeof *hand->units);
    return !arena->failed && rig_init(&hand->rig, drawing->sensitivity->run, &drawing->into->factors, arena);
}

/* Where no thread is to be had, its part is done here. */
static bool draw_all(const struct drawing *drawing, struct arena *arena)
{
    size_t count = (size_t)drawing->sensitivity->run->jobs;
    bool started[THREADS_MOST] = {false};
    if (count > THREADS_MOST) count = THREADS_MOST;
    struct hand *hands = arena_array(arena, count, sizeof *hands);
    for (size_t i = 0; hands && i < count; i++)
        if (!hand_init(&hands[i], drawing, i, count, arena)) return false;
    if (!hands) return false;
    for (size_t i = 1; i < count; i++) started[i] = pthread_create(&hands[i].thread, NULL, work, &hands[i]) == 0;
    for (size_t i = 0; i < count; i++)
        if (!started[i]) work(&hands[i]);
    for (size_t i = 1; i < count; i++)
        if (started[i]) pthread_join(hands[i].thread, NULL);
    return true;
}

static void draw_units(const struct drawing *drawing)
{
    size_t k = drawing->into->factors.count;
    for (size_t j = 0; j < 2 * drawing->half; j++) {
        struct random random;
        random_seed(&random, drawing->sensitivity->asked.seed, j);
        for (size_t i = 0; i < k; i++) drawing->units[j * k + i] = random_unit(&random);
    }
}

/* ---- as it is */

static bool find_reference(const struct drawing *drawing, double *reference, struct arena *arena)
{
    struct card_reader reader;
    double *sorted = arena_array(arena, drawing->partners + 1, sizeof *sorted);
    size_t count = 0;
    if (!sorted || !card_reader_init(&reader, drawing->sensitivity->run, arena)) return false;
    for (size_t p = 0; p < drawing->partners; p++) {
        card_reader_card(&reader, p);
        const struct card_scorecard *card = &reader.card.scorecards[drawing->into->scorecard];
        struct partner_ranks *partner = &drawing->into->partners[p];
        partner->score = card->has_score ? card->score : NAN;
        partner->tier = card->tier;
        if (card->has_score) sorted[count++] = card->score;
    }
    qsort(sorted, count, sizeof *sorted, by_number);
    for (size_t p = 0; p < drawing->partners; p++) {
        struct partner_ranks *partner = &drawing->into->partners[p];
        partner->rank = isnan(partner->score) ? 0 : rank_of(sorted, count, partner->score);
        reference[p] = (double)partner->rank;
    }
    drawing->into->ranked = count;
    return true;
}

/* ---- what came of it */

static int by_rank(const void *a, const void *b)
{
    uint32_t one = *(const uint32_t *)a, other = *(const uint32_t *)b;
    return one < other ? -1 : one > other;
}

/* The nearest rank of a share of `count` values in order. */
static size_t at_share(size_t count, size_t percent)
{
    size_t at = (count * percent + 99) / 100;
    return at > 0 ? at - 1 : 0;
}

static void sum_up_partner(const struct drawing *drawing, size_t p)
{
    struct partner_ranks *partner = &drawing->into->partners[p];
    size_t draws = 2 * drawing->half, none = 0;
    uint32_t *ranks = drawing->ranks + p * draws;
    size_t tiers = drawing->sensitivity->run->program->scorecards[drawing->into->scorecard].tier_count;
    for (size_t j = 0; j < draws; j++) {
        int16_t tier = drawing->tiers[p * draws + j];
        partner->tiers[tier < 0 ? tiers : (size_t)tier]++;
    }
    qsort(ranks, draws, sizeof *ranks, by_rank);
    while (none < draws && ranks[none] == 0) none++;
    size_t kept = partner->tiers[partner->tier < 0 ? tiers : (size_t)partner->tier];
    drawing->into->steady += kept == draws;
    drawing->into->firm += kept * 10 >= draws * 9;
    if (none == draws) return;
    partner->median = ranks[none + at_share(draws - none, 50)];
    partner->low = ranks[none + at_share(draws - none, 5)];
    partner->high = ranks[none + at_share(draws - none, 95)];
}

static int by_total(const void *a, const void *b, void *context)
{
    const struct variance_index *indices = context;
    size_t one = *(const size_t *)a, other = *(const size_t *)b;
    if (indices[one].total != indices[other].total) return indices[one].total > indices[other].total ? -1 : 1;
    return one < other ? -1 : one > other;
}

static void sum_up(const struct drawing *drawing)
{
    struct sensitivity_scorecard *into = drawing->into;
    size_t half = drawing->half, draws = 2 * half;
    double *shifts = drawing->shifts;
    for (size_t p = 0; p < drawing->partners; p++) sum_up_partner(drawing, p);
    variance_indices(shifts, shifts + half, shifts + draws, half, into->factors.count, into->indices);
    for (size_t i = 0; i < into->factors.count; i++) into->order[i] = i;
    qsort_r(into->order, into->factors.count, sizeof *into->order, by_total, into->indices);
    for (size_t j = 0; j < draws; j++) into->shift += shifts[j] / (double)draws;
    qsort(shifts, draws, sizeof *shifts, by_number);
    into->shift_low = shifts[at_share(draws, 5)];
    into->shift_high = shifts[at_share(draws, 95)];
}

/* ---- a scorecard */

static bool make_room(struct sensitivity_scorecard *into, const struct run *run, struct arena *arena)
{
    size_t tiers = run->program->scorecards[into->scorecard].tier_count + 1;
    uint32_t *counts = arena_array(arena, run->data.partners * tiers + 1, sizeof *counts);
    into->partners = arena_array(arena, run->data.partners + 1, sizeof *into->partners);
    if (!counts || !into->partners || !factors_find(&into->factors, run->program, into->scorecard, arena)) return false;
    for (size_t p = 0; p < run->data.partners; p++) into->partners[p].tiers = counts + p * tiers;
    into->indices = arena_array(arena, into->factors.count + 1, sizeof *into->indices);
    into->order = arena_array(arena, into->factors.count + 1, sizeof *into->order);
    return into->indices && into->order;
}

static bool draw_scorecard(const struct sensitivity *sensitivity, struct sensitivity_scorecard *into, struct arena *scratch)
{
    const struct run *run = sensitivity->run;
    size_t partners = run->data.partners, half = sensitivity->asked.draws / 2, k = into->factors.count;
    double *reference = arena_array(scratch, partners + 1, sizeof *reference);
    struct drawing drawing = {.sensitivity = sensitivity, .into = into, .half = half, .partners = partners, .reference = reference};
    drawing.units = arena_array(scratch, 2 * half * k + 1, sizeof *drawing.units);
    drawing.shifts = arena_array(scratch, (2 + k) * half + 1, sizeof *drawing.shifts);
    drawing.ranks = arena_array(scratch, partners * 2 * half + 1, sizeof *drawing.ranks);
    drawing.tiers = arena_array(scratch, partners * 2 * half + 1, sizeof *drawing.tiers);
    if (scratch->failed || !find_reference(&drawing, reference, scratch)) return false;
    draw_units(&drawing);
    if (!draw_all(&drawing, scratch)) return false;
    sum_up(&drawing);
    return true;
}

bool sensitivity_make(struct sensitivity *sensitivity, const struct run *run, const struct sensitivity_asked *asked, struct arena *arena,
                      struct problems *problems)
{
    size_t count = run->program->scorecard_count;
    *sensitivity = (struct sensitivity){.run = run, .asked = *asked};
    sensitivity->asked.draws += asked->draws % 2;
    if (run->data.partners > cells_most / sensitivity->asked.draws) {
        problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){0}, "take fewer --draws",
                    "%zu draws of %zu partners are too many to hold", asked->draws, run->data.partners);
        return false;
    }
    sensitivity->scorecards = arena_array(arena, count + 1, sizeof *sensitivity->scorecards);
    for (size_t s = 0; sensitivity->scorecards && s < count; s++) {
        struct arena scratch = {0};
        struct sensitivity_scorecard *into = &sensitivity->scorecards[s];
        into->scorecard = s;
        bool good = make_room(into, run, arena) && draw_scorecard(sensitivity, into, &scratch);
        arena_release(&scratch);
        if (good) continue;
        problems->out_of_memory = true;
        return false;
    }
    return sensitivity->scorecards != NULL;
}
