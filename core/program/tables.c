#include <string.h>

#include "base/suggest.h"
#include "program/load.h"

/* A table while its keys are read: names of columns wait for the columns. */
struct table_draft {
    struct table_spec spec;
    const struct node *file, *key, *partner, *name, *columns;
};

/* ---- columns */

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

static const struct row_type type_format = {"form of dates", "dd/mm/yyyy", read_format};

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
};
const struct form column_form = {
    "a column", column_rows, sizeof column_rows / sizeof *column_rows,
    "Either the type alone (closed_on: date) or a mapping with these keys.",
    "columns:\n  stage: {type: text, allowed: [open, won, lost]}\n  amount: {type: money, header: \"Amount (USD)\"}\n"};

static void check_column(struct load *load, const struct column_spec *column)
{
    if (column->format && column->type != COLUMN_DATE)
        load_error(load, column->at, "take format away", "column %s has a format but is no date", column->name);
    if (column->allowed && column->type != COLUMN_TEXT)
        load_error(load, column->at, "take allowed away, or write type: text", "column %s has allowed texts but is no text", column->name);
}

static void read_column(struct load *load, const struct node *node, struct place at, struct column_spec *column)
{
    const struct row type = {.key = "type", .type = &type_choice, .extra = &column_types};
    column->at = at;
    if (node->kind == NODE_MAP)
        form_read(load, &column_form, node, at, column);
    else if (load_scalar(load, node, &(struct row){.key = column->name, .type = &(struct row_type){"type", "text", NULL}}))
        type_choice.read(load, node, &type, &column->type);
    check_column(load, column);
}

static void check_headers(struct load *load, const struct table_spec *table)
{
    for (size_t i = 1; i < table->column_count; i++)
        for (size_t j = 0; j < i; j++)
            if (strcmp(table->columns[i].header, table->columns[j].header) == 0)
                load_error(load, table->columns[i].at, "let each column read a heading of its own", "columns %s and %s both read \"%s\"",
                           table->columns[j].name, table->columns[i].name, table->columns[i].header);
}

/* Room for the declared columns and three that key, partner and name may add. */
static void read_columns(struct load *load, const struct node *map, struct table_spec *table)
{
    table->columns = load_array(load, (map ? map->count : 0) + 3, sizeof *table->columns);
    for (size_t i = 0; table->columns && map && i < map->count; i++) {
        struct column_spec *column = &table->columns[table->column_count++];
        column->name = column->header = map->keys[i].ptr;
        load_name(load, map->keys[i], map->key_at[i], "a column");
        read_column(load, map->items[i], map->key_at[i], column);
    }
    if (table->columns) check_headers(load, table);
}

static size_t add_column(struct table_spec *table, const char *name, struct place at)
{
    table->columns[table->column_count] = (struct column_spec){.name = name, .header = name, .type = COLUMN_TEXT, .at = at};
    return table->column_count++;
}

/* A column that key:, partner: or name: speaks of. It need not be declared: it is text. */
static size_t linked_column(struct load *load, struct table_spec *table, const struct node *node, const char *key)
{
    size_t column = 0;
    while (column < table->column_count && !text_is(node->scalar, table->columns[column].name)) column++;
    if (column == table->column_count) {
        load_name(load, node->scalar, node->at, "a column");
        add_column(table, node->scalar.ptr, node->at);
    }
    table->columns[column].wanted = true;
    if (table->columns[column].type != COLUMN_TEXT)
        load_error(load, table->columns[column].at, "declare it as text", "column %s is the table's %s, and must be text",
                   table->columns[column].name, key);
    return column;
}

/* ---- files */

struct character {
    const char *text;
    char value;
};

static void read_character(struct load *load, const struct node *node, const struct row *row, void *to)
{
    const struct character *choice = row->extra;
    if (!load_scalar(load, node, row)) return;
    for (; choice->text; choice++)
        if (text_is(node->scalar, choice->text)) *(char *)to = choice->value;
    if (*(char *)to == 0)
        load_error(load, node->at,
                   row->to == offsetof(struct table_draft, spec.decimal) ? "write \".\" or \",\"" : "write \",\" or \";\" or tab or \"|\"",
                   "%s: \"%.*s\" is not known", row->key, TEXT_ARG(node->scalar));
}

static const struct character delimiters[] = {{",", ','}, {";", ';'}, {"tab", '\t'}, {"\t", '\t'}, {"|", '|'}, {NULL, 0}};
static const struct character points[] = {{".", '.'}, {",", ','}, {NULL, 0}};

static const struct row_type type_path = {"path", "tables/deals.csv", load_node};
static const struct row_type type_own_column = {"column of the table", "partner_id", load_node};
static const struct row_type type_delimiter = {"one of , ; tab |", "\";\"", read_character};
static const struct row_type type_point = {"one of . ,", "\",\"", read_character};
static const char *const encoding_names[] = {"utf-8", "windows-1252"};
static const struct choices encodings = {encoding_names, 2};
static const size_t empty_count = offsetof(struct table_spec, empty_count) - offsetof(struct table_spec, empty);

#define IN_SPEC(member) offsetof(struct table_draft, spec) + offsetof(struct table_spec, member)
/* clang-format off */
#define FILE_ROWS \
    {"file", &type_path, offsetof(struct table_draft, file), true, NULL, NULL, "path of the CSV file, from the program's folder"}, \
    {"delimiter", &type_delimiter, IN_SPEC(delimiter), false, NULL, delimiters, \
     "what separates cells; found from the heading where not given"}, \
    {"decimal", &type_point, IN_SPEC(decimal), false, NULL, points, \
     "the decimal mark of numbers; where not given it is the point, and cells that could mean either, as 48.000 or 4,625, are mistakes"}, \
    {"encoding", &type_word, IN_SPEC(encoding), false, NULL, &encodings, "utf-8 where not given; files marked as UTF-16 are recognized"}, \
    {"empty", &type_texts, IN_SPEC(empty), false, NULL, &empty_count, "texts that stand for an empty cell, as in [n/a, \"-\"]"}
/* clang-format on */

static const struct row table_rows[] = {
    FILE_ROWS,
    {"key", &type_own_column, offsetof(struct table_draft, key), false, NULL, NULL,
     "makes this the table of partners: the column with the partner's id"},
    {"partner", &type_own_column, offsetof(struct table_draft, partner), false, NULL, NULL,
     "of all other tables: the column with the partner's id"},
    {"name", &type_own_column, offsetof(struct table_draft, name), false, NULL, NULL,
     "of the table of partners: the column with the name shown in outputs"},
    {"columns", &type_mapping, offsetof(struct table_draft, columns), true, NULL, NULL, "the columns that rules may read, by name"},
};
const struct form table_form = {
    "a table", table_rows, sizeof table_rows / sizeof *table_rows,
    "Exactly one table has key; every other one has partner. The columns of key, partner and name need no declaration: they are text.",
    "tables:\n"
    "  partners: {file: tables/partners.csv, key: partner_id, name: name, columns: {region: text, joined_on: date}}\n"
    "  deals: {file: tables/deals.csv, partner: partner_id, columns: {stage: text, closed_on: date, amount: money}}\n"};

static const struct row waivers_rows[] = {
    FILE_ROWS,
    {"columns", &type_mapping, offsetof(struct table_draft, columns), false, NULL, NULL,
     "headings and forms of dates, where they differ from the standard"},
};
const struct form waivers_form = {
    "waivers", waivers_rows, sizeof waivers_rows / sizeof *waivers_rows,
    "Approved exceptions. The columns are fixed: partner, what, value, approver, reason (texts), from and until (dates, may be empty).",
    "waivers: {file: tables/waivers.csv}\n"};

/* ---- tables */

static void finish_table(struct load *load, struct table_draft *draft)
{
    struct table_spec *table = &draft->spec;
    if (draft->file) table->path = folder_table(load, draft->file);
    read_columns(load, draft->columns, table);
    if (!table->columns) return;
    if (draft->key && draft->partner)
        load_error(load, draft->partner->at, "keep key for the table of partners, partner for all others",
                   "table %s has both key and partner", table->name);
    else if (!draft->key && !draft->partner)
        load_error(load, table->at, "add partner: <the column with the partner's id>",
                   "table %s does not say which column names the partner", table->name);
    const struct node *link = draft->key ? draft->key : draft->partner;
    if (link) table->key = linked_column(load, table, link, draft->key ? "key" : "partner");
    if (!draft->name) return;
    if (draft->key)
        load->program->name_column = (int)linked_column(load, table, draft->name, "name");
    else
        load_error(load, draft->name->at, "take it away", "only the table of partners has a name");
}

static struct table_draft *read_drafts(struct load *load, const struct node *map)
{
    struct table_draft *drafts = load_array(load, map->count, sizeof *drafts);
    for (size_t i = 0; drafts && i < map->count; i++) {
        drafts[i].spec.name = map->keys[i].ptr;
        drafts[i].spec.at = map->key_at[i];
        load_name(load, map->keys[i], map->key_at[i], "a table");
        if (text_is(map->keys[i], "waivers"))
            load_error(load, map->key_at[i], "give it another name, or write waivers: at the top level",
                       "a table cannot be called waivers");
        drafts[i].spec.currency = *load->program->currency ? load->program->currency : NULL;
        if (form_read(load, &table_form, map->items[i], map->key_at[i], &drafts[i])) finish_table(load, &drafts[i]);
    }
    return drafts;
}

/* Index of the table of partners; `count` after reporting that there is none. */
static size_t find_partners(struct load *load, const struct table_draft *drafts, size_t count, struct place at)
{
    size_t found = count;
    for (size_t i = 0; i < count; i++) {
        if (!drafts[i].key) continue;
        if (found == count)
            found = i;
        else
            load_error(load, drafts[i].key->at, "write partner: here", "a second table of partners: %s has a key already",
                       drafts[found].spec.name);
    }
    if (found == count)
        load_error(load, at, "add key: <the column with the partner's id> to the table of partners", "no table is the table of partners");
    return found;
}

static void read_tables(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct program *program = to;
    if (!load_is_map(load, node, row->key)) return;
    struct table_draft *drafts = read_drafts(load, node);
    program->tables = load_array(load, node->count + 1, sizeof *program->tables); /* one more for the waivers */
    size_t partners = drafts ? find_partners(load, drafts, node->count, node->at) : node->count;
    if (!program->tables || partners == node->count) return;
    program->tables[program->table_count++] = drafts[partners].spec;
    for (size_t i = 0; i < node->count; i++)
        if (i != partners) program->tables[program->table_count++] = drafts[i].spec;
    load->has_tables = program->tables[0].columns != NULL;
}

/* ---- waivers */

static const struct column_spec waiver_columns[] = {
    {.name = "partner", .type = COLUMN_TEXT, .required = true},
    {.name = "what", .type = COLUMN_TEXT, .required = true},
    {.name = "value", .type = COLUMN_TEXT},
    {.name = "approver", .type = COLUMN_TEXT, .required = true},
    {.name = "reason", .type = COLUMN_TEXT, .required = true},
    {.name = "from", .type = COLUMN_DATE},
    {.name = "until", .type = COLUMN_DATE},
};
enum { WAIVER_COLUMNS = sizeof waiver_columns / sizeof *waiver_columns };

/* Headings and forms of dates that the program gives. */
static void override_columns(struct load *load, const struct node *map, struct column_spec *columns)
{
    for (size_t i = 0; i < map->count; i++) {
        struct node name = {.kind = NODE_SCALAR, .at = map->key_at[i], .scalar = map->keys[i]};
        int index = load_find(load, &name, "waiver column", waiver_columns, WAIVER_COLUMNS, sizeof *waiver_columns);
        if (index < 0) continue;
        struct column_spec given = {.name = columns[index].name, .header = columns[index].name};
        read_column(load, map->items[i], map->key_at[i], &given);
        if (given.type != columns[index].type)
            load_error(load, map->key_at[i], NULL, "the waiver column %s is %s", given.name, column_type_names[columns[index].type]);
        columns[index].header = given.header;
        columns[index].format = given.format;
    }
}

static void read_waivers(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct program *program = to;
    struct table_draft draft = {.spec = {.name = row->key, .at = node->at, .column_count = WAIVER_COLUMNS, .lined = true}};
    if (!form_read(load, &waivers_form, node, node->at, &draft) || !load->has_tables) return;
    struct column_spec *columns = load_array(load, WAIVER_COLUMNS, sizeof *columns);
    if (!columns) return;
    for (size_t i = 0; i < WAIVER_COLUMNS; i++) {
        columns[i] = waiver_columns[i];
        columns[i].header = columns[i].name;
        columns[i].wanted = true;
        columns[i].at = node->at;
    }
    if (draft.columns) override_columns(load, draft.columns, columns);
    draft.spec.columns = columns;
    if (draft.file) draft.spec.path = folder_table(load, draft.file);
    program->waivers = (int)program->table_count;
    program->tables[program->table_count++] = draft.spec;
}

const struct row_type type_tables = {"mapping of tables", "{partners: {...}}", read_tables};
const struct row_type type_waivers = {"mapping", "{file: tables/waivers.csv}", read_waivers};
