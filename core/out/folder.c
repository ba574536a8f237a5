#include "out/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* What Rung writes into an output folder. */
static const char *const own_names[] = {"scorecards", "metrics", "awards", "margins", "payouts", "warnings", "problems", "run", "results"};
static const char *const own_endings[] = {".csv", ".tsv", ".json", ".xlsx"};

static bool is_result(int dir, const char *name)
{
    (void)dir;
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
    if (inspection->folder->own(dir, name)) return true;
    bool results = inspection->folder->own == is_result;
    problem_add(inspection->problems, SEVERITY_ERROR, STAGE_OUTPUT, (struct place){.file = inspection->folder->path},
                results ? "choose a folder that Rung may have for itself, such as -o out/2026-Q3, or move the file away"
                        : "choose a folder for these pages alone, such as -o statements/2026-Q3, or move the file away",
                results ? "the output folder holds \"%s\", which Rung did not write and would have to replace"
                        : "the output folder holds \"%s\", which is no page of Rung's and would have to be replaced",
                name);
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

static void to_parent(char *path)
{
    char *slash = strrchr(path, '/');
    if (!slash)
        memcpy(path, ".", 2);
    else
        *(slash == path ? slash + 1 : slash) = '\0';
}

/* Whether the nearest folder above that exists takes new entries; errno says why not. */
static bool parent_takes(const char *path)
{
    char above[PATH_MAX];
    struct stat info = {0};
    if (snprintf(above, sizeof above, "%s", path) >= (int)sizeof above) {
        errno = ENAMETOOLONG;
        return false;
    }
    do to_parent(above);
    while (stat(above, &info) != 0 && errno == ENOENT && strcmp(above, ".") != 0);
    if (access(above, W_OK | X_OK) == 0 && S_ISDIR(info.st_mode)) return true;
    if (S_ISREG(info.st_mode)) errno = ENOTDIR;
    return false;
}

static bool inspect(struct folder *folder, struct problems *problems)
{
    struct stat info;
    folder->exists = stat(folder->real, &info) == 0;
    if (!parent_takes(folder->real)) return system_trouble(problems, folder->path, "no folder can be made here", errno);
    if (!folder->exists) return true;
    if (!S_ISDIR(info.st_mode)) return trouble(problems, folder->path, "name a folder with -o", "this is not a folder");
    if (access(folder->real, W_OK) != 0) return system_trouble(problems, folder->path, "the folder cannot be written to", errno);
    struct inspection inspection = {folder, problems};
    size_t errors = problems->errors;
    bool good = each_entry(folder->real, entry_is_own, &inspection);
    if (!good && problems->errors == errors) system_trouble(problems, folder->path, "the folder cannot be read", errno);
    return good;
}

static bool locate(struct folder *folder, const char *path, folder_own *own, struct arena *arena, struct problems *problems)
{
    *folder = (struct folder){.own = own, .path = path, .real = resolve(path, arena), .fd = -1};
    return (folder->real || trouble(problems, path, NULL, "out of memory")) && inspect(folder, problems);
}

bool folder_check(const char *path, struct arena *arena, struct problems *problems)
{
    struct folder folder;
    return locate(&folder, path, is_result, arena, problems);
}

/* ---- new folders, and those that a killed run left */

static const char new_ending[] = ".unfinished-";

static bool is_unfinished(const char *name, const char *wanted)
{
    size_t len = strlen(wanted), ending = strlen(new_ending);
    return strncmp(name, wanted, len) == 0 && strncmp(name + len, new_ending, ending) == 0 && strlen(name + len + ending) == 6;
}

static bool all_own(void *context, int dir, const char *name)
{
    const struct folder *folder = context;
    return folder->own(dir, name);
}

/* A run holds a lock on its new folder as long as it lives. */
static void remove_if_left(const struct folder *folder, const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0 && each_entry(path, all_own, (void *)folder)) remove_folder(path);
    if (fd >= 0) close(fd);
}

static bool remove_one_left(void *context, int dir, const char *name)
{
    const struct folder *folder = context;
    const char *slash = strrchr(folder->real, '/');
    int above = slash ? (int)(slash + 1 - folder->real) : 0;
    char path[PATH_MAX];
    (void)dir;
    if (is_unfinished(name, folder->real + above) && snprintf(path, sizeof path, "%.*s%s", above, folder->real, name) < (int)sizeof path)
        remove_if_left(folder, path);
    return true;
}

static void remove_left(struct folder *folder)
{
    char above[PATH_MAX];
    if (snprintf(above, sizeof above, "%s", folder->real) >= (int)sizeof above) return;
    to_parent(above);
    each_entry(above, remove_one_left, folder);
}

/* 1 made, 0 lost again: between the making and the lock another run may take it for one that was left; -1 impossible, errno says. */
static int make_locked(struct folder *folder, char *temp)
{
    struct stat made, there;
    if (!mkdtemp(temp)) return -1;
    folder->temp = temp;
    folder->fd = open(temp, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder->fd < 0) return errno == ENOENT ? 0 : -1;
    flock(folder->fd, LOCK_EX); /* without locks on this file system, nothing is taken for left either */
    if (fstat(folder->fd, &made) == 0 && stat(temp, &there) == 0 && made.st_ino == there.st_ino) return 1;
    close(folder->fd);
    folder->fd = -1;
    return 0;
}

static bool make_new(struct folder *folder, struct arena *arena)
{
    int made = 0;
    for (int attempt = 0; made == 0 && attempt < 100; attempt++) {
        char *temp = arena_printf(arena, "%s%sXXXXXX", folder->real, new_ending);
        errno = ENOMEM;
        made = temp ? make_locked(folder, temp) : -1;
    }
    if (made <= 0) return false;
    mode_t mask = umask(0);
    umask(mask);
    return fchmod(folder->fd, 0777 & ~mask) == 0;
}

bool folder_begin(struct folder *folder, const char *path, struct arena *arena, struct problems *problems)
{
    return folder_begin_own(folder, path, is_result, arena, problems);
}

bool folder_begin_own(struct folder *folder, const char *path, folder_own *own, struct arena *arena, struct problems *problems)
{
    if (!locate(folder, path, own, arena, problems)) return false;
    if (!make_parents(folder->real)) return system_trouble(problems, path, "the folder cannot be made", errno);
    remove_left(folder);
    return make_new(folder, arena) || system_trouble(problems, path, "no folder can be made beside it", errno);
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

static int exchange(const struct folder *folder)
{
    int done = renameat2(AT_FDCWD, folder->temp, AT_FDCWD, folder->real, RENAME_EXCHANGE);
    return done != 0 && (errno == EINVAL || errno == ENOSYS) ? replace_in_two_steps(folder) : done;
}

bool folder_exchange(struct folder *folder, struct problems *problems)
{
    folder->exchanged = (folder->exists ? exchange(folder) : rename(folder->temp, folder->real)) == 0;
    if (!folder->exchanged && (errno == ENOTEMPTY || errno == EEXIST))
        return trouble(problems, folder->path, "run again, when no other run writes there", "another run has written here meanwhile");
    return folder->exchanged || system_trouble(problems, folder->path, "the new results cannot be put in place", errno);
}

void folder_commit(struct folder *folder)
{
    if (folder->exists) remove_folder(folder->temp);
    close(folder->fd);
    folder->temp = NULL;
}

static bool exchange_back(const struct folder *folder)
{
    return !folder->exchanged || (folder->exists ? exchange(folder) : rename(folder->real, folder->temp)) == 0;
}

void folder_abandon(struct folder *folder)
{
    if (!folder->temp) return;
    if (exchange_back(folder)) remove_folder(folder->temp);
    if (folder->fd >= 0) close(folder->fd);
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

void out_file_adopt(struct out_file *file, const struct folder *folder, const char *name)
{
    char bytes[1 << 14];
    ssize_t n = 0;
    *file = (struct out_file){0};
    snprintf(file->name, sizeof file->name, "%s", name);
    digest_begin(&file->sha);
    file->fd = openat(folder->fd, name, O_RDONLY | O_CLOEXEC);
    while (file->fd >= 0 && ((n = read(file->fd, bytes, sizeof bytes)) > 0 || (n < 0 && errno == EINTR))) {
        if (n < 0) continue;
        digest_put(&file->sha, (struct text){bytes, (size_t)n});
        file->bytes += (uint64_t)n;
    }
    if (file->fd < 0 || n < 0) file->error = errno;
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
