#include "lua/budget.h"

#include <lauxlib.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "lua/sandbox.h"

enum { COUNT_STEP = 1000, TRUSTED = 5000000, TICK_NS = 1000000 };

/* [-0, +0, error] Sticky: the hook stays, and raises again at the next instruction, should anything ever swallow the error. */
static void raise_over(lua_State *L, struct budget *budget)
{
    budget->over = true;
    if (budget->counted) lua_sethook(L, lua_gethook(L), LUA_MASKCOUNT, 1);
    luaL_where(L, 0);
    lua_pushliteral(L, "over budget");
    lua_concat(L, 2);
    lua_error(L);
}

static void count_hook(lua_State *L, lua_Debug *activation)
{
    struct budget *budget = &sandbox_of(L)->budget;
    (void)activation;
    if (budget->over) raise_over(L, budget);
    budget->spent += COUNT_STEP;
    if (budget->spent > budget->limit) raise_over(L, budget);
}

static void line_hook(lua_State *L, lua_Debug *activation)
{
    if (activation->event == LUA_HOOKLINE)
        lines_note(sandbox_of(L)->lines, activation->currentline);
    else
        count_hook(L, activation);
}

static void drop_hook(lua_State *L, lua_Debug *activation)
{
    (void)activation;
    sandbox_of(L)->budget.again = true;
    lua_pushnil(L);
    lua_error(L);
}

void budget_charge(lua_State *L, struct budget *budget, uint64_t amount)
{
    budget->spent += amount;
    if (budget->spent <= budget->limit) return;
    if (budget->counted) raise_over(L, budget);
    drop_hook(L, NULL);
}

void budget_begin(struct budget *budget, lua_State *L, bool counted)
{
    budget->spent = 0;
    budget->again = budget->over = false;
    bool lines = sandbox_of(L)->lines != NULL;
    budget->counted = counted || lines || budget->limit < TRUSTED;
    if (budget->counted) lua_sethook(L, lines ? line_hook : count_hook, lines ? LUA_MASKCOUNT | LUA_MASKLINE : LUA_MASKCOUNT, COUNT_STEP);
}

void budget_end(lua_State *L)
{
    if (lua_gethook(L)) lua_sethook(L, NULL, 0, 0);
}

/* ---- the clock */

/* lua_sethook is the one call that Lua allows from a signal's handler. */
static void on_tick(int number, siginfo_t *info, void *context)
{
    const struct ticker *ticker = info->si_value.sival_ptr;
    lua_State *L = info->si_code == SI_TIMER ? ticker->running : NULL;
    (void)number;
    (void)context;
    if (L && !lua_gethook(L)) lua_sethook(L, drop_hook, LUA_MASKCOUNT, 1);
}

bool ticker_start(struct ticker *ticker)
{
    struct sigaction action = {.sa_sigaction = on_tick, .sa_flags = SA_SIGINFO | SA_RESTART};
    struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGVTALRM, .sigev_value.sival_ptr = ticker};
    const struct itimerspec every = {.it_interval.tv_nsec = TICK_NS, .it_value.tv_nsec = TICK_NS};
    event._sigev_un._tid = gettid();
    sigemptyset(&action.sa_mask);
    if (sigaction(SIGVTALRM, &action, NULL) != 0) return false;
    if (timer_create(CLOCK_MONOTONIC, &event, &ticker->timer) != 0) return false;
    ticker->started = timer_settime(ticker->timer, 0, &every, NULL) == 0;
    if (!ticker->started) timer_delete(ticker->timer);
    return ticker->started;
}

void ticker_stop(struct ticker *ticker)
{
    if (ticker->started) timer_delete(ticker->timer);
    ticker->started = false;
}
