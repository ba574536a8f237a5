#include "out/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* What Rung writes into an output folder. */
static const char *const own_names[] = {"scorecards", "metrics", "awards", "margins", "problems", "run"};
static const char *const own_endings[] = {".csv", ".tsv", ".json"};

static bool own_name(const char *name)
{
    for (size_t i = 0; i < sizeof own_names / sizeof own_names[0]; i++) {
        size_t len = strlen(own_names[i]);
        if (strncmp(name, own_names[i], len) != 0) continue;
        for (size_t e = 0; e < sizeof own_endings / sizeof own_endings[0]; e++)
            if (strcmp(name + len, own_endings[e]) == 0) return true;
    }
    return strncmp(name, ".~lock.", 7) == 0; /* LibreOffice has the table open */
}

static bool trouble(struct problems *problems, const char *path, const char *cure, const char *what)
{
    problem_add(problems, SEVERITY_ERROR, STAGE_OUTPUT, (struct place){.file = path}, cure, "%s", what);
    return false;
}

static bool system_trouble(struct problems *problems, const char *path, const char *doing, int error)
{
    problem_add(problems, SEVERITY_ERROR, STAGE_OUTPUT, (struct place){.file = path},
                "choose another folder with -o, or repair this one; earlier results are untouched", "%s: %s", doing, strerror(error));
    return false;
}

/* Calls visit with every entry but . and .. until it says false. */
static bool each_entry(const char *path, bool (*visit)(void *context, int dir, const char *name), void *context)
{
    DIR *dir = opendir(path);
    bool good = dir != NULL;
    for (struct dirent *entry; good && (entry = readdir(dir));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) good = visit(context, dirfd(dir), entry->d_name);
    if (dir) closedir(dir);
    return good;
}

struct inspection {
    const struct folder *folder;
    struct problems *problems;
};

static bool entry_is_own(void *context, int dir, const char *name)
{
    struct inspection *inspection = context;
    (void)dir;
    if (own_name(name)) return true;
    problem_add(inspection->problems, SEVERITY_ERROR, STAGE_OUTPUT, (struct place){.file = inspection->folder->path},
                "choose a folder that Rung may have for itself, such as -o out/2026-Q3, or move the file away",
                "the output folder holds \"%s\", which Rung did not write and would have to replace", name);
    return false;
}

static bool remove_entry(void *context, int dir, const char *name)
{
    (void)context;
    return unlinkat(dir, name, 0) == 0;
}

static void remove_folder(const char *path)
{
    each_entry(path, remove_entry, NULL);
    rmdir(path);
}

/* Where the folder is or will be: links resolved as far as they exist. */
static char *resolve(const char *path, struct arena *arena)
{
    char real[PATH_MAX];
    if (realpath(path, real)) return arena_string(arena, text_of(real));
    size_t len = strlen(path);
    while (len > 1 && path[len - 1] == '/') len--;
    return arena_string(arena, (struct text){path, len});
}

static bool make_parents(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        int made = mkdir(path, 0777);
        *slash = '/';
        if (made != 0 && errno != EEXIST) return false;
    }
    return true;
}

static bool inspect(struct folder *folder, struct problems *problems)
{
    struct stat info;
    folder->exists = stat(folder->real, &info) == 0;
    if (!folder->exists) return make_parents(folder->real) || system_trouble(problems, folder->path, "the folder cannot be made", errno);
    if (!S_ISDIR(info.st_mode)) return trouble(problems, folder->path, "name a folder with -o", "this is not a folder");
    if (access(folder->real, W_OK) != 0) return system_trouble(problems, folder->path, "the folder cannot be written to", errno);
    struct inspection inspection = {folder, problems};
    return each_entry(folder->real, entry_is_own, &inspection);
}

bool folder_begin(struct folder *folder, const char *path, struct arena *arena, struct problems *problems)
{
    *folder = (struct folder){.path = path, .real = resolve(path, arena), .fd = -1};
    if (!folder->real) return trouble(problems, path, NULL, "out of memory");
    if (!inspect(folder, problems)) return false;
    char *temp = arena_printf(arena, "%s.new-XXXXXX", folder->real);
    if (!temp) return trouble(problems, path, NULL, "out of memory");
    if (!mkdtemp(temp)) return system_trouble(problems, path, "no folder can be made beside it", errno);
    folder->temp = temp;
    folder->fd = open(temp, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    mode_t mask = umask(0);
    umask(mask);
    if (folder->fd < 0 || fchmod(folder->fd, 0777 & ~mask) != 0) return system_trouble(problems, path, "the folder cannot be made", errno);
    return true;
}

/* File systems without an exchange: there is a moment without a folder, but never a mix. */
static int replace_in_two_steps(const struct folder *folder)
{
    char old[PATH_MAX + 8];
    snprintf(old, sizeof old, "%s.old", folder->temp);
    if (rename(folder->real, old) != 0) return -1;
    if (rename(folder->temp, folder->real) != 0) {
        rename(old, folder->real);
        return -1;
    }
    return rename(old, folder->temp);
}

bool folder_commit(struct folder *folder, struct problems *problems)
{
    int done =
        !folder->exists ? rename(folder->temp, folder->real) : renameat2(AT_FDCWD, folder->temp, AT_FDCWD, folder->real, RENAME_EXCHANGE);
    if (done != 0 && folder->exists && (errno == EINVAL || errno == ENOSYS)) done = replace_in_two_steps(folder);
    if (done != 0) return system_trouble(problems, folder->path, "the new results cannot be put in place", errno);
    if (folder->exists) remove_folder(folder->temp);
    close(folder->fd);
    folder->temp = NULL;
    return true;
}

void folder_abandon(struct folder *folder)
{
    if (!folder->temp) return;
    if (folder->fd >= 0) close(folder->fd);
    remove_folder(folder->temp);
    folder->temp = NULL;
}

void out_file_open(struct out_file *file, const struct folder *folder, const char *name)
{
    *file = (struct out_file){0};
    snprintf(file->name, sizeof file->name, "%s", name);
    digest_begin(&file->sha);
    file->fd = openat(folder->fd, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file->fd < 0) file->error = errno;
}

void out_file_stdout(struct out_file *file, const char *name)
{
    *file = (struct out_file){.fd = STDOUT_FILENO};
    snprintf(file->name, sizeof file->name, "%s", name);
    digest_begin(&file->sha);
}

void out_file_put(struct out_file *file, struct text bytes)
{
    if (file->error) return;
    digest_put(&file->sha, bytes);
    file->bytes += bytes.len;
    while (bytes.len > 0) {
        ssize_t n = write(file->fd, bytes.ptr, bytes.len);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) {
            file->error = errno;
            return;
        }
        bytes.ptr += n;
        bytes.len -= (size_t)n;
    }
}

bool out_file_close(struct out_file *file, const struct folder *folder, struct problems *problems)
{
    if (folder && file->fd >= 0 && close(file->fd) != 0 && !file->error) file->error = errno;
    digest_end(&file->sha, file->digest);
    if (!file->error) return true;
    char doing[128];
    snprintf(doing, sizeof doing, "%s could not be written", file->name);
    if (folder) return system_trouble(problems, folder->path, doing, file->error);
    problem_add(problems, SEVERITY_ERROR, STAGE_OUTPUT, (struct place){0}, "look where standard output goes, or write to a folder with -o",
                "%s to standard output: %s", doing, strerror(file->error));
    return false;
}
