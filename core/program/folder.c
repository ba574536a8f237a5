#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/suggest.h"
#include "program/load.h"

enum { NAMES_MAX = 200, BYTES_MAX = 64 << 20 };

static struct problem *fail(struct problems *problems, const char *folder, const char *cure, const char *what)
{
    return problem_add(problems, SEVERITY_ERROR, STAGE_PROGRAM, (struct place){.file = folder}, cure, "%s", what);
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* The folder of a path: "." for a plain name. */
static const char *parent(const char *path, struct arena *arena)
{
    const char *slash = strrchr(path, '/');
    if (!slash) return ".";
    if (slash == path) return "/";
    return arena_string(arena, (struct text){path, (size_t)(slash - path)});
}

/* ---- folders with a program */

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names of the folders in `where` that hold a program.yaml, sorted. */
static size_t programs_in(const char *where, const char *names[NAMES_MAX], struct arena *arena)
{
    DIR *dir = opendir(where);
    size_t count = 0;
    if (!dir) return 0;
    for (const struct dirent *entry; count < NAMES_MAX && (entry = readdir(dir));) {
        const char *path = arena_printf(arena, "%s/%s/program.yaml", where, entry->d_name);
        const char *name = entry->d_name[0] != '.' && path && file_is_plain(path) ? arena_string(arena, text_of(entry->d_name)) : NULL;
        if (name) names[count++] = name;
    }
    closedir(dir);
    if (count > 1) qsort(names, count, sizeof *names, by_name);
    return count;
}

static const char *joined(const char *where, const char *name, struct arena *arena)
{
    return strcmp(where, ".") == 0 ? name : arena_printf(arena, "%s/%s", where, name);
}

/* Near names beside the one asked for, and in scorecards/. */
static const char *near_folder(const char *folder, struct arena *arena)
{
    const char *places[] = {parent(folder, arena), "scorecards"};
    for (size_t p = 0; p < 2; p++) {
        const char *names[NAMES_MAX];
        size_t count = places[p] ? programs_in(places[p], names, arena) : 0;
        const char *near = suggest(text_of(last_part(folder)), names, count);
        if (near) return joined(places[p], near, arena);
    }
    return NULL;
}

static const char *list_folders(const char *folder, struct arena *arena)
{
    const char *where = parent(folder, arena), *names[NAMES_MAX];
    size_t count = where ? programs_in(where, names, arena) : 0;
    if (count == 0) count = programs_in(where = "scorecards", names, arena);
    const char *all = NULL;
    for (size_t i = 0; i < count && i < 8; i++) {
        const char *one = joined(where, names[i], arena);
        all = all ? arena_printf(arena, "%s, %s", all, one ? one : "") : one;
    }
    return all;
}

static void report_no_folder(const char *folder, struct arena *arena, struct problems *problems)
{
    struct problem *problem = fail(problems, folder, "give the folder that holds program.yaml", "there is no such folder");
    const char *near = near_folder(folder, arena), *all = list_folders(folder, arena);
    if (near)
        problem_cure(problems, problem, "did you mean %s?", near);
    else if (all)
        problem_cure(problems, problem, "programs found: %s", all);
}

static void report_file(const char *folder, struct arena *arena, struct problems *problems)
{
    struct problem *problem =
        fail(problems, folder, "give the folder that holds program.yaml", "this is a file, not the folder of a program");
    const char *above = parent(folder, arena);
    if (above && strcmp(last_part(folder), "program.yaml") == 0) problem_cure(problems, problem, "give its folder: %s", above);
}

static void report_no_program(const char *folder, struct arena *arena, struct problems *problems)
{
    struct problem *problem = fail(problems, folder, "give the folder that holds program.yaml", "this folder has no program.yaml");
    static const char *const almost[] = {"program.yml", "program.yaml.txt", "program.yml.txt", "Program.yaml", "program.YAML"};
    const char *names[NAMES_MAX], *other = NULL;
    size_t count = programs_in(folder, names, arena);
    for (size_t i = 0; !other && i < sizeof almost / sizeof *almost; i++) {
        const char *path = arena_printf(arena, "%s/%s", folder, almost[i]);
        if (path && file_is_plain(path)) other = almost[i];
    }
    if (other)
        problem_cure(problems, problem, "rename %s to program.yaml", other);
    else if (count > 0)
        problem_cure(problems, problem, "did you mean %s/%s?", folder, names[0]);
}

/* ---- reading the file */

static bool read_source(struct source *source, struct arena *arena, struct problems *problems)
{
    struct buf bytes = {.ceiling = BYTES_MAX};
    bool ok = file_read_or_tell(source->path, &bytes, STAGE_PROGRAM, "make the file readable", problems);
    if (ok) source->bytes = arena_text(arena, text_unmarked(buf_view(&bytes)));
    if (ok && bytes.len > 0 && !source->bytes.ptr) problems->out_of_memory = true;
    buf_release(&bytes);
    return ok && !problems->out_of_memory;
}

static bool check_folder(const char *folder, const char *path, struct arena *arena, struct problems *problems)
{
    errno = 0;
    if (file_is_plain(path) || errno == EACCES) return true; /* reading it says why not */
    if (file_is_folder(folder))
        report_no_program(folder, arena, problems);
    else if (file_exists(folder))
        report_file(folder, arena, problems);
    else
        report_no_folder(folder, arena, problems);
    return false;
}

bool folder_read(const char *folder, struct source *source, struct arena *arena, struct problems *problems)
{
    const char *path = arena_printf(arena, "%s%sprogram.yaml", folder, *folder && folder[strlen(folder) - 1] == '/' ? "" : "/");
    if (!path) {
        problems->out_of_memory = true;
        return false;
    }
    *source = (struct source){.path = path};
    return check_folder(folder, path, arena, problems) && read_source(source, arena, problems);
}

/* ---- files that the program names */

static bool climbs(struct text path)
{
    for (size_t i = 0; i + 1 < path.len; i++) {
        bool begin = i == 0 || path.ptr[i - 1] == '/', end = i + 2 == path.len || path.ptr[i + 2] == '/';
        if (begin && end && path.ptr[i] == '.' && path.ptr[i + 1] == '.') return true;
    }
    return false;
}

/* Follows symbolic links. A file that is not there is the reader's business. */
static bool inside(const char *folder, const char *path)
{
    char root[PATH_MAX], real[PATH_MAX];
    if (!realpath(folder, root) || !realpath(path, real)) return true;
    size_t length = strlen(root);
    return strncmp(real, root, length) == 0 && (real[length] == '/' || strcmp(root, "/") == 0);
}

/* A folder of exports may hold the files as the program's folder does (tables/deals.csv), or side by side (deals.csv). */
static const char *data_file(struct load *load, const char *data, const char *path)
{
    const char *beside = arena_printf(load->arena, "%s/%s", data, strrchr(path, '/') + 1);
    if (!beside) load->problems->out_of_memory = true;
    return beside && !file_is_plain(path) && file_is_plain(beside) ? beside : path;
}

static const char *below(struct load *load, const char *folder, const struct node *file)
{
    const char *slash = *folder && folder[strlen(folder) - 1] == '/' ? "" : "/";
    const char *path = arena_printf(load->arena, "%s%s%s", folder, slash, file->scalar.ptr);
    if (!path) load->problems->out_of_memory = true;
    return path;
}

static bool plain(const struct node *file)
{
    return *file->scalar.ptr != '/' && !climbs(file->scalar);
}

static const char *report_outside(struct load *load, const struct node *file, const char *cure)
{
    load_error(load, file->at, cure, "the file \"%.*s\" lies outside the program's folder", TEXT_ARG(file->scalar));
    return NULL;
}

const char *folder_own(struct load *load, const struct node *file, const char *cure)
{
    const char *path = below(load, load->program->folder, file);
    if (!path || (plain(file) && inside(load->program->folder, path))) return path;
    return report_outside(load, file, cure);
}

const char *folder_table(struct load *load, const struct node *file)
{
    const char *cure = "keep the table in the program's folder, and write its path from there, as in tables/deals.csv";
    const char *data = load->options->data;
    if (!data) return folder_own(load, file, cure);
    const char *path = below(load, data, file);
    if (!path) return NULL;
    return plain(file) ? data_file(load, data, path) : report_outside(load, file, cure);
}

bool folder_version(struct load *load, const struct node *file, struct source *source)
{
    *source = (struct source){
        .path = folder_own(load, file, "keep the file in the program's folder, and write its path from there, as in fy2026.yaml")};
    if (source->path && file_is_plain(source->path)) return read_source(source, load->arena, load->problems);
    if (source->path)
        load_error(load, file->at, "put the file there, or correct its name", "the program's folder has no file \"%.*s\"",
                   TEXT_ARG(file->scalar));
    return false;
}
