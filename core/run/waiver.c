/* Waivers: rows of a table become exceptions that cards know. What a row may waive is read in waiver_target.c. */
#include "run/waiver.h"

#include <stdarg.h>

#include "run/waiver_target.h"

enum field { WHAT, VALUE, APPROVER, REASON, FROM, UNTIL, FIELD_COUNT };
static const char *const field_names[FIELD_COUNT] = {"what", "value", "approver", "reason", "from", "until"};
static const char *const field_subjects[FIELD_COUNT] = {"waivers.what",   "waivers.value", "waivers.approver",
                                                        "waivers.reason", "waivers.from",  "waivers.until"};

struct work {
    struct waivers *waivers;
    const struct program *program;
    const struct table *table;
    const struct column *columns[FIELD_COUNT]; /* NULL: not stored */
    struct text partner;
    size_t partner_first; /* where this partner's waivers begin */
    size_t row;
    struct arena *arena;
    struct problems *problems;
};

/* ---- reading a row */

static const struct column *find_column(const struct table *table, const char *name)
{
    int column = table_column(table->spec, text_of(name));
    return column >= 0 && table->columns[column].cells ? &table->columns[column] : NULL;
}

static struct value cell(const struct work *work, enum field field, size_t row)
{
    return work->columns[field] ? column_value(work->columns[field], row) : (struct value){.kind = VALUE_NONE};
}

static struct text text_cell(const struct work *work, enum field field, size_t row)
{
    return text_trim(cell(work, field, row).text);
}

static int32_t day_cell(const struct work *work, enum field field, size_t row, int32_t open)
{
    struct value value = cell(work, field, row);
    return value.kind == VALUE_NUMBER ? (int32_t)value.number : open;
}

static struct waiver read_row(const struct work *work, size_t row)
{
    return (struct waiver){
        .what = text_cell(work, WHAT, row),
        .value = text_cell(work, VALUE, row),
        .approver = text_cell(work, APPROVER, row),
        .reason = text_cell(work, REASON, row),
        .from = day_cell(work, FROM, row, DATE_MIN),
        .until = day_cell(work, UNTIL, row, DATE_MAX),
    };
}

/* ---- what is wrong with it */

__attribute__((format(printf, 5, 6))) static struct problem *remark(struct work *work, const struct waiver *waiver, enum severity severity,
                                                                    enum field field, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *fault = arena_vprintf(work->arena, format, args);
    va_end(args);
    struct place place = {.file = work->table->spec->path, .line = work->table->lines[work->row]};
    struct problem *problem = problem_add(work->problems, severity, STAGE_DATA, place, NULL, "waiver of \"%.*s\" for partner %.*s %s",
                                          TEXT_ARG(waiver->what), TEXT_ARG(work->partner), fault ? fault : "cannot be used");
    problem_about(work->problems, problem, work->partner, text_of(field_subjects[field]));
    return problem;
}

static bool signed_off(struct work *work, const struct waiver *waiver)
{
    if (waiver->approver.len == 0)
        problem_cure(work->problems, remark(work, waiver, SEVERITY_ERROR, APPROVER, "names no approver"),
                     "write who approved it in the column approver");
    if (waiver->reason.len == 0)
        problem_cure(work->problems, remark(work, waiver, SEVERITY_ERROR, REASON, "gives no reason"),
                     "write why it was approved in the column reason");
    return waiver->approver.len > 0 && waiver->reason.len > 0;
}

static bool find_target(struct work *work, const struct waiver *waiver, struct waiver_target *target)
{
    size_t found = waiver_target_find(work->program, waiver->what, target);
    if (found == 1) return true;
    if (found > 1) {
        problem_cure(work->problems, remark(work, waiver, SEVERITY_ERROR, WHAT, "may mean a metric of several scorecards"),
                     "put the scorecard's name before it: %s.%.*s", work->program->scorecards[target->scorecard].name,
                     TEXT_ARG(waiver->what));
        return false;
    }
    struct problem *problem = remark(work, waiver, SEVERITY_ERROR, WHAT, "names nothing that can be waived");
    const char *near = waiver_target_near(work->program, waiver->what, work->arena);
    if (near)
        problem_cure(work->problems, problem, "did you mean %s?", near);
    else
        problem_cure(work->problems, problem, "write tier, margin, a metric, or points.<metric>, with <scorecard>. before it where needed");
    return false;
}

static bool find_value(struct work *work, struct waiver *waiver, const struct waiver_target *target)
{
    if (waiver_target_value(work->program, target, waiver)) return true;
    struct problem *problem = remark(work, waiver, SEVERITY_ERROR, VALUE, "has the value \"%.*s\", which is no %s", TEXT_ARG(waiver->value),
                                     waiver_target_wants(target));
    const char *near = target->kind == WAIVE_TIER ? waiver_target_near_tier(work->program, target, waiver->value, work->arena) : NULL;
    if (near)
        problem_cure(work->problems, problem, "did you mean %s?", near);
    else
        problem_cure(work->problems, problem, "write %s", waiver_target_example(work->program, target, work->arena));
    return false;
}

/* ---- dates */

static void say_when(struct work *work, const struct waiver *waiver, const char *verb, const char *cure)
{
    char day[DATE_TEXT_MAX];
    date_format(waiver->until, day);
    problem_cure(work->problems, remark(work, waiver, SEVERITY_NOTE, UNTIL, "%s on %s", verb, day), "%s", cure);
}

static bool dates_in_order(struct work *work, const struct waiver *waiver)
{
    char from[DATE_TEXT_MAX], until[DATE_TEXT_MAX];
    if (waiver->from <= waiver->until) return true;
    date_format(waiver->from, from);
    date_format(waiver->until, until);
    problem_cure(work->problems, remark(work, waiver, SEVERITY_ERROR, FROM, "begins on %s, after it ends on %s", from, until),
                 "write the first day in the column from and the last day in the column until");
    return false;
}

static bool is_over(struct work *work, const struct waiver *waiver)
{
    if (waiver->until >= work->program->period.to) return false;
    work->waivers->expired++;
    say_when(work, waiver, "expired", "renew it with a later day in the column until, or delete the row");
    return true;
}

static void warn_of_end(struct work *work, const struct waiver *waiver)
{
    if (waiver->until - work->program->period.to > WAIVER_SOON_DAYS) return;
    work->waivers->soon++;
    say_when(work, waiver, "expires", "renew it before then, or tell the partner");
}

/* ---- adding it */

static bool same_target(const struct waiver *a, const struct waiver *b)
{
    if (a->kind != b->kind) return false;
    if (a->kind == WAIVE_TIER) return a->scorecard == b->scorecard;
    return a->kind == WAIVE_MARGIN || a->index == b->index;
}

static bool is_first(struct work *work, const struct waiver *waiver)
{
    for (size_t i = work->partner_first; i < work->waivers->count; i++) {
        const struct waiver *earlier = &work->waivers->items[i];
        if (!same_target(waiver, earlier)) continue;
        problem_cure(work->problems,
                     remark(work, waiver, SEVERITY_ERROR, WHAT, "is there twice: \"%.*s\" and \"%.*s\" are both in force",
                            TEXT_ARG(earlier->value), TEXT_ARG(waiver->value)),
                     "keep one of them, or let one end before the other begins");
        return false;
    }
    return true;
}

static void add(struct work *work, const struct waiver *waiver)
{
    if (is_first(work, waiver)) work->waivers->items[work->waivers->count++] = *waiver;
}

/* A metric is another one in each track. */
static void add_metric(struct work *work, struct waiver *waiver, const struct waiver_target *target)
{
    for (size_t t = 0; t < work->program->scorecards[target->scorecard].track_count; t++) {
        int metric = program_metric(work->program, target->scorecard, t, target->metric);
        if (metric < 0) continue;
        waiver->index = (size_t)metric;
        add(work, waiver);
    }
}

static void warn_no_margin(struct work *work, const struct waiver *waiver)
{
    problem_cure(work->problems, remark(work, waiver, SEVERITY_WARNING, WHAT, "has no effect: the program has no margin"),
                 "add margin: {} to program.yaml, or delete the row");
}

static void resolve_row(struct work *work)
{
    struct waiver waiver = read_row(work, work->row);
    struct waiver_target target = {0};
    if (!dates_in_order(work, &waiver) || is_over(work, &waiver)) return;
    bool good = signed_off(work, &waiver);
    if (!find_target(work, &waiver, &target) || !find_value(work, &waiver, &target) || !good) return;
    if (waiver.from > work->program->period.to) return;
    warn_of_end(work, &waiver);
    if (target.kind == WAIVE_MARGIN && !work->program->margin.given) warn_no_margin(work, &waiver);
    if (target.kind == WAIVE_VALUE || target.kind == WAIVE_POINTS)
        add_metric(work, &waiver, &target);
    else
        add(work, &waiver);
}

static size_t most_tracks(const struct program *program)
{
    size_t most = 1;
    for (size_t s = 0; s < program->scorecard_count; s++)
        if (program->scorecards[s].track_count > most) most = program->scorecards[s].track_count;
    return most;
}

bool waivers_resolve(struct waivers *waivers, const struct program *program, const struct dataset *dataset, struct arena *arena,
                     struct problems *problems)
{
    *waivers = (struct waivers){0};
    if (program->waivers < 0) return true;
    const struct table *table = &dataset->tables[program->waivers];
    struct work work = {.waivers = waivers, .program = program, .table = table, .arena = arena, .problems = problems};
    for (size_t f = 0; f < FIELD_COUNT; f++) work.columns[f] = find_column(table, field_names[f]);
    waivers->items = arena_array(arena, table->rows * most_tracks(program), sizeof *waivers->items);
    waivers->first = arena_array(arena, dataset->partners + 1, sizeof *waivers->first);
    if (!waivers->items || !waivers->first) return false;
    for (size_t p = 0; p < dataset->partners; p++) {
        work.partner = column_key(&dataset->tables[0], p);
        work.partner_first = waivers->count;
        for (work.row = table->first[p]; work.row < table->first[p + 1]; work.row++) resolve_row(&work);
        waivers->first[p + 1] = (uint32_t)waivers->count;
    }
    return true;
}

const struct waiver *waivers_value(const struct waivers *waivers, size_t partner, size_t metric)
{
    if (waivers->count == 0) return NULL;
    for (uint32_t i = waivers->first[partner]; i < waivers->first[partner + 1]; i++)
        if (waivers->items[i].kind == WAIVE_VALUE && waivers->items[i].index == metric) return &waivers->items[i];
    return NULL;
}
