#include "lua/definitions.h"

#include "base/bands.h"
#include "lua/manifest.h"
#include "lua/offer.h"
#include "lua/param_words.h"

/* ---- types as text */

/* The next part of a list that commas separate, outside of brackets. A function's results belong to it: fun(x: T): A, B is one. */
static struct text next_part(struct text *rest)
{
    size_t end = 0;
    int depth = 0;
    bool function = rest->len >= 4 && memcmp(rest->ptr, "fun(", 4) == 0;
    for (; end < rest->len; end++) {
        char c = rest->ptr[end];
        depth += (c == '(' || c == '<' || c == '{') - (c == ')' || c == '>' || c == '}');
        if (c == ',' && depth == 0 && !function) break;
    }
    struct text part = text_trim((struct text){rest->ptr, end});
    size_t taken = end < rest->len ? end + 1 : end;
    *rest = text_trim((struct text){rest->ptr + taken, rest->len - taken});
    return part;
}

/* "<K, V> map: table<K, V>" has K, V before it. */
static struct text take_generics(struct text *takes)
{
    const char *end = takes->len && takes->ptr[0] == '<' ? memchr(takes->ptr, '>', takes->len) : NULL;
    if (!end) return (struct text){NULL, 0};
    struct text generics = {takes->ptr + 1, (size_t)(end - takes->ptr - 1)};
    *takes = text_trim((struct text){end + 1, takes->len - generics.len - 2});
    return generics;
}

/* "places?: integer" is called places, and is optional. */
static struct text name_of(struct text part, bool *optional)
{
    const char *colon = memchr(part.ptr, ':', part.len);
    struct text name = {part.ptr, colon ? (size_t)(colon - part.ptr) : part.len};
    *optional = name.len > 0 && name.ptr[name.len - 1] == '?';
    if (*optional) name.len--;
    return name;
}

static struct text type_of(struct text part)
{
    const char *colon = memchr(part.ptr, ':', part.len);
    return colon ? text_trim((struct text){colon + 1, (size_t)(part.ptr + part.len - colon - 1)}) : part;
}

static bool is_class(const struct offers *offers)
{
    return strncmp(offers->name, "rung.", 5) == 0;
}

/* ---- LuaCATS */

static const char preamble[] =
    "---@meta rung\n\n"
    "-- What a plugin of Rung can reach: for editors, never run. Written by rung editor or rung help luacats.\n\n"
    "---@class rung.Plugin\n---@class rung.Filter\n---@class rung.Bands\n---@class rung.Any\n\n"
    "---@alias rung.Scalar string|number|boolean|rung.Date\n\n"
    "---Bounds of a condition; either may be left away.\n---@class rung.Range\n"
    "---@field min? number at least\n---@field max? number at most\n---@field above? number more than\n---@field below? number less than\n"
    "---@field from? rung.Date from this day on\n---@field to? rung.Date up to this day\n"
    "---@field is_not? rung.Scalar|rung.Scalar[] anything else\n\n"
    "---@alias rung.Conditions table<string, rung.Scalar|rung.Scalar[]|rung.Span|rung.Range|rung.Any>\n\n"
    "---@class rung.Group\n---@field key any\n---@field rows rung.Selection\n\n"
    "---@class rung.Dated\n---@field span rung.Span the days on which it is in force\n---@field value any\n\n"
    "---@class rung.Award\n---@field margin? number points of margin: 0.02 is two\n---@field amount? number money\n\n"
    "---@class rung.Metrics\n---@field [string] rung.Measure\n";

static void put_alias(struct buf *out, const char *name, const char *const *words, size_t count)
{
    buf_printf(out, "\n---@alias %s\n", name);
    for (size_t i = 0; i < count; i++) buf_printf(out, "---| \"%s\"\n", words[i]);
}

static void put_manifest(struct buf *out, const char *name, const struct manifest_field *fields, size_t count, const char *without)
{
    buf_printf(out, "\n---@class %s\n", name);
    for (size_t i = 0; i < count; i++) {
        const struct manifest_field *field = &fields[i];
        if (without && strcmp(field->name, without) == 0) continue;
        size_t len = strlen(field->lua);
        bool optional = field->lua[len - 1] == '?' && !memchr(field->lua, '(', len);
        buf_printf(out, "---@field %s%s %.*s %s\n", field->name, optional || strcmp(field->lua, "any") == 0 ? "?" : "",
                   (int)(optional ? len - 1 : len), field->lua, field->help);
    }
}

static void put_params(struct buf *out, struct text takes)
{
    bool optional;
    while (takes.len > 0) {
        struct text part = next_part(&takes), name = name_of(part, &optional), type = type_of(part);
        buf_printf(out, "---@param %.*s%s %.*s\n", TEXT_ARG(name), optional ? "?" : "", TEXT_ARG(type));
    }
}

static void put_names(struct buf *out, struct text takes)
{
    bool optional, begun = false;
    while (takes.len > 0) {
        struct text name = name_of(next_part(&takes), &optional);
        buf_printf(out, "%s%.*s", begun ? ", " : "", TEXT_ARG(name));
        begun = true;
    }
}

/* A class has its methods behind a local of its last name: function Date:plus_months(months) end */
static void put_function(struct buf *out, const struct offers *offers, const struct offer *offer)
{
    struct text takes = text_of(offer->takes), generics = take_generics(&takes), gives = text_of(offer->gives);
    buf_printf(out, "\n---%s\n", offer->help);
    if (generics.len) buf_printf(out, "---@generic %.*s\n", TEXT_ARG(generics));
    put_params(out, takes);
    while (gives.len > 0) {
        struct text part = next_part(&gives);
        buf_printf(out, "---@return %.*s\n", TEXT_ARG(part));
    }
    const char *dot = is_class(offers) ? strchr(offers->name, '.') + 1 : offers->name;
    buf_printf(out, "function %s%s%s(", dot, !*dot ? "" : is_class(offers) ? ":" : ".", offer->name);
    put_names(out, takes);
    buf_puts(out, ") end\n");
}

static void put_value(struct buf *out, const struct offers *offers, const struct offer *offer)
{
    const char *dot = *offers->name ? "." : "";
    buf_printf(out, "\n---%s\n---@type %s\n%s%s%s = nil\n", offer->help, offer->gives, offers->name, dot, offer->name);
}

static void put_class(struct buf *out, const struct offers *offers)
{
    buf_printf(out, "\n---@class %s\n", offers->name);
    for (size_t i = 0; i < offers->count; i++)
        if (!offers->rows[i].takes)
            buf_printf(out, "---@field %s %s %s\n", offers->rows[i].name, offers->rows[i].gives, offers->rows[i].help);
    if (offers->more) buf_puts(out, offers->more);
    buf_printf(out, "local %s = {}\n", strchr(offers->name, '.') + 1);
}

static void put_offers(struct buf *out, const struct offers *offers)
{
    if (is_class(offers))
        put_class(out, offers);
    else if (*offers->name)
        buf_printf(out, "\n---@class %slib\n%s = {}\n", offers->name, offers->name);
    for (size_t i = 0; i < offers->count; i++)
        if (offers->rows[i].takes)
            put_function(out, offers, &offers->rows[i]);
        else if (!is_class(offers))
            put_value(out, offers, &offers->rows[i]);
}

void definitions_luacats(struct buf *out)
{
    buf_puts(out, preamble);
    put_alias(out, "rung.Block", block_names, BLOCK_COUNT);
    put_alias(out, "rung.Type", param_type_names, PARAM_TYPE_COUNT);
    put_alias(out, "rung.Method", band_method_names, BAND_METHOD_COUNT);
    put_manifest(out, "rung.Param", param_keys, PARAM_KEY_COUNT, NULL);
    put_manifest(out, "rung.Metric", manifest_keys, MANIFEST_KEY_COUNT, "award");
    put_manifest(out, "rung.Incentive", manifest_keys, MANIFEST_KEY_COUNT, "value");
    for (size_t i = 0; offers_list[i]; i++) put_offers(out, offers_list[i]);
}

/* ---- luacheck */

static void put_field(struct buf *out, const char *name, const char *after)
{
    buf_printf(out, "      %s = %s,\n", name, after);
}

static void put_library(struct buf *out, const struct offers *offers)
{
    buf_printf(out, "    %s = { fields = {\n", offers->name);
    for (size_t i = 0; i < offers->count; i++) put_field(out, offers->rows[i].name, "{}");
    buf_puts(out, "    } },\n");
}

void definitions_luacheck(struct buf *out)
{
    buf_puts(out, "-- luacheck for plugins of Rung: what the sandbox offers is known, and nothing else. Written by rung editor or\n-- rung "
                  "help luacheck.\n"
                  "stds.rung = {\n  read_globals = {\n");
    for (size_t i = 0; i < offers_globals.count; i++) buf_printf(out, "    %s = {},\n", offers_globals.rows[i].name);
    for (size_t i = 0; offers_list[i]; i++)
        if (*offers_list[i]->name && !is_class(offers_list[i])) put_library(out, offers_list[i]);
    buf_puts(out, "  },\n}\nstd = \"rung\"\nmax_line_length = false\n");
}

/* ---- the reference */

static void put_call(struct buf *out, const struct offers *offers, const struct offer *offer)
{
    struct text takes = text_of(offer->takes);
    take_generics(&takes);
    if (strcmp(offers->name, "string") == 0 && strncmp(offer->takes, "s: string", 9) == 0) next_part(&takes);
    buf_printf(out, "| `%s%s(", strncmp(offer->takes, "...", 3) == 0 && *offers->called == 's' ? "string." : offers->called, offer->name);
    bool optional, begun = false;
    for (; takes.len > 0; begun = true) {
        struct text name = name_of(next_part(&takes), &optional);
        buf_printf(out, "%s%s%.*s%s", begun ? ", " : "", optional ? "[" : "", TEXT_ARG(name), optional ? "]" : "");
    }
    buf_puts(out, ")` | ");
}

static void put_name(struct buf *out, const struct offers *offers, const struct offer *offer)
{
    size_t len = strlen(offers->called);
    if (len > 0 && (offers->called[len - 1] == ':' || offers->called[len - 1] == '.')) len--;
    const char *name = strcmp(offer->name, "[string]") == 0 ? "NAME" : offer->name;
    buf_printf(out, "| `%.*s%s%s` | ", (int)len, offers->called, len ? "." : "", name);
}

/* Types without the prefix that keeps them apart in editors; a bar would end the cell. */
static void put_gives(struct buf *out, const char *gives)
{
    if (!*gives) return;
    buf_char(out, '`');
    for (; *gives; gives++) {
        if (strncmp(gives, "rung.", 5) == 0) gives += 5;
        if (*gives == '|') buf_char(out, '\\');
        buf_char(out, *gives);
    }
    buf_char(out, '`');
}

static void put_chapter(struct buf *out, const struct offers *offers)
{
    buf_printf(out, "\n## %s\n\n| write | gives | |\n| --- | --- | --- |\n", offers->title);
    for (size_t i = 0; i < offers->count; i++) {
        const struct offer *offer = &offers->rows[i];
        (offer->takes ? put_call : put_name)(out, offers, offer);
        put_gives(out, offer->gives);
        buf_printf(out, " | %s |\n", offer->help);
    }
}

static void put_keys(struct buf *out, const char *title, const struct manifest_field *fields, size_t count)
{
    buf_printf(out, "\n## %s\n\n| key | |\n| --- | --- |\n", title);
    for (size_t i = 0; i < count; i++) buf_printf(out, "| `%s` | %s |\n", fields[i].name, fields[i].help);
}

void definitions_markdown(struct buf *out)
{
    buf_puts(
        out,
        "# What a plugin can reach\n\n"
        "All of it, in tables; [writing a plugin](plugin-guide.md) explains it with examples. A question mark behind a type says "
        "that it may be `nil`,\nbrackets that an argument may be left away. This page is printed by `rung help api` from the rows that "
        "make these functions.\n");
    put_keys(out, "metric { ... } and incentive { ... }", manifest_keys, MANIFEST_KEY_COUNT);
    put_keys(out, "params = { NAME = { ... } }", param_keys, PARAM_KEY_COUNT);
    buf_puts(out, "\n## Types of params\n\n| type | takes | in the rule |\n| --- | --- | --- |\n");
    for (int type = 0; type < PARAM_TYPE_COUNT; type++) {
        buf_printf(out, "| `%s` | %s | ", param_type_names[type], param_kinds[type].takes);
        put_gives(out, param_kinds[type].lua);
        buf_puts(out, " |\n");
    }
    for (size_t i = 0; offers_list[i]; i++) put_chapter(out, offers_list[i]);
}
