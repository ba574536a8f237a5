#include "report/output.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "rung.h"

const char output_generator[] = "Rung " RUNG_VERSION;

enum { LOOKED_AT = 4096 };

/* A page of any Rung begins so. */
static bool is_ours(struct text bytes)
{
    static const char mark[] = "<meta name=\"generator\" content=\"Rung ";
    size_t most = bytes.len < LOOKED_AT ? bytes.len : LOOKED_AT;
    return most >= sizeof mark && memmem(bytes.ptr, most, mark, sizeof mark - 1);
}

bool output_is_ours(int dir, const char *name)
{
    struct buf bytes = {0};
    int file = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    bool ours = file >= 0 && file_read(file, &bytes) && is_ours(buf_view(&bytes));
    if (file >= 0) close(file);
    buf_release(&bytes);
    return ours;
}

static bool refuse(const char *path, const char *cure, struct problems *problems, const char *what)
{
    problem_add(problems, SEVERITY_ERROR, STAGE_OUTPUT, (struct place){.file = path}, cure, "%s", what);
    return false;
}

static bool is_stdout(const char *path)
{
    return strcmp(path, "-") == 0;
}

bool output_check(const char *path, struct problems *problems)
{
    struct buf bytes = {0};
    bool good = true;
    if (is_stdout(path)) return true;
    if (file_is_folder(path))
        good = refuse(path, "name a file: -o report.html", problems, "this is a folder");
    else if (file_is_plain(path) && !file_read_or_tell(path, &bytes, STAGE_OUTPUT, "name another file with -o", problems))
        good = false;
    else if (bytes.len > 0 && !is_ours(buf_view(&bytes)))
        good = refuse(path, "name another file with -o, or remove this one", problems,
                      "Rung did not write this file, and does not replace it");
    buf_release(&bytes);
    return good;
}

bool output_write(const char *path, struct text bytes, struct problems *problems)
{
    if (!output_check(path, problems)) return false;
    if (is_stdout(path) ? file_write(STDOUT_FILENO, bytes) : file_replace(path, bytes)) return true;
    problem_add(problems, SEVERITY_ERROR, STAGE_OUTPUT, (struct place){.file = is_stdout(path) ? "standard output" : path},
                "look whether the folder is there, may be written to, and has room", "the page cannot be written: %s", strerror(errno));
    return false;
}
