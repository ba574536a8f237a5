/* inside.h - what the files behind host.h share: the host and the call at hand. */
#ifndef RUNG_LUA_INSIDE_H
#define RUNG_LUA_INSIDE_H

#include "base/arena.h"
#include "lua/counted.h"
#include "lua/host.h"
#include "lua/standin.h"
#include "lua/watch.h"

/* The sandbox of one plugin, and its functions at fixed indexes of its stack. */
struct workshop {
    struct sandbox sandbox; /* first: see workshop_at */
    const struct plugin *plugin;
    struct watch watch;
    int function;
    bool broken;            /* could not be loaded: every call fails with... */
    struct failure failure; /* ...this */
};

static inline struct workshop *workshop_at(const struct post *post)
{
    return (struct workshop *)(void *)post->sandbox;
}

struct host {
    const struct ruleset *ruleset;
    const struct dataset *dataset;
    size_t partner;
    const struct measure *measures; /* of the call at hand: metrics... */
    const struct card *card;        /* ... or incentives */
    struct workshop *workshops;     /* ruleset->plugin_count */
    struct post *metrics, *incentives;
    struct counted counted;
    struct ticker ticker;
    struct arena arena;
    char reason[REASON_MAX + 1];
};

#endif
