/* From points to the score: which track is in force, what counts in it, and what each block comes to. */
#include "base/number.h"
#include "score/steps.h"

struct total {
    double weight, weighted;
};

static void total_add(struct total *total, const struct card_metric *metric)
{
    total->weight += metric->weight;
    total->weighted += metric->weight * metric->points;
}

static double total_score(const struct total *total, enum score_method method)
{
    return method == SCORE_SUM ? total->weighted : total->weighted / total->weight;
}

static struct total track_total(const struct card *card, const struct track *track)
{
    struct total total = {0};
    for (size_t i = 0; i < track->metric_count; i++) {
        const struct card_metric *metric = &card->metrics[track->first_metric + i];
        if (metric->counts) total_add(&total, metric);
    }
    return total;
}

/* Was everything measured that may matter? Weight is not asked: a metric of weight 0 may still be required for a tier. */
static bool track_complete(const struct card *card, const struct program *program, const struct track *track)
{
    for (size_t i = track->first_metric; i < track->first_metric + track->metric_count; i++) {
        enum measure_state state = card->metrics[i].state;
        if ((state == MEASURE_FAILED || state == MEASURE_PENDING) && !program->metrics[i].trial) return false;
    }
    return true;
}

static void take_track(const struct card *card, struct card_scorecard *own, const struct scorecard *scorecard, size_t index)
{
    struct total total = track_total(card, &scorecard->tracks[index]);
    double score = total.weight > 0 ? number_round(total_score(&total, scorecard->method), scorecard->round) : 0;
    bool better = !own->on_track || (total.weight > 0 && (!own->has_score || score > own->score));
    if (!better) return;
    own->on_track = true;
    own->track = index;
    own->has_score = total.weight > 0;
    own->score = score;
}

/* Is the track for this partner? Names are its own metrics, whatever track is in force in the end. */
static bool track_fits(const struct card *card, struct card_scorecard *own, const struct program *program, const struct subject *subject,
                       const struct track *track)
{
    if (!track->when) return true;
    struct view view = {.program = program, .subject = subject, .card = card, .measuring = true};
    struct value held = view_eval(&view, track->when);
    if (held.kind == VALUE_NONE && view.unsure) own->complete = false;
    return value_holds(held);
}

/* With `best`, a failure in any track that fits leaves open which one is best. */
static void choose_track(const struct card *card, struct card_scorecard *own, const struct program *program, const struct subject *subject,
                         const struct scorecard *scorecard)
{
    for (size_t i = 0; i < scorecard->track_count; i++) {
        const struct track *track = &scorecard->tracks[i];
        if (!track_fits(card, own, program, subject, track)) continue;
        take_track(card, own, scorecard, i);
        if (!track_complete(card, program, track)) own->complete = false;
        if (scorecard->choice == TRACK_FIRST) return;
    }
}

static void leave_other_tracks(struct card *card, const struct card_scorecard *own, const struct scorecard *scorecard)
{
    for (size_t i = 0; i < scorecard->track_count; i++) {
        if (own->on_track && own->track == i) continue;
        const struct track *track = &scorecard->tracks[i];
        for (size_t m = 0; m < track->metric_count; m++) card->metrics[track->first_metric + m].counts = false;
    }
}

static void add_blocks(const struct card *card, struct card_scorecard *own, const struct program *program,
                       const struct scorecard *scorecard)
{
    const struct track *track = &scorecard->tracks[own->track];
    struct total totals[BLOCK_COUNT] = {0};
    for (size_t i = track->first_metric; i < track->first_metric + track->metric_count; i++)
        if (card->metrics[i].counts) total_add(&totals[program->metrics[i].block], &card->metrics[i]);
    for (size_t b = 0; b < BLOCK_COUNT; b++) {
        if (totals[b].weight <= 0) continue;
        own->blocks[b] = (struct card_block){true, total_score(&totals[b], scorecard->method), totals[b].weight};
    }
}

static void share_score(struct card *card, const struct card_scorecard *own, const struct scorecard *scorecard)
{
    const struct track *track = &scorecard->tracks[own->track];
    struct total total = track_total(card, track);
    double whole = scorecard->method == SCORE_SUM ? 1 : total.weight;
    for (size_t i = 0; i < track->metric_count; i++) {
        struct card_metric *metric = &card->metrics[track->first_metric + i];
        if (metric->counts) metric->contribution = metric->weight * metric->points / whole;
    }
}

void score_make(struct card *card, const struct program *program, const struct subject *subject, size_t index)
{
    const struct scorecard *scorecard = &program->scorecards[index];
    struct card_scorecard *own = &card->scorecards[index];
    *own = (struct card_scorecard){.complete = true, .earned = -1, .tier = -1, .prior = -1};
    choose_track(card, own, program, subject, scorecard);
    leave_other_tracks(card, own, scorecard);
    if (!own->has_score) return;
    add_blocks(card, own, program, scorecard);
    share_score(card, own, scorecard);
}
