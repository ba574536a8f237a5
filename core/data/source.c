#include "data/source.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/mem.h"
#include "base/suggest.h"
#include "data/encoding.h"

enum { DIGEST_BLOCK = 1 << 16 };

struct problem *source_problem(const struct table_spec *spec, struct problems *problems, uint32_t line, uint32_t column, const char *cure,
                               const char *what)
{
    struct place place = {.file = spec->path, .line = line, .column = column};
    struct problem *problem = problem_add(problems, SEVERITY_ERROR, STAGE_DATA, place, cure, "%s", what);
    problem_about(problems, problem, (struct text){NULL, 0}, text_of(spec->name));
    return problem;
}

enum { NAMES_MOST = 200 };

/* The name of a file beside `path` that may be meant; NULL: none is. Its text is in `arena`. */
static const char *near_file(const char *path, struct arena *arena)
{
    const char *slash = strrchr(path, '/'), *names[NAMES_MOST];
    const char *folder = slash ? arena_string(arena, (struct text){path, (size_t)(slash - path) + 1}) : ".";
    DIR *dir = folder ? opendir(folder) : NULL;
    size_t count = 0;
    if (!dir) return NULL;
    for (const struct dirent *entry; count < NAMES_MOST && (entry = readdir(dir));)
        if (entry->d_name[0] != '.' && (names[count] = arena_string(arena, text_of(entry->d_name)))) count++;
    closedir(dir);
    return suggest(text_of(slash ? slash + 1 : path), names, count);
}

static void cure_missing(const struct table_spec *spec, struct problem *problem, struct problems *problems)
{
    struct arena arena = {0};
    const char *near = near_file(spec->path, &arena);
    if (strchr(spec->path, '\\'))
        problem_cure(problems, problem, "write folders with / and not with \\, as in tables/deals.csv");
    else if (near)
        problem_cure(problems, problem, "did you mean %s, which lies there?", near);
    else if (spec->apart)
        problem_cure(problems, problem, "put the file there: the folder of --data needs the files of all tables, of waivers and rates too");
    arena_release(&arena);
}

static void report_errno(const struct table_spec *spec, struct problems *problems, const char *verb, int error)
{
    struct place place = {.file = spec->path};
    const char *cure = error == ENOENT   ? "put the file there, or correct the table's file in program.yaml"
                       : error == EACCES ? "allow reading it (chmod +r)"
                                         : NULL;
    struct problem *problem = problem_add(problems, SEVERITY_ERROR, STAGE_DATA, place, cure, "cannot %s the file of table %s: %s", verb,
                                          spec->name, strerror(error));
    if (error == ENOENT) cure_missing(spec, problem, problems);
    problem_about(problems, problem, (struct text){NULL, 0}, text_of(spec->name));
}

static const char *other_than_file(mode_t mode)
{
    switch (mode & S_IFMT) {
    case S_IFREG: return NULL;
    case S_IFDIR: return "this is a folder, not a CSV file";
    case S_IFIFO: return "this is a pipe (FIFO), not a CSV file";
    case S_IFSOCK: return "this is a socket, not a CSV file";
    default: return "this is a device, not a CSV file";
    }
}

/* Opening a FIFO without O_NONBLOCK would wait for a writer. */
static bool open_file(struct source *source, struct problems *problems)
{
    const struct table_spec *spec = source->spec;
    source->file = open(spec->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (source->file < 0) {
        report_errno(spec, problems, "open", errno);
        return false;
    }
    if (fstat(source->file, &source->born) != 0) {
        report_errno(spec, problems, "examine", errno);
        return false;
    }
    const char *other = other_than_file(source->born.st_mode);
    if (other) source_problem(spec, problems, 0, 0, "name a regular file in program.yaml", other);
    return !other;
}

static bool read_fully(struct source *source, size_t at, size_t length, char *out)
{
    while (length > 0) {
        ssize_t got = pread(source->file, out, length, (off_t)at);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) {
            int fine = 0;
            atomic_compare_exchange_strong(&source->trouble, &fine, got < 0 ? errno : SOURCE_CHANGED);
            return false;
        }
        at += (size_t)got;
        out += got;
        length -= (size_t)got;
    }
    return true;
}

static bool convert(struct source *source, const struct encoding *encoding, struct problems *problems)
{
    size_t size = (size_t)source->born.st_size - encoding->mark;
    char *raw = mem_alloc(size + 1);
    if (!raw) {
        problems->out_of_memory = true;
        return false;
    }
    bool ok = read_fully(source, encoding->mark, size, raw)
                  ? encoding_convert(encoding, source->spec, raw, size, &source->converted, problems)
                  : source_check(source, problems);
    mem_free(raw);
    source->in_memory = true;
    source->length = source->converted.len;
    return ok;
}

static bool open_text(struct source *source, const struct table_spec *spec, struct problems *problems)
{
    char head[ENCODING_HEAD] = {0};
    size_t size = (size_t)source->born.st_size, headed = size < sizeof head ? size : sizeof head;
    if (!read_fully(source, 0, headed, head)) return source_check(source, problems);
    struct encoding encoding = encoding_of(spec, (struct text){head, headed});
    if (encoding.disguise) {
        source_problem(spec, problems, 0, 0, encoding.cure, encoding.disguise);
        return false;
    }
    source->mark = encoding.mark;
    source->length = size - encoding.mark;
    return !encoding.iconv_name || convert(source, &encoding, problems);
}

static bool open_bytes(struct source *source, struct text bytes, struct problems *problems)
{
    source->in_memory = true;
    source->length = bytes.len;
    source->born.st_size = (off_t)bytes.len;
    buf_text(&source->converted, bytes);
    problems->out_of_memory |= source->converted.failed;
    return !source->converted.failed;
}

bool source_open(struct source *source, const struct table_spec *spec, struct problems *problems)
{
    *source = (struct source){.spec = spec, .file = -1};
    if (spec->history) return open_bytes(source, spec->bytes, problems);
    if (!open_file(source, problems) || !open_text(source, spec, problems)) return false;
    if (source->length == 0) source_problem(spec, problems, 0, 0, "export the table again, with its header row", "the file is empty");
    return source->length > 0;
}

void source_release(struct source *source)
{
    if (source->file >= 0) close(source->file);
    source->file = -1;
    buf_release(&source->converted);
}

bool source_read(struct source *source, size_t at, size_t length, char *out)
{
    if (!source->in_memory) return read_fully(source, source->mark + at, length, out);
    memcpy(out, source->converted.ptr + at, length);
    return true;
}

bool source_digest(struct source *source, const atomic_bool *stop)
{
    struct digest digest;
    size_t size = (size_t)source->born.st_size;
    if (source->file < 0) {
        digest_of(buf_view(&source->converted), source->digest);
        return true;
    }
    char *block = mem_alloc(DIGEST_BLOCK);
    bool ok = block != NULL;
    digest_begin(&digest);
    for (size_t at = 0; ok && at < size && !atomic_load_explicit(stop, memory_order_relaxed); at += DIGEST_BLOCK) {
        size_t length = size - at < DIGEST_BLOCK ? size - at : DIGEST_BLOCK;
        ok = read_fully(source, at, length, block);
        if (ok) digest_put(&digest, (struct text){block, length});
    }
    mem_free(block);
    digest_end(&digest, source->digest);
    if (!ok && !block) atomic_store(&source->trouble, ENOMEM);
    return ok;
}

static bool same_moment(struct timespec a, struct timespec b)
{
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

static bool has_changed(const struct source *source)
{
    struct stat now;
    if (source->file < 0) return false;
    return fstat(source->file, &now) != 0 || now.st_size != source->born.st_size || !same_moment(now.st_mtim, source->born.st_mtim) ||
           !same_moment(now.st_ctim, source->born.st_ctim);
}

bool source_check(struct source *source, struct problems *problems)
{
    int trouble = atomic_load(&source->trouble);
    if (trouble == 0 && has_changed(source)) trouble = SOURCE_CHANGED;
    if (trouble == SOURCE_CHANGED)
        source_problem(source->spec, problems, 0, 0, "wait until it is written, then run again", "the file changed while it was read");
    else if (trouble == ENOMEM)
        problems->out_of_memory = true;
    else if (trouble != 0)
        report_errno(source->spec, problems, "read", trouble);
    return trouble == 0;
}
