#include "lua/argument.h"

#include <math.h>

#include "base/number.h"
#include "lua/binder.h"
#include "program/numeral.h"

/* ---- scalars */

static const char *const wanted[PARAM_TYPE_COUNT] = {
    [PARAM_NUMBER] = "a number",
    [PARAM_INTEGER] = "a whole number",
    [PARAM_MONEY] = "an amount such as 250000 or 99.50",
    [PARAM_RATE] = "a rate such as 2% or 0.02",
    [PARAM_PERCENT] = "a percentage such as 25 or 25%",
    [PARAM_TEXT] = "text",
    [PARAM_YESNO] = "yes or no",
    [PARAM_DATE] = "a date such as 2026-01-31",
    [PARAM_WINDOW] = "a window such as period or trailing 12m",
    [PARAM_TABLE] = "the name of a table",
    [PARAM_COLUMN] = "the name of a column",
    [PARAM_ATTRIBUTE] = "the name of a column of the partner table",
    [PARAM_FILTER] = "conditions such as {stage: won}",
    [PARAM_METRIC] = "the name of a metric",
    [PARAM_BANDS] = "bands such as {0: 0%, 100000: 1%}",
    [PARAM_METHOD] = "a method such as marginal",
    [PARAM_LIST] = "a list",
    [PARAM_MAP] = "a mapping",
    [PARAM_DATED] = "a value, or a list such as [{from: 2026-07-01, value: 2%}]",
};

static bool read_decimal(struct text text, enum param_type type, struct scalar *out)
{
    bool percent = text.len > 1 && text.ptr[text.len - 1] == '%' && type != PARAM_INTEGER && type != PARAM_MONEY;
    if (percent) text = text_trim((struct text){text.ptr, text.len - 1});
    if (!decimal_parse(text, &out->exact)) return false;
    if (percent && type != PARAM_PERCENT && !decimal_multiply(out->exact, decimal_of(1, 2), &out->exact)) return false;
    out->number = decimal_to_double(out->exact);
    return isfinite(out->number) &&
           (type != PARAM_INTEGER || (decimal_trim(out->exact).scale == 0 && fabs(out->number) <= 9007199254740992.0));
}

static bool read_yesno(struct text text, bool *yes)
{
    *yes = text_is(text, "yes") || text_is(text, "true");
    return *yes || text_is(text, "no") || text_is(text, "false");
}

static bool read_scalar(const struct binder *binder, struct text text, enum param_type type, struct scalar *out)
{
    *out = (struct scalar){.text = text};
    switch (type) {
    case PARAM_TEXT: return true;
    case PARAM_YESNO: return read_yesno(text, &out->yes);
    case PARAM_DATE: return date_parse(text, &out->day);
    case PARAM_WINDOW: return binder_window(binder, text, &out->span);
    default: return read_decimal(text, type, out);
    }
}

/* False after reporting, as the checks below. */
static bool check_range(const struct binder *binder, const struct param_spec *spec, const struct node *node, double number)
{
    bool low = spec->has_min && number < spec->min;
    char limit[NUMBER_TEXT_MAX];
    if (!low && !(spec->has_max && number > spec->max)) return true;
    number_format(low ? spec->min : spec->max, limit);
    binder_problem(binder, node->at, NULL, "%s is %.*s, and may not be %s than %s", spec->name, TEXT_ARG(node->scalar),
                   low ? "less" : "more", limit);
    return false;
}

/* A default: Lua has no percent sign, and writes numbers in one way. */
static bool said_by_plugin(const struct binder *binder, const struct node *node)
{
    return node->at.file == binder->plugin->source.path;
}

static bool check_money(const struct binder *binder, const struct param_spec *spec, const struct node *node)
{
    struct buf cure = {.ceiling = 200};
    bool two_ways = numeral_two_ways(node->scalar, &cure) && !said_by_plugin(binder, node);
    if (two_ways)
        binder_problem(binder, node->at, arena_string(binder->arena, buf_view(&cure)), "%s: \"%.*s\" can be read in two ways", spec->name,
                       TEXT_ARG(node->scalar));
    buf_release(&cure);
    return !two_ways;
}

/* A rate of more than everything is a percentage without its sign. */
static bool check_rate(const struct binder *binder, const struct param_spec *spec, const struct node *node, double rate)
{
    char percent[NUMBER_TEXT_MAX];
    struct text said = node->scalar;
    bool sign = said.ptr[said.len - 1] == '%';
    if (fabs(rate) < 1 || (fabs(rate) == 1 && (sign || said_by_plugin(binder, node)))) return true;
    number_format(number_round(rate * 100, 9), percent);
    if (sign || fabs(rate) > 100)
        binder_problem(binder, node->at, "write a rate from -100% to 100%", "%s: \"%.*s\" is %s", spec->name, TEXT_ARG(said),
                       rate < 0 ? "below -100%" : "above 100%");
    else
        binder_problem(binder, node->at, arena_printf(binder->arena, rate == 1 ? "write %.*s%% or 100%%" : "write %.*s%%", TEXT_ARG(said)),
                       "%s: \"%.*s\" is %s%%", spec->name, TEXT_ARG(said), percent);
    return false;
}

static bool check_choice(const struct binder *binder, const struct param_spec *spec, const struct node *node)
{
    struct buf list = {.ceiling = 400};
    for (size_t i = 0; i < spec->choice_count; i++)
        if (text_is(node->scalar, spec->choices[i])) return true;
    if (!spec->choices) return true;
    for (size_t i = 0; i < spec->choice_count; i++) buf_printf(&list, "%s%s", i ? ", " : "", spec->choices[i]);
    const char *all = arena_printf(binder->arena, "choose one of: %.*s", TEXT_ARG(buf_view(&list)));
    binder_problem(binder, node->at, binder_near(binder, node->scalar, spec->choices, spec->choice_count, all), "%s cannot be \"%.*s\"",
                   spec->name, TEXT_ARG(node->scalar));
    buf_release(&list);
    return false;
}

static bool is_numeric(enum param_type type)
{
    return type == PARAM_NUMBER || type == PARAM_INTEGER || type == PARAM_MONEY || type == PARAM_RATE || type == PARAM_PERCENT;
}

/* trailing 12 months: the number and the first letter of what follows are how lengths are written. */
static const char *window_meant(const struct binder *binder, struct text said)
{
    struct span span;
    size_t digits = 0, blank;
    while (digits < said.len && !(said.ptr[digits] >= '0' && said.ptr[digits] <= '9')) digits++;
    for (blank = digits; blank < said.len && said.ptr[blank] >= '0' && said.ptr[blank] <= '9';) blank++;
    if (digits == said.len || blank + 1 >= said.len || said.ptr[blank] != ' ') return NULL;
    const char *meant = arena_printf(binder->arena, "%.*s%c", (int)blank, said.ptr, said.ptr[blank + 1]);
    return meant && binder_window(binder, text_of(meant), &span) ? arena_printf(binder->arena, "write %s", meant) : NULL;
}

static void complain_unread(const struct binder *binder, const struct param_spec *spec, enum param_type type, const struct node *node)
{
    struct buf cure = {.ceiling = 400};
    if (is_numeric(type)) numeral_cure_meant(node->scalar, &cure);
    if (type == PARAM_WINDOW && period_is_backward(node->scalar)) {
        binder_problem(binder, node->at, "exchange the two dates", "%s: \"%.*s\" ends before it begins", spec->name,
                       TEXT_ARG(node->scalar));
        return;
    }
    const char *meant = type == PARAM_WINDOW ? window_meant(binder, node->scalar) : NULL;
    const char *said = meant ? meant : type == PARAM_WINDOW ? window_cure : cure.len ? arena_string(binder->arena, buf_view(&cure)) : NULL;
    binder_problem(binder, node->at, said, "%s has to be %s, not \"%.*s\"", spec->name, wanted[type], TEXT_ARG(node->scalar));
    buf_release(&cure);
}

static bool is_scalar_type(enum param_type type)
{
    return is_numeric(type) || type == PARAM_TEXT || type == PARAM_YESNO || type == PARAM_DATE || type == PARAM_WINDOW;
}

bool argument_scalar(const struct binder *binder, const struct param_spec *spec, enum param_type type, const struct node *node,
                     struct scalar *out)
{
    if (node->kind != NODE_SCALAR || (node->scalar.len == 0 && !node->quoted)) {
        binder_problem(binder, node->at, NULL, "%s has to be %s, not %s", spec->name, wanted[type],
                       node->kind == NODE_SCALAR ? "empty" : node_kind_name(node));
        return false;
    }
    if (!read_scalar(binder, node->scalar, type, out)) {
        complain_unread(binder, spec, type, node);
        return false;
    }
    if (type == PARAM_MONEY && !check_money(binder, spec, node)) return false;
    if (is_numeric(type))
        return (type != PARAM_RATE || check_rate(binder, spec, node, out->number)) && check_range(binder, spec, node, out->number);
    return type != PARAM_TEXT || check_choice(binder, spec, node);
}

static bool one_case(const struct binder *binder, struct argument *argument)
{
    argument->cases = arena_array(binder->arena, 1, sizeof *argument->cases);
    argument->case_count = 1;
    return argument->cases != NULL;
}

/* ---- {by: region, amer: 250000, default: 200000} */

static void check_when(const struct binder *binder, const struct column_spec *column, struct text when, struct place at)
{
    bool fits = column->type != COLUMN_YESNO || text_is(when, "yes") || text_is(when, "no");
    for (size_t i = 0; column->allowed && i < column->allowed_count; i++)
        if (text_is(when, column->allowed[i])) return;
    if (fits && !column->allowed) return;
    binder_problem(binder, at,
                   column->allowed ? binder_near(binder, when, column->allowed, column->allowed_count, NULL) : "write yes or no",
                   "%s never holds \"%.*s\"", column->name, TEXT_ARG(when));
}

static int by_column(const struct binder *binder, const struct param_spec *spec, const struct node *by)
{
    const struct table_spec *partners = &binder->program->tables[0];
    int column = by->kind == NODE_SCALAR ? table_column(partners, by->scalar) : -1;
    if (column < 0) {
        binder_problem(binder, by->at, binder_column_cure(binder, 0, by->scalar), "by of %s names no column of the partner table: \"%.*s\"",
                       spec->name, TEXT_ARG(by->scalar));
        return -1;
    }
    enum column_type type = partners->columns[column].type;
    if (type == COLUMN_TEXT || type == COLUMN_YESNO) return column;
    binder_problem(binder, by->at, "choose a text or yes/no column", "by of %s names %s, which is a %s column", spec->name,
                   partners->columns[column].name, column_type_names[type]);
    return -1;
}

static bool bind_cases(const struct binder *binder, const struct param_spec *spec, const struct node *node, struct argument *argument)
{
    const struct column_spec *column = NULL;
    argument->attribute = by_column(binder, spec, node_get(node, "by"));
    argument->cases = arena_array(binder->arena, node->count, sizeof *argument->cases);
    if (!argument->cases) return false;
    if (argument->attribute >= 0) {
        column = &binder->program->tables[0].columns[argument->attribute];
        binder_read(binder, 0, (size_t)argument->attribute);
    }
    const struct node *otherwise = node_get(node, "default");
    for (size_t i = 0; i < node->count; i++) {
        if (text_is(node->keys[i], "by") || node->items[i] == otherwise) continue;
        struct argument_case *one = &argument->cases[argument->case_count++];
        one->when = node->keys[i];
        if (column) {
            check_when(binder, column, one->when, node->key_at[i]);
            binder_expect(binder, 0, (size_t)argument->attribute, one->when, node->key_at[i]);
        }
        argument_scalar(binder, spec, spec->type, node->items[i], &one->value);
    }
    if (otherwise) argument_scalar(binder, spec, spec->type, otherwise, &argument->cases[argument->case_count++].value);
    return true;
}

const struct argument_case *argument_case_for(const struct argument *argument, struct text word)
{
    for (size_t i = 0; i < argument->case_count; i++)
        if (!argument->cases[i].when.ptr || text_equal(argument->cases[i].when, word)) return &argument->cases[i];
    return NULL;
}

/* ---- collections */

/* A warning, as a tier may come or go with the days of the program. */
static void check_tier(const struct binder *binder, const struct param_spec *spec, struct text key, struct place at)
{
    enum { TIERS_MOST = 100 };
    const struct program *program = binder->program;
    const char *names[TIERS_MOST];
    size_t count = 0;
    for (size_t s = 0; s < program->scorecard_count; s++)
        for (size_t t = 0; t < program->scorecards[s].tier_count && count < TIERS_MOST; t++) {
            names[count++] = program->scorecards[s].tiers[t].name;
            if (text_is(key, names[count - 1])) return;
        }
    const char *otherwise = count ? "name a tier of the scorecard, or take it away" : "add tiers to the scorecard";
    binder_warning(binder, at, binder_near(binder, key, names, count, otherwise), "%s: no tier is called \"%.*s\"", spec->name,
                   TEXT_ARG(key));
}

static bool bind_items(const struct binder *binder, const struct param_spec *spec, const struct node *node, struct argument *argument)
{
    argument->items = arena_array(binder->arena, node->count + 1, sizeof *argument->items);
    if (!argument->items) return false;
    argument->item_count = node->count;
    for (size_t i = 0; i < node->count; i++) {
        if (binder_cut_number(binder, node, i) || (node->kind == NODE_MAP && numeral_is_head(node, node->items[i]))) continue;
        if (node->kind == NODE_MAP) argument->items[i].key = node->keys[i];
        if (node->kind == NODE_MAP && spec->keyed_by_tier) check_tier(binder, spec, node->keys[i], node->key_at[i]);
        argument_scalar(binder, spec, spec->item, node->items[i], &argument->items[i].value);
    }
    return true;
}

/* The param of type method that is about these bands; marginal when the plugin has none. */
static enum band_method method_of(const struct binder *binder, const struct param_spec *spec, const struct argument *arguments)
{
    for (size_t i = 0; i < binder->plugin->param_count; i++) {
        const struct param_spec *other = &binder->plugin->params[i];
        if (other->type != PARAM_METHOD || !arguments[i].given || strcmp(other->of, spec->name) != 0) continue;
        for (int m = 0; m < BAND_METHOD_COUNT; m++)
            if (text_is(arguments[i].cases[0].value.text, band_method_names[m])) return (enum band_method)m;
    }
    return BANDS_MARGINAL;
}

/* ---- one param */

static enum node_kind shape_of(enum param_type type)
{
    if (type == PARAM_LIST) return NODE_LIST;
    return type == PARAM_MAP || type == PARAM_FILTER ? NODE_MAP : NODE_SCALAR;
}

/* An empty table of Lua says neither list nor mapping. */
static bool has_shape(const struct node *node, enum node_kind shape)
{
    return node->kind == shape || (node->kind != NODE_SCALAR && shape != NODE_SCALAR && node->count == 0);
}

bool argument_bind(const struct binder *binder, const struct node *node, struct argument *arguments, struct argument *argument)
{
    const struct param_spec *spec = argument->spec;
    argument->given = true;
    if (is_scalar_type(spec->type)) {
        if (node->kind == NODE_MAP && node_get(node, "by")) return bind_cases(binder, spec, node, argument);
        if (!one_case(binder, argument)) return false;
        argument_scalar(binder, spec, spec->type, node, &argument->cases[0].value);
        return true;
    }
    if (spec->type == PARAM_DATED) return dated_bind(binder, node, arguments, argument);
    if (spec->type == PARAM_BANDS ? node->kind == NODE_SCALAR : !has_shape(node, shape_of(spec->type))) {
        const char *cure = spec->type == PARAM_LIST  ? arena_printf(binder->arena, "write %s: [a, b]", spec->name)
                           : spec->type == PARAM_MAP ? arena_printf(binder->arena, "write %s: {name: value}", spec->name)
                                                     : NULL;
        binder_problem(binder, node->at, cure, "%s has to be %s, not %s", spec->name, wanted[spec->type], node_kind_name(node));
        argument->given = false;
        return true;
    }
    switch (spec->type) {
    case PARAM_TABLE: return table_bind(binder, spec, node, argument);
    case PARAM_COLUMN: return column_bind(binder, spec, node, argument_table(binder, spec, arguments), argument);
    case PARAM_ATTRIBUTE: return column_bind(binder, spec, node, 0, argument);
    case PARAM_METRIC: return column_bind(binder, spec, node, -1, argument); /* resolved with the needs */
    case PARAM_BANDS: return bands_bind(binder, spec, node, method_of(binder, spec, arguments), &argument->scale);
    case PARAM_METHOD:
        if (!one_case(binder, argument)) return false;
        argument_scalar(binder, spec, PARAM_TEXT, node, &argument->cases[0].value);
        return true;
    case PARAM_FILTER: {
        int table = argument_table(binder, spec, arguments);
        argument->table = table < 0 ? 0 : (size_t)table;
        return table < 0 || filter_bind(binder, node, argument);
    }
    default: return bind_items(binder, spec, node, argument);
    }
}

static void check_unknown(const struct binder *binder, const struct node *params)
{
    const struct plugin *plugin = binder->plugin;
    const char **names = arena_array(binder->arena, plugin->param_count + 1, sizeof *names);
    for (size_t i = 0; names && i < plugin->param_count; i++) names[i] = plugin->params[i].name;
    for (size_t i = 0; names && i < params->count; i++) {
        bool known = false;
        for (size_t n = 0; n < plugin->param_count; n++) known = known || text_is(params->keys[i], names[n]);
        if (known || binder_cut_number(binder, params, i)) continue;
        const char *cure = plugin->param_count ? NULL : "this plugin takes no params";
        const char *colon = memchr(params->keys[i].ptr, ':', params->keys[i].len);
        if (colon)
            cure = arena_printf(binder->arena, "write a blank after the colon: %.*s: %.*s", (int)(colon - params->keys[i].ptr),
                                params->keys[i].ptr, (int)(params->keys[i].ptr + params->keys[i].len - colon - 1), colon + 1);
        else
            cure = binder_near(binder, params->keys[i], names, plugin->param_count, cure);
        binder_problem(binder, params->key_at[i], cure, "%s has no param \"%.*s\"", plugin->name, TEXT_ARG(params->keys[i]));
    }
}

/* Tables and methods come first, as columns, filters and bands are bound by them. */
static bool bind_pass(const struct binder *binder, const struct node *params, struct argument *arguments, bool first)
{
    for (size_t i = 0; i < binder->plugin->param_count; i++) {
        const struct param_spec *spec = &binder->plugin->params[i];
        const struct node *node = params ? node_get(params, spec->name) : NULL;
        if ((spec->type == PARAM_TABLE || spec->type == PARAM_METHOD) != first) continue;
        arguments[i] = (struct argument){.spec = spec, .attribute = -1};
        if (node && numeral_is_head(params, node)) continue; /* reported with its rest */
        if (!node) node = spec->standard;
        if (node && !argument_bind(binder, node, arguments, &arguments[i])) return false;
        if (!node && !spec->optional)
            binder_problem(binder, params ? params->at : binder->at,
                           arena_printf(binder->arena, "add params: {%s: ...}, %s", spec->name, wanted[spec->type]),
                           "%s needs the param %s", binder->plugin->name, spec->name);
    }
    return true;
}

bool arguments_bind(const struct binder *binder, const struct node *params, struct argument *arguments)
{
    if (params && params->kind != NODE_MAP) {
        binder_problem(binder, params->at, NULL, "params has to be a mapping, not %s", node_kind_name(params));
        params = NULL;
    }
    if (params) check_unknown(binder, params);
    return bind_pass(binder, params, arguments, true) && bind_pass(binder, params, arguments, false);
}
