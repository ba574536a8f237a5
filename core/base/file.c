#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_STEP = 65536 };

bool file_read(int file, struct buf *bytes)
{
    for (;;) {
        char *room = buf_room(bytes, READ_STEP);
        if (!room) errno = bytes->ceiling && bytes->len + READ_STEP > bytes->ceiling ? EFBIG : ENOMEM;
        ssize_t got = room ? read(file, room, READ_STEP) : -1;
        if (got < 0 && room && errno == EINTR) continue;
        if (got <= 0) return got == 0;
        bytes->len += (size_t)got;
    }
}

/* close, with the errno of what went before. */
static void close_quietly(int file)
{
    int error = errno;
    close(file);
    errno = error;
}

bool file_read_path(const char *path, struct buf *bytes)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    bool good = file >= 0 && file_read(file, bytes);
    if (file >= 0) close_quietly(file);
    return good;
}

bool file_read_or_tell(const char *path, struct buf *bytes, enum stage stage, const char *cure, struct problems *problems)
{
    if (file_read_path(path, bytes)) return true;
    if (errno == ENOMEM)
        problems->out_of_memory = true;
    else
        problem_add(problems, SEVERITY_ERROR, stage, (struct place){.file = path}, cure, "the file cannot be read: %s",
                    errno == EFBIG ? "it is too large" : strerror(errno));
    return false;
}

bool file_write(int file, struct text bytes)
{
    while (bytes.len > 0) {
        ssize_t put = write(file, bytes.ptr, bytes.len);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return false;
        bytes = (struct text){bytes.ptr + put, bytes.len - (size_t)put};
    }
    return true;
}

/* Of the file as it is, else as open() would make one. */
static mode_t mode_of(const char *path)
{
    struct stat status;
    if (stat(path, &status) == 0) return status.st_mode & 0777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* close, with its own errno where all was good before. */
static bool close_after(int file, bool good)
{
    if (good) return close(file) == 0;
    close_quietly(file);
    return false;
}

/* A device, or a pipe: what goes there is gone. */
static bool write_through(const char *path, struct text bytes)
{
    int file = open(path, O_WRONLY | O_CLOEXEC);
    return file >= 0 && close_after(file, file_write(file, bytes));
}

bool file_replace(const char *path, struct text bytes)
{
    char real[PATH_MAX], beside[PATH_MAX];
    if (file_exists(path) && !file_is_plain(path)) return write_through(path, bytes);
    bool there = realpath(path, real) != NULL;
    if (there && access(real, W_OK) != 0) return false;
    if (!there) snprintf(real, sizeof real, "%s", path);
    if (snprintf(beside, sizeof beside, "%s.new-XXXXXX", real) >= PATH_MAX) {
        errno = ENAMETOOLONG;
        return false;
    }
    int file = mkstemp(beside);
    if (file < 0) return false;
    bool good = file_write(file, bytes) && fchmod(file, mode_of(real)) == 0;
    good = close_after(file, good) && rename(beside, real) == 0;
    if (!good) {
        int error = errno;
        unlink(beside);
        errno = error;
    }
    return good;
}

bool file_is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool file_is_plain(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

bool file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}
