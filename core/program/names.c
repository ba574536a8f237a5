#include "program/names.h"

#include <stdint.h>

#include "base/suggest.h"
#include "program/load.h"

const char *const block_names[BLOCK_COUNT] = {"people_organization", "tools_technology",   "processes",
                                              "governance",          "metrics_motivators", "culture"};
const char *const block_titles[BLOCK_COUNT] = {
    "People and organization", "Tools and technology", "Processes", "Governance", "Metrics and motivators", "Culture"};
const enum scope scope_partner = SCOPE_PARTNER, scope_metric = SCOPE_METRIC, scope_card = SCOPE_CARD;

/* The first member of each struct is its name. */
static const char *name_at(const void *array, size_t stride, size_t index)
{
    return *(const char *const *)(const void *)((const char *)array + index * stride);
}

/* ---- names that can be written */

bool name_is_reserved(struct text name)
{
    static const char *const words[] = {"and",  "or",    "not",    "true",   "false",      "value",   "score",
                                        "tier", "track", "points", "blocks", "categories", "partner", "period"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_is(name, words[i])) return true;
    return false;
}

bool name_is_sound(struct text name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (!letter && (i == 0 || c < '0' || c > '9')) return false;
    }
    return name.len > 0;
}

void load_name(struct load *load, struct text name, struct place at, const char *kind)
{
    if (!name_is_sound(name))
        load_error(load, at, "use letters, digits and _, beginning with a letter; what people or files call it goes into title: or header:",
                   "\"%.*s\" cannot name %s", TEXT_ARG(name), kind);
}

void load_term(struct load *load, struct text name, struct place at, const char *kind)
{
    load_name(load, name, at, kind);
    if (name_is_reserved(name))
        load_error(load, at, "choose another name", "\"%.*s\" cannot name %s: the word has a meaning in expressions", TEXT_ARG(name), kind);
}

/* ---- looking names up */

static bool report_gone(struct load *load, const struct node *node, const char *kind)
{
    char day[DATE_TEXT_MAX];
    if (!effective_gone(load->effective, node->scalar)) return false;
    date_format(load->effective->day, day);
    load_error(load, node->at, "extend its from or until, or let this entry begin and end with it", "%s \"%.*s\" is not in force on %s",
               kind, TEXT_ARG(node->scalar), day);
    return true;
}

/* Did you mean one of these? */
static void cure_unknown(struct load *load, struct problem *problem, const struct node *node, const char *const *names, size_t count)
{
    const char *near = suggest(node->scalar, names, count);
    struct buf all = {.ceiling = 400};
    for (size_t i = 0; i < count; i++) buf_printf(&all, "%s%s", i == 0 ? "" : ", ", names[i]);
    if (near)
        load_cure(load, problem, "did you mean %s?", near);
    else if (count == 0)
        load_cure(load, problem, "the program has none so far");
    else if (!all.failed)
        load_cure(load, problem, count == 1 ? "write %.*s" : "write one of %.*s", TEXT_ARG(buf_view(&all)));
    buf_release(&all);
}

static int index_of(struct text name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text_is(name, names[i])) return (int)i;
    return -1;
}

int load_value(struct load *load, const struct node *node, const char *of, const char *const *names, size_t count)
{
    int index = index_of(node->scalar, names, count);
    if (index < 0)
        cure_unknown(load, load_error(load, node->at, NULL, "\"%.*s\" is no value of %s", TEXT_ARG(node->scalar), of), node, names, count);
    return index;
}

int load_choose(struct load *load, const struct node *node, const char *kind, const char *const *names, size_t count)
{
    int index = index_of(node->scalar, names, count);
    if (index < 0 && !report_gone(load, node, kind))
        cure_unknown(load, load_error(load, node->at, NULL, "unknown %s \"%.*s\"", kind, TEXT_ARG(node->scalar)), node, names, count);
    return index;
}

int load_find(struct load *load, const struct node *node, const char *kind, const void *array, size_t count, size_t stride)
{
    const char **names = load_array(load, count, sizeof *names);
    if (!names) return -1;
    for (size_t i = 0; i < count; i++) names[i] = name_at(array, stride, i);
    return load_choose(load, node, kind, names, count);
}

int load_column(struct load *load, const struct node *node)
{
    if (node->kind != NODE_SCALAR) {
        load_error(load, node->at, "write the name of one column", "a column of the partner table is needed, not %s", node_kind_name(node));
        return -1;
    }
    if (!load->has_tables) return -1;
    struct table_spec *partners = &load->program->tables[0];
    int column = load_find(load, node, "partner column", partners->columns, partners->column_count, sizeof *partners->columns);
    if (column >= 0) partners->columns[column].wanted = true;
    return column;
}

int program_metric(const struct program *program, size_t scorecard, size_t track, struct text name)
{
    const struct track *in = &program->scorecards[scorecard].tracks[track];
    for (size_t m = in->first_metric; m < in->first_metric + in->metric_count; m++)
        if (text_is(name, program->metrics[m].name)) return (int)m;
    return -1;
}

/* ---- row types that name something */

static void read_column(struct load *load, const struct node *node, const struct row *row, void *to)
{
    if (load_scalar(load, node, row)) *(int *)to = load_column(load, node);
}

static void read_scorecard(struct load *load, const struct node *node, const struct row *row, void *to)
{
    const struct program *program = load->program;
    if (!load_scalar(load, node, row) || !load->has_scorecards) return;
    int index = load_find(load, node, "scorecard", program->scorecards, program->scorecard_count, sizeof *program->scorecards);
    if (index >= 0) *(size_t *)to = (size_t)index;
}

static void read_own_scorecard(struct load *load, const struct node *node, const struct row *row, void *to)
{
    read_scorecard(load, node, row, to);
    load->scorecard = *(size_t *)to;
}

static void read_track_metric(struct load *load, const struct node *node, const struct row *row, void *to)
{
    const struct program *program = load->program;
    if (!load_scalar(load, node, row) || !load->has_scorecards) return;
    const struct scorecard *scorecard = &program->scorecards[load->scorecard];
    const struct track *last = &scorecard->tracks[scorecard->track_count - 1];
    size_t first = scorecard->tracks[0].first_metric, count = last->first_metric + last->metric_count - first;
    int index = load_find(load, node, "metric", program->metrics + first, count, sizeof *program->metrics);
    if (index >= 0) *(const char **)to = program->metrics[first + (size_t)index].name;
}

static void read_block(struct load *load, const struct node *node, const struct row *row, void *to)
{
    if (load_scalar(load, node, row)) *(int *)to = load_choose(load, node, "block", block_names, BLOCK_COUNT);
}

static void read_objective(struct load *load, const struct node *node, const struct row *row, void *to)
{
    const struct program *program = load->program;
    if (load_scalar(load, node, row))
        *(int *)to = load_find(load, node, "objective", program->objectives, program->objective_count, sizeof *program->objectives);
}

static void read_condition(struct load *load, const struct node *node, const struct row *row, void *to)
{
    const enum scope *scope = row->extra;
    if (load_scalar(load, node, row)) *(const struct expr **)to = load_expression(load, node, *scope, VALUE_YESNO);
}

const struct row_type type_column = {"partner column", "region", read_column, "text"};
const struct row_type type_scorecard = {"scorecard", "main", read_scorecard, "text"};
const struct row_type type_own_scorecard = {"scorecard", "main", read_own_scorecard, "text"};
const struct row_type type_track_metric = {"metric", "revenue", read_track_metric, "text"};
const struct row_type type_block = {"block", "governance", read_block, "block"};
const struct row_type type_objective = {"objective", "grow_services", read_objective, "text"};
const struct row_type type_condition = {"condition", "\"partner.type ~= 'distributor'\"", read_condition, "text"};

void load_expect(struct load *load, size_t column, struct text word, struct place at)
{
    if (!program_expect(load->program, (struct expected_word){.column = column, .word = word, .at = at}))
        load->problems->out_of_memory = true;
}
