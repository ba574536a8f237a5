/* sandbox.h - one Lua state for one plugin file, made from nothing: an allow-list, budgets, no way out.
 *
 * The state opens no library of Lua's. Its globals are a read-only stand-in over the functions of the *_api.c files. Every entry is
 * a protected call whose failure is written to sandbox->failure. A state may be dropped at any time: sandbox_release gives its
 * memory back without running anything of the plugin's. */
#ifndef RUNG_LUA_SANDBOX_H
#define RUNG_LUA_SANDBOX_H

#include <lauxlib.h>
#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "lua/budget.h"
#include "lua/lines.h"
#include "lua/memory.h"
#include "lua/plugin.h"

enum { FAILURE_TEXT_MAX = 600, FAILURE_WAY_MAX = 1200, SANDBOX_NAME_MAX = 200, SANDBOX_POOL = 16 };

struct failure {
    unsigned line;               /* of the plugin; 0: unknown */
    unsigned column, width;      /* of what is wrong in it, in characters; 0: unknown */
    size_t cure;                 /* bytes of the cure at the end of the text, with its parentheses and the blank before; 0: none */
    char text[FAILURE_TEXT_MAX]; /* one line, "metrics/x.lua:12: what (cure)" */
    char way[FAILURE_WAY_MAX];   /* how it came there, several lines: the row of a loop, calls; or "" */
};

struct host;
struct selection;
struct recorder;
struct counted;

struct sandbox {
    lua_State *L;
    struct memory memory;
    struct budget budget;
    char name[SANDBOX_NAME_MAX]; /* "metrics/revenue.lua", in messages */
    struct text source;          /* of the plugin, borrowed */
    struct host *host;           /* NULL while a manifest is read */
    const struct lines *lines;   /* where to note the lines that run; NULL: nobody asks */
    struct counted *counted;     /* rows of the call at hand */
    struct recorder *recorder;   /* of what the call at hand does; NULL: nobody looks */
    bool loading;                /* the top level runs: metric{} and incentive{} may be called */
    bool has_manifest;
    enum plugin_kind kind;  /* of the manifest */
    unsigned line;          /* at which metric or incentive was called */
    unsigned function_line; /* of its function: what a failure without a line of its own points at; 0 while a manifest is read */
    struct selection *pool[SANDBOX_POOL]; /* kept in the registry from SLOT_POOL on */
    size_t pooled;                        /* of them, in use by the call at hand */
    uint64_t rows;                        /* that selections looked at, since somebody set this */
    struct failure failure;               /* of the last call that failed */
};

/* Slots of the registry, beside Lua's own two. */
enum { SLOT_MANIFEST = 3, SLOT_ENVIRONMENT, SLOT_ANCHORS, SLOT_THINGS, SLOT_POOL = SLOT_THINGS + 16 };

static inline struct sandbox *sandbox_of(lua_State *L)
{
    return *(struct sandbox **)lua_getextraspace(L);
}

static inline void sandbox_charge(lua_State *L, uint64_t amount)
{
    budget_charge(L, &sandbox_of(L)->budget, amount);
}

/* Selections look at so many rows, `each` of them for one step. [-0, +0, error] */
static inline void sandbox_look(lua_State *L, uint64_t rows, uint64_t each)
{
    struct sandbox *sandbox = sandbox_of(L);
    sandbox->rows += rows;
    budget_charge(L, &sandbox->budget, rows / each);
}

/* Makes the state and its environment. False: no memory. */
bool sandbox_open(struct sandbox *sandbox, const char *plugin, const struct limits *limits);
void sandbox_release(struct sandbox *sandbox);

/* Runs the plugin's text; afterwards the manifest lies in SLOT_MANIFEST. False: sandbox->failure says why. */
bool sandbox_run(struct sandbox *sandbox, struct text source);

/* Calls function(L) with `context` as light userdata, protected and counted; results stay on the stack. False: sandbox->failure. */
bool sandbox_protect(struct sandbox *sandbox, lua_CFunction function, void *context, int results);

/* [-0, +0, memory] Lua's own copy of a name, kept alive, so that the same name has the same address for good. */
const char *sandbox_anchor(lua_State *L, const char *name);

/* The message handler, at this index of the state's bottom. */
enum { SANDBOX_HANDLER = 1 };

#endif
