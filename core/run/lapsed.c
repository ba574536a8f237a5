#include "run/lapsed.h"

#include "data/without.h"

struct span lapsed_days(const struct program *program)
{
    int32_t last = program->period.to;
    return (struct span){last + 1, date_add_length(last, program->warnings.within)};
}

/* Program, plugins, waivers and earlier periods are those of the run; tables of which rows end are others. */
static bool leave_rows(struct run *lapsed, const struct run *run)
{
    const struct warnings *warnings = &run->program->warnings;
    struct span days = lapsed_days(run->program);
    struct table *tables = arena_array(&lapsed->arena, run->data.table_count, sizeof *tables);
    if (!tables) return false;
    for (size_t t = 0; t < run->data.table_count; t++) tables[t] = run->data.tables[t];
    for (size_t i = 0; i < warnings->date_count; i++) {
        const struct expiry_date *date = &warnings->dates[i];
        struct table left;
        if (!table_without(&left, &tables[date->table], run->data.partners, date->column, days.from, days.to, &lapsed->arena)) return false;
        tables[date->table] = left;
    }
    lapsed->data.tables = tables;
    return true;
}

static struct run *lapsed_begin(struct run *run)
{
    struct run *lapsed = arena_alloc(&run->arena, sizeof *lapsed);
    if (!lapsed) return NULL;
    *lapsed = (struct run){.options = run->options, .jobs = run->jobs, .program = run->program, .rules = run->rules, .data = run->data};
    lapsed->waivers = run->waivers;
    lapsed->earlier = run->earlier;
    lapsed->options.coverage = lapsed->options.profile = false;
    lapsed->options.progress = NULL;
    run->lapsed = lapsed;
    return lapsed;
}

bool lapsed_measure(struct run *run, struct problems *problems)
{
    if (run->program->warnings.date_count == 0) return true;
    struct problems own = {0};
    struct run *lapsed = lapsed_begin(run);
    bool good = lapsed && leave_rows(lapsed, run) && run_measure(lapsed, &own);
    problems->out_of_memory |= own.out_of_memory || !lapsed || lapsed->arena.failed;
    if (!good && !problems->out_of_memory)
        problem_add(problems, SEVERITY_ERROR, STAGE_MEASURE, (struct place){0}, "run again, or take expiry out of warnings",
                    "what is lost with the rows that end soon could not be measured");
    problems_release(&own);
    return good;
}

void lapsed_release(struct run *run)
{
    if (!run->lapsed) return;
    results_close(&run->lapsed->results);
    arena_release(&run->lapsed->arena);
}
