#include "lua/manifest.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bands.h"
#include "base/number.h"
#include "base/suggest.h"

const char *const param_type_names[PARAM_TYPE_COUNT] = {"number", "integer", "money", "rate",   "percent",   "text",   "yes/no",
                                                        "date",   "window",  "table", "column", "attribute", "filter", "metric",
                                                        "bands",  "method",  "list",  "map",    "dated"};

/* ---- the keys, in the order in which they are explained */

enum manifest_key { KEY_UNIT, KEY_BLOCK, KEY_READS, KEY_PARAMS, KEY_NEEDS, KEY_VALUE, KEY_AWARD };
const struct manifest_field manifest_keys[MANIFEST_KEY_COUNT] = {
    [KEY_UNIT] = {"unit", "string?", "what the value counts: money, count, ratio, percent, hours, days, number or any other text"},
    [KEY_BLOCK] = {"block", "rung.Block?", "the building block that such a rule is usually about"},
    [KEY_READS] = {"reads", "table<string, string[]>?", "tables and their columns: { deals = { \"stage\", \"amount\" } }"},
    [KEY_PARAMS] = {"params", "table<string, rung.Param>?", "what the program may set, by name"},
    [KEY_NEEDS] = {"needs", "string[]?", "other metrics, which are measured first"},
    [KEY_VALUE] = {"value", "fun(partner: rung.Partner, p: rung.Params, metrics: rung.Metrics): number?, string?",
                   "of a metric, the rule: a number, or nil, and the reason"},
    [KEY_AWARD] = {"award", "fun(partner: rung.Partner, card: rung.Card, p: rung.Params): rung.Award?, string?",
                   "of an incentive, the rule: { margin = 0.02 } or { amount = 500 }, or nil, and the reason"},
};

enum param_key { KEY_TYPE, KEY_DEFAULT, KEY_MIN, KEY_MAX, KEY_ONE_OF, KEY_OF, KEY_ITEM, KEY_KEYS, KEY_HOLDS, KEY_OPTIONAL, KEY_HELP };
const struct manifest_field param_keys[PARAM_KEY_COUNT] = {
    [KEY_TYPE] = {"type", "rung.Type", "what it takes"},
    [KEY_DEFAULT] = {"default", "any", "what holds when the program does not say it, as program.yaml would"},
    [KEY_MIN] = {"min", "number?", "the least number"},
    [KEY_MAX] = {"max", "number?", "the greatest number"},
    [KEY_ONE_OF] = {"one_of", "string[]?", "of text: the texts that are allowed"},
    [KEY_OF] = {"of", "string?", "of column and filter: the table, or the param that names it; of method: the param with the bands"},
    [KEY_ITEM] = {"item", "rung.Type?", "of list, map, dated and bands: the type of what is in it"},
    [KEY_KEYS] = {"keys", "\"tier\"?", "of map: its keys are names of tiers, so a misspelt one is told"},
    [KEY_HOLDS] = {"holds", "\"number\"|\"date\"?",
                   "of column and attribute: what its cells have to be; money and percentages are numbers"},
    [KEY_OPTIONAL] = {"optional", "boolean?", "it may be left away, and is nil then"},
    [KEY_HELP] = {"help", "string?", "a line for whoever writes the program"},
};

struct reading {
    struct plugin *plugin;
    struct arena *arena;
    struct problems *problems;
    size_t mistakes;
};

/* ---- places: Lua keeps no place of a field, so the first "key =" or quoted text at or below the manifest's beginning has to do */

static bool is_name_char(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static bool in_quotes(struct text line, size_t from, size_t to)
{
    return from > 0 && to < line.len && (line.ptr[to] == '"' || line.ptr[to] == '\'') && line.ptr[from - 1] == line.ptr[to];
}

static uint32_t column_of(struct text line, const char *key)
{
    size_t len = strlen(key);
    for (size_t i = 0; i + len <= line.len; i++) {
        if (memcmp(line.ptr + i, key, len) != 0 || (i > 0 && is_name_char(line.ptr[i - 1]))) continue;
        size_t after = i + len;
        if (in_quotes(line, i, after)) return (uint32_t)i + 1;
        while (after < line.len && (line.ptr[after] == ' ' || line.ptr[after] == '"' || line.ptr[after] == ']')) after++;
        if (after < line.len && line.ptr[after] == '=') return (uint32_t)i + 1;
    }
    return 0;
}

struct place plugin_place(const struct plugin *plugin, const char *word)
{
    const struct source *source = &plugin->source;
    unsigned line = plugin->line;
    for (const char *c = source->bytes.ptr, *end = c + source->bytes.len; word && line < plugin->line + 400; line++) {
        struct text text = source_line(source, line);
        uint32_t column = text.ptr ? column_of(text, word) : 0;
        if (column) return (struct place){.file = source->path, .line = line, .column = column, .width = (uint32_t)strlen(word)};
        if (text.ptr && text.ptr + text.len >= end) break;
    }
    return (struct place){.file = source->path, .line = plugin->line};
}

__attribute__((format(printf, 4, 5))) static void mistake(struct reading *reading, const char *key, const char *cure, const char *format,
                                                          ...)
{
    char text[400];
    va_list args;
    struct place place = plugin_place(reading->plugin, key);
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    struct problem *problem = problem_add(reading->problems, SEVERITY_ERROR, STAGE_PLUGIN, place, cure, "%s", text);
    problem_line(reading->problems, problem, source_line(&reading->plugin->source, place.line));
    reading->mistakes++;
}

static const char *near(const struct reading *reading, struct text word, const char *const *names, size_t count, const char *otherwise)
{
    const char *found = suggest(word, names, count);
    return found ? arena_printf(reading->arena, "did you mean %s?", found) : otherwise;
}

/* ---- pieces */

static bool is_function(const struct node *node)
{
    return node->kind == NODE_SCALAR && !node->quoted && text_is(node->scalar, "function");
}

static bool is_text(const struct node *node)
{
    return node->kind == NODE_SCALAR && node->quoted;
}

static const char *read_text(struct reading *reading, const char *key, const struct node *node)
{
    if (is_text(node)) return node->scalar.ptr;
    mistake(reading, key, arena_printf(reading->arena, "write %s = \"...\"", key), "%s has to be text", key);
    return "";
}

static const char *const *read_names(struct reading *reading, const char *key, const struct node *node, size_t *count)
{
    const char **names = arena_array(reading->arena, node->count + 1, sizeof *names);
    *count = 0;
    if (!names) return NULL;
    for (size_t i = 0; i < node->count; i++)
        if (node->kind == NODE_LIST && is_text(node->items[i])) names[(*count)++] = node->items[i]->scalar.ptr;
    if (*count == node->count && node->kind != NODE_SCALAR) return names;
    mistake(reading, key, arena_printf(reading->arena, "write %s = { \"...\", \"...\" }", key), "%s has to be a list of texts", key);
    return names;
}

static bool read_number(struct reading *reading, const char *param, const char *key, const struct node *node, double *number)
{
    if (node->kind == NODE_SCALAR && !node->quoted && number_parse(node->scalar, number)) return true;
    mistake(reading, param, NULL, "param %s: %s has to be a number", param, key);
    return false;
}

static bool read_flag(struct reading *reading, const char *param, const char *key, const struct node *node)
{
    bool yes = node->kind == NODE_SCALAR && !node->quoted && text_is(node->scalar, "true");
    if (!yes && !(node->kind == NODE_SCALAR && !node->quoted && text_is(node->scalar, "false")))
        mistake(reading, param, NULL, "param %s: %s has to be true or false", param, key);
    return yes;
}

/* ---- reads */

static void read_reads(struct reading *reading, const struct node *node)
{
    struct plugin *plugin = reading->plugin;
    if (node->kind == NODE_SCALAR || node->kind == NODE_LIST) {
        mistake(reading, "reads", "write reads = { deals = { \"stage\", \"amount\" } }",
                "reads has to be a table of tables and their columns");
        return;
    }
    plugin->reads = arena_array(reading->arena, node->count + 1, sizeof *plugin->reads);
    for (size_t i = 0; plugin->reads && i < node->count; i++) {
        struct plugin_read *read = &plugin->reads[plugin->read_count++];
        read->table = node->keys[i].ptr;
        read->columns = read_names(reading, read->table, node->items[i], &read->count);
    }
}

/* ---- params */

/* What other tools call them; NULL: nothing alike is known. */
static const char *type_meant(struct text name)
{
    static const char *const words[][2] = {{"string", "text"},     {"str", "text"},      {"bool", "yes/no"},   {"boolean", "yes/no"},
                                           {"int", "integer"},     {"float", "number"},  {"decimal", "money"}, {"currency", "money"},
                                           {"percentage", "rate"}, {"period", "window"}, {"span", "window"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_is(name, words[i][0])) return words[i][1];
    return NULL;
}

static int type_named(struct text name)
{
    for (int i = 0; i < PARAM_TYPE_COUNT; i++)
        if (text_is(name, param_type_names[i])) return i;
    return -1;
}

static enum param_type read_type(struct reading *reading, const char *param, const char *key, const struct node *node)
{
    int type = node && node->kind == NODE_SCALAR ? type_named(node->scalar) : -1;
    if (type >= 0) return (enum param_type)type;
    if (!node) {
        mistake(reading, param, "add type = \"number\" (or another type)", "param %s has no %s", param, key);
    } else {
        const char *meant = type_meant(node->scalar);
        mistake(reading, param,
                meant ? arena_printf(reading->arena, "did you mean %s?", meant)
                      : near(reading, node->scalar, param_type_names, PARAM_TYPE_COUNT, "see the list of types in docs/plugin-guide.md"),
                "param %s: %s is not a known type: \"%.*s\"", param, key, TEXT_ARG(node->scalar));
    }
    return PARAM_TEXT;
}

static bool is_item_type(const struct param_spec *spec)
{
    return spec->item <= PARAM_WINDOW || (spec->type == PARAM_DATED && spec->item == PARAM_BANDS);
}

static bool read_keys(struct reading *reading, const struct param_spec *spec, const struct node *node)
{
    if (spec->type == PARAM_MAP && is_text(node) && text_is(node->scalar, "tier")) return true;
    mistake(reading, spec->name, "keys = \"tier\" is for a map whose keys are names of tiers", "param %s: keys cannot be this", spec->name);
    return false;
}

static enum cells_held read_holds(struct reading *reading, const struct param_spec *spec, const struct node *node)
{
    bool column = spec->type == PARAM_COLUMN || spec->type == PARAM_ATTRIBUTE;
    if (column && is_text(node) && text_is(node->scalar, "number")) return HOLDS_NUMBERS;
    if (column && is_text(node) && text_is(node->scalar, "date")) return HOLDS_DATES;
    mistake(reading, spec->name,
            column ? "write holds = \"number\" or holds = \"date\"" : "holds is for a param of type column or attribute",
            "param %s: holds cannot be this", spec->name);
    return HOLDS_ANY;
}

/* The type decides what the others mean, so it was read before them. */
static void read_param_key(struct reading *reading, struct param_spec *spec, size_t key, const struct node *node)
{
    switch ((enum param_key)key) {
    case KEY_TYPE: break;
    case KEY_DEFAULT: spec->standard = node; break;
    case KEY_MIN: spec->has_min = read_number(reading, spec->name, "min", node, &spec->min); break;
    case KEY_MAX: spec->has_max = read_number(reading, spec->name, "max", node, &spec->max); break;
    case KEY_ONE_OF: spec->choices = read_names(reading, "one_of", node, &spec->choice_count); break;
    case KEY_OF: spec->of = read_text(reading, "of", node); break;
    case KEY_ITEM: spec->item = read_type(reading, spec->name, "item", node); break;
    case KEY_KEYS: spec->keyed_by_tier = read_keys(reading, spec, node); break;
    case KEY_HOLDS: spec->holds = read_holds(reading, spec, node); break;
    case KEY_OPTIONAL: spec->optional = read_flag(reading, spec->name, "optional", node); break;
    case KEY_HELP: spec->help = read_text(reading, "help", node); break;
    }
}

static void read_param_field(struct reading *reading, struct param_spec *spec, struct text name, const struct node *node)
{
    const char *names[PARAM_KEY_COUNT];
    for (size_t i = 0; i < PARAM_KEY_COUNT; i++) {
        names[i] = param_keys[i].name;
        if (!text_is(name, names[i])) continue;
        read_param_key(reading, spec, i, node);
        return;
    }
    mistake(reading, name.ptr, near(reading, name, names, PARAM_KEY_COUNT, NULL), "param %s: unknown key \"%.*s\"", spec->name,
            TEXT_ARG(name));
}

static void check_param(struct reading *reading, const struct param_spec *spec)
{
    bool needs_of = spec->type == PARAM_COLUMN || spec->type == PARAM_FILTER;
    bool needs_item = spec->type == PARAM_LIST || spec->type == PARAM_MAP || spec->type == PARAM_DATED;
    if (needs_of && !spec->of)
        mistake(reading, spec->name, "add of = \"deals\", or the name of a param of type table",
                "param %s does not say which table it is of", spec->name);
    if (needs_item && !is_item_type(spec))
        mistake(reading, spec->name,
                "number, integer, money, rate, percent, text, yes/no, date and window can be items; bands of dated too",
                "param %s: item cannot be %s", spec->name, param_type_names[spec->item]);
    if (spec->type == PARAM_BANDS && spec->item != PARAM_RATE && spec->item != PARAM_MONEY)
        mistake(reading, spec->name, "rate (the default) and money (so much per unit) can be items of bands", "param %s: item cannot be %s",
                spec->name, param_type_names[spec->item]);
    if (spec->choices && spec->type != PARAM_TEXT)
        mistake(reading, spec->name, "give it type = \"text\"", "param %s: one_of is for text", spec->name);
}

static void read_param(struct reading *reading, const char *name, const struct node *node, struct param_spec *spec)
{
    *spec = (struct param_spec){.name = name, .item = PARAM_TEXT, .help = ""};
    if (node->kind != NODE_MAP) {
        mistake(reading, name, arena_printf(reading->arena, "write %s = { type = \"number\", default = 1 }", name),
                "param %s has to be a table", name);
        return;
    }
    spec->type = read_type(reading, name, "type", node_get(node, "type"));
    if (spec->type == PARAM_BANDS) spec->item = PARAM_RATE;
    for (size_t i = 0; i < node->count; i++) read_param_field(reading, spec, node->keys[i], node->items[i]);
    check_param(reading, spec);
    if (spec->type != PARAM_METHOD) return;
    spec->choices = band_method_names;
    spec->choice_count = BANDS_RATE; /* all before it: a rate is no amount, and for plugins to ask for */
}

static bool is_scale(const struct param_spec *spec)
{
    return spec->type == PARAM_BANDS || (spec->type == PARAM_DATED && spec->item == PARAM_BANDS);
}

static void check_methods(struct reading *reading)
{
    const struct plugin *plugin = reading->plugin;
    for (size_t m = 0; m < plugin->param_count; m++) {
        const struct param_spec *method = &plugin->params[m];
        bool found = method->type != PARAM_METHOD;
        for (size_t i = 0; !found && method->of && i < plugin->param_count; i++)
            found = is_scale(&plugin->params[i]) && strcmp(plugin->params[i].name, method->of) == 0;
        if (!found)
            mistake(reading, method->name, "add of = \"bands\", the name of a param of type bands",
                    "param %s does not say of which bands it is the method", method->name);
    }
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct param_spec *)a)->name, ((const struct param_spec *)b)->name);
}

static void read_params(struct reading *reading, const struct node *node)
{
    struct plugin *plugin = reading->plugin;
    if (node->kind != NODE_MAP) {
        mistake(reading, "params", "write params = { window = { type = \"window\", default = \"period\" } }",
                "params has to be a table of params");
        return;
    }
    plugin->params = arena_array(reading->arena, node->count + 1, sizeof *plugin->params);
    if (!plugin->params) return;
    for (size_t i = 0; i < node->count; i++) {
        if (text_is(node->keys[i], "period"))
            mistake(reading, "period", "choose another name", "p.period is always there and cannot be a param");
        read_param(reading, node->keys[i].ptr, node->items[i], &plugin->params[plugin->param_count++]);
    }
    check_methods(reading);
    qsort(plugin->params, plugin->param_count, sizeof *plugin->params, by_name);
}

/* ---- the whole */

static void read_block(struct reading *reading, const struct node *node)
{
    struct plugin *plugin = reading->plugin;
    plugin->block = read_text(reading, "block", node);
    for (size_t i = 0; i < BLOCK_COUNT; i++)
        if (strcmp(plugin->block, block_names[i]) == 0) return;
    if (is_text(node))
        mistake(reading, "block", near(reading, node->scalar, block_names, BLOCK_COUNT, NULL),
                "\"%s\" is not one of the six building blocks", plugin->block);
}

static void read_function(struct reading *reading, const char *key, const struct node *node)
{
    if (!is_function(node))
        mistake(reading, key, arena_printf(reading->arena, "write %s = function(partner, ...) ... end", key), "%s has to be a function",
                key);
}

static void read_manifest_key(struct reading *reading, size_t key, const struct node *node)
{
    struct plugin *plugin = reading->plugin;
    switch ((enum manifest_key)key) {
    case KEY_UNIT: plugin->unit = read_text(reading, "unit", node); break;
    case KEY_BLOCK: read_block(reading, node); break;
    case KEY_READS: read_reads(reading, node); break;
    case KEY_PARAMS: read_params(reading, node); break;
    case KEY_NEEDS: plugin->needs = read_names(reading, "needs", node, &plugin->need_count); break;
    case KEY_VALUE:
    case KEY_AWARD: read_function(reading, manifest_keys[key].name, node); break;
    }
}

static bool belongs(const struct plugin *plugin, size_t key)
{
    return key != (plugin->kind == PLUGIN_METRIC ? KEY_AWARD : KEY_VALUE);
}

static void read_key(struct reading *reading, struct text name, const struct node *node)
{
    const char *names[MANIFEST_KEY_COUNT];
    size_t count = 0;
    for (size_t i = 0; i < MANIFEST_KEY_COUNT; i++) {
        if (!belongs(reading->plugin, i)) continue;
        names[count++] = manifest_keys[i].name;
        if (!text_is(name, manifest_keys[i].name)) continue;
        read_manifest_key(reading, i, node);
        return;
    }
    bool other = text_is(name, "award") || text_is(name, "value");
    const char *meant = other ? "metric { } has value, incentive { } has award" : NULL;
    mistake(reading, name.ptr, near(reading, name, names, count, meant), "unknown key \"%.*s\" in the manifest", TEXT_ARG(name));
}

static bool is_doc(struct text line)
{
    return line.len >= 3 && memcmp(line.ptr, "---", 3) == 0;
}

/* The first block of --- lines. */
static const char *read_doc(const struct reading *reading)
{
    const struct source *source = &reading->plugin->source;
    struct buf doc = {.ceiling = 64 * 1024};
    struct text left = source->bytes, line = {0};
    for (unsigned at = 1; at <= reading->plugin->line && source_take_line(&left, &line) && !is_doc(line);) at++;
    for (bool first = true; is_doc(line); first = false) {
        struct text text = {line.ptr + 3, line.len - 3};
        if (text.len && text.ptr[0] == ' ') text = (struct text){text.ptr + 1, text.len - 1};
        if (!first) buf_char(&doc, '\n');
        buf_text(&doc, text);
        if (!source_take_line(&left, &line)) break;
    }
    const char *copy = arena_string(reading->arena, buf_view(&doc));
    buf_release(&doc);
    return copy ? copy : "";
}

bool manifest_read(const struct node *manifest, unsigned line, struct plugin *plugin, struct arena *arena, struct problems *problems)
{
    struct reading reading = {.plugin = plugin, .arena = arena, .problems = problems};
    const char *function = plugin->kind == PLUGIN_METRIC ? "value" : "award";
    plugin->unit = plugin->block = "";
    plugin->line = line ? line : 1;
    plugin->doc = read_doc(&reading);
    if (manifest->kind == NODE_LIST) {
        mistake(&reading, NULL, NULL, "the manifest has to be a table with names, not a list");
        return false;
    }
    for (size_t i = 0; i < manifest->count; i++) read_key(&reading, manifest->keys[i], manifest->items[i]);
    if (!node_get(manifest, function))
        mistake(&reading, NULL,
                arena_printf(arena, "add %s = function(partner, %s) ... end", function, plugin->kind == PLUGIN_METRIC ? "p" : "card, p"),
                "the manifest has no function %s", function);
    return reading.mistakes == 0;
}
