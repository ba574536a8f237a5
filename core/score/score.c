/* From points to the score: which track is in force, what counts in it, and what each block and category comes to.
 *
 * A score is made of members - the metrics that count, or the blocks or categories that they make - each with a weight and a score:
 *   mean       sum of weight x score / sum of weights      geometric   exp(sum of weight x log(score) / sum of weights)
 *   sum        sum of weight x score                       harmonic    sum of weights / sum of weight / score
 *   lowest     the lowest score
 * (OECD and JRC: Handbook on Constructing Composite Indicators, 2008, chapters 1.6 and 6, on linear and geometric aggregation.) A
 * geometric or harmonic mean with a member of 0 or less is 0. Then comes the cap, then bonus metrics add weight x points, then it is
 * rounded.
 *
 * Contributions: weight x points, with all that its group and the score do to it. Caps, and means that are no sums, take from or add
 * to all of their members in proportion; by weight where there is none: where weight x score comes to 0, or has either sign under a
 * mean that is no sum. */
#include <math.h>

#include "base/number.h"
#include "score/steps.h"

struct total {
    double weight, weighted, bent, lowest, highest;
    size_t count;
};

struct scoring {
    const struct card *card;
    const struct program *program;
    const struct subject *subject;
    const struct scorecard *scorecard;
    struct card_scorecard *own;
    const struct track *track; /* that own's blocks and categories, and the total, are of; NULL: of none yet */
    struct total total;
};

/* ---- members */

static void total_add(struct total *total, enum score_method method, double weight, double score)
{
    total->highest = total->count == 0 || score > total->highest ? score : total->highest;
    total->lowest = total->count++ == 0 || score < total->lowest ? score : total->lowest;
    total->weight += weight;
    total->weighted += weight * score;
    if (method == SCORE_GEOMETRIC) total->bent += weight * log(score);
    if (method == SCORE_HARMONIC) total->bent += weight / score;
}

static double total_score(const struct total *total, enum score_method method)
{
    switch (method) {
    case SCORE_SUM: return total->weighted;
    case SCORE_GEOMETRIC: return total->lowest > 0 ? exp(total->bent / total->weight) : 0;
    case SCORE_HARMONIC: return total->lowest > 0 ? total->weight / total->bent : 0;
    case SCORE_LOWEST: return total->lowest;
    default: return total->weighted / total->weight;
    }
}

/* The metric of the track, when it has its part in means and sums. */
static const struct card_metric *member(const struct scoring *scoring, size_t i)
{
    size_t index = scoring->track->first_metric + i;
    const struct card_metric *metric = &scoring->card->metrics[index];
    return metric->counts && !scoring->program->metrics[index].bonus ? metric : NULL;
}

static double held_to(const struct setting *cap, const struct value *attributes, double score)
{
    return fmin(score, setting_number(cap, attributes, INFINITY));
}

/* ---- blocks and categories */

static void group_add(struct card_block *group, const struct card_metric *metric)
{
    group->given = true;
    group->weight += metric->weight;
    group->weights += metric->weight;
    group->score += metric->weight * metric->points;
}

static void group_close(struct card_block *group, const struct scorecard *scorecard)
{
    if (!group->given) return;
    group->per_unit = scorecard->within == SCORE_SUM ? 1 : 1 / group->weight;
    if (scorecard->within != SCORE_SUM) group->score /= group->weight;
    if (scorecard->method == SCORE_SUM) group->weight = 1;
}

static void category_close(const struct scoring *scoring, size_t index)
{
    const struct category *category = &scoring->scorecard->categories[index];
    struct card_block *group = &scoring->own->categories[index];
    group_close(group, scoring->scorecard);
    double held = held_to(&category->cap, scoring->subject->attributes, group->score);
    if (held < group->score) group->per_unit *= held / group->score;
    group->score = held;
    if (category->weight.given) group->weight = setting_number(&category->weight, scoring->subject->attributes, 0);
}

static void make_groups(const struct scoring *scoring)
{
    struct card_scorecard *own = scoring->own;
    for (size_t b = 0; b < BLOCK_COUNT; b++) own->blocks[b] = (struct card_block){0};
    for (size_t c = 0; c < scoring->scorecard->category_count; c++) own->categories[c] = (struct card_block){0};
    for (size_t i = 0; i < scoring->track->metric_count; i++) {
        const struct card_metric *metric = member(scoring, i);
        const struct metric *rule = &scoring->program->metrics[scoring->track->first_metric + i];
        if (!metric) continue;
        group_add(&own->blocks[rule->block], metric);
        if (rule->category >= 0) group_add(&own->categories[rule->category], metric);
    }
    for (size_t b = 0; b < BLOCK_COUNT; b++) group_close(&own->blocks[b], scoring->scorecard);
    for (size_t c = 0; c < scoring->scorecard->category_count; c++) category_close(scoring, c);
}

/* The group of a metric that the score is made of; NULL: it is made of metrics. */
static const struct card_block *group_of(const struct scoring *scoring, size_t metric)
{
    const struct metric *rule = &scoring->program->metrics[metric];
    switch (scoring->scorecard->of) {
    case SCORE_OF_BLOCKS: return &scoring->own->blocks[rule->block];
    case SCORE_OF_CATEGORIES: return rule->category < 0 ? NULL : &scoring->own->categories[rule->category];
    default: return NULL;
    }
}

/* ---- the score of a track */

static struct total total_metrics(const struct scoring *scoring)
{
    struct total total = {0};
    for (size_t i = 0; i < scoring->track->metric_count; i++) {
        const struct card_metric *metric = member(scoring, i);
        if (metric) total_add(&total, scoring->scorecard->method, metric->weight, metric->points);
    }
    return total;
}

static struct total total_groups(const struct scoring *scoring, const struct card_block *groups, size_t count)
{
    struct total total = {0};
    for (size_t i = 0; i < count; i++)
        if (groups[i].given && groups[i].weight > 0) total_add(&total, scoring->scorecard->method, groups[i].weight, groups[i].score);
    return total;
}

static struct total track_total(const struct scoring *scoring)
{
    switch (scoring->scorecard->of) {
    case SCORE_OF_BLOCKS: return total_groups(scoring, scoring->own->blocks, BLOCK_COUNT);
    case SCORE_OF_CATEGORIES: return total_groups(scoring, scoring->own->categories, scoring->scorecard->category_count);
    default: return total_metrics(scoring);
    }
}

static double bonus_of(const struct scoring *scoring)
{
    double bonus = 0;
    for (size_t i = 0; i < scoring->track->metric_count; i++) {
        size_t index = scoring->track->first_metric + i;
        const struct card_metric *metric = &scoring->card->metrics[index];
        if (metric->counts && scoring->program->metrics[index].bonus) bonus += metric->weight * metric->points;
    }
    return bonus;
}

static void add_up(struct scoring *scoring, size_t track)
{
    scoring->track = &scoring->scorecard->tracks[track];
    make_groups(scoring);
    scoring->total = track_total(scoring);
}

/* Takes the track unless one before it is as good. */
static void take_track(struct scoring *scoring, size_t index)
{
    const struct scorecard *scorecard = scoring->scorecard;
    struct card_scorecard *own = scoring->own;
    add_up(scoring, index);
    const struct total *total = &scoring->total;
    double score = 0;
    if (total->count > 0)
        score = held_to(&scorecard->cap, scoring->subject->attributes, total_score(total, scorecard->method)) + bonus_of(scoring);
    score = number_round(score, scorecard->round);
    bool better = !own->on_track || (total->count > 0 && (!own->has_score || score > own->score));
    if (!better) return;
    own->on_track = true;
    own->track = index;
    own->has_score = total->count > 0 && isfinite(score);
    own->score = own->has_score ? score : 0;
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

/* Is the track for this partner? Names are its own metrics, whatever track is in force in the end. */
static bool track_fits(const struct scoring *scoring, const struct track *track)
{
    if (!track->when) return true;
    struct view view = {.program = scoring->program, .subject = scoring->subject, .card = scoring->card, .measuring = true};
    struct value held = view_eval(&view, track->when);
    if (held.kind == VALUE_NONE && view.unsure) scoring->own->complete = false;
    return value_holds(held);
}

/* With `best`, a failure in any track that fits leaves open which one is best. */
static void choose_track(struct scoring *scoring)
{
    const struct scorecard *scorecard = scoring->scorecard;
    for (size_t i = 0; i < scorecard->track_count; i++) {
        const struct track *track = &scorecard->tracks[i];
        if (!track_fits(scoring, track)) continue;
        take_track(scoring, i);
        if (!track_complete(scoring->card, scoring->program, track)) scoring->own->complete = false;
        if (scorecard->choice == TRACK_FIRST) return;
    }
}

static void leave_track(struct card *card, const struct track *track)
{
    for (size_t m = 0; m < track->metric_count; m++) card->metrics[track->first_metric + m].counts = false;
}

static void leave_other_tracks(struct card *card, const struct card_scorecard *own, const struct scorecard *scorecard)
{
    for (size_t i = 0; i < scorecard->track_count; i++)
        if (!own->on_track || own->track != i) leave_track(card, &scorecard->tracks[i]);
}

/* ---- contributions */

/* How the score is shared: a member's part is weight x score / divisor, or, where there is none, weight x per_weight. */
struct sharing {
    bool by_weight;
    double divisor, per_weight;
};

static struct sharing sharing_of(const struct scoring *scoring)
{
    const struct total *total = &scoring->total;
    enum score_method method = scoring->scorecard->method;
    bool adds = method == SCORE_SUM || method == SCORE_MEAN, mixed = total->lowest < 0 && total->highest > 0;
    double score = total_score(total, method), held = held_to(&scoring->scorecard->cap, scoring->subject->attributes, score);
    double whole = method == SCORE_SUM ? 1 : method == SCORE_MEAN ? total->weight : total->weighted / score;
    double divisor = held < score ? whole * (score / held) : whole;
    return (struct sharing){(mixed && !adds) || !isfinite(1 / divisor), divisor, held / total->weight};
}

static double contribution(const struct sharing *sharing, const struct card_metric *metric, const struct card_block *group)
{
    if (sharing->by_weight) return metric->weight * (group ? group->weight / group->weights : 1) * sharing->per_weight;
    double part = metric->weight * metric->points;
    if (group) part *= group->per_unit * group->weight;
    return part / sharing->divisor;
}

static void share_score(struct card *card, const struct scoring *scoring)
{
    struct sharing sharing = sharing_of(scoring);
    for (size_t i = 0; i < scoring->track->metric_count; i++) {
        size_t index = scoring->track->first_metric + i;
        struct card_metric *metric = &card->metrics[index];
        if (!metric->counts) continue;
        bool bonus = scoring->program->metrics[index].bonus;
        metric->contribution = bonus ? metric->weight * metric->points : contribution(&sharing, metric, group_of(scoring, index));
    }
}

void score_make(struct card *card, const struct program *program, const struct subject *subject, size_t index)
{
    const struct scorecard *scorecard = &program->scorecards[index];
    struct card_scorecard *own = &card->scorecards[index];
    *own = (struct card_scorecard){.complete = true, .earned = -1, .tier = -1, .prior = -1, .categories = own->categories};
    struct scoring scoring = {.card = card, .program = program, .subject = subject, .scorecard = scorecard, .own = own};
    choose_track(&scoring);
    leave_other_tracks(card, own, scorecard);
    if (scoring.track != &scorecard->tracks[own->track]) add_up(&scoring, own->track);
    if (own->has_score)
        share_score(card, &scoring);
    else
        leave_track(card, &scorecard->tracks[own->track]);
}
