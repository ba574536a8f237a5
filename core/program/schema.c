#include "program/schema.h"

#include <ctype.h>
#include <stdio.h>

#include "base/number.h"
#include "history/sheet.h"
#include "program/descriptor.h"
#include "program/load.h"

enum { PARTS_MOST = 12, WORDS_MOST = 24 };

/* ---- shapes that are no forms. ' stands for "; numbers that YAML takes for text are 15%, 40/6 and those in quotes */

#define DECIMAL    "([0-9]+([.][0-9]*)?|[.][0-9]+)"
#define SIGNED     "[-+]?" DECIMAL
#define SAID(cure) ", 'patternErrorMessage': '" cure "'" /* what yaml-language-server says instead of the pattern */
#define NUMBER     "'pattern': '^" SIGNED "%?$'" SAID("write a number: 15, 2.5 or 15%")
#define FRACTION   "'pattern': '^" SIGNED "(%| */ *" SIGNED ")?$'" SAID("write a number or a fraction: 15, 2.5, 15% or 40/6")
#define PERCENT    "(100([.]0*)?|[0-9]?[0-9]([.][0-9]*)?|[.][0-9]+)%"
#define RATE       "'minimum': 0, 'exclusiveMaximum': 1, 'pattern': '^[+]?(" PERCENT "|0?[.][0-9]*)$'" SAID("write a rate, 0% to 100%")
#define AMOUNT     "'minimum': 0, 'pattern': '^[+]?" DECIMAL "$'" SAID("write an amount: 500 or 1234.50")
#define ALONE      "{'type': ['number', 'string'], "
#define OR_BY      "{'type': ['number', 'string', 'object'], 'required': ['by'], "
#define BY(alone)  ", 'properties': {'by': {'$ref': '#/definitions/by'}}, 'additionalProperties': {'$ref': '#/definitions/" alone "'}}"

/* A number that may differ by partner is one shape and no choice of two, so that an editor says what is wrong with it. */
static const struct {
    const char *name, *json;
} simple[] = {
    {"text", "{'type': ['string', 'number', 'boolean']}"},
    {"by", "{'type': 'string', 'description': 'the partner column by which it differs'}"},
    {"yes/no", "{'enum': ['yes', 'no', true, false]}"},
    {"varying", "{'type': 'object', 'required': ['by']}"},
    {"whole number", "{'type': ['integer', 'string'], 'pattern': '^[-+]?[0-9]+$'" SAID("write a whole number") "}"},
    {"number alone", ALONE NUMBER "}"},
    {"fraction alone", ALONE FRACTION "}"},
    {"rate alone", ALONE RATE "}"},
    {"amount alone", ALONE AMOUNT "}"},
    {"number", OR_BY NUMBER BY("number_alone")},
    {"fraction", OR_BY FRACTION BY("fraction_alone")},
    {"rate", OR_BY RATE BY("rate_alone")},
    {"amount", OR_BY AMOUNT BY("amount_alone")},
    {"length", "{'type': 'string', 'pattern': '^ *[0-9]+ *[yhqmd] *$', 'examples': ['6m', '45d']}"},
    {"periods", "{'type': ['integer', 'string'], 'minimum': 1, 'maximum': 100, 'pattern': '^[0-9]+( +periods?)?$', "
                "'examples': ['2 periods']}"},
    {"month", "{'type': ['integer', 'string'], 'minimum': 1, 'maximum': 12, 'examples': ['June', 'December'], "
              "'pattern': '^([Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Mm]ay|[Jj]u[nl]|[Aa]ug|[Ss]ep|[Oo]ct|[Nn]ov|[Dd]ec|[0-9])'}"},
    {"period", "{'type': ['string', 'integer'], 'pattern': "
               "'^ *([0-9]{4}(-([Qq][1-4]|[Hh][12]|0[1-9]|1[0-2]))?|[0-9]{4}-[0-9]{2}-[0-9]{2} *[.][.] *[0-9]{4}-[0-9]{2}-[0-9]{2}) *$', "
               "'examples': ['2026-Q3', '2026-H1', '2026-07', '2026-07-01..2026-09-30']" SAID(
                   "write a quarter 2026-Q3, a half 2026-H1, a year 2026, a month 2026-07, or two dates 2026-07-01..2026-09-30") "}"},
    {"date", "{'type': 'string', 'pattern': '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', 'examples': ['2026-07-01']" SAID(
                 "write year-month-day: 2026-07-01") "}"},
};

/* Words that are listed elsewhere. */
static const struct {
    const char *name;
    const char *const *words;
    size_t count;
} listed[] = {
    {"block", block_names, BLOCK_COUNT},
    {"column type", column_type_names, COLUMN_TYPE_COUNT},
    {"history sheet", history_sheet_names, HISTORY_SHEET_COUNT},
};

/* What single keys do not tell. Metrics may be incomplete where a track or another scorecard completes them. */
#define ONE_OF_METRIC "[{'required': ['plugin']}, {'required': ['cohort']}, {'required': ['formula']}]"
#define ONE_OF_POINTS                                                                                                                      \
    "[{'required': ['curve']}, {'required': ['bands']}, {'required': ['per_unit']}, {'required': ['log']}, {'required': ['log_normal']}, " \
    "{'required': ['percentile']}, {'required': ['expression']}]"
#define BOTH(keys)      "{'type': 'object', 'required': [" keys "]}"
#define WHOLE           "{'required': ['block'], 'anyOf': " ONE_OF_METRIC ", 'items': {'$ref': '#/definitions/whole_metric'}}"
#define NEEDS_NO_OTHERS "{'not': {'anyOf': [{'required': ['like']}, {'required': ['tracks']}]}}"
static const struct {
    const struct form *form;
    const char *key, *json;
} together[] = {
    /* The file of a version has neither program nor versions, and may leave away what program.yaml says. */
    {&program_form, "if", "{'required': ['program'], 'not': {'required': ['versions']}}"},
    {&program_form, "then", "{'required': ['tables', 'scorecards']}"},
    {&scorecard_form, "if", NEEDS_NO_OTHERS},
    {&scorecard_form, "then", "{'properties': {'metrics': {'additionalProperties': {'$ref': '#/definitions/whole_metric'}}}}"},
    {&table_form, "anyOf", "[{'required': ['file']}, {'required': ['history']}]"},
    {&table_form, "not", BOTH("'key', 'partner'")},
    {&metric_form, "not",
     "{'type': 'object', 'anyOf': [{'required': ['plugin', 'cohort']}, {'required': ['plugin', 'formula']}, {'required': ['cohort', "
     "'formula']}]}"},
    {&incentive_form, "anyOf", "[{'required': ['plugin']}, {'required': ['pool']}]"},
    {&incentive_form, "not", BOTH("'plugin', 'pool'")},
    {&points_form, "oneOf", ONE_OF_POINTS},
};
static bool lacks_required(const struct form *form)
{
    return form == &program_form || form == &metric_form;
}

/* ---- writing */

static void put_json(struct json *json, const char *key, const char *quoted)
{
    struct buf text = {.ceiling = 4000};
    for (; *quoted; quoted++) buf_char(&text, *quoted == '\'' ? '"' : *quoted);
    buf_char(&text, '\0');
    if (text.failed)
        json->out->failed = true;
    else
        json_raw(json, key, text.ptr);
    buf_release(&text);
}

/* "a metric" is a_metric in references. */
static void put_slug(struct buf *out, struct text name)
{
    for (size_t i = 0; i < name.len; i++) buf_char(out, isalnum((unsigned char)name.ptr[i]) ? name.ptr[i] : '_');
    buf_char(out, '\0');
}

void schema_refer(struct json *json, struct text name)
{
    struct buf to = {.ceiling = 200};
    buf_puts(&to, "#/definitions/");
    put_slug(&to, name);
    json_string(json, "$ref", to.failed ? NULL : to.ptr);
    buf_release(&to);
}

static void open_definition(struct json *json, const char *name)
{
    struct buf slug = {.ceiling = 200};
    put_slug(&slug, text_of(name));
    json_open(json, slug.failed ? "" : slug.ptr, '{');
    buf_release(&slug);
}

static void put_words(struct json *json, const char *const *words, size_t count)
{
    json_open(json, "enum", '[');
    for (size_t i = 0; i < count; i++) json_string(json, NULL, words[i]);
    json_close(json, ']');
}

/* ---- shapes as text */

/* The alternatives of a shape: what stands between bars outside of quotes and brackets. */
static size_t split(struct text shape, struct text parts[PARTS_MOST])
{
    size_t count = 0, begin = 0;
    int depth = 0;
    bool quoted = false;
    for (size_t i = 0; i <= shape.len; i++) {
        char c = i < shape.len ? shape.ptr[i] : '|';
        if (i < shape.len && c == '\'') quoted = !quoted;
        if (!quoted) depth += (c == '{' || c == '[') - (c == '}' || c == ']');
        if (c != '|' || ((quoted || depth > 0) && i < shape.len) || count == PARTS_MOST) continue;
        parts[count++] = text_trim((struct text){shape.ptr + begin, i - begin});
        begin = i + 1;
    }
    return count;
}

static struct text inner(struct text part)
{
    return (struct text){part.ptr + 1, part.len - 2};
}

static void put_any(struct json *json, struct text shape, const struct row *row);

static void put_map(struct json *json, struct text inside, const struct row *row)
{
    const char *colon = memchr(inside.ptr, ':', inside.len);
    json_string(json, "type", "object");
    if (colon) put_json(json, "propertyNames", "{" NUMBER "}");
    if (colon) inside = (struct text){colon + 1, (size_t)(inside.ptr + inside.len - colon - 1)};
    if (inside.len == 0) return;
    json_open(json, "additionalProperties", '{');
    put_any(json, inside, row);
    json_close(json, '}');
}

static void put_part(struct json *json, struct text part, const struct row *row)
{
    if (part.ptr[0] == '{') {
        put_map(json, inner(part), row);
    } else if (part.ptr[0] == '[') {
        json_string(json, "type", "array");
        json_open(json, "items", '{');
        put_any(json, inner(part), row);
        json_close(json, '}');
    } else if (text_is(part, ".")) {
        schema_refer(json, text_of(((const struct form *)row->extra)->name));
    } else {
        schema_refer(json, part);
    }
}

/* Words come together as one enum. */
static void put_quoted(struct json *json, const struct text *parts, size_t count)
{
    json_open(json, "enum", '[');
    for (size_t i = 0; i < count; i++)
        if (parts[i].ptr[0] == '\'') json_text(json, NULL, inner(parts[i]));
    json_close(json, ']');
}

static void put_several(struct json *json, const struct text *parts, size_t count, size_t words, const struct row *row)
{
    json_open(json, "anyOf", '[');
    if (words > 0) {
        json_open(json, NULL, '{');
        put_quoted(json, parts, count);
        json_close(json, '}');
    }
    for (size_t i = 0; i < count; i++) {
        if (parts[i].ptr[0] == '\'') continue;
        json_open(json, NULL, '{');
        put_part(json, parts[i], row);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_any(struct json *json, struct text shape, const struct row *row)
{
    struct text parts[PARTS_MOST];
    size_t count = split(shape, parts), words = 0;
    for (size_t i = 0; i < count; i++) words += parts[i].ptr[0] == '\'';
    if (words == count)
        put_quoted(json, parts, count);
    else if (count == 1)
        put_part(json, parts[0], row);
    else
        put_several(json, parts, count, words, row);
}

void schema_shape(struct json *json, const char *shape, const struct row *row)
{
    const struct choices *choices = row ? row->extra : NULL;
    if (strcmp(shape, "*") == 0)
        put_words(json, choices->names, choices->count);
    else
        put_any(json, text_of(shape), row);
}

/* ---- rows and forms */

static void put_range(struct json *json, const struct range *range)
{
    if (!range) return;
    if (range->least > -1e300) json_number(json, range->least > 0 && range->least < 1e-6 ? "exclusiveMinimum" : "minimum", range->least);
    if (range->most < 1e300) json_number(json, "maximum", range->most);
}

static void put_default(struct json *json, const char *otherwise)
{
    double number;
    if (otherwise && number_parse(text_of(otherwise), &number))
        json_number(json, "default", number);
    else if (otherwise)
        json_string(json, "default", otherwise);
}

/* Beside $ref nothing counts, so what a row says stands around it. */
static void put_row(struct json *json, const struct row *row)
{
    const char *shape = row->type->shape;
    bool ranged = *shape == '#';
    json_open(json, row->key, '{');
    json_string(json, "description", row->help);
    put_default(json, row->otherwise);
    if (ranged) put_range(json, row->extra);
    json_open(json, "allOf", '[');
    json_open(json, NULL, '{');
    schema_shape(json, shape + ranged, row);
    json_close(json, '}');
    json_close(json, ']');
    json_close(json, '}');
}

static void put_dates(struct json *json)
{
    static const char *const dates[] = {"from", "until"};
    static const char *const help[] = {"the first day on which this is in force", "the last day on which this is in force"};
    for (size_t i = 0; i < 2; i++) {
        json_open(json, dates[i], '{');
        json_string(json, "description", help[i]);
        json_open(json, "allOf", '[');
        json_open(json, NULL, '{');
        schema_refer(json, text_of("date"));
        json_close(json, '}');
        json_close(json, ']');
        json_close(json, '}');
    }
}

static void put_required(struct json *json, const struct form *form)
{
    size_t count = 0;
    for (size_t i = 0; i < form->count; i++) count += form->rows[i].required;
    if (count == 0 || lacks_required(form)) return;
    json_open(json, "required", '[');
    for (size_t i = 0; i < form->count; i++)
        if (form->rows[i].required) json_string(json, NULL, form->rows[i].key);
    json_close(json, ']');
}

/* With dates a form is a mapping or a list of itself. */
static void put_members(struct json *json, const struct form *form)
{
    bool dated = form_has_dates(form), listed_dates = dated && form != &version_form;
    if (listed_dates)
        put_json(json, "type", "['object', 'array']");
    else
        json_string(json, "type", "object");
    json_open(json, "properties", '{');
    for (size_t i = 0; i < form->count; i++) put_row(json, &form->rows[i]);
    if (dated) put_dates(json);
    json_close(json, '}');
    put_required(json, form);
    json_raw(json, "additionalProperties", "false");
    if (listed_dates) {
        json_open(json, "items", '{');
        schema_refer(json, text_of(form->name));
        json_close(json, '}');
    }
    for (size_t i = 0; i < sizeof together / sizeof *together; i++)
        if (together[i].form == form) put_json(json, together[i].key, together[i].json);
}

static void put_simple(struct json *json)
{
    for (size_t i = 0; i < sizeof simple / sizeof *simple; i++) {
        struct buf slug = {.ceiling = 200};
        put_slug(&slug, text_of(simple[i].name));
        put_json(json, slug.failed ? "" : slug.ptr, simple[i].json);
        buf_release(&slug);
    }
    for (size_t i = 0; i < sizeof listed / sizeof *listed; i++) {
        open_definition(json, listed[i].name);
        put_words(json, listed[i].words, listed[i].count);
        json_close(json, '}');
    }
    put_json(json, "whole_metric", WHOLE);
}

static void put_form(struct json *json, const struct form *form, const struct schema_guest *guest)
{
    open_definition(json, form->name);
    put_members(json, form);
    if (guest && guest->members) guest->members(guest->context, form, json);
    json_close(json, '}');
}

static void put_plugin_names(struct json *json)
{
    put_json(json, "metric_plugin", "{'$ref': '#/definitions/text'}");
    put_json(json, "incentive_plugin", "{'$ref': '#/definitions/text'}");
}

void schema_definitions(struct json *json, const struct schema_guest *guest)
{
    put_simple(json);
    if (guest && guest->definitions)
        guest->definitions(guest->context, json);
    else
        put_plugin_names(json);
    for (size_t i = 0; descriptor_form(i); i++) put_form(json, descriptor_form(i), guest);
}

void schema_program(struct buf *out, const struct schema_guest *guest)
{
    struct json json = {.out = out};
    json_open(&json, NULL, '{');
    json_string(&json, "$schema", "http://json-schema.org/draft-07/schema#");
    json_string(&json, "$comment", "Written by rung editor or rung help schema");
    json_string(&json, "title", "program.yaml of Rung");
    json_open(&json, "allOf", '[');
    json_open(&json, NULL, '{');
    schema_refer(&json, text_of(program_form.name));
    json_close(&json, '}');
    json_close(&json, ']');
    json_open(&json, "definitions", '{');
    schema_definitions(&json, guest);
    json_close(&json, '}');
    json_close(&json, '}');
}
