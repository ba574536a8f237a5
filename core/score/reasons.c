#include "score/reasons.h"

#include <math.h>

#include "base/number.h"
#include "score/points.h"
#include "score/steps.h"

enum { SCORE_PLACES = 9 };

/* ---- points that are missing */

/* A card like the one at hand, in which one waiver more comes before all others. */
struct trial {
    const struct reasons_of *of;
    size_t scorecard;
    struct card card;
    struct subject subject;
    struct waiver *waivers;
};

static bool trial_init(struct trial *trial, const struct reasons_of *of, size_t scorecard, struct arena *arena)
{
    const struct subject *subject = of->subject;
    *trial = (struct trial){.of = of, .scorecard = scorecard, .subject = *subject};
    trial->waivers = arena_array(arena, subject->waiver_count + 1, sizeof *trial->waivers);
    if (!trial->waivers || !card_init(&trial->card, of->program, arena)) return false;
    for (size_t i = 0; i < subject->waiver_count; i++) trial->waivers[i + 1] = subject->waivers[i];
    trial->subject.waivers = trial->waivers;
    trial->subject.waiver_count++;
    return true;
}

static double score_with(struct trial *trial, size_t metric, double points)
{
    trial->waivers[0] = (struct waiver){.kind = WAIVE_POINTS, .index = metric, .number = points};
    card_make(&trial->card, trial->of->program, &trial->subject);
    return trial->card.scorecards[trial->scorecard].score;
}

static bool may_gain(const struct reasons_of *of, size_t metric)
{
    const struct card_metric *own = &of->card->metrics[metric];
    bool failed = own->state == MEASURE_FAILED || own->state == MEASURE_PENDING;
    return own->counts || (failed && !of->program->metrics[metric].trial && own->weight > 0);
}

static bool lack_of(struct trial *trial, size_t metric, struct shortfall *lack)
{
    const struct reasons_of *of = trial->of;
    const struct card_metric *own = &of->card->metrics[metric];
    double most = points_most(&of->program->metrics[metric].points, of->subject->attributes), gain;
    if (!may_gain(of, metric)) return false;
    *lack = (struct shortfall){.metric = metric, .most = most};
    if (isinf(most)) return true;
    if (own->has_points && number_reaches(own->points, most)) return false;
    gain = score_with(trial, metric, most) - of->card->scorecards[trial->scorecard].score;
    lack->score = number_round(fmax(gain, 0), SCORE_PLACES);
    return true;
}

static bool comes_before(const struct shortfall *a, const struct shortfall *b)
{
    return isinf(a->most) == isinf(b->most) ? a->score > b->score : isinf(b->most);
}

static void put_in_order(struct shortfall *lacks, size_t count, struct shortfall lack)
{
    size_t at = count;
    for (; at > 0 && comes_before(&lack, &lacks[at - 1]); at--) lacks[at] = lacks[at - 1];
    lacks[at] = lack;
}

size_t reasons_lacks(const struct reasons_of *of, size_t scorecard, struct shortfall *room, struct arena *arena)
{
    const struct card_scorecard *own = &of->card->scorecards[scorecard];
    const struct track *track = &of->program->scorecards[scorecard].tracks[own->track];
    struct trial trial;
    size_t count = 0;
    if (!own->on_track) return 0;
    if (!trial_init(&trial, of, scorecard, arena)) return SIZE_MAX;
    for (size_t i = 0; i < track->metric_count; i++) {
        struct shortfall lack;
        if (lack_of(&trial, track->first_metric + i, &lack)) put_in_order(room, count++, lack);
    }
    return count;
}

/* ---- what a tier asks for */

static size_t count_conditions(const struct expr *expr)
{
    if (!expr) return 0;
    return expr->op == EXPR_AND ? count_conditions(expr->args[0]) + count_conditions(expr->args[1]) : 1;
}

static enum part_state state_of(struct value held)
{
    return held.kind == VALUE_NONE ? PART_UNKNOWN : value_holds(held) ? PART_HOLDS : PART_FAILS;
}

static void put_conditions(const struct reasons_of *of, const struct expr *expr, struct tier_part *parts, size_t *count)
{
    if (expr->op == EXPR_AND) {
        put_conditions(of, expr->args[0], parts, count);
        put_conditions(of, expr->args[1], parts, count);
        return;
    }
    enum part_state state = state_of(card_eval(expr, of->card, of->program, of->subject));
    parts[(*count)++] = (struct tier_part){.condition = expr, .state = state};
}

const struct tier_part *reasons_parts(const struct reasons_of *of, size_t scorecard, size_t tier, struct arena *arena, size_t *count)
{
    const struct tier *rule = &of->program->scorecards[scorecard].tiers[tier];
    struct tier_part *parts = arena_array(arena, count_conditions(rule->require) + 1, sizeof *parts);
    *count = 0;
    if (!parts) return NULL;
    if (rule->score.given) {
        double score = setting_number(&rule->score, of->subject->attributes, NAN);
        bool reached = tier_score_reached(rule, &of->card->scorecards[scorecard], of->subject->attributes);
        parts[(*count)++] = (struct tier_part){.score = score, .state = reached ? PART_HOLDS : PART_FAILS};
    }
    if (rule->require) put_conditions(of, rule->require, parts, count);
    return parts;
}

int reasons_next_tier(const struct scorecard *scorecard, const struct card_scorecard *card)
{
    return card->earned < 0 ? (int)scorecard->tier_count - 1 : card->earned - 1;
}
