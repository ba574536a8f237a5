/* An explanation as one JSON object. Keys are documented in docs/outputs.md and stay; numbers are exact, sentences those of the text. */
#include <math.h>

#include "base/date.h"
#include "base/number.h"
#include "out/cells.h"
#include "out/explain.h"
#include "out/movement_text.h"
#include "out/next_text.h"
#include "out/points_text.h"
#include "run/traits.h"

enum { PLACES = 9 };

/* The object, and the sentence that is being made for it. */
struct object {
    const struct explanation *of;
    struct json json;
    struct buf said;
};

/* null where there is nothing to say. */
static void put_said(struct object *object, const char *key)
{
    if (object->said.len)
        json_text(&object->json, key, buf_view(&object->said));
    else
        json_raw(&object->json, key, "null");
    object->json.out->failed |= object->said.failed;
    buf_clear(&object->said);
}

static void put_yesno(struct object *object, const char *key, bool yes)
{
    json_raw(&object->json, key, yes ? "true" : "false");
}

static void put_number(struct object *object, const char *key, bool given, double number)
{
    json_number(&object->json, key, given ? number : NAN);
}

/* As in the tables: without the last bits of binary arithmetic. */
static void put_points(struct object *object, const char *key, bool given, double points)
{
    put_number(object, key, given && isfinite(points), given && isfinite(points) ? number_round(points, PLACES) : 0);
}

static void put_day(struct object *object, const char *key, int32_t day)
{
    char text[DATE_TEXT_MAX];
    date_format(day, text);
    json_string(&object->json, key, day == DATE_MIN || day == DATE_MAX ? NULL : text);
}

static void put_waiver_of(struct object *object, const char *key, const struct waiver *waiver)
{
    if (!waiver) {
        json_raw(&object->json, key, "null");
        return;
    }
    json_open(&object->json, key, '{');
    json_text(&object->json, "what", waiver->what);
    json_text(&object->json, "value", waiver->value);
    json_text(&object->json, "approver", waiver->approver);
    json_text(&object->json, "reason", waiver->reason);
    put_day(object, "from", waiver->from);
    put_day(object, "until", waiver->until);
    json_close(&object->json, '}');
}

/* ---- reasons */

static bool put_lost(struct object *object, size_t scorecard)
{
    const struct explanation *of = object->of;
    struct shortfall *lacks = arena_array(of->arena, of->of.program->metric_count + 1, sizeof *lacks);
    size_t count = lacks ? reasons_lacks(&of->of, scorecard, lacks, of->arena) : SIZE_MAX;
    if (count == SIZE_MAX) return false;
    json_open(&object->json, "lost", '[');
    for (size_t i = 0; i < count; i++) {
        const struct card_metric *own = &of->reader->card.metrics[lacks[i].metric];
        if (!explain_metric(of, lacks[i].metric)) continue;
        json_open(&object->json, NULL, '{');
        json_string(&object->json, "metric", of->of.program->metrics[lacks[i].metric].name);
        put_points(object, "score", isfinite(lacks[i].most), lacks[i].score);
        put_points(object, "points", own->has_points, own->points);
        put_points(object, "most_points", isfinite(lacks[i].most), lacks[i].most);
        json_close(&object->json, '}');
    }
    json_close(&object->json, ']');
    return true;
}

static void put_part(struct object *object, size_t scorecard, const struct tier_part *part)
{
    static const char *const states[] = {[PART_HOLDS] = "holds", [PART_FAILS] = "fails", [PART_UNKNOWN] = "unknown"};
    json_open(&object->json, NULL, '{');
    explain_part(part, &object->said);
    put_said(object, "condition");
    json_string(&object->json, "state", states[part->state]);
    explain_part_state(object->of, scorecard, part, &object->said);
    put_said(object, "says");
    json_close(&object->json, '}');
}

/* All tiers, highest first. */
static bool put_tiers(struct object *object, size_t index)
{
    const struct explanation *of = object->of;
    const struct scorecard *scorecard = &of->of.program->scorecards[index];
    const struct card_scorecard *own = &of->reader->card.scorecards[index];
    json_open(&object->json, "tiers", '[');
    for (size_t tier = 0; tier < scorecard->tier_count; tier++) {
        size_t count;
        const struct tier_part *parts = reasons_parts(&of->of, index, tier, of->arena, &count);
        if (!parts) return false;
        json_open(&object->json, NULL, '{');
        json_string(&object->json, "tier", scorecard->tiers[tier].name);
        put_yesno(object, "earned", (int)tier == own->earned);
        put_yesno(object, "next", own->complete && own->on_track && (int)tier == reasons_next_tier(scorecard, own));
        json_open(&object->json, "parts", '[');
        for (size_t i = 0; i < count; i++) put_part(object, index, &parts[i]);
        json_close(&object->json, ']');
        json_close(&object->json, '}');
    }
    json_close(&object->json, ']');
    return true;
}

static void put_way(struct object *object, const struct next_way *way)
{
    const struct program *program = object->of->of.program;
    json_open(&object->json, NULL, '{');
    put_number(object, "length", true, way->length);
    json_open(&object->json, "steps", '[');
    for (size_t i = 0; i < way->count; i++) {
        const struct next_step *step = &way->steps[i];
        json_open(&object->json, NULL, '{');
        json_string(&object->json, "scorecard", program->scorecards[program->metrics[step->metric].scorecard].name);
        json_string(&object->json, "metric", program->metrics[step->metric].name);
        put_number(object, "from", step->known, step->from);
        put_number(object, "to", true, step->to);
        json_close(&object->json, '}');
    }
    json_close(&object->json, ']');
    json_close(&object->json, '}');
}

static void put_next(struct object *object, size_t index)
{
    const struct card_reader *reader = object->of->reader;
    const struct next *next = card_reader_next(reader, index);
    put_number(object, "score_short", next->tier >= 0, next->score_short);
    if (next->tier >= 0) put_next_missing(&object->said, reader, index, next);
    put_said(object, "next_missing");
    json_open(&object->json, "next_ways", '[');
    for (size_t i = 0; i < next->way_count; i++) put_way(object, &next->ways[i]);
    json_close(&object->json, ']');
    if (next->tier >= 0 && next->way_count == 0) put_next_ways(&object->said, reader, index, next);
    put_said(object, "next_none");
}

/* ---- the card */

static const char *tier_word(const struct scorecard *scorecard, int tier)
{
    return tier < 0 ? NULL : scorecard->tiers[tier].name;
}

static void put_metric_sentences(struct object *object, size_t index)
{
    explain_origin(object->of, index, &object->said);
    put_said(object, "origin");
    explain_reason(object->of, index, &object->said);
    put_said(object, "reason");
    explain_points(object->of, index, &object->said);
    put_said(object, "points_reason");
    points_rule_text(object->of->reader, index, &object->said);
    put_said(object, "points_rule");
    explain_weight(object->of, index, &object->said);
    put_said(object, "weight_reason");
}

static void put_metric(struct object *object, size_t index)
{
    const struct explanation *of = object->of;
    const struct scorecard *scorecard = &of->of.program->scorecards[of->of.program->metrics[index].scorecard];
    const struct metric *metric = &of->of.program->metrics[index];
    const struct card_metric *own = &of->reader->card.metrics[index];
    const struct subject *subject = &of->reader->subject;
    const struct measure *measure = &subject->measures[index];
    json_open(&object->json, NULL, '{');
    json_string(&object->json, "metric", metric->name);
    json_string(&object->json, "title", metric->title);
    json_string(&object->json, "block", block_names[metric->block]);
    json_string(&object->json, "category", metric->category < 0 ? NULL : scorecard->categories[metric->category].name);
    json_string(&object->json, "state", metric_state_name(own));
    put_number(object, "value", own->state == MEASURE_VALUE, own->value);
    bool waived = own->waiver && own->waiver->kind == WAIVE_VALUE;
    put_number(object, "measured", waived && measure->state == MEASURE_VALUE, measure->value);
    json_string(&object->json, "unit", metric_unit(of->reader->run, index));
    put_points(object, "points", own->has_points, own->points);
    put_number(object, "weight", true, own->weight);
    put_yesno(object, "counts", own->counts);
    put_points(object, "contribution", own->counts, own->contribution);
    put_number(object, "rows_counted", measure->has_rows, measure->counted);
    put_number(object, "rows_passed_over", measure->has_rows, measure->passed_over);
    put_metric_sentences(object, index);
    json_open(&object->json, "waivers", '[');
    for (size_t i = 0; i < subject->waiver_count; i++) {
        bool of_metric = subject->waivers[i].kind == WAIVE_VALUE || subject->waivers[i].kind == WAIVE_POINTS;
        if (of_metric && subject->waivers[i].index == index) put_waiver_of(object, NULL, &subject->waivers[i]);
    }
    json_close(&object->json, ']');
    json_close(&object->json, '}');
}

static void put_group(struct object *object, const char *kind, const char *name, const char *title, const struct card_block *group)
{
    json_open(&object->json, NULL, '{');
    json_string(&object->json, kind, name);
    json_string(&object->json, "title", title);
    put_points(object, "score", group->given, group->score);
    put_points(object, "weight", group->given, group->weight);
    json_close(&object->json, '}');
}

static void put_groups(struct object *object, size_t index)
{
    const struct scorecard *scorecard = &object->of->of.program->scorecards[index];
    const struct card_scorecard *own = &object->of->reader->card.scorecards[index];
    json_open(&object->json, "blocks", '[');
    for (size_t b = 0; b < BLOCK_COUNT; b++) put_group(object, "block", block_names[b], block_titles[b], &own->blocks[b]);
    json_close(&object->json, ']');
    json_open(&object->json, "categories", '[');
    for (size_t c = 0; c < scorecard->category_count; c++)
        put_group(object, "category", scorecard->categories[c].name, scorecard->categories[c].title, &own->categories[c]);
    json_close(&object->json, ']');
}

static void put_tier_keys(struct object *object, size_t index)
{
    const struct scorecard *scorecard = &object->of->of.program->scorecards[index];
    const struct card_scorecard *own = &object->of->reader->card.scorecards[index];
    int next = own->complete && own->on_track ? reasons_next_tier(scorecard, own) : -1;
    json_string(&object->json, "tier", tier_word(scorecard, own->tier));
    json_string(&object->json, "earned_tier", tier_word(scorecard, own->earned));
    json_string(&object->json, "prior_tier", tier_word(scorecard, own->prior));
    json_string(&object->json, "next_tier", tier_word(scorecard, next));
    json_string(&object->json, "movement",
                scorecard->prior < 0 && !object->of->reader->subject.past ? NULL : movement_names[own->movement]);
    explain_verdict(object->of, index, &object->said);
    put_said(object, "tier_reason");
    movement_text(object->of->reader, index, &object->said);
    put_said(object, "movement_reason");
    put_number(object, "periods_below", own->below > 0, own->below);
    put_number(object, "periods_above", own->above > 0, own->above);
    put_waiver_of(object, "waiver", own->waiver);
}

static void put_score_keys(struct object *object, size_t index)
{
    const struct scorecard *scorecard = &object->of->of.program->scorecards[index];
    const struct card_scorecard *own = &object->of->reader->card.scorecards[index];
    json_string(&object->json, "scorecard", scorecard->name);
    json_string(&object->json, "title", scorecard->title);
    json_string(&object->json, "track", own->on_track && *scorecard->tracks[own->track].name ? scorecard->tracks[own->track].name : NULL);
    explain_track(object->of, index, &object->said);
    put_said(object, "track_reason");
    put_yesno(object, "complete", own->complete);
    put_number(object, "score", own->has_score, own->score);
    put_points(object, "contributions", own->has_score, explain_sum(object->of, index));
    explain_score(object->of, index, &object->said);
    put_said(object, "score_rule");
}

static bool put_scorecard(struct object *object, size_t index)
{
    const struct scorecard *scorecard = &object->of->of.program->scorecards[index];
    const struct card_scorecard *own = &object->of->reader->card.scorecards[index];
    const struct track *track = &scorecard->tracks[own->track];
    json_open(&object->json, NULL, '{');
    put_score_keys(object, index);
    put_tier_keys(object, index);
    if (!put_lost(object, index) || !put_tiers(object, index)) return false;
    put_next(object, index);
    put_groups(object, index);
    json_open(&object->json, "metrics", '[');
    for (size_t i = 0; own->on_track && i < track->metric_count; i++)
        if (explain_metric(object->of, track->first_metric + i)) put_metric(object, track->first_metric + i);
    json_close(&object->json, ']');
    json_close(&object->json, '}');
    return true;
}

/* ---- money */

static void put_money_number(struct object *object, const struct money_line *line)
{
    char digits[DECIMAL_TEXT_MAX] = "null";
    struct decimal number = line->number;
    bool rate = line->unit == MONEY_RATE;
    if (rate && line->given) rate = decimal_multiply(number, decimal_of(100, 0), &number);
    number = rate ? decimal_trim(number) : decimal_pad(number, object->of->of.program->margin.places);
    if (line->given) decimal_format(number, digits);
    json_raw(&object->json, "number", digits);
    json_string(&object->json, "unit", !line->given ? NULL : rate ? "percent" : object->of->of.program->currency);
}

static void put_steps(struct object *object, const char *key, const struct money_lines *lines)
{
    json_open(&object->json, key, '[');
    for (size_t i = 0; i < lines->count; i++) {
        json_open(&object->json, NULL, '{');
        json_text(&object->json, "step", text_trim(text_of(lines->lines[i].step)));
        put_money_number(object, &lines->lines[i]);
        json_text(&object->json, "says", lines->lines[i].says);
        json_close(&object->json, '}');
    }
    json_close(&object->json, ']');
}

static bool put_awards(struct object *object)
{
    const struct program *program = object->of->of.program;
    const struct award *awards = run_awards(object->of->reader->run, object->of->reader->partner);
    json_open(&object->json, "awards", '[');
    for (size_t i = 0; i < program->incentive_count; i++) {
        struct money_lines lines;
        if (!explain_incentive(object->of, i)) continue;
        if (!explain_award(object->of, i, &lines)) return false;
        json_open(&object->json, NULL, '{');
        json_string(&object->json, "incentive", program->incentives[i].name);
        json_string(&object->json, "title", program->incentives[i].title);
        json_string(&object->json, "kind", award_kind_names[awards[i].kind]);
        put_yesno(object, "trial", program->incentives[i].trial);
        put_steps(object, "steps", &lines);
        json_close(&object->json, '}');
    }
    json_close(&object->json, ']');
    return true;
}

static bool put_money(struct object *object)
{
    struct money_lines margin, payouts;
    if (!put_awards(object)) return false;
    if (object->of->rule) return true;
    if (!explain_margin(object->of, &margin) || !explain_payouts(object->of, &payouts)) return false;
    if (object->of->of.program->margin.given)
        put_steps(object, "margin", &margin);
    else
        json_raw(&object->json, "margin", "null");
    put_steps(object, "payouts", &payouts);
    return true;
}

/* ---- the whole */

static bool put_rows(struct object *object)
{
    const struct explanation *of = object->of;
    size_t count = 0;
    const struct evidence_count *counts = of->trace ? explain_counts(of, &count) : NULL;
    if (!of->rule) return true;
    if (of->trace && !counts) return false;
    json_open(&object->json, "rows", '[');
    for (size_t i = 0; i < count; i++) {
        json_open(&object->json, NULL, '{');
        json_string(&object->json, "table", of->of.program->tables[counts[i].table].name);
        put_yesno(object, "counted", counts[i].counted);
        json_text(&object->json, "condition", counts[i].condition);
        json_count(&object->json, "rows", counts[i].rows);
        json_count(&object->json, "in_base", counts[i].in_base);
        json_close(&object->json, '}');
    }
    json_close(&object->json, ']');
    return true;
}

static void put_set_aside(struct object *object)
{
    const struct aside *aside = &object->of->aside;
    json_open(&object->json, "set_aside", '[');
    for (size_t i = 0; i < aside->count; i++) {
        json_open(&object->json, NULL, '{');
        json_string(&object->json, "table", object->of->of.program->tables[aside->rows[i].table].name);
        json_string(&object->json, "file", aside->rows[i].place.file);
        json_count(&object->json, "line", aside->rows[i].place.line);
        json_string(&object->json, "why", aside->rows[i].why);
        json_close(&object->json, '}');
    }
    json_close(&object->json, ']');
}

static void put_head(struct object *object)
{
    const struct card_reader *reader = object->of->reader;
    const struct program *program = object->of->of.program;
    json_text(&object->json, "partner", run_partner_key(reader->run, reader->partner));
    json_text(&object->json, "name", run_partner_name(reader->run, reader->partner));
    json_string(&object->json, "program", program->name);
    json_string(&object->json, "period", program->period_text);
    put_day(object, "from", program->period.from);
    put_day(object, "to", program->period.to);
    json_string(&object->json, "currency", program->currency);
    put_yesno(object, "complete", reader->card.complete);
    json_count(&object->json, "set_aside_rows", reader->run->data.troubles[reader->partner]);
    put_set_aside(object);
}

void explain_json(const struct explanation *explanation, struct buf *out)
{
    struct object object = {.of = explanation, .json = {.out = out}};
    const struct subject *subject = &explanation->reader->subject;
    bool good = true;
    json_open(&object.json, NULL, '{');
    put_head(&object);
    json_open(&object.json, "scorecards", '[');
    for (size_t s = 0; good && s < explanation->of.program->scorecard_count; s++)
        if (explain_scorecard(explanation, s)) good = put_scorecard(&object, s);
    json_close(&object.json, ']');
    good = good && put_money(&object) && put_rows(&object);
    json_open(&object.json, "waivers", '[');
    for (size_t i = 0; i < subject->waiver_count; i++) put_waiver_of(&object, NULL, &subject->waivers[i]);
    json_close(&object.json, ']');
    json_close(&object.json, '}');
    out->failed |= !good || object.said.starved;
    buf_release(&object.said);
}
