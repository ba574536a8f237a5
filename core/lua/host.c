#include "lua/host.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "base/suggest.h"
#include "lua/failure.h"
#include "lua/frozen.h"
#include "lua/inside.h"

void host_partner(struct host *host, size_t partner)
{
    host->partner = partner;
}

bool host_starved(const struct host *host)
{
    bool starved = host->arena.failed;
    for (size_t i = 0; i < host->ruleset->plugin_count; i++) starved |= host->workshops[i].sandbox.memory.starved;
    return starved;
}

/* ---- costs */

void host_weigh(struct host *host)
{
    for (size_t i = 0; i < host->ruleset->plugin_count; i++)
        if (host->workshops[i].sandbox.L)
            lua_setallocf(host->workshops[i].sandbox.L, memory_lua_watched, &host->workshops[i].sandbox.memory);
}

/* Counts and peak begin anew with the next call. */
static struct host_cost take_cost(const struct post *post)
{
    struct host_cost cost = {post->sandbox->rows, post->sandbox->memory.peak};
    post->sandbox->rows = 0;
    post->sandbox->memory.peak = post->sandbox->memory.used;
    return cost;
}

struct host_cost host_cost_measure(struct host *host, size_t metric)
{
    return take_cost(&host->metrics[metric]);
}

struct host_cost host_cost_award(struct host *host, size_t incentive)
{
    return take_cost(&host->incentives[incentive]);
}

/* ---- outcomes */

static void fail(struct outcome *out, const struct failure *failure)
{
    out->state = OUTCOME_FAILED;
    out->failure = text_of(failure->text);
    out->cure = failure->cure;
    out->line = failure->line;
    out->column = failure->column;
    out->width = failure->width;
    out->way = text_of(failure->way);
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

static void fail_call(struct post *post, struct outcome *out, const char *cure, const char *what, const char *kind)
{
    struct failure *failure = &post->sandbox->failure;
    unsigned line = post->sandbox->function_line;
    failure->line = line;
    failure->cure = cure ? strlen(cure) + strlen(" ()") : 0;
    failure_set(post->sandbox, "%s:%u: %s%s%s%s%s", post->sandbox->name, line, what, kind, cure ? " (" : "", cure ? cure : "",
                cure ? ")" : "");
    fail(out, failure);
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
    bool counted = !host->ticker.started || sandbox->recorder; /* what is written down happens once */
    const char *changed;
    uint64_t rows = sandbox->rows;
    do {
        lua_settop(L, bottom);
        sandbox->rows = rows; /* what a dropped call looked at is looked at again */
        failure_clear(sandbox);
        sandbox->pooled = 0;
        counted_begin(&host->counted);
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
        sandbox->failure.line = sandbox->function_line;
        failure_set(
            sandbox,
            "%s:%u: '%s' at the top level was changed by a call: nothing may be remembered from one partner to the next (use a local "
            "variable)",
            sandbox->name, sandbox->function_line, changed);
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

static const char measure_cure[] = "return 12, or return 12, \"why\", or return nil, \"why there is no answer\"";

/* Value and reason are on the top; not `given`: the function returned nothing at all, not even nil. */
static void read_measure(struct host *host, struct post *post, lua_State *L, bool given, struct outcome *out)
{
    int type = lua_type(L, -2);
    if (!given) {
        fail_call(post, out, measure_cure, "value ended without an answer", "");
    } else if (!take_reason(host, L, out)) {
        bool comma = type == LUA_TNUMBER && lua_type(L, -1) == LUA_TNUMBER;
        fail_call(post, out,
                  comma ? "write decimals with a point, 0.5, and thousands without separator; the reason is a text" : measure_cure,
                  "value gave a reason that is not text: ", thing_kind_name(L, -1));
    } else if (type == LUA_TNUMBER) {
        out->value = lua_tonumber(L, -2);
        out->state = OUTCOME_VALUE;
        if (!isfinite(out->value))
            fail_call(post, out, "test the divisor first: if x == 0 then return nil, \"nothing to divide by\" end",
                      "value gave a number that is not finite", " (a division by zero?)");
    } else if (type == LUA_TBOOLEAN) {
        fail_call(post, out, "give 1 or 0: return x and 1 or 0", "value gave true or false", "");
    } else if (type != LUA_TNIL) {
        fail_call(post, out, thing_is(L, -2, THING_SELECTION) ? "count its rows, return #x, or add up a column" : measure_cure,
                  "value has to give a number, or nil and a reason; this is ", thing_kind_name(L, -2));
    }
}

void host_measure(struct host *host, size_t metric, const struct measure *measures, struct outcome *out)
{
    struct post *post = &host->metrics[metric];
    host->measures = measures;
    host->card = NULL;
    if (!ready(post, out)) return;
    lua_State *L = post->sandbox->L;
    int bottom = lua_gettop(L);
    if (!call(host, post, push_measure, LUA_MULTRET, out)) return;
    bool given = lua_gettop(L) > bottom;
    lua_settop(L, bottom + 2);
    read_measure(host, post, L, given, out);
    out->rows = counted_end(&host->counted, host->partner);
    lua_settop(L, bottom);
}

/* ---- awards */

static const char award_cure[] = "give { margin = 0.02 }, { amount = 500 }, or nil and a reason";

/* [-0, +0, error] A margin is a fraction: who writes 5 means 5 %. */
static void check_margin(lua_State *L, double margin)
{
    char given[NUMBER_TEXT_MAX], percent[NUMBER_TEXT_MAX], meant[NUMBER_TEXT_MAX];
    if (!(margin > 1 || margin < -1) || !isfinite(margin)) return;
    number_format(margin, given);
    number_format(margin * 100, percent);
    number_format(margin / 100, meant);
    failure_with_cure(L, lua_pushfstring(L, "write %s for %s %%", meant, given), "award gave a margin of %s, which is %s %%", given,
                      percent);
}

/* [-0, +2, error] Kind and number of the award table at `index`. */
static void read_award(lua_State *L, int index)
{
    static const char *const known[] = {"margin", "amount"};
    int kind = -1;
    if (lua_type(L, index) != LUA_TTABLE)
        failure_with_cure(L, award_cure, "award has to give { margin = ... }, { amount = ... }, or nil and a reason; this is %s",
                          thing_kind_name(L, index));
    frozen_contents(L, index);
    int table = lua_gettop(L);
    lua_pushnil(L);
    while (lua_next(L, table)) {
        const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : NULL;
        int found = !key ? -1 : strcmp(key, known[0]) == 0 ? AWARD_MARGIN : strcmp(key, known[1]) == 0 ? AWARD_AMOUNT : -1;
        const char *near = key ? suggest(text_of(key), known, 2) : NULL;
        if (!key) failure_with_cure(L, award_cure, "award gave a table without the names margin or amount");
        if (found < 0 && near) failure_raise(L, near, "award gave an unknown key '%s'", key);
        if (found < 0) failure_with_cure(L, award_cure, "award gave an unknown key '%s'", key);
        if (kind >= 0) failure_with_cure(L, "make two incentives of it", "award gave a margin and an amount: it is one of them");
        if (lua_type(L, -1) != LUA_TNUMBER)
            failure_with_cure(L, found == AWARD_AMOUNT ? "write 500, without quotes" : "write 0.02, without quotes, for 2 %",
                              "award gave a %s that is not a number: %s", key, thing_kind_name(L, -1));
        kind = found;
        lua_pushvalue(L, -1);
        lua_replace(L, index);
        lua_pop(L, 1);
    }
    if (kind < 0) failure_with_cure(L, award_cure, "award gave a table with nothing in it");
    if (kind == AWARD_MARGIN) check_margin(L, lua_tonumber(L, index));
    lua_pushinteger(L, kind);
    lua_pushvalue(L, index);
}

/* [-4, +3, error] The function and its three arguments: kind, number, reason. */
static int award_entry(lua_State *L)
{
    lua_call(L, 3, LUA_MULTRET);
    if (lua_gettop(L) == 0) return failure_with_cure(L, award_cure, "award ended without an answer");
    lua_settop(L, 2);
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
        fail_call(post, out, award_cure, "award gave a reason that is not text: ", thing_kind_name(L, -1));
    } else if (out->kind != AWARD_NONE) {
        out->state = OUTCOME_VALUE;
        if (!decimal_from_double(lua_tonumber(L, -2), &out->exact))
            fail_call(post, out, NULL, "award gave a number that is not finite, or too large", "");
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
