/* param_words.h - what a param is, in words: for the list of plugins, the pages made from it, and editors. */
#ifndef RUNG_LUA_PARAM_WORDS_H
#define RUNG_LUA_PARAM_WORDS_H

#include "base/buf.h"
#include "lua/plugin.h"

struct param_kind {
    const char *said;   /* "whole number" */
    const char *sample; /* a value in program.yaml */
    const char *lua;    /* its type in a rule, as LuaCATS writes it */
    const char *takes;  /* for whoever writes the program, in Markdown */
};
extern const struct param_kind param_kinds[PARAM_TYPE_COUNT];

/* "column of `table`", "one of mean, median", "whole number, 1 or more". */
void param_put_type(struct buf *out, const struct param_spec *spec);
/* "required", "none", "all rows", or the value as program.yaml would say it. */
void param_put_default(struct buf *out, const struct param_spec *spec);
bool param_is_required(const struct param_spec *spec);
/* A value for program.yaml to begin with. */
void param_put_sample(struct buf *out, const struct param_spec *spec);
/* The params in the order of the plugin's file; in the arena, NULL without memory. */
const struct param_spec **params_in_order(const struct plugin *plugin, struct arena *arena);

#endif
