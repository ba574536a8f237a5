/* budget.h - how much a call of a plugin may do, counted in Lua instructions.
 *
 * Counting makes every instruction pay, so a call first runs uncounted: C functions charge for their loops, and when the call is still
 * at it by the next tick of a clock (a millisecond, in which nobody runs ten million instructions), or has charged its
 * limit, it is dropped and begun again under the exact count. Calls are pure, so this can be seen in nothing but time, and whether a
 * limit is reached does not depend on the clock. Budgets below TRUSTED are counted from the start, and so are calls whose lines are noted.
 * There is no pcall and no coroutine in a sandbox: an error of the budget ends the call. */
#ifndef RUNG_LUA_BUDGET_H
#define RUNG_LUA_BUDGET_H

#include <lua.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

struct budget {
    uint64_t limit, spent;
    bool counted; /* the call at hand runs under the exact count */
    bool again;   /* it was dropped, to be begun again under it */
    bool over;    /* it reached the limit */
};

/* The clock of a process's calls. `running` is the state of the call at hand. */
struct ticker {
    timer_t timer;
    bool started;
    lua_State *volatile running;
};
bool ticker_start(struct ticker *ticker); /* false: no clock, so every call has to be counted */
void ticker_stop(struct ticker *ticker);

void budget_begin(struct budget *budget, lua_State *L, bool counted);
void budget_end(lua_State *L);
/* [-0, +0, error] For `amount` elementary steps done in C. */
void budget_charge(lua_State *L, struct budget *budget, uint64_t amount);

#endif
