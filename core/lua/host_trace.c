#include "lua/failure.h"
#include "lua/inside.h"
#include "lua/recorder.h"

/* A call that is written down: the same call as any, behind a recorder. */

/* [-1, +0, memory] */
static int listen(lua_State *L)
{
    recorder_listen(L);
    return 0;
}

/* [-2, +0, error] The params and the spec of one. */
static int tell_param(lua_State *L)
{
    const struct param_spec *spec = lua_touserdata(L, 2);
    lua_pushstring(L, spec->name);
    lua_gettable(L, 1);
    if (!lua_isnil(L, -1)) recorder_param(sandbox_of(L)->recorder, L, spec);
    return 0;
}

/* A param without a value for this partner is an error of whoever asks for it: its message is told in place of the value. */
static void tell_params(struct post *post)
{
    struct sandbox *sandbox = post->sandbox;
    lua_State *L = sandbox->L;
    const struct plugin *plugin = post->rule->plugin;
    for (size_t i = 0; i < plugin->param_count; i++) {
        int bottom = lua_gettop(L);
        lua_pushcfunction(L, tell_param);
        lua_pushvalue(L, post->params);
        lua_pushlightuserdata(L, (void *)(uintptr_t)&plugin->params[i]);
        budget_begin(&sandbox->budget, L, true);
        bool good = lua_pcall(L, 2, 0, 0) == LUA_OK;
        budget_end(L);
        if (!good && lua_type(L, -1) == LUA_TSTRING) recorder_param(sandbox->recorder, L, &plugin->params[i]);
        lua_settop(L, bottom);
    }
}

static bool begin(struct host *host, struct post *post, struct recorder *recorder, struct trace_page *page)
{
    if (!recorder_init(recorder, page, host->dataset, host->partner)) return false;
    if (!post->sandbox || workshop_at(post)->broken) return true;
    post->sandbox->recorder = recorder;
    post->sandbox->memory.limit += RECORDER_MEMORY;
    if (!sandbox_protect(post->sandbox, listen, NULL, 0)) return false;
    tell_params(post);
    return true;
}

static bool end(const struct host *host, struct post *post, struct recorder *recorder)
{
    bool whole = recorder_end(recorder, &host->counted);
    if (post->sandbox) post->sandbox->recorder = NULL;
    recorder_release(recorder);
    return whole;
}

bool host_trace_measure(struct host *host, size_t metric, const struct measure *measures, struct trace_page *page, struct outcome *out)
{
    struct recorder recorder;
    struct post *post = &host->metrics[metric];
    if (!begin(host, post, &recorder, page)) return false;
    host_measure(host, metric, measures, out);
    return end(host, post, &recorder);
}

bool host_trace_award(struct host *host, size_t incentive, const struct card *card, struct trace_page *page, struct outcome *out)
{
    struct recorder recorder;
    struct post *post = &host->incentives[incentive];
    if (!begin(host, post, &recorder, page)) return false;
    host_award(host, incentive, card, out);
    return end(host, post, &recorder);
}
