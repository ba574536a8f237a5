/* Cards on trial: the card at hand, with other values of some metrics. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "score/next_parts.h"

bool next_movable(const struct next_search *search, size_t metric)
{
    const struct card_metric *own = &search->card->metrics[metric];
    bool known = own->state == MEASURE_VALUE || own->state == MEASURE_NO_DATA;
    bool moves = !metric_compares(&search->program->metrics[metric]) && (search->formulas || !search->made[metric]);
    return known && moves && !waiver_find(search->subject, WAIVE_VALUE, metric);
}

double next_value(const struct next_search *search, size_t metric)
{
    const struct card_metric *own = &search->card->metrics[metric];
    return own->state == MEASURE_VALUE ? own->value : 0;
}

/* In the other tracks it is the same metric, be it counted otherwise: as a waiver does, the value stands for all of them. */
static void waive_in_tracks(struct next_search *search, size_t metric, struct subject *subject)
{
    const struct program *program = search->program;
    const struct metric *own = &program->metrics[metric];
    for (size_t t = 0; t < program->scorecards[own->scorecard].track_count; t++) {
        int twin = t == own->track ? (int)metric : program_metric(program, own->scorecard, t, text_of(own->name));
        if (twin < 0 || (twin != (int)metric && !isnan(search->value[twin]))) continue;
        search->waivers[subject->waiver_count++] =
            (struct waiver){.kind = WAIVE_VALUE, .index = (size_t)twin, .number = search->value[metric]};
    }
}

/* A value on trial is one that a waiver sets, so formulas and requirements follow as they will in a run. */
static struct subject subject_on_trial(struct next_search *search)
{
    struct subject subject = *search->subject;
    for (size_t i = 0; i < subject.waiver_count; i++) search->waivers[i] = subject.waivers[i];
    for (size_t m = 0; m < search->program->metric_count; m++)
        if (!isnan(search->value[m])) waive_in_tracks(search, m, &subject);
    subject.waivers = search->waivers;
    return subject;
}

static void copy_card(struct next_search *search)
{
    const struct program *program = search->program;
    struct card *trial = &search->trial;
    memcpy(trial->metrics, search->card->metrics, program->metric_count * sizeof *trial->metrics);
    for (size_t s = 0; s < program->scorecard_count; s++) {
        struct card_block *categories = trial->scorecards[s].categories;
        trial->scorecards[s] = search->card->scorecards[s];
        trial->scorecards[s].categories = categories;
        memcpy(categories, search->card->scorecards[s].categories, program->scorecards[s].category_count * sizeof *categories);
    }
}

/* Which metrics have to be made again: those that change, and where more hangs on one than its points all of its scorecard, as they
 * look at each other within it, and as its tracks are told apart while scoring. */
static void find_stale(struct next_search *search)
{
    const struct program *program = search->program;
    for (size_t s = 0; s < program->scorecard_count; s++) search->touched[s] = search->stale[s] = false;
    for (size_t m = 0; m < program->metric_count; m++) {
        size_t s = program->metrics[m].scorecard;
        if (isnan(search->value[m])) continue;
        search->touched[s] = true;
        search->stale[s] = search->stale[s] || search->feeds[m] || program->scorecards[s].track_count > 1;
    }
}

static void make_metrics(struct next_search *search, const struct subject *subject)
{
    const struct program *program = search->program;
    for (size_t i = 0; i < 2 * program->metric_count; i++) {
        const struct metric_step *step = &program->metric_steps[i];
        if (search->stale[program->metrics[step->metric].scorecard] || !isnan(search->value[step->metric]))
            metric_make(&search->trial, program, subject, step);
    }
}

/* Where metrics of other scorecards change, any tier may hang on theirs. */
static void make_tiers(struct next_search *search, const struct subject *subject)
{
    const struct program *program = search->program;
    bool others = false;
    for (size_t s = 0; s < program->scorecard_count; s++) others = others || (search->touched[s] && s != search->scorecard);
    for (size_t i = 0; i < program->scorecard_count; i++) {
        size_t s = program->tier_order[i];
        if (!others && s != search->scorecard) continue;
        search->trial.scorecards[s].earned = -1;
        tier_make(&search->trial, program, subject, s);
        movement_make(&search->trial.scorecards[s], program, subject, s);
    }
}

void next_try(struct next_search *search)
{
    struct subject subject = subject_on_trial(search);
    copy_card(search);
    find_stale(search);
    make_metrics(search, &subject);
    for (size_t s = 0; s < search->program->scorecard_count; s++)
        if (search->touched[s]) score_make(&search->trial, search->program, &subject, s);
    make_tiers(search, &subject);
}

bool next_earned(const struct next_search *search)
{
    const struct card_scorecard *own = &search->trial.scorecards[search->scorecard];
    return own->earned >= 0 && own->earned <= search->tier;
}

double next_measure(const struct next_search *search, const struct next_goal *goal)
{
    const struct card_scorecard *own = &search->trial.scorecards[search->scorecard];
    if (!goal->more) return own->has_score ? own->score : NAN;
    struct value more = card_eval(goal->more, &search->trial, search->program, search->subject);
    struct value less = card_eval(goal->less, &search->trial, search->program, search->subject);
    return more.kind == VALUE_NUMBER && less.kind == VALUE_NUMBER ? more.number - less.number : NAN;
}

bool next_met(const struct next_goal *goal, double measure)
{
    if (isnan(measure)) return false;
    return goal->strict ? !number_reaches(goal->target, measure) : number_reaches(measure, goal->target);
}

static void begin(struct next_search *search, const struct card *card, const struct subject *subject, size_t scorecard)
{
    search->card = card;
    search->subject = subject;
    search->scorecard = scorecard;
    for (size_t m = 0; m < search->program->metric_count; m++) search->value[m] = NAN;
}

int next_earned_with(struct next_search *search, const struct card *card, const struct subject *subject, size_t scorecard,
                     const struct next_step *steps, size_t count, double *score)
{
    begin(search, card, subject, scorecard);
    for (size_t i = 0; i < count; i++) search->value[steps[i].metric] = steps[i].to;
    next_try(search);
    *score = search->trial.scorecards[scorecard].score;
    return search->trial.scorecards[scorecard].earned;
}

int next_earned_at(struct next_search *search, const struct card *card, const struct subject *subject, size_t scorecard, double score)
{
    begin(search, card, subject, scorecard);
    copy_card(search);
    search->trial.scorecards[scorecard].score = score;
    search->trial.scorecards[scorecard].earned = -1;
    tier_make(&search->trial, search->program, subject, scorecard);
    return search->trial.scorecards[scorecard].earned;
}
