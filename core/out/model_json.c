/* The operating model as members of a JSON object: of run.json, and of what rung coverage --json prints. docs/outputs.md lists them. */
#include "base/number.h"
#include "out/model.h"

enum { SHARE_PLACES = 9 };

struct matrix {
    const struct model *model;
    struct json *json;
};

static void put_metric(const struct matrix *matrix, size_t m)
{
    const struct metric *metric = &matrix->model->run->program->metrics[m];
    json_open(matrix->json, NULL, '{');
    json_string(matrix->json, "metric", metric->name);
    json_number(matrix->json, "share", number_round(matrix->model->metrics[m].share, SHARE_PLACES));
    json_raw(matrix->json, "trial", metric->trial ? "true" : "false");
    json_string(matrix->json, "rewarded", reward_names[matrix->model->metrics[m].reward]);
    json_close(matrix->json, '}');
}

static void put_cell(void *context, const struct model_cell *cell)
{
    const struct matrix *matrix = context;
    const struct program *program = matrix->model->run->program;
    json_open(matrix->json, NULL, '{');
    json_string(matrix->json, "block", cell->block < 0 ? NULL : block_names[cell->block]);
    json_string(matrix->json, "objective", cell->objective < 0 ? NULL : program->objectives[cell->objective].name);
    json_number(matrix->json, "share", number_round(cell->share, SHARE_PLACES));
    json_open(matrix->json, "metrics", '[');
    for (size_t m = 0; m < program->metric_count; m++)
        if (model_in_cell(cell, program, m, false)) put_metric(matrix, m);
    json_close(matrix->json, ']');
    json_open(matrix->json, "incentives", '[');
    for (size_t i = 0; i < program->incentive_count; i++)
        if (model_in_cell(cell, program, i, true)) json_string(matrix->json, NULL, program->incentives[i].name);
    json_close(matrix->json, ']');
    json_close(matrix->json, '}');
}

static void put_track(struct matrix *matrix, size_t s, size_t t)
{
    const struct scorecard *scorecard = &matrix->model->run->program->scorecards[s];
    json_open(matrix->json, NULL, '{');
    json_string(matrix->json, "scorecard", scorecard->name);
    json_string(matrix->json, "track", scorecard->tracks[t].name);
    json_count(matrix->json, "partners", matrix->model->on_track[model_track(matrix->model, s, t)]);
    json_open(matrix->json, "cells", '[');
    model_cells(matrix->model, s, t, put_cell, matrix);
    json_close(matrix->json, ']');
    json_close(matrix->json, '}');
}

void model_json(const struct model *model, struct json *json)
{
    const struct program *program = model->run->program;
    struct matrix matrix = {model, json};
    json_count(json, "looked_at", model->looked_at);
    json_open(json, "objectives", '[');
    for (size_t o = 0; o < program->objective_count; o++) {
        json_open(json, NULL, '{');
        json_string(json, "objective", program->objectives[o].name);
        json_string(json, "title", program->objectives[o].title);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_open(json, "tracks", '[');
    for (size_t s = 0; s < program->scorecard_count; s++)
        for (size_t t = 0; t < program->scorecards[s].track_count; t++) put_track(&matrix, s, t);
    json_close(json, ']');
    json_open(json, "findings", '[');
    for (size_t i = 0; i < model->finding_count; i++) {
        json_open(json, NULL, '{');
        json_string(json, "kind", model->findings[i].kind);
        json_string(json, "of", model->findings[i].of_run ? "run" : "program");
        json_string(json, "text", model->findings[i].text);
        json_close(json, '}');
    }
    json_close(json, ']');
}
