/* The climb to a goal: which metrics, and how far each.
 *
 * With the mean or the sum of metrics, what a metric adds is known from its points alone, and a search costs next to nothing; with any
 * other score, and where formulas hang on the metric, each look is a card. In the end every way is proved by a card. */
#include <math.h>

#include "base/number.h"
#include "score/next_parts.h"

enum { PARTS = 1000, QUARTERS = 4, DOUBLINGS = 60, FAR = 1 << 20, MASK_BITS = 64, PICKS_MOST = 3, MORE_PICKS = 2 };

struct climb {
    struct next_search *search;
    const struct next_goal *goal;
    double base;   /* the measure before it begins */
    double weight; /* of what the mean is made of; 1 for a sum; NaN: only trials tell */
    bool linear;   /* as all paths are */
    bool wider;    /* sets of more metrics than it takes: each alone may be enough */
    struct next_option *options;
    size_t option_count;
};

/* ---- what a way comes to */

static bool in_option(const struct next_option *option, size_t path)
{
    return path < option->lead || (path - option->lead < MASK_BITS && option->mask >> (path - option->lead) & 1);
}

void next_put_option(struct next_search *search, const struct next_option *option)
{
    for (size_t m = 0; m < search->program->metric_count; m++) search->value[m] = search->wanted[m];
    for (size_t i = 0; i < search->path_count; i++)
        if (in_option(option, i)) search->value[search->paths[i].metric] = next_path_value(search, &search->paths[i], option->part);
}

static double added(const struct climb *climb, const struct next_path *path, double value)
{
    return path->per_point * (next_path_points(climb->search, path->metric, value) - path->points);
}

static double linear_measure(const struct climb *climb, const struct next_option *option)
{
    const struct next_search *search = climb->search;
    double measure = climb->base;
    for (size_t i = 0; i < search->path_count; i++)
        if (in_option(option, i)) measure += added(climb, &search->paths[i], next_path_value(search, &search->paths[i], option->part));
    return measure;
}

static double measure_of(const struct climb *climb, const struct next_option *option)
{
    if (climb->linear) return linear_measure(climb, option);
    next_put_option(climb->search, option);
    next_try(climb->search);
    return next_measure(climb->search, climb->goal);
}

static double gains_of(const struct next_search *search, const struct next_option *option)
{
    double gains = 0;
    for (size_t i = 0; i < search->path_count; i++) gains += in_option(option, i) ? search->paths[i].gain : 0;
    return gains;
}

/* Does all of the way do, or, where formulas may bend it back, some quarters of it? Sets the part to what does. */
static bool meets(const struct climb *climb, struct next_option *option)
{
    option->part = 1;
    if (climb->linear) return next_met(climb->goal, climb->base + gains_of(climb->search, option));
    for (int quarters = QUARTERS; quarters > 0; quarters--) {
        option->part = (double)quarters / QUARTERS;
        if (next_met(climb->goal, measure_of(climb, option))) return true;
    }
    return false;
}

/* ---- paths */

static double weight_of_score(const struct next_search *search)
{
    const struct scorecard *scorecard = &search->program->scorecards[search->scorecard];
    const struct track *track = &scorecard->tracks[search->card->scorecards[search->scorecard].track];
    double weight = 0;
    if (scorecard->of != SCORE_OF_METRICS || scorecard->method > SCORE_SUM) return NAN;
    if (scorecard->method == SCORE_SUM) return 1;
    for (size_t m = track->first_metric; m < track->first_metric + track->metric_count; m++)
        if (search->card->metrics[m].counts && !search->program->metrics[m].bonus) weight += search->card->metrics[m].weight;
    return weight;
}

static double gain_of(const struct climb *climb, const struct next_path *path, double value)
{
    if (!isnan(path->per_point)) return added(climb, path, value);
    struct next_search *search = climb->search;
    for (size_t m = 0; m < search->program->metric_count; m++) search->value[m] = search->wanted[m];
    search->value[path->metric] = value;
    next_try(search);
    return next_measure(search, climb->goal) - climb->base;
}

static bool is_named(const struct next_search *search, const struct expr *expr, size_t metric)
{
    const struct name *name = expr->op == EXPR_NAME ? &search->program->names[expr->slot] : NULL;
    return name && name->kind == NAME_VALUE && name_means(name, &search->program->metrics[metric]);
}

/* The greatest number beyond `from` that the expression compares the metric with; NaN: none. */
static double compared_with(const struct next_search *search, const struct expr *expr, const struct next_path *path)
{
    double most = NAN;
    bool compares = expr->op >= EXPR_EQ && expr->op <= EXPR_GE;
    for (size_t i = 0; i < expr->arg_count; i++) {
        const struct expr *other = expr->args[compares ? 1 - i : i];
        if (compares && other->op == EXPR_NUMBER && other->literal.number > path->from && is_named(search, expr->args[i], path->metric))
            most = fmax(most, other->literal.number);
        most = fmax(most, compared_with(search, expr->args[i], path));
    }
    return most;
}

/* What adds nothing alone may switch others on: then the way ends where it does. */
static bool find_switch(const struct next_search *search, struct next_path *path)
{
    double most = NAN;
    for (size_t m = 0; m < search->program->metric_count; m++)
        if (search->program->metrics[m].when) most = fmax(most, compared_with(search, search->program->metrics[m].when, path));
    if (isnan(most)) return false;
    next_path_end(search, path, most);
    return true;
}

/* Where there is no most, the way ends where it is enough. */
static bool find_end(const struct climb *climb, struct next_path *path)
{
    double far = fmax(fabs(path->from), 1);
    if (climb->search->traits[path->metric].parts) far = ceil(far);
    if (!climb->linear && gain_of(climb, path, path->from + far * FAR) == 0) return find_switch(climb->search, path);
    for (int i = 0; i < DOUBLINGS && isfinite(path->from + far); i++, far *= 2) {
        double gain = gain_of(climb, path, path->from + far);
        if (!next_met(climb->goal, climb->base + gain)) continue;
        next_path_end(climb->search, path, path->from + far);
        return true;
    }
    return false;
}

static bool find_path(const struct climb *climb, struct next_path *path, size_t metric)
{
    const struct next_search *search = climb->search;
    const struct card_metric *own = &search->card->metrics[metric];
    double from = isnan(search->wanted[metric]) ? next_value(search, metric) : search->wanted[metric];
    bool for_score = !climb->goal->more;
    if (!next_movable(search, metric) || (for_score && (!own->counts || own->switched_off))) return false;
    bool found = next_path_find(search, path, metric, from);
    if (!found && for_score) return false;
    path->endless = path->endless || !found;
    bool bonus = search->program->metrics[metric].bonus;
    if (!isnan(climb->weight) && !search->feeds[metric]) path->per_point = bonus ? own->weight : own->weight / climb->weight;
    if (path->endless && !find_end(climb, path)) return false;
    bool known = !isnan(path->per_point) && !path->endless;
    path->gain = known ? path->per_point * (path->most - path->points) : gain_of(climb, path, path->best);
    bool joins = isnan(path->per_point) && (for_score || search->feeds[metric]); /* with others, or half way, it may add something */
    return path->gain > 0 || joins;
}

/* By their gain, the greatest first. */
static void add_path(struct next_search *search, const struct next_path *path)
{
    size_t at = search->path_count++;
    for (; at > 0 && search->paths[at - 1].gain < path->gain; at--) search->paths[at] = search->paths[at - 1];
    search->paths[at] = *path;
}

static void find_paths_of(struct climb *climb, size_t scorecard)
{
    struct next_search *search = climb->search;
    const struct card_scorecard *own = &search->card->scorecards[scorecard];
    const struct track *track = &search->program->scorecards[scorecard].tracks[own->track];
    for (size_t i = 0; own->on_track && i < track->metric_count; i++) {
        struct next_path path;
        if (!find_path(climb, &path, track->first_metric + i)) continue;
        add_path(search, &path);
        climb->linear = climb->linear && !isnan(path.per_point);
    }
}

static bool names_scorecard(const struct program *program, const struct expr *expr, size_t scorecard)
{
    if (expr->op == EXPR_NAME && program->names[expr->slot].kind != NAME_ATTRIBUTE && program->names[expr->slot].scorecard == scorecard)
        return true;
    for (size_t i = 0; i < expr->arg_count; i++)
        if (names_scorecard(program, expr->args[i], scorecard)) return true;
    return false;
}

/* A score hangs on metrics of its scorecard, a comparison on those of the scorecards that it names. */
static void find_paths(struct climb *climb)
{
    const struct next_search *search = climb->search;
    const struct next_goal *goal = climb->goal;
    climb->linear = !isnan(climb->weight);
    for (size_t s = 0; s < search->program->scorecard_count; s++) {
        bool named = goal->more && (names_scorecard(search->program, goal->more, s) || names_scorecard(search->program, goal->less, s));
        if (goal->more ? named : s == search->scorecard) find_paths_of(climb, s);
    }
}

/* ---- options */

/* The least part that is enough, where option->part is. */
static void search_part(const struct climb *climb, struct next_option *option)
{
    double low_measure = climb->base, high_measure = measure_of(climb, option);
    int low = 0, high = (int)lround(option->part * PARTS);
    for (int round = 1; high - low > 1; round++) {
        double line = (climb->goal->target - low_measure) / (high_measure - low_measure);
        int guess = round % 3 == 0 || !(line >= 0 && line <= 1) ? low + (high - low) / 2 : low + (int)ceil(line * (high - low));
        guess = guess <= low ? low + 1 : guess >= high ? high - 1 : guess;
        option->part = (double)guess / PARTS;
        double measure = measure_of(climb, option);
        if (next_met(climb->goal, measure)) {
            high = guess;
            high_measure = measure;
        } else {
            low = guess;
            low_measure = isnan(measure) ? low_measure : measure;
        }
    }
    option->part = (double)high / PARTS;
}

/* On straight ways one division tells it. */
static void find_part(const struct climb *climb, struct next_option *option)
{
    bool straight = climb->linear;
    for (size_t i = 0; i < climb->search->path_count; i++)
        if (in_option(option, i)) straight = straight && climb->search->paths[i].straight;
    if (straight)
        option->part = fmin(1, (climb->goal->target - climb->base) / gains_of(climb->search, option));
    else
        search_part(climb, option);
}

static double length_of(const struct next_search *search, const struct next_option *option)
{
    double length = 0;
    for (size_t i = 0; i < search->path_count; i++) {
        const struct next_path *path = &search->paths[i];
        if (in_option(option, i)) length += (next_path_value(search, path, option->part) - path->from) / (path->best - path->from);
    }
    return length;
}

/* Where only trials tell, some of a set may do nothing. */
static void drop_idle(const struct climb *climb, struct next_option *option)
{
    if (climb->linear || climb->wider || climb->search->path_count >= MASK_BITS) return;
    option->mask = option->mask << option->lead | ((UINT64_C(1) << option->lead) - 1);
    option->lead = 0;
    for (size_t i = climb->search->path_count; i-- > 0;) {
        struct next_option less = *option;
        less.mask &= ~(UINT64_C(1) << i);
        if (less.mask && less.mask != option->mask && meets(climb, &less)) *option = less;
    }
}

static bool has_option(const struct climb *climb, const struct next_option *option)
{
    for (size_t i = 0; i < climb->option_count; i++)
        if (climb->options[i].lead == option->lead && climb->options[i].mask == option->mask) return true;
    return false;
}

static void add_option(struct climb *climb, struct next_option option)
{
    drop_idle(climb, &option);
    if (has_option(climb, &option)) return;
    find_part(climb, &option);
    option.length = length_of(climb->search, &option);
    size_t at = climb->option_count;
    for (; at > 0 && climb->options[at - 1].length > option.length; at--)
        if (at < NEXT_OPTIONS) climb->options[at] = climb->options[at - 1];
    if (at == NEXT_OPTIONS) return;
    climb->options[at] = option;
    if (climb->option_count < NEXT_OPTIONS) climb->option_count++;
}

/* How many of the paths, those that add most, are enough; 0: not even all of them. */
static size_t least_size(const struct climb *climb)
{
    size_t size = 1, all = climb->search->path_count;
    if (all == 0 || !meets(climb, &(struct next_option){.lead = all})) return 0;
    while (size < all && !meets(climb, &(struct next_option){.lead = size, .part = 1})) size++;
    return size;
}

/* Sets of so many: of single paths every one, else those that add most. */
static void find_options(struct climb *climb, size_t size)
{
    size_t picks = size < PICKS_MOST ? size : PICKS_MOST, lead = size - picks, room = climb->search->path_count - lead;
    size_t window = size == 1 ? MASK_BITS - 1 : picks + MORE_PICKS;
    uint64_t end = UINT64_C(1) << (room < window ? room : window);
    for (uint64_t mask = size == 1 ? 1 : (UINT64_C(1) << picks) - 1; mask < end; mask = size == 1 ? mask << 1 : mask + 1) {
        struct next_option option = {.size = size, .lead = lead, .mask = mask, .part = 1};
        if ((size_t)__builtin_popcountll(mask) == picks && meets(climb, &option)) add_option(climb, option);
    }
}

/* Rounding can make the last step too short; then it is a little longer. */
static bool prove(const struct climb *climb, struct next_option *option)
{
    struct next_search *search = climb->search;
    for (int more = 0; more <= PARTS; more = more ? more * 4 : 1) {
        struct next_option longer = *option;
        longer.part = fmin(1, option->part + (double)more / PARTS);
        next_put_option(search, &longer);
        next_try(search);
        if (!(climb->goal->more ? next_met(climb->goal, next_measure(search, climb->goal)) : next_earned(search))) continue;
        *option = longer;
        option->length = length_of(search, option);
        return true;
    }
    return false;
}

static size_t prove_all(struct climb *climb, size_t most)
{
    size_t kept = 0;
    for (size_t i = 0; i < climb->option_count && kept < most; i++) {
        if (prove(climb, &climb->options[i])) climb->options[kept++] = climb->options[i];
    }
    return kept;
}

/* Behind the ways of least metrics those of one more, which ask less of each; their number. */
static size_t add_wider(const struct climb *least, size_t size, size_t kept)
{
    struct climb climb = *least;
    if (kept >= NEXT_WAYS || size > climb.search->path_count) return 0;
    climb.options += kept;
    climb.option_count = 0;
    climb.wider = true;
    find_options(&climb, size);
    return prove_all(&climb, NEXT_WAYS - kept);
}

/* Where nothing is wanted the card at hand tells it. */
static double measure_base(struct next_search *search, const struct next_goal *goal)
{
    const struct card_scorecard *own = &search->card->scorecards[search->scorecard];
    bool changed = false;
    for (size_t m = 0; m < search->program->metric_count; m++) changed = changed || !isnan(search->wanted[m]);
    if (!goal->more && !changed) return own->has_score ? own->score : NAN;
    next_put_option(search, &(struct next_option){0});
    next_try(search);
    return next_measure(search, goal);
}

size_t next_climb(struct next_search *search, const struct next_goal *goal, struct next_option options[NEXT_OPTIONS_ROOM])
{
    struct climb climb = {.search = search, .goal = goal, .options = options};
    search->path_count = 0;
    climb.base = measure_base(search, goal);
    if (isnan(climb.base)) return 0;
    climb.weight = goal->more ? NAN : weight_of_score(search);
    find_paths(&climb);
    search->linear = climb.linear && !goal->more;
    search->base = climb.base;
    search->target = goal->target;
    size_t size = least_size(&climb);
    if (size > 0) find_options(&climb, size);
    size_t kept = prove_all(&climb, goal->more ? 1 : NEXT_WAYS);
    return goal->more || kept == 0 ? kept : kept + add_wider(&climb, size + 1, kept);
}

bool next_surely_short(const struct next_search *search)
{
    int places = search->program->scorecards[search->scorecard].round;
    double measure = search->base, rounding = places < 0 ? 0 : pow(10, -places);
    if (!search->linear) return false;
    for (size_t i = 0; i < search->path_count; i++) {
        const struct next_path *path = &search->paths[i];
        double value = search->value[path->metric];
        if (!isnan(value)) measure += path->per_point * (next_path_points(search, path->metric, value) - path->points);
    }
    return measure < search->target - fmax(rounding, 1e-6);
}

double next_most(struct next_search *search, const struct next_goal *goal)
{
    double most = NAN;
    for (int quarters = 0; quarters <= QUARTERS; quarters++) {
        next_put_option(search, &(struct next_option){.lead = search->path_count, .part = (double)quarters / QUARTERS});
        next_try(search);
        most = fmax(most, next_measure(search, goal));
    }
    return most;
}
