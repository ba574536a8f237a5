#include "out/model.h"

#include <math.h>

const char *const reward_names[] = {[REWARD_NONE] = "none", [REWARD_TIER] = "tiers", [REWARD_DIRECT] = "directly"};

size_t model_track(const struct model *model, size_t scorecard, size_t track)
{
    for (size_t s = 0; s < scorecard; s++) track += model->run->program->scorecards[s].track_count;
    return track;
}

static double *nothing(size_t count, struct arena *arena)
{
    double *numbers = arena_array(arena, count + 1, sizeof *numbers);
    for (size_t i = 0; numbers && i < count; i++) numbers[i] = NAN;
    return numbers;
}

static bool make_room(struct model *model)
{
    const struct program *program = model->run->program;
    struct arena *arena = model->arena;
    model->metrics = arena_array(arena, program->metric_count + 1, sizeof *model->metrics);
    model->scores = arena_array(arena, program->scorecard_count + 1, sizeof *model->scores);
    model->on_track = arena_array(arena, model_track(model, program->scorecard_count, 0) + 1, sizeof *model->on_track);
    if (!model->metrics || !model->scores || !model->on_track) return false;
    for (size_t s = 0; s < program->scorecard_count; s++) model->scores[s] = nothing(model->looked_at, arena);
    for (size_t m = 0; m < program->metric_count; m++) {
        model->metrics[m].values = nothing(model->looked_at, arena);
        model->metrics[m].points = nothing(model->looked_at, arena);
    }
    return !arena->failed;
}

static void take_metric(struct model_metric *metric, const struct metric *rule, const struct card_metric *card, size_t at)
{
    if (card->state != MEASURE_NOT_APPLICABLE) metric->partners++;
    if (card->state == MEASURE_VALUE && isfinite(card->value)) metric->values[at] = card->value;
    if (card->has_points && isfinite(card->points)) metric->points[at] = card->points;
    if (!rule->trial && card->weight > 0) metric->share += card->weight;
}

static void take_card(struct model *model, const struct card *card, size_t at)
{
    const struct program *program = model->run->program;
    for (size_t s = 0; s < program->scorecard_count; s++) {
        const struct card_scorecard *own = &card->scorecards[s];
        if (!own->on_track) continue;
        const struct track *track = &program->scorecards[s].tracks[own->track];
        model->on_track[model_track(model, s, own->track)]++;
        if (own->has_score && isfinite(own->score)) model->scores[s][at] = own->score;
        for (size_t m = track->first_metric; m < track->first_metric + track->metric_count; m++)
            take_metric(&model->metrics[m], &program->metrics[m], &card->metrics[m], at);
    }
}

static bool take_cards(struct model *model)
{
    struct card_reader reader;
    size_t all = model->run->data.partners;
    if (!card_reader_init(&reader, model->run, model->arena)) return false;
    for (size_t i = 0; i < model->looked_at; i++) {
        card_reader_card(&reader, i * all / model->looked_at);
        take_card(model, &reader.card, i);
    }
    return true;
}

/* From sums of weights to parts of the whole. A track without partners keeps the weights that the program gives to all. */
static void share_weights(struct model *model, const struct track *track, size_t partners)
{
    double sum = 0;
    for (size_t m = track->first_metric; m < track->first_metric + track->metric_count; m++) {
        const struct metric *rule = &model->run->program->metrics[m];
        if (partners == 0 && !rule->trial && rule->weight.attribute < 0) model->metrics[m].share = setting_number(&rule->weight, NULL, 0);
        sum += model->metrics[m].share;
    }
    for (size_t m = track->first_metric; sum > 0 && m < track->first_metric + track->metric_count; m++) model->metrics[m].share /= sum;
}

bool model_make(struct model *model, const struct run *run, struct arena *arena)
{
    const struct program *program = run->program;
    size_t all = run->data.partners;
    *model = (struct model){.run = run, .arena = arena, .looked_at = all < MODEL_PARTNERS_MOST ? all : MODEL_PARTNERS_MOST};
    if (!make_room(model) || !take_cards(model)) return false;
    for (size_t s = 0; s < program->scorecard_count; s++)
        for (size_t t = 0; t < program->scorecards[s].track_count; t++)
            share_weights(model, &program->scorecards[s].tracks[t], model->on_track[model_track(model, s, t)]);
    model_rewards(model);
    model_program_findings(model);
    model_run_findings(model);
    return !arena->failed;
}

void model_say(struct model *model, const char *kind, bool of_run, const struct buf *text)
{
    if (text->failed) model->arena->failed = true;
    if (!arena_grow(model->arena, (void **)&model->findings, model->finding_count, &model->finding_room, sizeof *model->findings)) return;
    const char *kept = arena_string(model->arena, buf_view(text));
    if (kept) model->findings[model->finding_count++] = (struct model_finding){kind, kept, of_run};
}

/* ---- the matrix */

bool model_in_cell(const struct model_cell *cell, const struct program *program, size_t index, bool incentive)
{
    if (incentive) {
        const struct incentive *one = &program->incentives[index];
        return one->scorecard == cell->scorecard && one->block == cell->block && one->objective == cell->objective;
    }
    const struct metric *metric = &program->metrics[index];
    return metric->scorecard == cell->scorecard && metric->track == cell->track && metric->block == cell->block &&
           metric->objective == cell->objective;
}

static void fill_cell(const struct model *model, struct model_cell *cell)
{
    const struct program *program = model->run->program;
    for (size_t m = 0; m < program->metric_count; m++) {
        if (!model_in_cell(cell, program, m, false)) continue;
        cell->metrics++;
        cell->share += model->metrics[m].share;
    }
    for (size_t i = 0; i < program->incentive_count; i++) cell->incentives += model_in_cell(cell, program, i, true);
}

void model_cells(const struct model *model, size_t scorecard, size_t track, void (*visit)(void *context, const struct model_cell *cell),
                 void *context)
{
    int blocks = BLOCK_COUNT, objectives = (int)model->run->program->objective_count;
    for (int b = 0; b <= blocks; b++)
        for (int o = 0; o <= objectives; o++) {
            struct model_cell cell = {
                .scorecard = scorecard, .track = track, .block = b < blocks ? b : -1, .objective = o < objectives ? o : -1};
            fill_cell(model, &cell);
            if (cell.metrics + cell.incentives > 0) visit(context, &cell);
        }
}
