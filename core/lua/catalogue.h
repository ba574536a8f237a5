/* catalogue.h - which plugins there are: those of a program, and those of the library. */
#ifndef RUNG_LUA_CATALOGUE_H
#define RUNG_LUA_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>

#include "lua/plugin.h"

struct catalogue {
    const char **names; /* as program.yaml writes them: "metrics/sum"; sorted, each once */
    bool *own;          /* of the program; it hides one of the library that is called the same */
    size_t count;
};

/* Looks into both folders and the folders in them, opens no plugin. Either may be NULL. False: no memory. */
bool catalogue_list(struct catalogue *catalogue, const char *own, const char *library, struct arena *arena);

/* Index of the plugin that a person means: its name, its last part when only one ends so (sum), either with .lua, or a path that holds
 * plugins/NAME. -1: none. */
int catalogue_find(const struct catalogue *catalogue, const char *word);
/* The name most like the word, or NULL. */
const char *catalogue_near(const struct catalogue *catalogue, const char *word, struct arena *arena);

#endif
