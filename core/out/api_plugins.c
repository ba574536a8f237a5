/* rung_plugins: which plugins there are, and all that is to know of one. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "out/api.h"
#include "out/plugin_book.h"
#include "run/case_file.h"

enum { WIDTH = 100, WIDTH_LEAST = 40 };

struct asking {
    struct rung_run *run;
    struct catalogue catalogue;
    struct plugin_book book;
    struct problems unread; /* of a program that cannot be loaded: rung check is for them */
    const char *library;
    size_t *chosen; /* of the catalogue */
    size_t chosen_count;
};

/* ---- which program */

static bool holds_program(struct rung_run *run, const char *folder)
{
    const char *path = folder ? arena_printf(&run->arena, "%s/program.yaml", folder) : NULL;
    return path && access(path, R_OK) == 0;
}

/* Of a program's own plugin, scorecards/mine/plugins/metrics/x.lua: scorecards/mine. Otherwise NULL. */
static const char *folder_around(struct rung_run *run, const char *word)
{
    size_t len = (size_t)(plugin_name_in(word) - word), behind = strlen("/plugins/");
    if (len <= behind || strncmp(word + len - behind, "/plugins/", behind) != 0) return NULL;
    const char *folder = arena_string(&run->arena, (struct text){word, len - behind});
    return holds_program(run, folder) ? folder : NULL;
}

static const char *without_slash(struct rung_run *run, const char *folder)
{
    size_t len = strlen(folder);
    while (len > 1 && folder[len - 1] == '/') len--;
    return arena_string(&run->arena, (struct text){folder, len});
}

static bool take_folder(struct asking *asking, const char *folder)
{
    if (!folder) return true;
    if (asking->book.folder && strcmp(asking->book.folder, folder) != 0)
        return api_refuse(asking->run, "ask about one program at a time", "this is a second program:", folder);
    asking->book.folder = folder;
    return true;
}

/* False after reporting a second program. */
static bool find_program(struct asking *asking, const struct rung_plugins *asked)
{
    bool good = true;
    for (size_t i = 0; good && i < asked->count; i++) {
        bool folder = holds_program(asking->run, asked->words[i]);
        good = take_folder(asking, folder ? without_slash(asking->run, asked->words[i]) : folder_around(asking->run, asked->words[i]));
    }
    if (good && !asking->book.folder && holds_program(asking->run, ".")) asking->book.folder = ".";
    return good;
}

static void load_program(struct asking *asking)
{
    if (!asking->book.folder) return;
    asking->book.program = program_load(asking->book.folder, &(struct program_options){0}, &asking->run->arena, &asking->unread);
}

/* ---- which plugins */

static bool choose(struct asking *asking, const char *word)
{
    int found = catalogue_find(&asking->catalogue, word);
    if (found >= 0) {
        asking->chosen[asking->chosen_count++] = (size_t)found;
        return true;
    }
    const char *near = catalogue_near(&asking->catalogue, word, &asking->run->arena);
    const char *cure = near ? arena_printf(&asking->run->arena, "did you mean %s?", near) : "rung plugins lists all of them";
    return api_refuse(asking->run, cure, "there is no plugin", word);
}

/* Those that the words name, or all when they name none but the program. */
static bool choose_all(struct asking *asking, const struct rung_plugins *asked)
{
    bool good = true, named = false;
    asking->chosen = arena_array(&asking->run->arena, asking->catalogue.count + asked->count + 1, sizeof *asking->chosen);
    if (!asking->chosen) return false;
    for (size_t i = 0; i < asked->count; i++) {
        if (holds_program(asking->run, asked->words[i])) continue;
        named = true;
        good = choose(asking, asked->words[i]) && good;
    }
    for (size_t i = 0; !named && i < asking->catalogue.count; i++) asking->chosen[asking->chosen_count++] = i;
    return good;
}

static void count_cases(struct asking *asking, struct plugin_entry *entry)
{
    struct arena *arena = &asking->run->arena;
    struct problems ignored = {0};
    struct case_file file;
    const char *name = entry->plugin->name, *below = entry->own ? asking->book.folder : asking->library;
    const char *path = arena_printf(arena, "%s%s/%s" CASES_SUFFIX, below, entry->own ? "/plugins" : "", name);
    if (!path || access(path, R_OK) != 0) return;
    entry->beside = entry->own ? path : arena_printf(arena, "plugins/%s" CASES_SUFFIX, name);
    if (case_file_read(&file, path, arena, &ignored)) entry->cases = file.count;
    problems_release(&ignored);
}

static bool read_chosen(struct asking *asking, bool whole)
{
    struct plugin_book *book = &asking->book;
    bool good = plugin_book_read(book, &asking->catalogue, asking->chosen, asking->chosen_count, asking->library, &asking->run->arena,
                                 &asking->run->problems);
    for (size_t i = 0; whole && i < book->count; i++) count_cases(asking, &book->entries[i]);
    return good;
}

static int metrics_first(const void *a, const void *b)
{
    const struct plugin *x = ((const struct plugin_entry *)a)->plugin, *y = ((const struct plugin_entry *)b)->plugin;
    return x->kind != y->kind ? (int)x->kind - (int)y->kind : strcmp(x->name, y->name);
}

/* ---- answers */

static void put_answer(struct asking *asking, bool all, bool markdown, size_t width, struct buf *out)
{
    const struct plugin_book *book = &asking->book;
    struct arena *arena = &asking->run->arena;
    if (all && book->count > 0) qsort(book->entries, book->count, sizeof *book->entries, metrics_first);
    if (all && markdown) plugin_page(book, arena, out);
    if (all && !markdown) plugin_text_list(book, width, out);
    for (size_t i = 0; !all && i < book->count; i++) {
        if (i > 0) buf_puts(out, "\n\n");
        if (markdown)
            plugin_page_chapter(book->entries[i].plugin, arena, out);
        else
            plugin_text_whole(book, &book->entries[i], width, arena, out);
    }
}

static bool list_all(struct asking *asking)
{
    struct arena *arena = &asking->run->arena;
    const char *folder = asking->book.folder, *own = folder ? arena_printf(arena, "%s/plugins", folder) : NULL;
    if (!catalogue_list(&asking->catalogue, own, asking->library, arena)) return false;
    if (access(asking->library, R_OK) == 0) return true;
    return api_refuse(asking->run, "name the folder with --plugins DIR", "the library of plugins is not at", asking->library);
}

enum rung_status rung_plugins(struct rung_run *run, const struct rung_plugins *asked, const struct rung_options *options, char **text)
{
    struct asking asking = {.run = run, .library = api_options(run, options).library};
    struct buf out = {0}, shown = {0};
    size_t width = asked->width ? asked->width : WIDTH;
    *text = NULL;
    bool good = find_program(&asking, asked) && list_all(&asking);
    if (!good) goto done;
    load_program(&asking);
    good = choose_all(&asking, asked);
    bool all = good && asking.chosen_count == asking.catalogue.count;
    good = read_chosen(&asking, !all) && good;
    if (asking.book.count > 0 || all) put_answer(&asking, all, asked->markdown, width < WIDTH_LEAST ? WIDTH_LEAST : width, &out);
    buf_visible(&shown, buf_view(&out), "\n"); /* descriptions are somebody else's text */
    shown.failed |= out.failed;
    *text = api_text(&shown);
done:
    buf_release(&out);
    problems_release(&asking.unread);
    return api_status(run, good && *text);
}
