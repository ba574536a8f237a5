#include "test/listing.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool add_name(struct listing *listing, size_t *cap, const char *name, struct arena *arena)
{
    bool room = arena_grow(arena, (void **)&listing->names, listing->count, cap, sizeof *listing->names);
    const char *copy = room ? arena_string(arena, text_of(name)) : NULL;
    if (copy) listing->names[listing->count++] = copy;
    return copy != NULL;
}

bool listing_read(struct listing *listing, const char *folder, struct arena *arena)
{
    DIR *entries = opendir(folder);
    bool good = entries != NULL;
    size_t cap = 0;
    *listing = (struct listing){0};
    for (const struct dirent *entry; good && (entry = readdir(entries));)
        if (entry->d_name[0] != '.') good = add_name(listing, &cap, entry->d_name, arena);
    int error = entries && !good ? ENOMEM : errno;
    if (entries) closedir(entries);
    if (good && listing->count) qsort(listing->names, listing->count, sizeof *listing->names, by_name);
    errno = error;
    return good;
}

const char *path_below(const char *folder, const char *name, struct arena *arena)
{
    size_t len = strlen(folder);
    if (strcmp(folder, ".") == 0) return arena_string(arena, text_of(name));
    return arena_printf(arena, "%s%s%s", folder, len && folder[len - 1] == '/' ? "" : "/", name);
}

bool path_ends(const char *path, const char *end)
{
    size_t n = strlen(path), m = strlen(end);
    return n > m && strcmp(path + n - m, end) == 0;
}
