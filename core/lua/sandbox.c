#include "lua/sandbox.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lua/environment.h"
#include "lua/failure.h"
#include "lua/thing.h"

/* The collector waits until the heap is twice what survived: often enough for the processor's caches, seldom enough to cost
 * little. */
enum { COLLECT_PAUSE = 200, COLLECT_STEP = 400, PANIC_STATUS = 70 };

/* Only an error outside every protected call gets here: the process can not be trusted any more. */
static int on_panic(lua_State *L)
{
    (void)L;
    _exit(PANIC_STATUS);
}

static int prepare(lua_State *L)
{
    lua_newtable(L);
    lua_rawseti(L, LUA_REGISTRYINDEX, SLOT_ANCHORS);
    thing_register(L);
    environment_make(L);
    lua_rawseti(L, LUA_REGISTRYINDEX, SLOT_ENVIRONMENT);
    return 0;
}

bool sandbox_open(struct sandbox *sandbox, const char *plugin, const struct limits *limits)
{
    memset(sandbox, 0, sizeof *sandbox);
    snprintf(sandbox->name, sizeof sandbox->name, "%s.lua", plugin);
    memory_init(&sandbox->memory, limits->memory);
    sandbox->budget.limit = limits->instructions;
    sandbox->L = lua_newstate(memory_lua, &sandbox->memory);
    if (!sandbox->L) return false;
    *(struct sandbox **)lua_getextraspace(sandbox->L) = sandbox;
    lua_atpanic(sandbox->L, on_panic);
    lua_gc(sandbox->L, LUA_GCINC, COLLECT_PAUSE, COLLECT_STEP, 0);
    lua_pushcfunction(sandbox->L, failure_handler);
    return sandbox_protect(sandbox, prepare, NULL, 0);
}

void sandbox_release(struct sandbox *sandbox)
{
    memory_release(&sandbox->memory);
    sandbox->L = NULL;
}

bool sandbox_protect(struct sandbox *sandbox, lua_CFunction function, void *context, int results)
{
    lua_State *L = sandbox->L;
    failure_clear(sandbox);
    lua_pushcfunction(L, function);
    lua_pushlightuserdata(L, context);
    budget_begin(&sandbox->budget, L, true);
    int status = lua_pcall(L, 1, results, SANDBOX_HANDLER);
    budget_end(L);
    if (status == LUA_OK) return true;
    failure_explain(sandbox, status);
    lua_pop(L, 1);
    return false;
}

/* A first line that begins with # is for the shell; its line end stays, so that lines keep their numbers. */
static struct text without_shebang(struct text source)
{
    if (source.len == 0 || source.ptr[0] != '#') return source;
    const char *end = memchr(source.ptr, '\n', source.len);
    size_t skip = end ? (size_t)(end - source.ptr) : source.len;
    return (struct text){source.ptr + skip, source.len - skip};
}

static int run_chunk(lua_State *L)
{
    struct sandbox *sandbox = sandbox_of(L);
    struct text source = without_shebang(*(const struct text *)lua_touserdata(L, 1));
    const char *chunk = lua_pushfstring(L, "@%s", sandbox->name);
    if (luaL_loadbufferx(L, source.ptr, source.len, chunk, "t") != LUA_OK) return lua_error(L);
    if (sandbox->lines && !lines_find(L, sandbox->lines)) return luaL_error(L, "its lines cannot be told apart");
    lua_rawgeti(L, LUA_REGISTRYINDEX, SLOT_ENVIRONMENT);
    lua_setupvalue(L, -2, 1);
    sandbox->loading = true;
    lua_call(L, 0, 1);
    sandbox->loading = false;
    if (sandbox->has_manifest && !thing_is(L, -1, THING_MANIFEST))
        return failure_with_cure(L, "write return before metric { or incentive {", "%s does not return what it describes", sandbox->name);
    if (!sandbox->has_manifest) return luaL_error(L, "%s has to end with return metric { ... } or return incentive { ... }", sandbox->name);
    return 0;
}

bool sandbox_run(struct sandbox *sandbox, struct text source)
{
    sandbox->source = source;
    return sandbox_protect(sandbox, run_chunk, &source, 0);
}

const char *sandbox_anchor(lua_State *L, const char *name)
{
    lua_rawgeti(L, LUA_REGISTRYINDEX, SLOT_ANCHORS);
    const char *own = lua_pushstring(L, name);
    lua_pushboolean(L, true);
    lua_rawset(L, -3);
    lua_pop(L, 1);
    return own;
}
