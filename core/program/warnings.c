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

static const struct row warnings_rows[] = {
    {"expiry", &type_expiry, 0, false, NULL, NULL, "what ends soon, and what that would cost"},
    {"near", &type_rate, TO(near), false, NULL, NULL,
     "partners are warned whose score or single metric has only to change by this share (of people and deals: by one at the least) for a "
     "lower tier, and told of where so little leads to the next one"},
};
const struct form warnings_form = {"warnings", warnings_rows, sizeof warnings_rows / sizeof *warnings_rows,
                                   "Early warnings, written to warnings.csv. They change no result.",
                                   "warnings:\n  expiry: {within: 90d, dates: {certifications: expires_on}}\n  near: 5%\n"};

static void read_warnings(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct warnings *warnings = to;
    (void)row;
    warnings->given = form_read(load, &warnings_form, node, node->at, warnings);
}

const struct row_type type_warnings = {"mapping", "{near: 5%}", read_warnings, "warnings"};
