#include "lua/host.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "base/suggest.h"
#include "lua/failure.h"
#include "lua/frozen.h"
#include "lua/inside.h"

enum { CALL_STACK = 16 };

/* ---- opening: the plugins' functions, and what each rule calls them with, at fixed places of their stacks */

/* [-1, +n, error] Called with the workshop: pushes the plugin's function, then what the watch needs. */
static int prepare_workshop(lua_State *L)
{
    struct workshop *workshop = lua_touserdata(L, 1);
    struct host *host = workshop->sandbox.host;
    bool names_env = memmem(workshop->plugin->source.bytes.ptr, workshop->plugin->source.bytes.len, "_ENV", 4) != NULL;
    lua_rawgeti(L, LUA_REGISTRYINDEX, SLOT_MANIFEST);
    frozen_contents(L, -1);
    lua_getfield(L, -1, workshop->plugin->kind == PLUGIN_METRIC ? "value" : "award");
    if (lua_type(L, -1) != LUA_TFUNCTION) return luaL_error(L, "its function is missing");
    lua_replace(L, 2);
    lua_settop(L, 2);
    frozen_reach(L);
    if (!watch_begin(L, 3, names_env, &workshop->watch, &host->arena)) return luaL_error(L, "out of memory");
    lua_pushnil(L);
    lua_rawseti(L, LUA_REGISTRYINDEX, SLOT_MANIFEST);
    return lua_gettop(L) - 1;
}

/* Results of a protected call land one index lower than they stood in it, above what the stack held before. */
static void open_workshop(struct host *host, struct workshop *workshop, const struct plugin *plugin)
{
    struct sandbox *sandbox = &workshop->sandbox;
    workshop->plugin = plugin;
    workshop->broken = true;
    if (!sandbox_open(sandbox, plugin->name, &host->ruleset->program->limits)) {
        failure_set(sandbox, "%s: out of memory (raise limits: {memory: ...} in program.yaml)", sandbox->name);
        return;
    }
    sandbox->host = host;
    int shift = lua_gettop(sandbox->L) - 1;
    if (!sandbox_run(sandbox, plugin->source.bytes) || !sandbox_protect(sandbox, prepare_workshop, workshop, LUA_MULTRET)) return;
    workshop->function = 2 + shift;
    for (size_t i = 0; i < workshop->watch.count; i++) {
        workshop->watch.items[i].closure += shift;
        workshop->watch.items[i].saved += shift;
    }
    workshop->broken = false;
}

/* [-0, +0, error] */
static void make_view(lua_State *L, struct host *host, const struct post *post, size_t table, struct view *view)
{
    const struct table *data = &host->dataset->tables[table];
    *view = (struct view){.table = data, .name = table == 0 ? "partners" : data->spec->name, .partner = &host->partner};
    view->columns = arena_array(&host->arena, data->spec->column_count + 1, sizeof *view->columns);
    if (!view->columns) luaL_error(L, "out of memory");
    for (size_t c = 0; c < data->spec->column_count; c++) {
        if (!post->rule->reads[table][c]) continue;
        struct view_column *column = &view->columns[view->count++];
        *column = (struct view_column){.name = sandbox_anchor(L, data->spec->columns[c].name), .column = &data->columns[c]};
        for (size_t w = 0; w < WORDS_REMEMBERED; w++) column->codes[w] = -1;
    }
}

/* [-1, +3, error] */
static int prepare_post(lua_State *L)
{
    struct post *post = lua_touserdata(L, 1);
    struct host *host = post->sandbox->host;
    size_t tables = host->ruleset->program->table_count;
    post->views = arena_array(&host->arena, tables, sizeof *post->views);
    if (!post->views) return luaL_error(L, "out of memory");
    for (size_t t = 0; t < tables; t++) make_view(L, host, post, t, &post->views[t]);
    standin_partner(L, post);
    standin_params(L, post);
    if (post->rule->plugin->kind == PLUGIN_METRIC)
        standin_metrics(L, post);
    else
        standin_card(L, post);
    return 3;
}

static struct workshop *workshop_of(struct host *host, const struct plugin *plugin)
{
    for (size_t i = 0; i < host->ruleset->plugin_count; i++)
        if (host->workshops[i].plugin == plugin) return &host->workshops[i];
    return NULL;
}

static void open_post(struct host *host, const struct rule *rule, struct post *post)
{
    struct workshop *workshop = rule->plugin ? workshop_of(host, rule->plugin) : NULL;
    *post = (struct post){.host = host, .rule = rule};
    if (!workshop) return;
    post->sandbox = &workshop->sandbox;
    if (workshop->broken) return;
    int bottom = lua_gettop(workshop->sandbox.L);
    if (!sandbox_protect(&workshop->sandbox, prepare_post, post, 3) || !lua_checkstack(workshop->sandbox.L, CALL_STACK)) {
        workshop->broken = true;
        return;
    }
    post->partner = bottom + 1;
    post->params = bottom + 2;
    post->third = bottom + 3;
}

struct host *host_open(const struct ruleset *ruleset, const struct dataset *dataset)
{
    const struct program *program = ruleset->program;
    struct host *host = mem_zero(1, sizeof *host);
    if (!host) return NULL;
    host->ruleset = ruleset;
    host->dataset = dataset;
    host->workshops = arena_array(&host->arena, ruleset->plugin_count + 1, sizeof *host->workshops);
    host->metrics = arena_array(&host->arena, program->metric_count + 1, sizeof *host->metrics);
    host->incentives = arena_array(&host->arena, program->incentive_count + 1, sizeof *host->incentives);
    if (!host->workshops || !host->metrics || !host->incentives) {
        host_close(host);
        return NULL;
    }
    for (size_t i = 0; i < ruleset->plugin_count; i++) open_workshop(host, &host->workshops[i], ruleset->plugins[i]);
    for (size_t i = 0; i < program->metric_count; i++) open_post(host, &ruleset->metrics[i], &host->metrics[i]);
    for (size_t i = 0; i < program->incentive_count; i++) {
        open_post(host, &ruleset->incentives[i], &host->incentives[i]);
        host->incentives[i].scorecard = program->incentives[i].scorecard;
    }
    for (size_t i = 0; i < ruleset->plugin_count; i++) host->workshops[i].failure = host->workshops[i].sandbox.failure;
    ticker_start(&host->ticker);
    return host;
}

void host_close(struct host *host)
{
    if (!host) return;
    ticker_stop(&host->ticker);
    for (size_t i = 0; host->workshops && i < host->ruleset->plugin_count; i++) sandbox_release(&host->workshops[i].sandbox);
    arena_release(&host->arena);
    mem_free(host);
}

void host_partner(struct host *host, size_t partner)
{
    host->partner = partner;
}

/* ---- outcomes */

static void fail(struct outcome *out, const struct failure *failure)
{
    out->state = OUTCOME_FAILED;
    out->failure = text_of(failure->text);
    out->line = failure->line;
    out->stack = text_of(failure->stack);
}

/* One line of valid UTF-8, cut between characters. */
static struct text clean_reason(struct host *host, struct text reason)
{
    bool valid = text_is_utf8(reason);
    size_t len = reason.len < REASON_MAX ? reason.len : REASON_MAX;
    while (valid && len < reason.len && len > 0 && ((unsigned char)reason.ptr[len] & 0xC0) == 0x80) len--;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)reason.ptr[i];
        host->reason[i] = c < 0x20 || c == 0x7F ? ' ' : c < 0x80 || valid ? (char)c : '?';
    }
    return (struct text){host->reason, len};
}

/* [-0, +0, -] The reason on the top. False: it is not text. */
static bool take_reason(struct host *host, lua_State *L, struct outcome *out)
{
    struct text reason = {0};
    out->reason = reason;
    if (lua_isnil(L, -1)) return true;
    if (lua_type(L, -1) != LUA_TSTRING) return false;
    reason.ptr = lua_tolstring(L, -1, &reason.len);
    out->reason = clean_reason(host, reason);
    return true;
}

static void fail_call(struct post *post, struct outcome *out, const char *what, const char *kind)
{
    failure_set(post->sandbox, "%s: %s%s", post->sandbox->name, what, kind);
    fail(out, &post->sandbox->failure);
}

/* A failed need makes its metric fail as well, by name, before a nil value confuses anybody. */
static bool needs_failed(const struct post *post, struct outcome *out)
{
    const struct rule *rule = post->rule;
    for (size_t i = 0; i < rule->need_count; i++) {
        size_t metric = rule->needs[post->track * rule->need_count + i];
        if (metric == NEED_ABSENT) continue;
        unsigned state = post->host->card ? (unsigned)post->host->card->metrics[metric].state : post->host->measures[metric].state;
        if (state != MEASURE_FAILED) continue;
        failure_set(post->sandbox, "%s: needs %s, which failed", post->sandbox->name, rule->need_names[i]);
        fail(out, &post->sandbox->failure);
        return true;
    }
    return false;
}

/* ---- calls */

typedef int push_call(lua_State *L, const struct workshop *workshop, const struct post *post);

/* [-0, +4, -] */
static int push_measure(lua_State *L, const struct workshop *workshop, const struct post *post)
{
    lua_pushvalue(L, workshop->function);
    lua_pushvalue(L, post->partner);
    lua_pushvalue(L, post->params);
    lua_pushvalue(L, post->third);
    return 3;
}

/* Calls, and begins again under the exact count when the clock or a charge dropped the call. False: out says why. */
static bool call(struct host *host, struct post *post, push_call *push, int results, struct outcome *out)
{
    struct workshop *workshop = workshop_at(post);
    struct sandbox *sandbox = post->sandbox;
    lua_State *L = sandbox->L;
    int bottom = lua_gettop(L), status;
    bool counted = !host->ticker.started;
    const char *changed;
    do {
        lua_settop(L, bottom);
        failure_clear(sandbox);
        sandbox->pooled = 0;
        int arguments = push(L, workshop, post);
        budget_begin(&sandbox->budget, L, counted);
        host->ticker.running = L;
        status = lua_pcall(L, arguments, results, SANDBOX_HANDLER);
        host->ticker.running = NULL;
        budget_end(L);
        changed = watch_restore(L, &workshop->watch);
        counted = true;
    } while (sandbox->budget.again);
    if (status != LUA_OK) {
        failure_explain(sandbox, status);
    } else if (changed) {
        failure_set(sandbox,
                    "%s: '%s' at the top level was changed by a call: nothing may be remembered from one partner to the next (use a local "
                    "variable)",
                    sandbox->name, changed);
    } else {
        return true;
    }
    fail(out, &sandbox->failure);
    lua_settop(L, bottom);
    return false;
}

static bool ready(const struct post *post, struct outcome *out)
{
    *out = (struct outcome){.state = OUTCOME_NONE};
    if (!workshop_at(post)->broken) return !needs_failed(post, out);
    fail(out, &workshop_at(post)->failure);
    return false;
}

static void read_measure(struct host *host, struct post *post, lua_State *L, struct outcome *out)
{
    if (!take_reason(host, L, out)) {
        fail_call(post, out, "value gave a reason that is not text: ", thing_kind_name(L, -1));
    } else if (lua_type(L, -2) == LUA_TNUMBER) {
        out->value = lua_tonumber(L, -2);
        out->state = OUTCOME_VALUE;
        if (!isfinite(out->value)) fail_call(post, out, "value gave a number that is not finite (a division by zero?)", "");
    } else if (lua_type(L, -2) == LUA_TBOOLEAN) {
        fail_call(post, out, "value gave true or false: give 1 or 0, or use and/or to choose a number", "");
    } else if (!lua_isnil(L, -2)) {
        fail_call(post, out, "value has to give a number, or nil and a reason; this is ", thing_kind_name(L, -2));
    }
}

void host_measure(struct host *host, size_t metric, const struct measure *measures, struct outcome *out)
{
    struct post *post = &host->metrics[metric];
    host->measures = measures;
    host->card = NULL;
    if (!ready(post, out) || !call(host, post, push_measure, 2, out)) return;
    read_measure(host, post, post->sandbox->L, out);
    lua_pop(post->sandbox->L, 2);
}

/* ---- awards */

/* [-0, +2, error] Kind and number of the award table at `index`. */
static void read_award(lua_State *L, int index)
{
    static const char *const known[] = {"margin", "amount"};
    int kind = -1;
    if (lua_type(L, index) != LUA_TTABLE)
        luaL_error(L, "award has to give { margin = ... }, { amount = ... }, or nil and a reason; this is %s", thing_kind_name(L, index));
    frozen_contents(L, index);
    int table = lua_gettop(L);
    lua_pushnil(L);
    while (lua_next(L, table)) {
        const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "?";
        int found = strcmp(key, known[0]) == 0 ? AWARD_MARGIN : strcmp(key, known[1]) == 0 ? AWARD_AMOUNT : -1;
        if (found < 0) failure_raise(L, suggest(text_of(key), known, 2), "award gave an unknown key '%s'", key);
        if (kind >= 0) luaL_error(L, "award gave a margin and an amount: it is one of them");
        if (lua_type(L, -1) != LUA_TNUMBER) luaL_error(L, "award gave a %s that is not a number: %s", key, thing_kind_name(L, -1));
        kind = found;
        lua_pushvalue(L, -1);
        lua_replace(L, index);
        lua_pop(L, 1);
    }
    if (kind < 0) luaL_error(L, "award gave an empty table: give { margin = ... } or { amount = ... }, or nil and a reason");
    lua_pushinteger(L, kind);
    lua_pushvalue(L, index);
}

/* [-4, +3, error] The function and its three arguments: kind, number, reason. */
static int award_entry(lua_State *L)
{
    lua_call(L, 3, 2);
    if (lua_isnil(L, 1)) {
        lua_pushinteger(L, AWARD_NONE);
        lua_pushnil(L);
    } else {
        read_award(L, 1);
    }
    lua_pushvalue(L, 2);
    return 3;
}

/* [-0, +5, -] */
static int push_award(lua_State *L, const struct workshop *workshop, const struct post *post)
{
    lua_pushcfunction(L, award_entry);
    lua_pushvalue(L, workshop->function);
    lua_pushvalue(L, post->partner);
    lua_pushvalue(L, post->third);
    lua_pushvalue(L, post->params);
    return 4;
}

static void read_award_results(struct host *host, struct post *post, lua_State *L, struct outcome *out)
{
    out->kind = (enum award_kind)lua_tointeger(L, -3);
    if (!take_reason(host, L, out)) {
        fail_call(post, out, "award gave a reason that is not text: ", thing_kind_name(L, -1));
    } else if (out->kind != AWARD_NONE) {
        out->state = OUTCOME_VALUE;
        if (!decimal_from_double(lua_tonumber(L, -2), &out->exact))
            fail_call(post, out, "award gave a number that is not finite, or too large", "");
    }
}

void host_award(struct host *host, size_t incentive, const struct card *card, struct outcome *out)
{
    struct post *post = &host->incentives[incentive];
    host->measures = NULL;
    host->card = card;
    post->track = card->scorecards[post->scorecard].track;
    if (!ready(post, out) || !call(host, post, push_award, 3, out)) return;
    read_award_results(host, post, post->sandbox->L, out);
    lua_pop(post->sandbox->L, 3);
}
