#include "out/editor.h"

#include <string.h>

#include "lua/param_words.h"
#include "program/schema.h"

const char editor_mark[] = "rung editor";

/* ---- the schema */

/* As program/row.h writes shapes; numbers may differ by partner. */
static const char *shape_of(enum param_type type)
{
    static const char *const shapes[PARAM_TYPE_COUNT] = {
        [PARAM_NUMBER] = "number",       [PARAM_INTEGER] = "number",         [PARAM_MONEY] = "number",
        [PARAM_RATE] = "number",         [PARAM_PERCENT] = "number",         [PARAM_YESNO] = "yes/no | varying",
        [PARAM_FILTER] = "{}",           [PARAM_BANDS] = "{text} | [{}]",    [PARAM_LIST] = "text | [text]",
        [PARAM_MAP] = "{text}",          [PARAM_DATED] = "text | {} | [{}]", [PARAM_TEXT] = "text | varying",
        [PARAM_DATE] = "text | varying", [PARAM_WINDOW] = "text | varying"};
    return shapes[type] ? shapes[type] : "text";
}

static void put_choices(struct json *json, const struct param_spec *spec)
{
    json_open(json, "anyOf", '[');
    json_open(json, NULL, '{');
    json_open(json, "enum", '[');
    for (size_t i = 0; i < spec->choice_count; i++) json_string(json, NULL, spec->choices[i]);
    json_close(json, ']');
    json_close(json, '}');
    json_open(json, NULL, '{');
    schema_refer(json, text_of("varying"));
    json_close(json, '}');
    json_close(json, ']');
}

/* What people read when they point at it: help, type, default. */
static void put_description(struct json *json, const struct param_spec *spec)
{
    struct buf text = {.ceiling = 8000};
    buf_printf(&text, "%s%s", spec->help, *spec->help ? "\n\n" : "");
    param_put_type(&text, spec);
    buf_puts(&text, param_is_required(spec) ? "; required" : "; default: ");
    if (!param_is_required(spec)) param_put_default(&text, spec);
    json_text(json, "description", text.failed ? text_of(spec->help) : buf_view(&text));
    buf_release(&text);
}

static void put_param(struct json *json, const struct param_spec *spec)
{
    json_open(json, spec->name, '{');
    put_description(json, spec);
    if (spec->choices) {
        put_choices(json, spec);
    } else {
        json_open(json, "allOf", '[');
        json_open(json, NULL, '{');
        schema_shape(json, shape_of(spec->type), NULL);
        json_close(json, '}');
        json_close(json, ']');
    }
    json_close(json, '}');
}

/* "if it is this plugin, then these are its params" */
static void put_condition(struct json *json, const struct plugin *plugin)
{
    json_open(json, NULL, '{');
    json_open(json, "if", '{');
    json_open(json, "properties", '{');
    json_open(json, "plugin", '{');
    json_string(json, "const", plugin->name);
    json_close(json, '}');
    json_close(json, '}');
    json_raw(json, "required", "[\"plugin\"]");
    json_close(json, '}');
    json_open(json, "then", '{');
    json_open(json, "properties", '{');
    json_open(json, "params", '{');
    json_open(json, "properties", '{');
    for (size_t i = 0; i < plugin->param_count; i++) put_param(json, &plugin->params[i]);
    json_close(json, '}');
    json_raw(json, "additionalProperties", "false");
    json_close(json, '}');
    json_close(json, '}');
    json_close(json, '}');
    json_close(json, '}');
}

static void put_members(void *context, const struct form *form, struct json *json)
{
    const struct plugin_book *book = context;
    enum plugin_kind kind = strcmp(form->name, "an incentive") == 0 ? PLUGIN_INCENTIVE : PLUGIN_METRIC;
    if (kind == PLUGIN_METRIC && strcmp(form->name, "a metric") != 0) return;
    json_open(json, "allOf", '[');
    for (size_t i = 0; i < book->count; i++)
        if (book->entries[i].plugin->kind == kind) put_condition(json, book->entries[i].plugin);
    json_close(json, ']');
}

static void put_names(struct json *json, const struct plugin_book *book, const char *name, enum plugin_kind kind)
{
    json_open(json, name, '{');
    json_string(json, "type", "string");
    json_open(json, "examples", '[');
    for (size_t i = 0; i < book->count; i++)
        if (book->entries[i].plugin->kind == kind) json_string(json, NULL, book->entries[i].plugin->name);
    json_close(json, ']');
    json_close(json, '}');
}

static void put_definitions(void *context, struct json *json)
{
    put_names(json, context, "metric_plugin", PLUGIN_METRIC);
    put_names(json, context, "incentive_plugin", PLUGIN_INCENTIVE);
}

void editor_schema(const struct plugin_book *book, struct buf *out)
{
    schema_program(out, &(struct schema_guest){.definitions = put_definitions, .members = put_members, .context = (void *)(uintptr_t)book});
}

/* ---- Lua */

static const char *lua_type(enum column_type type)
{
    switch (type) {
    case COLUMN_TEXT: return "string";
    case COLUMN_DATE: return "rung.Date";
    case COLUMN_YESNO: return "boolean";
    default: return "number";
    }
}

void editor_program(const struct program *program, struct buf *out)
{
    buf_printf(out, "---@meta\n\n-- What partner and metrics have in this program. Written by %s.\n\n---@class rung.Partner\n",
               editor_mark);
    for (size_t i = 1; i < program->table_count; i++)
        if ((int)i != program->waivers) buf_printf(out, "---@field %s rung.Selection\n", program->tables[i].name);
    for (size_t i = 0; program->table_count && i < program->tables[0].column_count; i++) {
        const struct column_spec *column = &program->tables[0].columns[i];
        if (strcmp(column->name, "id") != 0) buf_printf(out, "---@field %s %s?\n", column->name, lua_type(column->type));
    }
    buf_puts(out, "\n---@class rung.Metrics\n");
    for (size_t i = 0; i < program->metric_count; i++) {
        bool told = false;
        for (size_t before = 0; before < i; before++) told |= strcmp(program->metrics[before].name, program->metrics[i].name) == 0;
        if (!told) buf_printf(out, "---@field %s rung.Measure\n", program->metrics[i].name);
    }
}

void editor_luarc(struct buf *out)
{
    static const char *const withheld[] = {"basic", "bit",  "bit32", "coroutine", "debug",  "ffi",   "io",
                                           "jit",   "math", "os",    "package",   "string", "table", "utf8"};
    struct json json = {.out = out};
    json_open(&json, NULL, '{');
    json_string(&json, "$comment", "Written by rung editor: plugins can reach what .rung/rung.lua declares, and nothing else of Lua.");
    json_string(&json, "runtime.version", "Lua 5.4");
    json_open(&json, "runtime.builtin", '{');
    for (size_t i = 0; i < sizeof withheld / sizeof *withheld; i++) json_string(&json, withheld[i], "disable");
    json_close(&json, '}');
    json_raw(&json, "workspace.library", "[\".rung\"]");
    json_raw(&json, "workspace.checkThirdParty", "false");
    json_close(&json, '}');
}
