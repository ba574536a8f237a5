#include <string.h>

#include "base/mem.h"
#include "lua/failure.h"
#include "lua/frozen.h"
#include "lua/inside.h"

/* Opening: the plugins' functions, and what each rule calls them with, at fixed places of their stacks. */

enum { CALL_STACK = 16 };

/* [-0, +0, -] The first line of the function on the top. */
static unsigned defined_at(lua_State *L)
{
    lua_Debug function;
    lua_pushvalue(L, -1);
    lua_getinfo(L, ">S", &function);
    return function.linedefined > 0 ? (unsigned)function.linedefined : 0;
}

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
    workshop->sandbox.function_line = defined_at(L);
    frozen_reach(L);
    if (!watch_begin(L, 3, names_env, &workshop->watch, &host->arena)) return luaL_error(L, "out of memory");
    lua_pushnil(L);
    lua_rawseti(L, LUA_REGISTRYINDEX, SLOT_MANIFEST);
    return lua_gettop(L) - 1;
}

/* Results of a protected call land one index lower than they stood in it, above what the stack held before. */
static void open_workshop(struct host *host, struct workshop *workshop, const struct plugin *plugin, const struct lines *lines)
{
    struct sandbox *sandbox = &workshop->sandbox;
    workshop->plugin = plugin;
    workshop->broken = true;
    if (!sandbox_open(sandbox, plugin->name, &host->ruleset->program->limits)) {
        failure_set(sandbox, "%s: out of memory (raise limits: {memory: ...} in program.yaml)", sandbox->name);
        return;
    }
    sandbox->host = host;
    sandbox->counted = &host->counted;
    sandbox->lines = lines;
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

struct host *host_open(const struct ruleset *ruleset, const struct dataset *dataset, const struct lines *lines)
{
    const struct program *program = ruleset->program;
    struct host *host = mem_zero(1, sizeof *host);
    if (!host) return NULL;
    host->ruleset = ruleset;
    host->dataset = dataset;
    host->workshops = arena_array(&host->arena, ruleset->plugin_count + 1, sizeof *host->workshops);
    host->metrics = arena_array(&host->arena, program->metric_count + 1, sizeof *host->metrics);
    host->incentives = arena_array(&host->arena, program->incentive_count + 1, sizeof *host->incentives);
    if (!counted_open(&host->counted, dataset) || !host->workshops || !host->metrics || !host->incentives) {
        host_close(host);
        return NULL;
    }
    for (size_t i = 0; i < ruleset->plugin_count; i++)
        open_workshop(host, &host->workshops[i], ruleset->plugins[i], lines ? &lines[i] : NULL);
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
    counted_close(&host->counted);
    arena_release(&host->arena);
    mem_free(host);
}
