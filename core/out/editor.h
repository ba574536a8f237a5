/* editor.h - what an editor has to know of one program: its plugins with their params, its tables and metrics. */
#ifndef RUNG_OUT_EDITOR_H
#define RUNG_OUT_EDITOR_H

#include "out/plugin_book.h"

/* Each stands in a comment of a file that Rung writes; one without it is somebody else's. */
extern const char editor_mark[];

/* program.yaml as JSON Schema, in which params depend on the plugin. */
void editor_schema(const struct plugin_book *book, struct buf *out);
/* For lua-language-server, beside the definitions: what partner and metrics have in this program. */
void editor_program(const struct program *program, struct buf *out);
/* .luarc.json: where the definitions are, and that there is nothing else. */
void editor_luarc(struct buf *out);

#endif
