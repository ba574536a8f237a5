#include "draft/figures.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/number.h"
#include "draft/hints.h"

enum { THREADS = 2, QUARTERS = 4 * 400, FIRST_YEAR = 1800, NEARLY = 14 };

/* ---- which metrics */

static void add(struct figures *figures, enum figure_kind kind, const struct table_spec *specs, size_t table, int column)
{
    bool rows = kind != FIGURE_ATTRIBUTE;
    const struct column_spec *outcome = rows ? hints_outcome(&specs[table]) : NULL;
    if (figures->count == FIGURES_MAX) return;
    figures->items[figures->count++] = (struct figure){
        .kind = kind,
        .table = table,
        .column = column,
        .date = rows ? hints_date(&specs[table]) : -1,
        .outcome = outcome ? (int)(outcome - specs[table].columns) : -1,
        .word = outcome ? outcome->allowed[hints_success(outcome)] : NULL,
        .yesno = !rows && specs[table].columns[column].type == COLUMN_YESNO,
    };
}

static void choose(struct figures *figures, const struct table_spec *specs, size_t count)
{
    for (size_t t = 1; t < count; t++) {
        int number = hints_number(&specs[t]);
        if (number >= 0 && specs[t].columns[number].type == COLUMN_MONEY) add(figures, FIGURE_SUM, specs, t, number);
    }
    for (size_t t = 1; t < count; t++) add(figures, FIGURE_COUNT, specs, t, -1);
    for (size_t c = 0; c < specs[0].column_count && figures->count < 4; c++) {
        enum column_type type = specs[0].columns[c].type;
        if (type != COLUMN_TEXT && type != COLUMN_DATE) add(figures, FIGURE_ATTRIBUTE, specs, 0, (int)c);
    }
}

/* The table whose days decide: of the first figure that has any. */
static void choose_days(struct figures *figures)
{
    figures->dated_column = -1;
    for (size_t i = figures->count; i-- > 0;) {
        if (figures->items[i].date < 0) continue;
        figures->dated_table = figures->items[i].table;
        figures->dated_column = figures->items[i].date;
    }
}

static void want_columns(struct figures *figures, struct table_spec *specs, size_t count)
{
    for (size_t t = 0; t < count; t++) specs[t].columns[specs[t].key].wanted = true;
    for (size_t i = 0; i < figures->count; i++) {
        const struct figure *figure = &figures->items[i];
        if (figure->column >= 0) specs[figure->table].columns[figure->column].wanted = true;
        if (figure->date >= 0) specs[figure->table].columns[figure->date].wanted = true;
        if (figure->outcome >= 0) specs[figure->table].columns[figure->outcome].wanted = true;
    }
}

/* ---- the period */

static int quarter_of(int64_t day)
{
    struct civil civil = date_civil((int32_t)day);
    return (civil.year - FIRST_YEAR) * 4 + (civil.month - 1) / 3;
}

static struct span quarter_days(int quarter)
{
    int32_t from = date_from_civil(FIRST_YEAR + quarter / 4, quarter % 4 * 3 + 1, 1);
    return (struct span){from, date_add_months(from, 3) - 1};
}

/* The last quarter that is whole, as far as days tell, and has no fewer than half as many rows as quarters mostly have: plans reach further
 * than what was done. */
static int last_quarter(const uint64_t counts[QUARTERS], struct span days)
{
    uint64_t rows = 0, used = 0;
    int last = -1;
    for (int q = 0; q < QUARTERS; q++) {
        rows += counts[q];
        used += counts[q] > 0;
        if (counts[q] > 0) last = q;
    }
    for (int q = last; q >= 0; q--)
        if (counts[q] * 2 * used >= rows && quarter_days(q).to <= days.to + NEARLY) return q;
    return last;
}

static bool find_period(struct figures *figures, const struct dataset *data)
{
    if (figures->dated_column < 0) return true;
    const struct table *table = &data->tables[figures->dated_table];
    const struct column *column = &table->columns[figures->dated_column];
    uint64_t *counts = mem_zero(QUARTERS, sizeof *counts);
    int64_t day;
    if (!counts) return false;
    figures->days = (struct span){DATE_MAX, DATE_MIN};
    for (size_t row = 0; row < table->rows; row++) {
        if (!column_integer(column, row, &day)) continue;
        int quarter = quarter_of(day);
        if (quarter < 0 || quarter >= QUARTERS) continue;
        counts[quarter]++;
        if (day < figures->days.from) figures->days.from = (int32_t)day;
        if (day > figures->days.to) figures->days.to = (int32_t)day;
    }
    int quarter = last_quarter(counts, figures->days);
    if (quarter >= 0) figures->period = quarter_days(quarter);
    if (quarter < 0) figures->dated_column = -1;
    mem_free(counts);
    return true;
}

/* ---- what partners come to */

static double cell_of(const struct column *column, size_t row)
{
    struct value value = column_value(column, row);
    return value.kind == VALUE_NUMBER || value.kind == VALUE_YESNO ? value.number : 0;
}

static bool counts_in(const struct figures *figures, const struct figure *figure, const struct table *table, size_t row)
{
    int64_t day, code;
    const struct column *outcome = figure->outcome < 0 ? NULL : &table->columns[figure->outcome];
    if (outcome && (!column_integer(outcome, row, &code) || code != figure->code)) return false;
    if (figure->date < 0) return true;
    return column_integer(&table->columns[figure->date], row, &day) && day >= figures->period.from && day <= figures->period.to;
}

static void measure(const struct figures *figures, struct figure *figure, const struct dataset *data)
{
    const struct table *table = &data->tables[figure->table];
    if (figure->outcome >= 0) figure->code = column_code(&table->columns[figure->outcome], text_of(figure->word));
    for (size_t partner = 0; partner < figures->partners; partner++) {
        if (figure->kind == FIGURE_ATTRIBUTE) {
            figure->values[partner] = cell_of(&table->columns[figure->column], partner);
            continue;
        }
        for (size_t row = table->first[partner]; row < table->first[partner + 1]; row++)
            if (counts_in(figures, figure, table, row))
                figure->values[partner] += figure->kind == FIGURE_COUNT ? 1 : cell_of(&table->columns[figure->column], row);
    }
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* To two digits, as people write a target. */
static double round_figure(double value)
{
    if (!(value > 0)) return 0;
    double unit = pow(10, floor(log10(value)) - 1);
    double rounded = number_tidy(floor(value / unit + 0.5) * unit);
    return value >= 10 ? floor(rounded + 0.5) : rounded;
}

/* Of the values above 0, in order. */
static double at_share(const double *sorted, size_t count, double share)
{
    return count == 0 ? 0 : sorted[(size_t)((double)(count - 1) * share + 0.5)];
}

static bool set_marks(struct figure *figure, size_t partners)
{
    if (figure->yesno) {
        figure->some = 0.5;
        figure->much = 1;
        return true;
    }
    double *sorted = mem_alloc(partners * sizeof *sorted);
    size_t count = 0;
    if (!sorted) return false;
    for (size_t i = 0; i < partners; i++)
        if (figure->values[i] > 0) sorted[count++] = figure->values[i];
    qsort(sorted, count, sizeof *sorted, by_size);
    figure->some = round_figure(at_share(sorted, count, 0.5));
    figure->much = round_figure(at_share(sorted, count, 0.9));
    mem_free(sorted);
    if (!(figure->some > 0)) figure->some = 1;
    if (!(figure->much > figure->some)) figure->much = figure->some * 2;
    return true;
}

static double points_of(const struct figure *figure, size_t partner)
{
    double value = figure->values[partner];
    if (value <= 0) return 0;
    if (value <= figure->some) return 50 * value / figure->some;
    return value >= figure->much ? 100 : 50 + 50 * (value - figure->some) / (figure->much - figure->some);
}

static size_t reach(const double *scores, size_t count, double score)
{
    size_t reached = 0;
    for (size_t i = 0; i < count; i++) reached += number_reaches(scores[i], score);
    return reached;
}

/* A fifth of the partners are gold and half of them silver or better, as far as steps of 5 allow. */
static bool set_tiers(struct figures *figures)
{
    size_t count = figures->partners;
    double *scores = mem_zero(count, sizeof *scores);
    if (!scores) return false;
    for (size_t p = 0; p < count; p++)
        for (size_t i = 0; i < figures->count; i++) scores[p] += points_of(&figures->items[i], p) * figures_weight(figures, i) / 100;
    qsort(scores, count, sizeof *scores, by_size);
    figures->gold = floor(at_share(scores, count, 0.8) / 5) * 5;
    figures->silver = floor(at_share(scores, count, 0.5) / 5) * 5;
    if (figures->silver < 5) figures->silver = 5;
    if (figures->gold <= figures->silver) figures->gold = figures->silver + 20;
    figures->golden = reach(scores, count, figures->gold);
    figures->silvern = reach(scores, count, figures->silver);
    mem_free(scores);
    return true;
}

/* The first counts most; together they are 100. */
double figures_weight(const struct figures *figures, size_t index)
{
    size_t others = figures->count - 1;
    double each = others == 0 ? 0 : floor(60 / (double)others / 5) * 5;
    return index == 0 ? 100 - each * (double)others : each;
}

static bool work_out(struct figures *figures, const struct dataset *data, struct arena *arena)
{
    figures->partners = data->partners;
    if (!find_period(figures, data)) return false;
    for (size_t i = 0; i < figures->count; i++) {
        struct figure *figure = &figures->items[i];
        figure->values = arena_array(arena, data->partners ? data->partners : 1, sizeof *figure->values);
        if (!figure->values) return false;
        measure(figures, figure, data);
        if (!set_marks(figure, figures->partners)) return false;
    }
    return set_tiers(figures);
}

/* Where the tables cannot be loaded, a check of the program says why: then there are no figures, but a program all the same. */
static void guess(struct figures *figures)
{
    for (size_t i = 0; i < figures->count; i++) {
        figures->items[i].some = 1;
        figures->items[i].much = 2;
    }
    figures->gold = 70;
    figures->silver = 40;
    figures->dated_column = -1;
}

static bool find_strays(struct figures *figures, const struct table_spec *specs, size_t count, const struct problems *problems,
                        struct arena *arena)
{
    figures->strays = arena_array(arena, count, sizeof *figures->strays);
    for (size_t t = 1; figures->strays && t < count; t++) {
        struct strays *strays = &figures->strays[t];
        const char *subject = arena_printf(arena, "%s.%s", specs[t].name, specs[t].columns[specs[t].key].name);
        for (size_t i = 0; subject && i < problems->count; i++) {
            const struct problem *problem = &problems->items[i];
            if (problem->severity != SEVERITY_ERROR || !problem->subject || strcmp(problem->subject, subject) != 0) continue;
            if (strays->rows++ > 0 && problem->place.line >= strays->line) continue;
            strays->line = problem->place.line;
            strays->what = arena_string(arena, text_of(problem->what));
        }
    }
    return figures->strays && !arena->failed;
}

bool figures_make(struct figures *figures, struct table_spec *specs, size_t count, struct arena *arena)
{
    struct dataset data = {0};
    struct problems problems = {0};
    *figures = (struct figures){0};
    choose(figures, specs, count);
    choose_days(figures);
    want_columns(figures, specs, count);
    bool loaded = dataset_load(&data, specs, count, THREADS, &problems, NULL), good = true;
    if (loaded && data.partners > 0 && figures->count > 0)
        good = work_out(figures, &data, arena);
    else
        guess(figures);
    good = good && find_strays(figures, specs, count, &problems, arena) && !problems.out_of_memory;
    dataset_release(&data);
    problems_release(&problems);
    return good;
}
