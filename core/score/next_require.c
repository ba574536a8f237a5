/* What a tier requires, turned into values that metrics have to come to.
 *
 * A condition asks to hold or, below a `not`, to fail. All sides of an `and` are wanted; of an `or`, and of the conditions of a `count`,
 * those that take least. A comparison of a metric says by itself what is wanted; any other comparison of numbers is climbed to. */
#include <math.h>

#include "base/number.h"
#include "score/next_parts.h"
#include "score/reasons.h"

enum { CONDITIONS_MOST = 32 };

/* How long the way to make it hold (or fail) is; INFINITY: no metric does. Sets search->wanted when `keep`. */
static double demand(struct next_search *search, const struct expr *expr, bool hold, bool keep);

static struct value now(const struct next_search *search, const struct expr *expr)
{
    return card_eval(expr, search->card, search->program, search->subject);
}

static bool is_so(const struct next_search *search, const struct expr *expr, bool hold)
{
    struct value value = now(search, expr);
    return value.kind == VALUE_YESNO && (value.number != 0) == hold;
}

/* ---- a comparison of a metric */

static enum expr_op negated(enum expr_op op)
{
    switch (op) {
    case EXPR_LT: return EXPR_GE;
    case EXPR_LE: return EXPR_GT;
    case EXPR_GT: return EXPR_LE;
    case EXPR_GE: return EXPR_LT;
    case EXPR_EQ: return EXPR_NE;
    default: return EXPR_EQ;
    }
}

static enum expr_op turned(enum expr_op op)
{
    switch (op) {
    case EXPR_LT: return EXPR_GT;
    case EXPR_LE: return EXPR_GE;
    case EXPR_GT: return EXPR_LT;
    case EXPR_GE: return EXPR_LE;
    default: return op;
    }
}

/* The metric whose value a part of a comparison is; -1: it is none that can move. */
static int metric_of(const struct next_search *search, const struct expr *expr)
{
    const struct name *name = expr->op == EXPR_NAME ? &search->program->names[expr->slot] : NULL;
    if (!name || name->kind != NAME_VALUE || !search->card->scorecards[name->scorecard].on_track) return -1;
    int metric = view_metric(&(struct view){.program = search->program, .card = search->card}, name);
    return metric >= 0 && next_movable(search, (size_t)metric) ? metric : -1;
}

/* The value nearest to now for which `value op limit` holds. */
static double nearest(const struct next_search *search, size_t metric, enum expr_op op, double limit)
{
    int parts = search->traits[metric].parts;
    switch (op) {
    case EXPR_GE: return parts ? next_round(limit, parts, true) : limit;
    case EXPR_LE: return parts ? next_round(limit, parts, false) : limit;
    case EXPR_LT: return next_step_past(search, metric, limit, false);
    case EXPR_EQ: return limit;
    default: return next_step_past(search, metric, limit, true);
    }
}

static double want(struct next_search *search, size_t metric, double to, bool keep)
{
    double from = next_value(search, metric), before = search->wanted[metric];
    bool farther = isnan(before) || fabs(to - from) > fabs(before - from);
    if (keep && farther) search->wanted[metric] = to;
    return next_path_length(search, metric, to);
}

/* ---- other comparisons */

/* Which side has to pass the other, for the comparison to hold. */
static struct next_goal goal_of(const struct next_search *search, const struct expr *expr, enum expr_op op)
{
    const struct expr *left = expr->args[0], *right = expr->args[1];
    bool less = op == EXPR_LT || op == EXPR_LE;
    if (op == EXPR_EQ) less = now(search, left).number > now(search, right).number;
    return (struct next_goal){.more = less ? right : left, .less = less ? left : right, .strict = op == EXPR_LT || op == EXPR_GT};
}

static double climb_to(struct next_search *search, const struct expr *expr, enum expr_op op, bool keep)
{
    struct next_option options[NEXT_OPTIONS_ROOM];
    struct next_goal goal = goal_of(search, expr, op);
    if (next_climb(search, &goal, options) == 0) return INFINITY;
    next_put_option(search, &options[0]);
    for (size_t m = 0; keep && m < search->program->metric_count; m++) search->wanted[m] = search->value[m];
    return options[0].length;
}

/* ---- count(...) >= n */

static bool is_count(const struct expr *expr)
{
    return expr->op == EXPR_CALL && text_is(text_of(expr_function_name(expr)), "count");
}

struct shorter {
    const struct expr *condition;
    double length;
};

static void put_in_order(struct shorter *list, size_t count, struct shorter one)
{
    size_t at = count;
    for (; at > 0 && list[at - 1].length > one.length; at--) list[at] = list[at - 1];
    list[at] = one;
}

/* So many conditions more have to hold: those nearest to it. */
static double hold_more(struct next_search *search, const struct expr *call, double lacking, bool keep)
{
    struct shorter list[CONDITIONS_MOST];
    size_t count = 0;
    for (size_t i = 0; i < call->arg_count && i < CONDITIONS_MOST; i++) {
        if (is_so(search, call->args[i], true)) continue;
        struct shorter one = {call->args[i], demand(search, call->args[i], true, false)};
        put_in_order(list, count++, one);
    }
    double length = 0;
    for (size_t i = 0; i < count && (double)i < lacking; i++) length += demand(search, list[i].condition, true, keep);
    return (double)count < lacking ? INFINITY : length;
}

static double demand_count(struct next_search *search, const struct expr *call, enum expr_op op, struct value limit, bool keep)
{
    double held = 0;
    if (limit.kind != VALUE_NUMBER || (op != EXPR_GE && op != EXPR_GT)) return INFINITY;
    for (size_t i = 0; i < call->arg_count; i++) held += is_so(search, call->args[i], true);
    double least = op == EXPR_GE ? ceil(limit.number - 1e-9) : floor(limit.number) + 1;
    return hold_more(search, call, least - held, keep);
}

/* ---- the tier of another scorecard */

static bool is_tier_name(const struct next_search *search, const struct expr *expr)
{
    return expr->op == EXPR_NAME && search->program->names[expr->slot].kind == NAME_TIER;
}

static double climb_to_tier(struct next_search *search, double length)
{
    const struct tier *tier = &search->program->scorecards[search->scorecard].tiers[search->tier];
    struct next_option options[NEXT_OPTIONS_ROOM];
    next_put_option(search, &(struct next_option){0});
    next_try(search);
    if (next_earned(search)) return length;
    struct next_goal goal = {.target = setting_number(&tier->score, search->subject->attributes, INFINITY)};
    if (next_climb(search, &goal, options) == 0) return INFINITY;
    next_put_option(search, &options[0]);
    for (size_t m = 0; m < search->program->metric_count; m++) search->wanted[m] = search->value[m];
    return length + options[0].length;
}

/* All of what that tier asks for, as if it were the one at hand. Tiers do not name each other in circles. */
static double demand_tier(struct next_search *search, size_t scorecard, int tier, bool keep)
{
    size_t own_scorecard = search->scorecard;
    int own_tier = search->tier;
    double length = 1; /* so much as one whole way, where alternatives are only compared */
    if (!keep) return length;
    search->scorecard = scorecard;
    search->tier = tier;
    if (next_require(search, &length)) length = climb_to_tier(search, length);
    search->scorecard = own_scorecard;
    search->tier = own_tier;
    return length;
}

/* name: NAME_TIER. The lowest of the tiers that are named, above the one that is earned. */
static double demand_tiers(struct next_search *search, const struct expr *name, struct expr *const *texts, size_t count, bool keep)
{
    size_t index = search->program->names[name->slot].scorecard;
    const struct scorecard *scorecard = &search->program->scorecards[index];
    const struct card_scorecard *own = &search->card->scorecards[index];
    int best = -1, above = own->complete && own->on_track ? reasons_next_tier(scorecard, own) : -1;
    for (size_t i = 0; i < count; i++) {
        int tier = texts[i]->op == EXPR_TEXT ? tier_named(scorecard, texts[i]->literal.text) : -1;
        if (tier <= above && tier > best) best = tier;
    }
    return best < 0 ? INFINITY : demand_tier(search, index, best, keep);
}

/* ---- the tree */

/* A formula is moved by what it is made of; itself only where that does not do. */
static bool formula_in(const struct next_search *search, const struct expr *expr)
{
    int left = metric_of(search, expr->args[0]), right = metric_of(search, expr->args[1]);
    return (left >= 0 && search->program->metrics[left].formula) || (right >= 0 && search->program->metrics[right].formula);
}

static double demand_comparison(struct next_search *search, const struct expr *expr, bool hold, bool keep)
{
    enum expr_op op = hold ? expr->op : negated(expr->op);
    if (op == EXPR_EQ && is_tier_name(search, expr->args[0])) return demand_tiers(search, expr->args[0], expr->args + 1, 1, keep);
    double climbed = formula_in(search, expr) ? climb_to(search, expr, op, keep) : INFINITY;
    if (isfinite(climbed)) return climbed;
    for (int side = 0; side < 2; side++) {
        const struct expr *own = expr->args[side], *other = expr->args[1 - side];
        enum expr_op its = side == 0 ? op : turned(op);
        struct value limit = now(search, other);
        if (is_count(own)) return demand_count(search, own, its, limit, keep);
        int metric = metric_of(search, own);
        if (metric >= 0 && limit.kind == VALUE_NUMBER)
            return want(search, (size_t)metric, nearest(search, (size_t)metric, its, limit.number), keep);
    }
    bool numbers = now(search, expr->args[0]).kind == VALUE_NUMBER && now(search, expr->args[1]).kind == VALUE_NUMBER;
    return numbers && op != EXPR_NE ? climb_to(search, expr, op, keep) : INFINITY;
}

/* oneof(lines.tier, 'premier', 'advanced') */
static double demand_call(struct next_search *search, const struct expr *call, bool hold, bool keep)
{
    bool tiers = hold && text_is(text_of(expr_function_name(call)), "oneof") && is_tier_name(search, call->args[0]);
    return tiers ? demand_tiers(search, call->args[0], call->args + 1, call->arg_count - 1, keep) : INFINITY;
}

static double demand_all(struct next_search *search, const struct expr *expr, bool hold, bool keep)
{
    double length = 0;
    for (size_t i = 0; i < expr->arg_count; i++) length += demand(search, expr->args[i], hold, keep);
    return length;
}

static double demand_any(struct next_search *search, const struct expr *expr, bool hold, bool keep)
{
    const struct expr *shortest = expr->args[0];
    double length = INFINITY;
    for (size_t i = 0; i < expr->arg_count; i++) {
        double its = expr->args[i] == search->left_out ? INFINITY : demand(search, expr->args[i], hold, false);
        if (its < length) shortest = expr->args[i];
        length = fmin(length, its);
    }
    if (!keep || !isfinite(length)) return length;
    if (!search->taken) search->taken = shortest;
    return demand(search, shortest, hold, true);
}

static double demand(struct next_search *search, const struct expr *expr, bool hold, bool keep)
{
    if (is_so(search, expr, hold)) return 0;
    switch (expr->op) {
    case EXPR_AND: return hold ? demand_all(search, expr, hold, keep) : demand_any(search, expr, hold, keep);
    case EXPR_OR: return hold ? demand_any(search, expr, hold, keep) : demand_all(search, expr, hold, keep);
    case EXPR_CALL: return demand_call(search, expr, hold, keep);
    case EXPR_NOT: return demand(search, expr->args[0], !hold, keep);
    case EXPR_EQ:
    case EXPR_NE:
    case EXPR_LT:
    case EXPR_LE:
    case EXPR_GT:
    case EXPR_GE: return demand_comparison(search, expr, hold, keep);
    default: return INFINITY;
    }
}

bool next_require(struct next_search *search, double *length)
{
    const struct tier *tier = &search->program->scorecards[search->scorecard].tiers[search->tier];
    *length = tier->require ? demand(search, tier->require, true, true) : 0;
    return isfinite(*length);
}
