/* Findings about a run: what its partners show of thresholds and metrics. */
#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "lua/words.h"
#include "out/model.h"
#include "score/likeness.h"

static const double NEAR = 0.05, CHANCE = 0.01, SAME_POINTS = 0.9, ALIKE = 0.9, MOSTLY = 0.5;
enum { NEAR_LEAST = 10, WHOLE_LEAST = 100 };

static void put_percent(struct buf *out, double share)
{
    words_percent(number_round(share, 3), out);
}

/* "a", or "main.services.a" where that is not enough. */
static void put_metric(const struct model *model, size_t m, struct buf *out)
{
    const struct program *program = model->run->program;
    const struct metric *metric = &program->metrics[m];
    const struct scorecard *scorecard = &program->scorecards[metric->scorecard];
    if (program->scorecard_count > 1) buf_printf(out, "%s.", scorecard->name);
    if (scorecard->track_count > 1) buf_printf(out, "%s.", scorecard->tracks[metric->track].name);
    buf_puts(out, metric->name);
}

/* ---- thresholds */

struct crowd {
    size_t above, below, exactly;
};

static struct crowd crowd_at(const double *numbers, size_t count, double at, bool at_most)
{
    struct crowd crowd = {0};
    double reach = fabs(at) * NEAR;
    for (size_t i = 0; i < count; i++) {
        double over = at_most ? at - numbers[i] : numbers[i] - at;
        if (isnan(numbers[i]) || over < -reach || over > reach) continue;
        if (over >= 0 || number_same(numbers[i], at))
            crowd.above++;
        else
            crowd.below++;
        crowd.exactly += number_same(numbers[i], at);
    }
    return crowd;
}

/* Few whole numbers lie near a small one, and a heap on the threshold itself may be no more than a usual value. */
static bool is_fine(const double *numbers, size_t count, double at)
{
    bool whole = true;
    for (size_t i = 0; whole && i < count; i++) whole = isnan(numbers[i]) || numbers[i] == trunc(numbers[i]);
    return !whole || fabs(at) >= WHOLE_LEAST;
}

static void look_at_threshold(struct model *model, const double *numbers, double at, bool at_most, const struct buf *what)
{
    if (what->failed) model->arena->failed = true;
    struct crowd crowd = crowd_at(numbers, model->looked_at, at, at_most);
    size_t near = crowd.above + crowd.below;
    if (near < NEAR_LEAST || 2 * crowd.exactly > crowd.above || !is_fine(numbers, model->looked_at, at)) return;
    double chance = likeness_sign_test(crowd.above, near);
    struct buf text = {0};
    if (chance >= CHANCE) return;
    buf_printf(
        &text,
        "%.*s: %zu partners pass with 5 %% or less to spare, and %zu miss it by as little. By chance alone that is less likely than ",
        TEXT_ARG(buf_view(what)), crowd.above, crowd.below);
    put_percent(&text, chance < 0.001 ? 0.001 : CHANCE);
    buf_puts(&text, " (sign test). Look at how the last of them got there.");
    model_say(model, "crowd at a threshold", true, &text);
    buf_release(&text);
}

static bool is_comparison(enum expr_op op)
{
    return op == EXPR_LT || op == EXPR_LE || op == EXPR_GT || op == EXPR_GE;
}

static void look_in(struct model *model, const struct scorecard *scorecard, const struct tier *tier, const struct expr *expr)
{
    const struct program *program = model->run->program;
    if (is_comparison(expr->op)) {
        bool turned = expr->args[0]->op == EXPR_NUMBER;
        const struct expr *named = expr->args[turned], *number = expr->args[!turned];
        bool less = (expr->op == EXPR_LT || expr->op == EXPR_LE) != turned;
        if (named->op != EXPR_NAME || number->op != EXPR_NUMBER || program->names[named->slot].kind != NAME_VALUE) return;
        const struct name *name = &program->names[named->slot];
        for (size_t m = 0; m < program->metric_count; m++) {
            if (program->metrics[m].scorecard != name->scorecard || strcmp(program->metrics[m].name, name->metric) != 0) continue;
            struct buf what = {0};
            buf_printf(&what, "%s of %s asks for at %s ", tier->name, scorecard->name, less ? "most" : "least");
            words_number(number->literal.number, &what);
            buf_puts(&what, " of ");
            put_metric(model, m, &what);
            look_at_threshold(model, model->metrics[m].values, number->literal.number, less, &what);
            buf_release(&what);
        }
    }
    for (size_t i = 0; i < expr->arg_count; i++) look_in(model, scorecard, tier, expr->args[i]);
}

static void thresholds(struct model *model, size_t s)
{
    const struct scorecard *scorecard = &model->run->program->scorecards[s];
    for (size_t t = 0; t < scorecard->tier_count; t++) {
        const struct tier *tier = &scorecard->tiers[t];
        struct buf what = {0};
        double least = tier->score.attribute < 0 ? setting_number(&tier->score, NULL, NAN) : NAN;
        buf_printf(&what, "%s of %s asks for a score of ", tier->name, scorecard->name);
        words_number(least, &what);
        if (!isnan(least)) look_at_threshold(model, model->scores[s], least, false, &what);
        buf_release(&what);
        if (tier->require) look_in(model, scorecard, tier, tier->require);
    }
}

/* ---- metrics */

static size_t known(const double *numbers, size_t count)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++) found += isnan(numbers[i]) ? 0 : 1;
    return found;
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Of sorted numbers, how many the most frequent one has; it goes to *usual. */
static size_t most_frequent(const double *numbers, size_t count, double *usual)
{
    size_t best = 0;
    for (size_t begin = 0, end; begin < count; begin = end) {
        for (end = begin + 1; end < count && number_same(numbers[end], numbers[begin]); end++) continue;
        if (end - begin <= best) continue;
        best = end - begin;
        *usual = numbers[begin];
    }
    return best;
}

/* Begins a finding of a track, or goes on with the next metric. */
static void go_on(const struct model *model, size_t s, size_t t, const char *begins, struct buf *text)
{
    const struct scorecard *scorecard = &model->run->program->scorecards[s];
    if (text->len > 0)
        buf_puts(text, ", ");
    else if (scorecard->track_count > 1)
        buf_printf(text, "%s, track %s: %s", scorecard->name, scorecard->tracks[t].name, begins);
    else
        buf_printf(text, "%s: %s", scorecard->name, begins);
}

/* Only where there is a value: what `missing` gives to the others is told elsewhere. True: nearly all have *usual. */
static bool is_flat(const struct model *model, size_t m, double *scratch, double *usual, double *share)
{
    const struct model_metric *metric = &model->metrics[m];
    size_t count = 0;
    for (size_t i = 0; i < model->looked_at; i++)
        if (!isnan(metric->points[i]) && !isnan(metric->values[i])) scratch[count++] = metric->points[i];
    qsort(scratch, count, sizeof *scratch, compare_doubles);
    *share = (double)most_frequent(scratch, count, usual) / (double)(count ? count : 1);
    return count >= MODEL_PARTNERS_LEAST && metric->share > 0 && *share >= SAME_POINTS;
}

static void same_points(struct model *model, size_t s, size_t t, double *scratch)
{
    const struct track *track = &model->run->program->scorecards[s].tracks[t];
    struct buf text = {0};
    for (size_t m = track->first_metric; m < track->first_metric + track->metric_count; m++) {
        double usual = 0, share;
        model->metrics[m].flat = is_flat(model, m, scratch, &usual, &share);
        if (!model->metrics[m].flat) continue;
        go_on(model, s, t, "nearly all partners have the same points in ", &text);
        buf_printf(&text, "%s (", model->run->program->metrics[m].name);
        put_percent(&text, share);
        buf_puts(&text, " have ");
        words_number(number_round(usual, 1), &text);
        buf_puts(&text, "; ");
        put_percent(&text, model->metrics[m].share);
        buf_puts(&text, " of the weight)");
    }
    if (text.len > 0 || text.failed) {
        buf_puts(&text, ", which hardly tells them apart.");
        model_say(model, "same points", true, &text);
    }
    buf_release(&text);
}

static void mostly_unknown(struct model *model, size_t s, size_t t)
{
    const struct track *track = &model->run->program->scorecards[s].tracks[t];
    struct buf text = {0};
    for (size_t m = track->first_metric; m < track->first_metric + track->metric_count; m++) {
        size_t partners = model->metrics[m].partners, with = known(model->metrics[m].values, model->looked_at);
        if (partners < MODEL_PARTNERS_LEAST || (double)(partners - with) < MOSTLY * (double)partners) continue;
        go_on(model, s, t, "most partners have no data for ", &text);
        buf_printf(&text, "%s (", model->run->program->metrics[m].name);
        put_percent(&text, (double)(partners - with) / (double)partners);
        buf_printf(&text, " of %zu)", partners);
    }
    if (text.len > 0 || text.failed) {
        buf_char(&text, '.');
        model_say(model, "mostly no data", true, &text);
    }
    buf_release(&text);
}

struct pairs {
    double *a, *b;
    struct likeness_room room;
};

static void look_at_pair(struct model *model, size_t a, size_t b, const struct pairs *pairs)
{
    const struct model_metric *one = &model->metrics[a], *other = &model->metrics[b];
    size_t count = 0;
    struct buf text = {0};
    for (size_t i = 0; i < model->looked_at; i++) {
        if (isnan(one->points[i]) || isnan(other->points[i]) || isnan(one->values[i]) || isnan(other->values[i])) continue;
        pairs->a[count] = one->points[i];
        pairs->b[count++] = other->points[i];
    }
    double alike = count < MODEL_PARTNERS_LEAST ? NAN : likeness_spearman(pairs->a, pairs->b, count, &pairs->room);
    if (isnan(alike) || alike < ALIKE) return;
    put_metric(model, a, &text);
    buf_puts(&text, " and ");
    put_metric(model, b, &text);
    buf_puts(&text, " rank partners nearly alike: the rank correlation (Spearman) of their points is ");
    words_number(number_round(alike, 3), &text);
    buf_printf(&text, " over %zu partners. Together they have ", count);
    put_percent(&text, one->share + other->share);
    buf_puts(&text, " of the weight.");
    model_say(model, "metrics alike", true, &text);
    buf_release(&text);
}

/* A metric with the same points for nearly all is told already. */
static bool compares(const struct model_metric *metric)
{
    return metric->share > 0 && !metric->flat;
}

static void alike(struct model *model, size_t s, size_t t, const struct pairs *pairs)
{
    const struct track *track = &model->run->program->scorecards[s].tracks[t];
    size_t end = track->first_metric + track->metric_count;
    for (size_t a = track->first_metric; a < end; a++)
        for (size_t b = a + 1; b < end; b++)
            if (compares(&model->metrics[a]) && compares(&model->metrics[b])) look_at_pair(model, a, b, pairs);
}

static bool pairs_init(struct pairs *pairs, const struct model *model)
{
    size_t count = model->looked_at + 1;
    pairs->a = arena_array(model->arena, count, sizeof *pairs->a);
    pairs->b = arena_array(model->arena, count, sizeof *pairs->b);
    for (size_t i = 0; i < 2; i++) pairs->room.ranks[i] = arena_array(model->arena, count, sizeof **pairs->room.ranks);
    pairs->room.order = arena_array(model->arena, count, sizeof *pairs->room.order);
    return !model->arena->failed;
}

typedef void look(struct model *model, size_t scorecard, size_t track, const struct pairs *pairs);

static void look_at_points(struct model *model, size_t s, size_t t, const struct pairs *pairs)
{
    same_points(model, s, t, pairs->a);
}

static void look_at_data(struct model *model, size_t s, size_t t, const struct pairs *pairs)
{
    (void)pairs;
    mostly_unknown(model, s, t);
}

void model_run_findings(struct model *model)
{
    const struct program *program = model->run->program;
    static look *const looks[] = {look_at_points, alike, look_at_data};
    struct pairs pairs;
    if (model->looked_at < MODEL_PARTNERS_LEAST || !pairs_init(&pairs, model)) return;
    for (size_t s = 0; s < program->scorecard_count; s++) thresholds(model, s);
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
        for (size_t s = 0; s < program->scorecard_count; s++)
            for (size_t t = 0; t < program->scorecards[s].track_count; t++) looks[i](model, s, t, &pairs);
}
