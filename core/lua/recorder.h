/* recorder.h - writes down what a call does, for lua/trace.h. Sits in the sandbox of the rule that is called, in a process of its own.
 *
 * With a recorder, the methods of selections are stood in for by one that calls them and writes down question and answer; without
 * one nothing but where{} asks whether somebody looks. Recording changes nothing that a plugin can see, but for some KiB of memory, by
 * which its limit is raised. */
#ifndef RUNG_LUA_RECORDER_H
#define RUNG_LUA_RECORDER_H

#include <lua.h>

#include "base/buf.h"
#include "lua/condition.h"
#include "lua/counted.h"
#include "lua/describe.h"
#include "lua/selection.h"
#include "lua/trace.h"

enum { RECORDER_CONDITIONS = 32, RECORDER_MEMORY = 1 << 20 };

struct decision {
    struct trace_row last; /* what the last selection that looked at the row decided */
    uint32_t event;        /* of the selection that counts, of which a question was asked last */
    uint32_t asked;        /* of the one, wider or not, of which a question was asked first */
    bool again;            /* one was asked of another selection as well */
};

struct recorder {
    struct trace_page *page;
    const struct dataset *dataset;
    size_t partner;
    uint32_t events;
    bool full;
    bool starved;     /* memory ran out: something is not told */
    uint64_t work;    /* what may be looked at still to describe values */
    struct buf frame; /* being made */
    struct buf words; /* of the conditions of the selection at hand */
    size_t word_ends[RECORDER_CONDITIONS];
    size_t conditions;
    struct decision **decided; /* per table: of each row of the partner; or NULL */
};

/* False: no memory. The recorder has to live as long as the state. */
bool recorder_init(struct recorder *recorder, struct trace_page *page, const struct dataset *dataset, size_t partner);
void recorder_release(struct recorder *recorder);
/* [-0, +0, memory] Puts the recorder's method in the place of the methods of selections. */
void recorder_listen(lua_State *L);

/* [-0, +0, memory] A param and the value on the top. */
void recorder_param(struct recorder *recorder, lua_State *L, const struct param_spec *spec);
/* [-0, +0, -] bands(...) was asked, and what it answers. */
void recorder_bands(struct recorder *recorder, lua_State *L, const struct scale *scale, enum band_method method, struct decimal amount,
                    struct decimal result);
/* [-0, +0, memory] A column of the partner table was read; its cell is on the top. */
void recorder_read(struct recorder *recorder, lua_State *L, const char *column);
/* [-0, +0, memory] log(...): all that is on the stack. */
void recorder_log(struct recorder *recorder, lua_State *L);
/* A condition of the selection that is about to be made. */
void recorder_condition(struct recorder *recorder, const char *column, const struct test *test);
/* [-0, +0, -] The selection that was made of `from` by conditions told before; the result is on the top. */
void recorder_select(struct recorder *recorder, lua_State *L, const struct selection *from, const struct condition *conditions,
                     size_t count);
/* The call is over: what decided about each row. Which of them count says `counted`. False: no memory, and something is not told. */
bool recorder_end(struct recorder *recorder, const struct counted *counted);

#endif
