/* plugin_book.h - plugins described for people: on a terminal, and as a page. */
#ifndef RUNG_OUT_PLUGIN_BOOK_H
#define RUNG_OUT_PLUGIN_BOOK_H

#include "base/arena.h"
#include "base/buf.h"
#include "lua/catalogue.h"
#include "program/program.h"

struct plugin_entry {
    const struct plugin *plugin;
    bool own;           /* of the program, not of the library */
    size_t cases;       /* beside it */
    const char *beside; /* the file with them; NULL: none */
};

struct plugin_book {
    const char *folder;            /* of the program; NULL: none was asked about */
    const struct program *program; /* NULL: none, or it cannot be loaded */
    struct plugin_entry *entries;  /* of a list: metrics first, by name */
    size_t count;
};

/* Reads the chosen plugins of a catalogue (NULL: the first `count`) into a book whose folder and program are set. A plugin with mistakes is
 * reported and left out; then false. */
bool plugin_book_read(struct plugin_book *book, const struct catalogue *catalogue, const size_t *chosen, size_t count, const char *library,
                      struct arena *arena, struct problems *problems);

/* All of them by building block: name and headline. */
void plugin_text_list(const struct plugin_book *book, size_t width, struct buf *out);
/* All that is to know of one. */
void plugin_text_whole(const struct plugin_book *book, const struct plugin_entry *entry, size_t width, struct arena *arena,
                       struct buf *out);

/* The same as Markdown: docs/plugins.md, and one chapter of it. */
void plugin_page(const struct plugin_book *book, struct arena *arena, struct buf *out);
void plugin_page_chapter(const struct plugin *plugin, struct arena *arena, struct buf *out);

/* The first line of its description, or "". */
struct text plugin_headline(const struct plugin *plugin);
/* Its building block as index; BLOCK_COUNT: none. */
size_t plugin_block(const struct plugin *plugin);

#endif
