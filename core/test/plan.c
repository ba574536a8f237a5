#include "test/plan.h"

#include <errno.h>
#include <sys/stat.h>

#include "base/file.h"
#include "run/case_file.h"
#include "test/golden.h"
#include "test/listing.h"

enum { DEPTH_MAX = 32 };

struct walk {
    struct plan *plan;
    struct problems *problems;
};

static bool add_suite(struct plan *plan, enum suite_kind kind, const char *path)
{
    if (!arena_grow(plan->arena, (void **)&plan->suites, plan->count, &plan->cap, sizeof *plan->suites)) return false;
    const char *copy = arena_string(plan->arena, text_of(path));
    if (copy) plan->suites[plan->count++] = (struct suite){.kind = kind, .path = copy};
    return copy != NULL;
}

static bool is_program(const char *folder, struct arena *arena)
{
    const char *file = path_below(folder, "program.yaml", arena);
    return file && file_exists(file);
}

/* Links to folders may lead in circles: only those that were named are followed. */
static bool is_real_folder(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static void add_folder(const struct walk *walk, const char *folder, int depth);

static void add_entries(const struct walk *walk, const char *folder, int depth)
{
    struct listing listing;
    struct arena *arena = walk->plan->arena;
    if (!listing_read(&listing, folder, arena))
        problem_add(walk->problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){.file = folder}, "make the folder readable",
                    "the folder cannot be read: %s", strerror(errno));
    for (size_t i = 0; i < listing.count; i++) {
        const char *path = path_below(folder, listing.names[i], arena);
        if (path && is_real_folder(path))
            add_folder(walk, path, depth + 1);
        else if (path && path_ends(path, CASES_SUFFIX))
            add_suite(walk->plan, SUITE_CASES, path);
    }
}

static void add_program(const struct walk *walk, const char *folder, bool first)
{
    const char *plugins = path_below(folder, "plugins", walk->plan->arena);
    if (plugins && file_is_folder(plugins)) add_entries(walk, plugins, 0);
    if (first || golden_there(folder, walk->plan->arena)) add_suite(walk->plan, SUITE_PROGRAM, folder);
}

static void add_folder(const struct walk *walk, const char *folder, int depth)
{
    if (depth > DEPTH_MAX) return;
    if (is_program(folder, walk->plan->arena))
        add_program(walk, folder, false);
    else
        add_entries(walk, folder, depth);
}

/* ---- words */

static int stem_of(const char *name)
{
    return (int)(strlen(name) - (path_ends(name, ".lua") ? strlen(".lua") : 0));
}

static const char *cases_of(const char *folder, const char *name, struct arena *arena)
{
    const char *below = folder ? path_below(folder, name, arena) : name;
    const char *path = below ? arena_printf(arena, "%.*s" CASES_SUFFIX, stem_of(below), below) : NULL;
    return path && file_exists(path) ? path : NULL;
}

static void add_plugin(const struct walk *walk, const char *word, const char *library)
{
    struct arena *arena = walk->plan->arena;
    const char *path = path_ends(word, CASES_SUFFIX) && file_exists(word) ? word : cases_of(NULL, word, arena);
    if (!path && library) path = cases_of(library, word, arena);
    if (path) add_suite(walk->plan, SUITE_CASES, path);
}

/* Who names program.yaml means its folder. */
static const char *folder_of(const char *word, struct arena *arena)
{
    const char *slash = strrchr(word, '/');
    if (strcmp(slash ? slash + 1 : word, "program.yaml") != 0 || !file_exists(word)) return word;
    const char *folder = slash ? arena_string(arena, (struct text){word, (size_t)(slash - word) + (slash == word)}) : ".";
    return folder ? folder : word;
}

static void add_word(const struct walk *walk, const char *given, const char *library, bool first)
{
    const char *word = folder_of(given, walk->plan->arena);
    if (!file_is_folder(word))
        add_plugin(walk, word, library);
    else if (is_program(word, walk->plan->arena))
        add_program(walk, word, first);
    else
        add_entries(walk, word, 0);
}

static void report_plugin(const char *word, struct arena *arena, struct problems *problems)
{
    const char *plugin = arena_printf(arena, "%.*s.lua", stem_of(word), word);
    bool there = plugin && file_exists(plugin);
    struct problem *problem = problem_add(problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){0},
                                          "name a program such as scorecards/starter, a plugin such as plugins/metrics/sum, or a folder "
                                          "that holds such",
                                          there ? "no cases for \"%s\"" : "there is no folder and no plugin \"%s\"", word);
    if (there) problem_cure(problems, problem, "write some to %.*s" CASES_SUFFIX, stem_of(word), word);
}

static void report_nothing(const char *word, struct arena *arena, struct problems *problems)
{
    if (!file_is_folder(word)) {
        report_plugin(word, arena, problems);
        return;
    }
    bool program = is_program(word, arena);
    struct problem *problem = problem_add(
        problems, SEVERITY_ERROR, STAGE_USAGE, (struct place){0},
        "name a program, a plugin with cases (sum.lua and sum" CASES_SUFFIX "), or a folder that holds such",
        program ? "the program \"%s\" has no expected results, and no plugins with cases" : "nothing to test in the folder \"%s\"", word);
    if (program)
        problem_cure(problems, problem,
                     "rung test %s --accept keeps what it gives now in its folder " EXPECTED_FOLDER "/: look whether that is right, and "
                     "later tests compare with it",
                     word);
}

bool plan_add(struct plan *plan, const char *word, const char *library, bool first, struct problems *problems)
{
    struct walk walk = {plan, problems};
    size_t before = plan->count, errors = problems->errors;
    add_word(&walk, word, library, first);
    if (plan->arena->failed) problems->out_of_memory = true;
    if (plan->count == before && problems->errors == errors && !problems->out_of_memory) report_nothing(word, plan->arena, problems);
    return plan->count > before && problems->errors == errors && !problems->out_of_memory;
}
