/* The highest tier whose score is reached and whose requirement holds. */
#include <math.h>

#include "base/number.h"
#include "score/steps.h"

static char fold(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_word(struct text text, const char *word)
{
    size_t i = 0;
    while (i < text.len && word[i] && fold(text.ptr[i]) == fold(word[i])) i++;
    return i == text.len && !word[i];
}

int tier_named(const struct scorecard *scorecard, struct text name)
{
    for (size_t t = 0; t < scorecard->tier_count; t++)
        if (same_word(name, scorecard->tiers[t].name) || same_word(name, scorecard->tiers[t].title)) return (int)t;
    return -1;
}

bool tier_score_reached(const struct tier *tier, const struct card_scorecard *own, const struct value *attributes)
{
    if (!tier->score.given) return true;
    return own->has_score && number_reaches(own->score, setting_number(&tier->score, attributes, INFINITY));
}

void tier_make(struct card *card, const struct program *program, const struct subject *subject, size_t index)
{
    const struct scorecard *scorecard = &program->scorecards[index];
    struct card_scorecard *own = &card->scorecards[index];
    if (!own->complete || !own->on_track) return;
    for (size_t t = 0; t < scorecard->tier_count; t++) {
        const struct tier *tier = &scorecard->tiers[t];
        if (!tier_score_reached(tier, own, subject->attributes)) continue;
        struct view view = {.program = program, .subject = subject, .card = card};
        struct value held = {.kind = VALUE_YESNO, .number = 1};
        if (tier->require) held = view_eval(&view, tier->require);
        if (value_holds(held)) {
            own->earned = (int)t;
            return;
        }
        if (held.kind == VALUE_NONE && view.unsure) {
            own->complete = false;
            return;
        }
    }
}
