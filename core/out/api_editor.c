/* rung_editor: what editors need, written into the folder of a program. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "lua/definitions.h"
#include "out/api.h"
#include "out/editor.h"
#include "run/case_file.h"

enum { FILE_MOST = 16 << 20 };

struct desk {
    struct rung_run *run;
    struct plugin_book book;
    struct buf report;
};

static bool complain(struct desk *desk, const char *path, const char *cure, const char *what)
{
    problem_add(&desk->run->problems, SEVERITY_ERROR, STAGE_OUTPUT, (struct place){.file = path}, cure, "%s", what);
    return false;
}

/* ---- one file */

static bool is_marked(struct text bytes)
{
    size_t head = bytes.len < 1000 ? bytes.len : 1000;
    return memmem(bytes.ptr, head, editor_mark, strlen(editor_mark)) != NULL;
}

enum found { FOUND_NONE, FOUND_SAME, FOUND_OLDER, FOUND_FOREIGN };

static enum found look_at(const char *path, struct text bytes)
{
    struct buf old = {.ceiling = FILE_MOST};
    struct stat status;
    enum found found = FOUND_FOREIGN;
    if (lstat(path, &status) != 0) return errno == ENOENT ? FOUND_NONE : FOUND_FOREIGN;
    if (S_ISREG(status.st_mode) && file_read_path(path, &old)) {
        if (text_equal(buf_view(&old), bytes))
            found = FOUND_SAME;
        else if (is_marked(buf_view(&old)))
            found = FOUND_OLDER;
    }
    buf_release(&old);
    return found;
}

/* Never over a file that somebody else made. */
static bool write_file(struct desk *desk, const char *name, const char *purpose, struct buf *content)
{
    const char *path = arena_printf(&desk->run->arena, "%s/%s", desk->book.folder, name);
    bool good = path && !content->failed;
    enum found found = good ? look_at(path, buf_view(content)) : FOUND_FOREIGN;
    if (good && found == FOUND_FOREIGN)
        good = complain(desk, path, "keep it, or move it away and run rung editor again", "this file is not Rung's, so it stays as it is");
    else if (good && found != FOUND_SAME && !file_replace(path, buf_view(content)))
        good = complain(desk, path, "make the folder writable", strerror(errno));
    if (good) buf_printf(&desk->report, "%-10s %-26s %s\n", found == FOUND_SAME ? "as it was" : "written", name, purpose);
    buf_release(content);
    return good;
}

/* ---- all of them */

static bool make_folder(struct desk *desk)
{
    const char *path = arena_printf(&desk->run->arena, "%s/.rung", desk->book.folder);
    struct stat status;
    if (!path) return false;
    if (mkdir(path, 0777) == 0 || (lstat(path, &status) == 0 && S_ISDIR(status.st_mode))) return true;
    return complain(desk, path, "make the folder writable, or take away what is called .rung", strerror(errno));
}

static bool write_schemas(struct desk *desk)
{
    struct buf program = {0}, cases = {0};
    editor_schema(&desk->book, &program);
    case_schema(&cases);
    bool good = write_file(desk, ".rung/program.schema.json", "keys, words and params of program.yaml", &program);
    return write_file(desk, ".rung/cases.schema.json", "the same for cases of plugins", &cases) && good;
}

static bool write_lua(struct desk *desk)
{
    struct buf definitions = {0}, own = {0}, luarc = {0}, luacheck = {0};
    definitions_luacats(&definitions);
    editor_luarc(&luarc);
    definitions_luacheck(&luacheck);
    bool good = write_file(desk, ".rung/rung.lua", "what plugins can reach", &definitions);
    if (desk->book.program) {
        editor_program(desk->book.program, &own);
        good = write_file(desk, ".rung/program.lua", "this program's tables and metrics", &own) && good;
    }
    good = write_file(desk, ".luarc.json", "settings of lua-language-server", &luarc) && good;
    return write_file(desk, ".luacheckrc", "settings of luacheck", &luacheck) && good;
}

static bool reads(const char *path, const char *word)
{
    struct buf bytes = {.ceiling = FILE_MOST};
    bool found = file_read_path(path, &bytes) && memmem(bytes.ptr, bytes.len, word, strlen(word));
    buf_release(&bytes);
    return found;
}

static void tell_lines(struct desk *desk)
{
    const char *path = arena_printf(&desk->run->arena, "%s/program.yaml", desk->book.folder);
    if (path && reads(path, "yaml-language-server:")) return;
    buf_puts(&desk->report,
             "\nEditors that know YAML take the schema from a comment. Put it on top of program.yaml:\n\n"
             "  # yaml-language-server: $schema=.rung/program.schema.json\n\n"
             "and this one on top of cases, such as plugins/rule.cases.yaml (one more ../ for each folder below plugins):\n\n"
             "  # yaml-language-server: $schema=../.rung/cases.schema.json\n");
}

/* Plugins and programs with mistakes are what rung check is for: the files are made from those without. */
static bool read_all(struct desk *desk, const char *library)
{
    struct arena *arena = &desk->run->arena;
    struct problems ignored = {0};
    struct catalogue catalogue;
    const char *folder = desk->book.folder, *own = arena_printf(arena, "%s/plugins", folder);
    if (!own || !catalogue_list(&catalogue, own, library, arena)) return false;
    desk->book.program = program_load(folder, &(struct program_options){0}, arena, &ignored);
    plugin_book_read(&desk->book, &catalogue, NULL, catalogue.count, library, arena, &ignored);
    if (!desk->book.program)
        buf_puts(&desk->report,
                 "note: program.yaml has mistakes (see rung check), so its tables and metrics are not among the definitions\n");
    problems_release(&ignored);
    return !arena->failed;
}

enum rung_status rung_editor(struct rung_run *run, const char *folder, const struct rung_options *options, char **report)
{
    struct desk desk = {.run = run, .book = {.folder = folder}};
    const char *path = arena_printf(&run->arena, "%s/program.yaml", folder), *library = api_options(run, options).library;
    bool good =
        path && (file_exists(path) || complain(&desk, folder, "give the folder that holds program.yaml", "here is no program.yaml"));
    good = good && read_all(&desk, library) && make_folder(&desk);
    if (good) {
        good = write_schemas(&desk);
        good = write_lua(&desk) && good;
        tell_lines(&desk);
    }
    *report = api_text(&desk.report);
    return api_status(run, good && *report);
}
