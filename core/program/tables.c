#include <string.h>

#include "base/suggest.h"
#include "data/exchange.h"
#include "history/sheet.h"
#include "program/load.h"

/* A table while its keys are read: names of columns wait for the columns. The last keys are those of currencies alone. */
struct table_draft {
    struct table_spec spec;
    const struct node *file, *key, *partner, *name, *columns;
    struct exchange_spec exchange;
};

/* ---- columns of a link */

static size_t add_column(struct table_spec *table, const char *name, struct place at)
{
    table->columns[table->column_count] = (struct column_spec){.name = name, .header = name, .type = COLUMN_TEXT, .at = at};
    return table->column_count++;
}

/* A column that key:, partner: or name: speaks of. It need not be declared: it is text. */
static size_t linked_column(struct load *load, struct table_spec *table, const struct node *node, const char *key)
{
    int declared = table_column(table, node->scalar);
    if (declared < 0) load_name(load, node->scalar, node->at, "a column");
    size_t column = declared < 0 ? add_column(table, node->scalar.ptr, node->at) : (size_t)declared;
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

static const struct row_type type_path = {"path", "tables/deals.csv", load_node, "text"};
static const struct row_type type_own_column = {"column of the table", "partner_id", load_node, "text"};
static const struct row_type type_delimiter = {"one of , ; tab |", "\";\"", read_character, "',' | ';' | 'tab' | '\t' | '|'"};
static const struct row_type type_point = {"one of . ,", "\",\"", read_character, "'.' | ','"};
static const char *const encoding_names[] = {"utf-8", "windows-1252"};
static const struct choices encodings = {encoding_names, 2};
static const size_t empty_count = offsetof(struct table_spec, empty_count) - offsetof(struct table_spec, empty);

#define IN_SPEC(member) offsetof(struct table_draft, spec) + offsetof(struct table_spec, member)
/* clang-format off */
#define FILE_ROWS(needed) \
    {"file", &type_path, offsetof(struct table_draft, file), needed, NULL, NULL, "path of the CSV file, from the program's folder"}, \
    {"delimiter", &type_delimiter, IN_SPEC(delimiter), false, NULL, delimiters, \
     "what separates cells; found from the heading where not given"}, \
    {"decimal", &type_point, IN_SPEC(decimal), false, NULL, points, \
     "the decimal mark of numbers; where not given it is the point, and cells that could mean either, as 48.000 or 4,625, are mistakes"}, \
    {"encoding", &type_word, IN_SPEC(encoding), false, NULL, &encodings, "utf-8 where not given; files marked as UTF-16 are recognized"}, \
    {"empty", &type_texts, IN_SPEC(empty), false, NULL, &empty_count, "texts that stand for an empty cell, as in [n/a, \"-\"]"}
/* clang-format on */

/* After a mistake any sheet will do: nothing else of the table is missed then. */
static void read_sheet(struct load *load, const struct node *node, const struct row *row, void *to)
{
    int sheet = load_scalar(load, node, row) ? load_value(load, node, row->key, history_sheet_names, HISTORY_SHEET_COUNT) : -1;
    *(const char **)to = history_sheet_names[sheet < 0 ? 0 : sheet];
}

static const struct row_type type_sheet = {"one of scorecards metrics awards margins payouts", "awards", read_sheet, "history sheet"};

static const struct row table_rows[] = {
    FILE_ROWS(false),
    {"key", &type_own_column, offsetof(struct table_draft, key), false, NULL, NULL,
     "makes this the table of partners: the column with the partner's id"},
    {"partner", &type_own_column, offsetof(struct table_draft, partner), false, NULL, NULL,
     "of all other tables: the column with the partner's id"},
    {"name", &type_own_column, offsetof(struct table_draft, name), false, NULL, NULL,
     "of the table of partners: the column with the name shown in outputs"},
    {"columns", &type_columns, offsetof(struct table_draft, columns), false, NULL, NULL, "the columns that rules may read, by name"},
    {"history", &type_sheet, IN_SPEC(history), false, NULL, NULL,
     "instead of all other keys: what the history holds of earlier periods, a row per partner, period and scorecard, metric or award"},
};
const struct form table_form = {
    "a table", table_rows, sizeof table_rows / sizeof *table_rows,
    "Exactly one table has key; every other one has partner. The columns of key, partner and name need no declaration: they are text.",
    "tables:\n"
    "  partners: {file: tables/partners.csv, key: partner_id, name: name, columns: {region: text, joined_on: date}}\n"
    "  deals: {file: tables/deals.csv, partner: partner_id, columns: {stage: text, closed_on: date, amount: money}}\n"};

static const struct row waivers_rows[] = {
    FILE_ROWS(true),
    {"columns", &type_columns, offsetof(struct table_draft, columns), false, NULL, NULL,
     "headings and forms of dates, where they differ from the standard"},
};
const struct form waivers_form = {
    "waivers", waivers_rows, sizeof waivers_rows / sizeof *waivers_rows,
    "Approved exceptions. The columns are fixed: partner, what, value, approver, reason (texts), from and until (dates, may be empty).",
    "waivers: {file: tables/waivers.csv}\n"};

static const char *const quotation_names[] = {"direct", "indirect"};
static const struct choices quotations = {quotation_names, 2};

static void read_quotation(struct load *load, const struct node *node, const struct row *row, void *to)
{
    if (!load_scalar(load, node, row)) return;
    *(bool *)to = load_value(load, node, row->key, quotations.names, quotations.count) == 1;
}

static const struct row_type type_quotation = {"direct or indirect", "direct", read_quotation, "'direct' | 'indirect'"};
static const struct choices roundings = {rounding_names, ROUNDING_COUNT};
static const struct range money_places = {0, 6, "from 0 to 6"};

#define IN_EXCHANGE(member) offsetof(struct table_draft, exchange) + offsetof(struct exchange_spec, member)
static const struct row currencies_rows[] = {
    FILE_ROWS(true),
    {"quoted", &type_quotation, IN_EXCHANGE(indirect), true, NULL, NULL,
     "direct: a rate is what one unit is worth in the program's currency; indirect: how many units make one of the program's currency"},
    {"rounding", &type_choice, IN_EXCHANGE(rounding), false, "half up", &roundings, "how converted amounts are rounded, each once"},
    {"places", &type_count, IN_EXCHANGE(places), false, "2", &money_places, "decimal places of converted amounts"},
    {"columns", &type_columns, offsetof(struct table_draft, columns), false, NULL, NULL,
     "headings and forms of dates, where they differ from the standard"},
};
const struct form currencies_form = {
    "currencies", currencies_rows, sizeof currencies_rows / sizeof *currencies_rows,
    "Rates by which money columns with the key currency are converted into the program's currency while they are read. The columns of the "
    "file are fixed: currency, rate, from and until (dates, may be empty). The program's own currency needs no rate. Two rates of a "
    "currency must not be in force on the same day.",
    "currencies: {file: tables/plan_rates.csv, quoted: indirect, rounding: half even}\n"};

/* ---- tables from the history: their columns are those of its sheets */

static enum column_type type_named(const char *name)
{
    size_t type = 0;
    while (strcmp(column_type_names[type], name) != 0) type++;
    return (enum column_type)type;
}

static void set_history_columns(struct load *load, struct table_spec *table)
{
    const struct history_shape *shape = &history_shapes[history_sheet_named(table->history)];
    table->columns = load_array(load, shape->count, sizeof *table->columns);
    for (size_t c = 0; table->columns && c < shape->count; c++) {
        const char *name = shape->columns[c].name;
        table->columns[c] = (struct column_spec){
            .name = name, .header = name, .type = type_named(shape->columns[c].type), .wanted = c == HISTORY_PARTNER, .at = table->at};
    }
    table->column_count = shape->count;
    table->key = HISTORY_PARTNER;
    table->delimiter = ',';
    table->decimal = '.';
}

static void finish_history(struct load *load, struct table_draft *draft)
{
    const struct node *others[] = {draft->file, draft->key, draft->partner, draft->name, draft->columns};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (others[i])
            load_error(load, others[i]->at, "keep history alone, or take it away", "table %s comes from the history: its columns are fixed",
                       draft->spec.name);
    if (!load->program->history)
        load_error(load, draft->spec.at, "add history: history.sqlite at the top",
                   "table %s comes from the history, but the program keeps none", draft->spec.name);
    set_history_columns(load, &draft->spec);
}

/* ---- tables */

static void finish_table(struct load *load, struct table_draft *draft)
{
    struct table_spec *table = &draft->spec;
    if (table->history) {
        finish_history(load, draft);
        return;
    }
    table->apart = load->options->data != NULL;
    if (draft->file)
        table->path = folder_table(load, draft->file);
    else
        load_error(load, table->at, "add file: tables/deals.csv", "a table needs the key file");
    columns_read(load, draft->columns, table);
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
        drafts[i].spec.exchange = load->program->exchange;
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

/* Columns that a table has whatever the program says, but for headings and forms of dates. */
struct fixed_columns {
    const char *kind;
    const struct column_spec *columns;
    size_t count;
};
static const struct fixed_columns waivers_fixed = {"waiver column", waiver_columns, WAIVER_COLUMNS};

static void override_columns(struct load *load, const struct fixed_columns *fixed, const struct node *map, struct column_spec *columns)
{
    for (size_t i = 0; i < map->count; i++) {
        struct node name = {.kind = NODE_SCALAR, .at = map->key_at[i], .scalar = map->keys[i]};
        int index = load_find(load, &name, fixed->kind, fixed->columns, fixed->count, sizeof *fixed->columns);
        if (index < 0) continue;
        struct column_spec given = {.name = columns[index].name, .header = columns[index].name};
        column_read(load, map->items[i], map->key_at[i], &given);
        if (given.type != columns[index].type)
            load_error(load, map->key_at[i], NULL, "the %s %s is %s", fixed->kind, given.name, column_type_names[columns[index].type]);
        columns[index].header = given.header;
        columns[index].format = given.format;
    }
}

/* False: no memory. */
static bool fix_columns(struct load *load, const struct fixed_columns *fixed, struct table_draft *draft)
{
    struct column_spec *columns = load_array(load, fixed->count, sizeof *columns);
    if (!columns) return false;
    for (size_t i = 0; i < fixed->count; i++) {
        columns[i] = fixed->columns[i];
        columns[i].header = columns[i].name;
        columns[i].wanted = true;
        columns[i].at = draft->spec.at;
    }
    if (draft->columns) override_columns(load, fixed, draft->columns, columns);
    draft->spec.columns = columns;
    draft->spec.column_count = fixed->count;
    if (draft->file) draft->spec.path = folder_table(load, draft->file);
    draft->spec.apart = load->options->data != NULL;
    return true;
}

static void read_waivers(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct program *program = to;
    struct table_draft draft = {.spec = {.name = row->key, .at = node->at, .lined = true, .fixed = true}};
    if (!form_read(load, &waivers_form, node, node->at, &draft) || !load->has_tables) return;
    if (!fix_columns(load, &waivers_fixed, &draft)) return;
    program->waivers = (int)program->table_count;
    program->tables[program->table_count++] = draft.spec;
}

/* ---- rates of currencies */

static const struct column_spec rates_columns[RATES_COLUMNS] = {
    [RATES_CURRENCY] = {.name = "currency", .type = COLUMN_TEXT},
    [RATES_RATE] = {.name = "rate", .type = COLUMN_NUMBER, .required = true},
    [RATES_FROM] = {.name = "from", .type = COLUMN_DATE},
    [RATES_UNTIL] = {.name = "until", .type = COLUMN_DATE},
};
static const struct fixed_columns rates_fixed = {"rate column", rates_columns, RATES_COLUMNS};

static void read_currencies(struct load *load, const struct node *node, const struct row *row, void *to)
{
    struct program *program = to;
    struct table_draft *draft = load_array(load, 1, sizeof *draft);
    size_t errors = load->problems->errors;
    load->no_exchange = true;
    if (!draft) return;
    draft->spec = (struct table_spec){.name = row->key, .at = node->at, .partnerless = true, .fixed = true};
    if (!form_read(load, &currencies_form, node, node->at, draft) || !fix_columns(load, &rates_fixed, draft)) return;
    if (!*program->currency)
        load_error(load, node->at, "add currency: at the top, as in currency: USD", "the program does not say its own currency");
    draft->exchange.rates = &draft->spec;
    draft->exchange.own = program->currency;
    draft->exchange.day = program->period.to;
    if (load->problems->errors == errors) program->exchange = &draft->exchange;
}

const struct row_type type_tables = {"mapping of tables", "{partners: {...}}", read_tables, "{a table}"};
const struct row_type type_currencies = {"mapping", "{file: tables/rates.csv, quoted: direct}", read_currencies, "currencies"};
const struct row_type type_waivers = {"mapping", "{file: tables/waivers.csv}", read_waivers, "waivers"};
