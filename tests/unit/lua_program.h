/* lua_program.h - a small program in a folder of its own, with plugins from literals or files, for tests of the Lua room.
 *
 * Period 2026-Q3. Table partners: partner_id, region (amer, emea, apac), active, joined_on, seats; deals: closed_on, stage (won,
 * lost, open), amount (money), discount_pct (percent), hours (number), product, registered. Three partners: p1 with six deals, p2
 * with one, p3 with none. */
#ifndef RUNG_TESTS_LUA_PROGRAM_H
#define RUNG_TESTS_LUA_PROGRAM_H

#include "lua/host.h"
#include "lua/rule.h"

struct lua_program {
    char folder[64];
    struct arena arena;
    struct problems problems;
    struct program *program;
    struct ruleset rules;
    struct dataset data;
    struct host *host;
    const struct lines *lines; /* for the host; NULL: nobody asks */
    struct measure measures[16];
    struct card card;
    char said[4096]; /* problems as text */
};

/* Makes the folder and its tables. */
void lua_program_init(struct lua_program *test);
void lua_program_release(struct lua_program *test);
void lua_program_plugin(struct lua_program *test, const char *name, const char *source);
/* `metrics`: entries below metrics:, "a: {plugin: metrics/a, params: {...}}", one a line; `incentives` likewise or NULL;
 * `limits`: "{instructions: 10000}" or NULL. Reads and binds; false: test->said. */
bool lua_program_bind(struct lua_program *test, const char *metrics, const char *incentives, const char *limits);
/* Loads the tables and opens the host. */
void lua_program_open(struct lua_program *test);
/* Measures a metric of a partner, after those that it needs. */
struct outcome lua_program_measure(struct lua_program *test, size_t partner, const char *metric);
struct outcome lua_program_award(struct lua_program *test, size_t partner, const char *incentive);

/* All at once, for one metric "m" whose function is `body` with partner, p and metrics. "reads" is all columns. The outcome as
 * text: "12.5", "12.5 (reason)", "nil (reason)", or the failure. */
const char *lua_program_eval(struct lua_program *test, size_t partner, const char *body);
struct row_count lua_program_rows(struct lua_program *test, size_t partner, const char *body); /* the same: its rows */

#endif
