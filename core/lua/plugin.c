#include "lua/plugin.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/suggest.h"
#include "lua/frames.h"
#include "lua/lua_slip.h"
#include "lua/manifest.h"
#include "lua/nursery.h"

enum { FILE_MOST = 1 << 20, NEAR_MOST = 200 };

struct search {
    const struct program *program;
    const char *folders[2]; /* the program's own plugins, the library */
    struct arena *arena;
    struct problems *problems;
};

static struct problem *complain(const struct search *search, struct place at, const char *cure, const char *what, const char *name,
                                const char *why)
{
    struct problem *problem =
        problem_add(search->problems, SEVERITY_ERROR, STAGE_PLUGIN, at, cure, "%s \"%s\"%s%s", what, name, *why ? ": " : "", why);
    problem_line(search->problems, problem, source_line(&search->program->source, at.line));
    return problem;
}

/* ---- finding */

/* Parts of letters, digits, _, - and inner dots, between single slashes; so neither absolute nor upward. */
static bool name_is_plain(const char *name)
{
    char before = '/';
    for (const char *c = name; *c; before = *c++) {
        bool word = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') || *c == '_' || *c == '-';
        if (!word && !((*c == '/' || *c == '.') && before != '/' && before != '.')) return false;
    }
    return before != '/' && before != '.' && strlen(name) < SANDBOX_NAME_MAX - 5;
}

static bool is_below(const char *path, const char *folder)
{
    char real_path[PATH_MAX], real_folder[PATH_MAX];
    if (!realpath(path, real_path) || !realpath(folder, real_folder)) return false;
    size_t len = strlen(real_folder);
    return strncmp(real_path, real_folder, len) == 0 && (real_path[len] == '/' || len == 1);
}

/* The names of the plugins in a folder, without it, wherever plugins are looked for. */
static size_t plugins_in(const struct search *search, struct text folder, const char **names)
{
    size_t count = 0;
    for (size_t i = 0; i < 2; i++) {
        const char *path = search->folders[i] ? arena_printf(search->arena, "%s/%.*s", search->folders[i], TEXT_ARG(folder)) : NULL;
        DIR *dir = path ? opendir(path) : NULL;
        for (struct dirent *entry; dir && count < NEAR_MOST && (entry = readdir(dir));) {
            size_t len = strlen(entry->d_name);
            if (len < 5 || strcmp(entry->d_name + len - 4, ".lua") != 0) continue;
            const char *found = arena_string(search->arena, (struct text){entry->d_name, len - 4});
            if (found) names[count++] = found;
        }
        if (dir) closedir(dir);
    }
    return count;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *near_in(const struct search *search, struct text folder, const char *name)
{
    const char *names[NEAR_MOST];
    size_t count = plugins_in(search, folder, names);
    qsort(names, count, sizeof *names, by_text);
    const char *near = suggest(text_of(name), names, count);
    return near ? arena_printf(search->arena, "did you mean %.*s%s%s?", TEXT_ARG(folder), folder.len ? "/" : "", near) : NULL;
}

/* Looks where the name says first, then where plugins usually lie. */
static void complain_missing(const struct search *search, const char *name, struct place at)
{
    const char *slash = strrchr(name, '/'), *last = slash ? slash + 1 : name;
    size_t len = strlen(name);
    const char *cure = near_in(search, slash ? (struct text){name, (size_t)(slash - name)} : text_of(""), last);
    if (!cure) cure = near_in(search, text_of("metrics"), last);
    if (!cure) cure = near_in(search, text_of("incentives"), last);
    if (!cure) cure = arena_printf(search->arena, "write it to %s/%s.lua", search->folders[0] ? search->folders[0] : "plugins", name);
    if (len > 4 && strcmp(name + len - 4, ".lua") == 0) cure = arena_printf(search->arena, "write %.*s, without .lua", (int)len - 4, name);
    complain(search, at, cure, "there is no plugin", name, "");
}

const char *plugin_name_in(const char *path)
{
    const char *folder = "plugins/", *slash = strrchr(path, '/'), *name = NULL;
    for (const char *at = path; (at = strstr(at, folder)) != NULL; at++)
        if (at == path || at[-1] == '/') name = at + strlen(folder);
    return name ? name : slash ? slash + 1 : path;
}

/* ---- reading */

static bool read_file(int fd, size_t size, char *bytes)
{
    for (size_t have = 0; have < size;) {
        ssize_t got = read(fd, bytes + have, size - have);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        have += (size_t)got;
    }
    return true;
}

/* NULL: good. Otherwise why the bytes are no plugin. */
static const char *check_bytes(struct text bytes)
{
    if (bytes.len >= 1 && bytes.ptr[0] == 0x1B) return "it is compiled Lua; plugins are text";
    if (bytes.len >= 2 && ((unsigned char)bytes.ptr[0] ^ (unsigned char)bytes.ptr[1]) == 0x01 && (unsigned char)bytes.ptr[0] >= 0xFE)
        return "it is in UTF-16; save it as UTF-8";
    if (!text_is_utf8(bytes)) return "it is not in UTF-8; save it as UTF-8";
    return memchr(bytes.ptr, '\0', bytes.len) ? "it holds a NUL byte" : NULL;
}

static const char *read_opened(int fd, struct plugin *plugin, struct arena *arena)
{
    struct stat status;
    if (fd < 0 || fstat(fd, &status) != 0) return strerror(errno);
    if (!S_ISREG(status.st_mode)) return "it is not a regular file";
    if (status.st_size > FILE_MOST) return "it is larger than 1 MiB";
    char *bytes = arena_alloc(arena, (size_t)status.st_size + 1);
    if (!bytes) return "out of memory";
    if (!read_file(fd, (size_t)status.st_size, bytes)) return "it could not be read";
    plugin->source.bytes = (struct text){bytes, (size_t)status.st_size};
    digest_of(plugin->source.bytes, plugin->digest);
    const char *why = check_bytes(plugin->source.bytes);
    if (!why && plugin->source.bytes.len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        plugin->source.bytes = (struct text){bytes + 3, plugin->source.bytes.len - 3};
    return why;
}

static struct plugin *find_plugin(const struct search *search, const char *name, struct place at)
{
    struct plugin *plugin = arena_alloc(search->arena, sizeof *plugin);
    if (!plugin || !name_is_plain(name)) {
        complain(search, at, "write it relative to the plugins folder, such as metrics/revenue", "this is not the name of a plugin:", name,
                 "");
        return NULL;
    }
    *plugin = (struct plugin){.name = name};
    for (size_t i = 0; i < 2; i++) {
        const char *path = search->folders[i] ? arena_printf(search->arena, "%s/%s.lua", search->folders[i], name) : NULL;
        if (!path || access(path, F_OK) != 0) continue;
        plugin->source.path = i == 0 ? path : arena_printf(search->arena, "plugins/%s.lua", name); /* the same wherever the library is */
        if (!is_below(path, search->folders[i])) {
            complain(search, at, "put the file itself there", "this plugin is a link that leaves its folder:", name, "");
            return NULL;
        }
        int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        const char *why = read_opened(fd, plugin, search->arena);
        if (fd >= 0) close(fd);
        if (why) complain(search, at, NULL, "cannot read the plugin", name, why);
        return why ? NULL : plugin;
    }
    complain_missing(search, name, at);
    return NULL;
}

/* ---- manifests */

static void complain_failed(const struct search *search, const struct plugin *plugin, const struct nursling *nursling)
{
    struct place place = {.file = plugin->source.path, .line = nursling->line};
    size_t len = strlen(plugin->name);
    const char *what = nursling->failure;
    /* The failure begins with the plugin's own name and line, which the place says. */
    if (strncmp(what, plugin->name, len) == 0 && strncmp(what + len, ".lua:", 5) == 0) {
        what += len + 5;
        what += strspn(what, "0123456789");
        what += strspn(what, ": ");
    }
    struct text line = source_line(&plugin->source, place.line);
    struct lua_slip slip = {.what = what, .cure = nursling->cure};
    lua_slip_read(&plugin->source, place.line, what, search->arena, &slip);
    if (slip.at.len) {
        place.column = (uint32_t)text_length((struct text){line.ptr, (size_t)(slip.at.ptr - line.ptr)}) + 1;
        place.width = (uint32_t)text_length(slip.at);
    }
    struct problem *problem = problem_add(search->problems, SEVERITY_ERROR, STAGE_PLUGIN, place, slip.cure,
                                          "the plugin %s cannot be loaded: %s", plugin->name, slip.what);
    problem_line(search->problems, problem, line);
}

static bool take_manifest(const struct search *search, struct plugin *plugin, const struct nursling *nursling)
{
    struct place at = {.file = plugin->source.path, .line = nursling->line};
    const struct node *manifest = nursling->good ? frame_read(nursling->payload, at, search->arena) : NULL;
    plugin->kind = nursling->kind;
    if (manifest) return manifest_read(manifest, nursling->line, plugin, search->arena, search->problems);
    struct nursling broken = *nursling;
    if (nursling->good) broken.failure = "its manifest holds text that is not UTF-8, or is nested too deeply";
    complain_failed(search, plugin, &broken);
    return false;
}

bool plugins_read(const char *const *names, const struct place *at, size_t count, const struct program *program, const char *library,
                  const struct plugin **plugins, struct arena *arena, struct problems *problems)
{
    struct search search = {.program = program, .arena = arena, .problems = problems};
    struct nursling *nurslings = arena_array(arena, count + 1, sizeof *nurslings);
    struct plugin **found = arena_array(arena, count + 1, sizeof(struct plugin *));
    size_t running = 0;
    if (!nurslings || !found) return false;
    search.folders[0] = program->folder ? arena_printf(arena, "%s/plugins", program->folder) : NULL;
    search.folders[1] = library;
    for (size_t i = 0; i < count; i++) {
        plugins[i] = NULL;
        found[i] = find_plugin(&search, names[i], at[i]);
        if (found[i]) nurslings[running++] = (struct nursling){.name = names[i], .source = found[i]->source.bytes};
    }
    if (!nursery_run(nurslings, running, &program->limits, arena, problems)) return false;
    running = 0;
    for (size_t i = 0; i < count; i++)
        if (found[i] && take_manifest(&search, found[i], &nurslings[running++])) plugins[i] = found[i];
    for (size_t i = 0; i < count; i++)
        if (!plugins[i]) return false;
    return true;
}
