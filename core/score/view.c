/* What a name of a requirement reads on a card. */
#include "score/steps.h"

static const struct value unknown = {.kind = VALUE_NONE};

static struct value number_when(bool known, double number)
{
    return known ? (struct value){.kind = VALUE_NUMBER, .number = number} : unknown;
}

static struct value text_value(const char *string)
{
    return (struct value){.kind = VALUE_TEXT, .text = text_of(string)};
}

int view_metric(const struct view *view, const struct name *name)
{
    const struct program *program = view->program;
    const struct card_scorecard *own = &view->card->scorecards[name->scorecard];
    const struct track *track = &program->scorecards[name->scorecard].tracks[own->track];
    if (name->index >= track->first_metric && name->index < track->first_metric + track->metric_count) return (int)name->index;
    return program_metric(program, name->scorecard, own->track, text_of(name->metric));
}

static struct value metric_value(struct view *view, const struct name *name)
{
    int found = view->measuring ? (int)name->index : view_metric(view, name);
    if (found < 0) return unknown;
    const struct card_metric *metric = &view->card->metrics[found];
    if (metric->state == MEASURE_FAILED || metric->state == MEASURE_PENDING) view->unsure = true;
    if (!view->measuring && !view->card->scorecards[name->scorecard].on_track) return unknown;
    if (name->kind == NAME_POINTS) return number_when(metric->has_points, metric->points);
    return number_when(metric->state == MEASURE_VALUE, metric->value);
}

static struct value tier_value(struct view *view, const struct name *name)
{
    const struct card_scorecard *own = &view->card->scorecards[name->scorecard];
    if (own->tier >= 0) return text_value(view->program->scorecards[name->scorecard].tiers[own->tier].name);
    return own->complete ? text_value("") : unknown;
}

static struct value scorecard_value(struct view *view, const struct name *name)
{
    const struct card_scorecard *own = &view->card->scorecards[name->scorecard];
    if (!own->complete) view->unsure = true;
    switch (name->kind) {
    case NAME_BLOCK: return number_when(own->blocks[name->index].given, own->blocks[name->index].score);
    case NAME_CATEGORY: return number_when(own->categories[name->index].given, own->categories[name->index].score);
    case NAME_SCORE: return number_when(own->has_score, own->score);
    case NAME_TIER: return tier_value(view, name);
    case NAME_TRACK: return text_value(own->on_track ? view->program->scorecards[name->scorecard].tracks[own->track].name : "");
    default: return unknown;
    }
}

static struct value name_value(struct view *view, const struct name *name)
{
    if (name->kind == NAME_ATTRIBUTE) return view->subject->attributes[name->index];
    if (!view->card) return unknown;
    if (name->kind == NAME_VALUE || name->kind == NAME_POINTS) return metric_value(view, name);
    return scorecard_value(view, name);
}

static struct value view_read(void *context, int slot)
{
    struct view *view = context;
    const struct name *name = &view->program->names[slot];
    struct value value = name_value(view, name);
    if (value.kind == VALUE_NONE && !view->unknown) view->unknown = name;
    return value;
}

struct value view_eval(struct view *view, const struct expr *expr)
{
    return expr_eval(expr, view_read, view);
}

struct value card_eval(const struct expr *expr, const struct card *card, const struct program *program, const struct subject *subject)
{
    struct view view = {.program = program, .subject = subject, .card = card};
    return view_eval(&view, expr);
}

bool card_applies(const struct expr *condition, const struct program *program, const struct value *attributes)
{
    if (!condition) return true;
    struct subject subject = {.attributes = attributes};
    struct view view = {.program = program, .subject = &subject};
    return value_holds(view_eval(&view, condition));
}
