#include "draft/writing.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

enum { COPY_BLOCK = 1 << 16 };

/* What was made so far, in order; what was made last is taken back first. */
struct made {
    const struct draft *draft;
    char **paths;
    size_t count, cap;
};

static bool refuse(const struct draft *draft, const char *path, const char *cure, const char *what)
{
    problem_add(draft->problems, SEVERITY_ERROR, STAGE_OUTPUT, (struct place){.file = path}, cure, "%s", what);
    return false;
}

static bool fail(const struct draft *draft, const char *path, const char *doing, int error)
{
    problem_add(draft->problems, SEVERITY_ERROR, STAGE_OUTPUT, (struct place){.file = path},
                error == ENOSPC   ? "make room on the disk"
                : error == EACCES ? "choose a folder in which you may write"
                                  : "choose another name",
                "%s: %s", doing, strerror(error));
    return false;
}

bool writing_is_free(const struct draft *draft, const char *folder)
{
    DIR *dir = opendir(folder);
    bool empty = true;
    if (!dir && errno == ENOENT) return true;
    if (!dir && errno == ENOTDIR) return refuse(draft, folder, "choose another name", "there is a file of this name");
    if (!dir) return fail(draft, folder, "cannot look into the folder", errno);
    for (const struct dirent *entry; empty && (entry = readdir(dir));)
        empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
    closedir(dir);
    return empty || refuse(draft, folder, "name a folder that is not there yet, or an empty one",
                           "this folder holds something already: a new program never replaces files");
}

static bool remember(struct made *made, const char *path)
{
    char *kept = arena_string(made->draft->arena, text_of(path));
    if (!kept || !mem_grow((void **)&made->paths, &made->cap, made->count + 1, sizeof *made->paths)) {
        remove(path);
        made->draft->problems->out_of_memory = true;
        return false;
    }
    made->paths[made->count++] = kept;
    return true;
}

/* Every folder on the way to the last slash of the path. */
static bool make_folders(struct made *made, char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        bool there = mkdir(path, 0777) != 0;
        bool good = there ? errno == EEXIST || fail(made->draft, path, "cannot make the folder", errno) : remember(made, path);
        *slash = '/';
        if (!good) return false;
    }
    return true;
}

static bool put(int to, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t done = write(to, bytes, length);
        if (done < 0 && errno == EINTR) continue;
        if (done < 0) return false;
        bytes += done;
        length -= (size_t)done;
    }
    return true;
}

/* 0, or the errno of what went wrong. */
static int copy(int to, const char *path)
{
    char block[COPY_BLOCK];
    int from = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = from < 0 ? -1 : 1;
    while (got > 0) {
        got = read(from, block, sizeof block);
        if (got < 0 && errno == EINTR)
            got = 1;
        else if (got > 0 && !put(to, block, (size_t)got))
            got = -1;
    }
    int error = got < 0 ? errno : 0;
    if (from >= 0) close(from);
    return error;
}

static bool make_file(struct made *made, const char *path, const struct new_file *file)
{
    int to = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (to < 0 && errno == EEXIST)
        return refuse(made->draft, path, "choose another name, or remove the file first", "this file is there already, and stays as it is");
    if (to < 0) return fail(made->draft, path, "cannot make the file", errno);
    bool kept = remember(made, path);
    int error = 0;
    if (kept) error = file->copy ? copy(to, file->copy) : put(to, file->content.ptr, file->content.len) ? 0 : errno;
    if (close(to) != 0 && error == 0) error = errno;
    return kept && (error == 0 || fail(made->draft, path, "cannot write the file", error));
}

bool writing_make(const struct draft *draft, const char *folder, const struct new_file *files, size_t count)
{
    struct made made = {.draft = draft};
    bool good = true;
    for (size_t i = 0; good && i < count; i++) {
        char *path = arena_printf(draft->arena, "%s/%s", folder, files[i].name);
        good = path && make_folders(&made, path) && make_file(&made, path, &files[i]);
    }
    while (!good && made.count > 0) remove(made.paths[--made.count]);
    mem_free(made.paths);
    return good;
}
