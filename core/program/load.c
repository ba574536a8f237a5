#include "program/edit.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "program/numeral.h"

struct problem *load_error(struct load *load, struct place at, const char *cure, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct problem *problem = source_verror(&load->program->source, load->problems, at, cure, format, arguments);
    va_end(arguments);
    return problem;
}

void load_warning(struct load *load, struct place at, const char *cure, const char *format, ...)
{
    char what[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    struct problem *problem = problem_add(load->problems, SEVERITY_WARNING, STAGE_PROGRAM, at, cure, "%s", what);
    problem_line(load->problems, problem, source_line(source_holding(&load->program->source, at), at.line));
}

void *load_array(struct load *load, size_t count, size_t size)
{
    void *array = arena_array(load->arena, count > 0 ? count : 1, size);
    if (!array) load->problems->out_of_memory = true;
    return array;
}

/* ---- what stands at the top of program.yaml */

static const char period_cure[] =
    "write a quarter 2026-Q3, a half 2026-H1, a year 2026, a month 2026-07, or two dates 2026-07-01..2026-09-30";
static const char backward_cure[] = "exchange the two dates";
static const struct range months = {1, 12, "from 1 to 12"};

/* One day by itself is what a period of one day is taken for. */
static void cure_day(struct text said, struct problem *problem, struct problems *problems)
{
    int32_t day;
    if (date_parse(text_trim(said), &day)) problem_cure(problems, problem, "for one day write %.*s..%.*s", TEXT_ARG(said), TEXT_ARG(said));
}

/* The value itself was taken by set_period, before anything else was read. */
static void check_period(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct span span;
    (void)to;
    if (!load_scalar(load, node, row) || period_parse(node->scalar, load->program->first_month, &span)) return;
    bool backward = period_is_backward(node->scalar);
    struct problem *problem = load_error(load, node->at, backward ? backward_cure : period_cure, "period: \"%.*s\" %s",
                                         TEXT_ARG(node->scalar), backward ? "ends before it begins" : "is not a period");
    cure_day(node->scalar, problem, load->problems);
}

static const struct row objective_rows[] = {
    {"title", &type_text, offsetof(struct objective, title), true, NULL, NULL, "what people read"},
};
const struct form objective_form = {"an objective", objective_rows, 1,
                                    "Either the title alone or a mapping, which may carry from and until.",
                                    "objectives:\n  grow_services: Partners sell and deliver services, not only licences\n"};

static void read_objectives(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct program *program = to;
    if (!load_is_map(load, node, row->key)) return;
    program->objectives = load_array(load, node->count, sizeof *program->objectives);
    for (size_t i = 0; program->objectives && i < node->count; i++) {
        struct objective *objective = &program->objectives[program->objective_count++];
        *objective = (struct objective){node->keys[i].ptr, node->keys[i].ptr};
        load_name(load, node->keys[i], node->key_at[i], "an objective");
        if (node->items[i]->kind == NODE_SCALAR)
            type_text.read(load, node->items[i], &(struct row){.key = objective->name, .type = &type_text}, &objective->title);
        else
            form_read(load, &objective_form, node->items[i], node->key_at[i], objective);
    }
}

static void read_history(struct load *load, const struct node *node, const struct row *row, void *to)
{
    const char *cure = "keep the history in the program's folder, as in history.sqlite, or name another place with --history";
    if (load_scalar(load, node, row)) *(const char **)to = folder_own(load, node, cure);
}

static const struct row_type type_history = {"path", "history.sqlite", read_history, "text"};
static const struct row_type type_period = {"period", "2026-Q3", check_period, "period"};
static const struct row_type type_objectives = {"mapping of objectives", "{...}", read_objectives, "{text | an objective}"};

#define TO(member) offsetof(struct program, member)
static const struct row program_rows[] = {
    {"program", &type_text, TO(name), true, NULL, NULL, "its name"},
    {"version", &type_text, TO(version), false, NULL, NULL, "shown in outputs"},
    {"currency", &type_text, TO(currency), false, NULL, NULL, "of all money, shown in outputs"},
    {"fiscal_year_start", &type_count, TO(first_month), false, "1", &months,
     "month in which the fiscal year begins; it is named after the calendar year in which it ends"},
    {"period", &type_period, 0, false, NULL, NULL,
     "what a run is for, unless --period says otherwise: 2026-Q3, 2026-H1, 2026, 2026-07 or 2026-07-01..2026-09-30"},
    {"versions", &type_versions, 0, false, NULL, NULL, "files that are the program from and until some day"},
    {"limits", &type_form, TO(limits), false, NULL, &limits_form, "what a plugin may use"},
    {"objectives", &type_objectives, 0, false, NULL, NULL, "what the program is for, by name"},
    {"currencies", &type_currencies, 0, false, NULL, NULL, "how money of other currencies is converted"},
    {"history", &type_history, TO(history), false, NULL, NULL,
     "the file that keeps finished runs (rung run --record makes it): later periods begin with what it holds of earlier ones"},
    {"tables", &type_tables, 0, true, NULL, NULL, "what is known of the partners, by name"},
    {"waivers", &type_waivers, 0, false, NULL, NULL, "approved exceptions"},
    {"scorecards", &type_scorecards, 0, true, NULL, NULL, "what is measured and earned, by name"},
    {"movement", &type_movement, TO(movement), false, NULL, NULL, "from the tier of the last period to the one earned now"},
    {"margin", &type_margin, TO(margin), false, NULL, NULL, "how a margin recommendation is made"},
    {"payouts", &type_payouts, 0, false, NULL, NULL, "kinds of pay-out that amounts are paid as, by name"},
    {"warnings", &type_warnings, TO(warnings), false, NULL, NULL, "what to be told of before it happens"},
    {"incentives", &type_incentives, 0, false, NULL, NULL, "what is awarded besides, by name"},
};
const struct form program_form = {"a program", program_rows, sizeof program_rows / sizeof *program_rows,
                                  "The keys at the top of program.yaml. An objective, table, scorecard, track, metric, tier, incentive, "
                                  "group or kind of pay-out, and movement and margin, may carry "
                                  "from and until (dates, both included), or be a list of versions that carry them: the one in force on "
                                  "the last day of the period is taken.",
                                  "program: Meridian\ncurrency: USD\nperiod: 2026-Q3\n"};

/* ---- one load, as of one day */

static void set_defaults(struct program *program, const char *folder, const struct source *source, struct arena *arena)
{
    *program = (struct program){.source = *source, .folder = folder, .arena = arena, .name_column = -1, .waivers = -1, .first_month = 1};
    program->version = program->currency = "";
    program->movement.promote.so_far = program->movement.demote.so_far = -1;
    program->margin = (struct margin_rule){.places = 2, .rate_places = -1};
}

static bool set_period(struct program *program, const struct node *root, const struct program_options *options, struct problems *problems)
{
    const struct node *month = node_get(root, "fiscal_year_start"), *period = node_get(root, "period");
    struct setting_case first;
    if (month && month->kind == NODE_SCALAR && numeral_parse(month->scalar, false, &first) && first.value.number >= 1 &&
        first.value.number <= 12)
        program->first_month = (int)first.value.number;
    if (options->period) {
        program->period_text = options->period;
        if (period_parse(text_of(options->period), program->first_month, &program->period)) return true;
        bool backward = period_is_backward(text_of(options->period));
        struct problem *problem =
            problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){0}, backward ? backward_cure : period_cure,
                        "--period: \"%s\" %s", options->period, backward ? "ends before it begins" : "is not a period");
        cure_day(text_of(options->period), problem, problems);
        return false;
    }
    if (!period) {
        problem_add(problems, SEVERITY_ERROR, STAGE_PROGRAM, (struct place){.file = program->source.path},
                    "add period: 2026-Q3, or give --period 2026-Q3", "the program has no period");
        return false;
    }
    if (period->kind != NODE_SCALAR) return false;
    program->period_text = period->scalar.ptr;
    return period_parse(period->scalar, program->first_month, &program->period);
}

/* What is read, once, whatever the day. */
struct file {
    const char *folder;
    struct source source;
    const struct node *root;
};

static bool file_open(struct file *file, const char *folder, struct arena *arena, struct problems *problems)
{
    if (!folder_read(folder, &file->source, arena, problems)) return false;
    file->folder = arena_string(arena, text_of(folder));
    file->root = yaml_read(file->source.path, file->source.bytes, arena, problems);
    if (!file->folder) problems->out_of_memory = true;
    return file->root && file->folder;
}

/* The program on a day; NULL for `day`: the period's last. NULL: no version is in force, or memory is out. What changes when is left in
 * `effective`. */
static struct program *build(const struct file *file, const int32_t *day, const struct program_options *options,
                             struct effective *effective, struct arena *arena, struct problems *problems)
{
    struct program *program = arena_alloc(arena, sizeof *program);
    if (!program) {
        problems->out_of_memory = true;
        return NULL;
    }
    set_defaults(program, file->folder, &file->source, arena);
    bool known = set_period(program, file->root, options, problems);
    *effective = (struct effective){.source = &program->source, .arena = arena, .problems = problems, .day_known = day || known};
    effective->day = day ? *day : program->period.to;
    struct load load = {.program = program, .options = options, .arena = arena, .problems = problems, .effective = effective};
    load.file = versions_tree(&load, effective, file->root, !day);
    if (load.file && options->edit_count > 0) load.file = edit_tree(&load, load.file);
    program->tree = load.file;
    const struct node *tree = load.file ? effective_tree(effective, load.file) : NULL;
    payouts_default(&load);
    struct place top = {.file = file->source.path};
    if (tree && form_read(&load, &program_form, tree, top, program) && !problems->out_of_memory) load_check(&load, tree);
    return load.file ? program : NULL;
}

static const struct program_options no_options = {0};

struct program *program_load(const char *folder, const struct program_options *options, struct arena *arena, struct problems *problems)
{
    struct problems own = {0};
    struct file file;
    struct effective effective;
    struct program *program = NULL;
    if (file_open(&file, folder, arena, &own)) program = build(&file, NULL, options ? options : &no_options, &effective, arena, &own);
    if (own.out_of_memory || problems_fatal(&own)) program = NULL;
    problems_sort(&own);
    problems_merge(problems, &own); /* what the tracks of a scorecard share is said once */
    problems_release(&own);
    return program;
}

/* ---- all days on which something changes */

struct days {
    int32_t *items;
    size_t count, cap;
};

static bool days_add(struct days *days, int32_t day)
{
    for (size_t i = 0; i < days->count; i++)
        if (days->items[i] == day) return true;
    if (!mem_grow((void **)&days->items, &days->cap, days->count + 1, sizeof *days->items)) return false;
    days->items[days->count++] = day;
    return true;
}

static bool days_add_changes(struct days *days, const struct effective *effective)
{
    for (size_t i = 0; i < effective->change_count; i++)
        if (!days_add(days, effective->changes[i])) return false;
    return true;
}

/* Problems that only show on another day say so. */
static void name_day(struct problems *problems, int32_t day)
{
    char said[64] = "this holds on ";
    date_format(day, said + strlen(said));
    for (size_t i = 0; i < problems->count; i++)
        if (!problems->items[i].detail) problem_detail(problems, &problems->items[i], text_of(said));
}

static void check_day(const struct file *file, const int32_t *day, const struct program_options *options, struct days *days,
                      const struct program_look *look, struct arena *arena, struct problems *problems)
{
    struct problems own = {0};
    struct effective effective = {0};
    struct program *program = build(file, day, options, &effective, arena, &own);
    if (!days_add_changes(days, &effective)) own.out_of_memory = true;
    if (look && program && !own.out_of_memory) look->at(look->context, program, &own);
    if (day) name_day(&own, *day);
    problems_sort(&own);
    problems_merge(problems, &own);
    problems_release(&own);
}

bool program_check(const char *folder, const struct program_options *options, const struct program_look *look, struct arena *arena,
                   struct problems *problems)
{
    struct problems own = {0};
    struct days days = {0};
    struct file file;
    if (!options) options = &no_options;
    if (file_open(&file, folder, arena, &own)) {
        check_day(&file, NULL, options, &days, look, arena, &own);
        for (size_t i = 0; i < days.count && !own.out_of_memory; i++) {
            int32_t day = days.items[i]; /* a copy: the look at a day may find further ones, and days.items moves */
            check_day(&file, &day, options, &days, look, arena, &own);
        }
    }
    bool good = !problems_fatal(&own);
    problems_merge(problems, &own);
    problems_release(&own);
    mem_free(days.items);
    return good;
}
