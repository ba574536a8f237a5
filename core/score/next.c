#include "score/next.h"

#include <math.h>

#include "base/number.h"
#include "score/next_parts.h"
#include "score/reasons.h"

/* ---- what hangs on what */

static void mark_names(const struct program *program, const struct expr *expr, bool *feeds)
{
    if (!expr) return;
    if (expr->op == EXPR_NAME) {
        const struct name *name = &program->names[expr->slot];
        if (name->kind == NAME_VALUE || name->kind == NAME_POINTS) feeds[name->index] = true;
    }
    for (size_t i = 0; i < expr->arg_count; i++) mark_names(program, expr->args[i], feeds);
}

static bool names_card(const struct program *program, const struct expr *expr)
{
    if (expr->op == EXPR_NAME && program->names[expr->slot].kind != NAME_ATTRIBUTE) return true;
    for (size_t i = 0; i < expr->arg_count; i++)
        if (names_card(program, expr->args[i])) return true;
    return false;
}

static void mark(struct next_search *search)
{
    const struct program *program = search->program;
    for (size_t m = 0; m < program->metric_count; m++) search->feeds[m] = false;
    for (size_t m = 0; m < program->metric_count; m++) {
        const struct metric *metric = &program->metrics[m];
        mark_names(program, metric->formula, search->feeds);
        mark_names(program, metric->when, search->feeds);
        search->made[m] = metric->formula && names_card(program, metric->formula);
    }
    for (size_t s = 0; s < program->scorecard_count; s++)
        for (size_t t = 0; t < program->scorecards[s].track_count; t++)
            mark_names(program, program->scorecards[s].tracks[t].when, search->feeds);
}

struct next_search *next_search_new(const struct program *program, const struct next_trait *traits, struct arena *arena)
{
    size_t metrics = program->metric_count, waivers = program->scorecard_count + 3 * metrics + 1; /* of a target there is one */
    struct next_search *search = arena_alloc(arena, sizeof *search);
    if (!search) return NULL;
    *search = (struct next_search){.program = program, .traits = traits};
    search->feeds = arena_array(arena, metrics + 1, sizeof *search->feeds);
    search->made = arena_array(arena, metrics + 1, sizeof *search->made);
    search->wanted = arena_array(arena, metrics + 1, sizeof *search->wanted);
    search->value = arena_array(arena, metrics + 1, sizeof *search->value);
    search->waivers = arena_array(arena, waivers, sizeof *search->waivers);
    search->touched = arena_array(arena, program->scorecard_count + 1, sizeof *search->touched);
    search->stale = arena_array(arena, program->scorecard_count + 1, sizeof *search->stale);
    search->paths = arena_array(arena, metrics + 1, sizeof *search->paths);
    search->steps = arena_array(arena, program->scorecard_count * NEXT_WAYS * metrics + 1, sizeof *search->steps);
    bool good = search->feeds && search->made && search->wanted && search->value && search->waivers && search->touched && search->stale &&
                search->paths && search->steps;
    if (!good || !card_init(&search->trial, program, arena)) return NULL;
    mark(search);
    return search;
}

/* ---- ways */

/* A formula follows what it is made of: where that does, it is no step of its own. */
static void leave_formulas(struct next_search *search)
{
    for (size_t m = 0; m < search->program->metric_count; m++) {
        double wanted = search->value[m];
        if (isnan(wanted) || !search->program->metrics[m].formula) continue;
        search->value[m] = NAN;
        next_try(search);
        if (!next_earned(search)) search->value[m] = wanted;
    }
}

static bool is_way(const struct next_way *a, const struct next_way *b)
{
    if (a->count != b->count) return false;
    for (size_t i = 0; i < a->count; i++)
        if (a->steps[i].metric != b->steps[i].metric || a->steps[i].to != b->steps[i].to) return false;
    return true;
}

/* Those of search->value that are other values than now. */
static struct next_way way_of(const struct next_search *search, struct next_step *steps)
{
    struct next_way way = {.steps = steps};
    for (size_t m = 0; m < search->program->metric_count; m++) {
        bool known = search->card->metrics[m].state == MEASURE_VALUE;
        if (isnan(search->value[m])) continue;
        steps[way.count++] = (struct next_step){m, known, next_value(search, m), search->value[m]};
        way.length += next_path_length(search, m, search->value[m]);
    }
    return way;
}

/* search->value, which earns the tier, by its length among the ways from `first` on. */
static void add_way(struct next *next, struct next_search *search, size_t first)
{
    if (next->way_count == NEXT_WAYS) return;
    leave_formulas(search);
    next_trim(search);
    size_t room = search->scorecard * NEXT_WAYS + next->way_count;
    struct next_way way = way_of(search, search->steps + room * search->program->metric_count);
    for (size_t i = 0; i < next->way_count; i++)
        if (is_way(&next->ways[i], &way)) return;
    size_t at = next->way_count++;
    for (; at > first && next->ways[at - 1].length > way.length; at--) next->ways[at] = next->ways[at - 1];
    next->ways[at] = way;
}

static void add_climbs(struct next *next, struct next_search *search)
{
    const struct tier *tier = &search->program->scorecards[search->scorecard].tiers[search->tier];
    struct next_goal goal = {.target = setting_number(&tier->score, search->subject->attributes, INFINITY)};
    struct next_option options[NEXT_OPTIONS_ROOM];
    next->rests = isinf(goal.target);
    size_t count = next->rests ? 0 : next_climb(search, &goal, options), first = next->way_count;
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && options[i].size > options[i - 1].size) first = next->way_count;
        next_put_option(search, &options[i]);
        add_way(next, search, first);
    }
    if (next->way_count == 0 && !next->rests) next->most = next_most(search, &goal);
}

/* Does what the requirement wants do alone? Where it wants nothing the score is short. */
static bool is_enough(struct next_search *search)
{
    bool wants = false;
    for (size_t m = 0; m < search->program->metric_count; m++) wants = wants || !isnan(search->wanted[m]);
    if (!wants) return false;
    next_put_option(search, &(struct next_option){0});
    next_try(search);
    return next_earned(search);
}

/* The tiers after the first way. */
static void note_first(struct next *next, struct next_search *search)
{
    const struct next_way *way = &next->ways[0];
    const struct card_scorecard *own = &search->trial.scorecards[search->scorecard];
    for (size_t m = 0; m < search->program->metric_count; m++) search->value[m] = NAN;
    for (size_t i = 0; i < way->count; i++) search->value[way->steps[i].metric] = way->steps[i].to;
    next_try(search);
    next->held_back = own->tier < 0 || own->tier > own->earned;
    next->given = own->tier;
    next->movement = own->movement;
}

/* False: some part of the requirement holds by no metric. */
static bool add_ways(struct next *next, struct next_search *search)
{
    double length;
    for (size_t m = 0; m < search->program->metric_count; m++) search->wanted[m] = NAN;
    bool held = next_require(search, &length);
    search->linear = false;
    if (held && is_enough(search))
        add_way(next, search, next->way_count);
    else if (held)
        add_climbs(next, search);
    return held;
}

/* Where there is room, the other side of the first `or` that was met has its ways too. */
static void find_ways_with(struct next *next, struct next_search *search, bool formulas)
{
    search->formulas = formulas;
    search->taken = search->left_out = NULL;
    next->rests = false;
    next->rests = !add_ways(next, search) || next->rests;
    if (next->way_count == 0) return;
    search->left_out = search->taken;
    if (search->taken && next->way_count < NEXT_WAYS) add_ways(next, search);
    next->rests = false;
    note_first(next, search);
}

/* Nobody can change a formula by itself: it is a step where there is no way through what it is made of. */
static void find_ways(struct next *next, struct next_search *search)
{
    find_ways_with(next, search, false);
    bool again = false;
    for (size_t m = 0; next->way_count == 0 && m < search->program->metric_count; m++) again = again || search->made[m];
    if (again) find_ways_with(next, search, true);
}

struct next next_gap(const struct program *program, const struct card *card, const struct subject *subject, size_t scorecard)
{
    const struct scorecard *rules = &program->scorecards[scorecard];
    const struct card_scorecard *own = &card->scorecards[scorecard];
    struct next next = {.tier = -1, .most = NAN, .given = -1};
    if (own->complete && own->on_track) next.tier = reasons_next_tier(rules, own);
    if (next.tier < 0) return next;
    const struct tier *tier = &rules->tiers[next.tier];
    if (!tier_score_reached(tier, own, subject->attributes))
        next.score_short = number_round(setting_number(&tier->score, subject->attributes, NAN) - own->score, 9);
    return next;
}

void next_find(struct next *next, struct next_search *search, const struct card *card, const struct subject *subject, size_t scorecard)
{
    *next = next_gap(search->program, card, subject, scorecard);
    if (next->tier < 0) return;
    search->card = card;
    search->subject = subject;
    search->scorecard = scorecard;
    search->tier = next->tier;
    find_ways(next, search);
}
