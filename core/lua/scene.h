/* scene.h - where a plugin fails, looked at while its stack still stands: the line, the variables in scope, the row of a loop.
 *
 * For the message handler and for functions that raise errors. Nothing here raises an error, and nothing of the plugin's is run. */
#ifndef RUNG_LUA_SCENE_H
#define RUNG_LUA_SCENE_H

#include "lua/codeline.h"
#include "lua/sandbox.h"

enum { SCENE_NAMES_MOST = 128 };

struct scene {
    lua_State *L;
    struct source source;
    lua_Debug at;  /* the innermost activation of the plugin's own... */
    unsigned line; /* ... and its line */
    struct codeline code;
};

/* False: nothing of the plugin's is running. */
bool scene_enter(lua_State *L, struct scene *scene);

/* How a variable of the scene was found. */
struct sight {
    bool parameter; /* of the function itself */
    int local;      /* which local of the activation; 0: none */
};
/* [-0, +2, -] What a path says now: the thing that the last name is asked of (nil: the path is one name), and its value. False, and nothing
 * is pushed: it cannot be told. */
bool scene_look(const struct scene *scene, struct text path, struct sight *sight);
/* Names of variables in scope, without those of loops that Lua makes for itself. Valid as long as the function runs. */
size_t scene_names(const struct scene *scene, const char *names[SCENE_NAMES_MOST]);

/* Writes lines about the row that the innermost loop over rows is at, and about the functions that were called to get here. */
void scene_tell(const struct scene *scene, struct buf *out);

#endif
