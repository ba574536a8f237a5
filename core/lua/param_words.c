#include "lua/param_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"

const struct param_kind param_kinds[PARAM_TYPE_COUNT] = {
    [PARAM_NUMBER] = {"number", "1.5", "number", "`0.75`; `75%` is 0.75"},
    [PARAM_INTEGER] = {"whole number", "3", "integer", "`3`"},
    [PARAM_MONEY] = {"money", "1000", "number", "`1234.50`"},
    [PARAM_RATE] = {"rate", "2%", "number", "`2%` or `0.02`"},
    [PARAM_PERCENT] = {"percent", "10%", "number", "`2%` or `2`"},
    [PARAM_TEXT] = {"text", "won", "string", "`won`"},
    [PARAM_YESNO] = {"yes/no", "yes", "boolean", "`yes` or `no`"},
    [PARAM_DATE] = {"date", "2026-07-01", "rung.Date", "`2026-07-01`"},
    [PARAM_WINDOW] = {"window", "period", "rung.Span",
                      "days, counted from the period: `period`, `period - 1y`, `trailing 12m`; see [windows](program-guide.md#windows)"},
    [PARAM_TABLE] = {"table", "deals", "string", "the name of a table in `program.yaml`: `deals`"},
    [PARAM_COLUMN] = {"column", "amount", "string", "the name of a column of that table: `amount`"},
    [PARAM_ATTRIBUTE] = {"partner column", "region", "string", "the name of a column of the partner table: `region`"},
    [PARAM_FILTER] = {"conditions", "{stage: won}", "rung.Filter",
                      "which rows: `{stage: won, amount: {min: 1000}, closed_on: period}`; see [filters](plugin-guide.md#params)"},
    [PARAM_METRIC] = {"metric", "revenue", "string", "the name of another metric of the scorecard"},
    [PARAM_BANDS] =
        {"bands", "{0: 0%, 100000: 1%}", "rung.Bands",
         "from a value on, so much: `{0: 0%, 100000: 1%}`; bands of money are amounts per unit: `{0: 1, 100: 2.50}`; or a list with edges: "
         "see [bands](plugin-guide.md#bands)"},
    [PARAM_METHOD] = {"method", "marginal", "rung.Method",
                      "`marginal`, `retroactive`, `rolling`, `total` or `interpolated`: see [bands](plugin-guide.md#bands)"},
    [PARAM_LIST] = {"list", "[first, second]", "table", "`[code_of_conduct, anti_bribery]`"},
    [PARAM_MAP] = {"map", "{first: 1, second: 2}", "table",
                   "`{silver: 2%, gold: 4%}`; of windows `{old_exam: ..2026-06-30, new_exam: 2026-01-01..}`"},
    [PARAM_DATED] = {"dated", "2%", "rung.Dated[]",
                     "one value, or what was in force on which days: `[{until: 2026-06-30, value: 2%}, {from: 2026-07-01, value: 3%}]`"},
};

/* The least number above 0 that plugins write. */
static const double barely = 1e-9;

static void put_choices(struct buf *out, const struct param_spec *spec)
{
    buf_puts(out, "one of ");
    for (size_t i = 0; i < spec->choice_count; i++) buf_printf(out, "%s%s", i ? ", " : "", spec->choices[i]);
}

static void put_cells(struct buf *out, const struct param_spec *spec)
{
    if (spec->holds != HOLDS_ANY) buf_puts(out, spec->holds == HOLDS_DATES ? ", dates" : ", numbers");
}

static void put_said(struct buf *out, const struct param_spec *spec)
{
    const char *item = param_kinds[spec->item].said;
    switch (spec->type) {
    case PARAM_COLUMN:
        buf_printf(out, "column of `%s`", spec->of);
        put_cells(out, spec);
        break;
    case PARAM_ATTRIBUTE:
        buf_puts(out, param_kinds[spec->type].said);
        put_cells(out, spec);
        break;
    case PARAM_FILTER: buf_printf(out, "conditions on `%s`", spec->of); break;
    case PARAM_METHOD: buf_printf(out, "method of `%s`", spec->of); break;
    case PARAM_LIST: buf_printf(out, "list of %ss", item); break;
    case PARAM_MAP: buf_printf(out, "name: %s", item); break;
    case PARAM_DATED: buf_printf(out, "%s, also by date", item); break;
    case PARAM_BANDS: buf_puts(out, spec->item == PARAM_MONEY ? "bands of money" : "bands"); break;
    default: buf_puts(out, param_kinds[spec->type].said);
    }
}

static void put_bound(struct buf *out, const char *before, double number)
{
    char text[NUMBER_TEXT_MAX];
    buf_puts(out, before);
    buf_put(out, text, number_format(number, text));
}

void param_put_type(struct buf *out, const struct param_spec *spec)
{
    if (spec->choices && spec->type == PARAM_TEXT)
        put_choices(out, spec);
    else
        put_said(out, spec);
    if (spec->has_min) put_bound(out, spec->min == barely ? ", above " : ", ", spec->min == barely ? 0 : spec->min);
    if (spec->has_max) put_bound(out, spec->has_min ? " to " : ", up to ", spec->max);
    if (spec->has_min && !spec->has_max && spec->min != barely) buf_puts(out, " or more");
}

/* ---- defaults */

static void put_node(struct buf *out, const struct node *node)
{
    if (node->kind == NODE_SCALAR) {
        buf_text(out, node->scalar);
        return;
    }
    buf_char(out, node->kind == NODE_MAP ? '{' : '[');
    for (size_t i = 0; i < node->count; i++) {
        if (i > 0) buf_puts(out, ", ");
        if (node->kind == NODE_MAP) buf_printf(out, "%.*s: ", TEXT_ARG(node->keys[i]));
        put_node(out, node->items[i]);
    }
    buf_char(out, node->kind == NODE_MAP ? '}' : ']');
}

bool param_is_required(const struct param_spec *spec)
{
    return !spec->optional && !spec->standard;
}

static enum param_type scalar_type(const struct param_spec *spec)
{
    return spec->type == PARAM_DATED ? spec->item : spec->type;
}

void param_put_default(struct buf *out, const struct param_spec *spec)
{
    const struct node *node = spec->standard;
    if (!node) {
        buf_puts(out, spec->optional ? "none" : "required");
        return;
    }
    bool plain = node->kind == NODE_SCALAR && !node->quoted;
    if (node->kind != NODE_SCALAR && node->count == 0)
        buf_puts(out, spec->type == PARAM_FILTER ? "all rows" : "none");
    else if (plain && (text_is(node->scalar, "true") || text_is(node->scalar, "false")))
        buf_puts(out, text_is(node->scalar, "true") ? "yes" : "no");
    else if (plain && scalar_type(spec) == PARAM_RATE && (text_is(node->scalar, "0") || text_is(node->scalar, "1")))
        buf_puts(out, text_is(node->scalar, "0") ? "0%" : "100%");
    else
        put_node(out, node);
}

/* ---- samples */

static void put_items(struct buf *out, const struct param_spec *spec)
{
    const char *one = param_kinds[spec->item].sample;
    bool words = spec->item == PARAM_TEXT;
    if (spec->type == PARAM_LIST)
        buf_printf(out, words ? "[first, second]" : "[%s]", one);
    else
        buf_printf(out, words ? "{first: one, second: other}" : "{first: %s, second: %s}", one, one);
}

static void put_least(struct buf *out, const struct param_spec *spec)
{
    const char *sample = param_kinds[spec->type].sample;
    if (spec->has_min && spec->min > 3)
        put_bound(out, "", spec->min);
    else if (spec->has_max && spec->max < 1)
        put_bound(out, "", spec->max);
    else
        buf_puts(out, spec->type == PARAM_NUMBER && spec->has_max && spec->max < 1.5 ? "1" : sample);
}

void param_put_sample(struct buf *out, const struct param_spec *spec)
{
    switch (spec->type) {
    case PARAM_LIST:
    case PARAM_MAP: put_items(out, spec); break;
    case PARAM_BANDS: buf_puts(out, spec->item == PARAM_MONEY ? "{0: 1, 100: 2.50}" : param_kinds[PARAM_BANDS].sample); break;
    case PARAM_DATED: buf_puts(out, param_kinds[spec->item].sample); break;
    case PARAM_COLUMN:
    case PARAM_ATTRIBUTE:
        buf_puts(out,
                 strcmp(spec->name, "column") == 0 || strcmp(spec->name, "attribute") == 0 ? param_kinds[spec->type].sample : spec->name);
        break;
    case PARAM_NUMBER:
    case PARAM_INTEGER: put_least(out, spec); break;
    default: buf_puts(out, spec->choices ? spec->choices[0] : param_kinds[spec->type].sample);
    }
}

/* ---- order */

struct placed {
    const struct param_spec *spec;
    size_t at; /* in the file */
};

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* Where the manifest says "name = {"; the file's end when it says so in some other way. */
static size_t place_of(const struct plugin *plugin, const char *name)
{
    struct text file = plugin->source.bytes, first = source_line(&plugin->source, plugin->line);
    size_t len = strlen(name);
    for (size_t i = first.ptr ? (size_t)(first.ptr - file.ptr) + 1 : file.len; i + len < file.len; i++) {
        if (memcmp(file.ptr + i, name, len) != 0 || is_name_char(file.ptr[i - 1])) continue;
        size_t after = i + len;
        while (after < file.len && file.ptr[after] == ' ') after++;
        if (after >= file.len || file.ptr[after] != '=') continue;
        for (after++; after < file.len && file.ptr[after] == ' ';) after++;
        if (after < file.len && file.ptr[after] == '{') return i;
    }
    return file.len;
}

static int by_place(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;
    return x->at != y->at ? (x->at < y->at ? -1 : 1) : strcmp(x->spec->name, y->spec->name);
}

const struct param_spec **params_in_order(const struct plugin *plugin, struct arena *arena)
{
    struct placed *placed = arena_array(arena, plugin->param_count + 1, sizeof *placed);
    const struct param_spec **order = arena_array(arena, plugin->param_count + 1, sizeof(const struct param_spec *));
    if (!placed || !order) return NULL;
    for (size_t i = 0; i < plugin->param_count; i++)
        placed[i] = (struct placed){&plugin->params[i], place_of(plugin, plugin->params[i].name)};
    qsort(placed, plugin->param_count, sizeof *placed, by_place);
    for (size_t i = 0; i < plugin->param_count; i++) order[i] = placed[i].spec;
    return order;
}
