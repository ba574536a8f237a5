#include "run/case_file.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/suggest.h"
#include "lua/plugin.h"
#include "program/numeral.h"

enum { BYTES_MAX = 4 << 20, KEYS_MAX = 24 };

const char *const case_wish_names[WISH_COUNT] = {"value", "no_data", "margin", "amount", "nothing", "error"};

/* ---- files */

static bool read_source(struct source *source, const char *path, struct arena *arena, struct problems *problems)
{
    struct buf bytes = {.ceiling = BYTES_MAX};
    bool good =
        file_read_or_tell(path, &bytes, STAGE_PLUGIN, "a plugin and its cases stand side by side: sum.lua, sum.cases.yaml", problems);
    *source = (struct source){.path = path, .bytes = arena_text(arena, buf_view(&bytes))};
    if (bytes.len > 0 && !source->bytes.ptr) problems->out_of_memory = true;
    buf_release(&bytes);
    return good && !problems->out_of_memory;
}

static bool read_files(struct case_file *file, const char *path, struct arena *arena, struct problems *problems)
{
    const char *stem = arena_string(arena, (struct text){path, strlen(path) - strlen(CASES_SUFFIX)});
    const char *plugin = stem ? arena_printf(arena, "%s.lua", stem) : NULL;
    if (!plugin) {
        problems->out_of_memory = true;
        return false;
    }
    file->name = plugin_name_in(stem);
    bool good = read_source(&file->plugin, plugin, arena, problems);
    good = read_source(&file->source, path, arena, problems) && good;
    struct text all = file->source.bytes;
    file->source.bytes = text_unmarked(all);
    file->marked = file->source.bytes.len < all.len;
    return good;
}

/* ---- keys */

const struct case_key case_file_keys[] = {
    {"period", NODE_SCALAR, "period", "of all cases: 2026-Q3 where not given"},
    {"tables", NODE_MAP, "{{column type | a column}}", "tables, each with its columns, in the order in which rows have them"},
    {"partners", NODE_MAP, "{column type | a column}", "columns of the partner table"},
    {"params", NODE_MAP, "{}", "params of all cases"},
    {"cases", NODE_LIST, "[a case]", "what goes in, and what has to come out"},
};
const struct case_key case_keys[] = {
    {"name", NODE_SCALAR, "text", "what is shown"},
    {"period", NODE_SCALAR, "period", "where it differs from that of all cases"},
    {"params", NODE_MAP, "{}", "over those of all cases, one by one"},
    {"partner", NODE_MAP, "{text}", "the partner's cells of the partner table"},
    {"rows", NODE_MAP, "{[[text]]}", "rows of each table, cells in the order of the columns; \"\" is an empty cell"},
    {"metrics", NODE_MAP, "{text}", "values of other metrics, or why there is none: {revenue: 1000, growth: no data}"},
    {"points", NODE_MAP, "{fraction alone}", "what these metrics earned; their value where not given"},
    {"tier", NODE_SCALAR, "text", "of the card that an incentive sees"},
    {"score", NODE_SCALAR, "fraction alone", "of the card that an incentive sees"},
    {"blocks", NODE_MAP, "{fraction alone}", "scores of building blocks, of the card that an incentive sees"},
    {"reason", NODE_SCALAR, "text", "expected besides: the reason, to the letter"},
    {"value", NODE_SCALAR, "fraction alone", "expected of a metric"},
    {"no_data", NODE_SCALAR, "text", "expected of a metric: no value, for this reason; yes: for any"},
    {"margin", NODE_SCALAR, "fraction alone", "expected of an incentive: margin points, as in 2%"},
    {"amount", NODE_SCALAR, "fraction alone", "expected of an incentive: money"},
    {"nothing", NODE_SCALAR, "text", "expected of an incentive: no award, for this reason; yes: for any"},
    {"error", NODE_SCALAR, "text", "expected of either: a part of what is reported"},
};
enum { FILE_KEYS = sizeof case_file_keys / sizeof *case_file_keys, CASE_KEYS = sizeof case_keys / sizeof *case_keys };
const size_t case_file_key_count = FILE_KEYS, case_key_count = CASE_KEYS;

static void report_key(const struct case_file *file, const struct node *map, size_t i, const struct case_key *keys, size_t count,
                       struct problems *problems)
{
    const char *names[KEYS_MAX];
    for (size_t k = 0; k < count; k++) names[k] = keys[k].name;
    struct problem *problem = source_error(&file->source, problems, map->key_at[i], NULL, "unknown key \"%.*s\"", TEXT_ARG(map->keys[i]));
    const char *near = suggest(map->keys[i], names, count);
    if (near) problem_cure(problems, problem, "did you mean %s?", near);
}

static const struct case_key *key_of(struct text name, const struct case_key *keys, size_t count)
{
    for (size_t k = 0; k < count; k++)
        if (text_is(name, keys[k].name)) return &keys[k];
    return NULL;
}

static void check_keys(const struct case_file *file, const struct node *map, const struct case_key *keys, size_t count,
                       struct problems *problems)
{
    static const char *const wanted[] = {"a single value", "a list", "a mapping"};
    for (size_t i = 0; i < map->count; i++) {
        const struct case_key *key = key_of(map->keys[i], keys, count);
        if (!key)
            report_key(file, map, i, keys, count, problems);
        else if (map->items[i]->kind != key->kind)
            source_error(&file->source, problems, map->items[i]->at, NULL, "%s is %s, not %s", key->name, wanted[key->kind],
                         node_kind_name(map->items[i]));
    }
}

/* ---- names: what a case says has to be about what the file declares */

static const char **names_of(const struct node *map, struct arena *arena)
{
    const char **names = arena_array(arena, map->count, sizeof *names);
    for (size_t i = 0; names && i < map->count; i++) names[i] = arena_string(arena, map->keys[i]);
    return names;
}

static void check_names(const struct case_file *file, const struct node *used, const struct node *declared, const char *kind,
                        struct arena *arena, struct problems *problems)
{
    const struct node none = {.kind = NODE_MAP};
    if (!used || used->kind != NODE_MAP) return;
    if (!declared || declared->kind != NODE_MAP) declared = &none;
    const char **names = names_of(declared, arena);
    for (size_t i = 0; names && i < used->count; i++) {
        bool found = false;
        for (size_t d = 0; d < declared->count; d++) found = found || text_equal(declared->keys[d], used->keys[i]);
        if (found) continue;
        struct problem *problem =
            source_error(&file->source, problems, used->key_at[i], NULL, "unknown %s \"%.*s\"", kind, TEXT_ARG(used->keys[i]));
        const char *near = suggest(used->keys[i], names, declared->count);
        if (near) problem_cure(problems, problem, "did you mean %s?", near);
    }
}

static void report_cells(const struct case_file *file, struct text table, const struct node *columns, const struct node *row,
                         struct problems *problems)
{
    struct buf names = {0};
    for (size_t i = 0; i < columns->count; i++) buf_printf(&names, "%s%.*s", i ? ", " : "", TEXT_ARG(columns->keys[i]));
    struct problem *problem =
        source_error(&file->source, problems, row->at, NULL, "the row has %zu cells, the table \"%.*s\" has %zu columns", row->count,
                     TEXT_ARG(table), columns->count);
    problem_cure(problems, problem, "give each row a cell for %.*s; \"\" is an empty one", TEXT_ARG(buf_view(&names)));
    problems->out_of_memory |= names.failed;
    buf_release(&names);
}

static void check_rows(const struct case_file *file, struct text table, const struct node *rows, struct problems *problems)
{
    const struct node *tables = node_get(file->root, "tables"), *columns = NULL;
    for (size_t i = 0; tables && tables->kind == NODE_MAP && i < tables->count; i++)
        if (text_equal(tables->keys[i], table) && tables->items[i]->kind == NODE_MAP) columns = tables->items[i];
    for (size_t i = 0; i < rows->count; i++)
        if (rows->items[i]->kind != NODE_LIST)
            source_error(&file->source, problems, rows->items[i]->at, "write the cells in the order of the columns: [won, 100]",
                         "a row is a list of cells, not %s", node_kind_name(rows->items[i]));
        else if (columns && rows->items[i]->count != columns->count)
            report_cells(file, table, columns, rows->items[i], problems);
}

static void check_content(const struct case_file *file, const struct plugin_case *one, struct arena *arena, struct problems *problems)
{
    const struct node *rows = node_get(one->node, "rows");
    check_names(file, rows, node_get(file->root, "tables"), "table", arena, problems);
    check_names(file, node_get(one->node, "partner"), node_get(file->root, "partners"), "column of the partner", arena, problems);
    check_names(file, node_get(one->node, "points"), node_get(one->node, "metrics"), "metric", arena, problems);
    for (size_t i = 0; rows && rows->kind == NODE_MAP && i < rows->count; i++) check_rows(file, rows->keys[i], rows->items[i], problems);
}

/* ---- cases */

static bool is_number(enum case_wish wish)
{
    return wish == WISH_VALUE || wish == WISH_MARGIN || wish == WISH_AMOUNT;
}

static void read_wish(const struct case_file *file, struct plugin_case *one, const struct node *wish, struct problems *problems)
{
    if (wish->kind != NODE_SCALAR) return;
    if (is_number(one->wish) && !numeral_parse(wish->scalar, true, &one->number))
        source_error(&file->source, problems, wish->at, "write a number: 12.5, 2/3, 15%", "\"%.*s\" is not a number",
                     TEXT_ARG(wish->scalar));
    if (one->wish == WISH_ERROR) one->part = wish->scalar;
    if (one->wish != WISH_NO_DATA && one->wish != WISH_NOTHING) return;
    one->has_reason = !text_is(wish->scalar, "yes");
    one->reason = wish->scalar;
}

static void read_case(const struct case_file *file, struct plugin_case *one, struct problems *problems)
{
    size_t wishes = 0;
    const struct node *name = node_get(one->node, "name"), *reason = node_get(one->node, "reason");
    one->name = name ? name->scalar : text_of("unnamed");
    for (enum case_wish w = 0; w < WISH_COUNT; w++) {
        const struct node *wish = node_get(one->node, case_wish_names[w]);
        if (!wish) continue;
        one->wish = w;
        wishes++;
        read_wish(file, one, wish, problems);
    }
    if (reason) one->reason = reason->scalar;
    one->has_reason = one->has_reason || reason;
    if (wishes != 1)
        source_error(&file->source, problems, one->at, "give one of value, no_data, margin, amount, nothing, error", "the case expects %s",
                     wishes ? "several things" : "nothing");
}

static void read_cases(struct case_file *file, const struct node *list, struct arena *arena, struct problems *problems)
{
    file->cases = arena_array(arena, list->count, sizeof *file->cases);
    if (!file->cases) {
        problems->out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        const struct node *node = list->items[i];
        if (node->kind != NODE_MAP) {
            source_error(&file->source, problems, node->at, "begin it with \"- name: what is shown\"", "a case is a mapping, not %s",
                         node_kind_name(node));
            continue;
        }
        struct plugin_case *one = &file->cases[file->count++];
        *one = (struct plugin_case){.node = node, .at = node->at};
        check_keys(file, node, case_keys, CASE_KEYS, problems);
        check_content(file, one, arena, problems);
        read_case(file, one, problems);
        if (one->wish == WISH_MARGIN || one->wish == WISH_AMOUNT || one->wish == WISH_NOTHING) file->incentive = true;
    }
}

bool case_file_parse(struct case_file *file, struct arena *arena, struct problems *problems)
{
    size_t before = problems->errors;
    file->cases = NULL;
    file->count = 0;
    file->incentive = false;
    file->root = yaml_read(file->source.path, file->source.bytes, arena, problems);
    if (!file->root) return false;
    const struct node *cases = node_get(file->root, "cases");
    check_keys(file, file->root, case_file_keys, FILE_KEYS, problems);
    if (cases && cases->kind == NODE_LIST && cases->count)
        read_cases(file, cases, arena, problems);
    else if (!cases || cases->kind == NODE_LIST)
        source_error(&file->source, problems, file->root->at, "list at least one under \"cases:\"", "no cases");
    return problems->errors == before && !problems->out_of_memory;
}

bool case_file_read(struct case_file *file, const char *path, struct arena *arena, struct problems *problems)
{
    *file = (struct case_file){0};
    return read_files(file, path, arena, problems) && case_file_parse(file, arena, problems);
}
