#include "out/csv_file.h"

#include <errno.h>
#include <string.h>

#include "base/file.h"

struct text csv_file_first_line(struct text bytes)
{
    const char *end = bytes.len ? memchr(bytes.ptr, '\n', bytes.len) : NULL;
    bytes = (struct text){bytes.ptr, end ? (size_t)(end - bytes.ptr) : bytes.len};
    if (bytes.len > 0 && bytes.ptr[bytes.len - 1] == '\r') bytes.len--;
    return text_unmarked(bytes);
}

static bool refuse(const char *path, const char *cure, const char *what, struct problems *problems)
{
    problem_add(problems, SEVERITY_ERROR, STAGE_OUTPUT, (struct place){.file = path}, cure, "%s", what);
    return false;
}

/* An empty file holds nothing to lose. */
static bool begins(struct text old, struct text heads)
{
    struct text line = csv_file_first_line(old);
    if (line.len > heads.len) line.len = heads.len;
    return old.len == 0 || text_equal(line, heads);
}

/* Was it written here before? */
static bool may_replace(const char *path, struct text heads, struct problems *problems)
{
    struct buf old = {0};
    bool read = true, ours = true;
    if (file_is_folder(path)) return refuse(path, "name a file, as in changes.csv", "this is a folder", problems);
    if (file_is_plain(path)) read = file_read_or_tell(path, &old, STAGE_OUTPUT, "name another file", problems);
    if (read) ours = begins(buf_view(&old), heads);
    buf_release(&old);
    if (!read) return false;
    return ours || refuse(path, "name another file, or remove this one", "this file holds something else, and stays as it is", problems);
}

bool csv_file_write(const char *path, struct text bytes, struct text heads, struct problems *problems)
{
    if (!may_replace(path, heads, problems)) return false;
    if (file_replace(path, bytes)) return true;
    return refuse(path, "name a file that can be written", strerror(errno), problems);
}
