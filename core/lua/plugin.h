/* plugin.h - what a plugin file says of itself: its manifest.
 *
 * A plugin is one .lua file that returns metric{...} or incentive{...}. Its top level is somebody else's code, so it is run in a
 * sandboxed child process, which hands the manifest back as length-checked frames; the parent never enters Lua.
 * Everything is owned by the caller's arena and read-only. */
#ifndef RUNG_LUA_PLUGIN_H
#define RUNG_LUA_PLUGIN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/problem.h"
#include "program/node.h"
#include "program/program.h"

enum plugin_kind { PLUGIN_METRIC, PLUGIN_INCENTIVE };

enum param_type {
    PARAM_NUMBER, /* double */
    PARAM_INTEGER,
    PARAM_MONEY,   /* exact decimal; a number in Lua */
    PARAM_RATE,    /* 0.02 or "2%": 0.02 in Lua */
    PARAM_PERCENT, /* 2 or "2%": 2 in Lua */
    PARAM_TEXT,
    PARAM_YESNO,
    PARAM_DATE,
    PARAM_WINDOW,    /* resolved against the period: a span in Lua */
    PARAM_TABLE,     /* a fact table's name */
    PARAM_COLUMN,    /* a column of the table `of`: a table's name, or the name of a param of type table; adds to reads */
    PARAM_ATTRIBUTE, /* a column of the partner table; adds to reads */
    PARAM_FILTER,    /* a mapping of conditions on the table `of`; adds to reads; a ready-made filter in Lua */
    PARAM_METRIC,    /* another metric of the scorecard; adds to needs */
    PARAM_BANDS,     /* a scale for bands(): {0: 0%, 100000: 1%}, or a list of bands with edges; of `item`: rate or money (per unit) */
    PARAM_METHOD,    /* how the bands of the param `of` apply: one of band_method_names, without "rate" */
    PARAM_LIST,      /* of scalars of type `item` */
    PARAM_MAP,       /* text -> scalar of type `item` */
    PARAM_DATED,     /* a value of type `item` (a scalar or bands), or [{from, until, value}]: in Lua a list of {span = , value = } */
    PARAM_TYPE_COUNT
};
extern const char *const param_type_names[PARAM_TYPE_COUNT]; /* "number", "integer", "money", ..., as plugins write them */

enum cells_held { HOLDS_ANY, HOLDS_NUMBERS, HOLDS_DATES };

struct param_spec {
    const char *name;
    enum param_type type;
    enum param_type item;        /* PARAM_LIST, PARAM_MAP, PARAM_BANDS, PARAM_DATED */
    const char *of;              /* PARAM_COLUMN, PARAM_FILTER, PARAM_METHOD */
    bool keyed_by_tier;          /* PARAM_MAP: its keys are names of tiers */
    enum cells_held holds;       /* PARAM_COLUMN, PARAM_ATTRIBUTE: what its cells have to be */
    bool optional;               /* may be absent: nil in Lua */
    const struct node *standard; /* the default, as if program.yaml had said it; NULL: none */
    bool has_min, has_max;
    double min, max;
    const char *const *choices; /* PARAM_TEXT, PARAM_METHOD: one of these; NULL: any */
    size_t choice_count;
    const char *help; /* one line, or "" */
};

struct plugin_read {
    const char *table; /* "partners" names the partner table whatever the program calls it */
    const char *const *columns;
    size_t count;
};

struct plugin {
    enum plugin_kind kind;
    const char *name;     /* "metrics/revenue" */
    struct source source; /* path and text; a byte order mark is gone */
    char digest[65];      /* SHA-256 of the file, hex */
    unsigned line;        /* at which the manifest begins */
    const char *doc;      /* the first block of --- lines, without dashes; "" */
    const char *unit;     /* metrics: "money", "count", "ratio", "hours", ... free text; "" */
    const char *block;    /* a building block the plugin is about, or "" */
    struct plugin_read *reads;
    size_t read_count;
    const char *const *needs; /* names of metrics */
    size_t need_count;
    struct param_spec *params; /* sorted by name */
    size_t param_count;
};

/* Finds and reads the named plugins (each once): first in <program folder>/plugins/ (no such place when the folder is NULL), then in
 * `library`. Names are relative, without ".lua"; one that leaves these folders (.., absolute, a symbolic link outside) is refused.
 * plugins[i] is NULL after a reported problem. `at[i]` is where program.yaml names it. */
bool plugins_read(const char *const *names, const struct place *at, size_t count, const struct program *program, const char *library,
                  const struct plugin **plugins, struct arena *arena, struct problems *problems);

/* The name that a path means: what stands behind its last plugins/, or behind its last slash. "x/plugins/metrics/sum" -> "metrics/sum" */
const char *plugin_name_in(const char *path);

/* Where the plugin's manifest says a key or a text, or the manifest's beginning. */
struct place plugin_place(const struct plugin *plugin, const char *word);

#endif
