/* From the tier earned to the tier given: how fast a partner may rise or fall. Tiers count from the highest, 0. */
#include <limits.h>

#include "score/steps.h"

const char *const movement_names[MOVED_KIND_COUNT] = {"new", "promoted", "held", "in grace", "demoted", "open"};

static int prior_tier(const struct scorecard *scorecard, const struct value *attributes)
{
    if (scorecard->prior < 0) return -1;
    const struct value *cell = &attributes[scorecard->prior];
    return cell->kind == VALUE_TEXT ? tier_named(scorecard, cell->text) : -1;
}

/* Periods below in a row, this one included. */
static int periods_below(const struct movement *movement, const struct value *attributes)
{
    double before = 0;
    if (movement->below_column >= 0 && attributes[movement->below_column].kind == VALUE_NUMBER)
        before = attributes[movement->below_column].number;
    return before > 0 && before < INT_MAX ? (int)before + 1 : 1;
}

static enum movement_kind compared(int tier, int prior)
{
    if (tier == prior) return MOVED_HELD;
    return tier < prior ? MOVED_UP : MOVED_DOWN;
}

/* `lowest` stands for "no tier" here, so that ranks compare. */
static int moved(const struct movement *movement, const struct value *attributes, int earned, int prior, enum movement_kind *kind)
{
    enum move_pace pace = earned < prior ? movement->promote : movement->demote;
    *kind = compared(earned, prior);
    if (earned == prior) return prior;
    if (pace == MOVE_ONE_STEP) return earned < prior ? prior - 1 : prior + 1;
    if (pace == MOVE_NEVER) {
        *kind = MOVED_HELD;
        return prior;
    }
    if (pace == MOVE_AFTER && earned > prior && periods_below(movement, attributes) <= movement->after) {
        *kind = MOVED_GRACE;
        return prior;
    }
    return earned;
}

void movement_make(struct card_scorecard *own, const struct program *program, const struct subject *subject, size_t index)
{
    const struct scorecard *scorecard = &program->scorecards[index];
    int none = (int)scorecard->tier_count;
    own->prior = prior_tier(scorecard, subject->attributes);
    own->below = 0;
    own->waiver = waiver_find(subject, WAIVE_TIER, index);
    if (own->waiver) {
        own->tier = (int)own->waiver->index;
        own->movement = own->prior < 0 ? MOVED_NEW : compared(own->tier, own->prior);
        return;
    }
    own->tier = own->earned;
    own->movement = own->complete ? MOVED_NEW : MOVED_OPEN;
    if (own->prior < 0 || !own->complete) return;
    int rank = moved(&program->movement, subject->attributes, own->earned < 0 ? none : own->earned, own->prior, &own->movement);
    own->tier = rank == none ? -1 : rank;
    if (own->movement == MOVED_GRACE) own->below = periods_below(&program->movement, subject->attributes);
}
