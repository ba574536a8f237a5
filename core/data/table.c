#include "data/table.h"

#include "base/mem.h"
#include "data/chunk.h"
#include "data/complaint.h"
#include "data/group.h"
#include "data/huge.h"
#include "data/pack.h"
#include "data/partners.h"
#include "data/revisit.h"
#include "data/unique.h"

struct building {
    struct intake *intake;
    struct pool *pool;
    struct dataset *dataset;
    struct table *table;
    struct blend *blends; /* per lane */
    bool *crowded;        /* per lane */
    atomic_bool no_memory;
    struct problems *problems;
};

/* What did not work is the file's fault, or memory's. */
static bool fail(struct building *building)
{
    if (source_check(&building->intake->source, building->problems)) building->problems->out_of_memory = true;
    return false;
}

static void blend_one(void *context, size_t lane, int worker)
{
    struct building *building = context;
    (void)worker;
    if (!building->intake->plans[lane].stored || building->blends[lane].made) return;
    if (!blend_make(&building->blends[lane], building->intake, lane, &building->crowded[lane]) && !building->crowded[lane])
        atomic_store(&building->no_memory, true);
}

static bool report_crowded(struct building *building)
{
    bool ok = true;
    for (size_t lane = 0; lane < building->intake->plan_count; lane++) {
        if (building->crowded[lane]) complain_crowded(building->intake->spec, building->problems, building->intake->plans[lane].spec);
        ok = ok && !building->crowded[lane];
    }
    return ok;
}

static bool check_unique(struct building *building)
{
    struct intake *intake = building->intake;
    for (size_t lane = 0; lane < intake->plan_count; lane++) {
        const struct lane_plan *plan = &intake->plans[lane];
        bool partner_key = !intake->partners && plan->column == intake->spec->key;
        if (!plan->spec->unique || partner_key) continue;
        blend_one(building, lane, 0);
        if (atomic_load(&building->no_memory) || building->crowded[lane]) continue;
        if (!unique_check(intake, &building->blends[lane], lane, building->problems, building->dataset->troubles)) return fail(building);
    }
    return true;
}

/* Once every row's fate is known. */
static bool blend_all(struct building *building)
{
    pool_each(building->pool, building->intake->plan_count, blend_one, building);
    intake_release_benches(building->intake);
    if (atomic_load(&building->no_memory)) return fail(building);
    return report_crowded(building);
}

static bool place_rows(struct building *building)
{
    struct table *table = building->table;
    size_t partners = building->dataset->partners, rows = 0;
    for (size_t i = 0; i < building->intake->chunk_count; i++) {
        rows += building->intake->chunks[i].rows;
        table->set_aside += building->intake->chunks[i].set_aside;
    }
    if (rows >= ROW_GONE) return fail(building);
    if (!building->intake->partners) {
        table->rows = group_rows(building->intake, building->pool, NULL, NULL, 0);
        return true;
    }
    table->first = mem_zero(partners + 1, sizeof *table->first);
    uint32_t *cursors = mem_zero(partners, sizeof *cursors);
    if (table->first && cursors) table->rows = group_rows(building->intake, building->pool, table->first, cursors, partners);
    mem_free(cursors);
    return (table->first && cursors) || fail(building);
}

/* The dictionary goes to the dataset: its words and index stay where they are. */
static bool hand_over_words(struct building *building, struct column *column, struct blend *blend)
{
    column->own = arena_alloc(&building->dataset->arena, sizeof *column->own);
    if (!column->own) return fail(building);
    *column->own = blend->words;
    blend->words = (struct words){0};
    column->words = (struct dictionary){column->own->items, column->own->count, &column->own->index};
    return true;
}

static bool fill_column(struct building *building, size_t lane)
{
    const struct lane_plan *plan = &building->intake->plans[lane];
    struct blend *blend = &building->blends[lane];
    struct column *column = &building->table->columns[plan->column];
    if (!plan->spec->wanted || !plan->stored) return true;
    column->width = blend->width;
    column->real = blend->real;
    column->scale = blend->scale;
    column->base = blend->base;
    column->cells = huge_alloc(building->table->rows * blend->width);
    if (!column->cells) return fail(building);
    group_column(building->intake, building->pool, blend, lane, column->cells);
    return plan->spec->type != COLUMN_TEXT || hand_over_words(building, column, blend);
}

/* Once the rows have their places. */
static bool fill_lines(struct building *building)
{
    struct table *table = building->table;
    if (!table->spec->lined) return true;
    table->lines = arena_array(&building->dataset->arena, table->rows, sizeof *table->lines);
    if (!table->lines) return fail(building);
    for (size_t i = 0; i < building->intake->chunk_count; i++) {
        const struct chunk *chunk = &building->intake->chunks[i];
        for (size_t row = 0; row < chunk->rows; row++)
            if (chunk->owners[row] != ROW_GONE) table->lines[chunk->owners[row]] = revisit_line(chunk, row);
    }
    return true;
}

/* A text key needs no lane: its code is the partner's number. */
static bool fill_key_column(struct building *building)
{
    const struct dataset *dataset = building->dataset;
    struct table *table = building->table;
    struct column *column = &table->columns[table->spec->key];
    if (column->spec->type != COLUMN_TEXT || !column->spec->wanted || column->cells) return true;
    column->base = -1;
    column->width = sizeof(uint32_t);
    uint32_t *cells = column->cells = mem_alloc(table->rows * sizeof *cells);
    if (!cells) return fail(building);
    column->words = (struct dictionary){dataset->keys->keys, dataset->keys->count, &dataset->keys->index};
    for (size_t row = 0; !table->first && row < table->rows; row++) cells[row] = (uint32_t)row + 1;
    for (size_t partner = 0; table->first && partner < dataset->partners; partner++)
        for (size_t row = table->first[partner]; row < table->first[partner + 1]; row++) cells[row] = (uint32_t)partner + 1;
    return true;
}

static bool build(struct building *building)
{
    struct intake *intake = building->intake;
    if (!check_unique(building)) return false;
    if (!intake->partners && !partners_gather(building->dataset->keys, intake, building->problems)) return fail(building);
    if (!blend_all(building) || !place_rows(building)) return false;
    for (size_t lane = 0; lane < intake->plan_count; lane++)
        if (!fill_column(building, lane)) return false;
    return fill_lines(building) && fill_key_column(building);
}

static bool add_columns(struct building *building)
{
    const struct table_spec *spec = building->intake->spec;
    struct table *table = building->table;
    table->spec = spec;
    table->partners = building->dataset->keys;
    table->columns = arena_array(&building->dataset->arena, spec->column_count, sizeof *table->columns);
    for (size_t i = 0; table->columns && i < spec->column_count; i++) table->columns[i].spec = &spec->columns[i];
    return table->columns != NULL;
}

bool table_build(struct intake *intake, struct pool *pool, struct dataset *dataset, struct table *table, struct problems *problems)
{
    struct building building = {.intake = intake, .pool = pool, .dataset = dataset, .table = table, .problems = problems};
    building.blends = mem_zero(intake->plan_count, sizeof *building.blends);
    building.crowded = mem_zero(intake->plan_count, sizeof *building.crowded);
    bool ok = (building.blends && building.crowded && add_columns(&building)) || fail(&building);
    ok = ok && build(&building);
    for (size_t lane = 0; building.blends && lane < intake->plan_count; lane++) blend_release(&building.blends[lane], intake);
    mem_free(building.blends);
    mem_free(building.crowded);
    for (size_t i = 0; i < intake->chunk_count; i++) chunk_release(&intake->chunks[i], intake);
    return ok;
}
