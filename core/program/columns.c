#include <string.h>

#include "program/load.h"

static const struct choices column_types = {column_type_names, COLUMN_TYPE_COUNT};
static const size_t allowed_count = offsetof(struct column_spec, allowed_count) - offsetof(struct column_spec, allowed);

static void read_format(struct load *load, const struct node *node, const struct row *row, void *to)
{
    if (!load_scalar(load, node, row)) return;
    *(const char **)to = node->scalar.ptr;
    if (!text_is(node->scalar, "excel") && !date_format_check(node->scalar))
        load_error(load, node->at, "write the order and the separators, as in dd/mm/yyyy or d-mmm-yyyy, or excel",
                   "format: \"%.*s\" is not a form of dates", TEXT_ARG(node->scalar));
}

static const struct row_type type_format = {"form of dates", "dd/mm/yyyy", read_format, "text"};

/* Linked when all columns are known. */
static void check_sibling(struct load *load, const struct node *node, const struct row *row, void *to)
{
    (void)to;
    load_scalar(load, node, row);
}

static const struct row_type type_sibling = {"column of the same table", "currency", check_sibling, "text"};

static const struct row column_rows[] = {
    {"type", &type_choice, offsetof(struct column_spec, type), true, NULL, &column_types, "what a cell holds"},
    {"header", &type_text, offsetof(struct column_spec, header), false, NULL, NULL,
     "the column's heading in the file, where it is not the column's name"},
    {"format", &type_format, offsetof(struct column_spec, format), false, NULL, NULL,
     "of a date column: yyyy-mm-dd where not given (a time of day behind it is left out); excel is the day number of spreadsheets"},
    {"allowed", &type_texts, offsetof(struct column_spec, allowed), false, NULL, &allowed_count,
     "of a text column: the only texts that may stand here"},
    {"required", &type_yesno, offsetof(struct column_spec, required), false, "no", NULL, "an empty cell is a mistake"},
    {"unique", &type_yesno, offsetof(struct column_spec, unique), false, "no", NULL,
     "a repeated cell is a mistake, and the later row is set aside"},
    {"currency", &type_sibling, 0, false, NULL, NULL,
     "of a money column: the text column with each row's currency; amounts are converted as currencies says"},
    {"on", &type_sibling, 0, false, NULL, NULL,
     "with currency: the date column whose day's rate is taken; the rate of the period's last day where not given"},
};
const struct form column_form = {"a column", column_rows, sizeof column_rows / sizeof *column_rows,
                                 "Either the type alone (closed_on: date) or a mapping with these keys.",
                                 "columns:\n  stage: {type: text, allowed: [open, won, lost]}\n  closed_on: date\n  currency: text\n"
                                 "  amount: {type: money, header: \"Amount (USD)\"}\n"
                                 "  value: {type: money, currency: currency, on: closed_on}\n"};

static void check_column(struct load *load, const struct column_spec *column)
{
    if (column->format && column->type != COLUMN_DATE)
        load_error(load, column->at, "take format away", "column %s has a format but is no date", column->name);
    if (column->allowed && column->type != COLUMN_TEXT)
        load_error(load, column->at, "take allowed away, or write type: text", "column %s has allowed texts but is no text", column->name);
}

void column_read(struct load *load, const struct node *node, struct place at, struct column_spec *column)
{
    const struct row type = {.key = "type", .type = &type_choice, .extra = &column_types};
    size_t errors = load->problems->errors;
    column->at = at;
    if (node->kind == NODE_MAP)
        form_read(load, &column_form, node, at, column);
    else if (load_scalar(load, node, &(struct row){.key = column->name, .type = &(struct row_type){"type", "text", NULL, NULL}}))
        type_choice.read(load, node, &type, &column->type);
    check_column(load, column);
    column->doubtful = load->problems->errors > errors;
}

static struct column_spec *find_sibling(struct load *load, struct table_spec *table, const struct node *map, const char *key,
                                        enum column_type type)
{
    const struct node *node = node_get(map, key);
    if (!node || node->kind != NODE_SCALAR) return NULL;
    int index = load_find(load, node, "column", table->columns, table->column_count, sizeof *table->columns);
    if (index < 0) return NULL;
    struct column_spec *column = &table->columns[index];
    if (column->type == type) return column;
    load_error(load, node->at, "name another column, or declare this one so", "%s needs a column of type %s, and %s is %s", key,
               column_type_names[type], column->name, column_type_names[column->type]);
    return NULL;
}

static void check_exchange(struct load *load, const struct column_spec *column, const struct node *map)
{
    const struct node *currency = node_get(map, "currency"), *on = node_get(map, "on");
    if (currency && column->type != COLUMN_MONEY)
        load_error(load, currency->at, "take currency away, or write type: money", "column %s has a currency but is no money",
                   column->name);
    else if (currency && !load->program->exchange && !load->no_exchange)
        load_error(load, currency->at, "add currencies: {file: tables/rates.csv, quoted: direct} at the top level",
                   "the program has no currencies to convert %s by", column->name);
    if (on && !currency) load_error(load, on->at, "add currency: <the column with the currency>", "on has no effect without currency");
}

/* The columns that say how others are converted. */
static void link_exchange(struct load *load, const struct node *map, struct table_spec *table)
{
    for (size_t i = 0; map && i < map->count; i++) {
        check_exchange(load, &table->columns[i], map->items[i]);
        table->columns[i].currency = find_sibling(load, table, map->items[i], "currency", COLUMN_TEXT);
        table->columns[i].on = find_sibling(load, table, map->items[i], "on", COLUMN_DATE);
    }
}

/* Money may be read twice: converted, and as it stands in the file. */
static bool same_header(const struct column_spec *a, const struct column_spec *b)
{
    bool both_ways = a->type == COLUMN_MONEY && b->type == COLUMN_MONEY && (a->currency != NULL) != (b->currency != NULL);
    return strcmp(a->header, b->header) == 0 && !both_ways;
}

static void check_headers(struct load *load, const struct table_spec *table)
{
    for (size_t i = 1; i < table->column_count; i++)
        for (size_t j = 0; j < i; j++)
            if (same_header(&table->columns[i], &table->columns[j]))
                load_error(load, table->columns[i].at, "let each column read a heading of its own", "columns %s and %s both read \"%s\"",
                           table->columns[j].name, table->columns[i].name, table->columns[i].header);
}

/* Room for the declared columns and three that key, partner and name may add. */
void columns_read(struct load *load, const struct node *map, struct table_spec *table)
{
    table->columns = load_array(load, (map ? map->count : 0) + 3, sizeof *table->columns);
    for (size_t i = 0; table->columns && map && i < map->count; i++) {
        struct column_spec *column = &table->columns[table->column_count++];
        column->name = column->header = map->keys[i].ptr;
        load_name(load, map->keys[i], map->key_at[i], "a column");
        column_read(load, map->items[i], map->key_at[i], column);
    }
    if (!table->columns) return;
    size_t errors = load->problems->errors;
    link_exchange(load, map, table);
    if (load->problems->errors == errors) check_headers(load, table); /* two ways of reading money are known by their links */
}
