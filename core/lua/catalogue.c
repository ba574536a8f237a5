#include "lua/catalogue.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/suggest.h"

enum { DEEPEST = 4, NAMES_MOST = 4000 };

struct walk {
    struct catalogue *catalogue;
    const char *folder;
    bool own;
    struct arena *arena;
};

static const char *last_part(const char *name)
{
    const char *slash = strrchr(name, '/');
    return slash ? slash + 1 : name;
}

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static void add(const struct walk *walk, const char *name)
{
    struct catalogue *catalogue = walk->catalogue;
    for (size_t i = 0; i < catalogue->count; i++)
        if (strcmp(catalogue->names[i], name) == 0) return;
    if (catalogue->count == NAMES_MOST) return;
    catalogue->own[catalogue->count] = walk->own;
    catalogue->names[catalogue->count++] = name;
}

/* below: "" or "metrics/". */
static void look_into(const struct walk *walk, const char *below, int depth)
{
    const char *path = arena_printf(walk->arena, "%s/%s", walk->folder, below);
    DIR *dir = path ? opendir(path) : NULL;
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        size_t len = strlen(entry->d_name);
        if (entry->d_name[0] == '.') continue;
        bool lua = len > 4 && strcmp(entry->d_name + len - 4, ".lua") == 0;
        const char *name = arena_printf(walk->arena, "%s%.*s%s", below, (int)(lua ? len - 4 : len), entry->d_name, lua ? "" : "/");
        const char *inner = arena_printf(walk->arena, "%s/%s", walk->folder, name ? name : "");
        if (name && lua)
            add(walk, name);
        else if (name && inner && depth < DEEPEST && is_folder(inner))
            look_into(walk, name, depth + 1);
    }
    if (dir) closedir(dir);
}

struct entry {
    const char *name;
    bool own;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->name, ((const struct entry *)b)->name);
}

static bool sort(struct catalogue *catalogue, struct arena *arena)
{
    struct entry *entries = arena_array(arena, catalogue->count + 1, sizeof *entries);
    if (!entries) return false;
    for (size_t i = 0; i < catalogue->count; i++) entries[i] = (struct entry){catalogue->names[i], catalogue->own[i]};
    qsort(entries, catalogue->count, sizeof *entries, by_name);
    for (size_t i = 0; i < catalogue->count; i++) {
        catalogue->names[i] = entries[i].name;
        catalogue->own[i] = entries[i].own;
    }
    return true;
}

bool catalogue_list(struct catalogue *catalogue, const char *own, const char *library, struct arena *arena)
{
    *catalogue = (struct catalogue){.names = arena_array(arena, NAMES_MOST, sizeof *catalogue->names),
                                    .own = arena_array(arena, NAMES_MOST, sizeof *catalogue->own)};
    if (!catalogue->names || !catalogue->own) return false;
    if (own) look_into(&(struct walk){catalogue, own, true, arena}, "", 0);
    if (library) look_into(&(struct walk){catalogue, library, false, arena}, "", 0);
    return sort(catalogue, arena) && !arena->failed;
}

/* ---- finding */

static int find_exactly(const struct catalogue *catalogue, struct text word)
{
    for (size_t i = 0; i < catalogue->count; i++)
        if (text_is(word, catalogue->names[i])) return (int)i;
    return -1;
}

static int find_by_end(const struct catalogue *catalogue, struct text word)
{
    int found = -1;
    for (size_t i = 0; i < catalogue->count; i++) {
        if (!text_is(word, last_part(catalogue->names[i]))) continue;
        if (found >= 0) return -1;
        found = (int)i;
    }
    return found;
}

static struct text without_ending(const char *word)
{
    size_t len = strlen(word);
    return (struct text){word, len > 4 && strcmp(word + len - 4, ".lua") == 0 ? len - 4 : len};
}

int catalogue_find(const struct catalogue *catalogue, const char *word)
{
    int found = find_exactly(catalogue, without_ending(word));
    if (found < 0) found = find_exactly(catalogue, without_ending(plugin_name_in(word)));
    return found >= 0 ? found : find_by_end(catalogue, without_ending(word));
}

const char *catalogue_near(const struct catalogue *catalogue, const char *word, struct arena *arena)
{
    const char **ends = arena_array(arena, catalogue->count + 1, sizeof *ends);
    struct text meant = without_ending(plugin_name_in(word));
    const char *near = suggest(meant, catalogue->names, catalogue->count);
    for (size_t i = 0; ends && i < catalogue->count; i++) ends[i] = last_part(catalogue->names[i]);
    if (near || !ends) return near;
    near = suggest(without_ending(last_part(word)), ends, catalogue->count);
    for (size_t i = 0; near && i < catalogue->count; i++)
        if (strcmp(ends[i], near) == 0) return catalogue->names[i];
    return NULL;
}
