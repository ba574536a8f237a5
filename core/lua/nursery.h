/* nursery.h - runs the top level of plugins in a jailed child process and reads their manifests from a pipe.
 *
 * One child for all of them; when a plugin takes too long or brings its process down, that plugin has failed, and a new child goes on
 * behind it. */
#ifndef RUNG_LUA_NURSERY_H
#define RUNG_LUA_NURSERY_H

#include "lua/plugin.h"

struct nursling {
    const char *name;
    struct text source;
    /* filled: */
    bool good;
    enum plugin_kind kind;
    unsigned line;       /* of the manifest, or of the failure */
    struct text payload; /* lua/frames.h; in the arena */
    const char *failure; /* when not good: one line */
    const char *cure;    /* of the failure, or NULL */
};

/* False after reporting a problem of the machine. */
bool nursery_run(struct nursling *nurslings, size_t count, const struct limits *limits, struct arena *arena, struct problems *problems);

#endif
