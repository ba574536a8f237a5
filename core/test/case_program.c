#include "test/case_program.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"

/* ---- files */

static bool write_file(const char *folder, const char *name, struct buf *bytes, struct problems *problems)
{
    char path[PATH_MAX];
    int length = snprintf(path, sizeof path, "%s/%s", folder, name);
    int file = length < PATH_MAX && !bytes->failed ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
    bool good = file >= 0 && file_write(file, buf_view(bytes));
    if (file >= 0 && close(file) < 0) good = false;
    if (bytes->failed)
        problems->out_of_memory = true;
    else if (!good)
        problem_add(problems, SEVERITY_ERROR, STAGE_OUTPUT, (struct place){.file = folder}, "set TMPDIR to a folder with room",
                    "the case's %s cannot be written: %s", name, strerror(errno));
    buf_release(bytes);
    return good;
}

/* The folders in which a file stands. */
static bool make_folders(const char *folder, const char *name)
{
    char path[PATH_MAX];
    for (const char *slash = name; (slash = strchr(slash, '/')) != NULL; slash++) {
        int length = snprintf(path, sizeof path, "%s/%.*s", folder, (int)(slash - name), name);
        if (length >= PATH_MAX || (mkdir(path, 0700) < 0 && errno != EEXIST)) return false;
    }
    return true;
}

static bool write_plugin(const char *folder, const char *name, struct text source, struct problems *problems)
{
    struct buf bytes = {0};
    char path[PATH_MAX];
    bool fits = snprintf(path, sizeof path, "plugins/%s.lua", name) < PATH_MAX && make_folders(folder, path);
    buf_text(&bytes, source);
    return write_file(folder, fits ? path : "plugins/", &bytes, problems);
}

bool case_program_plugins(const char *folder, const struct case_file *file, struct problems *problems)
{
    static const char given[] = "return metric { params = { column = { type = \"attribute\" } },\n"
                                "  value = function(partner, p) return partner[p.column] end }\n";
    return write_plugin(folder, file->name, file->plugin.bytes, problems) && write_plugin(folder, "case_given", text_of(given), problems);
}

/* ---- YAML */

void case_put_quoted(struct buf *out, struct text text)
{
    buf_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c < ' ')
            buf_printf(out, "\\x%02x", c);
        else if (c == '"' || c == '\\')
            buf_printf(out, "\\%c", c);
        else
            buf_char(out, (char)c);
    }
    buf_char(out, '"');
}

/* The node again, in block style behind "key:" or "-". Plain scalars stay plain: what they mean is up to who reads them. */
static void put_node(struct buf *out, const struct node *node, int indent)
{
    if (node->kind == NODE_SCALAR) {
        buf_char(out, ' ');
        if (node->quoted)
            case_put_quoted(out, node->scalar);
        else
            buf_text(out, node->scalar);
    } else if (node->count == 0) {
        buf_puts(out, node->kind == NODE_MAP ? " {}" : " []");
    }
    for (size_t i = 0; i < node->count; i++) {
        buf_printf(out, "\n%*s", indent, "");
        if (node->kind == NODE_MAP) case_put_quoted(out, node->keys[i]);
        buf_puts(out, node->kind == NODE_MAP ? ":" : "-");
        put_node(out, node->items[i], indent + 2);
    }
}

static const struct node *value_of(const struct node *map, struct text key)
{
    for (size_t i = 0; map && map->kind == NODE_MAP && i < map->count; i++)
        if (text_equal(map->keys[i], key)) return map->items[i];
    return NULL;
}

static void put_entry(struct buf *out, struct text key, const struct node *item, int indent)
{
    buf_printf(out, "%*s", indent, "");
    case_put_quoted(out, key);
    buf_char(out, ':');
    put_node(out, item, indent + 2);
    buf_char(out, '\n');
}

static void put_entries(struct buf *out, const struct node *map, int indent)
{
    for (size_t i = 0; map && i < map->count; i++) put_entry(out, map->keys[i], map->items[i], indent);
}

/* The case's own over the common ones; one with nothing behind its colon takes the common one away. */
static void put_params(struct buf *out, const struct node *common, const struct node *own, int indent)
{
    for (size_t i = 0; common && i < common->count; i++)
        if (!value_of(own, common->keys[i])) put_entry(out, common->keys[i], common->items[i], indent);
    for (size_t i = 0; own && i < own->count; i++)
        if (!case_nothing(own->items[i])) put_entry(out, own->keys[i], own->items[i], indent);
}

static void put_scalar(struct buf *out, const char *before, const struct node *scalar, const char *otherwise, const char *after)
{
    buf_puts(out, before);
    if (scalar && scalar->kind == NODE_SCALAR)
        buf_text(out, scalar->scalar);
    else
        buf_puts(out, otherwise);
    buf_puts(out, after);
}

/* ---- program.yaml */

static bool is_map(const struct node *node)
{
    return node && node->kind == NODE_MAP;
}

static void put_partner_columns(struct buf *out, const struct case_file *file, const struct plugin_case *one)
{
    const struct node *metrics = node_get(one->node, "metrics"), *blocks = node_get(one->node, "blocks");
    buf_puts(out, "      case_partner: text\n      case_score: number\n");
    put_entries(out, node_get(file->root, "partners"), 6);
    for (size_t i = 0; is_map(metrics) && i < metrics->count; i++) buf_printf(out, "      case_metric_%zu: number\n", i);
    for (size_t i = 0; is_map(blocks) && i < blocks->count; i++) buf_printf(out, "      case_block_%zu: number\n", i);
}

static void put_tables(struct buf *out, const struct case_file *file, const struct plugin_case *one)
{
    const struct node *tables = node_get(file->root, "tables");
    buf_puts(out, "tables:\n  partners:\n    file: partners.csv\n    key: case_partner\n    columns:\n");
    put_partner_columns(out, file, one);
    for (size_t i = 0; is_map(tables) && i < tables->count; i++) {
        buf_puts(out, "  ");
        case_put_quoted(out, tables->keys[i]);
        buf_printf(out, ":\n    file: table_%zu.csv\n    partner: case_partner\n    columns:\n      case_partner: text\n", i);
        put_entries(out, tables->items[i], 6);
    }
}

/* A metric whose value stands in a column of the partner. points: those that the case gives, else the value. */
static void put_given(struct buf *out, struct text name, struct text block, const char *column, int weight, const struct node *points)
{
    buf_puts(out, "      ");
    case_put_quoted(out, name);
    buf_printf(out, ":\n        plugin: case_given\n        params: {column: %s}\n        block: ", column);
    case_put_quoted(out, block);
    buf_printf(out, "\n        weight: %d\n        missing: leave out\n        points:", weight);
    put_scalar(out, points ? " {expression: \"" : " ", points, "value", points ? "\"}\n" : "\n");
}

static void put_metrics(struct buf *out, const struct plugin_case *one)
{
    const struct node *metrics = node_get(one->node, "metrics"), *points = node_get(one->node, "points"),
                      *blocks = node_get(one->node, "blocks");
    char column[40];
    for (size_t i = 0; is_map(metrics) && i < metrics->count; i++) {
        snprintf(column, sizeof column, "case_metric_%zu", i);
        put_given(out, metrics->keys[i], text_of("governance"), column, 0, value_of(points, metrics->keys[i]));
    }
    for (size_t i = 0; is_map(blocks) && i < blocks->count; i++) {
        snprintf(column, sizeof column, "case_block_%zu", i);
        put_given(out, text_of(column), blocks->keys[i], column, 1, NULL);
    }
    if (!blocks) put_given(out, text_of("case_score"), text_of("governance"), "case_score", 1, NULL);
}

static void put_rule(struct buf *out, const struct case_file *file, const struct plugin_case *one, int indent)
{
    buf_printf(out, "%*s" CASE_RULE ":\n%*splugin: %s\n", indent, "", indent + 2, "", file->name);
    if (!file->incentive)
        buf_printf(out, "%*sblock: governance\n%*sweight: 0\n%*spoints: value\n", indent + 2, "", indent + 2, "", indent + 2, "");
    if (!node_get(file->root, "params") && !node_get(one->node, "params")) return;
    buf_printf(out, "%*sparams:\n", indent + 2, "");
    put_params(out, node_get(file->root, "params"), node_get(one->node, "params"), indent + 4);
}

static void put_program(struct buf *out, const struct case_file *file, const struct plugin_case *one)
{
    const struct node *period = node_get(one->node, "period");
    put_scalar(out, "program: Case\nperiod: ", period ? period : node_get(file->root, "period"), "2026-Q3", "\n");
    put_tables(out, file, one);
    buf_puts(out, "scorecards:\n  main:\n    metrics:\n");
    put_metrics(out, one);
    if (!file->incentive) put_rule(out, file, one, 6);
    put_scalar(out, "    tiers:\n      ", node_get(one->node, "tier"), "registered", ": {margin: 0%}\n");
    if (!file->incentive) return;
    buf_puts(out, "incentives:\n");
    put_rule(out, file, one, 2);
}

/* ---- tables */

static void put_cell(struct buf *out, const struct node *cell)
{
    buf_puts(out, ",\"");
    for (size_t i = 0; cell && i < cell->scalar.len; i++) {
        if (cell->scalar.ptr[i] == '"') buf_char(out, '"');
        buf_char(out, cell->scalar.ptr[i]);
    }
    buf_char(out, '"');
}

static void put_header(struct buf *out, const struct node *columns)
{
    for (size_t i = 0; is_map(columns) && i < columns->count; i++) {
        struct node name = {.kind = NODE_SCALAR, .scalar = columns->keys[i]};
        put_cell(out, &name);
    }
}

static void put_given_header(struct buf *out, const struct node *map, const char *column)
{
    for (size_t i = 0; is_map(map) && i < map->count; i++) buf_printf(out, ",%s_%zu", column, i);
}

/* Metrics without data have an empty cell. */
static void put_given_cells(struct buf *out, const struct node *map)
{
    for (size_t i = 0; is_map(map) && i < map->count; i++) put_cell(out, text_is(map->items[i]->scalar, "no data") ? NULL : map->items[i]);
}

static void put_partner(struct buf *out, const struct case_file *file, const struct plugin_case *one)
{
    const struct node *columns = node_get(file->root, "partners"), *cells = node_get(one->node, "partner"),
                      *score = node_get(one->node, "score");
    const struct node *metrics = node_get(one->node, "metrics"), *blocks = node_get(one->node, "blocks");
    buf_puts(out, "case_partner,case_score");
    put_header(out, columns);
    put_given_header(out, metrics, "case_metric");
    put_given_header(out, blocks, "case_block");
    put_scalar(out, "\npartner,", score, "0", "");
    for (size_t i = 0; is_map(columns) && i < columns->count; i++) put_cell(out, value_of(cells, columns->keys[i]));
    put_given_cells(out, metrics);
    put_given_cells(out, blocks);
    buf_char(out, '\n');
}

static void put_rows(struct buf *out, const struct node *columns, const struct node *rows)
{
    buf_puts(out, "case_partner");
    put_header(out, columns);
    buf_char(out, '\n');
    for (size_t i = 0; rows && i < rows->count; i++) {
        buf_puts(out, "partner");
        for (size_t c = 0; c < rows->items[i]->count; c++) put_cell(out, rows->items[i]->items[c]);
        buf_char(out, '\n');
    }
}

static bool write_tables(const char *folder, const struct case_file *file, const struct plugin_case *one, struct problems *problems)
{
    const struct node *tables = node_get(file->root, "tables"), *rows = node_get(one->node, "rows");
    struct buf out = {0};
    put_partner(&out, file, one);
    bool good = write_file(folder, "partners.csv", &out, problems);
    for (size_t i = 0; good && is_map(tables) && i < tables->count; i++) {
        char path[40];
        snprintf(path, sizeof path, "table_%zu.csv", i);
        put_rows(&out, tables->items[i], value_of(rows, tables->keys[i]));
        good = write_file(folder, path, &out, problems);
    }
    return good;
}

bool case_program_write(const char *folder, const struct case_file *file, const struct plugin_case *one, struct problems *problems)
{
    struct buf out = {0};
    put_program(&out, file, one);
    return write_file(folder, "program.yaml", &out, problems) && write_tables(folder, file, one, problems);
}
