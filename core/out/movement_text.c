#include "out/movement_text.h"

const char *movement_tier(const struct scorecard *scorecard, int tier)
{
    return tier < 0 ? "no tier" : scorecard->tiers[tier].name;
}

static const char *column_name(const struct card_reader *reader, int column)
{
    return reader->run->program->tables[0].columns[column].name;
}

static void put_periods(int count, struct buf *out)
{
    buf_printf(out, count == 1 ? "%d period" : "%d periods", count);
}

/* ---- where the partner comes from */

static void put_unknown_prior(const struct card_reader *reader, const struct scorecard *scorecard, struct buf *out)
{
    if (scorecard->prior >= 0)
        buf_printf(out, "new, as the column %s names no tier of the last period", column_name(reader, scorecard->prior));
    else
        buf_puts(out, "new, as the history knows no tier of an earlier period");
    buf_puts(out, ": the tier earned is the tier given");
}

static void put_prior(const struct card_reader *reader, const struct scorecard *scorecard, const struct card_scorecard *own,
                      struct buf *out)
{
    buf_printf(out, "%s in the last period (", movement_tier(scorecard, own->prior));
    if (scorecard->prior >= 0)
        buf_printf(out, "column %s", column_name(reader, scorecard->prior));
    else
        buf_puts(out, "from the history");
    buf_printf(out, "), %s earned in this one: ", movement_tier(scorecard, own->earned));
}

/* ---- the rule for one way, and what it did */

struct way {
    const struct move *move;
    const char *key;  /* "promote" */
    const char *more; /* than it holds is earned */
    const char *month;
    int row; /* periods in a row, this one included; 0: not counted any more, as the partner moved */
};

static void put_after(const struct way *way, bool moved, bool up, struct buf *out)
{
    buf_printf(out, "%s than held was earned in ", way->more);
    if (moved)
        buf_puts(out, "enough periods in a row");
    else
        put_periods(way->row, out), buf_puts(out, " in a row, this one included");
    buf_printf(out, up ? "; it rises when that are " : "; it is spared for ");
    put_periods(way->move->after, out);
    buf_printf(out, " (%s: after ", way->key);
    put_periods(way->move->after, out);
    buf_char(out, ')');
}

static void put_way(const struct way *way, bool moved, bool up, struct buf *out)
{
    if (way->move->closed) {
        buf_printf(out, "nobody is %sd in the month in which this period ends (%s)", way->key, way->month);
        return;
    }
    switch (way->move->pace) {
    case MOVE_AT_ONCE: buf_printf(out, "the tier changes at once (%s: at once)", way->key); break;
    case MOVE_ONE_STEP: buf_printf(out, "the tier changes by one step in a period (%s: one step)", way->key); break;
    case MOVE_NEVER: buf_printf(out, "nobody is %sd (%s: never)", way->key, way->key); break;
    case MOVE_PENDING: buf_printf(out, "the change waits for somebody to approve it (%s: pending)", way->key); break;
    case MOVE_AFTER: put_after(way, moved, up, out); break;
    }
}

static void put_moved(const struct scorecard *scorecard, const struct card_scorecard *own, struct buf *out)
{
    int none = (int)scorecard->tier_count, earned = own->earned < 0 ? none : own->earned;
    bool up = earned < own->prior, moved = own->movement == MOVED_UP || own->movement == MOVED_DOWN;
    const struct movement *movement = scorecard->movement;
    const struct way rise = {&movement->promote, "promote", "more", "promote_in", own->above};
    const struct way fall = {&movement->demote, "demote", "less", "demote_in", own->below};
    buf_printf(out, "%s, as ", movement_names[own->movement]);
    if (earned == own->prior)
        buf_puts(out, "the same tier is earned as was held");
    else
        put_way(up ? &rise : &fall, moved, up, out);
}

/* ---- tiers below which the partner never is */

static void put_least(const struct card_reader *reader, const struct scorecard *scorecard, struct buf *out)
{
    const struct movement *movement = scorecard->movement;
    for (size_t i = 0; i < movement->at_least_count; i++) {
        const struct value *cell = &reader->attributes[movement->at_least[i]];
        int tier = cell->kind == VALUE_TEXT ? tier_named(scorecard, cell->text) : -1;
        if (tier >= 0)
            buf_printf(out, "; never below %s, as the column %s says", scorecard->tiers[tier].name,
                       column_name(reader, movement->at_least[i]));
    }
}

void movement_text(const struct card_reader *reader, size_t index, struct buf *out)
{
    const struct scorecard *scorecard = &reader->run->program->scorecards[index];
    const struct card_scorecard *own = &reader->card.scorecards[index];
    if (scorecard->tier_count == 0) return;
    if (scorecard->prior < 0 && !reader->subject.past && !own->waiver && own->complete && scorecard->movement->at_least_count == 0) return;
    if (own->waiver) {
        buf_printf(out, "the tier is %s by a waiver, whatever was earned (%s)", movement_tier(scorecard, own->tier),
                   movement_tier(scorecard, own->earned));
        return;
    }
    if (!own->complete) {
        buf_puts(out, "open: the card is incomplete, so it sets no tier this time");
        return;
    }
    if (own->prior < 0 && scorecard->prior < 0 && !reader->subject.past) {
        buf_puts(out, "the tier earned is the tier given, as nothing is known of earlier periods");
    } else if (own->prior < 0) {
        put_unknown_prior(reader, scorecard, out);
    } else {
        put_prior(reader, scorecard, own, out);
        put_moved(scorecard, own, out);
    }
    put_least(reader, scorecard, out);
}
