#include "lua/standin.h"

#include <lauxlib.h>
#include <string.h>

#include "base/suggest.h"
#include "lua/argument.h"
#include "lua/failure.h"
#include "lua/frozen.h"
#include "lua/inside.h"
#include "lua/offer.h"
#include "lua/recorder.h"
#include "lua/unknown.h"

enum { NAMES_MOST = 64 };

/* [-0, +0, error] The post that a stand-in's __index function was made for, and the key that it is asked for. */
static const struct post *asked(lua_State *L, const char **key)
{
    if (lua_type(L, 2) != LUA_TSTRING) luaL_error(L, "a name is needed here, not %s", thing_kind_name(L, 2));
    *key = lua_tostring(L, 2);
    return lua_touserdata(L, lua_upvalueindex(1));
}

/* [-1, +1, memory] The contents on the top become a stand-in that asks `index` for what they lack. */
static void wrap(lua_State *L, const struct post *post, lua_CFunction index, const char *name)
{
    lua_pushlightuserdata(L, (void *)(uintptr_t)post);
    frozen_otherwise(L, -2, index, 1);
    frozen_wrap(L, name);
}

/* ---- partner */

static const struct offer partner_rows[] = {
    {"id", NULL, NULL, "string", "its key"},
    {"[string]", NULL, NULL, "any", "its rows of a table that reads or a param names, as a selection; or its cell of a column of partners"},
};
const struct offers offers_partner = {"rung.Partner", "The partner", "partner", OFFERS(partner_rows), NULL};

static int partner_index(lua_State *L)
{
    const char *key;
    const struct post *post = asked(L, &key);
    const struct view *view = &post->views[0];
    const struct program *program = post->host->ruleset->program;
    if (strcmp(key, "id") == 0) {
        struct text id = column_key(view->table, *view->partner);
        lua_pushlstring(L, id.ptr, id.len);
        return 1;
    }
    for (size_t i = 1; i < program->table_count; i++)
        if (strcmp(program->tables[i].name, key) == 0)
            return failure_raise(L, NULL, "the table '%s' is not declared: add it to reads = { %s = { ... } }", key, key);
    if (table_column(view->table->spec, text_of(key)) < 0) {
        const char *cure = unknown_of_partner(L, key);
        if (cure) return failure_with_cure(L, cure, "a partner has no '%s'", key);
        lua_pop(L, 1);
    }
    selection_push_cell(L, view_column(L, view, 2)->column, (uint32_t)*view->partner);
    struct recorder *recorder = post->sandbox->recorder;
    if (recorder) recorder_read(recorder, L, key);
    return 1;
}

static bool reads_table(const struct post *post, size_t table)
{
    const struct plugin *plugin = post->rule->plugin;
    const char *name = post->host->ruleset->program->tables[table].name;
    if (post->views[table].count > 0) return true;
    for (size_t i = 0; i < plugin->read_count; i++)
        if (strcmp(plugin->reads[i].table, name) == 0) return true;
    for (size_t i = 0; i < plugin->param_count; i++) {
        enum param_type type = plugin->params[i].type;
        if ((type == PARAM_TABLE || type == PARAM_FILTER) && post->rule->arguments[i].given && post->rule->arguments[i].table == table)
            return true;
    }
    return false;
}

void standin_partner(lua_State *L, const struct post *post)
{
    const struct program *program = post->host->ruleset->program;
    lua_newtable(L);
    for (size_t t = 1; t < program->table_count; t++) {
        if (!reads_table(post, t)) continue;
        selection_push_whole(L, &post->views[t]);
        lua_setfield(L, -2, program->tables[t].name);
    }
    wrap(L, post, partner_index, "a partner");
}

/* ---- params */

/* [-0, +1, memory] A whole number is one in Lua too, as if the plugin had it written there, so that texts made of it have no ".0". */
static void push_number(lua_State *L, double number)
{
    if (number > -9e15 && number < 9e15 && number == (double)(lua_Integer)number)
        lua_pushinteger(L, (lua_Integer)number);
    else
        lua_pushnumber(L, number);
}

/* [-0, +1, memory] */
static void push_scalar(lua_State *L, enum param_type type, const struct scalar *scalar)
{
    switch (type) {
    case PARAM_YESNO: lua_pushboolean(L, scalar->yes); break;
    case PARAM_DATE: date_push(L, scalar->day); break;
    case PARAM_WINDOW: span_push(L, scalar->span); break;
    case PARAM_NUMBER:
    case PARAM_INTEGER:
    case PARAM_MONEY:
    case PARAM_RATE:
    case PARAM_PERCENT: push_number(L, scalar->number); break;
    default: lua_pushlstring(L, scalar->text.ptr, scalar->text.len);
    }
}

/* [-0, +1, memory] */
static void push_items(lua_State *L, const struct argument *argument)
{
    lua_createtable(L, (int)argument->item_count, 0);
    for (size_t i = 0; i < argument->item_count; i++) {
        const struct argument_item *item = &argument->items[i];
        if (argument->spec->type == PARAM_MAP)
            lua_pushlstring(L, item->key.ptr, item->key.len);
        else
            lua_pushinteger(L, (lua_Integer)i + 1);
        push_scalar(L, argument->spec->item, &item->value);
        lua_rawset(L, -3);
    }
    frozen_wrap(L, "a param");
}

static const struct column *column_at(const struct post *post, size_t table, size_t column)
{
    return &post->host->dataset->tables[table].columns[column];
}

/* [-0, +1, error] */
static void push_filter(lua_State *L, const struct post *post, const struct argument *argument)
{
    struct arena *arena = &((struct host *)(uintptr_t)post->host)->arena;
    struct condition *conditions = arena_array(arena, argument->term_count + 1, sizeof *conditions);
    struct filter_thing *filter = thing_new(L, THING_FILTER, sizeof *filter);
    for (size_t i = 0; conditions && i < argument->term_count; i++) {
        const struct filter_term *term = &argument->terms[i];
        uint64_t *room = arena_array(arena, term->test.count + 1, sizeof *room);
        if (room)
            condition_make(&term->test, column_at(post, argument->table, term->column), room, &conditions[i]);
        else
            conditions = NULL;
    }
    if (!conditions) luaL_error(L, "out of memory");
    filter->table = &post->host->dataset->tables[argument->table];
    filter->conditions = conditions;
    filter->terms = argument->terms;
    filter->count = argument->term_count;
}

/* [-0, +1, error] */
static void push_argument(lua_State *L, const struct post *post, const struct argument *argument)
{
    switch (argument->spec->type) {
    case PARAM_FILTER: push_filter(L, post, argument); break;
    case PARAM_BANDS: bands_push(L, &argument->scale); break;
    case PARAM_LIST:
    case PARAM_MAP: push_items(L, argument); break;
    default: push_scalar(L, argument->spec->type, &argument->cases[0].value);
    }
}

/* [-0, +1, error] The case for the partner at hand. */
static void push_case(lua_State *L, const struct post *post, const struct argument *argument)
{
    const struct column *column = column_at(post, 0, (size_t)argument->attribute);
    struct text word = text_of("(empty)");
    int64_t units;
    if (column_integer(column, post->host->partner, &units))
        word = column->spec->type == COLUMN_TEXT ? column->words.words[units] : text_of(units ? "yes" : "no");
    const struct argument_case *one = argument_case_for(argument, word);
    if (one) {
        push_scalar(L, argument->spec->type, &one->value);
        return;
    }
    lua_pushlstring(L, word.ptr, word.len);
    failure_raise(L, NULL, "p.%s has no value for %s = %s, and no default", argument->spec->name, column->spec->name, lua_tostring(L, -1));
}

/* [-0, +1, error] */
static void push_value(lua_State *L, const struct post *post, const struct argument *argument)
{
    if (!argument->versions) {
        (argument->attribute >= 0 ? push_case : push_argument)(L, post, argument);
        return;
    }
    lua_createtable(L, (int)argument->version_count, 0);
    for (size_t i = 0; i < argument->version_count; i++) {
        lua_createtable(L, 0, 2);
        span_push(L, argument->versions[i].span);
        lua_setfield(L, -2, "span");
        push_value(L, post, &argument->versions[i].value);
        lua_setfield(L, -2, "value");
        frozen_wrap(L, "a param");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    frozen_wrap(L, "a param");
}

static bool depends_on_partner(const struct argument *argument)
{
    for (size_t i = 0; i < argument->version_count; i++)
        if (argument->versions[i].value.attribute >= 0) return true;
    return argument->attribute >= 0;
}

static int unknown_param(lua_State *L, const struct plugin *plugin, const char *key)
{
    const char *names[NAMES_MOST];
    size_t count = 0;
    for (size_t i = 0; i < plugin->param_count && count < NAMES_MOST; i++) names[count++] = plugin->params[i].name;
    return failure_raise(L, suggest(text_of(key), names, count), "p has no '%s': declare it in params", key);
}

static const struct offer params_rows[] = {
    {"period", NULL, NULL, "rung.Span", "the period of the run"},
    {"[string]", NULL, NULL, "any", "the value of a param; nil when it is optional and not given"},
};
const struct offers offers_params = {"rung.Params", "Params", "p", OFFERS(params_rows), NULL};

static int params_index(lua_State *L)
{
    const char *key;
    const struct post *post = asked(L, &key);
    for (size_t i = 0; i < post->open_count; i++) {
        const struct open_param *open = &post->open_params[i];
        if (open->name != key && strcmp(open->name, key) != 0) continue;
        if (open->argument->given)
            push_value(L, post, open->argument);
        else
            lua_pushnil(L);
        return 1;
    }
    return unknown_param(L, post->rule->plugin, key);
}

/* [-0, +0, error] Params that the contents cannot hold: absent ones, and those that depend on the partner. */
static void list_open_params(lua_State *L, struct post *post)
{
    const struct plugin *plugin = post->rule->plugin;
    post->open_params = arena_array(&((struct host *)(uintptr_t)post->host)->arena, plugin->param_count + 1, sizeof *post->open_params);
    if (!post->open_params) luaL_error(L, "out of memory");
    for (size_t i = 0; i < plugin->param_count; i++) {
        const struct argument *argument = &post->rule->arguments[i];
        if (!argument->given || depends_on_partner(argument))
            post->open_params[post->open_count++] =
                (struct open_param){.name = sandbox_anchor(L, plugin->params[i].name), .argument = argument};
    }
}

void standin_params(lua_State *L, struct post *post)
{
    const struct plugin *plugin = post->rule->plugin;
    list_open_params(L, post);
    lua_newtable(L);
    for (size_t i = 0; i < plugin->param_count; i++) {
        const struct argument *argument = &post->rule->arguments[i];
        if (!argument->given || depends_on_partner(argument)) continue;
        push_value(L, post, argument);
        lua_setfield(L, -2, plugin->params[i].name);
    }
    span_push(L, post->host->ruleset->program->period);
    lua_setfield(L, -2, "period");
    wrap(L, post, params_index, "p");
}

/* ---- needed metrics */

struct measure_thing {
    enum thing_tag tag;
    const struct post *post;
    size_t need;
};

const char *standin_measure_name(const void *thing)
{
    const struct measure_thing *measure = thing;
    return measure->post->rule->need_names[measure->need];
}

struct seen {
    enum measure_state state;
    double value, points;
    bool has_points;
};

static struct seen look(const struct post *post, size_t need)
{
    const struct rule *rule = post->rule;
    size_t metric = rule->needs[post->track * rule->need_count + need];
    if (metric == NEED_ABSENT) return (struct seen){.state = MEASURE_NOT_APPLICABLE};
    if (post->host->card) {
        const struct card_metric *seen = &post->host->card->metrics[metric];
        return (struct seen){seen->state, seen->value, seen->points, seen->has_points};
    }
    const struct measure *measure = &post->host->measures[metric];
    return (struct seen){.state = (enum measure_state)measure->state, .value = measure->value};
}

static const struct offer measure_rows[] = {
    {"value", NULL, NULL, "number?", "its value; nil when there is none"},
    {"state", NULL, NULL, "string", "value, no data, failed, not applicable, ...: why there is none"},
    {"points", NULL, NULL, "number?", "what it earned; on the card of an incentive alone"},
};
const struct offers offers_measure = {"rung.Measure", "Other metrics", "metrics.NAME", OFFERS(measure_rows), NULL};

static int measure_index(lua_State *L)
{
    const struct measure_thing *thing = thing_check(L, 1, THING_MEASURE);
    const char *key = luaL_checkstring(L, 2);
    struct seen seen = look(thing->post, thing->need);
    const struct offers known = {.rows = measure_rows, .count = thing->post->host->card ? 3 : 2};
    if (strcmp(key, "value") == 0) {
        if (seen.state == MEASURE_VALUE)
            lua_pushnumber(L, seen.value);
        else
            lua_pushnil(L);
    } else if (strcmp(key, "state") == 0) {
        lua_pushstring(L, measure_state_names[seen.state]);
    } else if (strcmp(key, "points") == 0 && known.count == 3) {
        if (seen.has_points)
            lua_pushnumber(L, seen.points);
        else
            lua_pushnil(L);
    } else {
        return failure_raise(L, offer_near(&known, key), "a metric has no '%s' here", key);
    }
    return 1;
}

static int metrics_index(lua_State *L)
{
    const char *key;
    const struct post *post = asked(L, &key);
    const char *near = suggest(text_of(key), post->rule->need_names, post->rule->need_count);
    return failure_raise(L, near, "the metric '%s' is not declared: add it to needs = { \"%s\" }", key, key);
}

void standin_metrics(lua_State *L, const struct post *post)
{
    lua_newtable(L);
    for (size_t i = 0; i < post->rule->need_count; i++) {
        struct measure_thing *thing = thing_new(L, THING_MEASURE, sizeof *thing);
        thing->post = post;
        thing->need = i;
        lua_setfield(L, -2, post->rule->need_names[i]);
    }
    wrap(L, post, metrics_index, "the metrics");
}

/* ---- card */

static int blocks_index(lua_State *L)
{
    const char *key;
    const struct post *post = asked(L, &key);
    for (size_t i = 0; i < BLOCK_COUNT; i++) {
        const struct card_block *block = &post->host->card->scorecards[post->scorecard].blocks[i];
        if (strcmp(block_names[i], key) != 0) continue;
        if (block->given)
            lua_pushnumber(L, block->score);
        else
            lua_pushnil(L);
        return 1;
    }
    return failure_raise(L, suggest(text_of(key), block_names, BLOCK_COUNT), "'%s' is not one of the six building blocks", key);
}

static const struct offer card_rows[] = {
    {"tier", NULL, NULL, "string?", "name of the tier; nil when there is none"},
    {"score", NULL, NULL, "number?", "score; nil when nothing counted"},
    {"track", NULL, NULL, "string", "name of the track in force; an empty text without tracks"},
    {"metrics", NULL, NULL, "table<string, rung.Measure>", "metrics that needs or a param names"},
    {"blocks", NULL, NULL, "table<string, number?>", "scores of the building blocks; nil when all of a block was left out"},
};
const struct offers offers_card = {"rung.Card", "The card of an incentive", "card", OFFERS(card_rows), NULL};

static int card_index(lua_State *L)
{
    const char *key;
    const struct post *post = asked(L, &key);
    const struct scorecard *scorecard = &post->host->ruleset->program->scorecards[post->scorecard];
    const struct card_scorecard *card = &post->host->card->scorecards[post->scorecard];
    if (strcmp(key, "score") == 0 && card->has_score)
        lua_pushnumber(L, card->score);
    else if (strcmp(key, "tier") == 0 && card->tier >= 0)
        lua_pushstring(L, scorecard->tiers[card->tier].name);
    else if (strcmp(key, "track") == 0)
        lua_pushstring(L, scorecard->tracks[card->track].name);
    else if (strcmp(key, "score") == 0 || strcmp(key, "tier") == 0)
        lua_pushnil(L);
    else
        return failure_raise(L, offer_near(&offers_card, key), "a card has no '%s'", key);
    return 1;
}

void standin_card(lua_State *L, const struct post *post)
{
    lua_newtable(L);
    standin_metrics(L, post);
    lua_setfield(L, -2, "metrics");
    lua_newtable(L);
    wrap(L, post, blocks_index, "the blocks");
    lua_setfield(L, -2, "blocks");
    wrap(L, post, card_index, "a card");
}

void standin_register(lua_State *L)
{
    static const luaL_Reg measure[] = {{"__index", measure_index}, {NULL, NULL}};
    thing_metamethods(L, THING_MEASURE, measure);
}
