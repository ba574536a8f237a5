#include "out/plugin_book.h"

bool plugin_book_read(struct plugin_book *book, const struct catalogue *catalogue, const size_t *chosen, size_t count, const char *library,
                      struct arena *arena, struct problems *problems)
{
    const char **names = arena_array(arena, count + 1, sizeof *names);
    struct place *at = arena_array(arena, count + 1, sizeof *at);
    const struct plugin **plugins = arena_array(arena, count + 1, sizeof(const struct plugin *));
    struct program *around = arena_alloc(arena, sizeof *around);
    book->entries = arena_array(arena, count + 1, sizeof *book->entries);
    book->count = 0;
    if (!names || !at || !plugins || !around || !book->entries) return false;
    *around = (struct program){.folder = book->folder, .limits = book->program ? book->program->limits : limits_standard};
    for (size_t i = 0; i < count; i++) names[i] = catalogue->names[chosen ? chosen[i] : i];
    bool good = plugins_read(names, at, count, around, library, plugins, arena, problems);
    for (size_t i = 0; i < count; i++)
        if (plugins[i])
            book->entries[book->count++] = (struct plugin_entry){.plugin = plugins[i], .own = catalogue->own[chosen ? chosen[i] : i]};
    return good;
}
