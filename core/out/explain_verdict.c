/* The answer in one sentence: why this tier, and not the one above it. */
#include <math.h>

#include "out/explain.h"
#include "out/movement_text.h"
#include "out/require_text.h"

static const char *const asks[] = {
    [EXPR_EQ] = "for",         [EXPR_NE] = "for another than", [EXPR_LT] = "for less than",
    [EXPR_LE] = "for at most", [EXPR_GT] = "for more than",    [EXPR_GE] = "for at least",
};

/* A name or a sum compared with a number that is known. */
static bool compares(const struct expr *condition, struct value needed)
{
    return needed.kind == VALUE_NUMBER && condition->args[0]->kind == VALUE_NUMBER && condition->args[0]->op != EXPR_NUMBER;
}

/* "gold needs: tier of Lines is premier or advanced (lines.tier = select)" */
static void put_wanted(const struct explanation *of, const char *tier, const struct expr *condition, struct buf *out)
{
    size_t before = out->len;
    buf_printf(out, "%s needs: ", tier);
    if (!require_words(of->reader->run, condition, out)) {
        out->len = before;
        buf_printf(out, "%s asks for ", tier);
        explain_visible(condition->text, out);
    }
    explain_names(of, condition, out);
}

/* "certified_people is 1, gold asks for at least 2" */
static void put_condition(const struct explanation *of, const char *tier, const struct expr *condition, struct buf *out)
{
    const struct card_reader *reader = of->reader;
    bool comparison = condition->op >= EXPR_EQ && condition->op <= EXPR_GE;
    struct value needed = {.kind = VALUE_NONE}, held = {.kind = VALUE_NONE};
    if (comparison) needed = card_eval(condition->args[1], &reader->card, of->of.program, &reader->subject);
    if (!comparison || !compares(condition, needed)) {
        put_wanted(of, tier, condition, out);
        return;
    }
    held = card_eval(condition->args[0], &reader->card, of->of.program, &reader->subject);
    explain_visible(condition->args[0]->text, out);
    buf_puts(out, " is ");
    if (held.kind == VALUE_NUMBER)
        explain_number(held.number, out);
    else
        buf_puts(out, "not known");
    buf_printf(out, ", %s asks %s ", tier, asks[condition->op]);
    explain_number(needed.number, out);
}

static void put_missed_score(const struct card_scorecard *own, const char *tier, const struct tier_part *part, struct buf *out)
{
    if (isnan(part->score)) {
        buf_printf(out, "no score is set for %s of this partner", tier);
    } else if (own->has_score) {
        buf_puts(out, "score ");
        explain_number(own->score, out);
        buf_puts(out, " is below ");
        explain_number(part->score, out);
    } else {
        buf_printf(out, "there is no score, %s asks for ", tier);
        explain_number(part->score, out);
    }
}

static void put_missed(const struct explanation *of, size_t index, size_t tier, struct buf *out)
{
    const char *name = of->of.program->scorecards[index].tiers[tier].name;
    size_t count, told = 0;
    const struct tier_part *parts = reasons_parts(&of->of, index, tier, of->arena, &count);
    for (size_t i = 0; parts && i < count; i++) {
        if (parts[i].state == PART_HOLDS) continue;
        buf_puts(out, told++ ? "; " : ": ");
        if (parts[i].condition)
            put_condition(of, name, parts[i].condition, out);
        else
            put_missed_score(&of->reader->card.scorecards[index], name, &parts[i], out);
    }
    out->failed |= !parts;
}

void explain_verdict(const struct explanation *of, size_t index, struct buf *out)
{
    const struct scorecard *scorecard = &of->of.program->scorecards[index];
    const struct card_scorecard *own = &of->reader->card.scorecards[index];
    if (scorecard->tier_count == 0 || !own->on_track || !own->complete) return;
    const char *earned = movement_tier(scorecard, own->earned);
    int next = reasons_next_tier(scorecard, own);
    if (own->tier != own->earned)
        buf_printf(out, "%s is given (%s); earned is ", movement_tier(scorecard, own->tier),
                   own->waiver ? "by a waiver" : movement_names[own->movement]);
    if (next < 0) {
        buf_printf(out, "%s, the highest tier", earned);
    } else {
        buf_printf(out, "%s, not %s", earned, scorecard->tiers[next].name);
        put_missed(of, index, (size_t)next, out);
    }
}
