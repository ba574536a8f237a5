#include "run/earlier.h"

#include <limits.h>

#include "base/mem.h"
#include "run/earlier_table.h"
#include "score/card.h"

/* ---- runs */

static bool is_earlier(const struct program *program, const struct history_run *run)
{
    return strcmp(run->program, program->name) == 0 && run->span.to < program->period.from;
}

static bool find_runs(struct earlier *earlier, const struct program *program, struct arena *arena, struct problems *problems)
{
    size_t count;
    if (!history_open(earlier->path, HISTORY_OPEN, &earlier->history, problems)) return false;
    if (!earlier->history) return true;
    if (!history_runs(earlier->history, arena, &earlier->runs, &count, problems)) return false;
    for (size_t i = 0; i < count; i++)
        if (is_earlier(program, &earlier->runs[i])) earlier->runs[earlier->count++] = earlier->runs[i];
    earlier->first = earlier->count;
    return true;
}

static bool fill_table(struct earlier *earlier, struct table_spec *table, struct buf *page, struct problems *problems)
{
    if (!earlier_table(earlier->history, earlier->runs, earlier->count, table, page, problems)) return false;
    table->path = earlier->path;
    table->bytes = buf_view(page);
    earlier->first = 0;
    return true;
}

static bool fill_tables(struct earlier *earlier, struct program *program, struct problems *problems)
{
    bool good = true;
    earlier->pages = mem_zero(program->table_count, sizeof *earlier->pages);
    earlier->page_count = earlier->pages ? program->table_count : 0;
    problems->out_of_memory |= !earlier->pages;
    for (size_t i = 0; good && i < earlier->page_count; i++)
        good = !program->tables[i].history || fill_table(earlier, &program->tables[i], &earlier->pages[i], problems);
    return good && earlier->pages;
}

bool earlier_open(struct earlier *earlier, const char *path, struct program *program, struct arena *arena, struct problems *problems)
{
    earlier->path = path;
    return !path || (find_runs(earlier, program, arena, problems) && fill_tables(earlier, program, problems));
}

void earlier_close(struct earlier *earlier)
{
    history_close(earlier->history);
    for (size_t i = 0; i < earlier->page_count; i++) buf_release(&earlier->pages[i]);
    mem_free(earlier->pages);
    earlier->history = NULL;
    earlier->pages = NULL;
    earlier->page_count = 0;
}

/* ---- what one row tells of a partner */

struct reading {
    struct earlier *earlier;
    const struct program *program;
    const struct dataset *data;
    bool last;      /* of the earlier runs: what it carried is carried still */
    bool this_year; /* what it paid counts */
    bool good;
};

static int count_of(const struct value *cell)
{
    return cell->kind == VALUE_NUMBER && cell->number > 0 && cell->number < INT_MAX ? (int)cell->number : 0;
}

static size_t scorecard_named(const struct program *program, const struct value *cell)
{
    size_t s = 0;
    while (s < program->scorecard_count && !text_is(cell->text, program->scorecards[s].name)) s++;
    return s;
}

static size_t incentive_named(const struct program *program, const struct value *cell)
{
    size_t i = 0;
    while (i < program->incentive_count && !text_is(cell->text, program->incentives[i].name)) i++;
    return i;
}

/* A card that was left open gave no tier: the partner still holds the one before. */
static bool visit_scorecard(void *context, const struct value *cells)
{
    struct reading *reading = context;
    const struct program *program = reading->program;
    size_t partner = dataset_partner(reading->data, cells[HISTORY_PARTNER].text);
    size_t s = scorecard_named(program, &cells[SCORECARDS_SCORECARD]);
    if (partner == SIZE_MAX || s == program->scorecard_count) return true;
    bool open = text_is(cells[SCORECARDS_MOVEMENT].text, movement_names[MOVED_OPEN]);
    reading->earlier->tiers[partner * program->scorecard_count + s] = (struct past_tier){
        .tier = tier_named(&program->scorecards[s], cells[open ? SCORECARDS_PRIOR : SCORECARDS_TIER].text),
        .below = count_of(&cells[SCORECARDS_BELOW]),
        .above = count_of(&cells[SCORECARDS_ABOVE]),
    };
    return true;
}

/* No amount is zero. */
static struct decimal amount_of(const struct value *cell)
{
    struct decimal amount;
    return cell->kind == VALUE_TEXT && decimal_parse(cell->text, &amount) ? amount : decimal_of(0, 0);
}

static bool visit_award(void *context, const struct value *cells)
{
    struct reading *reading = context;
    const struct program *program = reading->program;
    size_t partner = dataset_partner(reading->data, cells[HISTORY_PARTNER].text);
    size_t i = incentive_named(program, &cells[AWARDS_INCENTIVE]);
    if (partner == SIZE_MAX || i == program->incentive_count) return true;
    struct past_award *award = &reading->earlier->awards[partner * program->incentive_count + i];
    if (reading->this_year) reading->good = decimal_add(award->paid, amount_of(&cells[AWARDS_PAID]), &award->paid);
    if (reading->last) award->carried = amount_of(&cells[AWARDS_CARRIED]);
    return reading->good;
}

/* ---- all partners */

static bool make_room(struct earlier *earlier, const struct program *program, size_t partners, struct arena *arena)
{
    size_t tiers = partners * program->scorecard_count;
    earlier->tiers = arena_array(arena, tiers + 1, sizeof *earlier->tiers);
    earlier->awards = arena_array(arena, partners * program->incentive_count + 1, sizeof *earlier->awards);
    for (size_t i = 0; earlier->tiers && i < tiers; i++) earlier->tiers[i].tier = -1;
    return earlier->tiers && earlier->awards;
}

static int32_t fiscal_year_begin(const struct program *program)
{
    struct window year = {.kind = WINDOW_YTD};
    return window_resolve(&year, program->period, program->first_month).from;
}

/* The last run, and those of this fiscal year. */
static bool read_run(struct reading *reading, size_t index, struct problems *problems)
{
    struct earlier *earlier = reading->earlier;
    const struct history_run *run = &earlier->runs[index];
    reading->last = index + 1 == earlier->count;
    reading->this_year = run->span.to >= fiscal_year_begin(reading->program);
    if (!reading->last && !reading->this_year) return true;
    if (index < earlier->first) earlier->first = index;
    return (!reading->last || history_rows(earlier->history, run, HISTORY_SCORECARDS, visit_scorecard, reading, problems)) &&
           history_rows(earlier->history, run, HISTORY_AWARDS, visit_award, reading, problems);
}

static bool read_runs(struct reading *reading, struct problems *problems)
{
    bool good = true;
    for (size_t i = 0; good && i < reading->earlier->count; i++) good = read_run(reading, i, problems);
    if (!reading->good)
        problem_add(problems, SEVERITY_ERROR, STAGE_DATA, (struct place){.file = reading->earlier->path}, "put a copy of the file back",
                    "the history holds amounts that Rung did not write");
    return good;
}

bool earlier_read(struct earlier *earlier, const struct program *program, const struct dataset *data, struct arena *arena,
                  struct problems *problems)
{
    struct reading reading = {.earlier = earlier, .program = program, .data = data, .good = true};
    if (!earlier->path) return true;
    bool good = make_room(earlier, program, data->partners, arena);
    if (!good) problems->out_of_memory = true;
    good = good && read_runs(&reading, problems);
    earlier_close(earlier);
    return good;
}

bool earlier_past(const struct earlier *earlier, const struct program *program, size_t partner, struct past *past)
{
    if (!earlier->tiers) return false;
    *past = (struct past){
        .tiers = earlier->tiers + partner * program->scorecard_count,
        .awards = earlier->awards + partner * program->incentive_count,
    };
    return true;
}
