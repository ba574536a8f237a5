/* From the tier earned to the tier given: how fast a partner may rise or fall. Tiers count from the highest, 0. */
#include <limits.h>

#include "score/steps.h"

const char *const movement_names[MOVED_KIND_COUNT] = {"new", "promoted", "held", "in grace", "pending", "demoted", "open"};

static int tier_in(const struct scorecard *scorecard, const struct value *cell)
{
    return cell->kind == VALUE_TEXT ? tier_named(scorecard, cell->text) : -1;
}

/* The columns that the program names win over what earlier runs left. */
static int prior_tier(const struct scorecard *scorecard, const struct subject *subject, size_t index)
{
    if (scorecard->prior >= 0) return tier_in(scorecard, &subject->attributes[scorecard->prior]);
    return subject->past ? subject->past->tiers[index].tier : -1;
}

/* Periods in a row, up to the last one. */
static int periods_before(const struct move *move, const struct value *attributes, int past)
{
    double before = past;
    if (move->so_far >= 0) before = attributes[move->so_far].kind == VALUE_NUMBER ? attributes[move->so_far].number : 0;
    return before > 0 && before < INT_MAX ? (int)before : 0;
}

static int above_before(const struct movement *movement, const struct subject *subject, size_t index)
{
    return periods_before(&movement->promote, subject->attributes, subject->past ? subject->past->tiers[index].above : 0);
}

static int below_before(const struct movement *movement, const struct subject *subject, size_t index)
{
    return periods_before(&movement->demote, subject->attributes, subject->past ? subject->past->tiers[index].below : 0);
}

static enum movement_kind compared(int tier, int prior)
{
    if (tier == prior) return MOVED_HELD;
    return tier < prior ? MOVED_UP : MOVED_DOWN;
}

/* `row`: periods in a row in which more was earned than held. */
static enum movement_kind rises(const struct move *move, int row)
{
    if (move->closed || move->pace == MOVE_NEVER || (move->pace == MOVE_AFTER && row < move->after)) return MOVED_HELD;
    return move->pace == MOVE_PENDING ? MOVED_PENDING : MOVED_UP;
}

/* `row`: periods in a row in which less was earned than held. */
static enum movement_kind falls(const struct move *move, int row)
{
    if (move->closed || move->pace == MOVE_NEVER) return MOVED_HELD;
    if (move->pace == MOVE_AFTER && row <= move->after) return MOVED_GRACE;
    return move->pace == MOVE_PENDING ? MOVED_PENDING : MOVED_DOWN;
}

/* A card on its way; tiers as ranks, `none` below the lowest. */
struct step {
    const struct scorecard *scorecard;
    const struct movement *movement;
    const struct subject *subject;
    size_t index;
    int earned, prior, none;
};

static int moved(const struct step *step, enum movement_kind *kind)
{
    const struct movement *movement = step->movement;
    *kind = MOVED_HELD;
    if (step->earned < step->prior) *kind = rises(&movement->promote, above_before(movement, step->subject, step->index) + 1);
    if (step->earned > step->prior) *kind = falls(&movement->demote, below_before(movement, step->subject, step->index) + 1);
    if (*kind == MOVED_UP) return movement->promote.pace == MOVE_ONE_STEP ? step->prior - 1 : step->earned;
    if (*kind == MOVED_DOWN) return movement->demote.pace == MOVE_ONE_STEP ? step->prior + 1 : step->earned;
    return step->prior;
}

/* The highest of the tiers that the partner never is below. */
static int least_tier(const struct step *step)
{
    int least = step->none;
    for (size_t i = 0; i < step->movement->at_least_count; i++) {
        int tier = tier_in(step->scorecard, &step->subject->attributes[step->movement->at_least[i]]);
        if (tier >= 0 && tier < least) least = tier;
    }
    return least;
}

/* Periods are counted where something hangs on them, or where earlier runs are known. */
static bool counts(const struct move *move, const struct subject *subject)
{
    return subject->past || move->pace == MOVE_AFTER;
}

static void count_periods(struct card_scorecard *own, const struct step *step, int rank)
{
    const struct movement *movement = step->movement;
    if (step->earned < rank && counts(&movement->promote, step->subject))
        own->above = above_before(movement, step->subject, step->index) + 1;
    if (step->earned > rank && counts(&movement->demote, step->subject))
        own->below = below_before(movement, step->subject, step->index) + 1;
}

/* A period that nobody could judge is neither a good nor a bad one: it leaves the counting where it was. */
static void keep_periods(struct card_scorecard *own, const struct movement *movement, const struct subject *subject, size_t index)
{
    if (counts(&movement->promote, subject)) own->above = above_before(movement, subject, index);
    if (counts(&movement->demote, subject)) own->below = below_before(movement, subject, index);
}

static void move(struct card_scorecard *own, const struct step *step)
{
    int rank = own->prior < 0 ? step->earned : moved(step, &own->movement), least = least_tier(step);
    if (least < rank) {
        rank = least;
        if (own->prior >= 0) own->movement = compared(rank, own->prior);
    }
    own->tier = rank == step->none ? -1 : rank;
    count_periods(own, step, rank);
}

void movement_make(struct card_scorecard *own, const struct program *program, const struct subject *subject, size_t index)
{
    const struct scorecard *scorecard = &program->scorecards[index];
    int none = (int)scorecard->tier_count;
    own->prior = prior_tier(scorecard, subject, index);
    own->below = own->above = 0;
    own->waiver = waiver_find(subject, WAIVE_TIER, index);
    own->movement = own->complete ? MOVED_NEW : MOVED_OPEN;
    own->tier = own->earned;
    if (own->waiver) {
        own->tier = (int)own->waiver->index;
        own->movement = own->prior < 0 ? MOVED_NEW : compared(own->tier, own->prior);
    } else if (own->complete) {
        move(own, &(struct step){scorecard, scorecard->movement, subject, index, own->earned < 0 ? none : own->earned, own->prior, none});
    } else {
        keep_periods(own, scorecard->movement, subject, index);
    }
}
