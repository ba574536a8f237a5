/* Metrics that look at others: in which order values and points are made, and circles. A step is 2 * metric, + 1 for its points. */
#include <stdint.h>

#include "program/load.h"

enum mark { UNSEEN, OPEN, DONE };

struct metric_walk {
    struct load *load;
    enum mark *marks; /* per step */
    size_t *path;     /* the open steps */
    size_t depth, count;
};

static void visit_step(struct metric_walk *walk, size_t step);

static void put_step(struct buf *text, const struct program *program, size_t step)
{
    buf_printf(text, "%s%s", step % 2 ? "points." : "", program->metrics[step / 2].name);
}

static void report_circle(struct metric_walk *walk, size_t step)
{
    const struct program *program = walk->load->program;
    const struct metric *metric = &program->metrics[step / 2];
    size_t from = 0;
    while (walk->path[from] != step) from++;
    if (from + 1 == walk->depth) {
        load_error(walk->load, metric->at, metric->formula ? "name other metrics in its formula" : "compare another metric",
                   "metric %s %s its own value", metric->name, metric->formula ? "needs" : "compares");
        return;
    }
    struct buf text = {.ceiling = 1000};
    for (size_t i = from; i < walk->depth; i++) {
        put_step(&text, program, walk->path[i]);
        buf_puts(&text, " needs ");
    }
    put_step(&text, program, step);
    load_error(walk->load, metric->at, "take one of these needs away", "metrics need each other in a circle: %.*s",
               TEXT_ARG(buf_view(&text)));
    buf_release(&text);
}

static void visit_names(struct metric_walk *walk, const struct expr *expr)
{
    if (!expr) return;
    if (expr->op == EXPR_NAME) {
        const struct name *name = &walk->load->program->names[expr->slot];
        if (name->kind == NAME_VALUE || name->kind == NAME_POINTS) visit_step(walk, 2 * name->index + (name->kind == NAME_POINTS));
    }
    for (size_t i = 0; i < expr->arg_count; i++) visit_names(walk, expr->args[i]);
}

static void visit_needs(struct metric_walk *walk, size_t step)
{
    const struct metric *metric = &walk->load->program->metrics[step / 2];
    if (step % 2) {
        visit_step(walk, step - 1);
        visit_names(walk, metric->when);
    } else {
        visit_names(walk, metric->formula);
        if (metric_compares(metric) && metric->cohort.of != SIZE_MAX) visit_step(walk, 2 * metric->cohort.of);
    }
}

static void visit_step(struct metric_walk *walk, size_t step)
{
    if (walk->marks[step] == OPEN) report_circle(walk, step);
    if (walk->marks[step] != UNSEEN) return;
    walk->marks[step] = OPEN;
    walk->path[walk->depth++] = step;
    visit_needs(walk, step);
    walk->depth--;
    walk->marks[step] = DONE;
    walk->load->program->metric_steps[walk->count++] = (struct metric_step){.metric = step / 2, .points = step % 2};
}

void load_order_metrics(struct load *load)
{
    struct program *program = load->program;
    size_t steps = 2 * program->metric_count;
    struct metric_walk walk = {
        .load = load, .marks = load_array(load, steps, sizeof *walk.marks), .path = load_array(load, steps, sizeof *walk.path)};
    program->metric_steps = load_array(load, steps, sizeof *program->metric_steps);
    if (!walk.marks || !walk.path || !program->metric_steps) return;
    for (size_t step = 0; step < steps; step++) visit_step(&walk, step);
}
