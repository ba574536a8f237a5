/* Early warnings: what the program wants to be told of before it happens. */
#include "program/load.h"

/* The key itself as a node, for what looks names up. */
static struct node key_node(const struct node *map, size_t index)
{
    return (struct node){.kind = NODE_SCALAR, .scalar = map->keys[index], .at = map->key_at[index]};
}

/* -1 after reporting a table that has no rows to lose. */
static int find_table(struct load *load, const struct node *key)
{
    const struct program *program = load->program;
    int table = load_find(load, key, "table", program->tables, program->table_count, sizeof *program->tables);
    if (table != 0 && (table < 0 || table != program->waivers)) return table;
    load_error(load, key->at, "name a table of facts, such as certificates",
               table == 0 ? "expiry: the partners themselves do not expire" : "expiry: waivers that end are told without it");
    return -1;
}

/* -1 after reporting one that is there not, or no date. */
static int find_date(struct load *load, struct table_spec *table, const struct node *node, const struct row *row)
{
    if (!load_scalar(load, node, row)) return -1;
    int column = load_find(load, node, "column", table->columns, table->column_count, sizeof *table->columns);
    if (column < 0) return -1;
    if (table->columns[column].type == COLUMN_DATE) {
        table->columns[column].wanted = true;
        return column;
    }
    load_error(load, node->at, "name the column with the last day on which a row is valid", "column \"%.*s\" of table \"%s\" is no date",
               TEXT_ARG(node->scalar), table->name);
    return -1;
}

static void read_dates(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct warnings *warnings = to;
    if (!load->has_tables || !load_is_map(load, node, row->key)) return;
    warnings->dates = load_array(load, node->count, sizeof *warnings->dates);
    for (size_t i = 0; warnings->dates && i < node->count; i++) {
        struct node key = key_node(node, i);
        int table = find_table(load, &key);
        int column = table < 0 ? -1 : find_date(load, &load->program->tables[table], node->items[i], row);
        if (column >= 0) warnings->dates[warnings->date_count++] = (struct expiry_date){(size_t)table, (size_t)column};
    }
}

static const struct row_type type_dates = {"mapping of tables to columns", "{certifications: expires_on}", read_dates, "{text}"};

#define TO(member) offsetof(struct warnings, member)
static const struct row expiry_rows[] = {
    {"within", &type_length, TO(within), false, "90d", NULL, "how long after the period's last day"},
    {"dates", &type_dates, 0, true, NULL, NULL, "for each table the column with the last day on which a row is valid"},
};
const struct form expiry_form = {
    "expiry", expiry_rows, sizeof expiry_rows / sizeof *expiry_rows,
    "Rows that are valid on the period's last day and end soon after it: what becomes of score and tier without them "
    "is measured again.",
    "expiry: {within: 90d, dates: {certifications: expires_on}}\n"};

static void read_expiry(struct load *load, const struct node *node, const struct row *row, void *to)
{
    (void)row;
    form_read(load, &expiry_form, node, node->at, to);
}

static const struct row_type type_expiry = {"mapping", "{within: 90d, dates: {certifications: expires_on}}", read_expiry, "expiry"};

/* ---- project */

/* Both ways to write the name of a metric: "revenue" in the first half, "main.revenue" in the second. */
static const char **metric_names(struct load *load)
{
    const struct program *program = load->program;
    size_t count = program->metric_count;
    const char **names = load_array(load, 2 * count, sizeof *names);
    for (size_t m = 0; names && m < count; m++) {
        const char *scorecard = program->scorecards[program->metrics[m].scorecard].name;
        names[m] = program->metrics[m].name;
        names[count + m] = arena_printf(load->arena, "%s.%s", scorecard, names[m]);
        if (!names[count + m]) return NULL;
    }
    return names;
}

/* A name that several scorecards or tracks have means that metric of each. */
static void mark_projected(struct load *load, const struct node *node, const char **names)
{
    const struct program *program = load->program;
    size_t count = program->metric_count;
    if (load_choose(load, node, "metric", names, 2 * count) < 0) return;
    for (size_t m = 0; m < count; m++) {
        if (!text_is(node->scalar, names[m]) && !text_is(node->scalar, names[count + m])) continue;
        load->program->warnings.projected[m] = true;
        const struct cohort *cohort = &program->metrics[m].cohort;
        if (!metric_compares(&program->metrics[m]) || cohort->of == SIZE_MAX) continue;
        const char *of = program->metrics[cohort->of].name;
        struct problem *problem =
            load_error(load, node->at, NULL, "project: %s compares partners, and does not grow with the days", names[m]);
        load_cure(load, problem, "take it out; %s, which it compares, may grow", of);
        return;
    }
}

/* False after reporting: it is neither a name nor a list of names. */
static bool names_metrics(struct load *load, const struct node *node, const struct row *row)
{
    static const char cure[] = "write them in brackets, as in [revenue, won_deals], or take the key away";
    if (node->kind != NODE_LIST) return load_scalar(load, node, row);
    if (node->count == 0) load_error(load, node->at, cure, "%s names no metric", row->key);
    for (size_t i = 0; i < node->count; i++) {
        if (node->items[i]->kind == NODE_SCALAR) continue;
        load_error(load, node->items[i]->at, cure, "%s needs names of metrics, not %s", row->key, node_kind_name(node->items[i]));
        return false;
    }
    return node->count > 0;
}

static void read_project(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct warnings *warnings = to;
    if (!load->has_scorecards || !names_metrics(load, node, row)) return;
    const char **names = metric_names(load);
    warnings->projected = names ? load_array(load, load->program->metric_count, sizeof *warnings->projected) : NULL;
    if (!warnings->projected) return;
    if (node->kind == NODE_SCALAR) mark_projected(load, node, names);
    for (size_t i = 0; i < node->count; i++) mark_projected(load, node->items[i], names);
}

static const struct row_type type_project = {"list of metrics", "[revenue, won_deals]", read_project, "text | [text]"};

static const struct row warnings_rows[] = {
    {"expiry", &type_expiry, 0, false, NULL, NULL, "what ends soon, and what that would cost"},
    {"near", &type_rate, TO(near), false, NULL, NULL,
     "partners are warned whose score or single metric has only to change by this share (of people and deals: by one at the least) for a "
     "lower tier, and told of where so little leads to the next one"},
    {"project", &type_project, 0, false, NULL, NULL,
     "metrics that count what happens within the period, and so grow with its days, as revenue or main.revenue: rung run --as-of tells "
     "what "
     "tier they lead to by the period's end"},
};
const struct form warnings_form = {
    "warnings", warnings_rows, sizeof warnings_rows / sizeof *warnings_rows,
    "Early warnings, written to warnings.csv. They change no result.",
    "warnings:\n  expiry: {within: 90d, dates: {certifications: expires_on}}\n  near: 5%\n  project: [revenue]\n"};

static void read_warnings(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct warnings *warnings = to;
    (void)row;
    warnings->given = form_read(load, &warnings_form, node, node->at, warnings);
}

const struct row_type type_warnings = {"mapping", "{near: 5%}", read_warnings, "warnings"};
